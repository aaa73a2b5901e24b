use engine::numeric::float;
use engine::{Neighbour, SongId, SongIndex};
use indicatif::ProgressBar;
use rayon::prelude::*;

/// The neighbour graph of all songs, in which each edge stands at both of its ends.
///
/// Weights are those of UMAP: the nearest neighbour of a song has weight 1 and the others decay at a rate
/// that gives every song the same total. Where each of two songs is a neighbour of the other, the weights are
/// combined like independent probabilities.
#[derive(Debug, PartialEq)]
pub(super) struct Neighbourhoods {
    /// Where the edges of each song end.
    ends: Vec<usize>,
    edges: Vec<Edge>,
}

/// A neighbour, and the strength of the connection, 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Edge {
    pub song: u32,
    pub weight: f32,
}

impl Neighbourhoods {
    pub(super) fn of(index: &SongIndex, neighbours: usize, bar: &ProgressBar) -> Self {
        let points = (0..index.points()).into_par_iter();
        let near = points.inspect(|_| bar.inc(1)).flat_map_iter(|point| {
            let (songs, near) = index.neighbourhood(point, neighbours + 1);
            songs.iter().map(move |song| (*song, memberships(&others(*song, &near, neighbours))))
        });
        let mut near: Vec<(SongId, Vec<Edge>)> = near.collect();
        near.par_sort_unstable_by_key(|(song, _)| *song);
        let near: Vec<Vec<Edge>> = near.into_iter().map(|(_, edges)| edges).collect();
        Self::joined(&near)
    }

    /// The graph of edges that begin at each song.
    pub(super) fn joined(near: &[Vec<Edge>]) -> Self {
        let mut halves: Vec<(u32, u32, f32)> = Vec::new();
        for (song, edges) in (0..).zip(near) {
            halves.extend(
                edges.iter().flat_map(|edge| {
                    [(song, edge.song, edge.weight), (edge.song, song, edge.weight)]
                }),
            );
        }
        // By weight too: sums depend on the order.
        let order = |(song, to, weight): &(u32, u32, f32)| (*song, *to, weight.to_bits());
        halves.par_sort_unstable_by_key(order);
        let mut graph = Self { ends: vec![0; near.len()], edges: Vec::with_capacity(halves.len()) };
        for equal in halves.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)) {
            let weight = equal.iter().fold(0.0, |sum, (_, _, weight)| sum + weight - sum * weight);
            let (from, song, _) = equal[0];
            graph.edges.push(Edge { song, weight });
            graph.ends[from as usize] = graph.edges.len();
        }
        // Songs without edges end where those before them do.
        for song in 1..graph.ends.len() {
            graph.ends[song] = graph.ends[song].max(graph.ends[song - 1]);
        }
        graph
    }

    /// The number of songs.
    pub(super) fn songs(&self) -> usize {
        self.ends.len()
    }

    /// The edges of a song.
    pub(super) fn edges(&self, song: u32) -> &[Edge] {
        let song = song as usize;
        let start = song.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.edges[start..self.ends[song]]
    }
}

/// The nearest songs but one, with their distances.
fn others(song: SongId, near: &[Neighbour<SongId>], count: usize) -> Vec<(u32, f32)> {
    let others = near.iter().filter(|near| near.member != song);
    others.take(count).map(|near| (near.member.0, near.distance.sqrt())).collect()
}

/// Bisection steps in the search for a rate.
const BISECTIONS: usize = 40;

fn memberships(near: &[(u32, f32)]) -> Vec<Edge> {
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
    let edge = |&(song, distance): &(u32, f32)| Edge { song, weight: weight(distance, high) };
    near.iter().map(edge).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use engine::numeric::float_from_u32;

    #[test]
    fn memberships_add_up_to_the_same_total() {
        for scale in [0.01, 1.0, 100.0] {
            let near: Vec<(u32, f32)> = (1..9).map(|n| (n, float_from_u32(n) * scale)).collect();
            let weights: Vec<f32> = memberships(&near).iter().map(|edge| edge.weight).collect();
            let sum: f32 = weights.iter().sum();
            assert!((sum - 3.0).abs() < 0.01, "{sum}");
            assert!((weights[0] - 1.0).abs() < 1e-6);
            assert!(weights.windows(2).all(|pair| pair[0] > pair[1]));
        }
        assert!(memberships(&[]).is_empty());
        assert_eq!(memberships(&[(3, 0.5)]), [Edge { song: 3, weight: 1.0 }]);
    }

    #[test]
    fn each_pair_is_one_edge_at_both_songs() {
        let edge = |song, weight| Edge { song, weight };
        let near = [vec![edge(1, 0.5), edge(3, 1.0)], vec![edge(0, 0.5)], vec![], vec![]];
        let graph = Neighbourhoods::joined(&near);
        let expected =
            [vec![edge(1, 0.75), edge(3, 1.0)], vec![edge(0, 0.75)], vec![], vec![edge(0, 1.0)]];
        assert_eq!(graph.songs(), 4);
        for (song, edges) in (0..).zip(&expected) {
            assert_eq!(graph.edges(song), edges, "{song}");
        }
    }
}
