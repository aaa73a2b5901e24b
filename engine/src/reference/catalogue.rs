//! Random small catalogues.

use crate::id::TrackRow;
use crate::tracks::table::tests::track;
use catalog::{AudioFeature, SongEntry};
use rand::rngs::ChaCha8Rng;
use rand::seq::IndexedRandom;
use rand::{Rng, RngExt};

/// Tracks with what may be known of them.
pub(crate) struct Catalogue {
    pub(crate) tracks: Vec<SongEntry>,
    /// Of one track a song.
    pub(crate) lyrics: Vec<(TrackRow, String)>,
    /// By artist, in the order of the tracks: how many playlists have it, and which artists they have beside it.
    pub(crate) playlists: Vec<(u32, Vec<(u32, u32)>)>,
}

/// Words of titles, of which many are alike.
const WORDS: [&str; 62] = [
    "love",
    "lover",
    "glove",
    "night",
    "knight",
    "nights",
    "kettle",
    "kettles",
    "copper",
    "cooper",
    "harbour",
    "harbor",
    "snow",
    "sun",
    "flower",
    "sunflower",
    "the",
    "of",
    "on",
    "in",
    "rope",
    "ropes",
    "salt",
    "2",
    "two",
    "to",
    "99",
    "u",
    "you",
    "bohemian",
    "rhapsody",
    "physics",
    "lantern",
    "lanterns",
    "camouflage",
    "running",
    "runnin'",
    "tonight",
    "song",
    "i",
    "a",
    "extraordinary",
    "extraordinarily",
    "déjà",
    "vu",
    "Ñandú",
    "smørrebrød",
    "straße",
    "моя",
    "вечера",
    "上を向いて",
    "雪",
    "ポリリズム",
    "강남스타일",
    "f**k",
    "l'hymne",
    "T.N.T.",
    "&",
    "P!nk",
    "?",
    "+",
    "understand",
];

const SUFFIXES: [&str; 8] = [
    " (Live)",
    " - Live at Wembley",
    " - 2011 Remaster",
    " (Acoustic)",
    " [Remix]",
    " (feat. Salt)",
    " (In Other Words)",
    " - Single Version",
];

const SIGNS: [&str; 5] = ["?", "!!!", "÷", "+", "(***)"];

const LANGUAGES: [&str; 3] = ["en", "de", "ja"];

/// The first three are known to the similarity.
pub(super) const GENRES: [&str; 4] = ["jazz", "pop", "rock", "klezmer"];

impl Catalogue {
    pub(super) fn random(rng: &mut ChaCha8Rng) -> Self {
        let sizes = [2..12, 12..60, 60..100, 100..240];
        let size = sizes.choose(rng).expect("a range").clone();
        let size = rng.random_range(size);
        let alike = alike(rng);
        let words: Vec<&str> = if rng.random_ratio(1, 3) {
            alike.iter().map(String::as_str).chain(["the"]).collect()
        } else {
            let count = rng.random_range(6..WORDS.len());
            WORDS.sample(rng, count).copied().collect()
        };
        let common = if rng.random_ratio(1, 6) { "the " } else { "" };
        let artists = artists(&words, rng);
        let mut tracks: Vec<SongEntry> = Vec::new();
        for row in 0..size {
            let mut track = match tracks.choose(rng).filter(|_| rng.random_ratio(1, 5)) {
                Some(other) => version_of(other, &artists, rng),
                None => song(common, &words, &artists, rng),
            };
            track.id = format!("t{row}").parse().expect("an id");
            track.index = u32::try_from(row).expect("few tracks");
            fill(&mut track, rng);
            tracks.push(track);
        }
        let lyrics = lyrics(&tracks, &words, rng);
        let playlists = playlists(&tracks, rng);
        Self { tracks, lyrics, playlists }
    }
}

/// So many words, some of them twice.
pub(super) fn phrase(words: &[&str], count: usize, rng: &mut impl Rng) -> String {
    let words: Vec<&str> = (0..count).filter_map(|_| words.choose(rng).copied()).collect();
    words.join(" ")
}

fn artists(words: &[&str], rng: &mut ChaCha8Rng) -> Vec<String> {
    let mut artists: Vec<String> = vec!["Various Artists".into(), "?".into()];
    for _ in 0..rng.random_range(2..25) {
        let count = rng.random_range(1..4);
        artists.push(phrase(words, count, rng));
    }
    artists
}

fn credited(artists: &[String], rng: &mut ChaCha8Rng) -> Vec<String> {
    let count = [1, 1, 1, 2, 3][rng.random_range(0..5)];
    let mut credited: Vec<String> = Vec::new();
    for _ in 0..count {
        let artist = artists.choose(rng).cloned().unwrap_or_default();
        if !credited.contains(&artist) {
            credited.push(artist);
        }
    }
    credited
}

/// Many words that begin alike and are few edits apart.
fn alike(rng: &mut ChaCha8Rng) -> Vec<String> {
    let mut word = |_| {
        let first = ["s", "k"].choose(rng).copied().unwrap_or_default();
        let count = rng.random_range(1..9);
        first.to_owned() + &phrase(&["a", "e", "k", "l", "s", "t"], count, rng).replace(' ', "")
    };
    (0..120).map(&mut word).collect()
}

fn song(common: &str, words: &[&str], artists: &[String], rng: &mut ChaCha8Rng) -> SongEntry {
    let count = [1, 1, 2, 2, 3, 4, 6][rng.random_range(0..7)];
    let mut name = format!("{common}{}", phrase(words, count, rng));
    if rng.random_ratio(1, 30) {
        name = SIGNS.choose(rng).copied().unwrap_or_default().to_owned();
    }
    if rng.random_ratio(1, 8) {
        name += SUFFIXES.choose(rng).copied().unwrap_or_default();
    }
    let mut song = track("t", &name, &[], &[]);
    song.artists = credited(artists, rng);
    song
}

fn version_of(other: &SongEntry, artists: &[String], rng: &mut ChaCha8Rng) -> SongEntry {
    let suffix = SUFFIXES.choose(rng).copied().unwrap_or_default();
    let name = format!("{}{suffix}", other.name);
    let mut version = track("t", &name, &[], &[]);
    version.artists =
        if rng.random_ratio(1, 3) { credited(artists, rng) } else { other.artists.clone() };
    version
}

/// Few different values, so that many are equal.
fn fill(track: &mut SongEntry, rng: &mut ChaCha8Rng) {
    let share = rng.random_range(0..5);
    let knows = |rng: &mut ChaCha8Rng| rng.random_range(0..5) <= share;
    track.popularity = knows(rng).then(|| rng.random_range(0..=20) * 5);
    track.duration_ms = knows(rng).then(|| rng.random_range(1..12) * 30_000);
    track.explicit = knows(rng).then(|| rng.random());
    track.lang = knows(rng).then(|| LANGUAGES.choose(rng).copied().unwrap_or_default().to_owned());
    let date = || [String::new(), "-12-31".into(), "-01-01".into(), "-06".into()];
    let year = rng.random_range(1955..2024);
    let ending = rng.random_range(0..4);
    let date = format!("{year}{}", date()[ending]);
    track.release_date = knows(rng).then(|| date.parse().expect("a date"));
    for feature in AudioFeature::ALL {
        let range = feature.range();
        let step = f32::from(rng.random_range(0_u8..=8)) / 8.0;
        let mut value = range.start() + step * (range.end() - range.start());
        if feature == AudioFeature::Key {
            value = value.round();
        }
        track.features.set(feature, knows(rng).then_some(value));
    }
    let count = if knows(rng) { rng.random_range(1..3) } else { 0 };
    track.genres = GENRES.sample(rng, count).map(|genre| (*genre).to_owned()).collect();
}

fn lyrics(tracks: &[SongEntry], words: &[&str], rng: &mut ChaCha8Rng) -> Vec<(TrackRow, String)> {
    let share = [0, 0, 1, 10][rng.random_range(0..4)];
    let mut lyrics = Vec::new();
    for rows in super::grouped(tracks) {
        if rng.random_range(0..20) < share {
            let count = rng.random_range(3..60);
            lyrics.push((TrackRow::at(rows[0]), phrase(words, count, rng)));
        }
    }
    lyrics
}

fn playlists(tracks: &[SongEntry], rng: &mut ChaCha8Rng) -> Vec<(u32, Vec<(u32, u32)>)> {
    let mut names: Vec<&String> = Vec::new();
    for artist in tracks.iter().flat_map(|track| &track.artists) {
        if !names.contains(&artist) {
            names.push(artist);
        }
    }
    if rng.random() {
        return vec![(0, Vec::new()); names.len()];
    }
    let artists = u32::try_from(names.len()).expect("few artists");
    let beside = |artist: u32, rng: &mut ChaCha8Rng| {
        let count = if rng.random_ratio(1, 3) { 0 } else { rng.random_range(1..9) };
        let mut others: Vec<u32> = (0..artists).filter(|other| *other != artist).collect();
        others.retain(|_| count > 0 && rng.random_ratio(1, 4));
        let others = others.into_iter().map(|other| (other, rng.random_range(1..=count)));
        (count, others.collect())
    };
    (0..artists).map(|artist| beside(artist, rng)).collect()
}
