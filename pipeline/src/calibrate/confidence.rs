//! Fits how sure answers are.

use crate::eval::find::Share;
use engine::numeric::float;
use engine::{ConfidenceModel, Evidence};

/// An answer whose song is known.
#[derive(Clone, Copy, Debug)]
pub(super) struct Judged {
    /// What the ranking said.
    pub evidence: Evidence,
    /// Whether its first song was meant.
    pub right: bool,
}

/// Logistic regression with weights that are not negative, and the least chances of a sure and a likely
/// answer; none if there are too few answers to be sure of any.
pub(super) fn fit_confidence(judged: &[Judged]) -> Option<ConfidenceModel> {
    let (bias, weights) = regression(judged);
    let mut model = ConfidenceModel { bias, weights, sure: 1.0, likely: LIKELY };
    model.sure = least_sure(judged, &model)?.max(SURE_CHANCE);
    let finite = bias.is_finite() && weights.iter().all(|weight| weight.is_finite());
    finite.then_some(model)
}

/// The least chance of a sure answer, however rarely the tuning half shows it wrong, and of a likely one. Set by
/// hand: the tuning half has no single common words, of which no song can be sure.
const SURE_CHANCE: f32 = 0.98;
const LIKELY: f32 = 0.8;

/// Sure answers are right at least this often, by the lower bound of Wilson's 95% interval.
const SURE: f64 = 0.995;

/// Steps of gradient descent, and their size.
const STEPS: usize = 4000;
const RATE: f32 = 2.0;

/// Keeps the weights finite where the evidence separates right from wrong.
const SHRINKAGE: f32 = 1e-4;

fn regression(judged: &[Judged]) -> (f32, [f32; 3]) {
    let (mut bias, mut weights) = (0.0_f32, [0.0_f32; 3]);
    let count = float(judged.len().max(1));
    for _ in 0..STEPS {
        let model = ConfidenceModel { bias, weights, sure: 1.0, likely: 1.0 };
        let (mut of_bias, mut of_weights) = (0.0, [0.0; 3]);
        for Judged { evidence, right } in judged {
            let error = model.chance(*evidence) - f32::from(u8::from(*right));
            of_bias += error / count;
            for (slope, number) in of_weights.iter_mut().zip(evidence.numbers()) {
                *slope += error * number / count;
            }
        }
        bias -= RATE * of_bias;
        for (weight, slope) in weights.iter_mut().zip(of_weights) {
            *weight = (*weight - RATE * (slope + SHRINKAGE * *weight)).max(0.0);
        }
    }
    (bias, weights)
}

/// The least chance from which on answers are as often right as sure ones have to be.
fn least_sure(judged: &[Judged], model: &ConfidenceModel) -> Option<f32> {
    let mut chances: Vec<(f32, bool)> =
        judged.iter().map(|judged| (model.chance(judged.evidence), judged.right)).collect();
    chances.sort_by(|a, b| b.0.total_cmp(&a.0));
    let (mut right, mut count, mut least) = (0, 0, None);
    // Answers with the same chance are all sure, or none is.
    for same in chances.chunk_by(|a, b| a.0.total_cmp(&b.0).is_eq()) {
        count += same.len();
        right += same.iter().filter(|(_, right)| *right).count();
        let [lower, _] = Share::new(right, count).interval;
        if lower >= SURE {
            least = same.first().map(|(chance, _)| *chance);
        }
    }
    least
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::rngs::ChaCha8Rng;
    use rand::{RngExt, SeedableRng};

    /// Answers that are right with a chance that grows with the share explained and the lead.
    fn answers(count: usize) -> Vec<Judged> {
        let mut rng = ChaCha8Rng::seed_from_u64(1);
        let answer = |_| {
            let [explained, score] = [rng.random::<f32>(), rng.random::<f32>()];
            let evidence = Evidence { explained, score, lead: rng.random::<f32>() / 4.0 };
            let [explained, _, lead] = evidence.numbers();
            let odds = 12.0 * explained + 8.0 * lead - 8.0;
            Judged { evidence, right: rng.random::<f32>() < 1.0 / (1.0 + (-odds).exp()) }
        };
        (0..count).map(answer).collect()
    }

    #[test]
    fn sure_answers_are_right() {
        let model = fit_confidence(&answers(5000)).expect("a model");
        assert!(model.weights[0] > 4.0 && model.weights[2] > 2.0, "{model:?}");
        assert!((0.98..1.0).contains(&model.sure), "{model:?}");
        let others = answers(20_000).split_off(5000);
        let sure = others.iter().filter(|judged| model.chance(judged.evidence) >= model.sure);
        let (count, right) = sure
            .fold((0, 0), |(count, right), judged| (count + 1, right + usize::from(judged.right)));
        assert!(count > 2000, "{count}");
        assert!(Share::new(right, count).share > 0.98, "{right} of {count}");
    }

    #[test]
    fn answers_with_the_same_evidence_are_equally_sure() {
        let evidence = Evidence { explained: 1.0, score: 1.0, lead: 0.2 };
        let answers = |right: usize, wrong: usize| -> Vec<Judged> {
            let all = std::iter::repeat_n(true, right).chain(std::iter::repeat_n(false, wrong));
            all.map(|right| Judged { evidence, right }).collect()
        };
        assert_eq!(fit_confidence(&answers(800, 40)), None);
        assert!(fit_confidence(&answers(800, 0)).is_some());
    }

    #[test]
    fn few_answers_make_nobody_sure() {
        assert_eq!(fit_confidence(&answers(100)), None);
        assert_eq!(fit_confidence(&[]), None);
    }
}
