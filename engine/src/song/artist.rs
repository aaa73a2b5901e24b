use super::kind::VersionKind;
use super::parse::TitlePart;
use crate::text;

/// The artist that a song is filed under.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct MainArtist {
    /// Normalised name.
    pub name: String,
    /// The name without article, band and blanks: "The Beatles" and "Beatles" have the same key.
    pub key: String,
}

/// The first artist that stands for a performer and is no guest or remixer by the title; failing
/// that, the first.
pub(super) fn main_artist(artists: &[impl AsRef<str>], parts: &[TitlePart]) -> MainArtist {
    let Some(first) = artists.first() else {
        return MainArtist::default();
    };
    let mut name = text::normalise(first.as_ref());
    let credits = credits(parts);
    let is_main = |name: &str| !is_placeholder(name) && !names_artist(&credits, name);
    if artists.len() > 1 && !is_main(&name) {
        let others: Vec<String> =
            artists[1..].iter().map(|artist| text::normalise(artist.as_ref())).collect();
        let main = others.iter().find(|name| is_main(name));
        let performer = || others.iter().find(|name| !is_placeholder(name));
        let fallback = if is_placeholder(&name) { performer() } else { None };
        name = main.or(fallback).cloned().unwrap_or(name);
    }
    let key = artist_key(&name);
    MainArtist { name, key }
}

/// The parts of a title that name guests and remixers, each between blanks.
fn credits(parts: &[TitlePart]) -> Vec<String> {
    parts
        .iter()
        .filter(|part| matches!(part.kind, VersionKind::Guest | VersionKind::Remix))
        .map(|part| format!(" {} ", text::normalise(&part.text)))
        .collect()
}

fn names_artist(credits: &[String], name: &str) -> bool {
    !credits.is_empty() && {
        let name = format!(" {name} ");
        credits.iter().any(|credit| credit.contains(&name))
    }
}

fn is_placeholder(name: &str) -> bool {
    matches!(
        name,
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

/// What separates a leader from a band: "Bob Marley & The Wailers" is filed under Bob Marley.
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
