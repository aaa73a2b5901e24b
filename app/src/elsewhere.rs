use crate::address::escape;
use crate::text::text;
use catalog::{SongEntry, TrackId};

/// A link to the song at Spotify if its id is from there, else to a search for it, and its name.
pub(crate) fn elsewhere(song: &SongEntry) -> (String, &'static str) {
    if is_spotify_id(&song.id) {
        return (format!("https://open.spotify.com/track/{}", song.id), text().listen);
    }
    let label = [song.name.as_str(), &song.artist_line()].join(" ");
    (format!("https://open.spotify.com/search/{}", escape(&label)), text().look_for)
}

/// Spotify's ids are 22 characters of base 62.
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
