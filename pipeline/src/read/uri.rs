//! Ids in Spotify's URIs and URLs.

/// The id in a URI or URL of a Spotify track; any other text as it is.
pub fn bare_id(text: &str) -> &str {
    let bare = text.strip_prefix("spotify:track:").or_else(|| {
        let (host, id) = text.strip_prefix("https://open.spotify.com/")?.split_once("track/")?;
        // Addresses may have a language: `/intl-de/track/…`.
        (host.is_empty() || host.starts_with("intl-")).then_some(id)
    });
    bare.map_or(text, |id| id.split(['?', '#']).next().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_may_be_in_uris_and_urls() {
        for text in [
            "abc",
            "spotify:track:abc",
            "https://open.spotify.com/track/abc?si=1",
            "https://open.spotify.com/intl-de/track/abc",
        ] {
            assert_eq!(bare_id(text), "abc", "{text}");
        }
    }
}
