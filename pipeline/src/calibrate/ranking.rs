//! Learns what the ranking features count from songs that were meant and those that competed with them.

use engine::numeric::{float64, single};
use engine::{RankingFeatures, RankingWeights};

/// The song that a query means, and the songs that compete with it.
#[derive(Clone, Debug)]
pub(super) struct Contest {
    pub right: RankingFeatures,
    pub wrong: Vec<RankingFeatures>,
}

/// Pairwise logistic regression (the loss of `RankNet`; Burges et al., 2005) with weights that are not negative, drawn
/// towards the preset ones: from few contests, they stay there.
pub(super) fn fit_weights(contests: &[Contest]) -> RankingWeights {
    let mut regression = Regression::new(contests);
    regression.minimise();
    regression.factors[HEARD] = regression.factors[LINE];
    let preset = RankingWeights::PRESET.by_feature().numbers();
    let factors = regression.factors.map(single);
    let learned: [f32; COUNT] = std::array::from_fn(|at| preset[at] * factors[at]);
    RankingWeights::new(learned.into()).unwrap_or_default().scaled_to_preset()
}

const COUNT: usize = RankingFeatures::COUNT;

/// The places of two features. No drawn query is misheard, so what is heard keeps its relation to what is read.
const LINE: usize = COUNT - 2;
const HEARD: usize = COUNT - 1;

/// The standard deviation of a weight's factor that is expected before any contest is seen: hardly any vanishes or
/// doubles. Chosen of ¼, ½ and 1 as the number of competitors was: 1 is no better.
const DEVIATION: f64 = 0.5;

/// Passes over the weights, and the change below which they are done.
const PASSES: usize = 100;
const DONE: f64 = 1e-4;

/// How often a step that does not help is halved.
const HALVINGS: usize = 8;

/// How many log odds a difference of scores of 1 may be, from which the likeliest is taken.
const SHARPNESS: [f64; 6] = [5.0, 10.0, 20.0, 40.0, 80.0, 160.0];

/// By what factor to change each weight of the preset. A factor of 1 for all leaves the ranking as it is.
struct Regression {
    pairs: Vec<Pair>,
    factors: [f64; COUNT],
}

/// A right song beside a wrong one.
struct Pair {
    /// By how many log odds of the preset the right one leads, by feature.
    lead: [f64; COUNT],
    /// By how many it leads in all, with the factors.
    margin: f64,
    /// All pairs of a contest together weigh 1.
    weight: f64,
}

impl Regression {
    fn new(contests: &[Contest]) -> Self {
        let mut pairs: Vec<Pair> = contests.iter().flat_map(pairs).collect();
        let sharpness = likeliest_sharpness(&pairs);
        for pair in &mut pairs {
            pair.lead = pair.lead.map(|lead| sharpness * lead);
            pair.margin *= sharpness;
        }
        Self { pairs, factors: [1.0; COUNT] }
    }

    /// Newton's method, one weight at a time (Chang, Hsieh and Lin, 2008).
    fn minimise(&mut self) {
        for _ in 0..PASSES {
            let changes = (0..COUNT).map(|at| self.improve(at));
            let change = changes.fold(0.0, f64::max);
            if change < DONE {
                break;
            }
        }
    }

    /// Improves one factor; returns by how much it changed.
    fn improve(&mut self, at: usize) -> f64 {
        let factor = self.factors[at];
        let precision = DEVIATION.powi(-2);
        let (mut slope, mut curvature) = (precision * (factor - 1.0), precision);
        for Pair { lead, margin, weight } in &self.pairs {
            let wrong = logistic(-margin);
            slope -= weight * wrong * lead[at];
            curvature += weight * wrong * (1.0 - wrong) * lead[at] * lead[at];
        }
        let before = self.loss(at, 0.0);
        let mut step = (factor - slope / curvature).max(0.0) - factor;
        for _ in 0..HALVINGS {
            if self.loss(at, step) <= before {
                self.change(at, step);
                return step.abs();
            }
            step /= 2.0;
        }
        0.0
    }

    /// The loss if a factor were changed, but for a constant.
    fn loss(&self, at: usize, step: f64) -> f64 {
        let factor = self.factors[at] + step;
        let pairs = self.pairs.iter();
        let of_pairs: f64 =
            pairs.map(|pair| pair.weight * surprise(pair.margin + step * pair.lead[at])).sum();
        of_pairs + ((factor - 1.0) / DEVIATION).powi(2) / 2.0
    }

    fn change(&mut self, at: usize, step: f64) {
        self.factors[at] += step;
        self.pairs.iter_mut().for_each(|pair| pair.margin += step * pair.lead[at]);
    }
}

fn pairs(contest: &Contest) -> impl Iterator<Item = Pair> {
    let Contest { right, wrong } = contest;
    let weight = 1.0 / float64(wrong.len().max(1));
    wrong.iter().map(move |wrong| {
        let preset = RankingWeights::PRESET.by_feature().numbers();
        let (right, wrong) = (right.numbers(), wrong.numbers());
        let mut lead: [f64; COUNT] =
            std::array::from_fn(|at| f64::from(preset[at] * (right[at] - wrong[at])));
        lead[LINE] += std::mem::take(&mut lead[HEARD]);
        Pair { lead, margin: lead.iter().sum(), weight }
    })
}

fn likeliest_sharpness(pairs: &[Pair]) -> f64 {
    let loss = |sharpness: f64| {
        pairs.iter().map(|pair| pair.weight * surprise(sharpness * pair.margin)).sum::<f64>()
    };
    SHARPNESS.into_iter().min_by(|a, b| loss(*a).total_cmp(&loss(*b))).unwrap_or(SHARPNESS[0])
}

fn logistic(odds: f64) -> f64 {
    1.0 / (1.0 + (-odds).exp())
}

/// −ln of the chance that the right song of a pair comes first.
fn surprise(margin: f64) -> f64 {
    // ln(1 + exp(−margin)) without overflow.
    (-margin).max(0.0) + (-margin.abs()).exp().ln_1p()
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::rngs::ChaCha8Rng;
    use rand::{RngExt, SeedableRng};

    /// Contests of two random songs, in which the right one is drawn by its score with these weights.
    fn contests(weights: RankingFeatures, count: usize) -> Vec<Contest> {
        let mut rng = ChaCha8Rng::seed_from_u64(1);
        let weights = RankingWeights::new(weights).expect("none is negative");
        let mut song = |_| RankingFeatures::from(std::array::from_fn(|_| rng.random::<f32>()));
        let songs: Vec<[RankingFeatures; 2]> =
            (0..count).map(|at| [at, at].map(&mut song)).collect();
        let contest = |[a, b]: [RankingFeatures; 2]| {
            let odds = 30.0 * f64::from(weights.score(&a) - weights.score(&b));
            let (right, wrong) = if rng.random::<f64>() < logistic(odds) { (a, b) } else { (b, a) };
            Contest { right, wrong: vec![wrong] }
        };
        songs.into_iter().map(contest).collect()
    }

    #[test]
    fn planted_weights_are_recovered() {
        let planted = RankingFeatures {
            title: 0.25,
            order: 0.0,
            popularity: 0.1,
            ..RankingWeights::PRESET.by_feature()
        };
        let learned = fit_weights(&contests(planted, 20_000)).by_feature().numbers();
        let planted = RankingWeights::new(planted).expect("valid").scaled_to_preset();
        for (at, planted) in planted.by_feature().numbers().into_iter().enumerate() {
            let name = RankingFeatures::NAMES[at];
            assert!((learned[at] - planted).abs() < 0.02, "{name}: {learned:?}");
        }
    }

    #[test]
    fn no_weight_is_negative() {
        let against = |contest: Contest| {
            let (mut right, mut wrong) = (contest.right, contest.wrong);
            for wrong in &mut wrong {
                std::mem::swap(&mut right.popularity, &mut wrong.popularity);
            }
            Contest { right, wrong }
        };
        let planted = RankingFeatures { popularity: 1.0, ..RankingWeights::PRESET.by_feature() };
        let contests: Vec<Contest> = contests(planted, 2000).into_iter().map(against).collect();
        let learned = fit_weights(&contests).by_feature();
        assert!(learned.popularity.abs() < f32::EPSILON, "{learned:?}");
    }

    #[test]
    fn few_contests_leave_the_preset() {
        let preset = RankingWeights::PRESET.by_feature();
        let odd = RankingFeatures { explained: 0.0, popularity: 1.0, ..preset };
        for (contests, most) in [(Vec::new(), 1e-6), (contests(odd, 5), 0.15)] {
            let learned = fit_weights(&contests).by_feature().numbers();
            for (learned, preset) in learned.into_iter().zip(preset.numbers()) {
                assert!((learned - preset).abs() < most, "{learned} for {preset}");
            }
        }
    }
}
