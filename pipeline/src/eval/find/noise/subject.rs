use crate::eval::find::draft::Draft;
use crate::eval::find::plain;
use crate::eval::find::songs::{SongTrack, Songs};
use crate::eval::find::spelling::typed;
use rand::{Rng, RngExt};

/// The song a hint is made for, in its best known version.
pub(in crate::eval::find) struct Subject<'a> {
    pub songs: &'a Songs,
    pub row: u32,
    pub track: &'a SongTrack,
    /// The first actual performer.
    pub artist: Option<&'a str>,
}

impl<'a> Subject<'a> {
    /// The subject for a song; none if its title is too long to be typed.
    pub(in crate::eval::find) fn of(songs: &'a Songs, song: u32) -> Option<Self> {
        let row = songs.songs()[song as usize].best_known;
        let track = songs.track(row);
        let title = plain::normalise(&track.title);
        let typeable = (1..=LONGEST_TITLE).contains(&title.chars().count());
        let short = |artist: &&str| artist.chars().count() <= LONGEST_ARTIST;
        typeable.then(|| Self { songs, row, track, artist: track.performer().filter(short) })
    }

    /// The title as typed.
    pub(in crate::eval::find) fn title(&self) -> String {
        typed(&self.track.title)
    }

    pub(super) fn is_english(&self) -> bool {
        self.track.track.lang.as_deref().is_none_or(|lang| lang == "en")
    }

    /// The title and, half of the time, the artist, as typed.
    pub(in crate::eval::find) fn phrase(&self, rng: &mut impl Rng) -> Phrase {
        let artist = self.artist.filter(|_| rng.random_bool(0.5));
        Phrase::new(&self.title(), artist)
    }
}

/// The longest title and artist that people type, in characters.
pub(super) const LONGEST_TITLE: usize = 60;
const LONGEST_ARTIST: usize = 40;

/// A whole title and possibly an artist, as typed.
pub(in crate::eval::find) struct Phrase {
    pub text: String,
    pub artists: Vec<String>,
}

impl Phrase {
    pub(super) fn new(title: &str, artist: Option<&str>) -> Self {
        let with_artist = |name| format!("{title} {}", typed(name));
        let text = artist.map_or_else(|| title.to_owned(), with_artist);
        Self { text, artists: artist.map(str::to_owned).into_iter().collect() }
    }

    pub(in crate::eval::find) fn words(&self) -> Vec<String> {
        self.text.split(' ').map(str::to_owned).collect()
    }

    /// A hint for the same, spelt differently.
    pub(super) fn whole(self, typed: String) -> Draft {
        Draft::whole(typed, self.artists)
    }
}

/// One of several, at random; none of nothing.
pub(super) fn pick<'a, T>(rng: &mut impl Rng, from: &'a [T]) -> Option<&'a T> {
    (!from.is_empty()).then(|| &from[rng.random_range(0..from.len())])
}
