//! The songs similar to the chosen one: the controls that tune them, the table, and paths to other songs.

mod column_chooser;
mod columns;
mod path_list;
mod path_panel;
mod row;
mod section;
mod sort_header;
mod table;
mod tune_panel;
mod tuner;
mod tuning_chips;
mod wish;
mod wish_chips;

pub(crate) use section::Similar;
