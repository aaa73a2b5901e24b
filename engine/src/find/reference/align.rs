//! Which word of a song each token stands for, and what that says.

use super::query::PlainQuery;
use super::song::PlainSong;
use super::words::{Words, edits, letters, loose_similarity};
use crate::find::params::{MAX_LOOSE_TOKENS, MIN_SPACELESS, SPACELESS_BELOW, SPACELESS_EDIT_COST};
use crate::find::similarity::Similarity;
use crate::numeric::float;
use crate::ranking::{RankingFeatures, RankingWeights};

/// The features of the title that scores best; words that are left over are compared by `letters` or not.
pub(super) fn align(
    query: &PlainQuery,
    song: &PlainSong,
    words: &Words,
    letters: bool,
    weights: &RankingWeights,
) -> RankingFeatures {
    let titles = 0..song.titles().len().max(1);
    let all = titles.map(|title| Aligned::new(query, song, words, title).features(letters));
    let best = all.reduce(
        |best, other| {
            if weights.score(&other) > weights.score(&best) { other } else { best }
        },
    );
    best.unwrap_or_default()
}

/// A place of a word.
#[derive(Clone, Copy)]
struct Slot<'a> {
    word: &'a str,
    next: Option<&'a str>,
    text: usize,
    at: usize,
}

#[derive(Clone, Copy)]
struct Match {
    slot: usize,
    /// One, or two that were typed as one.
    words: usize,
    similarity: Similarity,
}

#[derive(Clone, Copy)]
struct Pair {
    token: usize,
    tokens: usize,
    found: Match,
}

struct Aligned<'a> {
    query: &'a PlainQuery,
    words: &'a Words,
    texts: Vec<&'a Vec<String>>,
    titles: usize,
    artists: usize,
    title: usize,
    slots: Vec<Slot<'a>>,
    popularity: f32,
}

impl<'a> Aligned<'a> {
    fn new(query: &'a PlainQuery, song: &'a PlainSong, words: &'a Words, title: usize) -> Self {
        let texts: Vec<&Vec<String>> = song.texts().collect();
        let titles = song.titles().len();
        let compared = (0..texts.len()).filter(|text| *text == title || *text >= titles);
        let slots = compared.flat_map(|text| {
            let own = texts[text];
            own.iter().enumerate().map(move |(at, word)| {
                let next = own.get(at + 1).map(String::as_str);
                Slot { word, next, text, at }
            })
        });
        let popularity = f32::from(song.popularity) / 100.0;
        let artists = song.artists().len();
        let slots = slots.collect();
        Self { query, words, texts, titles, artists, title, slots, popularity }
    }

    fn features(&self, letters: bool) -> RankingFeatures {
        let mut pairs = self.pairs();
        let mut matches = self.assign(&pairs);
        if letters && matches.iter().any(Option::is_none) {
            pairs.extend(self.loose_pairs(&matches));
            matches = self.assign(&pairs);
        }
        let mut features = self.features_of(&matches);
        if letters && features.explained < SPACELESS_BELOW {
            self.compare_without_blanks(&mut features);
        }
        features
    }

    fn pairs(&self) -> Vec<Pair> {
        let last = self.query.tokens.len().wrapping_sub(1);
        let mut pairs = Vec::new();
        for (slot, place) in self.slots.iter().enumerate() {
            let mut is_last_expanded = false;
            for expansion in self.query.expansions.iter().filter(|found| found.word == place.word) {
                let found = Match { slot, words: 1, similarity: expansion.similarity };
                pairs.push(Pair { token: expansion.token, tokens: expansion.tokens, found });
                is_last_expanded |= expansion.token == last;
            }
            let begun = self.query.tokens.last().filter(|_| !is_last_expanded);
            let begun = begun.and_then(|token| Similarity::of_prefix(&token.text, place.word));
            if let Some(similarity) = begun {
                let found = Match { slot, words: 1, similarity };
                pairs.push(Pair { token: last, tokens: 1, found });
            }
            for (token, [first, second]) in &self.query.splits {
                if first == place.word && Some(second.as_str()) == place.next {
                    let found = Match { slot, words: 2, similarity: Similarity::JOINED };
                    pairs.push(Pair { token: *token, tokens: 1, found });
                }
            }
        }
        pairs
    }

    fn loose_pairs(&self, matches: &[Option<Match>]) -> Vec<Pair> {
        let open = matches.iter().enumerate().filter(|(_, found)| found.is_none());
        let open: Vec<usize> = open.map(|(token, _)| token).take(MAX_LOOSE_TOKENS).collect();
        let is_taken = |slot: usize| matches.iter().flatten().any(|found| found.slot == slot);
        let mut pairs = Vec::new();
        for (slot, place) in self.slots.iter().enumerate().filter(|(slot, _)| !is_taken(*slot)) {
            for &token in &open {
                let typed = &self.query.tokens[token].text;
                let similarity = loose_similarity(typed, place.word, token + 1 == matches.len());
                let found = similarity.map(|similarity| Match { slot, words: 1, similarity });
                pairs.extend(found.map(|found| Pair { token, tokens: 1, found }));
            }
        }
        pairs
    }

    /// The most similar pair first and, of a token's equally similar ones, the one that goes on where the token before
    /// stands.
    fn assign(&self, pairs: &[Pair]) -> Vec<Option<Match>> {
        let mut sorted: Vec<&Pair> = pairs.iter().collect();
        sorted.sort_by(|a, b| {
            let similar = b.found.similarity.value.total_cmp(&a.found.similarity.value);
            similar.then((a.token, a.found.slot).cmp(&(b.token, b.found.slot)))
        });
        let mut matches: Vec<Option<Match>> = vec![None; self.query.tokens.len()];
        let mut used = vec![false; self.slots.len()];
        for (at, first) in sorted.iter().enumerate() {
            let tokens = first.token..first.token + first.tokens;
            if matches[tokens.clone()].iter().any(Option::is_some) {
                continue;
            }
            let before = first.token.checked_sub(1).and_then(|before| matches[before]);
            let next = before.map(|found| found.slot + found.words);
            let value = first.found.similarity.value.to_bits();
            let equal = sorted[at..].iter().take_while(|pair| {
                pair.token == first.token && pair.found.similarity.value.to_bits() == value
            });
            let is_free = |pair: &&&Pair| {
                let Match { slot, words, .. } = pair.found;
                pair.tokens == first.tokens && !used[slot..slot + words].contains(&true)
            };
            let free: Vec<&&Pair> = equal.filter(is_free).collect();
            let follows = free.iter().find(|pair| Some(pair.found.slot) == next);
            let Some(chosen) = follows.or(free.first()).map(|pair| pair.found) else { continue };
            used[chosen.slot..chosen.slot + chosen.words].fill(true);
            matches[tokens].fill(Some(chosen));
        }
        matches
    }

    fn is_title(&self, text: usize) -> bool {
        text < self.titles
    }

    fn is_artist(&self, text: usize) -> bool {
        (self.titles..self.titles + self.artists).contains(&text)
    }

    fn place(&self, found: &Match) -> Slot<'a> {
        self.slots[found.slot]
    }

    fn features_of(&self, matches: &[Option<Match>]) -> RankingFeatures {
        let flag = |holds: bool| if holds { 1.0 } else { 0.0 };
        let exact = |found: &Option<Match>| found.is_some_and(|found| found.similarity.is_exact());
        let verbatim = self.query.tokens.iter().zip(matches);
        let verbatim = verbatim.into_iter().all(|(token, found)| token.filler || exact(found));
        let mut features = RankingFeatures {
            order: self.order(matches),
            exact_title: flag(self.is_exact_title(matches)),
            only_artist: flag(self.is_only_artist(matches)),
            verbatim: flag(verbatim),
            popularity: self.popularity,
            ..RankingFeatures::default()
        };
        let weight = self.query.weight().max(f32::MIN_POSITIVE);
        for (token, found) in self.query.tokens.iter().zip(matches) {
            let Some(found) = found else { continue };
            let gain = token.weight * found.similarity.value;
            features.explained += gain;
            if self.is_title(self.place(found).text) {
                features.in_title += gain;
            }
        }
        features.explained /= weight;
        features.in_title /= weight;
        for (text, own) in self.texts.iter().enumerate() {
            let whole: f32 = own.iter().map(|word| self.words.idf(word)).sum();
            let share = self.typed_of(text, matches) / whole.max(f32::MIN_POSITIVE);
            if self.is_title(text) {
                features.title = features.title.max(share);
            } else if self.is_artist(text) {
                features.artist = features.artist.max(share);
            }
        }
        features
    }

    /// The idf of a text's words that were typed.
    fn typed_of(&self, text: usize, matches: &[Option<Match>]) -> f32 {
        let mut sum = 0.0;
        let mut last = None;
        for found in matches.iter().flatten() {
            let place = self.place(found);
            // Two tokens that are one word together have the same match.
            if last != Some(found.slot) && place.text == text {
                let own = &self.texts[text][place.at..place.at + found.words];
                let idf: f32 = own.iter().map(|word| self.words.idf(word)).sum();
                sum += idf * found.similarity.value;
            }
            last = Some(found.slot);
        }
        sum
    }

    fn order(&self, matches: &[Option<Match>]) -> f32 {
        if matches.len() < 2 {
            return 1.0;
        }
        let mut neighbours = 0;
        for pair in matches.windows(2) {
            let [Some(a), Some(b)] = pair else { continue };
            let (first, second) = (self.place(a), self.place(b));
            let goes_on = second.at == first.at || second.at == first.at + a.words;
            let begins = first.text != second.text && second.at == 0;
            neighbours += usize::from((first.text == second.text && goes_on) || begins);
        }
        float(neighbours) / float(matches.len() - 1)
    }

    fn is_exactly(&self, matches: &[Option<Match>], text: usize) -> bool {
        matches.iter().enumerate().all(|(at, found)| {
            found.is_some_and(|found| {
                let place = self.place(&found);
                place.text == text && place.at == at && found.similarity.is_exact()
            })
        })
    }

    fn is_exact_title(&self, matches: &[Option<Match>]) -> bool {
        if !self.is_title(self.title) {
            return false;
        }
        let length = self.texts[self.title].len();
        let fillers = self.query.tokens.iter().take_while(|token| token.filler).count();
        (0..=fillers).any(|first| {
            let typed = matches.get(first..first + length);
            typed.is_some_and(|typed| self.is_exactly(typed, self.title))
        })
    }

    fn is_only_artist(&self, matches: &[Option<Match>]) -> bool {
        let Some(Some(first)) = matches.first() else { return false };
        let text = self.place(first).text;
        self.is_artist(text)
            && self.texts[text].len() == matches.len()
            && self.is_exactly(matches, text)
    }

    fn compare_without_blanks(&self, features: &mut RankingFeatures) {
        let typed: String = self.query.tokens.iter().map(|token| token.text.as_str()).collect();
        let title = self.texts.get(self.title).map_or(String::new(), |text| text.concat());
        let artist = self.texts.get(self.titles).map_or(String::new(), |text| text.concat());
        let texts = [title.clone(), format!("{title}{artist}"), format!("{artist}{title}"), artist];
        for (at, text) in texts.iter().enumerate() {
            let (a, b) = (letters(&typed), letters(text));
            let (edits, length) = (edits(&a, &b)[b.len()], a.len().max(b.len()).max(1));
            let similarity = 1.0 - SPACELESS_EDIT_COST * float(edits) / float(length);
            if similarity <= features.explained.max(MIN_SPACELESS) {
                continue;
            }
            features.explained = similarity;
            if at < 3 {
                features.title = features.title.max(similarity);
            }
        }
    }
}
