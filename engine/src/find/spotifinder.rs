//! Finds songs as Spotifinder did: ten nearest codes by popularity, the one that shares most tokens
//! with the hint first.

use crate::encode::Encoder;
use crate::error::EncoderError;
use crate::index::CodeIndex;
use crate::track_table::TrackTable;
use crate::vectorize::TfIdf;
use std::collections::HashSet;

/// The original's vectorizer, encoder and index.
pub(crate) struct Spotifinder {
    pub vectorizer: TfIdf,
    pub encoder: Box<dyn Encoder>,
    /// Of the codes of all tracks.
    pub index: CodeIndex,
}

/// A track that was found, and which share of the hint's tokens it has.
pub(crate) struct Shared {
    pub track: u32,
    pub share: f32,
}

const NEIGHBOURS: usize = 10;

impl Spotifinder {
    /// At most ten tracks, the best choice first.
    pub(crate) fn find(&self, hint: &str, table: &TrackTable) -> Result<Vec<Shared>, EncoderError> {
        let mut tracks = self.neighbours(hint)?;
        tracks.sort_by_key(|&track| std::cmp::Reverse(table.popularity(track)));
        let mut found: Vec<Shared> = tracks
            .into_iter()
            .map(|track| Shared { track, share: self.shared_tokens(hint, track, table) })
            .collect();
        let shares = found.iter().map(|found| found.share);
        let best = shares.enumerate().rev().max_by(|a, b| a.1.total_cmp(&b.1));
        if let Some((best, _)) = best {
            found[..=best].rotate_right(1);
        }
        Ok(found)
    }

    fn neighbours(&self, hint: &str) -> Result<Vec<u32>, EncoderError> {
        let vector = self.vectorizer.transform(hint);
        if vector.is_empty() {
            return Ok(Vec::new());
        }
        let code = self.encoder.encode_one(&vector)?;
        let nearest = self.index.nearest(&code, NEIGHBOURS);
        Ok(nearest.into_iter().map(|neighbour| neighbour.member).take(NEIGHBOURS).collect())
    }

    /// The share of the hint's tokens that stand in the track's title and artists.
    fn shared_tokens(&self, hint: &str, track: u32, table: &TrackTable) -> f32 {
        let artists: Vec<&str> = table.artists(track).collect();
        let document = spotifinder_document(table.name(track), &artists);
        let (wanted, found) = (self.tokens(hint), self.tokens(&document));
        wanted.intersection(&found).count() as f32 / wanted.len().max(1) as f32
    }

    fn tokens(&self, text: &str) -> HashSet<String> {
        let mut tokens = HashSet::new();
        self.vectorizer.analyzer().for_each_term(text, |term| {
            tokens.insert(term.to_owned());
        });
        tokens
    }
}

/// The text of a track that the preset `spotifinder` vectorizes.
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
