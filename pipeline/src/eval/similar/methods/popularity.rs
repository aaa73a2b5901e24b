use super::method::Method;
use crate::error::PipelineError;
use crate::eval::similar::catalogue::Songs;
use engine::numeric::index32;
use rand::SeedableRng;
use rand::rngs::ChaCha8Rng;
use rand::seq::SliceRandom;

/// The most popular songs, whatever the seed.
pub(crate) struct Popularity<'a> {
    songs: &'a Songs<'a>,
    ordered: Vec<u32>,
}

impl<'a> Popularity<'a> {
    pub(crate) fn new(songs: &'a Songs<'a>) -> Self {
        let mut ordered: Vec<u32> = (0..index32(songs.len())).collect();
        ordered.shuffle(&mut ChaCha8Rng::seed_from_u64(1));
        ordered.sort_by_key(|song| std::cmp::Reverse(songs.entry(*song).popularity));
        Self { songs, ordered }
    }
}

impl Method for Popularity<'_> {
    fn name(&self) -> String {
        "popularity".to_owned()
    }

    fn list(
        &self,
        seed: u32,
        other_artists: bool,
        limit: usize,
    ) -> Result<Vec<u32>, PipelineError> {
        Ok(self.songs.chosen(self.ordered.iter().copied(), seed, other_artists, limit))
    }
}
