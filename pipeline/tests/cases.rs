//! Files of the kinds that people have, each as a few rows: what comes of them is a snapshot.

mod describe;

use describe::describe;
use pipeline::catalogue::Catalogue;
use pipeline::clean::{Account, CleanOptions, load_catalogue};
use pipeline::inspect::Inspection;
use pipeline::progress::Progress;
use polars::prelude::{DataFrame, NamedFrom, ParquetWriter, Series};
use std::fmt::Write;
use std::fs::{self, File};
use std::path::{Path, PathBuf};

fn case(file: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases").join(file)
}

fn clean(inputs: &[PathBuf]) -> Result<(Catalogue, Account), String> {
    load_catalogue(inputs, &CleanOptions::default(), &Progress::silent()).map_err(|e| e.to_string())
}

/// What `inspect` says of the files, and what cleaning makes of them.
fn outcome(files: &[&str]) -> String {
    let paths: Vec<PathBuf> = files.iter().map(|file| case(file)).collect();
    let inspection = Inspection::of(&paths, Progress::silent()).expect("recognised");
    let (catalogue, account) = clean(&paths).expect("cleaned");
    assert!(account.adds_up(), "{files:?}: {account}");
    format!("{inspection}\n\n{}", describe(&catalogue, &account))
}

const CASES: [&[&str]; 18] = [
    &["exportify.csv"],
    &["exportify_features.csv"],
    &["top_hits_no_id.csv"],
    &["top50_r_names.csv"],
    &["yearly_top_percent.csv"],
    &["charts.csv"],
    &["api_dump_tracks.csv", "api_dump_features.csv"],
    &["dates.csv"],
    &["commas.csv"],
    &["shazam_spaces.csv"],
    &["mac_roman.csv"],
    &["utf_16.csv"],
    &["double_encoded.csv"],
    &["tabs.tsv"],
    &["decimal_commas.csv"],
    &["lines.jsonl"],
    &["array.json"],
    &["playlist_labels.csv"],
];

#[test]
fn files_that_people_have() {
    for files in CASES {
        insta::assert_snapshot!(files[0], outcome(files));
    }
}

#[test]
fn lyrics_make_a_catalogue_only_where_nothing_else_does() {
    let lyrics = "catalogue_with_lyrics.csv";
    insta::assert_snapshot!(lyrics, outcome(&[lyrics]));
    let (catalogue, account) = clean(&[case(lyrics), case("tabs.tsv")]).expect("cleaned");
    assert_eq!((catalogue.tracks.len(), account.files[0].file.as_str()), (1, "tabs.tsv"));
    assert_eq!(catalogue.tracks[0].lyrics.as_deref(), Some("La la la"));
}

#[test]
fn foreign_parquet_files_are_read() {
    let dir = tempfile::tempdir().expect("a directory");
    let path = dir.path().join("tracks.parquet");
    let artists =
        [Series::new("".into(), ["Queen", "David Bowie"]), Series::new("".into(), ["Muse"])];
    let columns = vec![
        Series::new("track_id".into(), ["x1", "x2"]).into(),
        Series::new("track_name".into(), ["Under Pressure", "Uprising"]).into(),
        Series::new("artists".into(), artists).into(),
        Series::new("duration_ms".into(), [Some(248_000_i64), None]).into(),
        Series::new("energy".into(), [0.5_f64, 0.9]).into(),
        Series::new("explicit".into(), [false, true]).into(),
    ];
    let mut table = DataFrame::new(2, columns).expect("a table");
    let file = File::create(&path).expect("created");
    ParquetWriter::new(file).finish(&mut table).expect("written");
    let (catalogue, account) = clean(&[path]).expect("cleaned");
    assert!(account.adds_up(), "{account}");
    insta::assert_snapshot!("parquet", describe(&catalogue, &account));
}

#[test]
fn refused_files_say_what_they_are() {
    let mut entries: Vec<PathBuf> = fs::read_dir(case("refused"))
        .expect("cases")
        .map(|entry| entry.expect("a file").path())
        .collect();
    entries.sort();
    let mut text = String::new();
    for path in entries {
        let error = clean(std::slice::from_ref(&path)).expect_err("refused");
        writeln!(text, "{error}").expect("text");
    }
    insta::assert_snapshot!("refused", text);
}
