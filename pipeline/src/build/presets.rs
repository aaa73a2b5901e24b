//! The parameters of a build, by preset.

use crate::fit::TermParams;
use crate::fit::similarity::{GenreParams, LearnParams, SimilarityParams};
use crate::train::{AutoencoderParams, ImitationParams, OutputLoss, Softmax};
use catalog::AudioFeature;
use engine::{Analyzer, EMBEDDING_DIM, IndexParams, Number, Preset};
use std::collections::BTreeMap;

/// Everything that decides which models a catalogue gives.
#[derive(Clone, Debug)]
pub struct BuildParams {
    /// The preset.
    pub preset: Preset,
    /// For finding songs.
    pub find: FindParams,
    /// For recommending songs.
    pub recommend: RecommendParams,
    /// The index for finding; with the preset spotifinder, both indexes.
    pub index: IndexParams,
}

/// Parameters of the retriever for finding.
#[derive(Clone, Debug)]
pub struct FindParams {
    /// The terms of a title and its artists.
    pub terms: TermParams,
    /// The network.
    pub network: AutoencoderParams,
    /// Whether the network learns to undo noise rather than to copy.
    pub denoise: bool,
}

/// Parameters of the retriever for recommending.
#[derive(Clone, Debug)]
pub enum RecommendParams {
    /// A learned similarity and an encoder that imitates it.
    Earworm(SimilarParams),
    /// An autoencoder.
    Spotifinder(VectorParams),
}

/// Parameters of a learned similarity and of the encoder that imitates it.
#[derive(Clone, Debug)]
pub struct SimilarParams {
    /// The similarity.
    pub similarity: SimilarityParams,
    /// The encoder.
    pub imitation: ImitationParams,
    /// The index of the songs' embeddings.
    pub index: IndexParams,
}

/// Parameters of an autoencoder of features and genres.
#[derive(Clone, Debug)]
pub struct VectorParams {
    /// The numbers of a track that count.
    pub numbers: Vec<Number>,
    /// The terms of the genres.
    pub genres: TermParams,
    /// The network.
    pub network: AutoencoderParams,
}

/// Catalogues with fewer tracks get a narrow first layer, to keep the models small.
const SMALL_CATALOGUE: usize = 20_000;
const SMALL_WIDTH: usize = 128;
const SMALL_BATCH: usize = 128;

impl BuildParams {
    /// The parameters of a preset for a catalogue of this many tracks.
    pub fn new(preset: Preset, tracks: usize, seed: u64) -> Self {
        match preset {
            Preset::Earworm => Self::earworm(tracks, seed),
            Preset::Spotifinder => Self::spotifinder(seed),
        }
    }

    fn earworm(tracks: usize, seed: u64) -> Self {
        let small = tracks < SMALL_CATALOGUE;
        let find = FindParams {
            terms: TermParams {
                analyzer: Analyzer::CharGrams { size: 3 },
                min_df: if small { 3 } else { 5 },
                max_terms: if small { 5_000 } else { 24_000 },
            },
            network: earworm_network(tracks, if small { 40 } else { 3 }, seed),
            denoise: true,
        };
        let recommend = RecommendParams::Earworm(similar(small, seed));
        let index = IndexParams { ef_search: FIND_EF, ..index(seed) };
        Self { preset: Preset::Earworm, find, recommend, index }
    }

    fn spotifinder(seed: u64) -> Self {
        let terms = |analyzer, min_df| TermParams { analyzer, min_df, max_terms: usize::MAX };
        let find = FindParams {
            terms: terms(Analyzer::SpotifinderTitle, 7),
            network: AutoencoderParams::spotifinder(3, seed),
            denoise: false,
        };
        let recommend = RecommendParams::Spotifinder(VectorParams {
            numbers: spotifinder_numbers(),
            genres: terms(Analyzer::Words { max_ngram: 2 }, 3),
            network: AutoencoderParams::spotifinder(6, seed),
        });
        Self { preset: Preset::Spotifinder, find, recommend, index: index(seed) }
    }

    /// The parameters of the index for recommending.
    pub fn recommend_index(&self) -> IndexParams {
        match &self.recommend {
            RecommendParams::Earworm(similar) => similar.index,
            RecommendParams::Spotifinder(_) => self.index,
        }
    }

    /// The parameters by name, for the manifest.
    pub fn describe(&self) -> BTreeMap<String, String> {
        let find = [
            ("find.terms", format!("{:?}", self.find.terms)),
            ("find.network", format!("{:?}", self.find.network)),
            ("find.denoise", self.find.denoise.to_string()),
        ];
        let recommend = self.recommend.describe();
        let index = [("index", format!("{:?}", self.index))];
        let all = find.into_iter().chain(recommend).chain(index);
        all.map(|(name, value)| (name.to_owned(), value)).collect()
    }
}

impl RecommendParams {
    fn describe(&self) -> [(&'static str, String); 2] {
        match self {
            Self::Earworm(SimilarParams { similarity, imitation, index }) => [
                ("recommend.similarity", format!("{similarity:?}")),
                ("recommend.encoder", format!("{imitation:?}, {index:?}")),
            ],
            Self::Spotifinder(params) => [
                ("recommend.genres", format!("{:?}", params.genres)),
                ("recommend.network", format!("{:?}", params.network)),
            ],
        }
    }
}

fn similar(small: bool, seed: u64) -> SimilarParams {
    SimilarParams {
        similarity: SimilarityParams {
            genres: GenreParams { min_songs: 2, max_genres: 8_000, seed },
            learn: LearnParams {
                seeds: 3_000,
                sample: 40_000,
                near: 200,
                far: 400,
                epochs: 8,
                learning_rate: 0.03,
                seed,
            },
        },
        imitation: ImitationParams {
            hidden: if small { SMALL_WIDTH } else { 256 },
            width: EMBEDDING_DIM,
            steps: if small { 1_500 } else { 4_000 },
            learning_rate: 0.004,
            temperature: 0.07,
            seed,
        },
        index: index(seed),
    }
}

/// `ef_search` of the index for finding. Of 327,352 tracks, `pipeline build` measured a recall@10 of 0.978 at
/// 120, 0.990 at 240 and 0.994 at 400; recommending has 0.996 at 120.
const FIND_EF: usize = 300;

fn index(seed: u64) -> IndexParams {
    IndexParams { ef_construction: 100, ef_search: 120, seed }
}

fn earworm_network(tracks: usize, epochs: usize, seed: u64) -> AutoencoderParams {
    let mut network = AutoencoderParams::earworm(epochs, seed);
    if tracks < SMALL_CATALOGUE {
        network.output = OutputLoss::CrossEntropy(Softmax::Full);
        network.encoder[0].width = SMALL_WIDTH;
        network.batch_size = SMALL_BATCH;
    }
    network
}

fn spotifinder_numbers() -> Vec<Number> {
    let first = [Number::Popularity, Number::Duration, Number::Explicit];
    first.into_iter().chain(AudioFeature::ALL.map(Number::audio)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spotifinder_has_its_fifteen_numbers() {
        let params = BuildParams::new(Preset::Spotifinder, 1000, 1);
        let RecommendParams::Spotifinder(params) = params.recommend else {
            panic!("it recommends with an autoencoder")
        };
        assert_eq!(params.numbers.len(), 15);
    }

    #[test]
    fn parameters_are_described() {
        let described = BuildParams::new(Preset::Earworm, 1000, 1).describe();
        assert!(described["find.network"].contains("epochs: 40"));
    }
}
