//! However a question is made, it takes no more work than its budget.

use catalog::{
    AudioFeature, Bounds, Facet, Filter, Query, RecommendationRequest, ResultCount, Seed, Target,
};
use engine::{Engine, TrackRow, Work};
use proptest::prelude::*;
use std::path::Path;
use std::sync::LazyLock;

static ENGINE: LazyLock<Engine> = LazyLock::new(|| {
    let demo = Path::new(env!("CARGO_MANIFEST_DIR")).join("../models/demo");
    Engine::load(&demo).expect("the demo models load")
});

fn budgets() -> [Work; 2] {
    ENGINE.evaluation().expect("earworm's").budgets()
}

/// Texts that are made to cost much: common words, one letter, words run together, misspelt ones, any.
fn text() -> impl Strategy<Value = String> {
    let common =
        ["the", "you", "love", "i", "me", "of", "a", "night", "teh", "lvoe", "nihgt", "ta", "ka"];
    let words = prop::collection::vec(prop::sample::select(common.to_vec()), 1..64);
    prop_oneof![
        words.clone().prop_map(|words| words.join(" ")),
        words.prop_map(|words| words.concat()),
        ("[a-zé愛]", 1_usize..300).prop_map(|(letter, times)| letter.repeat(times)),
        "[a-e ]{1,300}",
        "\\PC{1,300}",
    ]
}

fn number() -> impl Strategy<Value = Facet> {
    use AudioFeature::{Energy, Tempo, Valence};
    let features = [Energy, Tempo, Valence].map(Facet::Audio);
    prop::sample::select(
        features.into_iter().chain([Facet::Year, Facet::Popularity]).collect::<Vec<_>>(),
    )
}

fn request() -> impl Strategy<Value = RecommendationRequest> {
    let seeds = prop::collection::vec(0_u32..2_000, 0..RecommendationRequest::MAX_SEEDS);
    let filter = (number(), 0.0_f32..2100.0, 0.0_f32..2100.0).prop_map(|(facet, a, b)| {
        let bounds = Bounds { least: Some(a.min(b)), greatest: Some(a.max(b)) };
        Filter::Number(facet, bounds)
    });
    let filters = prop::collection::vec(filter, 0..6);
    let targets = prop::collection::vec((number(), 0.0_f32..1.0), 0..4);
    (seeds, filters, targets, 1_u8..=100, 1_u32..4, any::<bool>()).prop_map(
        |(seeds, filters, targets, limit, per_artist, other_artists)| {
            let track = |row: &u32| ENGINE.tracks().entry(TrackRow(*row));
            let seeds = seeds.iter().filter_map(track).map(|track| Seed::Track(track.id)).collect();
            let target = |(facet, value)| Target { facet, value };
            RecommendationRequest {
                filters,
                targets: targets.into_iter().map(target).collect(),
                limit: ResultCount::try_from(u32::from(limit)).expect("of 1 to 100"),
                per_artist,
                other_artists,
                ..RecommendationRequest::like(seeds)
            }
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn finding_stays_within_its_budget(text in text()) {
        let Ok(query) = text.chars().take(256).collect::<String>().parse::<Query>() else {
            return Ok(());
        };
        let (found, work) = Work::of(|| ENGINE.finding().find(&query, ResultCount::default()));
        prop_assert!(found.is_ok());
        let [budget, _] = budgets();
        prop_assert!(work.is_within(budget), "{work:?} of {budget:?}");
    }

    #[test]
    fn recommending_stays_within_its_budget(request in request()) {
        let (_, work) = Work::of(|| ENGINE.recommending().recommend(&request));
        let [_, budget] = budgets();
        prop_assert!(work.is_within(budget), "{work:?} of {budget:?}");
    }
}

#[test]
fn work_is_counted() {
    let query: Query = "bohemain rapsody quen".parse().expect("a query");
    let (_, work) = Work::of(|| ENGINE.finding().find(&query, ResultCount::default()));
    assert!(work.postings > 0 && work.compared > 0, "{work:?}");
    let seed = ENGINE.tracks().entry(TrackRow(7)).expect("a track").id;
    let request = RecommendationRequest::like(vec![Seed::Track(seed)]);
    let (_, work) = Work::of(|| ENGINE.recommending().recommend(&request));
    assert!(work.steps > 0 && work.compared > 0, "{work:?}");
}
