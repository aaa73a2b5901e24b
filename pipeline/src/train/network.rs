use super::adam::RowGradient;
use super::candidates::Candidates;
use super::layers::{Bag, Dense};
use super::matmul::product;
use super::output::Output;
use super::{Activation, AutoencoderParams, Layer, SparseRows};
use ndarray::{Array2, Axis, Zip};
use rand::RngExt;
use rand::rngs::ChaCha8Rng;

/// Lengths below this count as this when codes are scaled, so that a zero code stays zero.
pub(crate) const SHORTEST_CODE: f32 = 1e-6;

/// The half that stays in use after training: sparse rows in, codes out.
#[derive(Debug, Clone)]
pub(crate) struct Encoder {
    pub(crate) bag: Bag,
    pub(crate) layers: Vec<Dense>,
    pub(crate) normalise: bool,
}

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

impl Encoder {
    /// Codes `[rows, width]`.
    pub(crate) fn forward(&self, rows: &SparseRows) -> Array2<f32> {
        let hidden = self.bag.forward(rows);
        let code = self.layers.iter().fold(hidden, |input, layer| layer.forward(&input));
        if self.normalise { normalised(code) } else { code }
    }

    /// The same function with the linear layers that follow a linear first layer multiplied into
    /// its table, as long as that does not widen it.
    pub(crate) fn folded(&self) -> Self {
        let mut bag = self.bag.clone();
        let mut layers = self.layers.iter();
        while let Some(layer) = layers.as_slice().first()
            && bag.activation == Activation::Linear
            && layer.weights.ncols() <= bag.table.ncols()
        {
            bag.table = product(&bag.table, &layer.weights);
            bag.bias = bag.bias.dot(&layer.weights) + &layer.bias;
            bag.activation = layer.activation;
            layers.next();
        }
        Self { bag, layers: layers.as_slice().to_vec(), normalise: self.normalise }
    }

    /// Width of the code.
    pub(crate) fn width(&self) -> usize {
        self.layers.last().map_or(self.bag.bias.ncols(), |layer| layer.bias.ncols())
    }
}

impl Network {
    /// Random weights: He for rectified layers, Glorot for the others, all uniform; biases are 0.
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
            encoder: Encoder { bag, layers, normalise: params.normalise_code },
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
        let bag = self.encoder.bag.forward(inputs);
        let encoded = outputs_of(&self.encoder.layers, bag);
        let plain = &encoded[encoded.len() - 1];
        let code = if self.encoder.normalise { normalised(plain.clone()) } else { plain.clone() };
        let predictors = outputs_of(&self.decoder, code);

        let scored = self.output.score(&predictors[predictors.len() - 1], targets, candidates);
        let (upstream, decoder) = backward(&self.decoder, &predictors, scored.inputs);
        let upstream = if self.encoder.normalise {
            differentiate_length(plain, &predictors[0], upstream)
        } else {
            upstream
        };
        let (upstream, layers) = backward(&self.encoder.layers, &encoded, upstream);
        let bag = self.encoder.bag.backward(inputs, &encoded[0], upstream);

        let weights = bag.into_iter().chain(layers).chain(decoder).chain(scored.weights).collect();
        Gradients { loss: scored.loss, weights }
    }

    /// All trained matrices.
    pub(super) fn weights_mut(&mut self) -> Vec<&mut Array2<f32>> {
        let bag = &mut self.encoder.bag;
        let mut all = vec![&mut bag.table, &mut bag.bias];
        for layer in self.encoder.layers.iter_mut().chain(&mut self.decoder) {
            all.extend([&mut layer.weights, &mut layer.bias]);
        }
        all.extend([&mut self.output.table, &mut self.output.bias]);
        all
    }
}

/// The first layer's input followed by the output of each layer.
pub(super) fn outputs_of(layers: &[Dense], input: Array2<f32>) -> Vec<Array2<f32>> {
    let mut outputs = vec![input];
    for (number, layer) in layers.iter().enumerate() {
        outputs.push(layer.forward(&outputs[number]));
    }
    outputs
}

/// The gradient of the layers' input and those of their weights, in the layers' order.
pub(super) fn backward(
    layers: &[Dense],
    outputs: &[Array2<f32>],
    mut upstream: Array2<f32>,
) -> (Array2<f32>, Vec<RowGradient>) {
    let mut gradients = Vec::new();
    for (number, layer) in layers.iter().enumerate().rev() {
        let (downstream, [weights, bias]) =
            layer.backward(&outputs[number], &outputs[number + 1], upstream);
        gradients.extend([bias, weights]);
        upstream = downstream;
    }
    gradients.reverse();
    (upstream, gradients)
}

/// Rows scaled to unit length.
pub(super) fn normalised(mut rows: Array2<f32>) -> Array2<f32> {
    for mut row in rows.axis_iter_mut(Axis(0)) {
        let length = row.dot(&row).sqrt().max(SHORTEST_CODE);
        row.mapv_inplace(|x| x / length);
    }
    rows
}

/// The gradient of `plain` from that of `unit`, its rows scaled to unit length:
/// `(g - unit (unit · g)) / length`.
pub(super) fn differentiate_length(
    plain: &Array2<f32>,
    unit: &Array2<f32>,
    mut gradient: Array2<f32>,
) -> Array2<f32> {
    Zip::from(gradient.rows_mut()).and(plain.rows()).and(unit.rows()).for_each(|mut g, x, y| {
        let along = g.dot(&y);
        let length = x.dot(&x).sqrt().max(SHORTEST_CODE);
        g.scaled_add(-along, &y);
        g.mapv_inplace(|value| value / length);
    });
    gradient
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

/// Weights `[inputs, width]`, uniform within the bounds of He et al. 2015 for rectified units, of
/// Glorot and Bengio 2010 for others.
pub(super) fn initial(inputs: usize, layer: Layer, rng: &mut ChaCha8Rng) -> Array2<f32> {
    let fan = match layer.activation {
        Activation::Relu => inputs,
        Activation::Linear | Activation::Sigmoid => inputs + layer.width,
    };
    let bound = (6.0 / fan.max(1) as f32).sqrt();
    Array2::from_shape_simple_fn((inputs, layer.width), || rng.random_range(-bound..=bound))
}
