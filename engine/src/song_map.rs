//! The map of the catalogue: a point for each song.

use crate::error::EngineError;
use crate::genre_family::{FamilySet, FamilyTally};
use crate::id::{SongId, TrackRow};
use crate::store::{Artefact, Section, SectionReader, SectionWriter};
use crate::tracks::TrackTable;
use catalog::GenreFamily;
use serde::{Deserialize, Serialize};

/// A layout of the catalogue in the plane, with songs that sound alike close together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SongMap {
    points: Section<[MapPoint]>,
    families: Vec<GenreFamily>,
    landmarks: Vec<Landmark>,
}

impl Artefact for SongMap {
    fn write<'a>(&'a self, to: &mut SectionWriter<'a>) {
        to.field("points", &self.points);
        to.encoded("families", &self.families);
        to.encoded("landmarks", &self.landmarks);
    }

    fn read(from: &SectionReader<'_>) -> Result<Self, EngineError> {
        Ok(Self {
            points: from.field("points")?,
            families: from.decoded("families")?,
            landmarks: from.decoded("landmarks")?,
        })
    }
}

/// A point of the map, from the left and from the bottom, each 0 to 65,535.
pub type MapPoint = [u16; 2];

/// A genre and where it lies.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Landmark {
    /// The genre.
    pub genre: String,
    /// Where most of its songs lie.
    pub point: MapPoint,
}

impl SongMap {
    /// A map of the songs of a table with the point of each, and with genres, each where most of its songs lie,
    /// the commonest first.
    pub fn new(points: Vec<MapPoint>, landmarks: Vec<Landmark>, table: &TrackTable) -> Self {
        let families = families(table, table.representatives());
        Self { points: points.into(), families, landmarks }
    }

    /// The point of each song.
    pub fn points(&self) -> &[MapPoint] {
        &self.points
    }

    /// The genre family of each song.
    pub fn families(&self) -> &[GenreFamily] {
        &self.families
    }

    /// The genres, and where they lie.
    pub fn landmarks(&self) -> &[Landmark] {
        &self.landmarks
    }

    /// The point of a song.
    pub fn point(&self, song: SongId) -> Option<MapPoint> {
        self.points.get(song.index()).copied()
    }

    pub(crate) fn is_consistent(&self, songs: usize) -> bool {
        [self.points.len(), self.families.len()] == [songs; 2]
    }
}

fn families(table: &TrackTable, rows: &[TrackRow]) -> Vec<GenreFamily> {
    let families: Vec<FamilySet> = table.genre_names().map(FamilySet::of).collect();
    let family = |row: &TrackRow| {
        let mut tally = FamilyTally::default();
        let genres = table.genre_ids(*row).iter();
        genres.filter_map(|genre| families.get(genre.index())).for_each(|set| tally.add(*set));
        tally.most()
    };
    rows.iter().map(family).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tracks::table::tests::track;

    #[test]
    fn songs_have_the_families_of_their_genres() {
        let table = TrackTable::new([
            track("1", "So What", &["Miles Davis"], &["jazz", "bebop"]),
            track("2", "Silence", &["Nobody"], &[]),
        ]);
        let map = SongMap::new(vec![[1, 2], [3, 4]], Vec::new(), &table);
        assert!(map.is_consistent(table.songs()) && !map.is_consistent(3));
        assert_eq!(map.families(), [GenreFamily::Jazz, GenreFamily::Unknown]);
        assert_eq!((map.point(SongId(1)), map.point(SongId(2))), (Some([3, 4]), None));
    }
}
