//! What the original did: all tracks near to one, but not the track itself.

use crate::encode::Encoder;
use crate::error::EncoderError;
use crate::index::{CodeIndex, Neighbour};
use crate::song_vector::SongVectorizer;
use crate::track_table::TrackTable;
use catalog::SongEntry;

/// Finds tracks by how they sound and by their genres.
pub(crate) struct Spotifinder {
    pub vectorizer: SongVectorizer,
    pub encoder: Box<dyn Encoder>,
    pub index: CodeIndex,
}

impl Spotifinder {
    /// Tracks near to one that need not be in the catalogue, nearest first.
    pub(crate) fn recommend(
        &self,
        track: &SongEntry,
        table: &TrackTable,
        limit: usize,
    ) -> Result<Vec<Neighbour>, EncoderError> {
        let code = self.encoder.encode_one(&self.vectorizer.transform(track))?;
        let row = table.row(&track.id);
        let near = self.index.nearest(&code, limit + 1).into_iter();
        Ok(near.filter(|neighbour| Some(neighbour.member) != row).take(limit).collect())
    }
}
