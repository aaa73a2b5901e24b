//! Compares the words of a text with lyrics, wherever they stand in either.

use crate::find::LyricsIndex;
use crate::id::{SongId, TermId};
use crate::numeric::float;
use crate::request::Word;
use std::ops::Range;

/// What a song's lyrics have of a text.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct LyricsMatch {
    pub song: SongId,
    /// Sums of idf of remembered and of other words.
    pub line_words: f32,
    pub other_words: f32,
    /// Sums over runs of remembered and of other words.
    pub lines: f32,
    pub passages: f32,
    /// Sum over remembered lines of the shares that the lyrics have in one piece, long lines for more.
    pub whole_lines: f32,
}

/// Documents whose words are aligned with the text.
const MAX_ALIGNED: usize = 300;

/// What other words count in choosing these documents.
const OTHER_WORDS: f32 = 0.3;

/// A term of more than this share of the lyrics is not looked up.
const MAX_SHARE: f32 = 0.25;

/// A word of the text and its part in it.
pub(super) struct TextWord {
    term: Option<TermId>,
    idf: f32,
    /// 1 if it is a remembered word for sure, 0 if it is none.
    remembered: f32,
    /// How distinctive it is in a text, 0 to 1.
    weight: f32,
}

impl TextWord {
    pub(super) fn new(word: &Word, remembered: f32, weight: f32, lyrics: &LyricsIndex) -> Self {
        let term = lyrics.term(&word.text);
        Self { term, idf: term.map_or(0.0, |term| lyrics.idf(term)), remembered, weight }
    }

    fn other(&self) -> f32 {
        if self.remembered > 0.0 { 0.0 } else { self.idf * self.weight }
    }
}

/// The songs whose lyrics have most of the words.
pub(super) fn matches(
    words: &[TextWord],
    lines: &[Range<usize>],
    lyrics: &LyricsIndex,
) -> Vec<LyricsMatch> {
    let mut found = by_words(words, lyrics);
    let positions = Positions::new(words, lyrics.terms());
    for (document, found) in &mut found {
        let runs = positions.runs(lyrics.document(*document));
        (found.lines, found.passages) = runs_worth(&runs, words);
        found.whole_lines = lines.iter().map(|line| whole(line, &runs, words)).sum();
    }
    found.into_iter().map(|(_, found)| found).collect()
}

fn by_words(words: &[TextWord], lyrics: &LyricsIndex) -> Vec<(usize, LyricsMatch)> {
    let documents = lyrics.songs().len();
    let mut sums = vec![(0.0_f32, 0.0_f32); documents];
    let mut counted: Vec<&TextWord> = words.iter().filter(|word| word.term.is_some()).collect();
    counted.sort_by(|a, b| a.term.cmp(&b.term).then(b.remembered.total_cmp(&a.remembered)));
    counted.dedup_by_key(|word| word.term);
    for word in counted {
        let postings = word.term.map_or(&[][..], |term| lyrics.documents(term));
        if float(postings.len()) > MAX_SHARE * float(documents.max(40)) {
            continue;
        }
        for &document in postings {
            let sum = &mut sums[document as usize];
            sum.0 += word.idf * word.remembered;
            sum.1 += word.other();
        }
    }
    let worth = |&(line, other): &(f32, f32)| line + OTHER_WORDS * other;
    let mut best: Vec<(usize, (f32, f32))> =
        sums.into_iter().enumerate().filter(|(_, sums)| worth(sums) > 0.0).collect();
    if best.len() > MAX_ALIGNED {
        best.select_nth_unstable_by(MAX_ALIGNED, |a, b| {
            worth(&b.1).total_cmp(&worth(&a.1)).then(a.0.cmp(&b.0))
        });
        best.truncate(MAX_ALIGNED);
    }
    let found = best.into_iter().map(|(document, (line_words, other_words))| {
        let song = lyrics.songs()[document];
        (document, LyricsMatch { song, line_words, other_words, ..LyricsMatch::default() })
    });
    found.collect()
}

/// Where each term stands in the text.
struct Positions {
    /// By term, one more than the index of its list.
    lists: Vec<u16>,
    of_list: Vec<Vec<u16>>,
    text: usize,
}

impl Positions {
    fn new(words: &[TextWord], terms: usize) -> Self {
        let mut lists = vec![0_u16; terms];
        let mut positions: Vec<Vec<u16>> = Vec::new();
        let mut next = 1;
        // A text has at most 2,000 characters, each of which may become several words: far fewer
        // than 65,536.
        for (at, word) in (0..).zip(words) {
            let Some(list) = word.term.and_then(|term| lists.get_mut(term.index())) else {
                continue;
            };
            if *list == 0 {
                positions.push(Vec::new());
                *list = next;
                next += 1;
            }
            positions[usize::from(*list) - 1].push(at);
        }
        Self { lists, of_list: positions, text: words.len() }
    }

    /// The longest runs of words that text and document have in common, as start and length in the text.
    fn runs(&self, document: &[TermId]) -> Vec<(usize, usize)> {
        let mut longest = vec![0_u16; self.text + 1];
        let (mut before, mut now) = (Vec::<(u16, u16)>::new(), Vec::new());
        for term in document {
            let list = self.lists[term.index()];
            if list > 0 {
                for &at in &self.of_list[usize::from(list) - 1] {
                    // The positions of a term ascend, and so do the ends.
                    let known = before.binary_search_by_key(&at, |(end, _)| *end);
                    let run = known.map_or(0, |place| before[place].1) + 1;
                    now.push((at + 1, run));
                    let longest = &mut longest[usize::from(at)];
                    *longest = run.max(*longest);
                }
            }
            std::mem::swap(&mut before, &mut now);
            now.clear();
        }
        let ends = |&at: &usize| longest[at] > 1 && longest[at + 1] <= longest[at];
        let run = |at: usize| (at + 1 - usize::from(longest[at]), usize::from(longest[at]));
        (0..self.text).filter(ends).map(run).collect()
    }
}

/// What runs of remembered and of other words are worth: their sums of idf, less for short ones. A run
/// that the text repeats counts once.
fn runs_worth(runs: &[(usize, usize)], words: &[TextWord]) -> (f32, f32) {
    let (mut lines, mut passages) = (0.0, 0.0);
    let mut seen: Vec<Vec<Option<TermId>>> = Vec::new();
    for &(start, length) in runs {
        let run = &words[start..start + length];
        let terms: Vec<Option<TermId>> = run.iter().map(|word| word.term).collect();
        if seen.contains(&terms) {
            continue;
        }
        let share = float(length - 1) / float(length);
        let line: f32 = run.iter().map(|word| word.idf * word.remembered).sum();
        if line > 0.0 {
            lines += share * line;
        } else {
            passages += share * run.iter().map(TextWord::other).sum::<f32>();
        }
        seen.push(terms);
    }
    (lines, passages)
}

/// How much of a line a single run has: the square of the share, times the logarithm of its idf.
fn whole(line: &Range<usize>, runs: &[(usize, usize)], words: &[TextWord]) -> f32 {
    let idf = |words: &[TextWord]| words.iter().map(|word| word.idf.max(LEAST_IDF)).sum::<f32>();
    let within = |&(start, length): &(usize, usize)| {
        let (start, end) = (start.max(line.start), (start + length).min(line.end));
        if start < end { idf(&words[start..end]) } else { 0.0 }
    };
    let best = runs.iter().map(within).fold(0.0, f32::max);
    let all = idf(&words[line.clone()]);
    (best / all).powi(2) * all.ln_1p()
}

/// What a word of a line counts, however common: a line of common words is a line as well.
const LEAST_IDF: f32 = 0.5;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::request::words_of;

    fn lyrics() -> LyricsIndex {
        LyricsIndex::build([
            (SongId(4), "The kettle sings a copper song and nobody knows the tune"),
            (SongId(7), "Nobody sings the copper kettle by the harbour"),
        ])
    }

    fn found(text: &str, remembered: f32) -> Vec<LyricsMatch> {
        let lyrics = lyrics();
        let words: Vec<TextWord> = words_of(text)
            .iter()
            .map(|word| TextWord::new(word, remembered, 1.0, &lyrics))
            .collect();
        let mut found = matches(&words, &[], &lyrics);
        found.sort_by(|a, b| b.lines.total_cmp(&a.lines).then(b.passages.total_cmp(&a.passages)));
        found
    }

    #[test]
    fn phrases_are_found_in_the_middle_of_a_text() {
        let text = "a video from my school days where nobody knows the tune of the harbour I think";
        let lines = found(text, 1.0);
        assert_eq!(lines.first().map(|best| best.song), Some(SongId(4)));
        assert!(lines[0].lines > lines[1].lines && lines[0].passages == 0.0);
        let passages = found(text, 0.0);
        assert_eq!(passages.first().map(|best| best.song), Some(SongId(4)));
        assert!(passages[0].lines == 0.0 && passages[0].passages > 0.0);
    }

    #[test]
    fn several_lines_add_up_but_repetitions_do_not() {
        let worth = |text: &str| {
            let lines = found(text, 1.0);
            lines.iter().find(|found| found.song == SongId(4)).map_or(0.0, |found| found.lines)
        };
        let one = worth("nobody knows the tune");
        assert!(worth("nobody knows the tune, the kettle sings a copper song") > one);
        assert!((worth("nobody knows the tune, nobody knows the tune") - one).abs() < 1e-6);
    }
}
