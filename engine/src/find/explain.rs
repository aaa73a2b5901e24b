//! Says what of a song answers to a hint, and how.

use super::align::Place;
use super::finder::Candidate;
use super::hint::Hint;
use super::marks::{Marked, marks};
use super::song_texts::{Field, Text};
use super::word_index::WordIndex;
use crate::id::TrackRow;
use crate::song::parse_title;
use crate::text;
use crate::tracks::TrackTable;
use catalog::{Confidence, FoundBy, FoundSong, Likeness, MatchedField, SongVersion, WordMatch};
use std::cmp::Reverse;

/// Turns candidates into answers.
pub(crate) struct Explainer<'a> {
    pub hint: &'a Hint,
    pub words: &'a WordIndex,
    pub table: &'a TrackTable,
    /// The tracks of the song that is explained.
    pub versions: &'a [TrackRow],
}

impl Explainer<'_> {
    /// The answer that a candidate is; none if the table lacks its track.
    pub(crate) fn explain(
        &self,
        candidate: &Candidate,
        confidence: Confidence,
    ) -> Option<FoundSong> {
        let texts: Vec<Text<'_>> = self.words.texts.of(candidate.song).collect();
        let row = self.version_asked_for(candidate, &texts);
        let track = self.table.entry(row)?;
        let words = self.word_matches(&candidate.alignment.places, &texts);
        let marked: Vec<Marked<'_>> = words.iter().flat_map(marked_words).collect();
        Some(FoundSong {
            title_marks: marks(&track.name, &marked),
            artist_marks: track.artists.iter().map(|artist| marks(artist, &marked)).collect(),
            score: candidate.score.clamp(0.0, 1.0),
            confidence,
            found_by: found_by(candidate, &words),
            version_count: self.versions.len() as u32,
            versions: self.other_versions(row),
            lyrics: candidate.line.as_ref().map(|line| line.words.clone()),
            track,
            words,
        })
    }

    fn word_matches(&self, places: &[Option<Place>], texts: &[Text<'_>]) -> Vec<WordMatch> {
        let mut found: Vec<WordMatch> = Vec::new();
        let mut last = None;
        for (token, place) in self.hint.tokens.iter().zip(places) {
            let Some(place) = place else { continue };
            let text = texts[place.text];
            let place_number = (place.text, place.word);
            // Two tokens that are one word together.
            if last == Some(place_number)
                && let Some(before) = found.last_mut()
            {
                before.typed = format!("{} {}", before.typed, token.text);
                continue;
            }
            last = Some(place_number);
            let words = &text.words[place.word..place.word + place.words];
            let words: Vec<&str> =
                words.iter().map(|&word| self.words.vocabulary.word(word)).collect();
            found.push(WordMatch {
                typed: token.text.clone(),
                word: words.join(" "),
                field: matched_field(text.field),
                how: place.alike.how,
            });
        }
        found
    }

    /// The version that has most of the version words and artists of the hint, or the track that
    /// stands for the song.
    fn version_asked_for(&self, candidate: &Candidate, texts: &[Text<'_>]) -> TrackRow {
        let first = self.words.representative(candidate.song);
        let places = candidate.alignment.places.iter().flatten();
        let mut wanted: Vec<Wanted> =
            places.filter_map(|place| self.wanted(texts[place.text], place.word)).collect();
        wanted.dedup();
        if wanted.is_empty() || self.versions.len() < 2 {
            return first;
        }
        let rank = |&track: &TrackRow| {
            let popularity = self.table.popularity(track);
            (self.has(track, &wanted), track == first, popularity, Reverse(track))
        };
        self.versions.iter().copied().max_by_key(rank).unwrap_or(first)
    }

    fn wanted(&self, text: Text<'_>, word: usize) -> Option<Wanted> {
        let word_at = |word: u32| self.words.vocabulary.word(word).to_owned();
        match text.field {
            Field::Title => None,
            Field::Artist => {
                Some(Wanted::Artist(text.words.iter().copied().map(word_at).collect()))
            }
            Field::Version => Some(Wanted::Suffix(word_at(text.words[word]))),
        }
    }

    /// How many of the wishes a track fulfils, and how few other words its suffixes have.
    fn has(&self, track: TrackRow, wanted: &[Wanted]) -> (usize, Reverse<usize>) {
        let parts = parse_title(self.table.name(track)).parts;
        let suffix: Vec<String> = parts.iter().flat_map(|part| text::words(&part.text)).collect();
        let artists: Vec<Vec<String>> = self.table.artists(track).map(text::words).collect();
        let fulfilled = wanted.iter().filter(|wanted| match wanted {
            Wanted::Suffix(word) => suffix.contains(word),
            Wanted::Artist(name) => artists.contains(name),
        });
        let asked = wanted.iter().any(|wanted| matches!(wanted, Wanted::Suffix(_)));
        (fulfilled.count(), Reverse(if asked { suffix.len() } else { 0 }))
    }

    fn other_versions(&self, row: TrackRow) -> Vec<SongVersion> {
        let mut others: Vec<TrackRow> =
            self.versions.iter().copied().filter(|&version| version != row).collect();
        others.sort_by_key(|&version| (Reverse(self.table.popularity(version)), version));
        others.truncate(FoundSong::MAX_VERSIONS);
        others.into_iter().filter_map(|version| self.version(version)).collect()
    }

    fn version(&self, row: TrackRow) -> Option<SongVersion> {
        let name = self.table.name(row);
        Some(SongVersion {
            id: self.table.id(row)?,
            name: name.to_owned(),
            release_date: self.table.release_date(row),
            kind: parse_title(name).kind.to_string(),
        })
    }
}

fn found_by(candidate: &Candidate, words: &[WordMatch]) -> FoundBy {
    let by_artist = |found: &WordMatch| found.field == MatchedField::Artist;
    match candidate.line {
        Some(_) => FoundBy::Lyrics,
        None if !words.is_empty() && words.iter().all(by_artist) => FoundBy::Artist,
        None => FoundBy::Title,
    }
}

/// What a hint asks of a version.
#[derive(PartialEq, Eq)]
enum Wanted {
    Artist(Vec<String>),
    Suffix(String),
}

/// The words of a hint that a candidate does not answer to.
pub(crate) fn dropped(hint: &Hint, candidate: Option<&Candidate>) -> Vec<String> {
    let answered = |place: usize| {
        let found = |candidate: &Candidate| {
            candidate.line.is_some() || candidate.alignment.places[place].is_some()
        };
        candidate.is_some_and(found)
    };
    let tokens = hint.tokens.iter().enumerate();
    tokens.filter(|(place, _)| !answered(*place)).map(|(_, token)| token.text.clone()).collect()
}

fn matched_field(field: Field) -> MatchedField {
    match field {
        Field::Title => MatchedField::Title,
        Field::Artist => MatchedField::Artist,
        Field::Version => MatchedField::Version,
    }
}

fn marked_words(found: &WordMatch) -> impl Iterator<Item = Marked<'_>> {
    let typed = (found.how == Likeness::Prefix).then(|| found.typed.chars().count());
    found.word.split(' ').map(move |word| Marked { word, chars: typed })
}
