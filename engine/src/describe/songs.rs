//! What descriptions are compared with.

use super::index::DescribeIndex;
use crate::find::{LyricsIndex, WordIndex};
use crate::tracks::TrackTable;

/// The songs of a catalogue.
#[derive(Clone, Copy)]
pub(super) struct Songs<'a> {
    pub index: &'a DescribeIndex,
    pub words: &'a WordIndex,
    pub lyrics: Option<&'a LyricsIndex>,
    pub table: &'a TrackTable,
}
