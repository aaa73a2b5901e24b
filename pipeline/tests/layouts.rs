//! Public data sets, each as a few rows under its real header: they are recognised whatever their
//! compression, and they can be combined.

mod packing;

use packing::{gzip, zip, zstandard};
use pipeline::clean::{CleanOptions, load_catalogue};
use pipeline::inspect::Inspection;
use pipeline::progress::Progress;
use std::fs;
use std::path::{Path, PathBuf};

const LAYOUTS: [&str; 6] = [
    "kaggle-600k",
    "kaggle-170k",
    "kaggle-1.2m",
    "hugging-face-114k",
    "tidytuesday",
    "kaggle-18k-lyrics",
];

fn layout(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/layouts").join(name)
}

fn inspect(dir: &Path) -> String {
    let inspection = Inspection::of(&[dir.to_owned()], Progress::silent());
    inspection.expect("the files are recognised").to_string()
}

#[test]
fn known_data_sets_are_recognised() {
    for name in LAYOUTS {
        insta::assert_snapshot!(name, inspect(&layout(name)));
    }
}

#[test]
fn compressed_data_sets_are_recognised() {
    let pack = |name: &str, plain: &[u8], ending: &str| match ending {
        "gz" => gzip(plain),
        "zst" => zstandard(plain),
        _ => zip(&[(name, plain)]),
    };
    for (name, ending) in
        LAYOUTS.iter().flat_map(|name| ["gz", "zst", "zip"].map(|ending| (name, ending)))
    {
        let dir = tempfile::tempdir().expect("a directory");
        for entry in fs::read_dir(layout(name)).expect("the layout") {
            let path = entry.expect("a file").path();
            let file = path.file_name().expect("a name").to_string_lossy().into_owned();
            let packed = pack(&file, &fs::read(&path).expect("read"), ending);
            fs::write(dir.path().join(format!("{file}.{ending}")), packed).expect("written");
        }
        let found = with_plain_names(&inspect(dir.path()), ending);
        assert_eq!(found, inspect(&layout(name)), "{name} as {ending}");
    }
}

/// `data.csv.gz` becomes `data.csv`, and so does `data.csv.zip/data.csv`.
fn with_plain_names(text: &str, ending: &str) -> String {
    let plain = |line: &str| line.split_once(".zip/").map_or(line, |(_, file)| file).to_owned();
    let lines: Vec<String> = text.lines().map(plain).collect();
    lines.join("\n").replace(&format!(".csv.{ending}"), ".csv")
}

#[test]
fn known_data_sets_can_be_combined() {
    let dirs = LAYOUTS.map(layout);
    let (catalogue, account) =
        load_catalogue(&dirs, &CleanOptions::default(), &Progress::silent()).expect("read");
    assert!(account.adds_up(), "{account}");
    let ids: Vec<&str> = catalogue.tracks.iter().map(|track| track.id.as_str()).collect();
    assert_eq!(ids, ["t1", "t4", "t3", "t2"]);
    assert!(catalogue.tracks.iter().all(|track| !track.genres.is_empty()));
}
