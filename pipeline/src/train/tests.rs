use super::candidates::CandidateSampler;
use super::network::Network;
use super::*;
use engine::numeric::{float, float_from_u32, index32};
use ndarray::{Array2, ArrayView1, Axis};
use proptest::prelude::*;
use rand::rngs::ChaCha8Rng;
use rand::{RngExt, SeedableRng};
use std::collections::BTreeSet;
use std::sync::Mutex;

fn layers(widths: &[usize], activation: Activation) -> Vec<Layer> {
    widths.iter().map(|&width| Layer { width, activation }).collect()
}

/// Rows with about `terms` random entries.
fn random_rows(rows: usize, columns: usize, terms: f32, rng: &mut ChaCha8Rng) -> SparseRows {
    let mut matrix = SparseRows::new(columns);
    for _ in 0..rows {
        let ids: Vec<u32> = (0..index32(columns))
            .filter(|_| rng.random::<f32>() < terms / float(columns))
            .collect();
        let weights: Vec<f32> = ids.iter().map(|_| rng.random_range(0.1..1.0)).collect();
        matrix.push(&ids, &weights).expect("valid row");
    }
    matrix
}

/// Compares every gradient with a central difference of the loss.
fn check_gradients(activation: Activation, unit_length: bool, output: OutputLoss) {
    let params = AutoencoderParams {
        encoder: layers(&[6, 4], activation),
        decoder: layers(&[5], activation),
        output,
        unit_length,
        ..AutoencoderParams::earworm(1, 0)
    };
    let mut rng = ChaCha8Rng::seed_from_u64(7);
    let inputs = random_rows(5, 8, 4.0, &mut rng);
    let targets = random_rows(5, 9, 4.0, &mut rng);
    let mut network = Network::new(&params, 8, 9, &mut rng);
    for weights in network.weights_mut() {
        weights.mapv_inplace(|_| rng.random_range(-1.0..1.0));
    }
    let candidates = CandidateSampler::new(output, &targets).draw(&targets, &mut rng);
    let analytic = network.gradients(&inputs, &targets, &candidates).weights;
    for (number, gradient) in analytic.iter().enumerate() {
        let mut whole = Array2::zeros(network.weights_mut()[number].raw_dim());
        for (&id, row) in gradient.ids.iter().zip(gradient.rows.rows()) {
            whole.row_mut(id as usize).assign(&row);
        }
        for (place, &expected) in whole.indexed_iter() {
            let mut loss_at = |shift: f32| {
                network.weights_mut()[number][place] += shift;
                let loss = network.gradients(&inputs, &targets, &candidates).loss;
                network.weights_mut()[number][place] -= shift;
                loss
            };
            let difference = (loss_at(STEP) - loss_at(-STEP)) / f64::from(2.0 * STEP);
            let error = (difference - f64::from(expected)).abs();
            let case = format!("{activation:?} {unit_length} {output:?}");
            assert!(error < 1e-3, "{case}: weights {number}{place:?} {expected} {difference}");
        }
    }
    assert_eq!(analytic.len(), network.weights_mut().len());
}

const STEP: f32 = 2e-3;

#[test]
fn gradients_equal_finite_differences() {
    let losses = [
        OutputLoss::SquaredError,
        OutputLoss::CrossEntropy(Softmax::Full),
        OutputLoss::CrossEntropy(Softmax::Sampled { negatives: 2 }),
    ];
    for activation in [Activation::Linear, Activation::Relu, Activation::Sigmoid] {
        for unit_length in [false, true] {
            losses.iter().for_each(|&loss| check_gradients(activation, unit_length, loss));
        }
    }
}

#[test]
fn the_sampled_normaliser_is_unbiased() {
    let mut rng = ChaCha8Rng::seed_from_u64(3);
    let targets = random_rows(400, 50, 3.0, &mut rng);
    let loss = OutputLoss::CrossEntropy(Softmax::Sampled { negatives: 10 });
    let sampler = CandidateSampler::new(loss, &targets);
    let (mut sum, draws) = (0.0, 4000_u16);
    for _ in 0..draws {
        let rows: Vec<u32> = (0..8).map(|_| rng.random_range(0..400)).collect();
        let batch = targets.select(&rows);
        let candidates = sampler.draw(&batch, &mut rng);
        let own = batch.row(0).ids.iter().filter_map(|&id| candidates.position(id));
        let mut scores: Vec<f32> =
            candidates.ids().iter().map(|&id| (float_from_u32(id) / 20.0).sin()).collect();
        candidates.correct(&mut scores, own);
        sum += scores.iter().map(|score| score.exp()).sum::<f32>();
    }
    let exact: f32 = (0..50_u8).map(|id| (f32::from(id) / 20.0).sin().exp()).sum();
    let estimate = sum / f32::from(draws);
    assert!((estimate / exact - 1.0).abs() < 0.02, "{estimate} for {exact}");
}

/// Documents about two of twelve themes, each with ten terms of its own.
fn themed_corpus(rows: usize) -> (SparseRows, Vec<[u32; 2]>) {
    let mut rng = ChaCha8Rng::seed_from_u64(11);
    let mut corpus = SparseRows::new(120);
    let mut themes = Vec::new();
    for _ in 0..rows {
        let pair = [rng.random_range(0..12_u32), rng.random_range(0..12_u32)];
        let ids: Vec<u32> =
            (0..120).filter(|id| pair.contains(&(id / 10)) && rng.random::<f32>() < 0.3).collect();
        let weight = 1.0 / float(ids.len().max(1)).sqrt();
        corpus.push(&ids, &vec![weight; ids.len()]).expect("valid row");
        themes.push(pair);
    }
    (corpus, themes)
}

fn small_earworm(epochs: usize, softmax: Softmax) -> AutoencoderParams {
    AutoencoderParams {
        encoder: vec![
            Layer { width: 32, activation: Activation::Relu },
            Layer { width: 8, activation: Activation::Linear },
        ],
        output: OutputLoss::CrossEntropy(softmax),
        learning_rate: 0.02,
        batch_size: 64,
        ..AutoencoderParams::earworm(epochs, 1)
    }
}

fn train(params: AutoencoderParams, corpus: &SparseRows) -> TrainedEncoder {
    let valid = params.check().expect("valid parameters");
    valid.fit(NetworkInputs::Fixed(corpus), corpus, &mut |_| {}).expect("converges")
}

/// The share of the ten nearest neighbours that have a theme in common with the row.
fn neighbours_sharing_a_theme(embeddings: &Array2<f32>, themes: &[[u32; 2]]) -> f32 {
    let similarity = |a: ArrayView1<'_, f32>, b: ArrayView1<'_, f32>| {
        a.dot(&b) / (a.dot(&a) * b.dot(&b)).sqrt().max(1e-9)
    };
    let mut shared = 0;
    for (row, embedding) in embeddings.axis_iter(Axis(0)).enumerate() {
        let mut others: Vec<usize> =
            (0..embeddings.nrows()).filter(|&other| other != row).collect();
        others.sort_by(|&a, &b| {
            similarity(embedding, embeddings.row(b))
                .total_cmp(&similarity(embedding, embeddings.row(a)))
        });
        let alike = |other: &&usize| themes[**other].iter().any(|t| themes[row].contains(t));
        shared += others[..10].iter().filter(alike).count();
    }
    float(shared) / float(10 * embeddings.nrows())
}

#[test]
fn embeddings_find_neighbours_better_than_a_random_projection() {
    let (corpus, themes) = themed_corpus(600);
    let mut rng = ChaCha8Rng::seed_from_u64(2);
    let projection = Array2::from_shape_simple_fn((120, 8), || rng.random_range(-1.0_f32..1.0));
    let mut projected = Array2::zeros((corpus.len(), 8));
    for (row, entries) in corpus.iter().enumerate() {
        for (id, weight) in entries.iter() {
            projected.row_mut(row).scaled_add(weight, &projection.row(id as usize));
        }
    }
    let random = neighbours_sharing_a_theme(&projected, &themes);
    for softmax in [Softmax::Full, Softmax::Sampled { negatives: 20 }] {
        let trained = train(small_earworm(20, softmax), &corpus);
        let losses = trained.losses();
        assert!(losses[19] < 0.8 * losses[0], "{losses:?}");
        let embeddings = trained.encode(&corpus).expect("same columns");
        let found = neighbours_sharing_a_theme(&embeddings, &themes);
        assert!(found > random + 0.1, "{softmax:?}: {found}, at random {random}");
    }
}

#[test]
fn the_network_of_spotifinder_learns() {
    let (corpus, _) = themed_corpus(300);
    let params = AutoencoderParams {
        learning_rate: 0.001,
        batch_size: 50,
        ..AutoencoderParams::spotifinder(4, 1)
    };
    let losses = train(params, &corpus).losses().to_vec();
    assert!(losses[3] < losses[0] / 2.0, "{losses:?}");
}

#[test]
fn training_does_not_depend_on_the_number_of_threads() {
    let (corpus, _) = themed_corpus(200);
    let embeddings = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("a pool");
        pool.install(|| {
            let trained = train(small_earworm(2, Softmax::Sampled { negatives: 20 }), &corpus);
            trained.encode(&corpus).expect("same columns")
        })
    };
    assert_eq!(embeddings(1), embeddings(3));
}

#[test]
fn noisy_inputs_are_requested_for_all_rows_in_each_epoch() {
    let (corpus, _) = themed_corpus(100);
    let asked = Mutex::new(BTreeSet::new());
    let make = |epoch, rows: &[u32]| {
        asked.lock().expect("a lock").extend(rows.iter().map(|row| (epoch, *row)));
        Ok(corpus.select(rows))
    };
    let inputs = NetworkInputs::Noisy { columns: 120, make: &make };
    let mut reports = Vec::new();
    let params = small_earworm(3, Softmax::Full).check().expect("valid parameters");
    params.fit(inputs, &corpus, &mut |report| reports.push(report)).expect("converges");
    let all = (0..3_usize).flat_map(|epoch| (0..100_u32).map(move |row| (epoch, row)));
    assert_eq!(asked.into_inner().expect("a lock"), all.collect());
    assert_eq!(reports.len(), 6);
    assert_eq!(reports.iter().filter(|report| report.is_last_of_epoch()).count(), 3);
    assert_eq!((reports[5].epoch, reports[5].rows_done, reports[5].rows), (3, 100, 100));
}

fn fit_error(params: AutoencoderParams, inputs: &SparseRows, targets: &SparseRows) -> TrainError {
    let valid = params.check().expect("valid parameters");
    valid.fit(NetworkInputs::Fixed(inputs), targets, &mut |_| {}).expect_err("must fail")
}

#[test]
fn mismatched_data_is_refused() {
    let (corpus, _) = themed_corpus(20);
    let (shorter, _) = themed_corpus(19);
    let none = SparseRows::new(120);
    let params = || small_earworm(1, Softmax::Full);
    assert_eq!(fit_error(params(), &none, &none), TrainError::NoRows);
    assert!(matches!(fit_error(params(), &shorter, &corpus), TrainError::Shape { found: 19, .. }));
    let trained = train(params(), &corpus);
    assert!(matches!(trained.encode(&SparseRows::new(7)), Err(TrainError::Shape { .. })));
}

#[test]
fn divergence_is_an_error_with_advice() {
    let mut corpus = SparseRows::new(2);
    corpus.push(&[0, 1], &[f32::MAX, f32::MAX]).expect("finite weights");
    let params = AutoencoderParams { unit_length: false, ..small_earworm(1, Softmax::Full) };
    let error = fit_error(AutoencoderParams { token_dropout: 0.0, ..params }, &corpus, &corpus);
    assert!(matches!(error, TrainError::Diverged { epoch: 1, .. }));
    assert!(error.to_string().contains("try a tenth of that rate"), "{error}");
}

fn check_refused(change: impl FnOnce(&mut AutoencoderParams), parameter: &str) {
    let mut params = AutoencoderParams::earworm(1, 0);
    change(&mut params);
    match params.check() {
        Err(TrainError::Parameter { parameter: found, .. }) => assert_eq!(found, parameter),
        other => panic!("{parameter}: {other:?}"),
    }
}

#[test]
fn the_presets_are_valid() {
    assert!(AutoencoderParams::earworm(8, 0).check().is_ok());
    assert!(AutoencoderParams::spotifinder(2, 0).check().is_ok());
}

#[test]
fn each_parameter_is_checked() {
    check_refused(|p| p.encoder.clear(), "encoder");
    check_refused(|p| p.encoder[0].width = 0, "layer width");
    check_refused(|p| p.decoder = layers(&[1 << 20], Activation::Relu), "layer width");
    check_refused(|p| p.epochs = 0, "number of epochs");
    check_refused(|p| p.batch_size = 0, "batch size");
    let no_negatives = OutputLoss::CrossEntropy(Softmax::Sampled { negatives: 0 });
    check_refused(|p| p.output = no_negatives, "number of negatives");
}

proptest! {
    #[test]
    fn rates_are_accepted_exactly_in_their_ranges(
        dropout in prop_oneof![-2.0_f32..2.0, prop::num::f32::ANY],
        rate in prop_oneof![-2.0_f32..2.0, prop::num::f32::ANY],
        batch_size in 0_usize..3,
        epochs in 0_usize..3,
    ) {
        let params = AutoencoderParams {
            token_dropout: dropout,
            learning_rate: rate,
            batch_size,
            epochs,
            ..AutoencoderParams::earworm(1, 0)
        };
        let sane = (0.0..1.0).contains(&dropout)
            && rate > 0.0
            && rate <= 1.0
            && batch_size > 0
            && epochs > 0;
        prop_assert_eq!(params.check().is_ok(), sane);
    }
}
