use engine::numeric::{float, index32};
use engine::{Embedding, SongId, SongIndex};
use indicatif::ProgressBar;
use rayon::prelude::*;
use std::collections::BTreeMap;

/// Two neighbouring songs and the strength of their connection, 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Edge {
    pub songs: [u32; 2],
    pub weight: f32,
}

/// The edges of the neighbour graph, each pair once.
///
/// Weights are those of UMAP: the nearest neighbour of a song has weight 1 and the others decay at
/// a rate that gives every song the same total. Where each of two songs is a neighbour of the
/// other, the weights are combined like independent probabilities.
pub(super) fn neighbour_edges(
    index: &SongIndex,
    embeddings: &[Embedding],
    neighbours: usize,
    bar: &ProgressBar,
) -> Vec<Edge> {
    let near: Vec<Vec<(u32, f32)>> = embeddings
        .par_iter()
        .enumerate()
        .map(|(song, embedding)| {
            bar.inc(1);
            memberships(&nearest(index, index32(song), embedding, neighbours))
        })
        .collect();
    joined(&near)
}

/// The nearest other songs with their distances.
fn nearest(index: &SongIndex, song: u32, embedding: &Embedding, count: usize) -> Vec<(u32, f32)> {
    let near = index.nearest(embedding, count + 1).into_iter();
    let others = near.filter(|near| near.member != SongId(song));
    others.take(count).map(|near| (near.member.0, near.distance.sqrt())).collect()
}

/// Bisection steps in the search for a rate.
const BISECTIONS: usize = 40;

fn memberships(near: &[(u32, f32)]) -> Vec<(u32, f32)> {
    let closest = near.first().map_or(0.0, |(_, distance)| *distance);
    let wanted = float(near.len()).log2();
    let weight = |distance: f32, rate: f32| (-(distance - closest) * rate).exp();
    let (mut low, mut high) = (0.0_f32, 1.0_f32);
    let sum = |rate: f32| near.iter().map(|(_, distance)| weight(*distance, rate)).sum::<f32>();
    for _ in 0..BISECTIONS {
        if sum(high) <= wanted {
            break;
        }
        high *= 2.0;
    }
    for _ in 0..BISECTIONS {
        let middle = f32::midpoint(low, high);
        if sum(middle) > wanted { low = middle } else { high = middle }
    }
    near.iter().map(|(song, distance)| (*song, weight(*distance, high))).collect()
}

fn joined(near: &[Vec<(u32, f32)>]) -> Vec<Edge> {
    let mut edges = Vec::new();
    let mut earlier: Vec<BTreeMap<u32, f32>> = vec![BTreeMap::new(); near.len()];
    for (song, members) in near.iter().enumerate() {
        for &(other, weight) in members {
            let (low, high) = (other.min(index32(song)), other.max(index32(song)));
            let joined = earlier[low as usize].entry(high).or_insert(0.0);
            *joined += weight - *joined * weight;
        }
    }
    for (low, others) in earlier.into_iter().enumerate() {
        let songs = |high| [index32(low), high];
        edges.extend(others.into_iter().map(|(high, weight)| Edge { songs: songs(high), weight }));
    }
    edges
}

#[cfg(test)]
mod tests {
    use super::*;
    use engine::numeric::float_from_u32;

    #[test]
    fn memberships_add_up_to_the_same_total() {
        for scale in [0.01, 1.0, 100.0] {
            let near: Vec<(u32, f32)> = (1..9).map(|n| (n, float_from_u32(n) * scale)).collect();
            let weights = memberships(&near);
            let sum: f32 = weights.iter().map(|(_, weight)| weight).sum();
            assert!((sum - 3.0).abs() < 0.01, "{sum}");
            assert!((weights[0].1 - 1.0).abs() < 1e-6);
            assert!(weights.windows(2).all(|pair| pair[0].1 > pair[1].1));
        }
        assert!(memberships(&[]).is_empty());
        assert_eq!(memberships(&[(3, 0.5)]), [(3, 1.0)]);
    }

    #[test]
    fn each_pair_is_one_edge() {
        let near = [vec![(1, 0.5), (2, 1.0)], vec![(0, 0.5)], vec![]];
        let edges = [Edge { songs: [0, 1], weight: 0.75 }, Edge { songs: [0, 2], weight: 1.0 }];
        assert_eq!(joined(&near), edges);
    }
}
