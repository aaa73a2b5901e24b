//! Documents by what they have: pairs of neighbouring words, or runs of sounds.

use crate::numeric::index32;

/// Documents by a hash of what they have, stored without keys: those of another hash may be among them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Grams {
    starts: Vec<u32>,
    documents: Vec<u32>,
}

impl Grams {
    /// Indexes so many documents, about `fill` of them a bucket; `hashes` appends those of one.
    pub(crate) fn new(
        documents: usize,
        fill: usize,
        hashes: impl Fn(usize, &mut Vec<u32>),
    ) -> Self {
        let mut own = Vec::new();
        let mut distinct = |document: usize, mask: u32, each: &mut dyn FnMut(usize)| {
            own.clear();
            hashes(document, &mut own);
            own.iter_mut().for_each(|hash| *hash &= mask);
            own.sort_unstable();
            own.dedup();
            own.iter().for_each(|&bucket| each(bucket as usize));
        };
        let mut count: usize = 0;
        (0..documents).for_each(|document| distinct(document, u32::MAX, &mut |_| count += 1));
        let buckets = (count / fill).max(1).next_power_of_two();
        let mask = index32(buckets - 1);
        let mut starts = vec![0; buckets + 2];
        for document in 0..documents {
            distinct(document, mask, &mut |bucket| starts[bucket + 2] += 1);
        }
        (2..starts.len()).for_each(|at| starts[at] += starts[at - 1]);
        let mut of_buckets = vec![0; starts[buckets + 1] as usize];
        for document in 0..documents {
            distinct(document, mask, &mut |bucket| {
                of_buckets[starts[bucket + 1] as usize] = index32(document);
                starts[bucket + 1] += 1;
            });
        }
        starts.pop();
        Self { starts, documents: of_buckets }
    }

    /// The documents that have what has this hash, and some others, in order.
    pub(crate) fn documents(&self, hash: u32) -> &[u32] {
        let buckets = self.starts.len().saturating_sub(1);
        let bucket = hash as usize & buckets.saturating_sub(1);
        match (self.starts.get(bucket), self.starts.get(bucket + 1)) {
            (Some(&start), Some(&end)) => &self.documents[start as usize..end as usize],
            _ => &[],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn documents_are_found_by_all_they_have(
            documents in prop::collection::vec(prop::collection::vec(any::<u32>(), 0..8), 0..20),
        ) {
            let grams = Grams::new(documents.len(), 2, |at, hashes| hashes.extend(&documents[at]));
            for (document, hashes) in (0..).zip(&documents) {
                for &hash in hashes {
                    let found = grams.documents(hash);
                    prop_assert!(found.contains(&document) && found.is_sorted());
                }
            }
        }
    }

    #[test]
    fn an_empty_table_has_nothing() {
        assert!(Grams::default().documents(7).is_empty());
    }
}
