//! Compares a hint with a song word by word.

use super::edits::{LONGEST, Pattern};
use super::hint::{Alike, Hint, MOST_TOKENS, continuation};
use super::song_texts::{Field, Text};
use super::word_index::WordIndex;
use catalog::Likeness;

/// Which words of a song the words of a hint were taken for, and how well that fits.
#[derive(Clone, Debug, Default)]
pub(crate) struct Alignment {
    /// By token.
    pub places: Vec<Option<Place>>,
    /// How well it fits.
    pub agreement: Agreement,
}

/// The word of a song that a token was taken for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Place {
    /// Which of the song's texts.
    pub text: usize,
    /// Which word of the text.
    pub word: usize,
    /// How many words: one, or two that were typed as one.
    pub words: usize,
    pub alike: Alike,
}

/// How well a hint and a song agree; shares from 0 to 1.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Agreement {
    /// Of the hint, by the weight of its words.
    pub hint: f32,
    /// Of the hint's words that were taken for words of the title.
    pub in_title: f32,
    /// Of the title's words that were typed.
    pub title: f32,
    /// Of the best matching artist's words that were typed.
    pub artist: f32,
    /// Of the neighbours among the hint's words that are neighbours in the song too.
    pub order: f32,
    /// Whether the title was typed as it stands, from its beginning.
    pub exact: f32,
    /// Whether the hint is an artist's name and nothing else.
    pub is_artist: f32,
    /// Whether every word stands in the song as it was typed.
    pub verbatim: f32,
}

/// How closely words are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Effort {
    /// By the meanings of the hint's words.
    Known,
    /// Words that have no meaning in the song are compared letter by letter.
    Thorough,
}

/// A token and a word of the song that it may be.
#[derive(Clone, Copy, Debug)]
struct Pair {
    token: usize,
    tokens: usize,
    /// Where the word is, among all words of the song.
    slot: usize,
    place: Place,
}

/// A word of a song.
#[derive(Clone, Copy, Debug)]
struct SongWord {
    text: usize,
    at: usize,
    word: u32,
    /// The word after it in the same text.
    next: Option<u32>,
}

impl SongWord {
    fn place(&self, words: usize, alike: Alike) -> Place {
        Place { text: self.text, word: self.at, words, alike }
    }
}

/// Tokens that are compared letter by letter, at most.
const MOST_LOOSE: usize = 6;

/// Words of a song that are looked at.
const MOST_SLOTS: usize = 128;

/// Aligns a hint with a song: with the one of its titles that fits best.
pub(crate) fn align(hint: &Hint, song: u32, index: &WordIndex, effort: Effort) -> Alignment {
    let texts: Vec<Text<'_>> = index.texts.of(song).collect();
    let titles = texts.iter().take_while(|text| text.field == Field::Title).count();
    let aligner = Aligner { hint, texts: &texts, index };
    let mut best: Option<Alignment> = None;
    for title in 0..titles.max(1) {
        let alignment = aligner.align(title, titles, effort);
        let better = |best: &Alignment| rank(&alignment.agreement) > rank(&best.agreement);
        if best.as_ref().is_none_or(better) {
            best = Some(alignment);
        }
    }
    best.unwrap_or_default()
}

fn rank(agreement: &Agreement) -> f32 {
    agreement.hint + 0.2 * agreement.title + 0.1 * agreement.order
}

struct Aligner<'a> {
    hint: &'a Hint,
    texts: &'a [Text<'a>],
    index: &'a WordIndex,
}

impl Aligner<'_> {
    /// Aligns with one of the titles and all other texts.
    fn align(&self, title: usize, titles: usize, effort: Effort) -> Alignment {
        let words = self.words(title, titles);
        let mut pairs = Vec::with_capacity(16);
        self.push_known(&words, &mut pairs);
        let mut places = choose(&mut pairs, self.hint.tokens.len());
        if effort == Effort::Thorough && places.iter().any(Option::is_none) {
            self.push_loose(&words, &places, &mut pairs);
            places = choose(&mut pairs, self.hint.tokens.len());
        }
        let mut agreement = self.agreement(&places, title);
        if effort == Effort::Thorough && agreement.hint < GLUED {
            self.compare_glued(title, titles, &mut agreement);
        }
        Alignment { places, agreement }
    }

    /// The words of one of the titles and of all other texts.
    fn words(&self, title: usize, titles: usize) -> Vec<SongWord> {
        let texts = std::iter::once(title).chain(titles..self.texts.len());
        let words = texts.filter_map(|text| Some((text, self.texts.get(text)?.words)));
        words
            .flat_map(|(text, words)| {
                words.iter().enumerate().map(move |(at, &word)| SongWord {
                    text,
                    at,
                    word,
                    next: words.get(at + 1).copied(),
                })
            })
            .take(MOST_SLOTS)
            .collect()
    }

    fn push_known(&self, words: &[SongWord], pairs: &mut Vec<Pair>) {
        for (slot, song) in words.iter().enumerate() {
            let before = pairs.len();
            for meaning in self.hint.meanings_of(song.word) {
                let (token, tokens) = (meaning.token, meaning.tokens);
                pairs.push(Pair { token, tokens, slot, place: song.place(1, meaning.alike) });
            }
            self.push_unfinished(song, slot, before, pairs);
            let Some(next) = song.next else { continue };
            for split in self.hint.splits() {
                if split.words == [song.word, next] {
                    let place = song.place(2, split.alike);
                    pairs.push(Pair { token: split.token, tokens: 1, slot, place });
                }
            }
        }
    }

    /// The last token, as the beginning of a word that is not among its likeliest meanings.
    fn push_unfinished(&self, song: &SongWord, slot: usize, before: usize, pairs: &mut Vec<Pair>) {
        let Some(last) = self.hint.tokens.len().checked_sub(1) else { return };
        let known = pairs[before..].iter().any(|pair| pair.token == last);
        if known || !self.hint.may_continue_to(song.word) {
            return;
        }
        let typed = &self.hint.tokens[last].text;
        let alike = continuation(typed, self.index.vocabulary.word(song.word));
        let place = alike.map(|alike| song.place(1, alike));
        pairs.extend(place.map(|place| Pair { token: last, tokens: 1, slot, place }));
    }

    /// Tokens without a place and words without a token, letter by letter.
    fn push_loose(&self, words: &[SongWord], places: &[Option<Place>], pairs: &mut Vec<Pair>) {
        let last = places.len().saturating_sub(1);
        for (slot, song) in words.iter().enumerate() {
            let taken = |place: &Place| place.text == song.text && place.word == song.at;
            if places.iter().flatten().any(taken) {
                continue;
            }
            let text = self.index.vocabulary.word(song.word);
            let open = places.iter().enumerate().filter(|(_, place)| place.is_none());
            for (token, _) in open.take(MOST_LOOSE) {
                let alike = self.hint.tokens[token].loosely_alike(text, token == last);
                let place = alike.map(|alike| song.place(1, alike));
                pairs.extend(place.map(|place| Pair { token, tokens: 1, slot, place }));
            }
        }
    }

    fn agreement(&self, places: &[Option<Place>], title: usize) -> Agreement {
        let mut agreement = Agreement::default();
        let mut typed = vec![0.0; self.texts.len()];
        let mut seen = usize::MAX;
        for (token, place) in self.hint.tokens.iter().zip(places) {
            let Some(place) = place else { continue };
            let gain = token.weight * place.alike.similarity;
            agreement.hint += gain;
            if self.texts[place.text].field == Field::Title {
                agreement.in_title += gain;
            }
            // Two tokens that are one word together have the same place.
            let place_number = place.text << 16 | place.word;
            if place_number != seen {
                let words = &self.texts[place.text].words[place.word..place.word + place.words];
                typed[place.text] += self.telling(words) * place.alike.similarity;
            }
            seen = place_number;
        }
        let weight = self.hint.weight().max(f32::MIN_POSITIVE);
        agreement.hint /= weight;
        agreement.in_title /= weight;
        for (text, typed) in self.texts.iter().zip(typed) {
            let share = typed / self.telling(text.words).max(f32::MIN_POSITIVE);
            let field = match text.field {
                Field::Title => &mut agreement.title,
                Field::Artist => &mut agreement.artist,
                Field::Version => continue,
            };
            *field = field.max(share);
        }
        agreement.order = order(places);
        let flag = |holds: bool| f32::from(u8::from(holds));
        agreement.exact = flag(self.is_exact(places, title));
        agreement.is_artist = flag(self.is_artist(places));
        agreement.verbatim = flag(self.is_verbatim(places));
        agreement
    }

    fn telling(&self, words: &[u32]) -> f32 {
        words.iter().map(|&word| self.index.idf(word)).sum()
    }

    /// Whether the hint has the title's words, and begins with them but for fillers.
    fn is_exact(&self, places: &[Option<Place>], title: usize) -> bool {
        let Some(words) = self.texts.get(title).map(|text| text.words) else { return false };
        let first = self
            .hint
            .tokens
            .iter()
            .zip(places)
            .position(|(token, place)| !(token.filler && place.is_none()));
        let typed = &places[first.unwrap_or_default()..];
        words.len() <= typed.len()
            && typed.iter().take(words.len()).enumerate().all(|(at, place)| {
                place.is_some_and(|place| {
                    place.text == title && place.word == at && place.alike.how == Likeness::Exact
                })
            })
    }

    fn is_artist(&self, places: &[Option<Place>]) -> bool {
        let Some(Some(first)) = places.first() else { return false };
        let text = self.texts[first.text];
        text.field == Field::Artist
            && text.words.len() == places.len()
            && places.iter().enumerate().all(|(at, place)| {
                place.is_some_and(|place| {
                    place.text == first.text
                        && place.word == at
                        && place.alike.how == Likeness::Exact
                })
            })
    }

    /// Whether each word of the hint stands in the song as it was typed.
    fn is_verbatim(&self, places: &[Option<Place>]) -> bool {
        self.hint.tokens.iter().zip(places).all(|(token, place)| {
            token.filler || place.is_some_and(|place| place.alike.how == Likeness::Exact)
        })
    }

    /// Compares hint and song without blanks, where words are run together beyond recognition.
    fn compare_glued(&self, title: usize, titles: usize, agreement: &mut Agreement) {
        let glued = |text: usize| -> String {
            let words = self.texts.get(text).map_or(&[][..], |text| text.words);
            words.iter().map(|&word| self.index.vocabulary.word(word)).collect()
        };
        let (title, artist) = (glued(title), glued(titles));
        let length = self.hint.tokens.iter().map(|token| token.pattern.len()).sum::<usize>();
        let length = length.min(LONGEST);
        let mut pattern = None;
        let mut share = |other: &str, whole: f32| {
            let others = other.chars().take(LONGEST).count();
            let alike = |edits: usize| {
                1.0 - GLUED_EDIT_COST * edits as f32 / length.max(others).max(1) as f32
            };
            let least = agreement.hint.max(LEAST_GLUED);
            // There are at least as many edits as one text is longer than the other.
            if alike(length.abs_diff(others)) <= least {
                return;
            }
            let pattern = pattern.get_or_insert_with(|| self.glued_hint());
            let alike = alike(pattern.edits(other).whole);
            if alike > least {
                agreement.hint = alike;
                agreement.title = agreement.title.max(alike * whole);
            }
        };
        share(&title, 1.0);
        share(&format!("{title}{artist}"), 1.0);
        share(&format!("{artist}{title}"), 1.0);
        share(&artist, 0.0);
    }

    fn glued_hint(&self) -> Pattern {
        let hint: String = self.hint.tokens.iter().map(|token| token.text.as_str()).collect();
        Pattern::new(&hint)
    }
}

/// Below this share of the hint, hint and song are compared without blanks too.
const GLUED: f32 = 0.85;
const GLUED_EDIT_COST: f32 = 1.2;
const LEAST_GLUED: f32 = 0.5;

/// Gives each token at most one word and each word at most one token: the most alike first, and of
/// equal ones that beside the word of the token before.
fn choose(pairs: &mut [Pair], tokens: usize) -> Vec<Option<Place>> {
    pairs.sort_unstable_by(|a, b| {
        let alike = b.place.alike.similarity.total_cmp(&a.place.alike.similarity);
        alike.then_with(|| (a.token, a.slot).cmp(&(b.token, b.slot)))
    });
    let mut places = vec![None; tokens];
    let mut slots = [usize::MAX; MOST_TOKENS];
    let mut used = 0_u128;
    for at in 0..pairs.len() {
        let first = pairs[at];
        let free = |pair: &Pair, used: u128| used & pair.mask() == 0;
        if (first.token..first.token + first.tokens).any(|token| places[token].is_some()) {
            continue;
        }
        let before = first.token.checked_sub(1).map_or(usize::MAX, |before| slots[before]);
        let equals = pairs[at..].iter().take_while(|pair| {
            pair.token == first.token
                && pair.place.alike.similarity.to_bits() == first.place.alike.similarity.to_bits()
        });
        let mut open = equals.filter(|pair| free(pair, used) && pair.tokens == first.tokens);
        let Some(mut chosen) = open.next() else { continue };
        if chosen.slot != before.wrapping_add(1) {
            chosen = open.find(|pair| pair.slot == before.wrapping_add(1)).unwrap_or(chosen);
        }
        used |= chosen.mask();
        for token in chosen.token..chosen.token + chosen.tokens {
            places[token] = Some(chosen.place);
            slots[token] = chosen.slot + chosen.place.words - 1;
        }
    }
    places
}

impl Pair {
    fn mask(&self) -> u128 {
        let words = if self.place.words == 2 { 3 } else { 1 };
        words << self.slot
    }
}

/// The share of neighbouring tokens that were taken for neighbouring words.
fn order(places: &[Option<Place>]) -> f32 {
    let matched = places.iter().flatten().count();
    if matched < 2 {
        return 1.0;
    }
    let neighbours = places.windows(2).filter(|pair| match (pair[0], pair[1]) {
        (Some(a), Some(b)) => {
            let same = a.text == b.text && a.word == b.word;
            same || (a.text == b.text && b.word == a.word + a.words)
                || (a.text != b.text && b.word == 0)
        }
        _ => false,
    });
    neighbours.count() as f32 / (places.len() - 1) as f32
}
