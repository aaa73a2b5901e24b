//! A word of a query, and how it compares with terms.

use super::edits::{Edits, Pattern};
use super::params::{
    EDIT_COST, FIRST_LETTER_COST, INNER_PREFIX, MIN_PREFIX, MIN_SOUND, MIN_TYPO, SOUND,
    SOUND_EDIT_COST, edit_budget,
};
use super::similarity::{Similarity, prefix_similarity};
use super::sound::sound_key;
use crate::numeric::float;
use catalog::Likeness;

/// A word that was typed.
pub(crate) struct Token {
    pub text: String,
    pub pattern: Pattern,
    pub sound: Option<String>,
    /// How distinctive it is, on the scale of idf.
    pub weight: f32,
    /// Whether people add it to any song they look for: "lyrics", "official video".
    pub filler: bool,
    /// Whether it was typed without a blank before or after it.
    pub segmented: bool,
    /// The word without an elided article: "hymne" of "l'hymne".
    pub without_elision: Option<String>,
}

impl Token {
    pub(crate) fn new(text: String) -> Self {
        let pattern = Pattern::new(&text);
        let filler = FILLERS.binary_search(&text.as_str()).is_ok();
        let sound = sound_key(&text);
        Self { text, pattern, sound, weight: 0.0, filler, segmented: false, without_elision: None }
    }

    pub(crate) fn segmented(text: String) -> Self {
        Self { segmented: true, filler: false, ..Self::new(text) }
    }

    /// A token of signs beside words, which hardly counts: most are punctuation.
    pub(crate) fn sign(text: String) -> Self {
        Self { filler: true, ..Self::new(text) }
    }

    pub(crate) fn is_sign(&self) -> bool {
        !self.text.contains(char::is_alphanumeric)
    }

    /// The similarity to a term of which this may be a misspelling within the typo budget, or the
    /// misspelt beginning if the token is `unfinished`.
    pub(crate) fn similarity(&self, term: &str, unfinished: bool) -> Option<Similarity> {
        let budget = edit_budget(self.pattern.len());
        if !self.pattern.may_be_within(budget, term) {
            return None;
        }
        let edits = self.pattern.edits(term);
        let whole = (edits.whole <= budget).then(|| self.misspelling(term, edits, edits.whole));
        let prefix = unfinished
            && edits.length > self.pattern.len()
            && self.pattern.len() > 3
            && edits.beginning <= budget.min(1);
        let prefix = prefix.then(|| {
            let typed = self.misspelling(term, edits, edits.beginning);
            let share = float(self.pattern.len()) / float(edits.length);
            Similarity { value: typed.value * prefix_similarity(share), ..typed }
        });
        Similarity::greater(whole, prefix)
    }

    /// As [`Token::similarity`], beyond the typo budget: for songs that are likely for other reasons.
    pub(crate) fn loose_similarity(&self, term: &str, unfinished: bool) -> Option<Similarity> {
        let strict =
            Similarity::greater(self.similarity(term, unfinished), self.sound_similarity(term));
        if strict.is_some() {
            return strict;
        }
        if self.pattern.len() >= MIN_PREFIX
            && let Some(prefix) = Similarity::of_prefix(&self.text, term)
        {
            return Some(Similarity { value: INNER_PREFIX * prefix.value, ..prefix });
        }
        let edits = self.pattern.edits(term);
        let length = self.pattern.len().max(edits.length);
        let close = length > 3 && edits.whole * 2 <= length;
        close.then(|| self.misspelling(term, edits, edits.whole))
    }

    fn misspelling(&self, term: &str, edits: Edits, count: usize) -> Similarity {
        if count == 0 && edits.whole == 0 {
            return Similarity::EXACT;
        }
        let length = self.pattern.len().max(edits.length.min(self.pattern.len() + count)).max(1);
        let other_start = self.text.chars().next() != term.chars().next();
        let first_letter = if other_start { FIRST_LETTER_COST } else { 0.0 };
        let value = 1.0 - EDIT_COST * float(count) / float(length) - first_letter;
        Similarity { value: value.max(MIN_TYPO), likeness: Likeness::Typo }
    }

    /// The similarity to a term that sounds the same.
    pub(crate) fn sound_similarity(&self, term: &str) -> Option<Similarity> {
        let sound = self.sound.as_deref().filter(|sound| sound.len() > 2)?;
        if sound_key(term).as_deref() != Some(sound) {
            return None;
        }
        let edits = self.pattern.edits(term);
        let length = self.pattern.len().max(edits.length).max(1);
        let value = SOUND - SOUND_EDIT_COST * float(edits.whole) / float(length);
        (value > MIN_SOUND).then_some(Similarity { value, likeness: Likeness::Sound })
    }
}

/// Sorted.
const FILLERS: [&str; 24] = [
    "4k", "audio", "by", "called", "clip", "cover", "full", "hd", "hq", "letra", "lyric", "lyrics",
    "mp3", "music", "musica", "mv", "official", "oficial", "ost", "song", "songs", "track",
    "video", "youtube",
];

#[cfg(test)]
mod tests {
    use super::*;

    fn check(typed: &str, term: &str, unfinished: bool, least: f32, most: f32) {
        let similarity = Token::new(typed.to_owned()).similarity(term, unfinished);
        let value = similarity.map_or(0.0, |similarity| similarity.value);
        assert!((least..=most).contains(&value), "{typed} {term}: {value}");
    }

    #[test]
    fn misspellings() {
        check("queen", "queen", false, 1.0, 1.0);
        check("quen", "queen", false, 0.7, 0.9);
        check("bohemain", "bohemian", false, 0.8, 0.95);
        check("me", "my", false, 0.0, 0.0);
        check("quen", "quebec", false, 0.0, 0.0);
        check("rapso", "rhapsody", false, 0.0, 0.0);
        check("rapso", "rhapsody", true, 0.6, 0.9);
    }

    #[test]
    fn any_token_may_be_a_prefix_when_compared_loosely() {
        let value = |typed: &str| {
            let found = Token::new(typed.to_owned()).loose_similarity("camouflage", false);
            found.map_or(0.0, |found| found.value)
        };
        assert!((0.7..0.9).contains(&value("cam")));
        assert!(value("cam") < value("camouf"));
        assert!(value("ca") < 0.1);
    }

    #[test]
    fn sounds() {
        let similarity = Token::new("fisiks".to_owned()).sound_similarity("physics");
        assert!(similarity.is_some_and(|found| found.likeness == Likeness::Sound));
    }

    #[test]
    fn fillers_are_sorted() {
        assert!(FILLERS.is_sorted());
    }
}
