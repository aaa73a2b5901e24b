//! How alike words are, by the textbook, and which of the catalogue's are like a typed one.

use super::Cut;
use super::song::PlainSong;
use crate::find::params::{
    EDIT_COST, FIRST_LETTER_COST, INNER_PREFIX, MIN_PREFIX, MIN_SOUND, MIN_TYPO, SOUND,
    SOUND_EDIT_COST, edit_budget,
};
use crate::find::similarity::{Similarity, prefix_similarity};
use crate::find::sound::sound_key;
use crate::find::vocabulary::Vocabulary;
use crate::find::word_index::inverse_document_frequency;
use crate::numeric::float;
use crate::reference::Cuts;
use catalog::Likeness;
use std::collections::BTreeMap;

/// The words of a catalogue, with the number of songs or lyrics that have each.
pub(super) struct Words {
    counts: BTreeMap<String, usize>,
    documents: usize,
    /// Tells what the fast look-up finds of words that its tables need not find.
    fast: Vocabulary,
}

impl Words {
    pub(super) fn new(songs: &[PlainSong]) -> Self {
        let texts = songs.iter().map(|song| song.texts().flatten().map(String::as_str).collect());
        Self::of(texts)
    }

    /// The words of documents.
    pub(super) fn of<'a>(documents: impl Iterator<Item = Vec<&'a str>>) -> Self {
        let (mut counts, mut count) = (BTreeMap::new(), 0);
        for mut words in documents {
            words.sort_unstable();
            words.dedup();
            words.iter().for_each(|word| *counts.entry((*word).to_owned()).or_default() += 1);
            count += 1;
        }
        let fast = Vocabulary::new(counts.keys().map(String::as_str).collect());
        Self { counts, documents: count, fast }
    }

    pub(super) fn all(&self) -> impl Iterator<Item = &str> {
        self.counts.keys().map(String::as_str)
    }

    pub(super) fn has(&self, word: &str) -> bool {
        self.counts.contains_key(word)
    }

    pub(super) fn count(&self, word: &str) -> usize {
        self.counts.get(word).copied().unwrap_or(0)
    }

    pub(super) fn documents(&self) -> usize {
        self.documents
    }

    pub(super) fn idf(&self, word: &str) -> f32 {
        self.idf_of(self.count(word))
    }

    pub(super) fn idf_of(&self, count: usize) -> f32 {
        inverse_document_frequency(self.documents, count)
    }

    /// Whether a look-up of a typed word finds one that is like it.
    pub(super) fn is_looked_up(&self, typed: &str, word: &str, cuts: &mut Cuts<Cut>) -> bool {
        if meet(typed, word) {
            return true;
        }
        cuts.count(Cut::SevenLetters);
        let id = self.fast.id(word).expect("a word of the catalogue");
        self.fast.spelt_alike(typed).contains(&id)
    }
}

/// Whether some one or two deletions of the first seven letters of both words, as many as their lengths allow, are equal.
fn meet(a: &str, b: &str) -> bool {
    let first = |word: &str| word.chars().take(7).collect::<Vec<char>>();
    let deletions = |word: &str| edit_budget(word.chars().count() + 1).min(2);
    let (x, y) = (first(a), first(b));
    let left = x.len().saturating_sub(deletions(a)).max(y.len().saturating_sub(deletions(b)));
    left <= x.len().min(y.len()) && common_letters(&x, &y) >= left
}

/// The length of the longest common subsequence.
fn common_letters(a: &[char], b: &[char]) -> usize {
    let mut cells = vec![vec![0; b.len() + 1]; a.len() + 1];
    for i in 1..=a.len() {
        for j in 1..=b.len() {
            cells[i][j] = if a[i - 1] == b[j - 1] {
                cells[i - 1][j - 1] + 1
            } else {
                cells[i - 1][j].max(cells[i][j - 1])
            };
        }
    }
    cells[a.len()][b.len()]
}

/// As many letters of a word are compared.
const LETTERS: usize = 64;

pub(super) fn letters(word: &str) -> Vec<char> {
    word.chars().take(LETTERS).collect()
}

/// The edits from a word to each beginning of another: insertions, deletions, substitutions and swaps of neighbours.
pub(super) fn edits(a: &[char], b: &[char]) -> Vec<usize> {
    let mut cells = vec![vec![0; b.len() + 1]; a.len() + 1];
    for i in 0..=a.len() {
        for j in 0..=b.len() {
            cells[i][j] = match (i, j) {
                (0, _) | (_, 0) => i + j,
                _ => {
                    let replaced = cells[i - 1][j - 1] + usize::from(a[i - 1] != b[j - 1]);
                    let least = replaced.min(cells[i - 1][j] + 1).min(cells[i][j - 1] + 1);
                    let swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
                    if swapped { least.min(cells[i - 2][j - 2] + 1) } else { least }
                }
            };
        }
    }
    cells.pop().unwrap_or_default()
}

/// A misspelling within the typo budget, or the misspelt beginning of a word.
pub(super) fn similarity(typed: &str, word: &str, unfinished: bool) -> Option<Similarity> {
    let (a, b) = (letters(typed), letters(word));
    let edits = edits(&a, &b);
    let whole = edits[b.len()];
    let beginning = edits.iter().copied().min().unwrap_or(0);
    let budget = edit_budget(a.len());
    let of_whole = (whole <= budget).then(|| misspelling(typed, word, whole, whole));
    let may_begin = unfinished && b.len() > a.len() && a.len() > 3 && beginning <= budget.min(1);
    let of_beginning = may_begin.then(|| {
        let misspelt = misspelling(typed, word, whole, beginning);
        let share = float(a.len()) / float(b.len());
        Similarity { value: misspelt.value * prefix_similarity(share), ..misspelt }
    });
    Similarity::greater(of_whole, of_beginning)
}

fn misspelling(typed: &str, word: &str, whole: usize, edits: usize) -> Similarity {
    if edits == 0 && whole == 0 {
        return Similarity::EXACT;
    }
    let (a, b) = (letters(typed).len(), letters(word).len());
    let length = a.max(b.min(a + edits)).max(1);
    let other_start = typed.chars().next() != word.chars().next();
    let first_letter = if other_start { FIRST_LETTER_COST } else { 0.0 };
    let value = 1.0 - EDIT_COST * float(edits) / float(length) - first_letter;
    Similarity { value: value.max(MIN_TYPO), likeness: Likeness::Typo }
}

/// A word that sounds the same.
pub(super) fn sound_similarity(typed: &str, word: &str) -> Option<Similarity> {
    let key = sound_key(typed).filter(|key| key.len() > 2)?;
    if sound_key(word).as_ref() != Some(&key) {
        return None;
    }
    let (a, b) = (letters(typed), letters(word));
    let (edits, length) = (edits(&a, &b)[b.len()], a.len().max(b.len()).max(1));
    let value = SOUND - SOUND_EDIT_COST * float(edits) / float(length);
    (value > MIN_SOUND).then_some(Similarity { value, likeness: Likeness::Sound })
}

/// Beyond the typo budget, for songs that are likely for other reasons.
pub(super) fn loose_similarity(typed: &str, word: &str, unfinished: bool) -> Option<Similarity> {
    let strict = similarity(typed, word, unfinished);
    let strict = Similarity::greater(strict, sound_similarity(typed, word));
    if strict.is_some() {
        return strict;
    }
    let (a, b) = (letters(typed), letters(word));
    if a.len() >= MIN_PREFIX
        && let Some(prefix) = Similarity::of_prefix(typed, word)
    {
        return Some(Similarity { value: INNER_PREFIX * prefix.value, ..prefix });
    }
    let whole = edits(&a, &b)[b.len()];
    let length = a.len().max(b.len());
    (length > 3 && whole * 2 <= length).then(|| misspelling(typed, word, whole, whole))
}
