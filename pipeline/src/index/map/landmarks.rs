use engine::{Landmark, MapPoint, TrackTable};
use std::collections::HashMap;

/// The most genres labelled.
const LANDMARKS: usize = 60;

/// Cells along each side of the map in which songs are counted.
const CELLS: usize = 48;

/// The most common genres, each where its songs are densest relative to all songs there.
pub(super) fn landmarks(table: &TrackTable, points: &[MapPoint]) -> Vec<Landmark> {
    let rows = table.representatives();
    let songs: Vec<(usize, Vec<&str>)> = rows
        .iter()
        .zip(points)
        .map(|(row, point)| (cell(*point), table.genres(*row).collect()))
        .collect();
    let mut all = vec![0_u32; CELLS * CELLS];
    let mut by_genre: HashMap<&str, HashMap<usize, Cell>> = HashMap::new();
    for ((cell, genres), point) in songs.iter().zip(points) {
        all[*cell] += 1;
        for genre in genres {
            by_genre.entry(genre).or_default().entry(*cell).or_default().add(*point);
        }
    }
    let genres = table.genre_counts().into_iter().take(LANDMARKS);
    let found = genres.filter_map(|genre| {
        let cells = by_genre.get(genre.name.as_str())?;
        Some(Landmark { point: densest(cells, &all)?, genre: genre.name })
    });
    found.collect()
}

fn cell([x, y]: MapPoint) -> usize {
    let part = |axis: u16| usize::from(axis) * CELLS / (usize::from(u16::MAX) + 1);
    part(y) * CELLS + part(x)
}

/// Songs of a genre within a cell.
#[derive(Default)]
struct Cell {
    songs: u32,
    sum: [u64; 2],
}

impl Cell {
    fn add(&mut self, [x, y]: MapPoint) {
        self.songs += 1;
        self.sum = [self.sum[0] + u64::from(x), self.sum[1] + u64::from(y)];
    }

    fn middle(&self) -> MapPoint {
        self.sum.map(|sum| u16::try_from(sum / u64::from(self.songs.max(1))).unwrap_or(u16::MAX))
    }
}

/// The centre of the cell with the best `songs of the genre² / all songs`: many songs and a large
/// share.
fn densest(cells: &HashMap<usize, Cell>, all: &[u32]) -> Option<MapPoint> {
    let weight = |(place, cell): &(&usize, &Cell)| {
        let square = u64::from(cell.songs) * u64::from(cell.songs) * 1000;
        (square / u64::from(all[**place].max(1)), std::cmp::Reverse(**place))
    };
    cells.iter().max_by_key(weight).map(|(_, cell)| cell.middle())
}

#[cfg(test)]
mod tests {
    use super::*;
    use catalog::SongEntry;

    fn song(number: usize, genre: &str) -> SongEntry {
        let json = serde_json::json!({
            "id": number.to_string(), "index": 0, "name": format!("Song {number}"),
            "artists": [format!("Artist {number}")], "features": {}, "genres": [genre],
        });
        serde_json::from_value(json).expect("a song")
    }

    #[test]
    fn a_landmark_lies_where_most_songs_of_its_genre_are() {
        let points = [[10, 10], [20, 30], [60_000, 60_000], [60_000, 60_050], [5_000, 60_000]];
        let genres = ["folk", "folk", "rock", "rock", "folk"];
        let table = TrackTable::new(genres.iter().enumerate().map(|(n, genre)| song(n, genre)));
        let landmark = |genre: &str, point| Landmark { genre: genre.to_owned(), point };
        let expected = [landmark("folk", [15, 20]), landmark("rock", [60_000, 60_025])];
        assert_eq!(landmarks(&table, &points), expected);
    }
}
