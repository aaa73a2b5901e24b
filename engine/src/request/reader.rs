//! Turns a text into clues.

use super::clue::{Clue, ClueKind, Named, Request};
use super::mentions::MentionFinder;
use super::names::Names;
use super::quotes::quotations;
use super::vocabulary::{ALL, ENGLISH, Vocabulary, longest};
use super::word::{Word, words_of};
use super::years::named_years;
use crate::error::EngineError;
use crate::store::{Artefact, SectionReader, SectionWriter};
use std::ops::Range;

/// Reads requests for songs of one catalogue.
#[derive(Debug)]
pub(crate) struct Reader {
    pub names: Names,
    /// The catalogue's latest year.
    pub now: u16,
}

impl Artefact for Reader {
    fn write<'a>(&'a self, to: &mut SectionWriter<'a>) {
        to.field("names", &self.names);
        to.encoded("now", &self.now);
    }

    fn read(from: &SectionReader<'_>) -> Result<Self, EngineError> {
        Ok(Self { names: from.field("names")?, now: from.decoded("now")? })
    }
}

/// A text as it was read.
pub(crate) struct ReadText {
    pub words: Vec<Word>,
    /// How distinctive each word is, 0 to 1; 0 for words that say nothing of a song.
    pub weights: Vec<f32>,
    pub request: Request,
}

/// Words of the longest genre and of the longest line that a cue announces.
const GENRE_WORDS: usize = 4;
const LINE_WORDS: usize = 14;

/// How surely each kind of clue is meant.
mod strength {
    pub(super) const QUOTED: f32 = 1.0;
    pub(super) const ANNOUNCED_LINE: f32 = 0.5;
    pub(super) const SONG: f32 = 1.0;
    pub(super) const ARTIST: f32 = 0.9;
    pub(super) const TITLE: f32 = 0.6;
    pub(super) const STATED: f32 = 0.9;
    pub(super) const MISSPELT: f32 = 0.6;
}

impl Reader {
    /// Reads a text. `weight` says how distinctive a word of the catalogue is, 0 to 1.
    pub(crate) fn read(&self, text: &str, weight: impl Fn(&str) -> f32) -> ReadText {
        let text = shortened(text);
        let words = words_of(text);
        let vocabulary = language_of(&words);
        let quotations = quotations(text);
        let reading = Reading {
            weights: words.iter().map(|word| weight_of(word, vocabulary, &weight)).collect(),
            quoted: words.iter().map(|word| is_within(word, &quotations)).collect(),
            lower: lower(text, &words),
            reader: self,
            words: &words,
            vocabulary,
        };
        let mut clues = reading.names();
        clues.extend(quotations.iter().map(|span| line(span.clone(), strength::QUOTED)));
        clues.extend(reading.announced_lines(text));
        clues.extend(reading.years());
        clues.extend(reading.words_of_lists());
        clues.extend(reading.genres(&clues));
        clues.retain(|clue| !reading.is_ruled_out(clue));
        clues.sort_by_key(|clue| (clue.span.start, clue.span.end));
        let not_understood = reading.not_understood(&clues);
        let weights = reading.weights;
        ReadText { words, weights, request: Request { clues, not_understood } }
    }
}

struct Reading<'a> {
    reader: &'a Reader,
    words: &'a [Word],
    weights: Vec<f32>,
    quoted: Vec<bool>,
    lower: Vec<bool>,
    vocabulary: &'a Vocabulary,
}

impl Reading<'_> {
    fn names(&self) -> Vec<Clue> {
        let finder = MentionFinder {
            words: self.words,
            weights: &self.weights,
            quoted: &self.quoted,
            lower: &self.lower,
            names: &self.reader.names,
            vocabulary: self.vocabulary,
        };
        let clue = |mention: super::mentions::Mention| {
            let strength = match mention.named {
                Named::Song(_) => strength::SONG,
                Named::Artist(_) => strength::ARTIST,
                Named::Title(_) => strength::TITLE,
            };
            let kind = ClueKind::Name { named: mention.named, role: mention.role };
            Clue { span: self.span(&mention.words), strength, kind }
        };
        finder.find().into_iter().map(clue).collect()
    }

    /// What follows "goes like" and is not in quotation marks, to the end of the clause.
    fn announced_lines(&self, text: &str) -> Vec<Clue> {
        let mut found = Vec::new();
        let mut at = 0;
        while at < self.words.len() {
            let cue = longest(self.words, at, self.vocabulary.sings);
            let Some(length) = cue else {
                at += 1;
                continue;
            };
            at += length;
            let end = self.end_of_clause(text, at);
            let quoted = self.quoted.get(at..end).is_none_or(|quoted| quoted.contains(&true));
            if end >= at + 2 && !quoted {
                found.push(line(self.span(&(at..end)), strength::ANNOUNCED_LINE));
                at = end;
            }
        }
        found
    }

    fn end_of_clause(&self, text: &str, start: usize) -> usize {
        let last = self.words.len().min(start + LINE_WORDS);
        let ends = |at: &usize| {
            let (Some(word), Some(next)) = (self.words.get(at - 1), self.words.get(*at)) else {
                return true;
            };
            // Words of one piece of the text, such as "rock'n'roll", share a span.
            text.get(word.span.end..next.span.start)
                .is_some_and(|gap| gap.contains(['.', '\n', ';', '(', ')', '?', '!', '"', '“']))
                || text[word.span.clone()].ends_with('.')
        };
        (start + 1..last).find(ends).unwrap_or(last)
    }

    fn years(&self) -> Vec<Clue> {
        let named = named_years(self.words, self.vocabulary, self.reader.now).into_iter();
        let clue = |named: super::years::NamedYears| {
            self.stated(&named.words, ClueKind::Years(named.years))
        };
        named.map(clue).collect()
    }

    /// Sounds, shifts, languages, popularity and length.
    fn words_of_lists(&self) -> Vec<Clue> {
        let mut found = Vec::new();
        let mut at = 0;
        while at < self.words.len() {
            let known = if self.quoted[at] { None } else { self.listed(at) };
            let length = known.as_ref().map_or(1, |(length, _)| *length);
            found.extend(known.map(|(length, kind)| self.stated(&(at..at + length), kind)));
            at += length;
        }
        found
    }

    fn listed(&self, at: usize) -> Option<(usize, ClueKind)> {
        let stands = |cues: &[&str]| longest(self.words, at, cues);
        let shifts = self.vocabulary.sounds.iter().filter_map(|sound| {
            let kind = ClueKind::Shift { feature: sound.feature, high: sound.high };
            Some((stands(sound.shifts)?, kind))
        });
        let is_instrument = stands(self.vocabulary.instruments).is_some();
        let sounds = self.vocabulary.sounds.iter().filter(|_| !is_instrument).filter_map(|sound| {
            let kind = ClueKind::Sound { feature: sound.feature, high: sound.high };
            Some((stands(sound.words)?, kind))
        });
        let languages = self
            .vocabulary
            .languages
            .iter()
            .filter_map(|(name, code)| Some((stands(&[*name])?, ClueKind::Language(code))));
        let lists = [
            (self.vocabulary.popular, ClueKind::Popular(true)),
            (self.vocabulary.obscure, ClueKind::Popular(false)),
            (self.vocabulary.newer, ClueKind::Newer(true)),
            (self.vocabulary.older, ClueKind::Newer(false)),
            (self.vocabulary.better_known, ClueKind::BetterKnown(true)),
            (self.vocabulary.less_known, ClueKind::BetterKnown(false)),
            (self.vocabulary.long, ClueKind::Long(true)),
            (self.vocabulary.short, ClueKind::Long(false)),
        ];
        let lists = lists.into_iter().filter_map(|(cues, kind)| Some((stands(cues)?, kind)));
        shifts.chain(sounds).chain(languages).chain(lists).max_by_key(|(length, _)| *length)
    }

    /// Genres, the longest names first, outside of what is quoted or a name.
    fn genres(&self, taken: &[Clue]) -> Vec<Clue> {
        let holds = |clue: &Clue| matches!(clue.kind, ClueKind::Line | ClueKind::Name { .. });
        let is_taken = |word: &Word| taken.iter().any(|clue| holds(clue) && overlap(clue, word));
        let mut found = Vec::new();
        let mut at = 0;
        while at < self.words.len() {
            let free = self.words[at..]
                .iter()
                .take(GENRE_WORDS)
                .take_while(|word| !is_taken(word))
                .count();
            let named = (1..=free).rev().find_map(|length| {
                let words = &self.words[at..at + length];
                let sole = length == 1
                    && self.is_plain(&words[0].text)
                    && !self.vocabulary.genres.contains(&words[0].text.as_str());
                Some((length, if sole { None } else { self.reader.names.genre(words) }?))
            });
            let length = named.map_or(1, |(length, _)| length);
            found
                .extend(named.map(|(length, genre)| {
                    self.stated(&(at..at + length), ClueKind::Genre(genre))
                }));
            if named.is_none() && free > 0 {
                found.extend(self.misspelt_genre(at));
            }
            at += length;
        }
        found
    }

    /// Whether the text says the opposite of a clue. A name has a role for that.
    fn is_ruled_out(&self, clue: &Clue) -> bool {
        let first = self.words.partition_point(|word| word.span.start < clue.span.start);
        !matches!(clue.kind, ClueKind::Name { .. }) && self.is_denied(first)
    }

    /// Whether a denial stands before a word, as in "not a slow one".
    fn is_denied(&self, at: usize) -> bool {
        let fills = |word: &Word| self.vocabulary.fillers.contains(&word.text.as_str());
        let fillers = self.words[..at].iter().rev().take_while(|word| fills(word)).count();
        let end = at - fillers;
        let denies = |start: usize| {
            longest(&self.words[..end], start, self.vocabulary.not) == Some(end - start)
        };
        (end.saturating_sub(2)..end).any(denies)
    }

    fn misspelt_genre(&self, at: usize) -> Option<Clue> {
        // A word of the catalogue is itself.
        let word = (self.weights[at] >= 1.0).then(|| &self.words[at])?;
        let genre = self.reader.names.misspelt_genre(&word.text)?;
        Some(Clue {
            strength: strength::MISSPELT,
            ..self.stated(&(at..at + 1), ClueKind::Genre(genre))
        })
    }

    fn stated(&self, words: &Range<usize>, kind: ClueKind) -> Clue {
        Clue { span: self.span(words), strength: strength::STATED, kind }
    }

    fn not_understood(&self, clues: &[Clue]) -> Vec<Range<usize>> {
        let is_said = |word: &Word| clues.iter().any(|clue| overlap(clue, word));
        let new = self.words.iter().filter(|word| !self.is_plain(&word.text) && !is_said(word));
        let mut spans: Vec<Range<usize>> = new.map(|word| word.span.clone()).collect();
        spans.dedup();
        spans
    }

    fn is_plain(&self, word: &str) -> bool {
        self.vocabulary.is_plain(word)
    }

    fn span(&self, words: &Range<usize>) -> Range<usize> {
        let words = &self.words[words.clone()];
        let start = words.first().map_or(0, |word| word.span.start);
        start..words.last().map_or(start, |word| word.span.end)
    }
}

fn line(span: Range<usize>, strength: f32) -> Clue {
    Clue { span, strength, kind: ClueKind::Line }
}

fn overlap(clue: &Clue, word: &Word) -> bool {
    clue.span.start < word.span.end && word.span.start < clue.span.end
}

/// The language most of whose plain words the text has.
fn language_of(words: &[Word]) -> &'static Vocabulary {
    let known = |vocabulary: &&&Vocabulary| {
        words.iter().filter(|word| vocabulary.is_plain(&word.text)).count()
    };
    // The first of equals.
    ALL.iter().rev().max_by_key(known).copied().unwrap_or(&ENGLISH)
}

fn weight_of(word: &Word, vocabulary: &Vocabulary, weight: &impl Fn(&str) -> f32) -> f32 {
    if vocabulary.is_plain(&word.text) { 0.0 } else { weight(&word.text) }
}

fn is_within(word: &Word, spans: &[Range<usize>]) -> bool {
    spans.iter().any(|span| span.start <= word.span.start && word.span.end <= span.end)
}

/// The words that begin with a small letter, in a text that has capitals within its sentences.
fn lower(text: &str, words: &[Word]) -> Vec<bool> {
    let is_lower = |word: &Word| text[word.span.clone()].starts_with(char::is_lowercase);
    let within =
        |word: &&Word| !text[..word.span.start].trim_end().ends_with(['.', '!', '?', '\n']);
    let capitals = words.iter().skip(1).filter(within).filter(|word| {
        let word = &text[word.span.clone()];
        word.starts_with(char::is_uppercase) && word.len() > 3
    });
    let cased = capitals.count() > 0;
    words.iter().map(|word| cased && is_lower(word)).collect()
}

/// The part of a text that is read.
fn shortened(text: &str) -> &str {
    text.char_indices().nth(Request::MAX_CHARS).map_or(text, |(end, _)| &text[..end])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::{GenreId, SongId};
    use crate::request::NameTable;

    fn reader() -> Reader {
        let artists = ["kate bush", "radiohead", "the beatles", "boris", "the weather girls"];
        let titles = ["running up that hill", "creep", "yesterday", "blackout", "it s raining men"];
        let table = |names: &[&'static str]| {
            let names = names.iter().enumerate();
            NameTable::new(names.map(|(at, name)| (SongId::at(at), name.split(' '))))
        };
        let genres = ["trip hop", "shoegaze", "pop", "rock"].into_iter().enumerate();
        let genres = genres.map(|(at, name)| (GenreId::at(at), name.to_owned()));
        let names = Names::new(table(&artists), table(&titles), NameTable::default(), genres);
        Reader { names, now: 2020 }
    }

    /// What a text says, as a line for each clue.
    fn read(text: &str) -> Vec<String> {
        // The catalogue lacks the misspelt word.
        let weight = |word: &str| if word == "shogaze" { 1.0 } else { 0.8 };
        let request = reader().read(text, weight).request;
        let said = |clue: &Clue| {
            let kind = match &clue.kind {
                ClueKind::Name { named, role } => {
                    let named = match named {
                        Named::Artist(_) => "artist",
                        Named::Title(_) => "title",
                        Named::Song(_) => "song",
                    };
                    format!("{role:?} {named}").to_lowercase()
                }
                ClueKind::Sound { feature, high } => format!("{} {high}", feature.name()),
                ClueKind::Shift { feature, high } => format!("shift {} {high}", feature.name()),
                other => format!("{other:?}").to_lowercase(),
            };
            format!("{}: {kind}", &text[clue.span.clone()])
        };
        request.clues.iter().map(said).collect()
    }

    fn check(text: &str, expected: &[&str]) {
        assert_eq!(read(text), expected, "{text:?}");
    }

    #[test]
    fn names_have_roles() {
        check("songs similar to blackout by boris", &["blackout by boris: like song"]);
        check("something like radioheads creep", &["radioheads creep: like song"]);
        check("a song by Kate Bush", &["Kate Bush: by artist"]);
        check("it is not the Beatles", &["the Beatles: not artist"]);
        check("a song that is not by Kate Bush", &["Kate Bush: not artist"]);
        check("it sounds nothing like radiohead", &["radiohead: not artist"]);
        check("anything other than radiohead", &["radiohead: not artist"]);
        check("like radiohead and boris", &["radiohead: like artist", "boris: like artist"]);
        check("beatles", &[]);
    }

    #[test]
    fn lines_are_quoted_or_announced() {
        check("it goes like running through the rain.", &["running through the rain.: line"]);
        check("the chorus was \"raining cats tonight\" I think", &["raining cats tonight: line"]);
        check("I remember the video", &[]);
    }

    #[test]
    fn times_genres_and_sounds() {
        check(
            "90s trip-hop, slow and sad",
            &[
                "90s: years(1990..=1999)",
                "trip-hop: genre(genreid(0))",
                "slow: tempo false",
                "sad: valence false",
            ],
        );
        check(
            "an acoustic song with a sad acoustic guitar",
            &["acoustic: acousticness true", "sad: valence false"],
        );
        check(
            "like radiohead but calmer",
            &["radiohead: like artist", "calmer: shift energy false"],
        );
        check(
            "like radiohead but older and more obscure",
            &["radiohead: like artist", "older: newer(false)", "more obscure: betterknown(false)"],
        );
        check(
            "an obscure japanese shogaze song",
            &[
                "obscure: popular(false)",
                "japanese: language(\"ja\")",
                "shogaze: genre(genreid(1))",
            ],
        );
    }

    #[test]
    fn what_is_denied_is_no_clue() {
        check("like radiohead but not from the 90s", &["radiohead: like artist"]);
        check("something slow, not in Spanish", &["slow: tempo false"]);
        check("a sad song that is not obscure", &["sad: valence false"]);
        check("not a slow one, no pop but very sad", &["sad: valence false"]);
        check("it does not go \"hey\", no shogaze", &["hey: line"]);
        check("the lyrics are not \"hey jude\"", &[]);
        check("it is without lyrics", &["without lyrics: instrumentalness true"]);
        check("ein Lied, aber nicht aus den 80ern", &[]);
    }

    #[test]
    fn german() {
        check(
            "ich suche ein Lied von Kate Bush aus den 80ern, aber ruhiger",
            &["Kate Bush: by artist", "80ern: years(1980..=1989)", "ruhiger: shift energy false"],
        );
        check("ein Lied, das nicht von Kate Bush ist", &["Kate Bush: not artist"]);
    }

    #[test]
    fn what_is_not_understood_is_reported() {
        let text = "a song about xylophones in the 90s";
        let request = reader().read(text, |_| 0.8).request;
        let reported: Vec<&str> =
            request.not_understood.iter().map(|span| &text[span.clone()]).collect();
        assert_eq!(reported, ["xylophones"]);
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_read(text in "\\PC{0,80}|(like |by |\"|goes like |90s |'|radiohead ){0,20}") {
            let request = reader().read(&text, |_| 0.5).request;
            for clue in &request.clues {
                proptest::prop_assert!(text.get(clue.span.clone()).is_some());
                proptest::prop_assert!((0.0..=1.0).contains(&clue.strength));
            }
        }
    }
}
