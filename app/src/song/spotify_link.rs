use crate::text::text;
use crate::url::escape;
use catalog::{SongEntry, TrackId};

/// The URL of the song at Spotify, or of a search for it if the id is not Spotify's, and the text of the link.
pub(crate) fn spotify_link(song: &SongEntry) -> (String, &'static str) {
    if is_spotify_id(&song.id) {
        return (format!("https://open.spotify.com/track/{}", song.id), text().listen);
    }
    let label = [song.name.as_str(), &song.artist_line()].join(" ");
    (format!("https://open.spotify.com/search/{}", escape(&label)), text().search_spotify)
}

/// Whether the id consists of 22 base-62 characters, like all of Spotify's.
fn is_spotify_id(id: &TrackId) -> bool {
    let id = id.as_str();
    id.len() == 22 && id.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(id: &str, expected: bool) {
        assert_eq!(is_spotify_id(&id.parse().expect("an id")), expected);
    }

    #[test]
    fn ids_of_spotify() {
        check("7tFiyTwD0nx5a1eklYtX2J", true);
        check("ew-t0793", false);
        check("7tFiyTwD0nx5a1eklYtX2-", false);
    }
}
