//! Recommends as the original did: the tracks nearest to one.

use super::index::TrackIndex;
use crate::doors::{PoolSize, Recommend};
use crate::encode::Encoder;
use crate::error::EngineError;
use crate::numeric::index32;
use crate::song_vector::SongVectorizer;
use crate::tracks::TrackTable;
use catalog::{
    Match, Recommendation, RecommendationRequest, Recommendations, ResultCount, Seed, SongEntry,
    TrackId,
};
use std::sync::Arc;

/// The original's vectorizer, encoder and index of all tracks.
pub(super) struct Recommender {
    pub vectorizer: SongVectorizer,
    pub encoder: Box<dyn Encoder>,
    pub index: TrackIndex,
    pub tracks: Arc<TrackTable>,
}

impl Recommend for Recommender {
    fn recommend(&self, request: &RecommendationRequest) -> Result<Recommendations, EngineError> {
        let seeds: Vec<SongEntry> = request
            .seeds
            .iter()
            .map(|seed| match seed {
                Seed::Track(id) => self.tracks.track(id),
                Seed::Genre(_) | Seed::Artist(_) => Err(EngineError::NoTuning),
            })
            .collect::<Result<_, _>>()?;
        self.recommend_like(&seeds, request)
    }

    fn recommend_like(
        &self,
        seeds: &[SongEntry],
        request: &RecommendationRequest,
    ) -> Result<Recommendations, EngineError> {
        let [track] = seeds else { return Err(EngineError::NoTuning) };
        if !request.is_plain() {
            return Err(EngineError::NoTuning);
        }
        let matches = self.similar(track, request.limit)?.into_iter();
        let results = matches.map(|Match { track, score }| Recommendation {
            track,
            score,
            reasons: Vec::new(),
        });
        Ok(Recommendations { results: results.collect(), filters: Vec::new() })
    }

    fn recommend_with_pools(
        &self,
        request: &RecommendationRequest,
    ) -> Result<(Recommendations, Vec<PoolSize>), EngineError> {
        let songs = index32(self.tracks.songs());
        let pools = vec![PoolSize { all: songs, admitted: songs }; request.seeds.len()];
        Ok((self.recommend(request)?, pools))
    }

    fn similar(&self, track: &SongEntry, limit: ResultCount) -> Result<Vec<Match>, EngineError> {
        let embedding = self.encoder.encode_one(&self.vectorizer.transform(track))?;
        let own = self.tracks.row(&track.id);
        let near = self.index.nearest(&embedding, limit.get() + 1).into_iter();
        let others = near.filter(|near| Some(near.member) != own).take(limit.get());
        Ok(others
            .filter_map(|near| {
                let track = self.tracks.entry(near.member)?;
                Some(Match { track, score: closeness(near.distance).clamp(0.0, 1.0) })
            })
            .collect())
    }

    fn path(
        &self,
        _: &TrackId,
        _: &TrackId,
        _: ResultCount,
    ) -> Result<Vec<Recommendation>, EngineError> {
        Err(EngineError::NoTuning)
    }
}

/// The cosine of two embeddings of length 1, from the square of their distance; for others just a
/// number that falls with the distance.
fn closeness(squared_distance: f32) -> f32 {
    1.0 - squared_distance / 2.0
}
