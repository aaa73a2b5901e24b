//! Finding and recommending on the demo catalogue's models.

use catalog::{Confidence, FoundBy, FoundSong, Likeness, Match, Query, ResultCount, SearchResults};
use engine::{Engine, Models, SongId, TrackRow};
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

static ENGINE: LazyLock<Engine> =
    LazyLock::new(|| Engine::load(&models()).expect("the demo models load"));

fn models() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../models/demo")
}

fn query(text: &str) -> Query {
    text.parse().expect("a valid query")
}

fn limit(count: u32) -> ResultCount {
    count.try_into().expect("a valid count")
}

fn find(text: &str, count: u32) -> SearchResults {
    ENGINE.finding().find(&query(text), limit(count)).expect("the engine answers")
}

fn found_labels(found: &[FoundSong]) -> Vec<String> {
    found.iter().map(|found| found.track.label()).collect()
}

fn labels(matches: &[Match]) -> Vec<String> {
    matches.iter().map(|found| found.track.label()).collect()
}

fn check_first(text: &str, expected: &str) {
    let found = ENGINE.finding().best(&query(text)).expect("the engine answers");
    let label = found.map(|song| song.label()).unwrap_or_default();
    assert!(label.starts_with(expected), "{text:?} gave {label:?} instead of {expected:?}");
}

#[test]
fn queries_find_their_songs() {
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
fn matches_say_why_and_how_surely() {
    let found = find("bohemain rapsody quen foobar", 3);
    let best = &found.results[0];
    let how: Vec<(&str, Likeness)> =
        best.words.iter().map(|word| (word.word.as_str(), word.how)).collect();
    let typo = Likeness::Typo;
    assert_eq!(how, [("bohemian", typo), ("rhapsody", typo), ("queen", typo)]);
    assert_eq!(found.dropped, ["foobar"]);
    assert_eq!(best.title_marks.len(), 2);
    assert_eq!(find("bohemian rhapsody queen", 1).results[0].confidence, Confidence::Sure);
    assert_eq!(find("rick astley", 1).results[0].found_by, FoundBy::Artist);
}

#[test]
fn a_song_stands_once_with_its_versions() {
    for text in ["bohemian rhapsody", "love", "queen"] {
        let found = find(text, 100);
        let mut keys: Vec<String> = found
            .results
            .iter()
            .map(|found| engine::song_key(&found.track.name, &found.track.artists))
            .collect();
        keys.sort();
        let songs = keys.len();
        keys.dedup();
        assert_eq!(keys.len(), songs, "{text:?}");
    }
}

#[test]
fn version_words_pick_the_version() {
    let versioned = ENGINE
        .tracks()
        .rows()
        .filter_map(|row| ENGINE.tracks().entry(row))
        .filter(|track| track.name.ends_with("- Live"));
    let mut checked = 0;
    for track in versioned {
        let base = track.name.trim_end_matches(" - Live");
        let text = format!("{base} {} live", track.artists[0]);
        let found = find(&text, 1);
        assert_eq!(found.results[0].track.label(), track.label(), "{text:?}");
        checked += 1;
    }
    assert!(checked > 0, "the demo catalogue has live takes");
}

#[test]
fn text_that_is_no_song_has_no_best_match() {
    for text in ["zxqj vwkp", "qqqqqqqqqq", "0000000"] {
        let found = find(text, 10);
        assert_eq!(found.best, None, "{text:?} gave {:?}", found_labels(&found.results));
    }
}

#[test]
fn the_sixteen_queries_of_the_original() {
    let lines = include_str!("../../pipeline/evaluation/hints.tsv").lines();
    let queries = lines.filter_map(|line| line.split('\t').next());
    let found: Vec<(&str, Vec<String>)> =
        queries.map(|text| (text, found_labels(&find(text, 3).results))).collect();
    insta::assert_debug_snapshot!(found);
}

#[test]
fn a_list_is_shorter_if_fewer_are_wanted() {
    let (three, ten) = (find("love", 3), find("love", 10));
    assert_eq!(found_labels(&three.results), found_labels(&ten.results)[..3]);
}

#[test]
fn recommendations_are_distinct_other_songs() {
    for row in ENGINE.tracks().rows().step_by(37) {
        let song = ENGINE.tracks().entry(row).expect("a track");
        let similar = ENGINE.recommending().similar(&song, limit(10)).expect("the engine answers");
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
    let song = ENGINE.tracks().entry(TrackRow(0)).expect("a track");
    let similar = ENGINE.recommending().similar(&song, limit(100)).expect("the engine answers");
    assert_eq!(similar.len(), 100);
}

#[test]
fn a_song_from_elsewhere_gets_recommendations_too() {
    let text = query("bohemian rhapsody queen");
    let song = ENGINE.finding().best(&text).expect("the engine answers").expect("a song");
    let unknown = catalog::SongEntry { id: "elsewhere".parse().expect("an id"), ..song.clone() };
    let (here, there) = (
        ENGINE.recommending().similar(&song, limit(5)),
        ENGINE.recommending().similar(&unknown, limit(5)),
    );
    assert_eq!(labels(&here.expect("an answer")), labels(&there.expect("an answer")));
}

#[test]
fn the_indexes_find_what_exact_search_finds() {
    let (manifest, models) = Models::open(&models()).expect("the demo models load");
    let earworm = models.earworm().expect("the demo's preset is earworm");
    for index in [&earworm.find.retriever.index, &earworm.recommend.index] {
        let (mut found, mut wanted) = (0, 0);
        for (_, embedding) in index.embeddings().iter().step_by(5) {
            let near: Vec<SongId> =
                index.nearest(embedding, 10).iter().map(|near| near.member).collect();
            let exact = index.nearest_of_all(embedding, 10);
            found += exact.iter().filter(|song| near.contains(song)).count();
            wanted += exact.len();
        }
        assert!(found * 100 >= wanted * 97, "{found} of {wanted}");
    }
    assert!(manifest.find.recall_at_10 >= 0.97 && manifest.recommend.recall_at_10 >= 0.97);
}
