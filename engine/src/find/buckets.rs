//! A multimap from hashes to terms, stored without its keys.

use crate::id::{TermId, all_below};
use crate::numeric::index32;
use crate::store::{Section, artefact};

/// Terms by hash. Look-ups may return terms of other hashes: callers compare the terms anyway, so the
/// keys would only take memory.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Buckets {
    starts: Section<[u32]>,
    terms: Section<[TermId]>,
}

artefact!(Buckets { starts, terms });

/// The average number of terms in a bucket, at most.
const FILL: usize = 4;

impl Buckets {
    pub(crate) fn new(mut pairs: Vec<(u32, TermId)>) -> Self {
        let buckets = (pairs.len() / FILL).max(1).next_power_of_two();
        pairs.iter_mut().for_each(|(hash, _)| *hash &= index32(buckets) - 1);
        pairs.sort_unstable();
        pairs.dedup();
        let mut starts = vec![0; buckets + 1];
        pairs.iter().for_each(|(bucket, _)| starts[*bucket as usize + 1] += 1);
        (0..buckets).for_each(|bucket| starts[bucket + 1] += starts[bucket]);
        Self { starts: starts.into(), terms: pairs.into_iter().map(|(_, term)| term).collect() }
    }

    /// The terms with this hash, and some others.
    pub(crate) fn get(&self, hash: u32) -> &[TermId] {
        let buckets = self.starts.len().saturating_sub(1);
        if buckets == 0 {
            return &[];
        }
        let bucket = hash as usize & (buckets - 1);
        let range = self.starts[bucket] as usize..self.starts[bucket + 1] as usize;
        self.terms.get(range).unwrap_or_default()
    }

    /// Whether the table is well-formed, for a vocabulary of so many terms.
    pub(crate) fn is_consistent(&self, vocabulary: usize) -> bool {
        let buckets = self.starts.len().saturating_sub(1);
        (buckets == 0 || buckets.is_power_of_two())
            && self.starts.is_sorted()
            && self.starts.last().is_none_or(|&end| end as usize == self.terms.len())
            && all_below(&self.terms, vocabulary)
    }
}

/// FNV-1a over characters. The tables are stored, so the hash must never change.
#[expect(clippy::cast_possible_truncation, reason = "both halves are folded into the lower one")]
pub(crate) fn hash_chars(chars: impl IntoIterator<Item = char>) -> u32 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for c in chars {
        hash = (hash ^ u64::from(c)).wrapping_mul(0x0100_0000_01b3);
    }
    (hash ^ (hash >> 32)) as u32
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_term_is_found_again(pairs in prop::collection::vec((any::<u32>(), (0_u32..50).prop_map(TermId)), 0..60)) {
            let buckets = Buckets::new(pairs.clone());
            prop_assert!(buckets.is_consistent(50));
            for (hash, term) in pairs {
                prop_assert!(buckets.get(hash).contains(&term));
            }
        }
    }

    #[test]
    fn an_empty_table_has_nothing() {
        assert!(Buckets::default().get(7).is_empty());
        assert!(Buckets::new(Vec::new()).get(7).is_empty());
    }
}
