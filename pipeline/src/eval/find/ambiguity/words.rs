use crate::eval::find::draft::LastWord;
use crate::eval::find::plain;
use crate::eval::find::songs::Songs;
use engine::numeric::index32;
use std::collections::{BTreeMap, HashSet};

/// The tracks with each word in title or artists.
pub(super) struct WordIndex {
    postings: BTreeMap<String, Vec<u32>>,
}

impl WordIndex {
    pub(super) fn new(songs: &Songs) -> Self {
        let mut postings: BTreeMap<String, Vec<u32>> = BTreeMap::new();
        for (row, track) in songs.tracks().iter().enumerate() {
            let track = &track.track;
            let texts = std::iter::once(&track.name).chain(&track.artists);
            let words: HashSet<String> = texts.flat_map(|text| plain::words(text)).collect();
            words.into_iter().for_each(|word| postings.entry(word).or_default().push(index32(row)));
        }
        Self { postings }
    }

    /// Rows of the tracks with all of the words, ascending; none without words.
    pub(super) fn with_all(&self, words: &[String], last: LastWord) -> Vec<u32> {
        let Some((last_word, others)) = words.split_last() else { return Vec::new() };
        let begun = match last {
            LastWord::Whole => self.with_word(last_word).to_vec(),
            LastWord::Unfinished => self.with_beginning(last_word),
        };
        let mut lists: Vec<&[u32]> = others.iter().map(|word| self.with_word(word)).collect();
        lists.push(&begun);
        intersection(lists)
    }

    /// Whether any track has the word.
    pub(super) fn has(&self, word: &str) -> bool {
        self.postings.contains_key(word)
    }

    fn with_word(&self, word: &str) -> &[u32] {
        self.postings.get(word).map_or(&[], Vec::as_slice)
    }

    fn with_beginning(&self, beginning: &str) -> Vec<u32> {
        let words = self.postings.range(beginning.to_owned()..);
        let begun = words.take_while(|(word, _)| word.starts_with(beginning));
        let mut rows: Vec<u32> = begun.flat_map(|(_, rows)| rows.iter().copied()).collect();
        rows.sort_unstable();
        rows.dedup();
        rows
    }
}

/// The intersection of ascending lists.
fn intersection(mut lists: Vec<&[u32]>) -> Vec<u32> {
    lists.sort_by_key(|list| list.len());
    let Some((shortest, others)) = lists.split_first() else { return Vec::new() };
    let in_others = |row: &u32| others.iter().all(|list| list.binary_search(row).is_ok());
    shortest.iter().copied().filter(in_others).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::eval::find::songs::tests::songs;

    #[test]
    fn finds_tracks_with_all_words() {
        let songs =
            songs(&[("Heroes - Live", "David Bowie"), ("Hero", "Mariah Carey"), ("Live", "Hero")]);
        let index = WordIndex::new(&songs);
        let check = |text: &str, last, expected: &[u32]| {
            assert_eq!(index.with_all(&plain::words(text), last), expected, "{text:?}");
        };
        check("hero", LastWord::Whole, &[1, 2]);
        check("hero", LastWord::Unfinished, &[0, 1, 2]);
        check("live hero", LastWord::Unfinished, &[0, 2]);
        check("bowie live", LastWord::Whole, &[0]);
        check("bowie carey", LastWord::Whole, &[]);
        check("nothing", LastWord::Whole, &[]);
        check("", LastWord::Unfinished, &[]);
    }
}
