//! Makes of a song what somebody types who means it, one way of typing at a time.

mod credits;
mod hangul;
mod keyboard;
mod letters;
mod phonetic;
mod script;
mod spelt;
mod words;

use super::draft::{Claim, Draft};
use super::kind::HintKind;
use super::songs::{SongTrack, Songs};
use super::spelling::typed;
use engine::text;
use rand::{Rng, RngExt};

/// A song as people know it: its best known version.
pub(super) struct Face<'a> {
    pub songs: &'a Songs,
    pub row: u32,
    pub track: &'a SongTrack,
    /// The first artist that stands for a performer.
    pub artist: Option<&'a str>,
}

impl<'a> Face<'a> {
    /// The face of a song; none if its title is too long to be typed.
    pub(super) fn of(songs: &'a Songs, song: u32) -> Option<Self> {
        let row = songs.songs()[song as usize].face;
        let track = songs.track(row);
        let title = text::normalise(&track.title);
        let typeable = (1..=LONGEST_TITLE).contains(&title.chars().count());
        let short = |artist: &&str| artist.chars().count() <= LONGEST_ARTIST;
        typeable.then(|| Self { songs, row, track, artist: track.performer().filter(short) })
    }

    /// The title as it is typed.
    pub(super) fn title(&self) -> String {
        typed(&self.track.title)
    }

    fn is_english(&self) -> bool {
        self.track.track.lang.as_deref().is_none_or(|lang| lang == "en")
    }

    /// The title, and the artist in half of the cases, as they are typed.
    fn said(&self, rng: &mut impl Rng) -> Said {
        let artist = self.artist.filter(|_| rng.random_bool(0.5));
        Said::new(&self.title(), artist)
    }
}

/// Characters of the longest title that people type, and of the longest artist.
const LONGEST_TITLE: usize = 60;
const LONGEST_ARTIST: usize = 40;

/// A whole title and perhaps an artist, as they are typed.
struct Said {
    text: String,
    artists: Vec<String>,
}

impl Said {
    fn new(title: &str, artist: Option<&str>) -> Self {
        let with_artist = |name| format!("{title} {}", typed(name));
        let text = artist.map_or_else(|| title.to_owned(), with_artist);
        Self { text, artists: artist.map(str::to_owned).into_iter().collect() }
    }

    fn words(&self) -> Vec<String> {
        self.text.split(' ').map(str::to_owned).collect()
    }

    /// A hint that says the same in another way.
    fn whole(self, typed: String) -> Draft {
        Draft::whole(typed, self.artists)
    }
}

/// A hint of a kind for a song; none if the kind does not apply to it.
pub(super) fn draft(kind: HintKind, face: &Face, rng: &mut impl Rng) -> Option<Draft> {
    let mut draft = match kind {
        HintKind::CleanTitle => Some(clean_title(face, rng)),
        HintKind::TitleArtist => with_artist(face, |title, artist| format!("{title} {artist}")),
        HintKind::ArtistTitle => with_artist(face, |title, artist| format!("{artist} {title}")),
        HintKind::ArtistOnly => artist_only(face),
        HintKind::PartSurname => words::part_surname(face, rng),
        HintKind::Prefix => words::prefix(face, rng),
        HintKind::JoinedWords => words::joined(face, rng),
        HintKind::SplitWords => words::split(face, rng),
        HintKind::DroppedWords => words::dropped(face, rng),
        HintKind::AddedWords => words::added(face, rng),
        HintKind::ShuffledWords => words::shuffled(face, rng),
        HintKind::OneEdit => letters::one_edit(face, rng),
        HintKind::TwoEdits => letters::two_edits(face, rng),
        HintKind::TransposedKeys => letters::transposed(face, rng),
        HintKind::NeighbouringKeys => letters::neighbouring(face, rng),
        HintKind::FirstLetter => letters::first_letter(face, rng),
        HintKind::Phonetic => phonetic::misspelt(face, rng),
        HintKind::MissingDiacritics => script::without_diacritics(face, rng),
        HintKind::MissingPunctuation => script::without_punctuation(face, rng),
        HintKind::Transliteration => script::transliterated(face, rng),
        HintKind::Numbers => spelt::numbers(face, rng),
        HintKind::Ampersands => spelt::ampersands(face, rng),
        HintKind::Guest => credits::guest(face, rng),
        HintKind::Version => credits::version(face, rng),
        HintKind::NoSongWords | HintKind::NoSongKeys | HintKind::NoSongSentence => None,
    }?;
    if rng.random_bool(CAPITALISED) {
        draft.typed = capitalised(&draft.typed);
    }
    Some(draft)
}

/// The share of hints that are not all in lower case.
const CAPITALISED: f64 = 0.1;

fn capitalised(text: &str) -> String {
    let words = text.split(' ').map(|word| {
        let mut chars = word.chars();
        let first = chars.next().map(char::to_uppercase);
        first.into_iter().flatten().chain(chars).collect::<String>()
    });
    words.collect::<Vec<_>>().join(" ")
}

/// The title as it is typed, or as it is written.
fn clean_title(face: &Face, rng: &mut impl Rng) -> Draft {
    let written = || face.track.title.to_lowercase();
    let title = if rng.random_bool(0.5) { written() } else { face.title() };
    Draft::whole(title, Vec::new())
}

/// The title and the artist, in some order.
pub(super) fn with_artist(face: &Face, order: impl Fn(String, String) -> String) -> Option<Draft> {
    let artist = face.artist?;
    Some(Draft::whole(order(face.title(), typed(artist)), vec![artist.to_owned()]))
}

fn artist_only(face: &Face) -> Option<Draft> {
    let artist = face.artist?;
    Some(Draft::new(typed(artist), Claim::Artist(text::normalise(artist))))
}

fn pick<'a, T>(rng: &mut impl Rng, from: &'a [T]) -> Option<&'a T> {
    (!from.is_empty()).then(|| &from[rng.random_range(0..from.len())])
}

#[cfg(test)]
mod tests;
