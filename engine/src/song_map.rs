//! The map of the catalogue: a point for each song.

use crate::genre_family::{FamilySet, FamilyTally};
use crate::error::EngineError;
use crate::id::{SongId, TrackRow};
use crate::store::{Artefact, Section, SectionReader, SectionWriter};
use crate::tracks::TrackTable;
use catalog::GenreFamily;
use serde::{Deserialize, Serialize};

/// A layout of the catalogue in the plane, with songs that sound alike close together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SongMap {
    points: Section<[MapPoint]>,
    landmarks: Vec<Landmark>,
}

impl Artefact for SongMap {
    fn write<'a>(&'a self, to: &mut SectionWriter<'a>) {
        to.field("points", &self.points);
        to.encoded("landmarks", &self.landmarks);
    }

    fn read(from: &SectionReader<'_>) -> Result<Self, EngineError> {
        Ok(Self { points: from.field("points")?, landmarks: from.decoded("landmarks")? })
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
    /// A map with the point of each song, and genres, each where most of its songs lie, the commonest first.
    pub fn new(points: Vec<MapPoint>, landmarks: Vec<Landmark>) -> Self {
        Self { points: points.into(), landmarks }
    }

    /// The point of each song.
    pub fn points(&self) -> &[MapPoint] {
        &self.points
    }

    pub(crate) fn is_consistent(&self, songs: usize) -> bool {
        self.points.len() == songs
    }
}

/// A map, with the facts of its songs that are shown.
pub struct MappedSongs {
    map: SongMap,
    rows: Vec<TrackRow>,
    families: Vec<GenreFamily>,
}

impl MappedSongs {
    pub(crate) fn new(map: SongMap, table: &TrackTable) -> Self {
        let rows = table.representatives().to_vec();
        Self { families: families(table, &rows), rows, map }
    }

    /// The point of each song.
    pub fn points(&self) -> &[MapPoint] {
        &self.map.points
    }

    /// The genre family of each song.
    pub fn families(&self) -> &[GenreFamily] {
        &self.families
    }

    /// The genres, and where they lie.
    pub fn landmarks(&self) -> &[Landmark] {
        &self.map.landmarks
    }

    /// The row of the track that stands for a song.
    pub fn row(&self, song: SongId) -> Option<TrackRow> {
        self.rows.get(song.index()).copied()
    }

    /// The point of a song.
    pub fn point(&self, song: SongId) -> Option<MapPoint> {
        self.map.points.get(song.index()).copied()
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
        let map = SongMap::new(vec![[1, 2], [3, 4]], Vec::new());
        assert!(map.is_consistent(table.songs()));
        let songs = MappedSongs::new(map, &table);
        assert_eq!(songs.families(), [GenreFamily::Jazz, GenreFamily::Unknown]);
        assert_eq!(
            (songs.row(SongId(1)), songs.point(SongId(1))),
            (Some(TrackRow(1)), Some([3, 4]))
        );
        assert_eq!((songs.row(SongId(2)), songs.point(SongId(2))), (None, None));
    }
}
