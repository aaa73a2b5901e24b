//! Finds the best-known songs whose titles begin with what was typed.

use super::song_texts::{Field, SongTexts};
use serde::{Deserialize, Serialize};
use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::ops::Range;

/// Titles in the order of their words' numbers, which is alphabetical.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct TitleOrder {
    /// Numbers of the titles' texts.
    texts: Vec<u32>,
    /// The song of each.
    songs: Vec<u32>,
    /// The popularity of the best-known song in each block of titles.
    highest: Vec<u8>,
}

/// Titles in a block.
const BLOCK: usize = 64;

impl TitleOrder {
    pub(crate) fn of(texts: &SongTexts, popularity: &[u8]) -> Self {
        let mut titles: Vec<(u32, u32)> = (0..texts.len() as u32)
            .flat_map(|song| texts.range(song).map(move |text| (text as u32, song)))
            .filter(|&(text, _)| texts.text(text as usize).field == Field::Title)
            .collect();
        titles.sort_by_key(|&(text, song)| (texts.text(text as usize).words, song));
        let (texts, songs): (Vec<u32>, Vec<u32>) = titles.into_iter().unzip();
        let highest = songs.chunks(BLOCK).map(|block| most(block, popularity)).collect();
        Self { texts, songs, highest }
    }

    /// The titles that begin with these words and go on with a word in `next`.
    pub(crate) fn beginning_with(
        &self,
        texts: &SongTexts,
        words: &[u32],
        next: &Range<u32>,
    ) -> Range<usize> {
        let first = |bound: u32| {
            let bound = [bound];
            self.texts.partition_point(|&text| {
                let title = texts.text(text as usize).words;
                title.iter().lt(words.iter().chain(&bound))
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
    ) -> Vec<u32> {
        let mut best = BinaryHeap::with_capacity(count + 1);
        let mut at = range.start;
        while at < range.end {
            let end = ((at / BLOCK + 1) * BLOCK).min(range.end);
            let enough = best.len() == count;
            let least = best.peek().map_or(0, |&Reverse((popularity, _))| popularity);
            if !enough || self.highest[at / BLOCK] > least {
                for &song in &self.songs[at..end] {
                    best.push(Reverse((popularity[song as usize], Reverse(song))));
                    if best.len() > count {
                        best.pop();
                    }
                }
            }
            at = end;
        }
        best.into_iter().map(|Reverse((_, Reverse(song)))| song).collect()
    }

    pub(crate) fn is_consistent(&self, texts: &SongTexts) -> bool {
        self.texts.len() == self.songs.len()
            && self.highest.len() == self.songs.len().div_ceil(BLOCK)
            && self.texts.iter().all(|&text| (text as usize) < texts.texts())
            && self.songs.iter().all(|&song| (song as usize) < texts.len())
    }
}

fn most(songs: &[u32], popularity: &[u8]) -> u8 {
    songs.iter().map(|&song| popularity[song as usize]).max().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn texts(titles: &[Vec<u32>]) -> SongTexts {
        let mut texts = SongTexts::default();
        titles.iter().for_each(|title| {
            texts.push([(Field::Title, title.clone()), (Field::Artist, vec![1])]);
        });
        texts
    }

    proptest! {
        #[test]
        fn ranges_hold_the_titles_that_begin_so(
            titles in prop::collection::vec(prop::collection::vec(0_u32..6, 1..4), 0..150),
            words in prop::collection::vec(0_u32..6, 0..3),
            start in 0_u32..6,
            length in 0_u32..4,
            count in 1_usize..5,
        ) {
            let texts = texts(&titles);
            let popularity: Vec<u8> = (0..titles.len()).map(|song| (song * 7 % 31) as u8).collect();
            let order = TitleOrder::of(&texts, &popularity);
            prop_assert!(order.is_consistent(&texts));
            let next = start..start + length;
            let range = order.beginning_with(&texts, &words, &next);
            let mut expected: Vec<u32> = (0..titles.len() as u32)
                .filter(|&song| {
                    let title = &titles[song as usize];
                    title.starts_with(&words)
                        && title.get(words.len()).is_some_and(|word| next.contains(word))
                })
                .collect();
            let mut found = order.songs[range.clone()].to_vec();
            found.sort_unstable();
            prop_assert_eq!(&found, &expected);
            expected.sort_by_key(|&song| Reverse(popularity[song as usize]));
            let known = |songs: &[u32]| -> Vec<u8> {
                let mut known: Vec<u8> =
                    songs.iter().map(|&song| popularity[song as usize]).collect();
                known.sort_unstable();
                known
            };
            expected.truncate(count);
            let best = order.best_known(range, &popularity, count);
            prop_assert_eq!(known(&best), known(&expected));
        }
    }
}
