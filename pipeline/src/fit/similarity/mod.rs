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

use crate::playlists::{Playlist, Split};
use crate::progress::Progress;
use engine::TrackTable;
use engine::recommend::{
    GenreSimilarity, LanguageSimilarity, MAX_LANGUAGES, NumberSimilarity, Similarity, profiles,
};
use scales::{frequent_languages, scales};

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
    /// The factor that turns it into a logit.
    pub sharpness: f32,
    /// Its weights.
    pub weights: Weights,
    /// The number of playlists it was learned from.
    pub playlists: usize,
}

/// Learns a similarity for a catalogue from the playlists for learning.
pub fn learn_similarity(
    table: &TrackTable,
    playlists: &[Playlist],
    params: &SimilarityParams,
    progress: Progress,
) -> Learned {
    let blank = progress
        .step("recommending: embedding genres and ranking numbers", 0, |_| blank(table, params));
    let features = PairFeatures::new(&blank, &profiles(table, &blank), params.learn.seed);
    let prior = Weights::prior();
    let learning: Vec<&Playlist> =
        playlists.iter().filter(|list| list.split() == Split::Learn).collect();
    if learning.is_empty() {
        return Learned {
            similarity: prior.similarity(blank, &features),
            sharpness: prior.total(),
            weights: prior,
            playlists: 0,
        };
    }
    let weights = progress.step("recommending: learning from playlists", 0, |_| {
        let start = prior.similarity(blank.clone(), &features);
        learn::learn(table, &start, &features, &learning, params.learn)
    });
    Learned {
        similarity: weights.similarity(blank, &features),
        sharpness: weights.total(),
        weights,
        playlists: learning.len(),
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
