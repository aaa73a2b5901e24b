//! Fuzzes the whole path from file to catalogue with damaged and generated files: it never panics, the
//! account adds up, and the catalogue survives a round trip through Parquet.
//!
//! Each test runs 256 cases. To run for ten minutes and print the number of cases:
//! `EARWORM_FUZZ_SECONDS=600 cargo test -p pipeline --test hostile -- --nocapture`

mod packing;

use packing::{gzip, zip, zstandard};
use pipeline::catalogue::Catalogue;
use pipeline::clean::{CleanOptions, load_catalogue, names, python_list, terms};
use pipeline::columns::Column;
use pipeline::inspect::Inspection;
use pipeline::progress::Progress;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use proptest::test_runner::{Config, TestCaseResult, TestRunner};
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// Runs at least [`CASES`] cases, and more until the time is up.
fn fuzz<S: Strategy>(name: &str, cases: &S, check: impl Fn(S::Value) -> TestCaseResult) {
    let seconds = std::env::var("EARWORM_FUZZ_SECONDS").ok().and_then(|text| text.parse().ok());
    let budget = Duration::from_secs(seconds.unwrap_or(0));
    let started = Instant::now();
    let mut done = 0;
    while done == 0 || started.elapsed() < budget {
        let config = Config { cases: CASES, source_file: Some(file!()), ..Config::default() };
        let outcome = TestRunner::new(config).run(cases, &check);
        assert!(outcome.is_ok(), "{name}: {}", outcome.expect_err("it failed"));
        done += CASES;
    }
    println!("{name}: {done} cases in {} s, no panic", started.elapsed().as_secs());
}

const CASES: u32 = 256;

/// A change to a text: some bytes are replaced.
#[derive(Clone, Debug)]
struct Damage {
    at: Index,
    removed: usize,
    inserted: Vec<u8>,
}

const SNIPPETS: [&[u8]; 24] = [
    b"\"",
    b"\"\"",
    b",",
    b"\n",
    b"\r\n",
    b"\r",
    b";",
    b"\t",
    b"[",
    b"]",
    b"['",
    b"']",
    b"'",
    b"\\",
    b"\\x",
    b"\\ud83d",
    b"\0",
    b"\xff",
    b"\xef\xbb\xbf",
    b"\xe2\x80\xae",
    b"NaN",
    b"1e999",
    b"-0.0",
    b"1905-06-15",
];

fn damage() -> impl Strategy<Value = Damage> {
    let snippets = select(SNIPPETS.to_vec()).prop_map(<[u8]>::to_vec);
    let inserted = prop_oneof![snippets, prop::collection::vec(any::<u8>(), 0..8)];
    (any::<Index>(), 0_usize..12, inserted).prop_map(|(at, removed, inserted)| Damage {
        at,
        removed,
        inserted,
    })
}

fn damages() -> impl Strategy<Value = Vec<Damage>> {
    prop::collection::vec(damage(), 0..12)
}

fn damaged(text: &[u8], damages: &[Damage]) -> Vec<u8> {
    let mut text = text.to_vec();
    for Damage { at, removed, inserted } in damages {
        let start = at.index(text.len() + 1);
        let end = (start + removed).min(text.len());
        text.splice(start..end, inserted.iter().copied());
    }
    text
}

/// The small dirty files and the known layouts.
fn seeds() -> Vec<Vec<u8>> {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let mut paths: Vec<PathBuf> = ["dirty", "layouts"].map(|dir| tests.join(dir)).into();
    let mut seeds = Vec::new();
    while let Some(path) = paths.pop() {
        if path.is_dir() {
            let entries = fs::read_dir(&path).expect("a directory");
            paths.extend(entries.map(|entry| entry.expect("an entry").path()));
        } else {
            seeds.push(fs::read(&path).expect("a file"));
        }
    }
    seeds.sort();
    seeds
}

const TRACKS: &[u8] = b"id,name,artists\nt1,Heroes,['David Bowie']\n";

/// Inspects and cleans a directory with one valid file and one that may be anything.
fn survive(name: &str, content: &[u8]) -> TestCaseResult {
    let dir = tempfile::tempdir().expect("a directory");
    fs::write(dir.path().join(name), content).expect("writes");
    fs::write(dir.path().join("tracks.csv"), TRACKS).expect("writes");
    let inputs = [dir.path().to_owned()];
    let _ = Inspection::of(&inputs, Progress::silent());
    let loaded = load_catalogue(&inputs, &CleanOptions::default(), &Progress::silent());
    let Ok((catalogue, account)) = loaded else { return Ok(()) };
    prop_assert!(account.adds_up(), "{}", account);
    prop_assert!(catalogue.tracks.iter().all(|track| !track.name.is_empty()));
    let path = dir.path().join("catalogue.parquet");
    catalogue.write_parquet(&path).expect("writes");
    prop_assert_eq!(Catalogue::read_parquet(&path).expect("reads"), catalogue);
    Ok(())
}

#[test]
fn damaged_files_are_cleaned_or_refused() {
    let cases = (select(seeds()), damages());
    fuzz("damaged files", &cases, |(seed, damages)| survive("a.csv", &damaged(&seed, &damages)));
}

#[test]
fn damaged_archives_are_cleaned_or_refused() {
    let pack = |plain: &[u8], packing| match packing {
        0 => gzip(plain),
        1 => zstandard(plain),
        _ => zip(&[("a.csv", plain), ("b.csv", plain)]),
    };
    let cases = (select(seeds()), 0..3, damages());
    fuzz("damaged archives", &cases, |(seed, packing, damages)| {
        survive("a.csv.gz", &damaged(&pack(&seed, packing), &damages))
    });
}

/// The text of a cell.
fn cell() -> impl Strategy<Value = String> {
    let known = select(vec![
        "",
        "t1",
        "t2",
        "Heroes",
        "['David Bowie']",
        "Queen;Bowie",
        "0.5",
        "-5",
        "7.0",
        "1e-06",
        "NaN",
        "NA",
        "TRUE",
        "1981-10",
        "0000",
        "C#",
        "4/4",
        "en",
        "[]",
        "['",
        "estimated",
    ]);
    prop_oneof![4 => known.prop_map(str::to_owned), 1 => any::<String>()]
}

/// A table of known columns in any order, with any cells.
fn table() -> impl Strategy<Value = Vec<u8>> {
    let names: Vec<&str> = Column::all().flat_map(Column::names).copied().collect();
    let header = prop::collection::vec(select(names), 1..20);
    let rows = prop::collection::vec(prop::collection::vec(cell(), 1..20), 0..20);
    (header, rows, any::<bool>()).prop_map(|(header, mut rows, even)| {
        if even {
            rows.iter_mut().for_each(|row| row.resize(header.len(), "x".to_owned()));
        }
        let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
        writer.write_record(&header).expect("writes");
        rows.iter().for_each(|row| writer.write_record(row).expect("writes"));
        writer.into_inner().expect("writes")
    })
}

#[test]
fn generated_tables_are_cleaned_or_refused() {
    fuzz("generated tables", &table(), |table| survive("a.csv", &table));
}

#[test]
fn lists_are_read_or_refused() {
    let list = br#"['Royce Da 5\'9"', "Destiny's Child", 'Beyonc\xe9', u'a', None, 'Axwell /\\ Ingrosso']"#;
    let damaged_list = damages().prop_map(|damages| damaged(list, &damages));
    let soup = prop::collection::vec(select(SNIPPETS.to_vec()), 0..24);
    let cases = prop_oneof![damaged_list, soup.prop_map(|parts| parts.concat())];
    fuzz("lists", &cases, |text| {
        let text = String::from_utf8_lossy(&text);
        let _ = terms(&text);
        if let Ok(entries) = python_list(&text) {
            prop_assert_eq!(names(&text), Ok(entries));
        }
        Ok(())
    });
}
