//! The project's own words of earlier versions stay gone: ARCHITECTURE.md's glossary has the field's.

use std::fs;
use std::path::Path;
use std::process::Command;

use proc_macro2::{TokenStream, TokenTree};

const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/..");

/// Banned everywhere, with what to write instead.
const WORDS: [(&str, &str); 7] = [
    ("lane", "retriever"),
    ("lanes", "retrievers"),
    ("meanings", "expansions"),
    ("thorough", "re-ranking"),
    ("rival", "baseline"),
    ("rivals", "baselines"),
    ("peers", "baselines"),
];

/// Banned as a part of a name in Rust; prose may need them.
const NAMES: [(&str, &str); 6] = [
    ("meaning", "expansion"),
    ("agreement", "ranking features"),
    ("telling", "idf"),
    ("hint", "query"),
    ("hints", "queries"),
    ("told", "announced, reported"),
];

/// The original's endpoint takes a hint, and the benchmark is made of noisy hints.
const ABOUT_HINTS: [&str; 8] = [
    "pipeline/src/calibrate/",
    "pipeline/src/eval/",
    "pipeline/src/main.rs",
    "pipeline/src/commands/",
    "pipeline/tests/",
    "server/src/api/spotifinder",
    "server/tests/",
    "engine/src/spotifinder",
];

#[test]
fn the_old_words_are_gone() {
    let mut found = Vec::new();
    for file in sources() {
        let text = fs::read_to_string(Path::new(ROOT).join(&file)).expect("a text file");
        for (number, line) in text.lines().enumerate() {
            for (word, instead) in WORDS {
                if words(line).any(|other| other == word) {
                    found.push(format!("{file}:{}: {word}, better {instead}", number + 1));
                }
            }
        }
        if Path::new(&file).extension().is_some_and(|ending| ending == "rs") {
            let tokens = text.parse().expect("Rust");
            find_names(&file, &tokens, &mut found);
        }
    }
    found.sort();
    found.dedup();
    assert!(found.is_empty(), "{} old words:\n{}", found.len(), found.join("\n"));
}

fn find_names(file: &str, tokens: &TokenStream, found: &mut Vec<String>) {
    for token in tokens.clone() {
        match token {
            TokenTree::Group(group) => find_names(file, &group.stream(), found),
            TokenTree::Ident(name) => {
                let name = name.to_string();
                for (word, instead) in NAMES {
                    let allowed = word.starts_with("hint")
                        && ABOUT_HINTS.iter().any(|prefix| file.starts_with(prefix));
                    if !allowed && words(&name).any(|other| other == word) {
                        found.push(format!("{file}: {name}: {word}, better {instead}"));
                    }
                }
            }
            _ => {}
        }
    }
}

/// The files that people read, but the changelog and this list.
fn sources() -> Vec<String> {
    let git = Command::new("git").args(["ls-files"]).current_dir(ROOT).output().expect("git");
    let names = String::from_utf8(git.stdout).expect("names in UTF-8");
    let is_read = |name: &&str| {
        let kinds = ["rs", "md", "ts", "js", "mjs", "py", "scss", "toml", "yaml"];
        let extension = Path::new(name).extension().and_then(|extension| extension.to_str());
        extension.is_some_and(|extension| kinds.contains(&extension))
            && !["CHANGELOG.md", "xtask/tests/words.rs"].contains(name)
            && Path::new(ROOT).join(name).is_file()
    };
    names.lines().filter(is_read).map(str::to_owned).collect()
}

/// The words of a text or of a name in snake, camel or upper case, in lower case.
fn words(text: &str) -> impl Iterator<Item = String> {
    let mut spaced = String::new();
    let mut last = ' ';
    for character in text.chars() {
        if last.is_lowercase() && character.is_uppercase() {
            spaced.push(' ');
        }
        spaced.extend(character.to_lowercase());
        last = character;
    }
    let words: Vec<String> =
        spaced.split(|character: char| !character.is_alphanumeric()).map(str::to_owned).collect();
    words.into_iter()
}

#[test]
fn names_are_split_into_words() {
    let check = |name, expected: &[&str]| {
        assert_eq!(words(name).collect::<Vec<_>>(), expected);
    };
    check("TermMeanings", &["term", "meanings"]);
    check("term_meanings", &["term", "meanings"]);
    check("MAX_MEANINGS", &["max", "meanings"]);
    check("the hint's", &["the", "hint", "s"]);
}
