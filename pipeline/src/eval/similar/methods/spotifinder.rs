use super::method::Method;
use crate::error::PipelineError;
use crate::eval::similar::catalogue::Songs;
use engine::numeric::index32;
use engine::{Embedding, TrackIndex, TrackTable};
use std::collections::HashMap;

/// The original's method: the nearest embeddings of its autoencoder, with all versions of all
/// songs.
pub(crate) struct Spotifinder<'a> {
    songs: &'a Songs<'a>,
    embeddings: Vec<(u32, Embedding)>,
    by_song: HashMap<u32, Embedding>,
}

impl<'a> Spotifinder<'a> {
    /// Uses models of the same catalogue, whose tracks may be in other rows.
    pub(crate) fn new(songs: &'a Songs<'a>, tracks: &TrackTable, index: &TrackIndex) -> Self {
        let rows: HashMap<u32, u32> =
            songs.ids().zip(0..).filter_map(|(id, row)| Some((tracks.row(id)?.0, row))).collect();
        let embeddings = index.embeddings().into_iter();
        let embeddings: Vec<(u32, Embedding)> =
            embeddings.filter_map(|(row, own)| Some((*rows.get(&row.0)?, own))).collect();
        let by_row: HashMap<u32, Embedding> = embeddings.iter().copied().collect();
        let of_song = |song| Some((song, *by_row.get(&songs.row(song))?));
        let by_song = (0..index32(songs.len())).filter_map(of_song).collect();
        Self { songs, embeddings, by_song }
    }
}

impl Method for Spotifinder<'_> {
    fn name(&self) -> String {
        "spotifinder".to_owned()
    }

    fn list(
        &self,
        seed: u32,
        other_artists: bool,
        limit: usize,
    ) -> Result<Vec<u32>, PipelineError> {
        let Some(own_embedding) = self.by_song.get(&seed) else { return Ok(Vec::new()) };
        let own = self.songs.row(seed);
        let others = self.embeddings.iter().filter(|(row, _)| *row != own);
        let mut near: Vec<(f32, u32)> =
            others.map(|(row, other)| (own_embedding.squared_distance(other), *row)).collect();
        let first = near.len().min(limit * 10 + 1000);
        if first < near.len() {
            near.select_nth_unstable_by(first, |a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
            near.truncate(first);
        }
        near.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        let near = near.into_iter().filter_map(|(_, row)| self.songs.of_row(row));
        let left_out = |song: u32| other_artists && self.songs.share_an_artist(seed, song);
        Ok(near.filter(|song| !left_out(*song)).take(limit).collect())
    }
}
