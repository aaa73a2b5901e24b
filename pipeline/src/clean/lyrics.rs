//! Parses a row of a file of lyrics.

use super::{identity, track};
use crate::columns::Column;
use crate::read::Row;
use crate::rules::{Reject, Rule, Tally};
use catalog::TrackId;

/// Lyrics of a track.
pub(super) struct LyricsRow {
    pub(super) line: u64,
    pub(super) id: TrackId,
    pub(super) lyrics: String,
    pub(super) lang: Option<String>,
}

/// # Errors
/// If it has no valid id or no lyrics.
pub(super) fn lyrics(row: Row<'_>, tally: &mut Tally) -> Result<LyricsRow, Reject> {
    let line = row.line();
    let id = identity::track_id(row)?;
    let lang = row.get(Column::Language).map_or(Ok(None), track::language);
    let lang = tally.value(lang, Column::Language);
    let lyrics =
        track::lyrics(row, tally).ok_or_else(|| Reject::new(line, Rule::NoLyrics, "no lyrics"))?;
    Ok(LyricsRow { line, id, lyrics, lang })
}
