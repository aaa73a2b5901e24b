//! Lets the songs that hints mean compete with those that are found beside them.

use super::ranking::Contest;
use crate::error::PipelineError;
use catalog::Query;
use engine::{Evaluation, FindOptions, RankingWeights, SongId, TrackRow, TrackTable};
use std::collections::HashSet;

/// Songs that compete with the right one: those that score most. Chosen of 1, 3, 10 and 20 by cross-validation over
/// two draws of the tuning half (`--seed 1` and `2`, 500 hints of each kind): with more, songs that are easily told
/// from the right one outweigh those that are not.
const COMPETITORS: usize = 3;

/// Finds songs for hints.
pub(super) struct Arena<'a> {
    evaluation: Evaluation<'a>,
    table: &'a TrackTable,
}

impl<'a> Arena<'a> {
    pub(super) fn new(evaluation: Evaluation<'a>, table: &'a TrackTable) -> Self {
        Self { evaluation, table }
    }

    /// The contest between a song that a hint means, the best of several, and those that are found beside it; none
    /// if it means no song, or one that is not found.
    ///
    /// # Errors
    /// If finding fails.
    pub(super) fn contest(
        &self,
        hint: &Query,
        answers: &[u32],
        weights: RankingWeights,
    ) -> Result<Option<Contest>, PipelineError> {
        let meant = self.songs(answers);
        if meant.is_empty() {
            return Ok(None);
        }
        let options = FindOptions { weights, ..self.evaluation.options().clone() };
        let ranking = self.evaluation.ranking(hint, &options)?;
        let is_meant = |song: &SongId| meant.contains(song);
        let right = ranking.iter().find(|(song, _)| is_meant(song));
        let others = ranking.iter().filter(|(song, _)| !is_meant(song));
        let wrong = others.take(COMPETITORS).map(|(_, features)| *features).collect();
        Ok(right.map(|(_, right)| Contest { right: *right, wrong }))
    }

    fn songs(&self, rows: &[u32]) -> HashSet<SongId> {
        rows.iter().filter_map(|&row| self.table.song(TrackRow(row))).collect()
    }
}
