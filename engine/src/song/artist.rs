//! The artist that a song is filed under.

use crate::text;

/// The artist that a song is filed under.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct MainArtist {
    /// Normalised name.
    pub name: String,
    /// The name without article, band and blanks, so that "The Beatles" and "Beatles" are the same.
    pub key: String,
}

/// The first artist that is no placeholder such as "Various Artists"; failing that, the first.
pub(super) fn main_artist(artists: &[impl AsRef<str>]) -> MainArtist {
    let mut names = artists.iter().map(|artist| text::normalise(artist.as_ref()));
    let Some(first) = names.next() else {
        return MainArtist::default();
    };
    let performer = names_nobody(&first).then(|| names.find(|name| !names_nobody(name)));
    let name = performer.flatten().unwrap_or(first);
    let key = artist_key(&name);
    MainArtist { name, key }
}

/// Whether a name stands for no performer, or for any: "Various Artists", "Traditional".
pub fn is_placeholder(name: &str) -> bool {
    names_nobody(&text::normalise(name))
}

fn names_nobody(normalised: &str) -> bool {
    matches!(
        normalised,
        "various artists"
            | "various"
            | "va"
            | "v a"
            | "traditional"
            | "trad"
            | "anonymous"
            | "anonym"
            | "unknown"
            | "unknown artist"
            | "unspecified"
            | "varios artistas"
            | "divers"
            | "verschiedene interpreten"
            | "artisti vari"
            | "artistes divers"
    )
}

fn artist_key(name: &str) -> String {
    let name = name.strip_prefix("the ").unwrap_or(name);
    let is_band = |at: usize| at > 1 && BANDS.iter().any(|band| name[at..].starts_with(band));
    let band = name.match_indices(' ').map(|(at, _)| at).find(|&at| is_band(at));
    name[..band.unwrap_or(name.len())].replace(' ', "")
}

/// What separates a leader from the band: "Bob Marley & The Wailers" is filed under Bob Marley.
const BANDS: [&str; 8] = [
    " and the ",
    " and his ",
    " and her ",
    " and their ",
    " y su ",
    " y sus ",
    " e sua ",
    " und sein ",
];
