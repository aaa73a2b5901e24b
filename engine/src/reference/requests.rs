//! Random requests for recommendations.

use super::catalogue::{Catalogue, GENRES};
use catalog::{
    AudioFeature, Bounds, Facet, FacetGroup, FacetWeights, Filter, RecommendationRequest,
    ResultCount, Seed, Shift, SongEntry, Target, TrackId,
};
use rand::RngExt;
use rand::rngs::ChaCha8Rng;
use rand::seq::IndexedRandom;

/// A request, with a song from outside the catalogue or seeds of its own.
#[derive(Debug)]
pub(crate) struct Question {
    pub(crate) request: RecommendationRequest,
    pub(crate) outside: Option<SongEntry>,
    /// Artists whose songs are left out, by name.
    pub(crate) without: Vec<String>,
    /// The rows that a path leads from and to, and its steps.
    pub(crate) path: ([usize; 2], ResultCount),
}

pub(super) fn question(catalogue: &Catalogue, rng: &mut ChaCha8Rng) -> Question {
    // So many candidates an embedding are fetched that all songs are among them.
    let most = match super::grouped(&catalogue.tracks).len() {
        0..=100 => 5,
        101..=125 => 2,
        _ => 1,
    };
    let seeds = rng.random_range(0..=most);
    let mut request =
        RecommendationRequest::like((0..seeds).filter_map(|_| seed(catalogue, rng)).collect());
    request.limit = ResultCount::try_from(rng.random_range(1..=30)).expect("a count");
    request.per_artist = rng.random_range(1..4);
    request.other_artists = rng.random_ratio(1, 5);
    if rng.random_ratio(1, 4) {
        request.unlike = (0..rng.random_range(1..4)).filter_map(|_| id(catalogue, rng)).collect();
    }
    if rng.random_ratio(1, 3) {
        request.weights = weights(rng);
    }
    if rng.random_ratio(1, 3) {
        let facet = number(rng);
        request.targets = vec![Target { facet, value: value(facet, rng) }];
    }
    if rng.random_ratio(1, 4) {
        let facet = number(rng);
        if request.targets.iter().all(|target| target.facet != facet) {
            request.shifts = vec![Shift { facet, up: rng.random() }];
        }
    }
    for _ in 0..[0, 0, 1, 2][rng.random_range(0..4)] {
        request.filters.push(filter(rng));
    }
    let leaves_out = rng.random_ratio(1, 6);
    let without = artist(catalogue, rng).filter(|_| leaves_out).into_iter().collect();
    let outside = rng.random_ratio(1, 6).then(|| outside(catalogue, rng));
    let mut row = || rng.random_range(0..catalogue.tracks.len());
    let ends = [row(), row()];
    let path = (ends, ResultCount::try_from(rng.random_range(1..=4)).expect("a count"));
    Question { request, outside, without, path }
}

fn id(catalogue: &Catalogue, rng: &mut ChaCha8Rng) -> Option<TrackId> {
    catalogue.tracks.choose(rng).map(|track| track.id.clone())
}

fn artist(catalogue: &Catalogue, rng: &mut ChaCha8Rng) -> Option<String> {
    catalogue.tracks.choose(rng)?.artists.first().cloned()
}

fn seed(catalogue: &Catalogue, rng: &mut ChaCha8Rng) -> Option<Seed> {
    if rng.random_ratio(1, 6) {
        let genre = catalogue.tracks.choose(rng)?.genres.first()?;
        return Some(Seed::Genre(genre.to_uppercase()));
    }
    id(catalogue, rng).map(Seed::Track)
}

/// A song that the catalogue may have by another id.
fn outside(catalogue: &Catalogue, rng: &mut ChaCha8Rng) -> SongEntry {
    let known = catalogue.tracks.choose(rng).expect("a track");
    let name = if rng.random() { format!("{} (Demo)", known.name) } else { "Elsewhere".into() };
    SongEntry { id: "elsewhere".parse().expect("an id"), name, ..track_like(known) }
}

fn track_like(known: &SongEntry) -> SongEntry {
    SongEntry { index: 0, ..known.clone() }
}

fn weights(rng: &mut ChaCha8Rng) -> FacetWeights {
    let mut weights = FacetWeights::default();
    for group in FacetGroup::ALL {
        weights.set(group, [0.0, 0.5, 1.0, 3.0, 10.0][rng.random_range(0..5)]);
    }
    weights
}

fn number(rng: &mut ChaCha8Rng) -> Facet {
    let numbers: Vec<Facet> = Facet::numbers().collect();
    *numbers.choose(rng).expect("a facet")
}

fn value(facet: Facet, rng: &mut ChaCha8Rng) -> f32 {
    let (least, greatest) = match facet {
        Facet::Year => (1950.0, 2026.0),
        Facet::Duration => (0.0, 400_000.0),
        Facet::Audio(AudioFeature::Key) => (0.0, 11.0),
        _ => facet.range().map_or((0.0, 1.0), |range| (*range.start(), *range.end())),
    };
    let share = f32::from(rng.random_range(0_u8..=16)) / 16.0;
    let value = least + share * (greatest - least);
    if matches!(facet, Facet::Year | Facet::Popularity | Facet::Audio(AudioFeature::Key)) {
        value.round()
    } else {
        value
    }
}

fn filter(rng: &mut ChaCha8Rng) -> Filter {
    match rng.random_range(0..8) {
        0 => Filter::Language(
            ["en", "de", "ja", "xx"].choose(rng).copied().unwrap_or_default().into(),
        ),
        1 => Filter::Genre(GENRES.choose(rng).copied().unwrap_or_default().into()),
        2 => Filter::Explicit(rng.random()),
        _ => {
            let facet = number(rng);
            let (a, b) = (value(facet, rng), value(facet, rng));
            let least = rng.random_ratio(2, 3).then_some(a.min(b));
            let greatest = rng.random_ratio(2, 3).then_some(a.max(b));
            Filter::Number(facet, Bounds { least, greatest })
        }
    }
}
