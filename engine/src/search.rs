//! Searches for songs by a text of any kind: a title, a description or a wish.

use crate::describe::{DescribedSong, Describer, Description};
use crate::engine::Engine;
use crate::error::EngineError;
use crate::reading::{score_parts, text_span, understood};
use crate::request::{
    Clue, ClueKind, Named, Request, Role, asks_for_songs, is_description, may_ask_for_songs,
    unknown_likeness,
};
use crate::song_versions::other_versions;
use crate::wish::Wish;
use catalog::{
    Confidence, FoundBy, FoundSong, Query, ReadAs, ResultCount, SearchResults, TextSpan, Understood,
};

/// How surely words after "like" are meant that are no name the reader knows, but find a song.
const FOUND_LIKENESS: f32 = 0.5;

/// A wish as it was read from a text.
#[derive(Clone, Debug, PartialEq)]
pub struct ReadWish {
    /// What is wished for.
    pub wish: Wish,
    /// What is understood and part of the wish, in the order of the text.
    pub understood: Vec<Understood>,
    /// The rest of what the text says.
    pub not_understood: Vec<TextSpan>,
}

impl Engine {
    /// Songs that a text means: by its words if it is a title, an artist or a line, by what it says of the song if it
    /// is a description. Says what is understood of descriptions and wishes.
    ///
    /// # Errors
    /// As [`Find::find`](crate::Find::find).
    pub fn search(&self, query: &Query, limit: ResultCount) -> Result<SearchResults, EngineError> {
        let text = query.as_str();
        if text.chars().nth(Query::MAX_TITLE_CHARS).is_some()
            && let Some(describer) = self.describing()
        {
            return self.found_by_description(describer, query, limit);
        }
        let found = self.finding().find(query, limit)?;
        let describes = is_description(text);
        if is_title(&found) || !(describes || may_ask_for_songs(text)) {
            return Ok(found);
        }
        let Some(reader) = self.describing() else { return Ok(found) };
        if describes {
            return self.found_by_description(reader, query, limit);
        }
        let request = self.with_likeness(text, reader.read(text))?;
        let wish = Wish::of(&request.clues, self.tracks(), false);
        if !asks_for_songs(text, &request) || wish.is_empty() {
            return Ok(found);
        }
        Ok(SearchResults {
            read_as: Some(ReadAs::Wish),
            ..self.with_reading(found, &request, &wish)
        })
    }

    /// What a text wishes for; none if the preset cannot read texts. `seeded` says whether there are other seeds that
    /// a comparative may shift.
    ///
    /// # Errors
    /// As [`Find::find`](crate::Find::find).
    pub fn read_wish(&self, text: &str, seeded: bool) -> Result<Option<ReadWish>, EngineError> {
        let Some(describer) = self.describing() else { return Ok(None) };
        let Request { clues, mut not_understood } =
            self.with_likeness(text, describer.read(text))?;
        let wish = Wish::of(&clues, self.tracks(), seeded);
        let (used, unused): (Vec<_>, Vec<_>) =
            clues.iter().zip(&wish.used).partition(|(_, used)| **used);
        not_understood.extend(unused.into_iter().map(|(clue, _)| clue.span.clone()));
        not_understood.sort_by_key(|span| (span.start, span.end));
        let table = self.tracks();
        Ok(Some(ReadWish {
            understood: used.iter().map(|(clue, _)| understood(clue, text, table)).collect(),
            not_understood: not_understood.iter().map(|span| text_span(span, text)).collect(),
            wish,
        }))
    }

    fn found_by_description(
        &self,
        describer: Describer<'_>,
        query: &Query,
        limit: ResultCount,
    ) -> Result<SearchResults, EngineError> {
        let text = query.as_str();
        let Description { request, songs } = describer.describe(text, limit.get());
        let best = songs.first().map_or(0.0, |song| song.score);
        let results = songs.iter().filter_map(|song| self.described_song(song, best)).collect();
        let request = self.with_likeness(text, request)?;
        let read_as = Some(ReadAs::Description);
        let found = SearchResults { results, read_as, ..SearchResults::none(query.clone()) };
        let wish = Wish::of(&request.clues, self.tracks(), false);
        Ok(self.with_reading(found, &request, &wish))
    }

    fn described_song(&self, song: &DescribedSong, best: f32) -> Option<FoundSong> {
        let tracks = self.tracks();
        let track = tracks.entry(song.row)?;
        Some(FoundSong {
            // The weights are those of a softmax.
            score: (song.score - best).exp().clamp(0.0, 1.0),
            confidence: Confidence::Guess,
            found_by: FoundBy::Description,
            words: Vec::new(),
            title_marks: Vec::new(),
            artist_marks: vec![Vec::new(); track.artists.len()],
            version_count: tracks.version_count(song.song),
            versions: other_versions(tracks, song.row),
            lyrics: None,
            parts: score_parts(song),
            track,
        })
    }

    /// Adds what is understood, and the wish that it makes.
    fn with_reading(&self, found: SearchResults, request: &Request, wish: &Wish) -> SearchResults {
        let (text, tracks) = (found.query.as_str().to_owned(), self.tracks());
        let clues = request.clues.iter();
        let unknown = request.not_understood.iter();
        SearchResults {
            understood: clues.map(|clue| understood(clue, &text, tracks)).collect(),
            not_understood: unknown.map(|span| text_span(span, &text)).collect(),
            wish: (!wish.is_empty()).then(|| wish.request.wish_query()),
            ..found
        }
    }

    /// Looks for the song that follows "like" where the reader knows no such name: a title of one word is no name by
    /// itself.
    fn with_likeness(&self, text: &str, mut request: Request) -> Result<Request, EngineError> {
        let Some(span) = unknown_likeness(text, &request) else { return Ok(request) };
        let Some(query) = text.get(span.clone()).and_then(|name| name.parse().ok()) else {
            return Ok(request);
        };
        let song = self.finding().best(&query)?;
        let song = song.and_then(|song| self.tracks().song(self.tracks().row(&song.id)?));
        if let Some(song) = song {
            let kind = ClueKind::Name { named: Named::Song(vec![song]), role: Role::Like };
            request
                .not_understood
                .retain(|other| other.end <= span.start || span.end <= other.start);
            request.clues.push(Clue { span, strength: FOUND_LIKENESS, kind });
            request.clues.sort_by_key(|clue| (clue.span.start, clue.span.end));
        }
        Ok(request)
    }
}

/// Whether a song surely matches all words.
fn is_title(found: &SearchResults) -> bool {
    let best = found.best.and_then(|best| found.results.get(best as usize));
    best.is_some_and(|best| best.confidence == Confidence::Sure) && found.dropped.is_empty()
}
