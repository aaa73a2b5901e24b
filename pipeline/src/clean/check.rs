//! Parses rows without keeping them, to see what the rules would do.

use super::artist::artist;
use super::features::features;
use super::lyrics::lyrics;
use super::playlist::playlist_track;
use super::track::track;
use crate::read::{Batch, FileKind, Row};
use crate::rules::{Reject, Tally};

/// How often the rules would be met in a batch of a file of this kind.
pub fn check(kind: FileKind, batch: &Batch) -> Tally {
    match kind {
        FileKind::Tracks | FileKind::Songs => tally(batch, track),
        FileKind::Artists => tally(batch, artist),
        FileKind::Lyrics => tally(batch, lyrics),
        FileKind::Features => tally(batch, features),
        FileKind::Playlists => tally(batch, playlist_track),
        _ => Tally::default(),
    }
}

fn tally<T>(batch: &Batch, parse: fn(Row<'_>, &mut Tally) -> Result<T, Reject>) -> Tally {
    let mut tally = batch.tally.clone();
    for row in batch.rows() {
        // A rejected row is counted by its rule alone.
        if let Err(reject) = parse(row, &mut tally) {
            tally.count_row(reject.rule);
        }
    }
    tally
}
