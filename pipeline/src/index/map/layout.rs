use super::neighbours::Neighbourhoods;
use super::plane::Point;
use engine::numeric::{float, index32, whole};
use indicatif::ProgressBar;
use rand::rngs::Xoshiro128PlusPlus;
use rand::{RngExt, SeedableRng};
use rayon::prelude::*;

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

/// Parts of the songs that move one after another.
const PARTS: usize = 32;

/// Songs that move by the random numbers of one generator.
const CHUNK: usize = 256;

/// Moves points so that the ends of edges lie close and others do not: gradient descent on the
/// cross-entropy between the weights of edges and 1 / (1 + distance²).
///
/// The songs of a part move at once, each as if all others stood still, so the points are the same on any
/// number of threads.
pub(super) fn lay_out(
    mut points: Vec<Point>,
    graph: &Neighbourhoods,
    params: LayoutParams,
    bar: &ProgressBar,
) -> Vec<Point> {
    let parts: Vec<Vec<u32>> = (0..PARTS)
        .map(|part| (part..graph.songs()).step_by(PARTS).map(index32).collect())
        .collect();
    for epoch in 0..params.epochs {
        let rate = 1.0 - float(epoch) / float(params.epochs);
        for (number, songs) in parts.iter().enumerate() {
            let step = Moves { graph, points: &points, params, epoch, rate };
            let chunks = songs.par_chunks(CHUNK).enumerate();
            let moved: Vec<Point> =
                chunks.flat_map_iter(|(chunk, songs)| step.of(songs, number, chunk)).collect();
            songs.iter().zip(moved).for_each(|(song, point)| points[*song as usize] = point);
        }
        bar.inc(1);
    }
    points
}

/// How songs move in an epoch.
#[derive(Clone, Copy)]
struct Moves<'a> {
    graph: &'a Neighbourhoods,
    points: &'a [Point],
    params: LayoutParams,
    epoch: usize,
    rate: f32,
}

impl<'a> Moves<'a> {
    /// Where the songs of a chunk go.
    fn of(self, songs: &'a [u32], part: usize, chunk: usize) -> impl Iterator<Item = Point> + 'a {
        let chunks = self.points.len().div_ceil(CHUNK) + 1;
        let stream = ((self.epoch * PARTS + part) * chunks + chunk) as u64;
        let mut rng = Xoshiro128PlusPlus::seed_from_u64(self.params.seed.rotate_left(40) ^ stream);
        songs.iter().map(move |song| self.moved(*song, &mut rng))
    }

    fn moved(self, song: u32, rng: &mut Xoshiro128PlusPlus) -> Point {
        let mut place = self.points[song as usize];
        for edge in self.graph.edges(song).iter().filter(|edge| is_due(edge.weight, self.epoch)) {
            let (apart, squared) = between(place, self.points[edge.song as usize]);
            // Half of the gradient: the other end comes as far towards this one in its turn. With all of it,
            // neighbours meet in one step and the map falls apart into knots.
            shift(&mut place, apart.map(|axis| clip(-axis / (1.0 + squared)) * self.rate));
            // All from one place: if each push began where the one before it ended, the processor would have to
            // wait for every one.
            let from = place;
            for _ in 0..self.params.pushes {
                let other = rng.random_range(0..index32(self.points.len()));
                if other != song {
                    shift(&mut place, self.push(from, other));
                }
            }
        }
        place
    }

    /// How a song at a point moves away from another song.
    fn push(self, point: Point, other: u32) -> Point {
        let (apart, squared) = between(point, self.points[other as usize]);
        let force = 2.0 / ((SOFTENING + squared) * (1.0 + squared));
        apart.map(|axis| clip(force * axis) * self.rate)
    }
}

/// Whether an edge attracts in this epoch, if it does evenly in a share of all epochs.
fn is_due(share: f32, epoch: usize) -> bool {
    // In whole numbers: rounding floats down is slow.
    let share = whole(share * 65536.0) as usize;
    ((epoch + 1) * share) >> 16 > (epoch * share) >> 16
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
    use super::super::neighbours::Edge;
    use super::*;
    use engine::numeric::float_from_u32;

    /// Two groups of ten songs, each connected to all of its group.
    fn groups() -> Neighbourhoods {
        let same =
            |song: u32| (0..20).filter(move |other| *other != song && other / 10 == song / 10);
        let edges = |song| same(song).map(|song| Edge { song, weight: 1.0 }).collect();
        Neighbourhoods::joined(&(0..20).map(edges).collect::<Vec<_>>())
    }

    fn laid_out(seed: u64) -> Vec<Point> {
        let start = (0..20_u8).map(|song| [f32::from(song % 10), f32::from(song % 7)]).collect();
        let params = LayoutParams { epochs: 100, pushes: 5, seed };
        lay_out(start, &groups(), params, &ProgressBar::hidden())
    }

    #[test]
    fn the_map_is_the_same_on_any_number_of_threads() {
        let songs = 3000;
        let edge =
            |song, step| Edge { song: (song + step) % songs, weight: 1.0 / float_from_u32(step) };
        let near: Vec<Vec<Edge>> =
            (0..songs).map(|song| (1..6).map(|step| edge(song, step)).collect()).collect();
        let graph = Neighbourhoods::joined(&near);
        let start: Vec<Point> =
            (0..songs).map(|song| [float_from_u32(song % 60), float_from_u32(song / 60)]).collect();
        let params = LayoutParams { epochs: 5, pushes: 5, seed: 1 };
        let on_threads = |threads| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
            let lay_out = || lay_out(start.clone(), &graph, params, &ProgressBar::hidden());
            pool.expect("a pool").install(lay_out)
        };
        let once = on_threads(1);
        assert!(once != start && on_threads(2) == once && on_threads(3) == once);
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
