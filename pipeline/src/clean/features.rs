//! Parses a row of a file of audio features.

use super::{identity, track};
use crate::columns::Column;
use crate::read::Row;
use crate::rules::{Reject, Tally};
use catalog::{AudioFeatures, TrackId};

/// Audio features of a track in another file.
pub(super) struct FeaturesRow {
    pub(super) line: u64,
    pub(super) id: TrackId,
    pub(super) features: AudioFeatures,
    pub(super) duration_ms: Option<u32>,
}

/// # Errors
/// If it has no valid id.
pub(super) fn features(row: Row<'_>, tally: &mut Tally) -> Result<FeaturesRow, Reject> {
    Ok(FeaturesRow {
        line: row.line(),
        id: identity::track_id(row)?,
        features: track::features(row, tally),
        duration_ms: track::duration(row, Column::Duration, tally),
    })
}
