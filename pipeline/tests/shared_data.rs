//! Cleans a real catalogue, where there is one: `EARWORM_DATA` names a directory with tracks, artists
//! and `track_genres.csv.gz`, the genres that a good join arrives at.

use flate2::read::MultiGzDecoder;
use pipeline::catalogue::Catalogue;
use pipeline::clean::{CleanOptions, load_catalogue, python_list};
use pipeline::progress::Progress;
use std::collections::{HashMap, HashSet};
use std::fs::File;
use std::path::{Path, PathBuf};

/// Expected genres of tracks whose artists are known by id or by name.
fn expected_genres(dir: &Path) -> HashMap<String, HashSet<String>> {
    let file = File::open(dir.join("track_genres.csv.gz")).expect("the expected genres");
    let mut reader = csv::Reader::from_reader(MultiGzDecoder::new(file));
    let records = reader.records().map(|record| record.expect("a record"));
    let joined = records.filter(|record| matches!(&record[2], "id" | "name"));
    joined
        .map(|record| {
            let genres = python_list(&record[1]).expect("a list");
            (record[0].to_owned(), genres.into_iter().collect())
        })
        .collect()
}

fn disagreeing(catalogue: &Catalogue, expected: &HashMap<String, HashSet<String>>) -> usize {
    let tracks = catalogue.tracks.iter();
    tracks
        .filter_map(|track| Some((track, expected.get(track.id.as_str())?)))
        .filter(|(track, genres)| track.genres.iter().cloned().collect::<HashSet<_>>() != **genres)
        .count()
}

#[test]
fn genres_agree_and_the_account_adds_up() {
    let Some(dir) = std::env::var_os("EARWORM_DATA").map(PathBuf::from) else {
        println!("EARWORM_DATA is not set: there is nothing to compare with");
        return;
    };
    let (catalogue, account) =
        load_catalogue(std::slice::from_ref(&dir), &CleanOptions::default(), &Progress::silent())
            .expect("the catalogue is read");
    println!("{account}");
    assert!(account.adds_up());
    let expected = expected_genres(&dir);
    let disagreeing = disagreeing(&catalogue, &expected);
    println!("{disagreeing} of {} tracks have other genres than expected", expected.len());
    assert!(disagreeing * 200 <= expected.len(), "{disagreeing} of {}", expected.len());
}
