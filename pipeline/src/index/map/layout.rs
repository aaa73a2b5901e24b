use super::neighbours::Edge;
use super::plane::Point;
use engine::numeric::{float, index32};
use indicatif::ProgressBar;
use rand::rngs::ChaCha8Rng;
use rand::{RngExt, SeedableRng};

/// Parameters of the layout.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LayoutParams {
    /// Epochs; an edge attracts in a share of them given by its weight.
    pub epochs: usize,
    /// Random songs that repel each end of an edge after it attracted.
    pub pushes: usize,
    /// Seed of the random songs.
    pub seed: u64,
}

impl LayoutParams {
    /// The defaults of UMAP: fewer songs need more epochs.
    pub fn for_songs(songs: usize, seed: u64) -> Self {
        let epochs = if songs > 10_000 { 200 } else { 500 };
        Self { epochs, pushes: 5, seed }
    }
}

/// The longest single step, before the learning rate.
const LONGEST_STEP: f32 = 4.0;

/// Keeps the repulsion of coinciding songs finite.
const SOFTENING: f32 = 0.001;

/// Moves points so that the ends of edges lie close and others do not: stochastic gradient descent
/// on the cross-entropy between the weights of edges and 1 / (1 + distance²).
pub(super) fn lay_out(
    mut points: Vec<Point>,
    edges: &[Edge],
    params: LayoutParams,
    bar: &ProgressBar,
) -> Vec<Point> {
    let mut rng = ChaCha8Rng::seed_from_u64(params.seed);
    let heaviest = edges.iter().map(|edge| edge.weight).fold(f32::MIN_POSITIVE, f32::max);
    for epoch in 0..params.epochs {
        let rate = 1.0 - float(epoch) / float(params.epochs);
        for edge in edges.iter().filter(|edge| is_due(edge.weight / heaviest, epoch)) {
            pull(&mut points, edge.songs, rate);
            for song in edge.songs {
                push(&mut points, song, params.pushes, rate, &mut rng);
            }
        }
        bar.inc(1);
    }
    points
}

/// Whether an edge attracts in this epoch, if it does evenly in a share of all epochs.
fn is_due(share: f32, epoch: usize) -> bool {
    let pulls = |epochs: usize| (float(epochs) * share).floor();
    pulls(epoch + 1) > pulls(epoch)
}

fn pull(points: &mut [Point], [a, b]: [u32; 2], rate: f32) {
    let (a, b) = (a as usize, b as usize);
    let (apart, squared) = between(points[a], points[b]);
    let step = apart.map(|axis| clip(-2.0 * axis / (1.0 + squared)) * rate);
    shift(&mut points[a], step);
    shift(&mut points[b], step.map(|axis| -axis));
}

fn push(points: &mut [Point], song: u32, pushes: usize, rate: f32, rng: &mut ChaCha8Rng) {
    let mut place = points[song as usize];
    for _ in 0..pushes {
        let from = rng.random_range(0..index32(points.len()));
        if from == song {
            continue;
        }
        let (apart, squared) = between(place, points[from as usize]);
        let force = 2.0 / ((SOFTENING + squared) * (1.0 + squared));
        shift(&mut place, apart.map(|axis| clip(force * axis) * rate));
    }
    points[song as usize] = place;
}

fn between(a: Point, b: Point) -> (Point, f32) {
    let apart = [a[0] - b[0], a[1] - b[1]];
    (apart, apart[0] * apart[0] + apart[1] * apart[1])
}

fn clip(step: f32) -> f32 {
    step.clamp(-LONGEST_STEP, LONGEST_STEP)
}

fn shift(point: &mut Point, step: Point) {
    point[0] += step[0];
    point[1] += step[1];
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two groups of ten songs, each connected to all of its group.
    fn groups() -> Vec<Edge> {
        let pairs = (0..20_u32).flat_map(|a| (0..a).map(move |b| [b, a]));
        let same = pairs.filter(|[a, b]| a / 10 == b / 10);
        same.map(|songs| Edge { songs, weight: 1.0 }).collect()
    }

    fn laid_out(seed: u64) -> Vec<Point> {
        let start = (0..20_u8).map(|song| [f32::from(song % 10), f32::from(song % 7)]).collect();
        let params = LayoutParams { epochs: 100, pushes: 5, seed };
        lay_out(start, &groups(), params, &ProgressBar::hidden())
    }

    #[test]
    fn connected_songs_lie_closer() {
        let points = laid_out(1);
        let mean = |same: bool| {
            let pairs = (0..20).flat_map(|a| (0..a).map(move |b| (a, b)));
            let pairs: Vec<f32> = pairs
                .filter(|(a, b)| (a / 10 == b / 10) == same)
                .map(|(a, b)| between(points[a], points[b]).1.sqrt())
                .collect();
            pairs.iter().sum::<f32>() / float(pairs.len())
        };
        assert!(mean(false) > 2.0 * mean(true), "{} {}", mean(false), mean(true));
    }

    #[test]
    fn the_same_seed_gives_the_same_map() {
        assert_eq!(laid_out(3), laid_out(3));
        assert_ne!(laid_out(3), laid_out(4));
    }

    #[test]
    fn edges_attract_in_their_share_of_epochs() {
        for (share, pulls) in [(1.0, 200), (0.5, 100), (0.25, 50), (0.0, 0)] {
            assert_eq!((0..200).filter(|epoch| is_due(share, *epoch)).count(), pulls);
        }
    }
}
