//! Paths from one song to another.

use super::companions::Companions;
use super::explain::Explanation;
use super::scorer::{Scorer, Seeds, between};
use super::select::Selection;
use super::{FETCHED, Facts, Profile, Recommender, VISIT_COST};
use crate::error::EngineError;
use crate::id::SongId;
use crate::nearest::Embedding;
use crate::numeric::float;
use catalog::{FacetWeights, Recommendation, RecommendationRequest, ResultCount, SongEntry};

impl Recommender {
    /// Songs between two, each near a point on the straight line from the first to the second; reasons
    /// compare each with the song before it.
    pub(super) fn path_between(
        &self,
        from: &SongEntry,
        to: &SongEntry,
        steps: ResultCount,
    ) -> Result<Vec<Recommendation>, EngineError> {
        let ends = [from, to].map(|song| self.similarity.profile(&Facts::of(song)));
        let share = |step: usize| float(step) / float(steps.get() + 1);
        let points: Vec<Profile> = (1..=steps.get())
            .map(|step| between(&self.similarity, &ends[0], &ends[1], share(step)))
            .collect();
        let vectors: Vec<_> = points.iter().map(|point| self.similarity.vectorize(point)).collect();
        let embeddings = self.encoder.encode(&vectors)?;
        let request =
            RecommendationRequest { limit: steps, ..RecommendationRequest::like(Vec::new()) };
        let mut selection = Selection::new(&self.tracks, &self.songs, &[from, to], &request);
        let chosen = points.iter().zip(&embeddings).filter_map(|(point, embedding)| {
            self.nearest_to_point(point, embedding, &mut selection).transpose()
        });
        Ok(self.explain_steps(from, chosen.collect::<Result<_, _>>()?))
    }

    fn nearest_to_point(
        &self,
        point: &Profile,
        embedding: &Embedding,
        selection: &mut Selection<'_>,
    ) -> Result<Option<SongId>, EngineError> {
        let seeds = Seeds::like(vec![point.clone()]);
        let scorer =
            Scorer::new(&self.similarity, &seeds, Companions::default(), &FacetWeights::default());
        let near = self.index.nearest(embedding, FETCHED)?.into_iter().map(|near| near.member);
        if let Some(song) = selection.take_one(self.ranked(near, &scorer)) {
            return Ok(Some(song));
        }
        let most = self.songs.len() / VISIT_COST;
        let accepts = |song| selection.accepts(song);
        let near = self.index.nearest_accepted(embedding, FETCHED, most, &accepts)?;
        let songs = near.unwrap_or_else(|| (0..self.songs.len()).map(SongId::at).collect());
        Ok(selection.take_one(self.ranked(songs.into_iter(), &scorer)))
    }

    fn explain_steps(&self, from: &SongEntry, songs: Vec<SongId>) -> Vec<Recommendation> {
        let weights = FacetWeights::default();
        let mut before = from.clone();
        let mut explained = Vec::new();
        for song in songs {
            let seeds = Seeds::like(vec![self.similarity.profile(&Facts::of(&before))]);
            let scorer = Scorer::new(&self.similarity, &seeds, Companions::default(), &weights);
            let last = [before];
            let explanation = Explanation::new(&last, &self.similarity);
            let Some(step) = self.explained(song, &scorer, &explanation) else { break };
            before = step.track.clone();
            explained.push(step);
        }
        explained
    }
}
