//! Ids in parameters, and ids of what a catalogue has no ids for.

use crate::Problem;
use crate::problem::shown;
use crate::track_aliases::has_spotify_form;
use catalog::{ArtistId, SongEntry, TrackId};
use engine::alias::{AliasOf, alias_id};

/// Whether Spotify knows the track by its id.
pub(super) fn is_spotifys(track: &SongEntry) -> bool {
    has_spotify_form(&track.id)
}

/// The id of the album that a track is taken to be alone on.
pub(super) fn album_id(track: &SongEntry) -> String {
    alias_id(AliasOf::Album, track.id.as_str())
}

/// The id in a parameter: an id, a URI such as `spotify:track:ID`, or an address of open.spotify.com.
pub(super) fn parse_track_id(name: &'static str, text: &str) -> Result<TrackId, Problem> {
    let id = last_part(name, "track", text)?;
    id.parse().map_err(|error| Problem::parameter(name, error))
}

/// As [`parse_track_id`], for artists.
pub(super) fn parse_artist_id(name: &'static str, text: &str) -> Result<ArtistId, Problem> {
    let id = last_part(name, "artist", text)?;
    id.parse().map_err(|error| Problem::parameter(name, format!("{}: {error}", shown(id))))
}

fn last_part<'a>(name: &'static str, kind: &str, text: &'a str) -> Result<&'a str, Problem> {
    let text = text.trim();
    // Ids of the catalogue itself may have colons and slashes.
    if !["spotify:", "https://", "http://"].iter().any(|start| text.starts_with(start)) {
        return Ok(text);
    }
    let address = text.split(['?', '#']).next().unwrap_or_default();
    let mut parts = address.rsplit([':', '/']);
    let (id, before) = (parts.next().unwrap_or_default(), parts.next());
    match before {
        None => Ok(text),
        Some(before) if before == kind => Ok(id),
        Some(_) => {
            let detail = format!("{} is no {kind}: give an id or spotify:{kind}:ID", shown(text));
            Err(Problem::parameter(name, detail))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_uris_and_addresses() {
        let id = "4u7EnebtmKWzUH433cf5Qv";
        let check = |text: &str| {
            assert_eq!(parse_track_id("id", text).expect(text).as_str(), id, "{text}");
        };
        check(id);
        check(&format!("spotify:track:{id}"));
        check(&format!("https://open.spotify.com/track/{id}?si=abc"));
        check(&format!("https://open.spotify.com/intl-de/track/{id}"));
        assert!(parse_track_id("id", &format!("spotify:album:{id}")).is_err());
        assert!(parse_artist_id("id", &format!("spotify:artist:{id}")).is_ok());
        assert!(parse_artist_id("id", "Queen").is_err());
        assert_eq!(parse_track_id("id", "deezer:123").expect("an id").as_str(), "deezer:123");
    }
}
