//! Cleans a zoo of small dirty files: every row must be accounted for, and the results are snapshots.

mod describe;
mod packing;

use describe::describe;
use packing::{gzip, zip, zstandard};
use pipeline::catalogue::Catalogue;
use pipeline::clean::{Account, CleanOptions, load_catalogue};
use pipeline::progress::Progress;
use pipeline::rules::Rule;
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

#[test]
fn every_row_of_every_file_is_accounted_for() {
    for path in files(&zoo("")) {
        let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
        let (catalogue, account) = clean(&[path]).expect("only rows are wrong");
        assert!(account.adds_up(), "{name}: {account}");
        insta::assert_snapshot!(name, describe(&catalogue, &account));
    }
}

/// A kind of dirt found in public data sets, a file of the zoo that has it, and the rule that it meets,
/// or none if it is read as it is.
const DIRT: [(&str, &str, Option<Rule>); 48] = [
    ("a byte-order mark", "byte-order-mark", None),
    ("bytes that are not UTF-8", "mixed-bytes", Some(Rule::InvalidUtf8)),
    ("another encoding", "not-utf-8", Some(Rule::OtherEncoding)),
    ("short rows", "short-and-long-rows", Some(Rule::ShortRow)),
    ("long rows", "short-and-long-rows", Some(Rule::LongRow)),
    ("duplicate headers", "duplicate-headers", None),
    ("no rows", "header-only", None),
    ("line ends of other systems", "line-ends", None),
    ("carriage returns alone", "carriage-returns", Some(Rule::ShortRow)),
    ("fields separated by semicolons", "semicolon-separated", None),
    ("quotation marks in names", "quotes-and-commas", None),
    ("an unbalanced quotation mark", "open-quote", Some(Rule::OpenQuote)),
    ("commas in names", "quotes-and-commas", None),
    ("other alphabets", "alphabets", None),
    ("right-to-left text", "right-to-left", Some(Rule::ControlCharacters)),
    ("text that is not NFC", "not-nfc", Some(Rule::NotNfc)),
    ("control characters", "control-characters", Some(Rule::ControlCharacters)),
    ("a name of 511 characters", "long-names", None),
    ("absurdly long names", "long-names", Some(Rule::TooLong)),
    ("names that are numbers", "names-like-numbers", None),
    ("names that read NaN or NA", "names-like-numbers", None),
    ("no name", "nameless", Some(Rule::Nameless)),
    ("no artists", "no-artists", None),
    ("no id", "ids", Some(Rule::MadeId)),
    ("invalid ids", "ids", Some(Rule::InvalidId)),
    ("repeated ids", "repeated-ids", Some(Rule::SameTrack)),
    ("one song under several ids", "one-song-several-ids", None),
    ("lists as Python reprs with mixed quoting", "lists", None),
    ("lists that break off", "lists", Some(Rule::MalformedList)),
    ("an artist twice in a list", "lists", Some(Rule::RepeatedEntry)),
    ("artists separated by semicolons", "semicolon-artists", None),
    ("columns of other names", "semicolon-artists", Some(Rule::SameTrack)),
    ("playlists", "playlists", Some(Rule::SameTrack)),
    ("dates of three lengths", "dates", None),
    ("dates for \"unknown\" and of spreadsheets", "dates", Some(Rule::PlaceholderDate)),
    ("days that are not in the calendar", "dates", Some(Rule::ImpossibleDate)),
    ("years beside dates", "years", Some(Rule::PlaceholderDate)),
    ("tempo 0", "numbers", Some(Rule::OutOfRange)),
    ("time_signature 0", "numbers", Some(Rule::OutOfRange)),
    ("loudness above 0", "numbers", None),
    ("durations from 1.8 s to 87 min", "numbers", None),
    ("1.63e-06", "numbers", None),
    ("7.0 for 7", "numbers", None),
    ("NA among numbers", "numbers", None),
    ("words among numbers", "numbers", Some(Rule::NotANumber)),
    ("TRUE and False", "explicit", None),
    ("invalid explicit marks", "explicit", Some(Rule::NotANumber)),
    ("keys and metres as musicians write them", "musical-notation", None),
];

#[test]
fn every_kind_of_dirt_is_in_the_zoo() {
    for (dirt, file, rule) in DIRT {
        let (_, account) = clean(&[zoo(&format!("{file}.csv"))]).expect("only rows are wrong");
        assert!(rule.is_none_or(|rule| account.rules.total(rule) > 0), "{dirt}: {account}");
    }
    for path in files(&zoo("")) {
        let stem = path.file_stem().expect("a name");
        assert!(DIRT.iter().any(|(_, file, _)| stem == *file), "{} has no dirt", path.display());
    }
}

#[test]
fn files_are_joined() {
    let (catalogue, account) = clean(&[zoo("together")]).expect("only rows are wrong");
    assert!(account.adds_up(), "{account}");
    insta::assert_snapshot!("together", describe(&catalogue, &account));
}

#[test]
fn one_language_can_be_selected() {
    let options = CleanOptions { lang: Some("en".into()) };
    let (catalogue, account) = load_catalogue(&[zoo("together")], &options, &Progress::silent())
        .expect("only rows are wrong");
    assert!(account.adds_up(), "{account}");
    assert!(catalogue.tracks.iter().all(|track| track.lang.as_deref() == Some("en")));
    assert!(catalogue.tracks.iter().all(|track| !track.genres.is_empty()));
}

#[test]
fn refused_files_say_what_to_do() {
    let mut text = String::new();
    for path in files(&zoo("refused")) {
        let error = clean(std::slice::from_ref(&path)).expect_err("refused");
        let error = error.replace(&format!("{}/", zoo("refused").display()), "");
        writeln!(text, "{error}").expect("text");
    }
    insta::assert_snapshot!("refused", text);
}

#[test]
fn compressed_files_give_the_same_catalogue() {
    let dir = tempfile::tempdir().expect("a directory");
    let plain = fs::read(zoo("numbers.csv")).expect("the zoo");
    let (expected, _) = clean(&[zoo("numbers.csv")]).expect("plain");
    // Compression is recognised by the first bytes, not by the name.
    for (name, packed) in [
        ("a.csv", gzip(&plain)),
        ("b.csv", zstandard(&plain)),
        ("c.csv", zip(&[("readme.txt", b"hello"), ("tracks.csv", &plain)])),
    ] {
        let path = dir.path().join(name);
        fs::write(&path, packed).expect("writes");
        assert_eq!(clean(&[path]).expect("packed").0, expected, "{name}");
    }
}

#[test]
fn a_decompression_bomb_of_one_line_is_survived() {
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
fn a_truncated_file_is_refused() {
    let dir = tempfile::tempdir().expect("a directory");
    let path = dir.path().join("half.csv.gz");
    let packed = gzip(&fs::read(zoo("numbers.csv")).expect("the zoo"));
    fs::write(&path, &packed[..packed.len() / 2]).expect("writes");
    let error = clean(&[path]).expect_err("half a file");
    assert!(error.contains("cannot unpack"), "{error}");
}
