//! Songs as lists of words.

use crate::find::Romanise;
use crate::find::params::{DEFAULT_POPULARITY, POPULARITY_PRIOR, SHORT_TITLE_PRIOR};
use crate::id::TrackRow;
use crate::numeric::float;
use crate::reference::grouped;
use crate::song::parse_title;
use crate::text;
use catalog::SongEntry;

/// The words of a song.
pub(super) struct PlainSong {
    titles: Vec<Vec<String>>,
    artists: Vec<Vec<String>>,
    /// Of its versions' suffixes.
    version: Vec<String>,
    /// 0 to 100.
    pub(super) popularity: u8,
    pub(super) representative: TrackRow,
    name: String,
}

/// Titles and artists of a song, all together.
const MAX_TEXTS: usize = 24;

/// The songs of some tracks.
pub(super) fn plain_songs(tracks: &[SongEntry], romanise: Romanise<'_>) -> Vec<PlainSong> {
    grouped(tracks).iter().map(|rows| PlainSong::of(rows, tracks, romanise)).collect()
}

impl PlainSong {
    /// The song of these rows, of which the first stands for it.
    fn of(rows: &[usize], tracks: &[SongEntry], romanise: Romanise<'_>) -> Self {
        let known = rows.iter().filter_map(|row| tracks[*row].popularity).max();
        let first = &tracks[rows[0]];
        let mut song = Self {
            titles: Vec::new(),
            artists: Vec::new(),
            version: Vec::new(),
            popularity: known.unwrap_or(DEFAULT_POPULARITY),
            representative: TrackRow::at(rows[0]),
            name: format!("{} {}", first.name, first.artists.join(" ")),
        };
        for track in rows.iter().map(|row| &tracks[*row]) {
            let title = parse_title(&track.name);
            let before_bracket = title.base.split(['(', '[']).next().unwrap_or_default();
            let has_bracket = before_bracket.len() < title.base.len();
            song.add_spellings(true, &title.base, romanise);
            if has_bracket {
                song.add_spellings(true, before_bracket, romanise);
            }
            track.artists.iter().for_each(|artist| song.add_spellings(false, artist, romanise));
            song.version.extend(title.parts.iter().flat_map(|part| text::words(&part.text)));
        }
        song.version.sort_unstable();
        song.version.dedup();
        song
    }

    fn add_spellings(&mut self, is_title: bool, text: &str, romanise: Romanise<'_>) {
        let latin = text.chars().all(|c| !c.is_alphabetic() || c < '\u{370}');
        let romanised = (!latin).then(|| romanise(text));
        for spelling in std::iter::once(text).chain(romanised.as_deref()) {
            let (words, room) =
                (text::words(spelling), self.titles.len() + self.artists.len() < MAX_TEXTS);
            let texts = if is_title { &mut self.titles } else { &mut self.artists };
            if !words.is_empty() && room && !texts.contains(&words) {
                texts.push(words);
            }
        }
    }

    pub(super) fn titles(&self) -> impl ExactSizeIterator<Item = &Vec<String>> {
        self.titles.iter()
    }

    pub(super) fn artists(&self) -> impl ExactSizeIterator<Item = &Vec<String>> {
        self.artists.iter()
    }

    /// Titles, artists, and the words of its versions.
    pub(super) fn texts(&self) -> impl Iterator<Item = &Vec<String>> {
        self.titles.iter().chain(&self.artists).chain([&self.version])
    }

    pub(super) fn has(&self, word: &str) -> bool {
        self.texts().flatten().any(|own| own == word)
    }

    /// What the encoder is given.
    pub(super) fn document(&self) -> String {
        self.name.clone()
    }

    /// Ranks songs with the same words.
    pub(super) fn prior(&self) -> f32 {
        let title = self.texts().next().map_or(1, Vec::len).max(1);
        let popularity = f32::from(self.popularity) / 100.0;
        POPULARITY_PRIOR * popularity + SHORT_TITLE_PRIOR / float(title)
    }
}
