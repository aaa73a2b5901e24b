//! Reads CSV files as they are found: packed or not, with columns of many names and malformed rows.
//! [`find_sources`] recognises the files, [`for_each_batch`] reads their rows.

mod batch;
mod decompress;
mod error;
mod kind;
mod records;
mod sieve;
mod source;
mod stream;

pub use batch::{Batch, Row};
pub use error::ReadError;
pub use kind::FileKind;
pub use source::{Source, file_facts, find_sources, is_parquet};
pub use stream::for_each_batch;
