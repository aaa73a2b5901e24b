use super::finder::Candidate;
use catalog::Confidence;

/// How likely it is that the candidate at a place of a ranking is meant; none if it has too little in
/// common with the hint to be shown.
pub(crate) fn confidence(ranking: &[Candidate], place: usize) -> Option<Confidence> {
    let candidate = ranking.get(place)?;
    let explained = candidate.explained();
    if explained < LEAST_EXPLAINED {
        return None;
    }
    if place > 0 {
        return Some(Confidence::Guess);
    }
    let next = ranking.get(1).map_or(0.0, |next| next.score);
    let margin = candidate.score - next;
    Some(match explained {
        explained if explained >= SURE_EXPLAINED && margin >= SURE_MARGIN => Confidence::Sure,
        explained if explained >= LIKELY_EXPLAINED => Confidence::Likely,
        _ => Confidence::Guess,
    })
}

const LEAST_EXPLAINED: f32 = 0.4;
const LIKELY_EXPLAINED: f32 = 0.62;
const SURE_EXPLAINED: f32 = 0.9;
const SURE_MARGIN: f32 = 0.05;
