//! Ids of tracks: parsed, or made from the facts of a row that has none.

use crate::columns::Column;
use crate::read::Row;
use crate::rules::{Reject, Rule};
use catalog::TrackId;
use engine::bare_id;
use sha2::{Digest, Sha256};

/// The id of a row, which may be in a Spotify URI or URL.
///
/// # Errors
/// If it is missing or invalid.
pub(super) fn track_id(row: Row<'_>) -> Result<TrackId, Reject> {
    let missing = || Reject::new(row.line(), Rule::MissingId, "no id");
    given_id(row).ok_or_else(missing)?
}

/// The id that a row gives, if it gives one. Local files on a playlist have a URI, but no id.
pub(super) fn given_id(row: Row<'_>) -> Option<Result<TrackId, Reject>> {
    let text = row.get(Column::Id).filter(|text| !text.starts_with("spotify:local:"))?;
    let invalid = |error| Reject::new(row.line(), Rule::InvalidId, format!("{error}"));
    Some(bare_id(text).parse().map_err(invalid))
}

/// An id made from title, artists and whole seconds: the same facts give the same id in every file.
pub fn made_id(name: &str, artists: &[String], duration_ms: Option<u32>) -> Option<TrackId> {
    let mut hash = Sha256::new();
    for text in std::iter::once(name).chain(artists.iter().map(String::as_str)) {
        hash.update(text.to_lowercase());
        hash.update("\0");
    }
    hash.update(duration_ms.map(|ms| (ms + 500) / 1000).unwrap_or_default().to_le_bytes());
    let mut id = format!("{:x}", hash.finalize());
    id.truncate(16);
    format!("made-{id}").parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn made_ids_are_stable() {
        let made = |name, artist: &str, ms| {
            let id = made_id(name, &[artist.to_owned()], ms).expect("a valid id");
            id.as_str().to_owned()
        };
        let heroes = made("\"Heroes\"", "David Bowie", Some(371_000));
        assert_eq!(heroes, made("\"heroes\"", "David bowie", Some(371_400)));
        assert_ne!(heroes, made("\"Heroes\"", "David Bowie", Some(215_000)));
        assert_ne!(heroes, made("\"Heroes\"", "Peter Gabriel", Some(371_000)));
        assert_eq!(made("Fame", "David Bowie", None), "made-fabae85e37a8cc04");
    }
}
