use super::*;
use crate::eval::find::draft::Claim;
use crate::eval::find::songs::tests::songs;
use rand::SeedableRng;
use rand::rngs::ChaCha8Rng;
use std::collections::BTreeSet;

fn drafts(kind: HintKind, title: &str, artist: &str) -> Vec<Draft> {
    let songs = songs(&[(title, artist)]);
    let subject = Subject::of(&songs, 0).expect("a typeable title");
    let mut rng = ChaCha8Rng::seed_from_u64(1);
    (0..500).filter_map(|_| draft(kind, &subject, &mut rng)).collect()
}

fn check(kind: HintKind, expected: &[&str]) {
    let drafts = drafts(kind, "Smooth Criminal - 2012 Remaster", "Michael Jackson");
    let typed: BTreeSet<&str> = drafts.iter().map(|draft| draft.typed.as_str()).collect();
    for hint in expected {
        assert!(typed.contains(hint), "{kind} has no {hint:?}: {typed:?}");
    }
}

#[test]
fn shapes_of_others() {
    check(
        HintKind::FileNames,
        &["Michael_Jackson_-_Smooth_Criminal.mp3", "01 - Smooth Criminal.mp3"],
    );
    check(HintKind::Hashtags, &["#smoothcriminal", "#michaeljackson #smoothcriminal"]);
    check(HintKind::Spoken, &["play smooth criminal by michael jackson"]);
}

#[test]
fn errors_are_counted() {
    for kind in [HintKind::ListedTypos, HintKind::OtherKeyboards] {
        let drafts = drafts(kind, "Smooth Criminal", "Michael Jackson");
        assert!(drafts.len() > 300, "{kind}: {}", drafts.len());
        for draft in drafts {
            assert!(matches!(draft.claim, Claim::Whole { errors: 1.., .. }), "{kind} {draft:?}");
        }
    }
}

#[test]
fn frequent_errors_are_likelier() {
    let drafts = drafts(HintKind::ListedTypos, "Receive", "Else");
    let count = |typed: &str| drafts.iter().filter(|draft| draft.typed.contains(typed)).count();
    assert!(count("recieve") > 3 * count("reveive").max(1), "{}", count("recieve"));
}

#[test]
fn sentences_vary() {
    let mut rng = ChaCha8Rng::seed_from_u64(1);
    let sentences: BTreeSet<String> = (0..100).filter_map(|_| sentence(&mut rng)).collect();
    assert!(sentences.len() > 90, "{}", sentences.len());
    assert!(sentences.iter().all(|text| text.split(' ').count() >= 5));
}
