//! Assigns tokens to the terms of a song, one to one.

use super::params::MAX_TOKENS;
use super::song_view::TermMatch;

/// Tokens and a term of a song that they may stand for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Pair {
    /// The first token, and how many there are.
    pub token: usize,
    pub tokens: usize,
    /// The position of the term among all terms that are aligned.
    pub slot: usize,
    pub found: TermMatch,
}

impl Pair {
    fn tokens(&self) -> std::ops::Range<usize> {
        self.token..self.token + self.tokens
    }

    fn mask(&self) -> u128 {
        let terms = if self.found.terms == 2 { 3 } else { 1 };
        terms << self.slot
    }

    fn is_as_similar_as(&self, other: &Self) -> bool {
        let bits = |pair: &Self| pair.found.similarity.value.to_bits();
        self.token == other.token && bits(self) == bits(other)
    }
}

/// Greedy assignment: the most similar pair first and, among equals, the one whose term follows that of
/// the token before. Each token gets at most one term and each term at most one token.
pub(crate) fn assign(pairs: &mut [Pair], tokens: usize) -> Vec<Option<TermMatch>> {
    pairs.sort_unstable_by(|a, b| {
        let similarity = b.found.similarity.value.total_cmp(&a.found.similarity.value);
        similarity.then_with(|| (a.token, a.slot).cmp(&(b.token, b.slot)))
    });
    let mut matches = vec![None; tokens];
    let mut slots = [usize::MAX; MAX_TOKENS];
    let mut used = 0_u128;
    for at in 0..pairs.len() {
        let first = pairs[at];
        if first.tokens().any(|token| matches[token].is_some()) {
            continue;
        }
        let before = first.token.checked_sub(1).map_or(usize::MAX, |before| slots[before]);
        let next = before.wrapping_add(1);
        let equals = pairs[at..].iter().take_while(|pair| pair.is_as_similar_as(&first));
        let mut open = equals.filter(|pair| used & pair.mask() == 0 && pair.tokens == first.tokens);
        let Some(mut chosen) = open.next() else { continue };
        if chosen.slot != next {
            chosen = open.find(|pair| pair.slot == next).unwrap_or(chosen);
        }
        used |= chosen.mask();
        for token in chosen.tokens() {
            matches[token] = Some(chosen.found);
            slots[token] = chosen.slot + chosen.found.terms - 1;
        }
    }
    matches
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::find::similarity::Similarity;
    use catalog::Likeness;

    /// Pairs of a token, a slot and a similarity; and the expected slot of each token.
    fn check(pairs: &[(usize, usize, f32)], expected: &[Option<usize>]) {
        let pair = |&(token, slot, value): &(usize, usize, f32)| {
            let similarity = Similarity { value, likeness: Likeness::Exact };
            let found = TermMatch { text: 0, at: slot, terms: 1, similarity };
            Pair { token, tokens: 1, slot, found }
        };
        let mut pairs: Vec<Pair> = pairs.iter().map(pair).collect();
        let matches = assign(&mut pairs, expected.len());
        let slots: Vec<Option<usize>> =
            matches.iter().map(|found| found.map(|found| found.at)).collect();
        assert_eq!(slots, expected);
    }

    #[test]
    fn the_most_similar_come_first() {
        check(&[(0, 0, 0.8), (1, 0, 0.9), (0, 1, 0.7)], &[Some(1), Some(0)]);
        check(&[(0, 0, 0.8), (1, 0, 0.9)], &[None, Some(0)]);
        check(&[], &[None]);
    }

    #[test]
    fn among_equals_neighbours_are_preferred() {
        check(&[(0, 2, 1.0), (1, 0, 1.0), (1, 3, 1.0)], &[Some(2), Some(3)]);
        check(&[(0, 0, 1.0), (0, 3, 1.0), (1, 0, 1.0), (1, 3, 1.0)], &[Some(0), Some(3)]);
    }
}
