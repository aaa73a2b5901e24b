//! Documents by what they have: pairs of neighbouring words, or runs of sounds.

use crate::numeric::index32;
use crate::store::{Section, artefact};

/// Documents by a hash of what they have. Of hashes that share a bucket, eight more bits are kept: what
/// else may be found is rare.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Grams {
    starts: Section<[u32]>,
    /// By bucket, in order of tag and document.
    tags: Section<[u8]>,
    documents: Section<[u32]>,
}

artefact!(Grams { starts, tags, documents });

impl Grams {
    /// Indexes so many documents, about `fill` of them a bucket; `hashes` appends those of one.
    pub(crate) fn new(
        documents: usize,
        fill: usize,
        hashes: impl Fn(usize, &mut Vec<u32>),
    ) -> Self {
        let mut own = Vec::new();
        let mut distinct = |document: usize, each: &mut dyn FnMut(u32)| {
            own.clear();
            hashes(document, &mut own);
            own.sort_unstable();
            own.dedup();
            own.iter().for_each(|&hash| each(hash));
        };
        let mut count: usize = 0;
        (0..documents).for_each(|document| distinct(document, &mut |_| count += 1));
        let buckets = (count / fill).max(1).next_power_of_two();
        let mut starts = vec![0; buckets + 2];
        for document in 0..documents {
            distinct(document, &mut |hash| starts[bucket(hash, buckets) + 2] += 1);
        }
        (2..starts.len()).for_each(|at| starts[at] += starts[at - 1]);
        let mut entries = vec![(0, 0); count];
        for document in 0..documents {
            distinct(document, &mut |hash| {
                let next = &mut starts[bucket(hash, buckets) + 1];
                entries[*next as usize] = (tag(hash), index32(document));
                *next += 1;
            });
        }
        starts.pop();
        for bounds in starts.windows(2) {
            entries[bounds[0] as usize..bounds[1] as usize].sort_unstable();
        }
        let (tags, documents): (Vec<u8>, Vec<u32>) = entries.into_iter().unzip();
        Self { starts: starts.into(), tags: tags.into(), documents: documents.into() }
    }

    /// Whether the table is well-formed, for so many documents.
    pub(crate) fn is_consistent(&self, documents: usize) -> bool {
        self.starts.is_sorted()
            && self.starts.last().copied().unwrap_or_default() as usize == self.documents.len()
            && self.tags.len() == self.documents.len()
            && self.documents.iter().all(|document| (*document as usize) < documents)
    }

    /// The documents that have what has this hash, in order.
    pub(crate) fn documents(&self, hash: u32) -> &[u32] {
        let bucket = bucket(hash, self.starts.len().saturating_sub(1));
        let (Some(&start), Some(&end)) = (self.starts.get(bucket), self.starts.get(bucket + 1))
        else {
            return &[];
        };
        let (start, tag) = (start as usize, tag(hash));
        let tags = &self.tags[start..end as usize];
        let first = start + tags.partition_point(|other| *other < tag);
        &self.documents[first..start + tags.partition_point(|other| *other <= tag)]
    }
}

fn bucket(hash: u32, buckets: usize) -> usize {
    hash as usize & buckets.saturating_sub(1)
}

/// The bits of a hash that no bucket of less than 16 million is chosen by.
fn tag(hash: u32) -> u8 {
    hash.to_be_bytes()[0]
}

/// Spreads a number over all bits of a hash (the last step of `MurmurHash3`; Appleby, 2011).
// Tables that are stored depend on it and the two functions above: another one needs another format.
pub(crate) fn mix(number: u32) -> u32 {
    let number = (number ^ (number >> 16)).wrapping_mul(0x85eb_ca6b);
    let number = (number ^ (number >> 13)).wrapping_mul(0xc2b2_ae35);
    number ^ (number >> 16)
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
            prop_assert!(grams.is_consistent(documents.len()));
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
