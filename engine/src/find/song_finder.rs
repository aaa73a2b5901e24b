//! Answers queries: finds candidates, judges how sure they are, and explains them.

use super::confidence::{confidence, evidence};
use super::explain::{Explainer, dropped};
use super::finder::Finder;
use super::lyrics::LyricsIndex;
use super::models::FindModels;
use super::options::FindOptions;
use super::word_index::WordIndex;
use crate::confidence::{ConfidenceModel, Evidence};
use crate::doors::Find;
use crate::encode::OnnxEncoder;
use crate::error::EngineError;
use crate::id::{SongId, TrackRow};
use crate::nearest::VectorIndex;
use crate::ranking::RankingFeatures;
use crate::store::Manifest;
use crate::tracks::TrackTable;
use crate::work::Work;
use catalog::{Confidence, FoundSong, Query, ResultCount, SearchResults};
use std::sync::Arc;

/// Finds songs by Earworm's own method.
pub(crate) struct SongFinder {
    finder: Finder,
    tracks: Arc<TrackTable>,
    confidence: Option<ConfidenceModel>,
}

impl SongFinder {
    /// Prepares the models for answering, with another index in place of their own if one is given, and with
    /// what their manifest says was learned.
    pub(crate) fn open(
        models: FindModels,
        tracks: &Arc<TrackTable>,
        index: Option<Box<dyn VectorIndex>>,
        manifest: &Manifest,
    ) -> Result<Self, EngineError> {
        let FindModels { retriever, words, lyrics } = models;
        let vectorizer = retriever.vectorizer;
        let encoder = Box::new(OnnxEncoder::load(&retriever.encoder, vectorizer.len())?);
        let index = index.unwrap_or_else(|| Box::new(retriever.index));
        let options = FindOptions::new(manifest.ranking.unwrap_or_default());
        let finder = Finder { words, lyrics, vectorizer, encoder, embeddings: index, options };
        Ok(Self { finder, tracks: Arc::clone(tracks), confidence: manifest.confidence })
    }

    /// The titles and artists of all songs.
    pub(crate) fn words(&self) -> &WordIndex {
        &self.finder.words
    }

    /// The lyrics, if the catalogue has any.
    pub(crate) fn lyrics(&self) -> Option<&LyricsIndex> {
        self.finder.lyrics.as_ref()
    }

    /// What a query takes at most.
    pub(crate) fn budget(&self) -> Work {
        self.finder.budget()
    }

    /// How queries are answered.
    pub(crate) fn options(&self) -> &FindOptions {
        &self.finder.options
    }

    /// The songs that a query may mean, best first, and how well they fit.
    pub(crate) fn ranking(
        &self,
        query: &Query,
        options: &FindOptions,
    ) -> Result<Vec<(SongId, RankingFeatures)>, EngineError> {
        let (_, found) = self.finder.find(query.title(), options)?;
        let found = found.into_iter();
        Ok(found.map(|candidate| (candidate.song, candidate.alignment.features)).collect())
    }

    /// As [`Find::find`], answered like this; also what the ranking says of its first song.
    pub(crate) fn find_with(
        &self,
        query: &Query,
        limit: ResultCount,
        options: &FindOptions,
    ) -> Result<(SearchResults, Option<Evidence>), EngineError> {
        let (parsed, found) = self.finder.find(query.title(), options)?;
        let (words, table, weights) = (&self.finder.words, &*self.tracks, &options.weights);
        let explainer = Explainer { query: &parsed, words, table, weights };
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
        Ok(self.find_with(query, limit, self.options())?.0)
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
