use super::finder::Candidate;
use catalog::Confidence;

/// How likely it is that the candidate at a place of a ranking is meant; none if it has too little in
/// common with the hint to be shown.
///
/// The bounds were set on the tuning half of the benchmark of hints: there, of what is no song, and
/// of the wrong answers, almost all score less.
pub(crate) fn confidence(ranking: &[Candidate], place: usize) -> Option<Confidence> {
    let candidate = ranking.get(place).filter(|found| found.explained() >= LEAST_EXPLAINED)?;
    if place > 0 || candidate.score < LIKELY_SCORE {
        return Some(Confidence::Guess);
    }
    let next = ranking.get(1).map_or(0.0, |next| next.score);
    let sure = candidate.explained() >= SURE_EXPLAINED && candidate.score - next >= SURE_MARGIN;
    Some(if sure { Confidence::Sure } else { Confidence::Likely })
}

const LEAST_EXPLAINED: f32 = 0.25;
const LIKELY_SCORE: f32 = 0.64;
const SURE_EXPLAINED: f32 = 0.9;
const SURE_MARGIN: f32 = 0.05;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::find::align::{Agreement, Alignment};

    fn check(found: &[(f32, f32)], expected: &[Option<Confidence>]) {
        let candidate = |&(explained, score): &(f32, f32)| {
            let agreement = Agreement { hint: explained, ..Agreement::default() };
            let alignment = Alignment { agreement, ..Alignment::default() };
            Candidate { song: 0, score, alignment, line: None }
        };
        let ranking: Vec<Candidate> = found.iter().map(candidate).collect();
        let all: Vec<_> = (0..ranking.len()).map(|place| confidence(&ranking, place)).collect();
        assert_eq!(all, expected);
    }

    #[test]
    fn only_the_first_is_more_than_a_guess() {
        use Confidence::{Guess, Likely, Sure};
        check(&[(1.0, 0.95), (0.9, 0.8)], &[Some(Sure), Some(Guess)]);
        check(&[(1.0, 0.95), (1.0, 0.94)], &[Some(Likely), Some(Guess)]);
        check(&[(0.7, 0.66)], &[Some(Likely)]);
        check(&[(0.6, 0.5), (0.2, 0.4)], &[Some(Guess), None]);
    }
}
