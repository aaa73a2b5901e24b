//! Decides whether a hint is ambiguous: whether another song of the catalogue fits it as well as
//! the song it was made from.

mod texts;
mod words;

use super::draft::{Claim, Draft, LastWord};
use super::plain::{self, without_spaces};
use super::songs::{SongTrack, Songs};
use super::spelling::loose;
use std::collections::{BTreeSet, HashMap};
use texts::{Owner, Texts};
use words::WordIndex;

/// Everything a hint could mean.
pub(super) struct Ambiguity<'a> {
    songs: &'a Songs,
    words: WordIndex,
    texts: Texts,
    artists: Artists,
}

/// The artists of a catalogue by normalised name, with the popularity of their best known track.
struct Artists {
    popularity: HashMap<String, u8>,
    loose_names: BTreeSet<String>,
}

impl<'a> Ambiguity<'a> {
    pub(super) fn new(songs: &'a Songs) -> Self {
        let (words, texts) = rayon::join(|| WordIndex::new(songs), || Texts::new(songs));
        Self { songs, words, texts, artists: Artists::new(songs) }
    }

    /// Whether anything but the right answers fits a hint equally well.
    pub(super) fn is_ambiguous(&self, draft: &Draft, title: &str, answers: &[u32]) -> bool {
        let others = Others { ambiguity: self, answers };
        match &draft.claim {
            Claim::Whole { artists, errors } => {
                others.have_whole(title, artists)
                    || others.have_text(&draft.typed, *errors)
                    || others.have_other_words(&draft.typed, title, artists)
            }
            Claim::Part(last) => others.have_words(&draft.typed, *last),
            Claim::Artist(name) => {
                others.have_title(&loose(name)) || self.is_in_better_known_artist(name)
            }
        }
    }

    /// Whether a text, or more than half of its words, occurs in a title or artist.
    pub(super) fn is_known(&self, typed: &str) -> bool {
        let words = plain::words(typed);
        let length = without_spaces(typed).chars().count();
        self.texts.near(&without_spaces(typed), length / 4).next().is_some()
            || self.most_words_are_in_a_track(&words)
    }

    /// Whether a word occurs in a title or artist.
    pub(super) fn is_word(&self, word: &str) -> bool {
        self.words.has(word)
    }

    fn most_words_are_in_a_track(&self, words: &[String]) -> bool {
        let least = words.len() / 2 + 1;
        let mut counts: HashMap<u32, usize> = HashMap::new();
        for word in words.iter().collect::<BTreeSet<_>>() {
            let rows = self.words.with_all(std::slice::from_ref(word), LastWord::Whole);
            rows.into_iter().for_each(|row| *counts.entry(row).or_default() += 1);
        }
        counts.values().any(|&count| count >= least)
    }

    /// Whether a better known artist's name contains all words of this one.
    fn is_in_better_known_artist(&self, name: &str) -> bool {
        let known = self.artists.popularity.get(name).copied().unwrap_or_default();
        let words = plain::words(name);
        let rows = self.words.with_all(&words, LastWord::Whole);
        let tracks = rows.iter().map(|&row| self.songs.track(row));
        tracks.flat_map(|track| &track.artist_names).any(|other| {
            other != name
                && self.artists.popularity.get(other).is_some_and(|&popularity| popularity > known)
                && has_all(&plain::words(other), &words)
        })
    }
}

impl Artists {
    fn new(songs: &Songs) -> Self {
        let mut popularity: HashMap<String, u8> = HashMap::new();
        for track in songs.tracks() {
            let known = track.track.popularity.unwrap_or_default();
            for name in &track.artist_names {
                let best = popularity.entry(name.clone()).or_default();
                *best = known.max(*best);
            }
        }
        let loose_names = popularity.keys().map(|name| loose(name)).collect();
        Self { popularity, loose_names }
    }
}

/// All tracks but the right answers, and all artists.
struct Others<'a> {
    ambiguity: &'a Ambiguity<'a>,
    answers: &'a [u32],
}

impl<'a> Others<'a> {
    /// Whether a song has loosely this title.
    fn have_title(&self, loose_title: &str) -> bool {
        self.ambiguity.songs.with_title(loose_title).iter().any(|row| self.is_other(*row))
    }

    /// Whether the whole title and artist, in any order, are a title or an artist, or the whole
    /// title and artist of another song.
    fn have_whole(&self, title: &str, artists: &[String]) -> bool {
        let said: String = std::iter::once(title)
            .chain(artists.iter().map(String::as_str))
            .flat_map(|text| [text, " "])
            .collect();
        let said = loose(&said);
        self.have_title(&said)
            || self.ambiguity.artists.loose_names.contains(&said)
            || self.tracks_with(&words_of(title, artists), LastWord::Whole).any(|track| {
                is_whole_title(track, title, artists)
                    && (artists.is_empty() || has_whole_artist(track, title, artists))
            })
    }

    /// Whether the whole text is as close to another text.
    fn have_text(&self, typed: &str, errors: usize) -> bool {
        self.have_title(&loose(typed))
            || self.ambiguity.texts.near(&without_spaces(typed), errors).any(|owner| match owner {
                Owner::Artist => true,
                Owner::Song(row) => self.is_other(row),
            })
    }

    /// Whether the words typed, if they differ from those meant, all occur in another track.
    fn have_other_words(&self, typed: &str, title: &str, artists: &[String]) -> bool {
        let (typed, meant) = (plain::words(typed), words_of(title, artists));
        let differs = !has_all(&meant, &typed) || !has_all(&typed, &meant);
        differs && self.tracks_with(&typed, LastWord::Unfinished).next().is_some()
    }

    /// Whether a track has all words, or a song or artist is called so.
    fn have_words(&self, typed: &str, last: LastWord) -> bool {
        let loose = loose(typed);
        self.have_title(&loose)
            || self.ambiguity.artists.loose_names.contains(&loose)
            || self.tracks_with(&plain::words(typed), last).next().is_some()
    }

    fn tracks_with(
        &self,
        words: &[String],
        last: LastWord,
    ) -> impl Iterator<Item = &'a SongTrack> + use<'a, '_> {
        let rows = self.ambiguity.words.with_all(words, last).into_iter();
        rows.filter(|row| self.is_other(*row)).map(|row| self.ambiguity.songs.track(row))
    }

    fn is_other(&self, row: u32) -> bool {
        self.answers.binary_search(&row).is_err()
    }
}

fn words_of(title: &str, artists: &[String]) -> Vec<String> {
    let artists = artists.iter().flat_map(|artist| plain::words(artist));
    plain::words(title).into_iter().chain(artists).collect()
}

fn has_all(words: &[String], wanted: &[String]) -> bool {
    wanted.iter().all(|word| words.contains(word))
}

/// Whether the words contain the whole title of a track.
fn is_whole_title(track: &SongTrack, title: &str, artists: &[String]) -> bool {
    has_all(&words_of(title, artists), &plain::words(&track.title))
}

/// Whether the words contain the whole name of an artist of a track.
fn has_whole_artist(track: &SongTrack, title: &str, artists: &[String]) -> bool {
    let said = words_of(title, artists);
    track.artist_names.iter().any(|name| has_all(&said, &plain::words(name)))
}

#[cfg(test)]
mod tests;
