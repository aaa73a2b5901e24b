mod marked;
mod match_line;
mod match_list;
mod notice;
mod search_form;
mod similar_table;
mod site;
mod song_card;

pub(crate) use match_list::MatchList;
pub(crate) use notice::FailureNotice;
pub(crate) use search_form::SearchForm;
pub(crate) use similar_table::SimilarTable;
pub(crate) use site::{SiteFooter, SiteHeader};
pub(crate) use song_card::SongCard;
