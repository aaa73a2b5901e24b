//! How much of what the codes tell a map keeps.

use crate::error::PipelineError;
use crate::index::map::{principal_plane, to_places};
use catalog::GenreFamily;
use engine::{Code, Engine, Models, Place, RecommendLane, SongIndex};
use rayon::prelude::*;
use serde::Serialize;
use std::fmt;
use std::path::Path;

/// Neighbours that are compared, and songs that they are compared of.
const NEIGHBOURS: usize = 15;
const SAMPLE: usize = 1000;

/// What was measured of a map.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MapEvaluation {
    /// Songs on the map.
    pub songs: usize,
    /// Songs that were looked at.
    pub sample: usize,
    /// The map itself.
    pub map: Kept,
    /// The plane of the codes' two principal components.
    pub principal_plane: Kept,
    /// The codes, which are what a map can keep at most.
    pub codes: Kept,
    /// Share of the neighbours that would have the song's family if they were drawn at random.
    pub family_by_chance: f64,
}

/// What is kept around the songs, as means over the sample.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Kept {
    /// Share of the nearest by codes that are among as many nearest here.
    pub neighbours: f64,
    /// Share of the nearest here that have the song's family of genres, of songs that have one.
    pub family: f64,
}

impl MapEvaluation {
    /// Measures the map of some models.
    ///
    /// # Errors
    /// If the models cannot be read or have no map.
    pub fn of(dir: &Path) -> Result<Self, PipelineError> {
        let (manifest, models) = Models::open(dir)?;
        let RecommendLane::Earworm(lane) = &models.recommend else {
            return Err(PipelineError::NotMappable(manifest.preset));
        };
        let codes: Vec<Code> = lane.index.codes().into_iter().map(|(_, code)| code).collect();
        let index = &lane.index;
        let engine = Engine::load(dir)?;
        let map = engine.map()?;
        let sample = Sample::new(index, &codes, map.families());
        Ok(Self {
            songs: codes.len(),
            sample: sample.songs.len(),
            map: sample.kept(map.places()),
            principal_plane: sample.kept(&to_places(&principal_plane(&codes))),
            codes: sample.kept_by_codes(),
            family_by_chance: sample.family_by_chance(),
        })
    }
}

/// Some songs with those that are nearest to each.
type Nearest = Vec<(u32, Vec<u32>)>;

struct Sample<'a> {
    /// By their codes.
    songs: Nearest,
    families: &'a [GenreFamily],
}

impl<'a> Sample<'a> {
    fn new(index: &SongIndex, codes: &[Code], families: &'a [GenreFamily]) -> Self {
        let step = codes.len().div_ceil(SAMPLE).max(1);
        let sampled: Vec<usize> = (0..codes.len()).step_by(step).collect();
        let nearest = |song: &usize| {
            let near = index.nearest(&codes[*song], NEIGHBOURS + 1).into_iter();
            let others = near.map(|near| near.member).filter(|other| *other != *song as u32);
            (*song as u32, others.take(NEIGHBOURS).collect())
        };
        Self { songs: sampled.par_iter().map(nearest).collect(), families }
    }

    fn kept(&self, places: &[Place]) -> Kept {
        let found: Nearest =
            self.songs.par_iter().map(|(song, _)| (*song, nearest_places(*song, places))).collect();
        let pairs = self.songs.iter().zip(&found);
        let neighbours = mean(pairs.map(|((_, by_codes), (_, here))| {
            let both = by_codes.iter().filter(|song| here.contains(song)).count();
            both as f64 / by_codes.len().max(1) as f64
        }));
        Kept { neighbours, family: self.same_family(&found) }
    }

    fn kept_by_codes(&self) -> Kept {
        Kept { neighbours: 1.0, family: self.same_family(&self.songs) }
    }

    fn same_family(&self, found: &[(u32, Vec<u32>)]) -> f64 {
        let family = |song: u32| self.families[song as usize];
        let known = found.iter().filter(|(song, _)| family(*song) != GenreFamily::Unknown);
        mean(known.map(|(song, near)| {
            let same = near.iter().filter(|other| family(**other) == family(*song)).count();
            same as f64 / near.len().max(1) as f64
        }))
    }

    fn family_by_chance(&self) -> f64 {
        let mut songs = [0_usize; GenreFamily::ALL.len()];
        self.families.iter().for_each(|family| songs[*family as usize] += 1);
        let known = self.families.iter().filter(|family| **family != GenreFamily::Unknown);
        mean(known.map(|family| songs[*family as usize] as f64 / self.families.len() as f64))
    }
}

fn nearest_places(song: u32, places: &[Place]) -> Vec<u32> {
    let [x, y] = places[song as usize];
    let distance = |place: &Place| {
        let apart = [u64::from(place[0].abs_diff(x)), u64::from(place[1].abs_diff(y))];
        apart[0] * apart[0] + apart[1] * apart[1]
    };
    let others = (0_u32..).zip(places).filter(|(other, _)| *other != song);
    let mut all: Vec<(u64, u32)> = others.map(|(other, place)| (distance(place), other)).collect();
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
            ("codes", self.codes),
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
    fn the_demo_map_keeps_more_than_a_plane() {
        let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("../models/demo");
        let measured = MapEvaluation::of(&dir).expect("measured");
        let [map, plane, codes] = [measured.map, measured.principal_plane, measured.codes];
        assert!(map.neighbours > 2.0 * plane.neighbours, "{measured}");
        assert!(codes.family > map.family && map.family > plane.family, "{measured}");
        assert!(plane.family > measured.family_by_chance, "{measured}");
    }
}
