//! The rates of typing errors of the benchmark are those of typos-dict, a list of misspellings that
//! people were found to make: `EARWORM_UPDATE=1 cargo test -p pipeline --test typos` writes them anew.

use rapidfuzz::distance::osa;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;

/// Letters that were meant and typed.
type Edit = (String, String);

/// Less frequent edits are left out.
const LEAST: u32 = 5;

/// The edit that makes one word of another, with the letter before it where letters come or go
/// (`^` at the start); none if it takes more than one.
fn edit(meant: &str, typed: &str) -> Option<Edit> {
    let ascii = |word: &str| word.bytes().all(|b| b.is_ascii_lowercase());
    if !ascii(meant) || !ascii(typed) || osa::distance(meant.chars(), typed.chars()) != 1 {
        return None;
    }
    let (meant, typed) = (format!("^{meant}"), format!("^{typed}"));
    let same = meant.bytes().zip(typed.bytes()).take_while(|(a, b)| a == b).count();
    let (before, at) = (same - 1, same);
    let piece = |word: &str, from: usize, length: usize| word[from..from + length].to_owned();
    Some(match meant.len().cmp(&typed.len()) {
        std::cmp::Ordering::Less => (piece(&meant, before, 1), piece(&typed, before, 2)),
        std::cmp::Ordering::Greater => (piece(&meant, before, 2), piece(&typed, before, 1)),
        std::cmp::Ordering::Equal if meant[at + 1..] == typed[at + 1..] => {
            (piece(&meant, at, 1), piece(&typed, at, 1))
        }
        std::cmp::Ordering::Equal => (piece(&meant, at, 2), piece(&typed, at, 2)),
    })
}

/// How often each edit was made, and how often its letters were meant.
fn derived() -> String {
    let words = typos_dict::WORD.map.entries().filter_map(|(typed, meant)| match meant {
        [meant] => Some((typed.into_inner().to_owned(), (*meant).to_owned())),
        _ => None,
    });
    let words: Vec<(String, String)> = words.collect();
    let mut edits: BTreeMap<Edit, u32> = BTreeMap::new();
    let mut meant_letters: BTreeMap<String, u32> = BTreeMap::new();
    for (typed, meant) in &words {
        let Some(edit) = edit(meant, typed) else { continue };
        *edits.entry(edit).or_default() += 1;
        let word = format!("^{meant}");
        for length in [1, 2] {
            let pieces = (0..=word.len().saturating_sub(length)).map(|at| &word[at..at + length]);
            pieces.for_each(|piece| *meant_letters.entry(piece.to_owned()).or_default() += 1);
        }
    }
    let mut table = "meant\ttyped\tcount\tof\n".to_owned();
    for ((meant, typed), count) in edits.iter().filter(|(_, count)| **count >= LEAST) {
        writeln!(table, "{meant}\t{typed}\t{count}\t{}", meant_letters[meant]).expect("written");
    }
    table
}

#[test]
fn the_rates_are_those_of_the_list() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/evaluation/typos.tsv");
    if std::env::var_os("EARWORM_UPDATE").is_some() {
        fs::write(path, derived()).expect("the rates are written");
    }
    assert_eq!(fs::read_to_string(path).ok(), Some(derived()));
}

#[test]
fn edits_are_classified() {
    let check = |meant: &str, typed: &str, expected: Option<(&str, &str)>| {
        let expected = expected.map(|(meant, typed)| (meant.to_owned(), typed.to_owned()));
        assert_eq!(edit(meant, typed), expected, "{meant} {typed}");
    };
    check("their", "thier", Some(("ei", "ie")));
    check("until", "untill", Some(("l", "ll")));
    check("knife", "nife", Some(("^k", "^")));
    check("definite", "definate", Some(("i", "a")));
    check("word", "words", Some(("d", "ds")));
    check("same", "same", None);
    check("receive", "resieve", None);
}
