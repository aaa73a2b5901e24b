use super::candidates::Candidates;
use super::encoder::Encoder;
use super::layers::{Bag, Dense, backward, outputs_of};
use super::output::Output;
use super::params::{Activation, AutoencoderParams, Layer};
use super::rows::SparseRows;
use crate::math::adam::RowGradient;
use engine::numeric::float;
use ndarray::Array2;
use rand::RngExt;
use rand::rngs::ChaCha8Rng;

/// Encoder, decoder and output layer.
#[derive(Debug, Clone)]
pub(super) struct Network {
    pub(super) encoder: Encoder,
    pub(super) decoder: Vec<Dense>,
    pub(super) output: Output,
}

/// The loss of a batch and its gradients, in the order of [`Network::weights_mut`].
pub(super) struct Gradients {
    pub(super) loss: f64,
    pub(super) weights: Vec<RowGradient>,
}

impl Network {
    /// Random weights, uniform: He for rectified layers, Glorot for the others; biases are 0.
    pub(super) fn new(
        params: &AutoencoderParams,
        inputs: usize,
        outputs: usize,
        rng: &mut ChaCha8Rng,
    ) -> Self {
        let (first, rest) = (params.encoder[0], &params.encoder[1..]);
        let table = initial(inputs, first, rng);
        let bag = Bag { table, bias: zero_bias(first), activation: first.activation };
        let mut width = first.width;
        let layers = dense_layers(&mut width, rest, rng);
        let decoder = dense_layers(&mut width, &params.decoder, rng);
        let last = Layer { width: outputs, activation: Activation::Linear };
        let table = initial(width, last, rng).reversed_axes().as_standard_layout().into_owned();
        Self {
            encoder: Encoder { bag, layers, unit_length: params.unit_length },
            decoder,
            output: Output { table, bias: Array2::zeros((outputs, 1)), loss: params.output },
        }
    }

    /// The loss of a batch and the gradients of all weights.
    pub(super) fn gradients(
        &self,
        inputs: &SparseRows,
        targets: &SparseRows,
        candidates: &Candidates,
    ) -> Gradients {
        let encoded = self.encoder.forward(inputs);
        let decoded = outputs_of(&self.decoder, encoded.embeddings.clone());
        let scored = self.output.score(&decoded[decoded.len() - 1], targets, candidates);
        let (upstream, decoder_weights) = backward(&self.decoder, &decoded, scored.inputs);
        let encoder_weights = self.encoder.backward(inputs, &encoded, upstream);
        let weights =
            encoder_weights.into_iter().chain(decoder_weights).chain(scored.weights).collect();
        Gradients { loss: scored.loss, weights }
    }

    /// All trained matrices.
    pub(super) fn weights_mut(&mut self) -> Vec<&mut Array2<f32>> {
        let mut all = self.encoder.weights_mut();
        for layer in &mut self.decoder {
            all.extend([&mut layer.weights, &mut layer.bias]);
        }
        all.extend([&mut self.output.table, &mut self.output.bias]);
        all
    }
}

fn dense_layers(width: &mut usize, layers: &[Layer], rng: &mut ChaCha8Rng) -> Vec<Dense> {
    layers
        .iter()
        .map(|&layer| {
            let weights = initial(*width, layer, rng);
            *width = layer.width;
            Dense { weights, bias: zero_bias(layer), activation: layer.activation }
        })
        .collect()
}

fn zero_bias(layer: Layer) -> Array2<f32> {
    Array2::zeros((1, layer.width))
}

/// Weights `[inputs, width]`, uniform within the bounds of He et al. 2015 for rectified units and of
/// Glorot and Bengio 2010 for the others.
pub(super) fn initial(inputs: usize, layer: Layer, rng: &mut ChaCha8Rng) -> Array2<f32> {
    let fan = match layer.activation {
        Activation::Relu => inputs,
        Activation::Linear | Activation::Sigmoid => inputs + layer.width,
    };
    let bound = (6.0 / float(fan.max(1))).sqrt();
    Array2::from_shape_simple_fn((inputs, layer.width), || rng.random_range(-bound..=bound))
}
