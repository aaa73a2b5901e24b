//! Finds tracks as the original did: the ten nearest embeddings by popularity, the one that shares most
//! tokens with the query first.

use super::index::TrackIndex;
use crate::doors::Find;
use crate::encode::Encoder;
use crate::error::EngineError;
use crate::id::TrackRow;
use crate::numeric::float;
use crate::tracks::TrackTable;
use crate::vectorize::TfIdf;
use catalog::{Confidence, FoundBy, FoundSong, Query, ResultCount, SearchResults};
use std::cmp::Reverse;
use std::collections::HashSet;
use std::sync::Arc;

/// The original's vectorizer, encoder and index of all tracks.
pub(super) struct TrackFinder {
    pub vectorizer: TfIdf,
    pub encoder: Box<dyn Encoder>,
    pub index: TrackIndex,
    pub tracks: Arc<TrackTable>,
}

const NEIGHBOURS: usize = 10;

impl Find for TrackFinder {
    fn find(&self, query: &Query, limit: ResultCount) -> Result<SearchResults, EngineError> {
        let found = self.ranked(query.as_str())?;
        let best = found.first().is_some_and(|first| first.share > 0.0).then_some(0);
        let found = found.iter().take(limit.get());
        let results = found.filter_map(|found| self.answer(found)).collect();
        Ok(SearchResults { best, results, ..SearchResults::none(query.clone()) })
    }

    fn nearest_tracks(
        &self,
        query: &Query,
        limit: ResultCount,
    ) -> Result<Vec<TrackRow>, EngineError> {
        let found = self.ranked(query.as_str())?;
        Ok(found.iter().map(|found| found.track).take(limit.get()).collect())
    }
}

/// A track, and the share of the query's tokens that it has.
struct Shared {
    track: TrackRow,
    share: f32,
}

impl TrackFinder {
    /// At most ten tracks, the best choice first.
    fn ranked(&self, query: &str) -> Result<Vec<Shared>, EngineError> {
        let mut tracks = self.neighbours(query)?;
        tracks.sort_by_key(|&track| Reverse(self.tracks.popularity(track)));
        let share = |track| Shared { track, share: self.shared_tokens(query, track) };
        let mut found: Vec<Shared> = tracks.into_iter().map(share).collect();
        let shares = found.iter().map(|found| found.share);
        let best = shares.enumerate().rev().max_by(|a, b| a.1.total_cmp(&b.1));
        if let Some((best, _)) = best {
            found[..=best].rotate_right(1);
        }
        Ok(found)
    }

    fn neighbours(&self, query: &str) -> Result<Vec<TrackRow>, EngineError> {
        let vector = self.vectorizer.transform(query);
        if vector.is_empty() {
            return Ok(Vec::new());
        }
        let embedding = self.encoder.encode_one(&vector)?;
        let nearest = self.index.nearest(&embedding, NEIGHBOURS);
        Ok(nearest.into_iter().map(|near| near.member).take(NEIGHBOURS).collect())
    }

    fn shared_tokens(&self, query: &str, track: TrackRow) -> f32 {
        let artists: Vec<&str> = self.tracks.artists(track).collect();
        let document = spotifinder_document(self.tracks.name(track), &artists);
        let (wanted, found) = (self.tokens(query), self.tokens(&document));
        float(wanted.intersection(&found).count()) / float(wanted.len().max(1))
    }

    fn tokens(&self, text: &str) -> HashSet<String> {
        let mut tokens = HashSet::new();
        self.vectorizer.analyzer().for_each_term(text, |term| {
            tokens.insert(term.to_owned());
        });
        tokens
    }

    fn answer(&self, found: &Shared) -> Option<FoundSong> {
        let track = self.tracks.entry(found.track)?;
        let song = self.tracks.song(found.track)?;
        Some(FoundSong {
            artist_marks: vec![Vec::new(); track.artists.len()],
            track,
            score: found.share.clamp(0.0, 1.0),
            confidence: Confidence::Guess,
            found_by: FoundBy::Title,
            words: Vec::new(),
            title_marks: Vec::new(),
            version_count: self.tracks.version_count(song),
            versions: Vec::new(),
            lyrics: None,
            parts: Vec::new(),
        })
    }
}

/// The text of a track that the original vectorizes.
pub fn spotifinder_document(name: &str, artists: &[&str]) -> String {
    format!("{name} {} ", artists.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documents_end_in_a_blank() {
        assert_eq!(spotifinder_document("Creep", &["Radiohead"]), "Creep Radiohead ");
    }
}
