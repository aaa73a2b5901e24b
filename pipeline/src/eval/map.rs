//! How much of the neighbourhoods of embeddings the map preserves.

use crate::error::PipelineError;
use crate::index::map::{principal_plane, to_map};
use crate::progress::Progress;
use catalog::GenreFamily;
use engine::numeric::{float64, index32};
use engine::{Embedding, Engine, MapPoint, Models, SongIndex};
use indicatif::ProgressBar;
use rayon::prelude::*;
use serde::Serialize;
use std::fmt;
use std::path::Path;

/// Neighbours compared per song, and the most songs sampled.
const NEIGHBOURS: usize = 15;
const SAMPLE: usize = 1000;

/// Figures of a map.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MapEvaluation {
    /// Songs on the map.
    pub songs: usize,
    /// Songs sampled.
    pub sample: usize,
    /// The map itself.
    pub map: Kept,
    /// The plane of the two principal components.
    pub principal_plane: Kept,
    /// The embeddings themselves: an upper bound.
    pub embeddings: Kept,
    /// The share of neighbours that would have the song's family by chance.
    pub family_by_chance: f64,
}

/// What is preserved around songs, averaged over the sample.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Kept {
    /// Share of the nearest neighbours by embedding that are among as many nearest here.
    pub neighbours: f64,
    /// Share of the nearest songs here with the song's genre family, over songs that have one.
    pub family: f64,
}

impl MapEvaluation {
    /// Evaluates the map of models.
    ///
    /// # Errors
    /// If the models do not load or have no map.
    pub fn of(dir: &Path, progress: Progress) -> Result<Self, PipelineError> {
        let (manifest, models) = Models::open(dir)?;
        let Some(earworm) = models.earworm() else {
            return Err(PipelineError::NotMappable(manifest.preset));
        };
        let embeddings: Vec<Embedding> = earworm
            .recommend
            .index
            .embeddings()
            .into_iter()
            .map(|(_, embedding)| embedding)
            .collect();
        let engine = Engine::load(dir)?;
        let map = engine.map()?;
        let sample = progress.step("finding nearest embeddings", 0, |_| {
            Sample::new(&earworm.recommend.index, &embeddings, map.families())
        });
        let kept = |name: &str, points: &[MapPoint]| {
            let songs = sample.songs.len();
            progress
                .step(&format!("{name}: finding neighbours"), songs, |bar| sample.kept(points, bar))
        };
        Ok(Self {
            songs: embeddings.len(),
            sample: sample.songs.len(),
            map: kept("map", map.points()),
            principal_plane: kept("plane", &to_map(&principal_plane(&embeddings))),
            embeddings: sample.kept_by_embeddings(),
            family_by_chance: sample.family_by_chance(),
        })
    }
}

/// Songs with their nearest neighbours.
type Nearest = Vec<(u32, Vec<u32>)>;

struct Sample<'a> {
    /// By embedding.
    songs: Nearest,
    families: &'a [GenreFamily],
}

impl<'a> Sample<'a> {
    fn new(index: &SongIndex, embeddings: &[Embedding], families: &'a [GenreFamily]) -> Self {
        let step = embeddings.len().div_ceil(SAMPLE).max(1);
        let sampled: Vec<usize> = (0..embeddings.len()).step_by(step).collect();
        let nearest = |song: &usize| {
            let near = index.nearest(&embeddings[*song], NEIGHBOURS + 1).into_iter();
            let others = near.map(|near| near.member.0).filter(|other| *other != index32(*song));
            (index32(*song), others.take(NEIGHBOURS).collect())
        };
        Self { songs: sampled.par_iter().map(nearest).collect(), families }
    }

    fn kept(&self, points: &[MapPoint], bar: &ProgressBar) -> Kept {
        let nearest = |(song, _): &(u32, Vec<u32>)| {
            bar.inc(1);
            (*song, nearest_points(*song, points))
        };
        let found: Nearest = self.songs.par_iter().map(nearest).collect();
        let pairs = self.songs.iter().zip(&found);
        let neighbours = mean(pairs.map(|((_, by_embedding), (_, here))| {
            let both = by_embedding.iter().filter(|song| here.contains(song)).count();
            float64(both) / float64(by_embedding.len().max(1))
        }));
        Kept { neighbours, family: self.same_family(&found) }
    }

    fn kept_by_embeddings(&self) -> Kept {
        Kept { neighbours: 1.0, family: self.same_family(&self.songs) }
    }

    fn same_family(&self, found: &[(u32, Vec<u32>)]) -> f64 {
        let family = |song: u32| self.families[song as usize];
        let known = found.iter().filter(|(song, _)| family(*song) != GenreFamily::Unknown);
        mean(known.map(|(song, near)| {
            let same = near.iter().filter(|other| family(**other) == family(*song)).count();
            float64(same) / float64(near.len().max(1))
        }))
    }

    fn family_by_chance(&self) -> f64 {
        let mut songs = [0_usize; GenreFamily::ALL.len()];
        self.families.iter().for_each(|family| songs[*family as usize] += 1);
        let known = self.families.iter().filter(|family| **family != GenreFamily::Unknown);
        mean(known.map(|family| float64(songs[*family as usize]) / float64(self.families.len())))
    }
}

fn nearest_points(song: u32, points: &[MapPoint]) -> Vec<u32> {
    let [x, y] = points[song as usize];
    let distance = |point: &MapPoint| {
        let apart = [u64::from(point[0].abs_diff(x)), u64::from(point[1].abs_diff(y))];
        apart[0] * apart[0] + apart[1] * apart[1]
    };
    let others = (0_u32..).zip(points).filter(|(other, _)| *other != song);
    let mut all: Vec<(u64, u32)> = others.map(|(other, point)| (distance(point), other)).collect();
    if all.len() > NEIGHBOURS {
        all.select_nth_unstable(NEIGHBOURS);
        all.truncate(NEIGHBOURS);
    }
    all.into_iter().map(|(_, other)| other).collect()
}

fn mean(values: impl Iterator<Item = f64>) -> f64 {
    let (sum, count) = values.fold((0.0, 0_u32), |(sum, count), value| (sum + value, count + 1));
    sum / f64::from(count.max(1))
}

impl fmt::Display for MapEvaluation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{} songs, {NEIGHBOURS} neighbours of {} songs", self.songs, self.sample)?;
        writeln!(f, "{:32}{:>12}{:>12}", "", "neighbours", "family")?;
        let rows = [
            ("map", self.map),
            ("two principal components", self.principal_plane),
            ("embeddings", self.embeddings),
        ];
        for (name, kept) in rows {
            writeln!(f, "{name:32}{:>12.3}{:>12.3}", kept.neighbours, kept.family)?;
        }
        writeln!(f, "{:32}{:>12}{:>12.3}", "chance", "", self.family_by_chance)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_demo_map_preserves_more_than_a_plane() {
        let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("../models/demo");
        let measured = MapEvaluation::of(&dir, Progress::silent()).expect("measured");
        let [map, plane, embeddings] =
            [measured.map, measured.principal_plane, measured.embeddings];
        assert!(map.neighbours > 2.0 * plane.neighbours, "{measured}");
        assert!(embeddings.family > map.family && map.family > plane.family, "{measured}");
        assert!(plane.family > measured.family_by_chance, "{measured}");
    }
}
