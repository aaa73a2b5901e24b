use super::TrainError;

/// What an autoencoder looks like and how it is trained; [`check`](Self::check) it to train.
///
/// The encoder's first layer reads sparse rows, its last layer's output is the code; the output
/// layer, as wide as the targets, follows the decoder's last layer and is not listed.
#[derive(Debug, Clone, PartialEq)]
pub struct AutoencoderParams {
    /// Layers from the input to the code, at least one.
    pub encoder: Vec<Layer>,
    /// Layers from the code to the output layer; none is usual.
    pub decoder: Vec<Layer>,
    /// What the output layer predicts and how its errors count.
    pub output: OutputLoss,
    /// Probability that an entry of an input row is left out, in `0.0..1.0`.
    pub token_dropout: f32,
    /// Adam's step size at the start.
    pub learning_rate: f32,
    /// How the step size changes during the training.
    pub schedule: Schedule,
    /// Rows for each step.
    pub batch_size: usize,
    /// Passes over the rows.
    pub epochs: usize,
    /// Seed of the weights, the order of the rows, dropout and sampling.
    pub seed: u64,
    /// Whether codes are scaled to unit length, while training too.
    pub normalise_code: bool,
}

/// Parameters that [`AutoencoderParams::check`] has accepted.
#[derive(Debug, Clone, PartialEq)]
pub struct ValidAutoencoderParams(AutoencoderParams);

/// A fully connected layer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Layer {
    /// Number of outputs.
    pub width: usize,
    /// Function applied to each output.
    pub activation: Activation,
}

/// The function that a layer applies to each of its outputs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Activation {
    /// `x`.
    Linear,
    /// `max(x, 0)`.
    Relu,
    /// `1 / (1 + exp(-x))`.
    Sigmoid,
}

/// What the output layer predicts, and the loss, averaged over the rows of a batch.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum OutputLoss {
    /// Every column through a sigmoid, with the squared error averaged over all columns; an absent
    /// entry of the target is zero.
    Mse,
    /// Numeric columns first, then a bag of terms.
    Mixed {
        /// Number of numeric columns, in inputs and targets; may be 0. They are predicted linearly,
        /// with the squared error summed over the target's entries and divided by `numeric`; an
        /// absent entry is unknown and contributes nothing.
        numeric: usize,
        /// What a unit of the numeric loss counts beside a unit of the cross-entropy.
        numeric_weight: f32,
        /// How the cross-entropy between the softmax of the other columns and the target's weights
        /// in them (scaled to sum 1, negative ones ignored) is computed.
        softmax: Softmax,
    },
}

/// How the normalising sum of the softmax is computed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Softmax {
    /// Over all columns.
    Full,
    /// Over the columns that occur in the batch's targets and about `negatives` uniformly drawn
    /// others, each divided by its probability of being among them (a Horvitz-Thompson estimate,
    /// unbiased for the sum, as in Bengio and Senécal 2003, "Quick training of probabilistic neural
    /// nets by importance sampling", with the batch as the proposal).
    ///
    /// With 20,000 columns, 2048 negatives take about a third of the full sum's processor time. On
    /// 327,348 titles (trigrams and words), after two epochs at rate 0.03 and one run of each, the
    /// codes found the song of a misspelt hint within the first ten equally often (0.927, full
    /// 0.925), and within the first hundred 0.79 (full 0.81) of a title's ten TF-IDF neighbours.
    Sampled {
        /// Expected number of drawn columns, at least 1.
        negatives: usize,
    },
}

/// How the learning rate changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Schedule {
    /// Not at all.
    Constant,
    /// Linearly down to zero at the last step.
    LinearDecay,
}

impl AutoencoderParams {
    /// The network of Spotifinder (see the README): seven hidden layers, squared error, a constant
    /// Adam rate of 0.01. It trained 2 or 3 epochs for hints and 6 for recommendations.
    pub fn spotifinder(epochs: usize, seed: u64) -> Self {
        let linear = |width| Layer { width, activation: Activation::Linear };
        let sigmoid = Layer { width: 1024, activation: Activation::Sigmoid };
        Self {
            encoder: [1024, 256, 128, 64].map(linear).to_vec(),
            decoder: vec![linear(128), linear(256), sigmoid],
            output: OutputLoss::Mse,
            token_dropout: 0.0,
            learning_rate: 0.01,
            schedule: Schedule::Constant,
            batch_size: 512,
            epochs,
            seed,
            normalise_code: false,
        }
    }

    /// A bag of 256 rectified units and a linear code of 64 scaled to unit length, decoded at once
    /// into `numeric` numeric columns and a softmax over terms; 30% of the tokens are left out.
    ///
    /// The rate is high because scores are products with a code of unit length, so that the output
    /// weights have far to go from their start. On real data it ended at a lower loss than the
    /// lower rates tried: 0.005 to 0.03 on 327,348 titles, 0.005 and 0.02 on as many tracks' numbers
    /// and genres, and on 1,500 of them. 0.1 converged too, at a slightly lower loss still: 0.05
    /// leaves a margin.
    pub fn earworm(numeric: usize, epochs: usize, seed: u64) -> Self {
        Self {
            encoder: vec![
                Layer { width: 256, activation: Activation::Relu },
                Layer { width: 64, activation: Activation::Linear },
            ],
            decoder: Vec::new(),
            output: OutputLoss::Mixed {
                numeric,
                numeric_weight: 1.0,
                softmax: Softmax::Sampled { negatives: 2048 },
            },
            token_dropout: 0.3,
            learning_rate: 0.05,
            schedule: Schedule::LinearDecay,
            batch_size: 512,
            epochs,
            seed,
            normalise_code: true,
        }
    }

    /// Accepts parameters that can be trained with.
    ///
    /// # Errors
    /// [`TrainError::Parameter`] names the first one that cannot.
    pub fn check(self) -> Result<ValidAutoencoderParams, TrainError> {
        let rate = self.learning_rate;
        require(!self.encoder.is_empty(), "encoder", "empty", "at least one layer")?;
        for layer in self.encoder.iter().chain(&self.decoder) {
            let sane = (1..=MAX_WIDTH).contains(&layer.width);
            require(sane, "layer width", layer.width, "from 1 to 65536")?;
        }
        let dropout = self.token_dropout;
        require((0.0..1.0).contains(&dropout), "token dropout", dropout, "from 0 to below 1")?;
        require(rate > 0.0 && rate <= 1.0, "learning rate", rate, "above 0 and at most 1")?;
        require(self.batch_size > 0, "batch size", self.batch_size, "at least 1")?;
        require(self.epochs > 0, "number of epochs", self.epochs, "at least 1")?;
        self.output.check()?;
        Ok(ValidAutoencoderParams(self))
    }
}

impl ValidAutoencoderParams {
    /// The parameters.
    pub fn get(&self) -> &AutoencoderParams {
        &self.0
    }
}

impl OutputLoss {
    /// Number of leading columns that are numeric.
    pub fn numeric(self) -> usize {
        match self {
            Self::Mse => 0,
            Self::Mixed { numeric, .. } => numeric,
        }
    }

    fn check(self) -> Result<(), TrainError> {
        let Self::Mixed { numeric_weight, softmax, .. } = self else {
            return Ok(());
        };
        let sane = numeric_weight >= 0.0 && numeric_weight.is_finite();
        require(sane, "numeric weight", numeric_weight, "a finite number of at least 0")?;
        let sampled = softmax != Softmax::Sampled { negatives: 0 };
        require(sampled, "number of negatives", 0, "at least 1")
    }
}

impl Schedule {
    /// The factor on the learning rate at a step of `steps`.
    pub(super) fn factor(self, step: usize, steps: usize) -> f32 {
        match self {
            Self::Constant => 1.0,
            Self::LinearDecay => 1.0 - step as f32 / steps.max(1) as f32,
        }
    }
}

const MAX_WIDTH: usize = 1 << 16;

fn require(
    sane: bool,
    parameter: &'static str,
    value: impl std::fmt::Display,
    expected: &'static str,
) -> Result<(), TrainError> {
    if sane {
        return Ok(());
    }
    Err(TrainError::Parameter { parameter, value: value.to_string(), expected })
}
