//! Collects what a text says for and against each song.

use super::found::FoundSongs;
use super::lines::{self, TextWord};
use super::part::{Part, PartValues};
use super::songs::Songs;
use super::sounds::Sounds;
use crate::id::{GenreId, SongId};
use crate::numeric::float;
use crate::request::{Clue, ClueKind, Named, Request, Role, Word};
use crate::work::Work;
use std::ops::{Range, RangeInclusive};

/// A text and what it says.
pub(super) struct Text<'a> {
    pub words: &'a [Word],
    /// How distinctive each word is, 0 to 1.
    pub weights: &'a [f32],
    pub request: &'a Request,
}

/// The values of the parts of each song.
pub(super) struct Evidence<'a> {
    songs: Songs<'a>,
    found: FoundSongs,
    years: Vec<RangeInclusive<u16>>,
    /// What each year is worth.
    of_years: Vec<f32>,
    /// What each genre is worth: of those that are named, and of what it is like.
    genres: Option<Vec<f32>>,
    likeness: Option<Vec<f32>>,
    sounds: Sounds,
}

/// A word of more titles than this share is not looked up.
const MAX_TITLES: f32 = 0.002;
const FEW_SONGS: usize = 10_000;

/// Words of the longest title, and the least that one must weigh to be noticed.
const TITLE_WORDS: usize = 8;
const MIN_TITLE: f32 = 0.3;

/// How many years off cost 1, the most that a wrong year costs, and what an unknown year is worth.
const YEARS_OFF: f32 = 6.0;
const WORST_YEAR: f32 = 2.5;
const UNKNOWN_YEAR: f32 = -0.8;

/// A genre in whose name the named one is: "rock" in "classic rock".
const SUBGENRE: f32 = 0.6;

impl<'a> Evidence<'a> {
    pub(super) fn collect(text: &Text<'_>, songs: Songs<'a>) -> Self {
        let mut evidence = Self {
            songs,
            found: FoundSongs::new(songs.words.songs()),
            years: Vec::new(),
            of_years: Vec::new(),
            genres: None,
            likeness: None,
            sounds: Sounds::of(text.request, songs),
        };
        let remembered = remembered(text);
        evidence.add_lyrics(text, &remembered);
        evidence.add_title_words(text, &remembered);
        evidence.add_titles(text);
        text.request.clues.iter().for_each(|clue| evidence.add_clue(clue));
        evidence.of_years =
            (0..=songs.index.reader.now).map(|year| evidence.worth_of(year)).collect();
        evidence.genres = evidence.named_genres(text.request);
        evidence.likeness = evidence.genres_of_seeds(text.request);
        evidence
    }

    /// The songs that the text's words point to.
    pub(super) fn found(&self) -> impl Iterator<Item = SongId> {
        self.found.songs()
    }

    /// Whether the text's words point to a song.
    pub(super) fn is_found(&self, song: SongId) -> bool {
        self.found.contains(song)
    }

    /// The values of a song's parts, but for how it sounds.
    pub(super) fn of(&self, song: SongId) -> PartValues {
        self.complete(song, self.found.values(song))
    }

    /// The score of a song that no word points to, but for how it sounds.
    pub(super) fn prior(&self, song: SongId) -> f32 {
        let (index, at) = (self.songs.index, song.index());
        let mut score = index.prior[at] + Part::Years.weight() * self.year_value(index.years[at]);
        if self.genres.is_some() || self.likeness.is_some() {
            let genres = index.genres.get(at);
            score += Part::Genre.weight() * best_of(self.genres.as_deref(), genres)
                + Part::Likeness.weight() * sum_of(self.likeness.as_deref(), genres);
        }
        score
    }

    /// The songs of wanted genres, each once. What [`Evidence::prior`] adds for the others is not above 0,
    /// for a year only costs.
    pub(super) fn of_wanted_genres(&self) -> impl Iterator<Item = SongId> {
        let genres = (0..self.songs.index.genre_names.len()).map(GenreId::at);
        let wanted = genres.filter(|genre| self.wants(*genre));
        wanted.flat_map(move |genre| {
            let songs = self.songs.index.songs_by_genre.get(genre.index()).iter().copied();
            songs.filter(move |song| self.wanted_genre(*song) == Some(genre))
        })
    }

    /// The first wanted genre of a song.
    pub(super) fn wanted_genre(&self, song: SongId) -> Option<GenreId> {
        let genres = self.songs.index.genres.get(song.index());
        genres.iter().copied().find(|genre| self.wants(*genre))
    }

    fn wants(&self, genre: GenreId) -> bool {
        let worth = |of: &Option<Vec<f32>>| of.as_ref().is_some_and(|of| of[genre.index()] > 0.0);
        worth(&self.genres) || worth(&self.likeness)
    }

    fn complete(&self, song: SongId, mut values: PartValues) -> PartValues {
        let index = self.songs.index;
        let genres = index.genres.get(song.index());
        values[Part::Years as usize] = self.year_value(index.years[song.index()]);
        values[Part::Genre as usize] = best_of(self.genres.as_deref(), genres);
        values[Part::Likeness as usize] = sum_of(self.likeness.as_deref(), genres);
        values[Part::Popularity as usize] = index.popularity[song.index()];
        values[Part::Versions as usize] = index.versions[song.index()];
        let known = index.has_lyrics[song.index()];
        values[Part::KnownLyrics as usize] = f32::from(u8::from(known));
        values
    }

    /// As [`Evidence::of`], with the parts that take long.
    pub(super) fn with_sound(&self, song: SongId, mut values: PartValues) -> PartValues {
        self.sounds.complete(self.songs, song, &mut values);
        values
    }

    fn add(&mut self, song: SongId, part: Part, value: f32) {
        *self.found.value(song, part) += value;
    }

    fn raise(&mut self, song: SongId, part: Part, value: f32) {
        let known = self.found.value(song, part);
        *known = known.max(value);
    }

    fn add_lyrics(&mut self, text: &Text<'_>, remembered: &[f32]) {
        let Some(lyrics) = self.songs.lyrics else { return };
        let words = text.words.iter().zip(remembered);
        let words: Vec<TextWord<'_>> =
            words.map(|(word, &share)| TextWord::new(word, share, lyrics)).collect();
        let lines = lines_of(text);
        for found in lines::matches(&words, &lines, lyrics) {
            self.add(found.song, Part::LineWords, found.line_words.ln_1p());
            self.add(found.song, Part::Lines, found.lines.sqrt());
            self.add(found.song, Part::WholeLines, found.whole_lines);
            self.add(found.song, Part::Phrases, found.phrases.sqrt());
            self.add(found.song, Part::HeardLines, found.heard_lines);
        }
    }

    fn add_title_words(&mut self, text: &Text<'_>, remembered: &[f32]) {
        let Songs { words, index, .. } = self.songs;
        let most = MAX_TITLES * float(words.songs().max(FEW_SONGS));
        let mut counted = Vec::new();
        for ((word, weight), share) in text.words.iter().zip(text.weights).zip(remembered) {
            let Some(term) = words.term(&word.text) else { continue };
            let postings = words.postings(term);
            if *weight <= 0.0 || counted.contains(&term) || float(postings.len()) > most {
                continue;
            }
            counted.push(term);
            Work::read_postings(postings.len());
            for &song in postings {
                let title = words.names(song, crate::find::Field::Title).next().unwrap_or_default();
                if title.contains(&term) {
                    let value = weight * index.rarity(Some(term)) / float(title.len()).sqrt();
                    let part = if *share > 0.0 { Part::QuotedTitleWords } else { Part::TitleWords };
                    self.add(song, part, value);
                }
            }
        }
    }

    /// Titles that stand in the text, word for word.
    fn add_titles(&mut self, text: &Text<'_>) {
        let songs = self.songs;
        for start in 0..text.words.len() {
            for end in start + 1..=text.words.len().min(start + TITLE_WORDS) {
                let weight: f32 = text.weights[start..end].iter().sum();
                if weight < MIN_TITLE {
                    continue;
                }
                for &song in songs.index.reader.names.titles.songs(&text.words[start..end]) {
                    self.raise(song, Part::Title, weight);
                }
            }
        }
    }

    fn add_clue(&mut self, clue: &Clue) {
        match &clue.kind {
            ClueKind::Years(years) => {
                if !self.years.contains(years) {
                    self.years.push(years.clone());
                }
            }
            ClueKind::Name { named: Named::Artist(songs), role } => {
                let value = match role {
                    Role::By => 1.5,
                    Role::Mentioned => 1.0,
                    Role::Like => 0.5,
                    Role::Not => 0.0,
                };
                songs.iter().for_each(|&song| self.raise(song, Part::Artist, value));
            }
            ClueKind::Name { named: Named::Song(songs) | Named::Title(songs), role: Role::Not } => {
                songs.iter().for_each(|&song| self.forget_title(song));
            }
            // The others are read by what compares them.
            ClueKind::Name { named: Named::Song(_) | Named::Title(_), .. }
            | ClueKind::Line
            | ClueKind::Genre(_)
            | ClueKind::Language(_)
            | ClueKind::Sound { .. }
            | ClueKind::Shift { .. }
            | ClueKind::Newer(_)
            | ClueKind::Popular(_)
            | ClueKind::BetterKnown(_)
            | ClueKind::Long(_) => {}
        }
    }

    /// Takes back what a song has for its title.
    fn forget_title(&mut self, song: SongId) {
        if !self.is_found(song) {
            return;
        }
        for part in [Part::TitleWords, Part::QuotedTitleWords, Part::Title] {
            *self.found.value(song, part) = 0.0;
        }
    }

    /// What each genre is worth by the genres that are named.
    fn named_genres(&self, request: &Request) -> Option<Vec<f32>> {
        let mut named: Vec<GenreId> = request
            .clues
            .iter()
            .filter_map(|clue| match clue.kind {
                ClueKind::Genre(genre) => Some(genre),
                _ => None,
            })
            .collect();
        if named.is_empty() {
            return None;
        }
        named.sort_unstable();
        named.dedup();
        let all = &self.songs.index.genre_names;
        let worth = |at: usize| {
            let of = |genre: &GenreId| match all.get(at).contains(all.get(genre.index())) {
                _ if at == genre.index() => 1.0,
                true => SUBGENRE,
                false => 0.0,
            };
            named.iter().map(of).fold(0.0, f32::max)
        };
        Some((0..all.len()).map(worth).collect())
    }

    /// What each genre is worth by the artists and songs that the song is like.
    fn genres_of_seeds(&self, request: &Request) -> Option<Vec<f32>> {
        let mut worth = vec![0.0; self.songs.index.genre_names.len()];
        for clue in &request.clues {
            let ClueKind::Name { named, role: Role::Mentioned | Role::Like } = &clue.kind else {
                continue;
            };
            let (Named::Artist(songs) | Named::Song(songs)) = named else { continue };
            let genres = songs.first().map(|song| self.songs.index.genres.get(song.index()));
            let genres = genres.unwrap_or_default();
            genres.iter().for_each(|genre| worth[genre.index()] += 1.0 / float(genres.len()));
        }
        let sum: f32 = worth.iter().sum();
        (sum > 0.0).then(|| worth.into_iter().map(|value| value / sum).collect())
    }

    fn year_value(&self, year: u16) -> f32 {
        self.of_years.get(usize::from(year)).copied().unwrap_or_default()
    }

    fn worth_of(&self, year: u16) -> f32 {
        if self.years.is_empty() {
            return 0.0;
        }
        if year == 0 {
            return UNKNOWN_YEAR;
        }
        let off = |years: &RangeInclusive<u16>| {
            years.start().saturating_sub(year).max(year.saturating_sub(*years.end()))
        };
        let off = self.years.iter().map(off).min().unwrap_or_default();
        -(f32::from(off) / YEARS_OFF).min(WORST_YEAR)
    }
}

/// How surely each word is one of a remembered line, 0 to 1.
fn remembered(text: &Text<'_>) -> Vec<f32> {
    let lines = || text.request.clues.iter().filter(|clue| clue.kind == ClueKind::Line);
    let share = |word: &Word| {
        let within =
            |clue: &&Clue| clue.span.start <= word.span.start && word.span.end <= clue.span.end;
        lines().filter(within).map(|clue| clue.strength).fold(0.0, f32::max)
    };
    text.words.iter().map(share).collect()
}

/// The words of each remembered line.
fn lines_of(text: &Text<'_>) -> Vec<Range<usize>> {
    let lines = text.request.clues.iter().filter(|clue| clue.kind == ClueKind::Line);
    let words = lines.map(|clue| {
        let start = text.words.partition_point(|word| word.span.start < clue.span.start);
        start..text.words.partition_point(|word| word.span.end <= clue.span.end).max(start)
    });
    words.filter(|words| words.len() > 1).collect()
}

fn best_of(worth: Option<&[f32]>, genres: &[GenreId]) -> f32 {
    worth.map_or(0.0, |worth| genres.iter().map(|genre| worth[genre.index()]).fold(0.0, f32::max))
}

fn sum_of(worth: Option<&[f32]>, genres: &[GenreId]) -> f32 {
    worth.map_or(0.0, |worth| genres.iter().map(|genre| worth[genre.index()]).sum())
}
