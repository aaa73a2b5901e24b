//! Answers queries: finds candidates, judges how sure they are, and explains them.

use super::confidence::{confidence, evidence};
use super::explain::{Explainer, dropped};
use super::finder::{FindPart, Finder};
use super::lyrics::LyricsIndex;
use super::models::FindModels;
use super::word_index::WordIndex;
use crate::confidence::{ConfidenceModel, Evidence};
use crate::doors::Find;
use crate::encode::OnnxEncoder;
use crate::error::EngineError;
use crate::id::TrackRow;
use crate::nearest::VectorIndex;
use crate::tracks::TrackTable;
use catalog::{Confidence, FoundSong, Query, ResultCount, SearchResults};
use std::sync::Arc;

/// Finds songs by Earworm's own method.
pub(crate) struct SongFinder {
    finder: Finder,
    tracks: Arc<TrackTable>,
    confidence: Option<ConfidenceModel>,
}

impl SongFinder {
    /// Prepares the models for answering, with another index in place of their own if one is given.
    pub(crate) fn open(
        models: FindModels,
        tracks: &Arc<TrackTable>,
        index: Option<Box<dyn VectorIndex>>,
        confidence: Option<ConfidenceModel>,
    ) -> Result<Self, EngineError> {
        let FindModels { retriever, words, lyrics } = models;
        let vectorizer = retriever.vectorizer;
        let encoder = Box::new(OnnxEncoder::load(&retriever.encoder, vectorizer.len())?);
        let index = index.unwrap_or_else(|| Box::new(retriever.index));
        let finder =
            Finder { words: words.prepared(), lyrics, vectorizer, encoder, embeddings: index };
        Ok(Self { finder, tracks: Arc::clone(tracks), confidence })
    }

    /// The titles and artists of all songs.
    pub(crate) fn words(&self) -> &WordIndex {
        &self.finder.words
    }

    /// The lyrics, if the catalogue has any.
    pub(crate) fn lyrics(&self) -> Option<&LyricsIndex> {
        self.finder.lyrics.as_ref()
    }

    /// As [`Find::find`], with parts of the finder left out, to measure what they contribute; also what the
    /// ranking says of its first song.
    pub(crate) fn find_without(
        &self,
        query: &Query,
        limit: ResultCount,
        without: &[FindPart],
    ) -> Result<(SearchResults, Option<Evidence>), EngineError> {
        let (parsed, found) = self.finder.find(query.title(), without)?;
        let (words, table) = (&self.finder.words, &*self.tracks);
        let explainer = Explainer { query: &parsed, words, table };
        let mut results: Vec<FoundSong> = Vec::with_capacity(limit.get());
        for (rank, candidate) in found.iter().take(limit.get()).enumerate() {
            let Some(confidence) = confidence(&found, rank, self.confidence.as_ref()) else {
                break;
            };
            results.extend(explainer.explain(candidate, confidence));
        }
        let best = results.first().is_some_and(|first| first.confidence > Confidence::Guess);
        let dropped = dropped(&parsed, found.first().filter(|_| !results.is_empty()));
        let best = best.then_some(0);
        let results =
            SearchResults { best, results, dropped, ..SearchResults::none(query.clone()) };
        Ok((results, evidence(&found)))
    }
}

impl Find for SongFinder {
    fn find(&self, query: &Query, limit: ResultCount) -> Result<SearchResults, EngineError> {
        Ok(self.find_without(query, limit, &[])?.0)
    }

    fn nearest_tracks(
        &self,
        query: &Query,
        limit: ResultCount,
    ) -> Result<Vec<TrackRow>, EngineError> {
        let songs = self.finder.nearest_songs(query.title(), limit.get())?.into_iter();
        let words = &self.finder.words;
        Ok(songs.map(|song| words.representative(song)).take(limit.get()).collect())
    }
}
