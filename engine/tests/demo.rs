//! Finding and recommending on the demo catalogue's models.

use catalog::{Match, Query, ResultCount};
use engine::{Engine, Models};
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

static ENGINE: LazyLock<Engine> =
    LazyLock::new(|| Engine::load(&models()).expect("the demo models load"));

fn models() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../models/demo")
}

fn query(hint: &str) -> Query {
    hint.parse().expect("a valid hint")
}

fn limit(count: u32) -> ResultCount {
    count.try_into().expect("a valid count")
}

fn labels(matches: &[Match]) -> Vec<String> {
    matches.iter().map(|found| found.track.label()).collect()
}

fn check_first(hint: &str, expected: &str) {
    let found = ENGINE.find_song_entry(&query(hint)).expect("the engine answers");
    let label = found.map(|song| song.label()).unwrap_or_default();
    assert!(label.starts_with(expected), "{hint:?} gave {label:?} instead of {expected:?}");
}

#[test]
fn hints_find_their_songs() {
    check_first("bohemain rapsody quen", "Bohemian Rhapsody · Queen");
    check_first("queen bohemian", "Bohemian Rhapsody · Queen");
    check_first("never gona giv you up", "Never Gonna Give You Up · Rick Astley");
    check_first("astley never gonna", "Never Gonna Give You Up · Rick Astley");
    check_first("hartshaped box", "Heart-Shaped Box · Nirvana");
    check_first("smoth criminel jackson", "Smooth Criminal · Michael Jackson");
    check_first("born in the usa", "Born in the U.S.A. · Bruce Springsteen");
    check_first("walklike an egyptian", "Walk Like an Egyptian · The Bangles");
    check_first("上を向いて", "上を向いて歩こう");
    check_first("подмосковные вечера", "Подмосковные вечера");
}

#[test]
fn prefixes_find_songs_as_they_are_typed() {
    for typed in ["bohemian rh", "bohemian rhap", "bohemian rhapsod"] {
        check_first(typed, "Bohemian Rhapsody · Queen");
    }
}

#[test]
fn text_that_is_no_song_has_no_best_match() {
    for hint in ["zxqj vwkp", "qqqqqqqqqq", "0000000"] {
        let found = ENGINE.find_song_entries(&query(hint), limit(10)).expect("the engine answers");
        assert_eq!(found.best, None, "{hint:?} gave {:?}", labels(&found.results));
    }
}

#[test]
fn the_sixteen_hints_of_the_original() {
    let lines = include_str!("../../pipeline/evaluation/hints.tsv").lines();
    let hints = lines.filter_map(|line| line.split('\t').next());
    let found: Vec<(&str, Vec<String>)> = hints
        .map(|hint| {
            let found =
                ENGINE.find_song_entries(&query(hint), limit(3)).expect("the engine answers");
            (hint, labels(&found.results))
        })
        .collect();
    insta::assert_debug_snapshot!(found);
}

#[test]
fn a_list_is_shorter_if_fewer_are_wanted() {
    let three = ENGINE.find_song_entries(&query("love"), limit(3)).expect("the engine answers");
    let ten = ENGINE.find_song_entries(&query("love"), limit(10)).expect("the engine answers");
    assert_eq!(labels(&three.results), labels(&ten.results)[..3]);
}

#[test]
fn recommendations_are_distinct_other_songs() {
    for index in (0..ENGINE.len() as u32).step_by(37) {
        let song = ENGINE.track_at(index).expect("a track");
        let similar = ENGINE.get_recommendations(&song, limit(10)).expect("the engine answers");
        assert_eq!(similar.len(), 10, "{}", song.label());
        let mut keys: Vec<String> = similar
            .iter()
            .map(|found| engine::song_key(&found.track.name, &found.track.artists))
            .chain([engine::song_key(&song.name, &song.artists)])
            .collect();
        keys.sort();
        keys.dedup();
        assert_eq!(keys.len(), 11, "{} and {:?}", song.label(), labels(&similar));
        assert!(similar.is_sorted_by(|a, b| a.score >= b.score));
    }
}

#[test]
fn a_long_list_is_full_too() {
    let song = ENGINE.track_at(0).expect("a track");
    let similar = ENGINE.get_recommendations(&song, limit(100)).expect("the engine answers");
    assert_eq!(similar.len(), 100);
}

#[test]
fn a_song_from_elsewhere_gets_recommendations_too() {
    let hint = query("bohemian rhapsody queen");
    let song = ENGINE.find_song_entry(&hint).expect("the engine answers").expect("a song");
    let unknown = catalog::SongEntry { id: "elsewhere".parse().expect("an id"), ..song.clone() };
    let (here, there) = (
        ENGINE.get_recommendations(&song, limit(5)),
        ENGINE.get_recommendations(&unknown, limit(5)),
    );
    assert_eq!(labels(&here.expect("an answer")), labels(&there.expect("an answer")));
}

#[test]
fn the_indexes_find_what_exact_search_finds() {
    let (manifest, models) = Models::open(&models()).expect("the demo models load");
    for (lane, index) in [("find", &models.find.index), ("recommend", &models.recommend.index)] {
        let recall = index.recall(10, 5);
        assert!(recall >= 0.97, "recall@10 of {lane} is {recall}");
    }
    assert!(manifest.find.recall_at_10 >= 0.97 && manifest.recommend.recall_at_10 >= 0.97);
}
