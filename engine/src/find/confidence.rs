//! How sure an answer is.

use super::finder::Candidate;
use super::params::{LIKELY_SCORE, MIN_EXPLAINED, SURE_EXPLAINED, SURE_MARGIN};
use crate::confidence::{ConfidenceModel, Evidence};
use catalog::Confidence;

/// How likely the candidate at a rank, from 0, is the song that is meant; none if it shares too little
/// with the query to be shown. Models that no confidence was learned for have a preset rule.
pub(crate) fn confidence(
    ranking: &[Candidate],
    rank: usize,
    model: Option<&ConfidenceModel>,
) -> Option<Confidence> {
    let found = ranking.get(rank).filter(|found| found.explained() >= MIN_EXPLAINED)?;
    // Too much sounds like something else.
    let is_heard = found.alignment.features.heard > 0.0;
    if rank > 0 || is_heard {
        return Some(Confidence::Guess);
    }
    let evidence = evidence(ranking)?;
    Some(model.map_or_else(|| preset(evidence), |model| model.confidence(evidence)))
}

/// What a ranking says of its first candidate.
pub(crate) fn evidence(ranking: &[Candidate]) -> Option<Evidence> {
    let first = ranking.first()?;
    let next = ranking.get(1).map_or(0.0, |next| next.score);
    Some(Evidence { explained: first.explained(), score: first.score, lead: first.score - next })
}

fn preset(evidence: Evidence) -> Confidence {
    let Evidence { explained, score, lead } = evidence;
    match score >= LIKELY_SCORE {
        true if explained >= SURE_EXPLAINED && lead >= SURE_MARGIN => Confidence::Sure,
        true => Confidence::Likely,
        false => Confidence::Guess,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::find::alignment::Alignment;
    use crate::id::SongId;
    use crate::ranking::RankingFeatures;

    fn candidate(score: f32, features: RankingFeatures) -> Candidate {
        let alignment = Alignment { features, ..Alignment::default() };
        Candidate { song: SongId(0), score, alignment, line: None }
    }

    fn check(found: &[(f32, f32)], expected: &[Option<Confidence>]) {
        let candidate = |&(explained, score): &(f32, f32)| {
            candidate(score, RankingFeatures { explained, ..RankingFeatures::default() })
        };
        let ranking: Vec<Candidate> = found.iter().map(candidate).collect();
        let all: Vec<_> = (0..ranking.len()).map(|rank| confidence(&ranking, rank, None)).collect();
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

    #[test]
    fn what_only_sounds_alike_is_a_guess() {
        let heard = RankingFeatures { explained: 1.0, heard: 1.0, ..RankingFeatures::default() };
        let ranking = [candidate(0.95, heard)];
        assert!(ranking[0].explained() >= MIN_EXPLAINED);
        assert_eq!(confidence(&ranking, 0, None), Some(Confidence::Guess));
    }
}
