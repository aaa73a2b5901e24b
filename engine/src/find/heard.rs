//! Finds lyrics by how a line sounds, across the borders of words: "poppadum peach" for "papa don't preach".
//!
//! Lyrics become streams of consonant classes without blanks. Runs of four choose the documents, which are
//! aligned with the line; sounds that are often misheard for one another cost less. Hirjee and Brown ("Solving
//! Misheard Lyric Search Queries Using a Probabilistic Model of Speech Sounds", ISMIR 2010) learn how often; the
//! table of similar sounds here is made by hand and is not their model.

use super::grams::{Grams, mix};
use super::params::{
    HEARD_ALIGNED, HEARD_GAP, HEARD_ODD, HEARD_SIMILAR, MAX_HEARD, MAX_HEARD_POSTINGS, MIN_HEARD,
};
use super::sound::sound_key;
use super::vocabulary::Vocabulary;
use crate::best::keep_best;
use crate::id::TermId;
use crate::numeric::{float, index32};
use crate::store::artefact;
use crate::tracks::column::ListColumn;
use crate::work::Work;
use std::ops::Range;

/// How lyrics sound.
#[derive(Clone, Debug, Default)]
pub(crate) struct HeardLyrics {
    /// The sounds of each term.
    sounds: ListColumn<u8>,
    /// Documents by runs of sounds.
    runs: Grams,
}

artefact!(HeardLyrics { sounds, runs });

/// A document that sounds like a line.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct HeardLine {
    pub document: usize,
    /// The share of the line's sounds that it has, less the cost of other ones, 0 to 1.
    pub share: f32,
    /// Its words that sound like the line.
    pub words: Range<usize>,
}

/// Sounds of a run by which documents are found.
const RUN: usize = 4;

/// There are few runs, each of many documents.
const FILL: usize = 64;

impl HeardLyrics {
    /// Derives the sounds of documents, which are lists of terms.
    pub(crate) fn new(vocabulary: &Vocabulary, documents: &ListColumn<TermId>) -> Self {
        let terms = (0..vocabulary.len()).map(TermId::at);
        let sounds: ListColumn<u8> =
            terms.map(|term| sounds_of(vocabulary.text(term)).into_bytes()).collect();
        let runs = Grams::new(documents.len(), FILL, |document, hashes| {
            let stream = Stream::new(&sounds, documents.get(document));
            hashes.extend(stream.sounds.windows(RUN).map(hash));
        });
        Self { sounds, runs }
    }

    pub(crate) fn is_consistent(&self, vocabulary: usize, documents: usize) -> bool {
        self.sounds.len() == vocabulary && self.runs.is_consistent(documents)
    }

    /// The documents that sound like a line of words, the most similar first.
    pub(crate) fn like<'a>(
        &self,
        words: impl IntoIterator<Item = &'a str>,
        documents: &ListColumn<TermId>,
    ) -> Vec<HeardLine> {
        let mut line = Vec::new();
        words.into_iter().for_each(|word| append(&mut line, sounds_of(word).as_bytes()));
        line.truncate(MAX_HEARD);
        if line.len() < MIN_HEARD {
            return Vec::new();
        }
        let aligned = self.with_runs_of(&line, documents.len()).into_iter();
        Work::compared(HEARD_ALIGNED);
        let gains = Gains::of(&line);
        let mut found: Vec<HeardLine> = aligned
            .map(|document| self.align(&gains, document as usize, documents))
            .filter(|found| found.share > 0.0)
            .collect();
        found.sort_by(|a, b| b.share.total_cmp(&a.share).then(a.document.cmp(&b.document)));
        found
    }

    /// The documents with most of a line's runs, rare ones counting for more.
    fn with_runs_of(&self, line: &[u8], documents: usize) -> Vec<u32> {
        let mut sums = vec![0.0_f32; documents];
        let mut read = 0;
        for run in line.windows(RUN) {
            let found = self.runs.documents(hash(run));
            read += found.len();
            if read > MAX_HEARD_POSTINGS {
                break;
            }
            // Where all have the run, it still says which documents are worth comparing.
            let rarity = (float(documents) / float(found.len().max(1))).ln().max(f32::MIN_POSITIVE);
            found.iter().for_each(|&document| sums[document as usize] += rarity);
        }
        Work::read_postings(read);
        let mut found: Vec<(f32, u32)> =
            sums.into_iter().zip(0..).filter(|(sum, _)| *sum > 0.0).collect();
        keep_best(&mut found, HEARD_ALIGNED);
        found.into_iter().map(|(_, document)| document).collect()
    }

    /// The best local alignment (Smith and Waterman, 1981) of a line and a document.
    fn align(&self, line: &Gains, document: usize, documents: &ListColumn<TermId>) -> HeardLine {
        let stream = Stream::new(&self.sounds, documents.get(document));
        let mut best = (0.0_f32, 0..0);
        // By sounds of the line: the score of the best alignment that ends there, and where it began.
        let mut column = vec![(0.0_f32, 0_usize); line.length + 1];
        for (at, &sound) in stream.sounds.iter().enumerate() {
            let mut diagonal = (0.0, at);
            column[0].1 = at;
            for (row, gain) in line.of_sound(sound).iter().enumerate() {
                let gap =
                    if column[row].0 >= column[row + 1].0 { column[row] } else { column[row + 1] };
                let matched = (diagonal.0 + gain, diagonal.1);
                let skipped = (gap.0 - HEARD_GAP, gap.1);
                diagonal = column[row + 1];
                let here = if matched.0 >= skipped.0 { matched } else { skipped };
                column[row + 1] = if here.0 > 0.0 { here } else { (0.0, at + 1) };
                if here.0 > best.0 {
                    best = (here.0, here.1..at);
                }
            }
        }
        let share = best.0 / float(line.length);
        HeardLine { document, share, words: stream.words(&best.1) }
    }
}

/// The sounds of a document, with the word of each.
struct Stream {
    sounds: Vec<u8>,
    words: Vec<u32>,
}

impl Stream {
    fn new(sounds: &ListColumn<u8>, document: &[TermId]) -> Self {
        let mut stream = Self { sounds: Vec::new(), words: Vec::new() };
        for (at, term) in document.iter().enumerate() {
            append(&mut stream.sounds, sounds.get(term.index()));
            stream.words.resize(stream.sounds.len(), index32(at));
        }
        stream
    }

    fn words(&self, sounds: &Range<usize>) -> Range<usize> {
        let word = |at: usize| self.words.get(at).map_or(0, |&word| word as usize);
        word(sounds.start)..word(sounds.end) + 1
    }
}

/// A sound that is heard twice in a row counts once.
fn append(stream: &mut Vec<u8>, sounds: &[u8]) {
    let repeated = sounds.first().is_some_and(|first| stream.last() == Some(first));
    stream.extend(&sounds[usize::from(repeated)..]);
}

/// The classes of a word's consonants. Vowels, and an "h", are heard as anything.
fn sounds_of(word: &str) -> String {
    let key = match word.strip_suffix("ing").filter(|stem| !stem.is_empty()) {
        Some(stem) => sound_key(&format!("{stem}in")),
        None => sound_key(word),
    };
    key.unwrap_or_default().replace(['a', 'h'], "")
}

/// What each sound gains at each place of a line, looked up rather than compared.
struct Gains {
    length: usize,
    by_sound: [[f32; MAX_HEARD]; SOUNDS],
}

impl Gains {
    fn of(line: &[u8]) -> Self {
        let mut by_sound = [[0.0; MAX_HEARD]; SOUNDS];
        for (sound, gains) in (0..).zip(&mut by_sound) {
            for (gain, &typed) in gains.iter_mut().zip(line) {
                *gain = likeness(typed, sound | LETTERS);
            }
        }
        Self { length: line.len().min(MAX_HEARD), by_sound }
    }

    fn of_sound(&self, sound: u8) -> &[f32] {
        &self.by_sound[usize::from(sound & 31)][..self.length]
    }
}

/// Sounds are small letters: five bits after those that all letters share.
const SOUNDS: usize = 32;
const LETTERS: u8 = 0b0110_0000;

/// What it gains to hear a sound for another.
fn likeness(a: u8, b: u8) -> f32 {
    const ALIKE: [&[u8]; 6] = [b"ktp", b"sxj", b"fp", b"ft", b"lrv", b"nl"];
    if a == b {
        1.0
    } else if ALIKE.iter().any(|sounds| sounds.contains(&a) && sounds.contains(&b)) {
        HEARD_SIMILAR
    } else {
        HEARD_ODD
    }
}

/// A hash of a run of sounds: each is a small letter, five bits.
// Stored: another one needs another format.
fn hash(run: &[u8]) -> u32 {
    mix(run.iter().fold(0, |hash, &sound| (hash << 5) | u32::from(sound & 31)))
}

#[cfg(test)]
mod tests {
    use super::hash;
    use crate::find::LyricsIndex;
    use crate::id::SongId;

    fn check(line: &str, expected: Option<(u32, &str)>) {
        let lyrics = LyricsIndex::build([
            (SongId(4), "the copper kettle sings a song for nobody tonight"),
            (SongId(7), "salt on the rope and snow on the harbour wall"),
            (SongId(9), "we never gave the captain back his silver coat"),
        ]);
        let found = lyrics.lines_sounding_like(line);
        let first = found.first().filter(|line| line.share >= 0.6);
        let first = first.map(|line| (line.song.0, line.words.as_str()));
        assert_eq!(first, expected, "{line:?}");
    }

    #[test]
    fn the_hash_that_is_stored_stays() {
        assert_eq!(hash(b"skf"), 0x6403_3bd7);
    }

    #[test]
    fn misheard_lines_are_found_across_words() {
        check("cop a cat'll sink us on", Some((4, "copper kettle sings a song")));
        check("salt under rope ants know", Some((7, "salt on the rope and snow")));
        check(
            "gave the cap and bag his silver goat",
            Some((9, "gave the captain back his silver coat")),
        );
    }

    #[test]
    fn the_only_lyrics_are_found() {
        let lyrics = LyricsIndex::build([(SongId(4), "the copper kettle sings a song tonight")]);
        let found = lyrics.lines_sounding_like("cop a cat'll sink us on");
        assert!(found.first().is_some_and(|line| line.song == SongId(4) && line.share > 0.6));
    }

    #[test]
    fn other_lines_are_not() {
        check("wholly different words to hear", None);
        check("kettle", None);
    }
}
