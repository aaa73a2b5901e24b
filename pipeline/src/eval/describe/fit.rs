//! Learns the weights of the parts: the right songs should have the highest sums (`ListNet` with one right
//! answer; Cao et al., 2007), by gradient descent (Adam; Kingma and Ba, 2015).

use super::case::Candidates;
use engine::describe::{Part, PartValues};
use engine::numeric::float64;

/// Steps of gradient descent, their length, and what a weight of 1 on a part of unit deviation costs.
const STEPS: i32 = 80;
const RATE: f64 = 0.1;
const DECAY: f64 = 0.003;

/// The decay of Adam's running means.
const MEAN: f64 = 0.9;
const SQUARE: f64 = 0.99;

pub(super) type Weights = [f64; Part::COUNT];

/// Weights without those of some parts, fitted to cases.
pub(super) fn fit(cases: &[&Candidates], without: &[Part]) -> Weights {
    let scale = deviations(cases);
    let used = |at: usize| !without.iter().any(|&part| part as usize == at);
    let mut weights = [0.0; Part::COUNT];
    let (mut mean, mut square) = ([0.0; Part::COUNT], [0.0; Part::COUNT]);
    for step in 1..=STEPS {
        let gradient = gradient(cases, &weights, &scale);
        for at in (0..Part::COUNT).filter(|&at| used(at)) {
            let slope = gradient[at] + DECAY * weights[at];
            mean[at] = MEAN * mean[at] + (1.0 - MEAN) * slope;
            square[at] = SQUARE * square[at] + (1.0 - SQUARE) * slope * slope;
            let (first, second) =
                (mean[at] / (1.0 - MEAN.powi(step)), square[at] / (1.0 - SQUARE.powi(step)));
            weights[at] -= RATE * first / (second.sqrt() + 1e-8);
        }
    }
    std::array::from_fn(|at| weights[at] / scale[at])
}

/// The score of a song.
pub(super) fn score(values: &PartValues, weights: &Weights) -> f64 {
    values.iter().zip(weights).map(|(value, weight)| f64::from(*value) * weight).sum()
}

fn gradient(cases: &[&Candidates], weights: &Weights, scale: &Weights) -> Weights {
    let unscaled: Weights = std::array::from_fn(|at| weights[at] / scale[at]);
    let mut gradient = [0.0; Part::COUNT];
    for case in cases {
        let scores: Vec<f64> = case.values.iter().map(|values| score(values, &unscaled)).collect();
        let highest = scores.iter().copied().fold(f64::MIN, f64::max);
        let odds: Vec<f64> = scores.iter().map(|score| (score - highest).exp()).collect();
        let sum: f64 = odds.iter().sum();
        let of_right: f64 = case.right.iter().map(|&at| odds[at]).sum();
        let mut add = |at: usize, share: f64| {
            for (part, value) in case.values[at].iter().enumerate() {
                gradient[part] += share * f64::from(*value) / scale[part];
            }
        };
        (0..odds.len()).for_each(|at| add(at, odds[at] / sum));
        case.right.iter().for_each(|&at| add(at, -odds[at] / of_right.max(f64::MIN_POSITIVE)));
    }
    gradient.map(|slope| slope / float64(cases.len().max(1)))
}

fn deviations(cases: &[&Candidates]) -> Weights {
    let count = float64(cases.iter().map(|case| case.values.len()).sum::<usize>().max(1));
    let sum = |of: &dyn Fn(f64) -> f64, part: usize| {
        let values = cases.iter().flat_map(|case| &case.values);
        values.map(|values| of(f64::from(values[part]))).sum::<f64>() / count
    };
    std::array::from_fn(|part| {
        let mean = sum(&|value| value, part);
        sum(&|value| (value - mean).powi(2), part).sqrt().max(1e-3)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use engine::numeric::float;

    fn candidates(right: usize) -> Candidates {
        let values = |at: usize| {
            let mut values = [0.0; Part::COUNT];
            values[Part::Title as usize] = if at == right { 1.0 } else { 0.0 };
            values[Part::Genre as usize] = float(at);
            values
        };
        Candidates { values: (0..4).map(values).collect(), right: vec![right] }
    }

    #[test]
    fn what_tells_the_right_song_gets_weight() {
        let cases = [candidates(0), candidates(3), candidates(1), candidates(2)];
        let cases: Vec<&Candidates> = cases.iter().collect();
        let weights = fit(&cases, &[]);
        assert!(weights[Part::Title as usize] > 3.0, "{weights:?}");
        assert!(weights[Part::Genre as usize].abs() < 0.2, "{weights:?}");
        assert!(fit(&cases, &[Part::Title])[Part::Title as usize].abs() < 1e-9);
    }
}
