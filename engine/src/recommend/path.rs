//! Leads from one song to another in small steps.

use super::explain::Explanation;
use super::select::Selection;
use super::wish::{Seeds, Wish, between};
use super::{FETCHED, Facts, Profile, Recommender, SCANNED};
use crate::code::Code;
use crate::error::EngineError;
use crate::track_table::TrackTable;
use crate::vector_index::IndexError;
use catalog::{Recommendation, RecommendationRequest, ResultCount, SongEntry};

impl Recommender {
    /// Songs between two, each near a point on the way from the first to the second; the reasons of
    /// each compare it with the song before it.
    pub(crate) fn path(
        &self,
        from: &SongEntry,
        to: &SongEntry,
        steps: ResultCount,
        table: &TrackTable,
    ) -> Result<Vec<Recommendation>, EngineError> {
        let ends = [from, to].map(|song| self.similarity.profile(&Facts::of(song)));
        let share = |step: usize| step as f32 / (steps.get() + 1) as f32;
        let points: Vec<Profile> = (1..=steps.get())
            .map(|step| between(&self.similarity, &ends[0], &ends[1], share(step)))
            .collect();
        let vectors: Vec<_> = points.iter().map(|point| self.similarity.vectorize(point)).collect();
        let codes = self.encoder.encode(&vectors)?;
        let request =
            RecommendationRequest { limit: steps, ..RecommendationRequest::like(Vec::new()) };
        let mut selection = Selection::new(table, &self.songs, &[from, to], &request);
        let chosen = points.iter().zip(&codes).filter_map(|(point, code)| {
            self.nearest_to_point(point, code, &mut selection).transpose()
        });
        Ok(self.told_step_by_step(from, chosen.collect::<Result<_, _>>()?, table))
    }

    fn nearest_to_point(
        &self,
        point: &Profile,
        code: &Code,
        selection: &mut Selection<'_>,
    ) -> Result<Option<u32>, IndexError> {
        let seeds = Seeds::like(vec![point.clone()]);
        let wish = Wish::new(&self.similarity, &seeds, &catalog::FacetWeights::default());
        let near = self.index.nearest(code, FETCHED)?.into_iter().map(|near| near.member);
        if let Some(song) = selection.take_one(&self.ranked(near, &wish)) {
            return Ok(Some(song));
        }
        let open = selection.open();
        let all = self.index.nearest_among(code, SCANNED, &|song| open.has(song))?;
        Ok(selection.take_one(&self.ranked(all.into_iter(), &wish)))
    }

    fn told_step_by_step(
        &self,
        from: &SongEntry,
        songs: Vec<u32>,
        table: &TrackTable,
    ) -> Vec<Recommendation> {
        let request = RecommendationRequest::like(Vec::new());
        let mut before = from.clone();
        let mut told = Vec::new();
        for song in songs {
            let seeds = Seeds::like(vec![self.similarity.profile(&Facts::of(&before))]);
            let wish = Wish::new(&self.similarity, &seeds, &request.weights);
            let last = [before];
            let explanation = Explanation::new(&last, &request, &self.similarity);
            let Some(step) = self.explained(song, &wish, &explanation, table) else { break };
            before = step.track.clone();
            told.push(step);
        }
        told
    }
}
