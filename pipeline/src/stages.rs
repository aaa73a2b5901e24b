//! What a build's stages share.

use crate::cache::Cache;
use crate::progress::Progress;

/// Where the stages of a build are shown and kept.
#[derive(Clone, Copy)]
pub struct Stages<'a> {
    /// Shows what is done.
    pub progress: Progress,
    /// Keeps what is done.
    pub cache: &'a Cache,
}
