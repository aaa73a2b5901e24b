//! Trains an encoder whose embeddings are as close as a given similarity says.

use super::encoder::{Encoder, TrainedEncoder};
use super::error::TrainError;
use super::layers::{Bag, Dense};
use super::matmul::product;
use super::network::initial;
use super::params::{Activation, Layer};
use super::rows::SparseRows;
use crate::math::adam::Adam;
use engine::numeric::float;
use ndarray::parallel::prelude::*;
use ndarray::{Array2, ArrayRef1, Axis, Zip};
use rand::rngs::ChaCha8Rng;
use rand::{RngExt, SeedableRng};

/// The architecture of the encoder and its training.
#[derive(Debug, Clone, PartialEq)]
pub struct ImitationParams {
    /// Rectified units of the first layer.
    pub hidden: usize,
    /// Dimensions of an embedding, which has unit length.
    pub width: usize,
    /// Batches.
    pub steps: usize,
    /// Adam's initial learning rate; it falls linearly to zero.
    pub learning_rate: f32,
    /// Divides the cosines of embeddings before they are compared with the similarity.
    pub temperature: f32,
    /// Seed of the weights and the batches.
    pub seed: u64,
}

/// The similarity to imitate.
pub struct Imitation<'a> {
    /// The input of the encoder, one row per song.
    pub inputs: &'a SparseRows,
    /// Draws the songs of a batch, each once; many should be close to each other.
    pub draw: &'a (dyn Fn(&mut ChaCha8Rng) -> Vec<u32> + Sync),
    /// The similarities within a batch as logits `[songs, songs]`; the diagonal is ignored.
    pub similarity: &'a (dyn Fn(&[u32]) -> Array2<f32> + Sync),
}

/// Some songs, and how near each should be to the others: a softmax.
struct Batch {
    rows: SparseRows,
    wanted: Array2<f32>,
}

impl Imitation<'_> {
    fn batch(&self, rng: &mut ChaCha8Rng) -> Batch {
        let songs = (self.draw)(rng);
        let wanted = softmax_of_others((self.similarity)(&songs));
        Batch { rows: self.inputs.select(&songs), wanted }
    }
}

/// The approximate number of entries in an input row.
const ENTRIES: usize = 32;

impl ImitationParams {
    /// Trains the encoder: for each song of a batch, the softmax of its cosines with the others shall
    /// equal the softmax of its similarities with them (minimising cross-entropy), so that the nearest
    /// embeddings belong to the most similar songs. This is stochastic neighbour embedding (Hinton
    /// and Roweis, 2002) with cosines, computed by a network.
    ///
    /// # Errors
    /// [`TrainError::NoRows`] without rows, [`TrainError::Diverged`] if the loss or a weight is no
    /// longer finite.
    pub fn fit(
        &self,
        imitation: &Imitation<'_>,
        progress: &mut dyn FnMut(usize, f64),
    ) -> Result<TrainedEncoder, TrainError> {
        if imitation.inputs.is_empty() {
            return Err(TrainError::NoRows);
        }
        let mut rng = ChaCha8Rng::seed_from_u64(self.seed);
        let mut encoder = self.encoder(imitation.inputs.columns(), &mut rng);
        let mut optimisers: Vec<Adam> =
            encoder.weights_mut().into_iter().map(|weights| Adam::new(weights)).collect();
        let mut losses = Vec::new();
        let mut batch = imitation.batch(&mut rng);
        for step in 0..self.steps {
            let rate = self.learning_rate * (1.0 - float(step) / float(self.steps));
            // No batch depends on the weights, so the next one is drawn meanwhile.
            let (loss, next) = rayon::join(
                || self.step(&mut encoder, &mut optimisers, &batch, rate),
                || imitation.batch(&mut rng),
            );
            batch = next;
            if !loss.is_finite() {
                return Err(self.diverged());
            }
            losses.push(loss);
            progress(step + 1, loss);
        }
        let finite = |weights: &mut Array2<f32>| weights.iter().all(|weight| weight.is_finite());
        if !encoder.weights_mut().into_iter().all(finite) {
            return Err(self.diverged());
        }
        Ok(TrainedEncoder { encoder, losses })
    }

    fn encoder(&self, columns: usize, rng: &mut ChaCha8Rng) -> Encoder {
        let embedding = Layer { width: self.width, activation: Activation::Linear };
        // Rows have about this many entries, however many columns there are.
        let bound = (6.0 / float(columns.min(ENTRIES))).sqrt();
        let table = Array2::from_shape_simple_fn((columns, self.hidden), || {
            rng.random_range(-bound..=bound)
        });
        let bag =
            Bag { table, bias: Array2::zeros((1, self.hidden)), activation: Activation::Relu };
        let weights = initial(self.hidden, embedding, rng);
        let bias = Array2::zeros((1, self.width));
        let layers = vec![Dense { weights, bias, activation: Activation::Linear }];
        Encoder { bag, layers, unit_length: true }
    }

    /// Takes one step; returns the divergence of the batch before it.
    fn step(
        &self,
        encoder: &mut Encoder,
        optimisers: &mut [Adam],
        Batch { rows, wanted }: &Batch,
        rate: f32,
    ) -> f64 {
        let forward = encoder.forward(rows);
        let (loss, upstream) = self.divergence(&forward.embeddings, wanted);
        let gradients = encoder.backward(rows, &forward, upstream);
        let weights = encoder.weights_mut().into_iter().zip(gradients);
        for (adam, (weights, gradient)) in optimisers.iter_mut().zip(weights) {
            adam.step(weights, &gradient, rate);
        }
        loss
    }

    /// The mean Kullback-Leibler divergence of a batch and the gradient of the embeddings.
    fn divergence(&self, embeddings: &Array2<f32>, wanted: &Array2<f32>) -> (f64, Array2<f32>) {
        let songs = float(embeddings.nrows());
        let logits = product(embeddings, &embeddings.t()) / self.temperature;
        let made = softmax_of_others(logits);
        let losses = Zip::from(wanted.rows())
            .and(made.rows())
            .par_map_collect(|wanted, made| row_divergence(&wanted, &made));
        let difference = (made - wanted) / (songs * self.temperature);
        let both_ways = &difference + &difference.t();
        (losses.sum() / f64::from(songs), product(&both_ways, embeddings))
    }

    fn diverged(&self) -> TrainError {
        TrainError::Diverged { epoch: 1, learning_rate: self.learning_rate }
    }
}

fn row_divergence(wanted: &ArrayRef1<f32>, made: &ArrayRef1<f32>) -> f64 {
    let pairs = wanted.iter().zip(made).filter(|(wanted, _)| **wanted > 0.0);
    let each = pairs.map(|(&wanted, made)| {
        f64::from(wanted) * f64::from((wanted / made.max(f32::MIN_POSITIVE)).ln())
    });
    each.sum()
}

/// The softmax of each row without its diagonal element.
fn softmax_of_others(mut logits: Array2<f32>) -> Array2<f32> {
    logits.diag_mut().fill(f32::NEG_INFINITY);
    logits.axis_iter_mut(Axis(0)).into_par_iter().for_each(|mut row| {
        let most = row.iter().fold(f32::MIN, |most, &logit| most.max(logit));
        row.mapv_inplace(|logit| (logit - most).exp());
        let sum = row.sum().max(f32::MIN_POSITIVE);
        row.mapv_inplace(|share| share / sum);
    });
    logits
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::train::encoder::normalised;
    use engine::numeric::{float_from_u32, index32};
    use rand::seq::SliceRandom;

    const SONGS: usize = 60;

    /// Songs on a line: each has its own column, so that only the similarity tells where.
    fn inputs() -> SparseRows {
        let mut rows = SparseRows::new(SONGS);
        (0..index32(SONGS)).for_each(|song| rows.push(&[song], &[1.0]).expect("a row"));
        rows
    }

    fn along_the_line(songs: &[u32]) -> Array2<f32> {
        Array2::from_shape_fn((songs.len(), songs.len()), |(a, b)| {
            -float_from_u32(songs[a].abs_diff(songs[b]))
        })
    }

    fn params() -> ImitationParams {
        ImitationParams {
            hidden: 32,
            width: 16,
            steps: 300,
            learning_rate: 0.02,
            temperature: 0.1,
            seed: 1,
        }
    }

    fn trained() -> TrainedEncoder {
        let inputs = inputs();
        let draw = |rng: &mut ChaCha8Rng| {
            let mut songs: Vec<u32> = (0..index32(SONGS)).collect();
            songs.shuffle(rng);
            songs.truncate(40);
            songs
        };
        let imitation = Imitation { inputs: &inputs, draw: &draw, similarity: &along_the_line };
        params().fit(&imitation, &mut |_, _| {}).expect("converges")
    }

    #[test]
    fn similar_songs_get_close_embeddings() {
        let trained = trained();
        let embeddings = trained.encode(&inputs()).expect("embeddings");
        let cosines = embeddings.dot(&embeddings.t());
        for song in 5..SONGS - 5 {
            assert!(cosines[[song, song + 1]] > cosines[[song, song + 5]], "song {song}");
        }
        let losses = trained.losses();
        assert!(losses[losses.len() - 1] < losses[0] / 4.0);
    }

    #[test]
    fn the_gradient_equals_finite_differences() {
        let params = params();
        let embeddings = normalised(Array2::from_shape_fn((5, 3), |(i, j)| float(i * 3 + j).sin()));
        let wanted = softmax_of_others(along_the_line(&[0, 1, 2, 3, 4]));
        let (_, gradient) = params.divergence(&embeddings, &wanted);
        for place in [(0, 0), (2, 1), (4, 2)] {
            let at = |step: f32| {
                let mut moved = embeddings.clone();
                moved[place] += step;
                params.divergence(&moved, &wanted).0
            };
            let slope = (at(1e-2) - at(-1e-2)) / 2e-2;
            assert!((slope - f64::from(gradient[place])).abs() < 0.02, "{slope} {gradient}");
        }
    }
}
