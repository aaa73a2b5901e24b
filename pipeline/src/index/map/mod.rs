//! Draws the map of a catalogue: a plane on which similar songs lie together.
//!
//! The method is UMAP (<https://doi.org/10.48550/arXiv.1802.03426>): edges between near neighbours
//! attract, random pairs of songs repel.

mod landmarks;
mod layout;
mod neighbours;
mod plane;

pub use layout::LayoutParams;
pub use plane::{Point, principal_plane};

use crate::progress::Progress;
use engine::{Embedding, MapPoint, SongIndex, SongMap, TrackTable};
use landmarks::landmarks;
use neighbours::Neighbourhoods;

/// Neighbours of each song in the graph.
const NEIGHBOURS: usize = 15;

/// Draws the map of the songs of an index.
pub fn draw_map(table: &TrackTable, index: &SongIndex, seed: u64, progress: Progress) -> SongMap {
    with_landmarks(lay_out(index, seed, progress), table)
}

/// Where each song of an index lies: the same places on any number of threads.
pub fn lay_out(index: &SongIndex, seed: u64, progress: Progress) -> Vec<MapPoint> {
    let embeddings: Vec<Embedding> =
        index.embeddings().into_iter().map(|(_, embedding)| embedding).collect();
    let neighbourhoods = progress.step("map: finding neighbours", index.points(), |bar| {
        Neighbourhoods::of(index, NEIGHBOURS, bar)
    });
    let params = LayoutParams::for_songs(embeddings.len(), seed);
    let points = progress.step("map: laying it out", params.epochs, |bar| {
        layout::lay_out(principal_plane(&embeddings), &neighbourhoods, params, bar)
    });
    to_map(&points)
}

/// The map of songs that lie at these points, with labels.
pub fn with_landmarks(points: Vec<MapPoint>, table: &TrackTable) -> SongMap {
    let landmarks = landmarks(table, &points);
    SongMap::new(points, landmarks, table)
}

/// Points scaled to the map; proportions are kept.
pub fn to_map(points: &[Point]) -> Vec<MapPoint> {
    let range = |axis: usize| {
        let values = points.iter().map(|point| point[axis]);
        values.fold((f32::MAX, f32::MIN), |(low, high), value| (low.min(value), high.max(value)))
    };
    let (x, y) = (range(0), range(1));
    let side = (x.1 - x.0).max(y.1 - y.0).max(f32::MIN_POSITIVE);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "`as` saturates")]
    let scaled = |value: f32, (low, high): (f32, f32)| {
        let margin = (side - (high - low)) / 2.0;
        ((value - low + margin) / side * f32::from(u16::MAX)).round() as u16
    };
    points.iter().map(|point| [scaled(point[0], x), scaled(point[1], y)]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_fill_a_square_and_keep_proportions() {
        let points = to_map(&[[0.0, 1.0], [4.0, 2.0], [2.0, 3.0]]);
        assert_eq!(points, [[0, 16384], [65535, 32768], [32768, 49151]]);
        assert_eq!(to_map(&[[7.0, 7.0]]), [[32768, 32768]]);
        assert!(to_map(&[]).is_empty());
    }
}
