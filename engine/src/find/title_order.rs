//! Finds the best-known songs whose titles begin with what was typed.

use super::forward_index::{Field, ForwardIndex};
use crate::id::{SongId, TermId, all_below};
use crate::numeric::index32;
use crate::store::{Section, artefact};
use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::ops::Range;

/// Titles in alphabetical order, for look-ups by prefix.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct TitleOrder {
    /// Indices of the titles in the forward index.
    texts: Section<[u32]>,
    /// The song of each.
    songs: Section<[SongId]>,
    /// The greatest popularity in each block of titles.
    highest: Section<[u8]>,
}

artefact!(TitleOrder { texts, songs, highest });

/// Titles in a block.
const BLOCK: usize = 64;

impl TitleOrder {
    pub(crate) fn of(index: &ForwardIndex, popularity: &[u8]) -> Self {
        let mut titles: Vec<(u32, SongId)> = (0..index.len())
            .map(SongId::at)
            .flat_map(|song| index.range(song).map(move |text| (index32(text), song)))
            .filter(|&(text, _)| index.text(text as usize).field == Field::Title)
            .collect();
        titles.sort_by_key(|&(text, song)| (index.text(text as usize).terms, song));
        let (texts, songs): (Vec<u32>, Vec<SongId>) = titles.into_iter().unzip();
        let highest = songs.chunks(BLOCK).map(|block| most(block, popularity)).collect();
        Self { texts: texts.into(), songs: songs.into(), highest }
    }

    /// The titles that begin with these terms, followed by one in `next`.
    pub(crate) fn beginning_with(
        &self,
        index: &ForwardIndex,
        terms: &[TermId],
        next: &Range<TermId>,
    ) -> Range<usize> {
        let first = |bound: TermId| {
            let bound = [bound];
            self.texts.partition_point(|&text| {
                let title = index.text(text as usize).terms;
                title.iter().lt(terms.iter().chain(&bound))
            })
        };
        first(next.start)..first(next.end)
    }

    /// The best-known songs of a range of titles, at most `count`.
    pub(crate) fn best_known(
        &self,
        range: Range<usize>,
        popularity: &[u8],
        count: usize,
    ) -> Vec<SongId> {
        let mut best = BinaryHeap::with_capacity(count + 1);
        let mut at = range.start;
        while at < range.end {
            let end = ((at / BLOCK + 1) * BLOCK).min(range.end);
            let enough = best.len() == count;
            let least = best.peek().map_or(0, |&Reverse((popularity, _))| popularity);
            if !enough || self.highest[at / BLOCK] > least {
                for &song in &self.songs[at..end] {
                    best.push(Reverse((popularity[song.index()], Reverse(song))));
                    if best.len() > count {
                        best.pop();
                    }
                }
            }
            at = end;
        }
        best.into_iter().map(|Reverse((_, Reverse(song)))| song).collect()
    }

    pub(crate) fn is_consistent(&self, index: &ForwardIndex) -> bool {
        self.texts.len() == self.songs.len()
            && self.highest.len() == self.songs.len().div_ceil(BLOCK)
            && self.texts.iter().all(|&text| (text as usize) < index.texts())
            && all_below(&self.songs, index.len())
    }
}

fn most(songs: &[SongId], popularity: &[u8]) -> u8 {
    songs.iter().map(|song| popularity[song.index()]).max().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn index(titles: &[Vec<TermId>]) -> ForwardIndex {
        let mut index = ForwardIndex::default();
        titles.iter().for_each(|title| {
            index.push([(Field::Title, title.clone()), (Field::Artist, vec![TermId(1)])]);
        });
        index
    }

    fn terms(count: std::ops::Range<usize>) -> impl Strategy<Value = Vec<TermId>> {
        prop::collection::vec((0_u32..6).prop_map(TermId), count)
    }

    proptest! {
        #[test]
        fn ranges_hold_the_titles_with_the_prefix(
            titles in prop::collection::vec(terms(1..4), 0..150),
            prefix in terms(0..3),
            start in 0_u32..6,
            length in 0_u32..4,
            count in 1_usize..5,
        ) {
            let index = index(&titles);
            let popularity: Vec<u8> = (0..titles.len()).map(|song| u8::try_from(song * 7 % 31).expect("small")).collect();
            let order = TitleOrder::of(&index, &popularity);
            prop_assert!(order.is_consistent(&index));
            let next = TermId(start)..TermId(start + length);
            let range = order.beginning_with(&index, &prefix, &next);
            let mut expected: Vec<SongId> = (0..titles.len())
                .map(SongId::at)
                .filter(|song| {
                    let title = &titles[song.index()];
                    title.starts_with(&prefix)
                        && title.get(prefix.len()).is_some_and(|term| next.contains(term))
                })
                .collect();
            let mut found = order.songs[range.clone()].to_vec();
            found.sort_unstable();
            prop_assert_eq!(&found, &expected);
            expected.sort_by_key(|song| Reverse(popularity[song.index()]));
            let known = |songs: &[SongId]| -> Vec<u8> {
                let mut known: Vec<u8> =
                    songs.iter().map(|song| popularity[song.index()]).collect();
                known.sort_unstable();
                known
            };
            expected.truncate(count);
            let best = order.best_known(range, &popularity, count);
            prop_assert_eq!(known(&best), known(&expected));
        }
    }
}
