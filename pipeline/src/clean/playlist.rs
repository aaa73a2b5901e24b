//! Parses a row of a file of playlists.

use super::identity;
use crate::columns::Column;
use crate::playlists::PlaylistTrack;
use crate::read::Row;
use crate::rules::{Reject, Rule, Tally};

/// A playlist entry with its line.
///
/// # Errors
/// If it has no playlist or no valid track id.
pub(super) fn playlist_track(row: Row<'_>, _: &mut Tally) -> Result<(u64, PlaylistTrack), Reject> {
    let line = row.line();
    let playlist = row
        .get(Column::PlaylistId)
        .ok_or_else(|| Reject::new(line, Rule::MissingId, "no playlist id"))?;
    let track = identity::track_id(row)?;
    Ok((line, PlaylistTrack { playlist: playlist.to_owned(), track }))
}
