//! The parameters of a build, by preset.

use crate::similarity::SimilarityParams;
use crate::similarity::genres::GenreParams;
use crate::similarity::learn::LearnParams;
use crate::train::{AutoencoderParams, ImitationParams, Layer, OutputLoss, Softmax};
use catalog::AudioFeature;
use engine::{Analyzer, CODE_WIDTH, Encoding, IndexParams, Number, Preset};
use std::collections::BTreeMap;

/// Everything that decides what models are made of a catalogue.
#[derive(Clone, Debug)]
pub struct BuildParams {
    /// The preset they come from.
    pub preset: Preset,
    /// For finding songs.
    pub find: FindParams,
    /// For recommending songs.
    pub recommend: RecommendParams,
    /// Of the finding lane's index; with the preset spotifinder, of both.
    pub index: IndexParams,
}

/// Parameters of the finding lane.
#[derive(Clone, Debug)]
pub struct FindParams {
    /// Which terms a title and its artists have.
    pub terms: TermParams,
    /// The network.
    pub network: AutoencoderParams,
    /// Whether the network learns to undo noise, rather than to copy.
    pub denoise: bool,
}

/// Parameters of the recommending lane.
#[derive(Clone, Debug)]
pub enum RecommendParams {
    /// Of a learned similarity and an encoder that imitates it.
    Earworm(SimilarParams),
    /// Of an autoencoder.
    Spotifinder(VectorParams),
}

/// Parameters of a learned similarity and of the encoder that imitates it.
#[derive(Clone, Debug)]
pub struct SimilarParams {
    /// The similarity.
    pub similarity: SimilarityParams,
    /// The encoder.
    pub imitation: ImitationParams,
    /// The index of the songs' codes.
    pub index: IndexParams,
}

/// Parameters of an autoencoder of features and genres.
#[derive(Clone, Debug)]
pub struct VectorParams {
    /// Which numbers of a track count, and how they are written.
    pub numbers: Vec<(Number, Scale)>,
    /// Which terms the genres have.
    pub genres: TermParams,
    /// The network.
    pub network: AutoencoderParams,
}

/// Which terms are kept.
#[derive(Clone, Copy, Debug)]
pub struct TermParams {
    /// What cuts a document into terms.
    pub analyzer: Analyzer,
    /// In how many documents a term has to occur.
    pub min_df: u32,
    /// How many terms are kept at most, the most frequent ones.
    pub max_terms: usize,
}

/// How the values of a number become 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Scale {
    /// From the least to the greatest; an unknown value is written as the mean.
    MinMax,
    /// From the first to the last percentile, in complement coding.
    Percentiles,
    /// Between fixed bounds, as a point on a circle.
    Circle(f32, f32),
}

/// Catalogues below this size get a narrow first layer, to keep the models small.
const SMALL_CATALOGUE: usize = 20_000;
const SMALL_WIDTH: usize = 128;
const SMALL_BATCH: usize = 128;

/// A squared error of numbers is about a hundredth of a cross-entropy of genres; without a weight
/// the codes would hold genres alone.
const NUMERIC_WEIGHT: f32 = 20.0;

impl BuildParams {
    /// The preset's parameters for a catalogue of so many tracks.
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
            network: earworm_network(0, tracks, if small { 40 } else { 4 }, seed),
            denoise: true,
        };
        let recommend = RecommendParams::Earworm(similar(small, seed));
        Self { preset: Preset::Earworm, find, recommend, index: index(seed) }
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

    /// Of the recommending lane's index.
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
            width: CODE_WIDTH,
            steps: if small { 1_500 } else { 4_000 },
            learning_rate: 0.004,
            temperature: 0.07,
            seed,
        },
        index: index(seed),
    }
}

fn index(seed: u64) -> IndexParams {
    IndexParams { ef_construction: 100, ef_search: 120, seed }
}

fn earworm_network(numeric: usize, tracks: usize, epochs: usize, seed: u64) -> AutoencoderParams {
    let mut network = AutoencoderParams::earworm(numeric, epochs, seed);
    let OutputLoss::Mixed { numeric_weight, softmax, .. } = &mut network.output else {
        return network;
    };
    *numeric_weight = NUMERIC_WEIGHT;
    if tracks < SMALL_CATALOGUE {
        *softmax = Softmax::Full;
        network.encoder[0] = Layer { width: SMALL_WIDTH, ..network.encoder[0] };
        network.batch_size = SMALL_BATCH;
    }
    network
}

fn spotifinder_numbers() -> Vec<(Number, Scale)> {
    let first = [Number::Popularity, Number::Duration, Number::Explicit];
    let numbers = first.into_iter().chain(AudioFeature::ALL.map(Number::audio));
    numbers.map(|number| (number, Scale::MinMax)).collect()
}

impl Scale {
    /// The encoding that goes with the scale; `mean` is the scaled mean of the known values.
    pub fn encoding(self, mean: f32) -> Encoding {
        match self {
            Self::MinMax => Encoding::Plain { unknown: mean },
            Self::Percentiles => Encoding::Complement,
            Self::Circle(..) => Encoding::Circle,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spotifinder_has_its_fifteen_numbers() {
        let params = BuildParams::new(Preset::Spotifinder, 1000, 1);
        let RecommendParams::Spotifinder(params) = params.recommend else {
            panic!("it recommends by an autoencoder")
        };
        assert_eq!(params.numbers.len(), 15);
    }

    #[test]
    fn parameters_are_described() {
        let described = BuildParams::new(Preset::Earworm, 1000, 1).describe();
        assert!(described["find.network"].contains("epochs: 40"));
    }
}
