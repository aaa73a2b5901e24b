//! Cleans a real catalogue: `EARWORM_DATA` names a directory with files of tracks, artists, lyrics and
//! so on, among them `track_genres.csv.gz` with the expected genres. To run the tests and print the
//! accounts:
//! `EARWORM_DATA=DIR cargo test -p pipeline --test shared_data -- --include-ignored --nocapture`

use flate2::read::MultiGzDecoder;
use pipeline::catalogue::Catalogue;
use pipeline::clean::{Account, CleanOptions, load_catalogue};
use pipeline::eval::genres::GenresEvaluation;
use pipeline::progress::Progress;
use std::fs::{self, File};
use std::path::{Path, PathBuf};

fn data() -> PathBuf {
    std::env::var_os("EARWORM_DATA").map(PathBuf::from).expect("EARWORM_DATA names a directory")
}

fn clean(inputs: &[PathBuf]) -> (Catalogue, Account) {
    let loaded = load_catalogue(inputs, &CleanOptions::default(), &Progress::silent());
    let (catalogue, account) = loaded.expect("the files are read");
    println!("{account}\n");
    assert!(account.adds_up());
    (catalogue, account)
}

/// The rows of a gzipped file, counted by the csv crate.
fn count_rows(path: &Path) -> u64 {
    let decoder = MultiGzDecoder::new(File::open(path).expect("the file"));
    csv::Reader::from_reader(decoder).into_byte_records().count() as u64
}

fn gzipped_files(dir: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(dir).expect("the directory");
    let paths = entries.map(|entry| entry.expect("an entry").path());
    paths.filter(|path| path.extension().is_some_and(|ending| ending == "gz")).collect()
}

#[test]
#[ignore = "needs a real catalogue in EARWORM_DATA"]
fn the_account_of_every_file_adds_up() {
    let dir = data();
    // A file without tracks alone is refused.
    let scratch = tempfile::tempdir().expect("a directory");
    let one = scratch.path().join("one_track.csv");
    fs::write(&one, "id,name,artists\none,One,['One']\n").expect("written");
    for path in gzipped_files(&dir) {
        let (_, account) = clean(&[path.clone(), one.clone()]);
        let name = path.file_name().expect("a name").to_string_lossy();
        let file = account.files.iter().find(|file| file.file == name).expect("its account");
        if file.skipped.is_none() {
            assert_eq!(file.rows, count_rows(&path), "{name}");
        }
    }
}

#[test]
#[ignore = "needs a real catalogue in EARWORM_DATA"]
fn all_files_together_add_up() {
    let dir = data();
    let (catalogue, account) = clean(std::slice::from_ref(&dir));
    let scratch = tempfile::tempdir().expect("a directory");
    let path = scratch.path().join("rejected.csv");
    account.write_rejects(&path).expect("written");
    let rejected = csv::Reader::from_path(&path).expect("read").into_byte_records().count() as u64;
    let rows: u64 = account.files.iter().map(|file| file.rows).sum();
    let merged: u64 = account.files.iter().map(|file| file.merged).sum();
    let others = account.files.iter().filter(|file| !file.kind.has_tracks());
    let kept_others: u64 = others.map(|file| file.kept).sum();
    assert_eq!(rows, catalogue.tracks.len() as u64 + kept_others + merged + rejected);
}

#[test]
#[ignore = "needs a real catalogue in EARWORM_DATA"]
fn genres_agree() {
    let dir = data();
    let evaluation = GenresEvaluation::of(&[dir], Progress::silent()).expect("the files are read");
    println!("{evaluation}");
    assert!(evaluation.same * 1000 >= evaluation.tracks * 995);
    assert_eq!(evaluation.same + evaluation.not_in_artists, evaluation.tracks);
}
