use serde::{Deserialize, Serialize};

/// Numbers by hash: a table that leads from a hash to few numbers, some of which belong to other
/// hashes. What is found needs a closer look anyway, so no keys are held.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Buckets {
    starts: Vec<u32>,
    values: Vec<u32>,
}

/// Entries a bucket, on average, at most.
const FILL: usize = 4;

impl Buckets {
    /// The table of pairs of a hash and a number.
    pub(crate) fn new(mut pairs: Vec<(u32, u32)>) -> Self {
        let buckets = (pairs.len() / FILL).max(1).next_power_of_two();
        pairs.iter_mut().for_each(|(hash, _)| *hash &= buckets as u32 - 1);
        pairs.sort_unstable();
        pairs.dedup();
        let mut starts = vec![0; buckets + 1];
        pairs.iter().for_each(|(bucket, _)| starts[*bucket as usize + 1] += 1);
        (0..buckets).for_each(|bucket| starts[bucket + 1] += starts[bucket]);
        Self { starts, values: pairs.into_iter().map(|(_, value)| value).collect() }
    }

    /// The numbers with this hash, and some others.
    pub(crate) fn get(&self, hash: u32) -> &[u32] {
        let buckets = self.starts.len().saturating_sub(1);
        if buckets == 0 {
            return &[];
        }
        let bucket = hash as usize & (buckets - 1);
        let range = self.starts[bucket] as usize..self.starts[bucket + 1] as usize;
        self.values.get(range).unwrap_or_default()
    }

    /// Whether the table holds together and all numbers are below `limit`.
    pub(crate) fn is_consistent(&self, limit: u32) -> bool {
        let buckets = self.starts.len().saturating_sub(1);
        (buckets == 0 || buckets.is_power_of_two())
            && self.starts.is_sorted()
            && self.starts.last().is_none_or(|&end| end as usize == self.values.len())
            && self.values.iter().all(|&value| value < limit)
    }
}

/// A hash of characters (FNV-1a), the same in every build of the program, since tables are stored.
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
        fn every_number_is_found_again(pairs in prop::collection::vec((any::<u32>(), 0_u32..50), 0..60)) {
            let buckets = Buckets::new(pairs.clone());
            prop_assert!(buckets.is_consistent(50));
            for (hash, value) in pairs {
                prop_assert!(buckets.get(hash).contains(&value));
            }
        }
    }

    #[test]
    fn an_empty_table_has_nothing() {
        assert!(Buckets::default().get(7).is_empty());
        assert!(Buckets::new(Vec::new()).get(7).is_empty());
    }
}
