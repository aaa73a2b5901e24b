//! Learns the similarity used for recommending.
//!
//! Values become ranks within the catalogue ([`scales`]), and genres become vectors that are close if
//! artists have both ([`genres`]). What a difference costs is learned from playlists if there are any
//! ([`learn`]); otherwise the weights are [`Weights::prior`].

mod genres;
mod learn;
mod scales;
mod weights;

pub use genres::GenreParams;
pub use learn::{LearnParams, score};
pub use weights::{PairFeatures, Weights};

use crate::cache::Key;
use crate::playlists::{Playlist, Split};
use crate::stages::Stages;
use catalog::Facet;
use engine::TrackTable;
use engine::recommend::{
    GenreSimilarity, LanguageSimilarity, MAX_LANGUAGES, NumberSimilarity, Similarity,
    number_facets, profiles,
};
use scales::{frequent_languages, ranks, scales};
use std::convert::Infallible;

/// The parameters of learning a similarity.
#[derive(Clone, Debug, PartialEq)]
pub struct SimilarityParams {
    /// How genres become vectors.
    pub genres: GenreParams,
    /// How weights are learned from playlists.
    pub learn: LearnParams,
}

/// A learned similarity.
#[derive(Clone, Debug)]
pub struct Learned {
    /// The similarity, 0 to 1.
    pub similarity: Similarity,
    /// Its weights.
    pub weights: Weights,
    /// The number of playlists it was learned from.
    pub playlists: usize,
    /// What the encoder imitates.
    pub imitated: Imitated,
}

/// A similarity of songs whose popularity is unknown, so that a change of popularity changes nothing in it.
#[derive(Clone, Debug, PartialEq)]
pub struct Imitated {
    /// The similarity; its scales, genres and languages are those of [`Learned`].
    pub similarity: Similarity,
    /// The factor that turns it into a logit.
    pub sharpness: f32,
}

/// Learns a similarity for a catalogue from the playlists for learning. `plain` is the catalogue without
/// popularity.
pub fn learn_similarity(
    table: &TrackTable,
    plain: &TrackTable,
    playlists: &[Playlist],
    params: &SimilarityParams,
    stages: Stages<'_>,
) -> Learned {
    let blank =
        stages.progress.step("recommending: embedding genres and ranking numbers", 0, |_| {
            blank(plain, params)
        });
    let playlists: Vec<&Playlist> =
        playlists.iter().filter(|list| list.split() == Split::Learn).collect();
    let fit = |name, table, blank| {
        Fit { name, table, blank, playlists: &playlists, params: params.learn }.run(stages)
    };
    let whole = with_popularity(blank.clone(), table);
    let ((similarity, weights), (imitated, plain_weights)) = rayon::join(
        || fit("recommending: learning from playlists", table, whole),
        || fit("recommending: learning without popularity", plain, blank),
    );
    let imitated = Imitated { similarity: imitated, sharpness: plain_weights.total() };
    Learned { similarity, weights, playlists: playlists.len(), imitated }
}

/// What weights are learned for.
struct Fit<'a> {
    name: &'a str,
    table: &'a TrackTable,
    blank: Similarity,
    playlists: &'a [&'a Playlist],
    params: LearnParams,
}

impl Fit<'_> {
    fn run(self, stages: Stages<'_>) -> (Similarity, Weights) {
        let Self { name, table, blank, playlists, params } = self;
        let features = PairFeatures::new(&blank, &profiles(table, &blank), params.seed);
        let prior = Weights::prior();
        if playlists.is_empty() {
            return (prior.similarity(blank, &features), prior);
        }
        let key = Key::of(&(format!("{params:?}"), table, &blank, playlists));
        let Ok(weights) = stages.cache.stage(name, &key, stages.progress, || {
            let start = prior.similarity(blank.clone(), &features);
            let learn = |bar: &_| learn::learn(table, &start, &features, playlists, params, bar);
            Ok::<_, Infallible>(stages.progress.step(name, params.work(), learn))
        });
        (weights.similarity(blank, &features), weights)
    }
}

/// A similarity with scales, genres and languages whose weights are all zero.
fn blank(table: &TrackTable, params: &SimilarityParams) -> Similarity {
    let rows = table.representatives();
    let nothing = |scale| NumberSimilarity { scale, by_difference: vec![0.0], unknown: 0.0 };
    let (names, idf, vectors) = genres::embed_genres(table, rows, params.genres);
    Similarity {
        numbers: scales(table, rows).into_iter().map(nothing).collect(),
        genres: GenreSimilarity { names, idf, vectors, ..GenreSimilarity::default() },
        languages: LanguageSimilarity {
            codes: frequent_languages(table, rows, MAX_LANGUAGES),
            ..LanguageSimilarity::default()
        },
    }
}

/// The similarity with popularity ranked as in a table.
fn with_popularity(mut similarity: Similarity, table: &TrackTable) -> Similarity {
    let popularity = number_facets().iter().position(|facet| *facet == Facet::Popularity);
    if let Some(number) = popularity.and_then(|place| similarity.numbers.get_mut(place)) {
        let known = table.representatives().iter().filter_map(|&row| table.popularity(row));
        number.scale = ranks(known.map(f32::from).collect());
    }
    similarity
}
