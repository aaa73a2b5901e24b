//! Reads tables as they are found: CSV, JSON or Parquet, compressed or not, in any encoding, with columns
//! of many names and malformed rows.
//! [`find_sources`] recognises the files, [`for_each_batch`] reads their rows.

mod batch;
mod blanks;
mod decompress;
mod encoding;
mod error;
mod json;
mod kind;
mod parquet;
mod profile;
mod records;
mod sieve;
mod source;
mod stream;
mod table;

pub use batch::{Batch, Row};
pub use error::ReadError;
pub use kind::FileKind;
pub use profile::Profile;
pub use source::{Source, file_facts, find_sources};
pub use stream::for_each_batch;
