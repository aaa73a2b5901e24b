//! Reads a hint: which words of the catalogue each typed word may mean.

use super::edits::{Edits, Pattern};
use super::numerals;
use super::segment::{SEGMENTED, segment};
use super::sound::sound_key;
use super::spelling::edit_budget;
use super::word_index::WordIndex;
use crate::text;
use catalog::Likeness;
use std::cmp::Ordering;
use std::ops::Range;

/// A hint with all that its words may mean.
pub(crate) struct Hint {
    pub tokens: Vec<Token>,
    /// The words that the last token may be the beginning of.
    pub unfinished: Range<u32>,
    /// By word.
    meanings: Vec<Meaning>,
    /// Tokens that may be two words written as one.
    splits: Vec<Split>,
}

/// A word that was typed.
pub(crate) struct Token {
    pub text: String,
    pub pattern: Pattern,
    pub sound: Option<String>,
    /// How much it tells.
    pub weight: f32,
    /// Whether it says something about songs in general: "lyrics", "official video".
    pub filler: bool,
    /// Whether it was typed without a blank before or after it.
    pub segmented: bool,
}

/// A word of the catalogue that one or two tokens may mean.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Meaning {
    pub word: u32,
    /// The first token.
    pub token: usize,
    /// How many tokens: one, or several that are one word together.
    pub tokens: usize,
    pub alike: Alike,
}

/// How alike a typed word and a word of the catalogue are.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Alike {
    /// 0 to 1; 1 for the same word.
    pub similarity: f32,
    pub how: Likeness,
}

/// Two words of the catalogue that a token may be, written as one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Split {
    pub token: usize,
    pub words: [u32; 2],
    pub alike: Alike,
}

/// Tokens that are read; those after them are left out.
pub(crate) const MOST_TOKENS: usize = 32;

/// Tokens from which on a hint is long: known words in it are taken as they are.
const MANY_TOKENS: usize = 9;

/// Words that a token may mean by spelling and by sound, at most.
const MOST_MISSPELT: usize = 40;

/// Words that an unfinished token may become, at most.
const MOST_CONTINUATIONS: usize = 24;

/// How much a word counts that says nothing about the song.
const FILLER_WEIGHT: f32 = 0.12;

/// How much an unknown word counts, next to a word of one song.
const UNKNOWN_WEIGHT: f32 = 0.5;

impl Hint {
    /// Reads a hint: each word as it stands, in its other spellings, joined with the next and taken
    /// apart, and the last one as the beginning of a word too. Misspellings are left to
    /// [`Hint::add_misspellings`].
    pub(crate) fn read(hint: &str, index: &WordIndex) -> Self {
        let words = text::words(hint).into_iter().map(Token::new).collect();
        Self::of_tokens(words, index)
    }

    /// The hint with the words taken apart that were typed without blanks; none if there are none.
    pub(crate) fn segmented(&self, index: &WordIndex) -> Option<Self> {
        let mut tokens = Vec::new();
        for token in &self.tokens {
            let known = index.vocabulary.id(&token.text).is_some();
            let words = if known { None } else { segment(&token.text, index) };
            match words {
                Some(words) => tokens.extend(words.into_iter().map(Token::segmented)),
                None => tokens.push(Token::new(token.text.clone())),
            }
        }
        let any = tokens.iter().any(|token| token.segmented);
        any.then(|| Self::of_tokens(tokens, index))
    }

    fn of_tokens(mut tokens: Vec<Token>, index: &WordIndex) -> Self {
        tokens.truncate(MOST_TOKENS);
        let last = tokens.last();
        let unfinished = last.map_or(0..0, |last| index.vocabulary.continuations(&last.text));
        let mut hint = Self { tokens, unfinished, meanings: Vec::new(), splits: Vec::new() };
        hint.add_spellings(index);
        hint.add_joined(index);
        hint.add_spelt_out(index);
        hint.add_splits(index, |token| index.vocabulary.id(&token.text).is_none());
        hint.add_continuations(index);
        hint.settle(index);
        hint
    }

    /// Adds the words of which the tokens may be misspellings.
    pub(crate) fn add_misspellings(&mut self, index: &WordIndex) {
        let long = self.is_long();
        for token in 0..self.tokens.len() {
            // Most words of a long hint are right, and the others tell enough; what was taken apart
            // was cut into words that exist.
            let Token { text, segmented, .. } = &self.tokens[token];
            if *segmented || (long && index.vocabulary.id(text).is_some()) {
                continue;
            }
            let misspelt = self.misspelt(token, index);
            self.meanings.extend(misspelt);
        }
        if !long {
            self.add_misspelt_pairs(index);
            self.add_splits(index, |_| true);
        }
        self.settle(index);
    }

    /// What a word of the catalogue may have been typed as.
    pub(crate) fn meanings_of(&self, word: u32) -> &[Meaning] {
        let start = self.meanings.partition_point(|meaning| meaning.word < word);
        let same = self.meanings[start..].iter().take_while(|meaning| meaning.word == word);
        &self.meanings[start..start + same.count()]
    }

    /// All meanings, by word.
    pub(crate) fn meanings(&self) -> &[Meaning] {
        &self.meanings
    }

    /// The tokens that may be two words.
    pub(crate) fn splits(&self) -> &[Split] {
        &self.splits
    }

    /// Whether the last token may be the beginning of a word.
    pub(crate) fn may_continue_to(&self, word: u32) -> bool {
        self.unfinished.contains(&word)
    }

    /// Whether there are so many words that most of them can be taken as they are.
    pub(crate) fn is_long(&self) -> bool {
        self.tokens.len() > MANY_TOKENS
    }

    /// The sum of the weights.
    pub(crate) fn weight(&self) -> f32 {
        self.tokens.iter().map(|token| token.weight).sum()
    }

    fn add_spellings(&mut self, index: &WordIndex) {
        for (place, token) in self.tokens.iter().enumerate() {
            let alike = if token.segmented { SEGMENTED } else { SAME };
            let same = index.vocabulary.id(&token.text).map(|word| (word, alike));
            let others = numerals::other_spellings(&token.text);
            let others = others.filter_map(|other| Some((index.vocabulary.id(other)?, OTHERWISE)));
            self.meanings.extend(
                same.into_iter().chain(others).map(|(word, alike)| Meaning::of(word, place, alike)),
            );
        }
    }

    fn add_joined(&mut self, index: &WordIndex) {
        for place in 1..self.tokens.len() {
            let [first, second] = [&self.tokens[place - 1].text, &self.tokens[place].text];
            let together = index.vocabulary.id(&format!("{first}{second}"));
            let number = numerals::digits(first, second);
            let number = number.and_then(|number| index.vocabulary.id(&number));
            let words = together.into_iter().chain(number);
            self.meanings.extend(words.map(|word| Meaning {
                word,
                token: place - 1,
                tokens: 2,
                alike: JOINED,
            }));
        }
    }

    /// "l a x" is "L.A.X".
    fn add_spelt_out(&mut self, index: &WordIndex) {
        let single = |token: &Token| token.pattern.len() == 1;
        let mut start = 0;
        for run in self.tokens.chunk_by(|a, b| single(a) == single(b)) {
            if run.len() > 2 && single(&run[0]) {
                let together: String = run.iter().map(|token| token.text.as_str()).collect();
                let word = index.vocabulary.id(&together);
                let (token, tokens) = (start, run.len());
                self.meanings.extend(word.map(|word| Meaning {
                    word,
                    token,
                    tokens,
                    alike: JOINED,
                }));
            }
            start += run.len();
        }
    }

    fn add_splits(&mut self, index: &WordIndex, wanted: impl Fn(&Token) -> bool) {
        self.splits.clear();
        for (place, token) in self.tokens.iter().enumerate().filter(|(_, token)| wanted(token)) {
            let text = token.text.as_str();
            let cuts = text.char_indices().skip(1).map(|(at, _)| text.split_at(at));
            let number = numerals::spelled_out(text).map(|[tens, ones]| (tens, ones));
            let pairs = cuts.chain(number).filter_map(|(first, second)| {
                Some([index.vocabulary.id(first)?, index.vocabulary.id(second)?])
            });
            self.splits.extend(pairs.map(|words| Split { token: place, words, alike: JOINED }));
        }
    }

    fn add_continuations(&mut self, index: &WordIndex) {
        let Some(last) = self.tokens.last() else { return };
        let place = self.tokens.len() - 1;
        let mut words: Vec<u32> = self.unfinished.clone().collect();
        if words.len() > MOST_CONTINUATIONS {
            let frequency = |word: &u32| std::cmp::Reverse(index.songs_with(*word).len());
            words.select_nth_unstable_by_key(MOST_CONTINUATIONS, frequency);
            words.truncate(MOST_CONTINUATIONS);
        }
        let text = &last.text;
        let meanings = words.into_iter().filter_map(|word| {
            let alike = continuation(text, index.vocabulary.word(word))?;
            Some(Meaning::of(word, place, alike))
        });
        self.meanings.extend(meanings);
    }

    fn misspelt(&self, place: usize, index: &WordIndex) -> Vec<Meaning> {
        let token = &self.tokens[place];
        let is_last = place + 1 == self.tokens.len();
        let vocabulary = &index.vocabulary;
        let spelt = vocabulary.spelt_alike(&token.text).into_iter();
        let spelt = spelt.filter_map(|word| {
            Some(Meaning::of(word, place, token.alike(vocabulary.word(word), is_last)?))
        });
        let sounding = vocabulary.sounding_alike(&token.text).iter();
        let sounding = sounding.filter_map(|&word| {
            Some(Meaning::of(word, place, token.sounds_like(vocabulary.word(word))?))
        });
        let mut found: Vec<Meaning> = spelt.chain(sounding).collect();
        keep_likeliest(&mut found, index);
        found
    }

    /// Two tokens that are one misspelt word together: "sun flowr".
    fn add_misspelt_pairs(&mut self, index: &WordIndex) {
        let mut found = Vec::new();
        for place in 1..self.tokens.len() {
            let together = format!("{}{}", self.tokens[place - 1].text, self.tokens[place].text);
            let token = Token::new(together);
            let words = index.vocabulary.spelt_alike(&token.text).into_iter();
            found.extend(words.filter_map(|word| {
                let alike = token.alike(index.vocabulary.word(word), false)?;
                let similarity = alike.similarity * JOINED.similarity;
                let alike = Alike { similarity, how: Likeness::Joined };
                (similarity < JOINED.similarity).then_some(Meaning {
                    word,
                    token: place - 1,
                    tokens: 2,
                    alike,
                })
            }));
        }
        self.meanings.extend(found);
    }

    /// Sorts the meanings and weighs the tokens.
    fn settle(&mut self, index: &WordIndex) {
        self.meanings.sort_unstable_by(|a, b| {
            let likelier = b.alike.similarity.total_cmp(&a.alike.similarity);
            (a.word, a.token, a.tokens).cmp(&(b.word, b.token, b.tokens)).then(likelier)
        });
        self.meanings.dedup_by_key(|meaning| (meaning.word, meaning.token, meaning.tokens));
        let mut likeliest: Vec<Option<&Meaning>> = vec![None; self.tokens.len()];
        for meaning in self.meanings.iter().filter(|meaning| meaning.tokens == 1) {
            let best = &mut likeliest[meaning.token];
            if best.is_none_or(|best| likeliness(meaning, best, index).is_gt()) {
                *best = Some(meaning);
            }
        }
        let unknown = index.idf_of(1) * UNKNOWN_WEIGHT;
        for (token, meaning) in self.tokens.iter_mut().zip(likeliest) {
            let weight = meaning.map_or(unknown, |meaning| index.idf(meaning.word));
            token.weight =
                weight.max(LEAST_WEIGHT) * if token.filler { FILLER_WEIGHT } else { 1.0 };
        }
    }
}

const LEAST_WEIGHT: f32 = 0.5;

/// The more alike word is the likelier one, of two that are as much alike the more frequent.
fn likeliness(a: &Meaning, b: &Meaning, index: &WordIndex) -> Ordering {
    let frequency = |meaning: &Meaning| index.songs_with(meaning.word).len();
    let order = a.alike.similarity.total_cmp(&b.alike.similarity);
    order.then_with(|| frequency(a).cmp(&frequency(b)))
}

fn keep_likeliest(found: &mut Vec<Meaning>, index: &WordIndex) {
    if found.len() <= MOST_MISSPELT {
        return;
    }
    found.sort_unstable_by(|a, b| likeliness(b, a, index).then(a.word.cmp(&b.word)));
    found.truncate(MOST_MISSPELT);
}

impl Meaning {
    fn of(word: u32, token: usize, alike: Alike) -> Self {
        Self { word, token, tokens: 1, alike }
    }
}

impl Token {
    fn new(text: String) -> Self {
        let pattern = Pattern::new(&text);
        let filler = FILLERS.binary_search(&text.as_str()).is_ok();
        let sound = sound_key(&text);
        Self { text, pattern, sound, weight: 0.0, filler, segmented: false }
    }

    fn segmented(text: String) -> Self {
        Self { segmented: true, filler: false, ..Self::new(text) }
    }

    /// How alike the token is to another word, if it may be a misspelling of it within the budget
    /// of edits; `unfinished` if it may go on.
    pub(crate) fn alike(&self, word: &str, unfinished: bool) -> Option<Alike> {
        let edits = self.pattern.edits(word);
        let budget = edit_budget(self.pattern.len());
        let whole = (edits.whole <= budget).then(|| self.misspelt(word, edits, edits.whole));
        let begun = unfinished
            && edits.length > self.pattern.len()
            && self.pattern.len() > 3
            && edits.beginning <= budget.min(1);
        let begun = begun.then(|| {
            let written = self.misspelt(word, edits, edits.beginning);
            let share = self.pattern.len() as f32 / edits.length as f32;
            Alike { similarity: written.similarity * begun_share(share), ..written }
        });
        likelier(whole, begun)
    }

    /// As [`Token::alike`], beyond the budget: for words of a song that is likely for other reasons.
    pub(crate) fn loosely_alike(&self, word: &str, unfinished: bool) -> Option<Alike> {
        let known = likelier(self.alike(word, unfinished), self.sounds_like(word));
        if known.is_some() {
            return known;
        }
        let edits = self.pattern.edits(word);
        let length = self.pattern.len().max(edits.length);
        let alike = self.misspelt(word, edits, edits.whole);
        (length > 3 && edits.whole * 2 <= length).then_some(alike)
    }

    fn misspelt(&self, word: &str, edits: Edits, count: usize) -> Alike {
        if count == 0 && edits.whole == 0 {
            return SAME;
        }
        let length = self.pattern.len().max(edits.length.min(self.pattern.len() + count)).max(1);
        let other_start = self.text.chars().next() != word.chars().next();
        let first_letter = if other_start { FIRST_LETTER } else { 0.0 };
        let similarity = 1.0 - EDIT_COST * count as f32 / length as f32 - first_letter;
        Alike { similarity: similarity.max(0.05), how: Likeness::Typo }
    }

    fn sounds_like(&self, word: &str) -> Option<Alike> {
        let sound = self.sound.as_deref().filter(|sound| sound.len() > 2)?;
        if sound_key(word).as_deref() != Some(sound) {
            return None;
        }
        let edits = self.pattern.edits(word);
        let length = self.pattern.len().max(edits.length).max(1);
        let similarity = SOUND - SOUND_EDIT * edits.whole as f32 / length as f32;
        (similarity > 0.3).then_some(Alike { similarity, how: Likeness::Sound })
    }
}

fn likelier(a: Option<Alike>, b: Option<Alike>) -> Option<Alike> {
    a.into_iter().chain(b).max_by(|a, b| a.similarity.total_cmp(&b.similarity))
}

/// How alike what was typed is to a word that begins with it.
pub(crate) fn continuation(typed: &str, word: &str) -> Option<Alike> {
    let rest = word.strip_prefix(typed)?;
    if rest.is_empty() {
        return Some(SAME);
    }
    let share = typed.len() as f32 / word.len() as f32;
    Some(Alike { similarity: begun_share(share), how: Likeness::Prefix })
}

/// How alike a word is of which a share was typed.
fn begun_share(share: f32) -> f32 {
    0.86 + 0.12 * share
}

const SAME: Alike = Alike { similarity: 1.0, how: Likeness::Exact };
const OTHERWISE: Alike = Alike { similarity: 0.94, how: Likeness::OtherSpelling };
const JOINED: Alike = Alike { similarity: 0.95, how: Likeness::Joined };

/// What an edit costs, by the share of the word that it changes, and if it changes the first letter.
const EDIT_COST: f32 = 0.85;
const FIRST_LETTER: f32 = 0.06;

/// A word that sounds alike, and what it costs by the share of letters that differ.
const SOUND: f32 = 0.88;
const SOUND_EDIT: f32 = 0.5;

/// Words that people add to whatever song they look for; sorted.
const FILLERS: [&str; 24] = [
    "4k", "audio", "by", "called", "clip", "cover", "full", "hd", "hq", "letra", "lyric", "lyrics",
    "mp3", "music", "musica", "mv", "official", "oficial", "ost", "song", "songs", "track",
    "video", "youtube",
];

#[cfg(test)]
mod tests {
    use super::*;

    fn check(typed: &str, word: &str, unfinished: bool, least: f32, most: f32) {
        let alike = Token::new(typed.to_owned()).alike(word, unfinished);
        let similarity = alike.map_or(0.0, |alike| alike.similarity);
        assert!((least..=most).contains(&similarity), "{typed} {word}: {similarity}");
    }

    #[test]
    fn likeness() {
        check("queen", "queen", false, 1.0, 1.0);
        check("quen", "queen", false, 0.7, 0.9);
        check("bohemain", "bohemian", false, 0.8, 0.95);
        check("me", "my", false, 0.0, 0.0);
        check("quen", "quebec", false, 0.0, 0.0);
        check("rapso", "rhapsody", false, 0.0, 0.0);
        check("rapso", "rhapsody", true, 0.6, 0.9);
        let sounds = Token::new("fisiks".to_owned()).sounds_like("physics");
        assert!(sounds.is_some_and(|alike| alike.how == Likeness::Sound));
    }

    #[test]
    fn fillers_are_sorted() {
        assert!(FILLERS.is_sorted());
    }

    #[test]
    fn longer_beginnings_are_likelier() {
        let similarity = |typed| continuation(typed, "bohemian").map(|alike| alike.similarity);
        assert!(similarity("boh") < similarity("bohemi"));
        assert_eq!(similarity("queen"), None);
    }
}
