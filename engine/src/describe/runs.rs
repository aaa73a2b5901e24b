//! Runs of words that a text and lyrics have in common, wherever they stand in either.

use crate::find::LyricsIndex;
use crate::id::TermId;
use crate::numeric::{float, index32};
use crate::work::Work;
use rayon::prelude::*;
use std::ops::Range;

/// A run of a text's words that stands in a document as well.
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
        let documents = float(lyrics.songs().len());
        let Chains { chains, is_common } = Chains::find(terms, lyrics);
        let runs = |chain: Run| chain.standing_in(lyrics.terms_of(chain.document), terms);
        let is_noticed = |run: &Run| run.words > 2 || !is_common[usize::from(run.start)];
        let mut runs: Vec<Run> = chains.into_par_iter().flat_map_iter(runs).collect();
        runs.retain(is_noticed);
        runs.sort_unstable_by_key(|run| (run.document, run.start));
        let frequency = Frequency::of(&runs, terms.len());
        Self { by_document: runs, frequency, documents }
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

/// What may be runs: words of which a document has each pair, perhaps in different places.
struct Chains {
    chains: Vec<Run>,
    /// By the text's words, whether a word and its next are a common pair.
    is_common: Vec<bool>,
}

impl Chains {
    /// The chains of two words, unless they are common, and more.
    fn find(terms: &[Option<TermId>], lyrics: &LyricsIndex) -> Self {
        let documents = lyrics.songs().len();
        let most = COMMON * float(documents.max(400));
        let mut open = vec![(0, 0); documents];
        let mut is_common = vec![false; terms.len()];
        let mut chains = Vec::new();
        for (at, pair) in (0_u16..).zip(terms.windows(2)) {
            let &[Some(first), Some(second)] = pair else { continue };
            let found = lyrics.documents_with_pair(first, second);
            Work::read_postings(found.len());
            is_common[usize::from(at)] = float(found.len()) > most;
            for &document in found {
                let (start, words) = &mut open[document as usize];
                if *words > 0 && *start + *words == at + 1 {
                    *words += 1;
                } else {
                    chains.push(Run { document, start: *start, words: *words });
                    (*start, *words) = (at, 2);
                }
            }
        }
        let last = open.into_iter().enumerate();
        chains.extend(last.map(|(at, (start, words))| Run { document: index32(at), start, words }));
        chains
            .retain(|run| run.words > 2 || (run.words == 2 && !is_common[usize::from(run.start)]));
        Self { chains, is_common }
    }
}

impl Run {
    /// The parts of a chain that stand in its document in one piece, without those within longer ones.
    fn standing_in(self, document: &[TermId], terms: &[Option<TermId>]) -> Vec<Self> {
        if self.words == 2 {
            return vec![self];
        }
        let mut runs: Vec<Self> = Vec::new();
        for (start, words) in (self.start..).zip(longest_matches(&terms[self.range()], document)) {
            let run = Self { start, words, ..self };
            let is_new = runs.last().is_none_or(|last| run.range().end > last.range().end);
            if words > 1 && is_new {
                runs.push(run);
            }
        }
        runs
    }
}

/// How many words from each of a chain on stand in a document in one piece, where the word before does not.
fn longest_matches(chain: &[Option<TermId>], document: &[TermId]) -> Vec<u16> {
    let mut longest = vec![0; chain.len()];
    // Most words of a document are not in the chain.
    let filter = chain.iter().flatten().fold(0_u64, |filter, term| filter | bit(*term));
    for (at, term) in document.iter().enumerate().filter(|(_, term)| filter & bit(**term) > 0) {
        for start in (0..chain.len()).filter(|&start| chain[start] == Some(*term)) {
            if start > 0 && at > 0 && chain[start - 1] == Some(document[at - 1]) {
                continue;
            }
            let pairs = chain[start..].iter().zip(&document[at..]);
            let same = pairs.take_while(|(word, term)| **word == Some(**term));
            longest[start] = same.fold(0_u16, |words, _| words + 1).max(longest[start]);
        }
    }
    longest
}

fn bit(term: TermId) -> u64 {
    1 << (term.0 % 64)
}

impl Frequency {
    /// Of runs of a text of so many words.
    fn of(runs: &[Run], words: usize) -> Self {
        let mut counts = vec![0; (words + 1) * (LONGEST + 3)];
        for run in runs {
            counts[place(usize::from(run.start) + 1, run.length())] += 1;
        }
        // What two runs of a document share is one run of it.
        for both in runs.windows(2).filter(|both| both[0].document == both[1].document) {
            let shared = both[1].range().start..both[0].range().end;
            if shared.len() > 1 {
                counts[place(shared.start + 1, shared.len().min(LONGEST))] -= 1;
            }
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

    fn check(lyrics: &str, text: &str, expected: &[&str]) {
        let others = (1..50).map(|song| (SongId(song), "the kettle sings"));
        let lyrics = LyricsIndex::build([(SongId(0), lyrics)].into_iter().chain(others));
        let words: Vec<String> = words_of(text).into_iter().map(|word| word.text).collect();
        let terms: Vec<_> = words.iter().map(|word| lyrics.term(word)).collect();
        let runs = Runs::find(&terms, &lyrics);
        let found = runs.by_document().flatten().filter(|run| run.document == 0);
        let found: Vec<String> = found.map(|run| words[run.range()].join(" ")).collect();
        assert_eq!(found, expected, "{text:?}");
    }

    #[test]
    fn runs_stand_in_one_piece() {
        let lyrics = "salt upon rope and then upon rope wall and salt";
        check(lyrics, "salt upon rope", &["salt upon rope"]);
        check(lyrics, "salt upon rope wall", &["salt upon rope", "upon rope wall"]);
        check(
            lyrics,
            "so wall and then upon rope and salt",
            &["wall and", "and then upon rope", "upon rope and", "and salt"],
        );
        check("snow on ice, ice on water", "snow on water", &["snow on", "on water"]);
        check("snow on ice, ice on water", "water on snow", &[]);
    }

    #[test]
    fn what_runs_of_a_document_share_counts_once() {
        let twice = "copper on the wall, so on the wall we hang";
        let lyrics = LyricsIndex::build([(SongId(0), twice), (SongId(1), "harbour on the pier")]);
        let text = words_of("copper on the wall we hang");
        let terms: Vec<_> = text.iter().map(|word| lyrics.term(&word.text)).collect();
        let counts = Runs::find(&terms, &lyrics).frequency.counts;
        let documents = |start: usize, words| counts[place(start + 1, words)];
        assert_eq!([documents(0, 4), documents(1, 3), documents(1, 2)], [1, 1, 2]);
    }

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
