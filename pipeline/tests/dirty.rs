//! The zoo of small dirty files: each is cleaned, what comes out is kept as a snapshot, and every row
//! is accounted for.

use pipeline::catalogue::{Catalogue, CatalogueTrack};
use pipeline::clean::{Account, CleanOptions, load_catalogue};
use pipeline::progress::Progress;
use std::fmt::Write;
use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

fn zoo(file: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/dirty").join(file)
}

fn files(dir: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(dir).expect("the zoo");
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    files.retain(|path| path.is_file());
    files.sort();
    files
}

fn clean(inputs: &[PathBuf]) -> Result<(Catalogue, Account), String> {
    load_catalogue(inputs, &CleanOptions::default(), &Progress::silent()).map_err(|e| e.to_string())
}

fn describe(catalogue: &Catalogue, account: &Account) -> String {
    let mut text = format!("{account}\n\n");
    for (file, reject) in account.rejects() {
        writeln!(text, "{file}:{}: {}: {}", reject.line, reject.rule, reject.reason).expect("text");
    }
    catalogue.tracks.iter().for_each(|track| describe_track(&mut text, track));
    text
}

/// What is known of a track, in one line.
fn describe_track(text: &mut String, track: &CatalogueTrack) {
    write!(text, "{} {:?} by {:?}", track.id, track.name, track.artists).expect("text");
    let facts = [
        track.release_date.map(|date| format!("of {date}")),
        track.popularity.map(|popularity| format!("popularity {popularity}")),
        track.duration_ms.map(|duration| format!("{duration} ms")),
        track.explicit.map(|explicit| format!("explicit {explicit}")),
        track.lang.as_ref().map(|lang| format!("in {lang}")),
        track.lyrics.as_ref().map(|lyrics| format!("lyrics {lyrics:?}")),
    ];
    facts.into_iter().flatten().for_each(|fact| write!(text, ", {fact}").expect("text"));
    for (feature, value) in track.features.iter() {
        if let Some(value) = value {
            write!(text, ", {} {value}", feature.name()).expect("text");
        }
    }
    writeln!(text, ", genres {:?}, artist ids {:?}", track.genres, track.id_artists).expect("text");
}

#[test]
fn every_row_of_every_file_is_accounted_for() {
    for path in files(&zoo("")) {
        let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
        let (catalogue, account) = clean(&[path]).expect("only rows are wrong");
        assert!(account.adds_up(), "{name}: {account}");
        insta::assert_snapshot!(name, describe(&catalogue, &account));
    }
}

#[test]
fn files_go_together() {
    let (catalogue, account) = clean(&[zoo("together")]).expect("only rows are wrong");
    assert!(account.adds_up(), "{account}");
    insta::assert_snapshot!("together", describe(&catalogue, &account));
}

#[test]
fn one_language_is_kept_on_demand() {
    let options = CleanOptions { lang: Some("en".into()) };
    let (catalogue, account) = load_catalogue(&[zoo("together")], &options, &Progress::silent())
        .expect("only rows are wrong");
    assert!(account.adds_up(), "{account}");
    assert!(catalogue.tracks.iter().all(|track| track.lang.as_deref() == Some("en")));
    assert!(catalogue.tracks.iter().all(|track| !track.genres.is_empty()));
}

#[test]
fn files_that_cannot_be_read_say_what_to_do() {
    let mut text = String::new();
    for path in files(&zoo("refused")) {
        let error = clean(std::slice::from_ref(&path)).expect_err("refused");
        let error = error.replace(&format!("{}/", zoo("refused").display()), "");
        writeln!(text, "{error}").expect("text");
    }
    insta::assert_snapshot!("refused", text);
}

#[test]
fn packing_makes_no_difference() {
    let dir = tempfile::tempdir().expect("a directory");
    let plain = fs::read(zoo("numbers.csv")).expect("the zoo");
    let (expected, _) = clean(&[zoo("numbers.csv")]).expect("plain");
    // The names say nothing: what counts are the first bytes.
    for (name, packed) in
        [("a.csv", gzip(&plain)), ("b.csv", zstandard(&plain)), ("c.csv", zip(&plain))]
    {
        let path = dir.path().join(name);
        fs::write(&path, packed).expect("writes");
        assert_eq!(clean(&[path]).expect("packed").0, expected, "{name}");
    }
}

fn gzip(plain: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(plain).expect("packs");
    encoder.finish().expect("packs")
}

fn zstandard(plain: &[u8]) -> Vec<u8> {
    zstd::encode_all(plain, 1).expect("packs")
}

fn zip(plain: &[u8]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    for (name, content) in [("readme.txt", b"hello".as_slice()), ("tracks.csv", plain)] {
        writer.start_file(name, options).expect("packs");
        writer.write_all(content).expect("packs");
    }
    writer.finish().expect("packs").into_inner()
}

#[test]
fn a_small_file_that_unpacks_to_one_endless_line_is_survived() {
    let dir = tempfile::tempdir().expect("a directory");
    let path = dir.path().join("bomb.csv.gz");
    let file = File::create(&path).expect("a file");
    let mut encoder = flate2::write::GzEncoder::new(file, flate2::Compression::fast());
    encoder.write_all(b"id,name,artists\nt1,Heroes,['David Bowie']\nt2,\"").expect("writes");
    io::copy(&mut io::Read::take(io::repeat(b'x'), 64 << 20), &mut encoder).expect("writes");
    encoder.write_all(b"\nt3,Fame,['David Bowie']\n").expect("writes");
    encoder.finish().expect("writes");
    let (catalogue, account) = clean(&[path]).expect("reads");
    assert!(account.adds_up(), "{account}");
    assert_eq!(catalogue.tracks.len(), 2, "{account}");
}

#[test]
fn a_file_that_breaks_off_is_refused() {
    let dir = tempfile::tempdir().expect("a directory");
    let path = dir.path().join("half.csv.gz");
    let packed = gzip(&fs::read(zoo("numbers.csv")).expect("the zoo"));
    fs::write(&path, &packed[..packed.len() / 2]).expect("writes");
    let error = clean(&[path]).expect_err("half a file");
    assert!(error.contains("half.csv.gz cannot be unpacked"), "{error}");
}
