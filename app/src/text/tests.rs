use super::language::Language;
use super::words::Words;
use crate::url::{ListEdit, SongList};
use serde_json::{Value, to_value};
use std::collections::BTreeSet;

/// Words that are the same in German.
const LOANWORDS: [&str; 6] = ["Genre", "Genres", "Instrumental", "Live", "Playlists", "Tempo"];

/// Most genre families have the same name in both languages.
const FAMILIES: &str = ".map.families";

/// Tables whose first column is not translated.
const TABLES: [&str; 5] = ["chips", "other_shifts", "orders", "languages", "kinds"];

/// Has tests of its own.
const NOTATION: &str = "notation";

fn leaves(path: &str, value: &Value, found: &mut Vec<(String, String)>) {
    match value {
        Value::String(text) => found.push((path.to_owned(), text.clone())),
        Value::Array(items) => {
            for (place, item) in items.iter().enumerate() {
                leaves(&format!("{path}.{place}"), item, found);
            }
        }
        Value::Object(fields) => {
            let is_text = |name: &str, value: &Value| {
                name != NOTATION && !(TABLES.contains(&name) && value.is_array())
            };
            for (name, value) in fields.iter().filter(|(name, value)| is_text(name, value)) {
                leaves(&format!("{path}.{name}"), value, found);
            }
        }
        _ => panic!("{path} is no text"),
    }
}

fn sentences(language: Language) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let words = language.words();
    let mut add = |part: &str, words: serde_json::Result<Value>| {
        leaves(part, &words.expect("JSON"), &mut found);
    };
    add("", to_value(words));
    add(".tune", to_value(words.tune()));
    add(".path", to_value(words.path()));
    add(".list", to_value(words.list()));
    add(".map", to_value(words.map()));
    add(".about_page", to_value(words.about_page()));
    found
}

fn gaps(sentence: &str) -> BTreeSet<&str> {
    let pieces = sentence.split('{').skip(1);
    pieces.map(|piece| piece.split('}').next().unwrap_or_default()).collect()
}

#[test]
fn every_sentence_is_translated() {
    let (english, german) = (sentences(Language::English), sentences(Language::German));
    assert_eq!(english.len(), german.len());
    for ((path, english), (_, german)) in english.into_iter().zip(german) {
        assert_eq!(gaps(&english), gaps(&german), "{path}");
        // The advice is empty in English if the exact reason follows.
        let explains = path.starts_with(".failures") && english.is_empty();
        assert!(explains || english.is_empty() == german.is_empty(), "{path}");
        let may_be_same = LOANWORDS.contains(&&*english) || path.starts_with(FAMILIES);
        let differs = english != german || may_be_same;
        assert!(differs || english.is_empty(), "{path}: {english}");
        let blanks = |text: &str| [text.starts_with(' '), text.ends_with(' ')];
        assert_eq!(blanks(&english), blanks(&german), "{path}");
    }
}

#[test]
fn german_has_german_quotation_marks() {
    for (path, sentence) in sentences(Language::German) {
        assert!(!sentence.contains(['”', '"', '\'']), "{path}: {sentence}");
        assert_eq!(sentence.matches('„').count(), sentence.matches('“').count(), "{path}");
    }
}

#[test]
fn tables_have_the_same_names_in_the_url() {
    let [english, german] = Language::ALL.map(|language| language.words().tune());
    let names = |table: &[(&'static str, &'static str)]| -> Vec<&'static str> {
        table.iter().map(|(name, _)| *name).collect()
    };
    assert_eq!(names(&english.chips), names(&german.chips));
    assert_eq!(names(&english.other_shifts), names(&german.other_shifts));
    assert_eq!(names(&english.orders), names(&german.orders));
    let set = |table| names(table).into_iter().collect::<BTreeSet<_>>();
    assert_eq!(set(&english.languages), set(&german.languages));
    for words in [english, german] {
        assert!(words.languages.is_sorted_by_key(|(_, name)| *name), "{:?}", words.languages);
        let labels: BTreeSet<_> =
            words.chips.iter().chain(&words.orders).map(|row| row.1).collect();
        assert_eq!(labels.len(), 23);
    }
}

#[cfg(feature = "ssr")]
#[test]
fn every_kind_of_version_has_a_german_name() {
    use engine::VersionKind as Kind;
    let kinds = [
        Kind::Original,
        Kind::Guest,
        Kind::Soundtrack,
        Kind::Stereo,
        Kind::Mono,
        Kind::Remaster,
        Kind::Edit,
        Kind::Extended,
        Kind::Alternate,
        Kind::Rerecorded,
        Kind::Translated,
        Kind::Arrangement,
        Kind::Acoustic,
        Kind::Demo,
        Kind::Live,
        Kind::Remix,
        Kind::Altered,
        Kind::Instrumental,
        Kind::Karaoke,
    ];
    let table = Language::German.words().kinds;
    assert_eq!(kinds.map(Kind::as_str).to_vec(), table.iter().map(|row| row.0).collect::<Vec<_>>());
    assert_eq!(Language::German.words().kind("re-recorded"), "neu aufgenommen");
    assert_eq!(Language::German.words().kind("unheard of"), "unheard of");
    assert_eq!(Language::English.words().kind("live"), "live");
}

/// Compares the English and the German text.
fn check(say: impl Fn(&Words) -> String, english: &str, german: &str) {
    assert_eq!(Language::ALL.map(|language| say(language.words())), [english, german]);
}

#[test]
fn numbers_of_things() {
    check(|w| w.in_catalogue(1), "1 song in the catalogue", "1 Song im Katalog");
    check(|w| w.in_catalogue(2033), "2,033 songs in the catalogue", "2.033 Songs im Katalog");
    check(|w| w.matches_found(0, None), "No matches.", "Keine Treffer.");
    check(
        |w| w.matches_found(1, Some("Fast Car")),
        "1 match. Best match: Fast Car",
        "1 Treffer. Bester Treffer: Fast Car",
    );
    check(|w| w.matches_found(10, None), "10 matches.", "10 Treffer.");
    check(|w| w.similar_found(1, "A"), "A: 1 similar song", "A: 1 ähnlicher Song");
    check(|w| w.similar_found(20, "A"), "A: 20 similar songs", "A: 20 ähnliche Songs");
    check(|w| w.versions(5), "5 versions", "5 Fassungen");
    check(|w| w.other_versions(1), "1 other version", "1 weitere Fassung");
    check(|w| w.and_others(0), "", "");
    check(|w| w.and_others(1), " and 1 other", " und 1 weiterer");
    check(|w| w.and_others(2), " and 2 others", " und 2 weitere");
    check(|w| w.tune().removed(0), "leaves out none", "lässt keinen weg");
    check(|w| w.tune().removed(1), "leaves out 1 song", "lässt 1 Song weg");
    check(|w| w.tune().removed(1990), "leaves out 1,990 songs", "lässt 1.990 Songs weg");
    check(|w| w.tune().changes(0), "", "");
    check(|w| w.tune().changes(1), "1 change", "1 Änderung");
    check(|w| w.tune().changes(3), "3 changes", "3 Änderungen");
}

#[test]
fn weights() {
    check(|w| w.tune().weight(0.0), "off", "aus");
    check(|w| w.tune().weight(1.0), "default", "Standard");
    check(|w| w.tune().weight(1.25), "× 1.25", "× 1,25");
}

#[test]
fn paths() {
    check(
        |w| w.path().found(0, "A", "B"),
        "From A to B: no songs between",
        "Von A zu B: kein Song dazwischen",
    );
    check(
        |w| w.path().found(1, "A", "B"),
        "From A to B: 1 song between",
        "Von A zu B: 1 Song dazwischen",
    );
    check(
        |w| w.path().found(10, "A", "B"),
        "From A to B: 10 songs between",
        "Von A zu B: 10 Songs dazwischen",
    );
}

#[test]
fn lists() {
    check(|w| w.list().title(0), "Your list is empty", "Deine Liste ist leer");
    check(|w| w.list().title(1), "A list of 1 song", "Eine Liste mit einem Song");
    check(|w| w.list().title(2), "A list of 2 songs", "Eine Liste mit 2 Songs");
    check(|w| w.list().length(354_947), "5:55 in total. ", "Insgesamt 5:55. ");
    check(|w| w.list().missing(0), "", "");
    check(
        |w| w.list().missing(2),
        "2 songs in this link are not in the catalogue.",
        "2 Songs dieses Links sind nicht im Katalog.",
    );
    check(
        |w| w.list().asked_by(12),
        "Based on 10 of its 12 songs, spread evenly over the list.",
        "Auf Grundlage von 10 der 12 Songs, gleichmäßig über die Liste verteilt.",
    );
    check(|w| w.list().show_mine(1), "Show my list (1 song)", "Meine Liste zeigen (1 Song)");
    check(
        |w| w.list().button_label("A", false),
        "Add A to my list",
        "A zu meiner Liste hinzufügen",
    );
    check(
        |w| w.list().button_label("A", true),
        "Remove A from my list",
        "A aus meiner Liste entfernen",
    );
    check(|w| w.songs(1).into(), "song", "Song");
    check(|w| w.songs(0).into(), "songs", "Songs");
}

#[test]
fn changes_of_lists() {
    let list = |text: &str| text.parse::<SongList>().expect("a list");
    let id = || "b".parse().expect("an id");
    let changed = |edit: ListEdit, before: &str| {
        let before = list(before);
        let after = before.edited(&edit);
        move |words: &Words| words.list().changed(&edit, "B", &before, &after)
    };
    check(
        changed(ListEdit::Add(id()), ""),
        "B was added. The list has 1 song.",
        "B wurde hinzugefügt. Die Liste hat 1 Song.",
    );
    check(
        changed(ListEdit::Add(id()), "a"),
        "B was added. The list has 2 songs.",
        "B wurde hinzugefügt. Die Liste hat 2 Songs.",
    );
    check(changed(ListEdit::Remove(id()), "a,b"), "B was removed.", "B wurde entfernt.");
    check(
        changed(ListEdit::MoveUp(id()), "a,b"),
        "B is now number 1 of 2.",
        "B ist jetzt Nummer 1 von 2.",
    );
    check(|w| w.list().button(&ListEdit::MoveUp(id()), "B"), "Move B up", "B nach oben schieben");
    check(|w| w.list().undone("x"), "Undone: x", "Rückgängig gemacht: x");
}

#[test]
fn too_long_queries() {
    check(
        |w| w.too_long(3000),
        "Your search has 3,000 characters: shorten it to at most 2,000.",
        "Deine Suche hat 3.000 Zeichen: Kürze sie auf höchstens 2.000.",
    );
}
