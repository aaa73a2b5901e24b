use super::method::Method;
use crate::error::PipelineError;
use crate::eval::similar::catalogue::Songs;
use catalog::{FacetGroup, FacetWeights, RecommendationRequest, ResultCount};
use engine::numeric::index32;
use engine::{Engine, EngineError};

/// Earworm, optionally with other weights.
pub(crate) struct Earworm<'a> {
    engine: &'a Engine,
    songs: &'a Songs<'a>,
    name: String,
    weights: FacetWeights,
}

impl<'a> Earworm<'a> {
    pub(crate) fn plain(engine: &'a Engine, songs: &'a Songs<'a>) -> Self {
        Self { engine, songs, name: "earworm".to_owned(), weights: FacetWeights::default() }
    }

    /// Earworm without each group of facets in turn.
    pub(crate) fn ablated(engine: &'a Engine, songs: &'a Songs<'a>) -> Vec<Self> {
        let without = |group: FacetGroup| {
            let mut weights = FacetWeights::default();
            weights.set(group, 0.0);
            Self { engine, songs, name: format!("  without {}", group.name()), weights }
        };
        FacetGroup::ALL.into_iter().map(without).collect()
    }
}

impl Method for Earworm<'_> {
    fn name(&self) -> String {
        self.name.clone()
    }

    fn list(
        &self,
        seed: u32,
        other_artists: bool,
        limit: usize,
    ) -> Result<Vec<u32>, PipelineError> {
        let request = RecommendationRequest {
            limit: ResultCount::try_from(index32(limit)).unwrap_or_default(),
            weights: self.weights,
            other_artists,
            ..RecommendationRequest::like(Vec::new())
        };
        let seed = self.songs.entry(seed);
        let evaluation = self.engine.evaluation().ok_or(EngineError::NoTuning)?;
        let rows = evaluation.recommended_rows(seed, &request)?;
        Ok(rows.into_iter().filter_map(|row| self.songs.of_row(row.0)).collect())
    }
}
