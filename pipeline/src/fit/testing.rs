use catalog::{AudioFeatures, SongEntry};
use engine::TrackTable;
use engine::numeric::index32;

/// A track for each list of artists and list of genres, every one another song.
pub(super) fn table(tracks: &[(&[&str], &[&str])]) -> TrackTable {
    let names = |names: &[&str]| names.iter().map(|&name| name.to_owned()).collect();
    let entry = |(row, (artists, genres)): (usize, &(&[&str], &[&str]))| SongEntry {
        id: format!("t{row}").parse().expect("an id"),
        index: index32(row),
        name: format!("song {row}"),
        artists: names(artists),
        release_date: None,
        popularity: None,
        duration_ms: None,
        explicit: None,
        features: AudioFeatures::default(),
        genres: names(genres),
        lang: None,
    };
    TrackTable::new(tracks.iter().enumerate().map(entry))
}
