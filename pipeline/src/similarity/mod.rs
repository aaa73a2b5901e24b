//! Learns the similarity that songs are recommended by.
//!
//! Values become ranks of the catalogue ([`scales`]); genres become vectors that are near if artists
//! have both ([`genres`]); what each step of a difference costs is learned from playlists, if there
//! are any ([`learn`]), and else is what was learned before ([`Weights::prior`]).

pub mod genres;
pub mod learn;
pub mod scales;
mod weights;

pub use weights::{Features, Weights};

use crate::playlists::Playlist;
use crate::progress::Progress;
use engine::TrackTable;
use engine::recommend::{
    GenreSimilarity, LanguageSimilarity, MAX_LANGUAGES, NumberSimilarity, Similarity, profiles,
    representatives,
};
use genres::GenreParams;
use learn::LearnParams;
use scales::{frequent_languages, scales};

/// Everything that decides what similarity is learned.
#[derive(Clone, Debug, PartialEq)]
pub struct SimilarityParams {
    /// How genres become vectors.
    pub genres: GenreParams,
    /// How weights are learned from playlists.
    pub learn: LearnParams,
}

/// A similarity, and how sharply it tells songs apart.
#[derive(Clone, Debug)]
pub struct Learned {
    /// The similarity, 0 to 1.
    pub similarity: Similarity,
    /// What it is multiplied with to be a logit.
    pub sharpness: f32,
    /// The weights that it has.
    pub weights: Weights,
    /// Number of playlists that it was learned from.
    pub playlists: usize,
}

/// Learns a similarity for a catalogue from the tuning half of its playlists.
pub fn learn_similarity(
    table: &TrackTable,
    playlists: &[Playlist],
    params: &SimilarityParams,
    progress: Progress,
) -> Learned {
    let blank = progress
        .step("recommending: placing genres and ranking numbers", 0, |_| blank(table, params));
    let features = Features::new(&blank, &profiles(table, &blank), params.learn.seed);
    let prior = Weights::prior();
    let tuning: Vec<&Playlist> = playlists.iter().filter(|list| !list.is_held_out()).collect();
    if tuning.is_empty() {
        return Learned {
            similarity: prior.similarity(blank, &features),
            sharpness: prior.total(),
            weights: prior,
            playlists: 0,
        };
    }
    let weights = progress.step("recommending: learning from playlists", 0, |_| {
        let start = prior.similarity(blank.clone(), &features);
        learn::learn(table, &start, &features, &tuning, params.learn)
    });
    Learned {
        similarity: weights.similarity(blank, &features),
        sharpness: weights.total(),
        weights,
        playlists: tuning.len(),
    }
}

/// A similarity with scales, genres and languages, in which nothing counts yet.
fn blank(table: &TrackTable, params: &SimilarityParams) -> Similarity {
    let rows = representatives(table);
    let nothing = |scale| NumberSimilarity { scale, by_difference: vec![0.0], unknown: 0.0 };
    let (names, idf, vectors) = genres::place_genres(table, &rows, params.genres);
    Similarity {
        numbers: scales(table, &rows).into_iter().map(nothing).collect(),
        genres: GenreSimilarity { names, idf, vectors, ..GenreSimilarity::default() },
        languages: LanguageSimilarity {
            codes: frequent_languages(table, &rows, MAX_LANGUAGES),
            ..LanguageSimilarity::default()
        },
    }
}
