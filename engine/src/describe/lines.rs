//! Compares the words of a text with lyrics, wherever they stand in either.

use super::runs::{Run, Runs};
use crate::find::LyricsIndex;
use crate::id::{SongId, TermId};
use crate::numeric::float;
use crate::request::Word;
use crate::work::Work;
use std::collections::HashMap;
use std::ops::Range;

/// What a song's lyrics have of a text.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct LyricsMatch {
    pub song: SongId,
    /// Sum of idf of remembered words.
    pub line_words: f32,
    /// Sum of the rarity of runs of remembered words.
    pub lines: f32,
    /// The same of other words, beyond that of phrases in anybody's mouth.
    pub phrases: f32,
    /// Sum over remembered lines of the shares that the lyrics have in one piece, long lines for more.
    pub whole_lines: f32,
    /// As for whole lines, by sound.
    pub heard_lines: f32,
}

/// Songs that are returned.
const MAX_MATCHES: usize = 400;

/// A term of more than this share of the lyrics is not looked up.
const MAX_SHARE: f32 = 0.25;

/// The rarity of a phrase that anybody may use.
const ORDINARY: f32 = 5.5;

/// Lines that are compared by sound, and the share of a line's sounds that other lyrics have as well.
const HEARD_LINES: usize = 2;
const HEARD_BY_CHANCE: f32 = 0.45;

/// What a line by sound counts in choosing songs.
const HEARD: f32 = 10.0;

/// A word of the text and its part in it.
pub(super) struct TextWord<'a> {
    text: &'a str,
    term: Option<TermId>,
    idf: f32,
    /// 1 if it is a remembered word for sure, 0 if it is none.
    remembered: f32,
}

impl<'a> TextWord<'a> {
    pub(super) fn new(word: &'a Word, remembered: f32, lyrics: &LyricsIndex) -> Self {
        let term = lyrics.term(&word.text);
        let idf = term.map_or(0.0, |term| lyrics.idf(term));
        Self { text: &word.text, term, idf, remembered }
    }
}

impl LyricsMatch {
    fn worth(&self) -> f32 {
        self.line_words + self.lines + self.phrases + HEARD * self.heard_lines
    }
}

/// The songs whose lyrics have most of the text.
pub(super) fn matches(
    words: &[TextWord<'_>],
    lines: &[Range<usize>],
    lyrics: &LyricsIndex,
) -> Vec<LyricsMatch> {
    let mut found = by_words(words, lyrics);
    let terms: Vec<Option<TermId>> = words.iter().map(|word| word.term).collect();
    let runs = Runs::find(&terms, lyrics);
    for of_document in runs.by_document() {
        let found = &mut found[of_document[0].document as usize];
        add_runs(found, of_document, words, &runs);
        found.whole_lines = lines.iter().map(|line| whole(line, of_document, words)).sum();
    }
    for (document, worth) in heard(words, lines, lyrics) {
        found[document].heard_lines += worth;
    }
    let mut found: Vec<LyricsMatch> =
        found.into_iter().filter(|found| found.worth() > 0.0).collect();
    if found.len() > MAX_MATCHES {
        found.select_nth_unstable_by(MAX_MATCHES, |a, b| {
            b.worth().total_cmp(&a.worth()).then(a.song.cmp(&b.song))
        });
        found.truncate(MAX_MATCHES);
    }
    found
}

/// All documents, with the sums of their words.
fn by_words(words: &[TextWord<'_>], lyrics: &LyricsIndex) -> Vec<LyricsMatch> {
    let songs = lyrics.songs();
    let mut found: Vec<LyricsMatch> =
        songs.iter().map(|&song| LyricsMatch { song, ..LyricsMatch::default() }).collect();
    let mut counted: Vec<&TextWord<'_>> =
        words.iter().filter(|word| word.remembered > 0.0 && word.term.is_some()).collect();
    counted.sort_by(|a, b| a.term.cmp(&b.term).then(b.remembered.total_cmp(&a.remembered)));
    counted.dedup_by_key(|word| word.term);
    for word in counted {
        let postings = word.term.map_or(&[][..], |term| lyrics.documents(term));
        if float(postings.len()) > MAX_SHARE * float(songs.len().max(40)) {
            continue;
        }
        Work::read_postings(postings.len());
        for &document in postings {
            let found = &mut found[document as usize];
            found.line_words += word.idf * word.remembered;
        }
    }
    found
}

/// Adds what a document's runs are worth. A run that the text repeats counts once.
fn add_runs(found: &mut LyricsMatch, of_document: &[Run], words: &[TextWord<'_>], runs: &Runs) {
    let is_same = |a: &Range<usize>, b: &Range<usize>| {
        let terms = |range: &Range<usize>| words[range.clone()].iter().map(|word| word.term);
        a.len() == b.len() && terms(a).eq(terms(b))
    };
    for (at, &run) in of_document.iter().enumerate() {
        let range = run.range();
        if of_document[..at].iter().any(|before| is_same(&before.range(), &range)) {
            continue;
        }
        let (rarity, count) = (runs.rarity(run), float(range.len()));
        let sum: f32 = words[range.clone()].iter().map(|word| word.remembered).sum();
        let remembered = sum / count;
        if remembered > 0.0 {
            found.lines += rarity * remembered;
        } else {
            found.phrases += (rarity - ORDINARY).max(0.0);
        }
    }
}

/// The documents that sound like the remembered lines, with what that is worth.
fn heard(
    words: &[TextWord<'_>],
    lines: &[Range<usize>],
    lyrics: &LyricsIndex,
) -> HashMap<usize, f32> {
    let mut found = HashMap::<usize, f32>::new();
    let mut longest: Vec<&Range<usize>> = lines.iter().collect();
    longest.sort_by_key(|line| std::cmp::Reverse(line.len()));
    for line in longest.into_iter().take(HEARD_LINES) {
        let texts = words[line.clone()].iter().map(|word| word.text);
        for heard in lyrics.heard_lines(texts) {
            let worth = (heard.share - HEARD_BY_CHANCE).max(0.0) * float(line.len()).ln_1p();
            *found.entry(heard.document).or_default() += worth;
        }
    }
    found
}

/// How much of a line a single run has: the square of the share, times the logarithm of its idf.
fn whole(line: &Range<usize>, runs: &[Run], words: &[TextWord<'_>]) -> f32 {
    let idf =
        |words: &[TextWord<'_>]| words.iter().map(|word| word.idf.max(LEAST_IDF)).sum::<f32>();
    let within = |run: &Run| {
        let Range { start, end } = run.range();
        let (start, end) = (start.max(line.start), end.min(line.end));
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
            (SongId(9), "Snow on the harbour and salt on the rope"),
        ])
    }

    fn found(text: &str, remembered: f32) -> Vec<LyricsMatch> {
        let lyrics = lyrics();
        let words = words_of(text);
        let words: Vec<TextWord<'_>> =
            words.iter().map(|word| TextWord::new(word, remembered, &lyrics)).collect();
        let mut found = matches(&words, &[], &lyrics);
        found.sort_by(|a, b| b.lines.total_cmp(&a.lines).then(b.phrases.total_cmp(&a.phrases)));
        found
    }

    #[test]
    fn phrases_are_found_in_the_middle_of_a_text() {
        let text = "a video from my school days where nobody knows the tune of the harbour I think";
        let lines = found(text, 1.0);
        assert_eq!(lines.first().map(|best| best.song), Some(SongId(4)));
        assert!(lines[0].lines > lines[1].lines && lines[0].phrases == 0.0);
    }

    #[test]
    fn rare_runs_of_other_words_are_phrases() {
        let other = (0..600).map(|song| (SongId(song + 10), "nobody knows what rope is for"));
        let lyrics =
            LyricsIndex::build([(SongId(4), "nobody knows the tune")].into_iter().chain(other));
        let words = words_of("a song where nobody knows the tune");
        let words: Vec<TextWord<'_>> =
            words.iter().map(|word| TextWord::new(word, 0.0, &lyrics)).collect();
        let found = matches(&words, &[], &lyrics);
        assert_eq!(found.iter().map(|found| found.song).collect::<Vec<_>>(), [SongId(4)]);
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
