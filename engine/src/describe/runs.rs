//! Runs of words that a text and lyrics have in common, wherever they stand in either.

use crate::find::LyricsIndex;
use crate::id::TermId;
use crate::numeric::{float, index32};
use std::ops::Range;

/// A run of a text's words that a document has as well.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Run {
    pub document: u32,
    start: u16,
    words: u16,
}

/// The runs of all documents.
pub(super) struct Runs {
    by_document: Vec<Run>,
    frequency: Frequency,
    documents: f32,
}

/// In how many documents each run is, in longer ones too.
struct Frequency {
    /// By start and length.
    counts: Vec<i32>,
}

/// Longer runs count as ones of so many words.
const LONGEST: usize = 16;

/// A run of two words that more than this share of all documents have is not noticed.
const COMMON: f32 = 0.05;

impl Run {
    pub(super) fn range(self) -> Range<usize> {
        usize::from(self.start)..usize::from(self.start + self.words)
    }

    fn length(self) -> usize {
        usize::from(self.words).min(LONGEST)
    }
}

impl Runs {
    /// The runs of two words and more. `terms` are those of the text's words, fewer than 65,536.
    pub(super) fn find(terms: &[Option<TermId>], lyrics: &LyricsIndex) -> Self {
        let documents = lyrics.songs().len();
        let most = COMMON * float(documents.max(400));
        let mut open = vec![OpenRun::default(); documents];
        let mut runs = Vec::new();
        let mut close = |run: OpenRun, document: u32| {
            if run.words > 2 || (run.words == 2 && !run.is_common) {
                runs.push(Run { document, start: run.start, words: run.words });
            }
        };
        for (at, pair) in (0_u16..).zip(terms.windows(2)) {
            let &[Some(first), Some(second)] = pair else { continue };
            let found = lyrics.documents_with_pair(first, second);
            let is_common = float(found.len()) > most;
            for &document in found {
                let run = &mut open[document as usize];
                if run.words > 0 && run.start + run.words == at + 1 {
                    run.words += 1;
                } else {
                    close(*run, document);
                    *run = OpenRun { start: at, words: 2, is_common };
                }
            }
        }
        open.into_iter().enumerate().for_each(|(at, run)| close(run, index32(at)));
        runs.sort_unstable_by_key(|run| (run.document, run.start));
        let frequency = Frequency::of(&runs, terms.len());
        Self { by_document: runs, frequency, documents: float(documents) }
    }

    /// The runs of each document that has any.
    pub(super) fn by_document(&self) -> impl Iterator<Item = &[Run]> {
        self.by_document.chunk_by(|a, b| a.document == b.document)
    }

    /// How rare a run is: the logarithm of the share of documents that have it.
    pub(super) fn rarity(&self, run: Run) -> f32 {
        (self.documents / self.frequency.documents(run)).ln().max(0.0)
    }
}

/// The run that is being read of a document.
#[derive(Clone, Copy, Default)]
struct OpenRun {
    start: u16,
    words: u16,
    is_common: bool,
}

impl Frequency {
    /// Of runs of a text of so many words.
    fn of(runs: &[Run], words: usize) -> Self {
        let mut counts = vec![0; (words + 1) * (LONGEST + 3)];
        for run in runs {
            counts[place(usize::from(run.start) + 1, run.length())] += 1;
        }
        // A run is in the documents of those that are longer by a word at either end, but is counted
        // twice in those that are longer at both.
        for length in (2..LONGEST).rev() {
            for start in 1..=words {
                counts[place(start, length)] += counts[place(start - 1, length + 1)]
                    + counts[place(start, length + 1)]
                    - counts[place(start - 1, length + 2)];
            }
        }
        Self { counts }
    }

    fn documents(&self, run: Run) -> f32 {
        let count = self.counts[place(usize::from(run.start) + 1, run.length())];
        float(usize::try_from(count).unwrap_or_default().max(1))
    }
}

/// Where runs are counted that begin at a word, from 1.
fn place(start: usize, length: usize) -> usize {
    start * (LONGEST + 3) + length
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::SongId;
    use crate::request::words_of;

    #[test]
    fn runs_and_how_many_documents_have_them() {
        let lyrics = LyricsIndex::build([
            (SongId(0), "nobody knows the tune tonight"),
            (SongId(1), "nobody knows the harbour"),
            (SongId(2), "the kettle sings"),
        ]);
        let terms: Vec<_> = words_of("I think nobody knows the tune or the kettle sings")
            .iter()
            .map(|word| lyrics.term(&word.text))
            .collect();
        let runs = Runs::find(&terms, &lyrics);
        let found: Vec<(u32, Range<usize>)> =
            runs.by_document().flatten().map(|run| (run.document, run.range())).collect();
        assert_eq!(found, [(0, 2..6), (1, 2..5), (2, 7..10)]);
        let rarity: Vec<f32> = runs.by_document().flatten().map(|run| runs.rarity(*run)).collect();
        assert!(rarity[0] > rarity[1] && rarity[2] > rarity[1], "{rarity:?}");
    }
}
