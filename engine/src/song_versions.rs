//! The versions of a track's song, for answers.

use crate::id::TrackRow;
use crate::song::parse_title;
use crate::tracks::TrackTable;
use catalog::{FoundSong, SongVersion};
use std::cmp::Reverse;
use std::ops::Range;

/// The other versions of a track's song, best known first, at most [`FoundSong::MAX_VERSIONS`].
pub(crate) fn other_versions(table: &TrackTable, row: TrackRow) -> Vec<SongVersion> {
    versions_at(table, row, 0..FoundSong::MAX_VERSIONS)
}

/// The versions at these places among the others of a track's song, best known first.
pub(crate) fn versions_at(
    table: &TrackTable,
    row: TrackRow,
    places: Range<usize>,
) -> Vec<SongVersion> {
    let versions = table.song(row).map(|song| table.versions(song)).unwrap_or_default();
    let mut others: Vec<TrackRow> =
        versions.iter().copied().filter(|&version| version != row).collect();
    others.sort_by_key(|&version| (Reverse(table.popularity(version)), version));
    let wanted = others.into_iter().skip(places.start).take(places.len());
    wanted.filter_map(|version| song_version(table, version)).collect()
}

fn song_version(table: &TrackTable, row: TrackRow) -> Option<SongVersion> {
    let name = table.name(row);
    Some(SongVersion {
        id: table.id(row)?,
        name: name.to_owned(),
        release_date: table.release_date(row),
        kind: parse_title(name).kind.to_string(),
    })
}
