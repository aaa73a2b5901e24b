use crate::column::TextColumn;
use crate::word_similarity::edit_budget;
use std::hash::{DefaultHasher, Hash, Hasher};

/// Leads from a misspelt word to the words it may mean: two words within `d` edits of each other
/// become equal when at most `d` characters are left out of each (symmetric deletion, Garbe 2012).
/// Only the first [`PREFIX`] characters count, which keeps the table small.
#[derive(Debug, Default)]
pub(crate) struct Deletions {
    // Hash of a word with characters left out (high half) and the word's number (low half), sorted.
    entries: Vec<u64>,
}

const PREFIX: usize = 7;
const MAX_DELETIONS: usize = 2;

impl Deletions {
    pub(crate) fn of(words: &TextColumn) -> Self {
        let mut entries = Vec::new();
        for (number, word) in words.iter().enumerate() {
            for hash in deletion_hashes(word) {
                entries.push(u64::from(hash) << 32 | number as u64);
            }
        }
        entries.sort_unstable();
        entries.dedup();
        Self { entries }
    }

    /// Words that may be within the budget of edits; some are not, so they need a closer look.
    pub(crate) fn candidates(&self, typed: &str) -> Vec<u32> {
        let mut words: Vec<u32> =
            deletion_hashes(typed).into_iter().flat_map(|hash| self.words_of(hash)).collect();
        words.sort_unstable();
        words.dedup();
        words
    }

    fn words_of(&self, hash: u32) -> impl Iterator<Item = u32> {
        let first = u64::from(hash) << 32;
        let start = self.entries.partition_point(|&entry| entry < first);
        let same =
            self.entries[start..].iter().take_while(move |&&entry| entry >> 32 == first >> 32);
        same.map(|&entry| entry as u32)
    }
}

/// Hashes of the word's beginning with up to as many characters left out as edits are allowed.
fn deletion_hashes(word: &str) -> Vec<u32> {
    let chars: Vec<char> = word.chars().collect();
    // A word may be reached by a typed one that is longer and so has the larger budget.
    let deletions = edit_budget(chars.len() + 1).min(MAX_DELETIONS);
    let mut forms = vec![chars[..chars.len().min(PREFIX)].to_vec()];
    let mut newest = 0;
    for _ in 0..deletions {
        let end = forms.len();
        for form in newest..end {
            (0..forms[form].len()).for_each(|left_out| {
                let mut shorter = forms[form].clone();
                shorter.remove(left_out);
                forms.push(shorter);
            });
        }
        newest = end;
    }
    let mut hashes: Vec<u32> = forms.iter().map(|form| hash(form)).collect();
    hashes.sort_unstable();
    hashes.dedup();
    hashes
}

fn hash(form: &[char]) -> u32 {
    let mut hasher = DefaultHasher::new();
    form.hash(&mut hasher);
    hasher.finish() as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(typed: &str, word: &str, found: bool) {
        let deletions = Deletions::of(&[word].into_iter().collect());
        assert_eq!(!deletions.candidates(typed).is_empty(), found, "{typed} {word}");
    }

    #[test]
    fn misspelt_words_lead_to_the_right_one() {
        check("bohemain", "bohemian", true);
        check("rapsody", "rhapsody", true);
        check("quen", "queen", true);
        check("teh", "the", true);
        check("egyptain", "egyptian", true);
        check("mcferin", "mcferrin", true);
        check("smoth", "smooth", true);
        check("queen", "king", false);
        check("a", "b", false);
    }
}
