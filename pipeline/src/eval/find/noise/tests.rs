use super::subject::LONGEST_TITLE;
use super::*;
use crate::eval::find::songs::tests::songs;
use rand::SeedableRng;
use rand::rngs::ChaCha8Rng;
use std::collections::BTreeSet;

/// The hints of 400 draws, in lower case.
fn typed_for(kind: HintKind, name: &str, artists: &str) -> BTreeSet<String> {
    let songs = songs(&[(name, artists)]);
    let subject = Subject::of(&songs, 0).expect("a typeable title");
    let mut rng = ChaCha8Rng::seed_from_u64(1);
    let drafts = (0..400).filter_map(|_| draft(kind, &subject, &mut rng));
    drafts.map(|draft| draft.typed.to_lowercase()).collect()
}

fn check_all(kind: HintKind, name: &str, artists: &str, expected: &[&str]) {
    let found = typed_for(kind, name, artists);
    let found: Vec<&str> = found.iter().map(String::as_str).collect();
    assert_eq!(found, expected, "{kind} for {name:?}");
}

fn check_some(kind: HintKind, name: &str, artists: &str, expected: &[&str]) {
    let found = typed_for(kind, name, artists);
    for hint in expected {
        assert!(found.contains(*hint), "{kind} for {name:?} has no {hint:?}: {found:?}");
    }
}

fn check_none(kind: HintKind, name: &str, artists: &str) {
    check_all(kind, name, artists, &[]);
}

const SMOOTH: &str = "Smooth Criminal - 2012 Remaster";
const MJ: &str = "Michael Jackson";

#[test]
fn titles_and_artists() {
    check_all(HintKind::CleanTitle, SMOOTH, MJ, &["smooth criminal"]);
    check_all(HintKind::CleanTitle, "Help!", "The Beatles", &["help", "help!"]);
    check_all(HintKind::TitleArtist, SMOOTH, MJ, &["smooth criminal michael jackson"]);
    check_all(HintKind::ArtistTitle, SMOOTH, MJ, &["michael jackson smooth criminal"]);
    check_all(HintKind::ArtistOnly, SMOOTH, MJ, &["michael jackson"]);
    check_none(HintKind::TitleArtist, "Greensleeves", "Traditional");
}

#[test]
fn missing_words() {
    check_all(HintKind::PartSurname, SMOOTH, MJ, &["criminal jackson", "smooth jackson"]);
    check_none(HintKind::PartSurname, "Hello", "Adele");
    check_all(
        HintKind::DroppedWords,
        "Under My Thumb",
        "Madonna",
        &[
            "my thumb",
            "my thumb madonna",
            "under my",
            "under my madonna",
            "under thumb",
            "under thumb madonna",
        ],
    );
    check_none(HintKind::DroppedWords, SMOOTH, MJ);
    check_some(HintKind::Prefix, SMOOTH, MJ, &["smooth cr", "smooth crimina"]);
    check_some(HintKind::Prefix, SMOOTH, MJ, &["smooth criminal michael jack"]);
}

#[test]
fn extra_words_and_other_orders() {
    check_some(HintKind::AddedWords, SMOOTH, MJ, &["smooth criminal lyrics"]);
    check_some(HintKind::AddedWords, SMOOTH, MJ, &["the song smooth criminal by michael jackson"]);
    check_some(HintKind::ShuffledWords, SMOOTH, MJ, &["jackson criminal michael smooth"]);
    check_none(HintKind::ShuffledWords, "Hello", "Adele");
}

#[test]
fn missing_and_extra_spaces() {
    check_all(
        HintKind::JoinedWords,
        "Yesterday Once More",
        "Traditional",
        &["yesterday oncemore", "yesterdayonce more", "yesterdayoncemore"],
    );
    check_all(
        HintKind::SplitWords,
        "Jolene",
        "Adele",
        &["jo lene", "jo lene adele", "jol ene", "jol ene adele", "jole ne", "jole ne adele"],
    );
    check_none(HintKind::SplitWords, "Hello", "Adele");
}

#[test]
fn typing_errors() {
    check_some(HintKind::TransposedKeys, SMOOTH, MJ, &["smooth crimnial", "smooth criminla"]);
    check_some(HintKind::NeighbouringKeys, "Jolene", "Dolly Parton", &["jolebe", "jolwne"]);
    check_some(HintKind::OneEdit, "Jolene", "Dolly Parton", &["jolen", "jollene", "jolee"]);
    check_some(HintKind::FirstLetter, "Jolene", "Dolly Parton", &["olene", "ojlene", "kolene"]);
    check_none(HintKind::OneEdit, "Help!", "Traditional");
    check_none(HintKind::TwoEdits, "Jolene", "Traditional");
    for kind in [HintKind::OneEdit, HintKind::TwoEdits, HintKind::TransposedKeys] {
        assert!(typed_for(kind, SMOOTH, MJ).iter().all(|typed| typed.starts_with('s')));
    }
}

#[test]
fn errors_stay_within_the_alphabet() {
    let typed = typed_for(HintKind::NeighbouringKeys, "Подмосковные вечера", "Traditional");
    assert!(typed.contains("подмосковные вечепа"), "{typed:?}");
    assert!(typed.iter().all(|typed| !typed.contains(|c: char| c.is_ascii_alphabetic())));
}

#[test]
fn errors_are_counted() {
    let songs = songs(&[(SMOOTH, MJ)]);
    let subject = Subject::of(&songs, 0).expect("a typeable title");
    let mut rng = ChaCha8Rng::seed_from_u64(2);
    for (kind, expected) in [(HintKind::OneEdit, 1), (HintKind::TwoEdits, 2)] {
        for made in (0..200).filter_map(|_| draft(kind, &subject, &mut rng)) {
            assert!(
                matches!(made.claim, Claim::Whole { errors, .. } if errors == expected),
                "{made:?}"
            );
        }
    }
}

#[test]
fn spelt_as_it_sounds() {
    check_some(HintKind::Phonetic, "Physical", "Dua Lipa", &["fysical", "physikal", "physicel"]);
    check_some(HintKind::Phonetic, "Tonight", "Ken Laszlo", &["tonite"]);
    check_none(HintKind::Phonetic, "ABC", "ABC");
}

#[test]
fn accents_punctuation_and_alphabets() {
    check_all(HintKind::MissingDiacritics, "Beyoncé", "Traditional", &["beyonce"]);
    check_all(HintKind::MissingDiacritics, "Søn", "Mø", &["son", "son mo"]);
    check_none(HintKind::MissingDiacritics, SMOOTH, MJ);
    check_all(HintKind::MissingPunctuation, "Don't", "Traditional", &["don t", "dont"]);
    check_all(
        HintKind::MissingPunctuation,
        "Thunderstruck",
        "AC/DC",
        &["thunderstruck ac dc", "thunderstruck acdc"],
    );
    check_some(
        HintKind::MissingPunctuation,
        "Green Onions",
        "Booker T. & the M.G.'s",
        &["green onions booker t & the mgs"],
    );
    check_none(HintKind::MissingPunctuation, SMOOTH, MJ);
    check_all(
        HintKind::Transliteration,
        "Катюша",
        "Lidia Ruslanova",
        &["katyusha", "katyusha lidia ruslanova"],
    );
    check_all(HintKind::Transliteration, "Κεμάλ", "Traditional", &["kemal"]);
    check_all(HintKind::Transliteration, "がんばって きょう", "Traditional", &["ganbatte kyou"]);
    check_all(HintKind::Transliteration, "ブルー・ライト", "Traditional", &["buruu raito"]);
    check_all(HintKind::Transliteration, "사랑", "Traditional", &["sarang"]);
    check_none(HintKind::Transliteration, "上を向いて", "Traditional");
    check_none(HintKind::Transliteration, SMOOTH, MJ);
}

#[test]
fn numbers_and_ampersands() {
    check_all(HintKind::Numbers, "Two of Us", "Traditional", &["2 of us", "to of us", "too of us"]);
    check_some(
        HintKind::Numbers,
        "Nothing Compares 2 U",
        "Traditional",
        &["nothing compares to you"],
    );
    check_none(HintKind::Numbers, SMOOTH, MJ);
    check_all(
        HintKind::Ampersands,
        "Rock and Roll",
        "Traditional",
        &["rock & roll", "rock n roll"],
    );
    check_none(HintKind::Ampersands, SMOOTH, MJ);
}

#[test]
fn guests_and_versions() {
    check_some(
        HintKind::Guest,
        "Under Pressure",
        "Queen;David Bowie",
        &[
            "under pressure queen feat david bowie",
            "queen and david bowie under pressure",
            "under pressure ft. david bowie",
        ],
    );
    check_none(HintKind::Guest, SMOOTH, MJ);
    check_some(
        HintKind::Version,
        SMOOTH,
        MJ,
        &["smooth criminal remastered", "smooth criminal 2012 remaster michael jackson"],
    );
    check_none(HintKind::Version, "Jolene", "Dolly Parton");
}

#[test]
fn untypeable_titles_have_no_subject() {
    let title = "a".repeat(LONGEST_TITLE + 1);
    assert!(Subject::of(&songs(&[(&title, "Queen")]), 0).is_none());
    assert!(Subject::of(&songs(&[("\u{200b}", "Queen")]), 0).is_none());
}
