//! Reads CSV files as they are found: packed or not, with columns of many names, with rows that are
//! malformed. [`find_sources`] recognises the files, [`for_each_batch`] reads their rows.

mod batch;
mod columns;
mod decompress;
mod error;
mod kind;
mod records;
mod sieve;
mod source;

pub use batch::{Batch, Row, for_each_batch};
pub use columns::{Column, Header};
pub use error::ReadError;
pub use kind::FileKind;
pub use source::{Source, file_facts, find_sources, is_parquet};
