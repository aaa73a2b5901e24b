use super::{Facet, FacetValue, Reason};
use crate::AudioFeature;
use std::fmt;

/// What a reason says, in no language yet: what the recommended song is beside what was looked for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Phrase<'a> {
    /// It has the genre.
    SameGenre(&'a str),
    /// It has a genre that is near.
    NearGenre {
        /// Its genre.
        genre: &'a str,
        /// The genre looked for.
        seed: &'a str,
    },
    /// It is in the same language.
    SameLanguage,
    /// It is from the same year.
    SameYear(u32),
    /// It is newer by so many years.
    Newer(u32),
    /// It is older by so many years.
    Older(u32),
    /// It has the same tempo.
    SameTempo,
    /// It is faster by so many beats per minute.
    Faster(u32),
    /// It is slower by so many beats per minute.
    Slower(u32),
    /// It has the same key.
    SameKey,
    /// It is about as long.
    AboutAsLong,
    /// Both are so.
    Equally(Character),
    /// It has less of a quality.
    Less(Quality),
    /// It has more of a quality.
    More(Quality),
}

/// What two songs can both be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names tell")]
pub enum Character {
    LittleKnown,
    WellKnown,
    Calm,
    Energetic,
    Sad,
    Cheerful,
    Danceable,
    Acoustic,
    Instrumental,
    Spoken,
}

impl Character {
    /// What a song with so much of a feature strikingly is. None in the middle third, and for features
    /// that are no degrees.
    pub fn of(feature: AudioFeature, value: f32) -> Option<Self> {
        let (low, high) = ends(quality(feature)?);
        match value * 3.0 {
            ..1.0 => low,
            2.0.. => Some(high),
            _ => None,
        }
    }
}

impl fmt::Display for Character {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(character_word(*self))
    }
}

/// What a song can have more or less of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quality {
    /// How well known it is.
    Popularity,
    /// How energetic it is.
    Energy,
    /// How cheerful it is.
    Mood,
    /// How well one can dance to it.
    Danceability,
    /// How acoustic it is.
    Acousticness,
    /// How little is sung.
    Instrumentalness,
    /// How much is spoken.
    Speechiness,
}

/// The reasons in one plain sentence: "same dream pop, equally calm, slower by 8 BPM".
///
/// The facets in `first` are those that the listener asked to change; they come first.
pub fn sentence(reasons: &[Reason], first: &[Facet]) -> String {
    let phrases: Vec<String> = phrases(reasons, first).iter().map(Phrase::to_string).collect();
    if phrases.is_empty() { "alike in small ways".to_owned() } else { phrases.join(", ") }
}

/// Phrases in a sentence.
const PHRASES: usize = 3;

/// What is worth saying of the reasons, at most three phrases.
///
/// The facets in `first` come first, then genres, then what adds most to the score. A reason that says nothing, such
/// as singing in both songs, is left out.
pub fn phrases<'a>(reasons: &'a [Reason], first: &[Facet]) -> Vec<Phrase<'a>> {
    let counts = |reason: &&Reason| reason.part > 0.0 || first.contains(&reason.facet);
    let mut ordered: Vec<&Reason> = reasons.iter().filter(counts).collect();
    ordered.sort_by(|a, b| b.part.total_cmp(&a.part));
    ordered.sort_by_key(|reason| reason.facet != Facet::Genres);
    ordered.sort_by_key(|reason| !first.contains(&reason.facet));
    ordered.into_iter().filter_map(phrase).take(PHRASES).collect()
}

fn phrase(reason: &Reason) -> Option<Phrase<'_>> {
    let (seed, value) = (reason.seed.as_ref()?, reason.value.as_ref()?);
    match (seed, value) {
        (FacetValue::Names(seed), FacetValue::Names(value)) => {
            names_phrase(reason, seed.first()?, value.first()?)
        }
        (FacetValue::Number(seed), FacetValue::Number(value)) => {
            number_phrase(reason.facet, *seed, *value)
        }
        _ => None,
    }
}

/// Genres whose part is a smaller share of what it could be are not called near.
const NEAR: f32 = 0.5;

fn names_phrase<'a>(reason: &Reason, seed: &'a str, value: &'a str) -> Option<Phrase<'a>> {
    let same = seed == value;
    match reason.facet {
        Facet::Language => same.then_some(Phrase::SameLanguage),
        _ if same => Some(Phrase::SameGenre(value)),
        _ => {
            (reason.part >= NEAR * reason.most).then_some(Phrase::NearGenre { genre: value, seed })
        }
    }
}

fn number_phrase(facet: Facet, seed: f32, value: f32) -> Option<Phrase<'static>> {
    match facet {
        Facet::Year => Some(year_phrase(seed, value)),
        Facet::Popularity => degree_phrase(Quality::Popularity, seed / 100.0, value / 100.0),
        Facet::Audio(AudioFeature::Tempo) => Some(tempo_phrase(seed, value)),
        Facet::Audio(AudioFeature::Key) => ((seed - value).abs() < 0.5).then_some(Phrase::SameKey),
        Facet::Audio(feature) => {
            quality(feature).and_then(|quality| degree_phrase(quality, seed, value))
        }
        Facet::Duration => ((seed - value).abs() < 15_000.0).then_some(Phrase::AboutAsLong),
        Facet::Genres | Facet::Language => None,
    }
}

fn year_phrase(seed: f32, value: f32) -> Phrase<'static> {
    match (value.floor() - seed.floor()).round() {
        0.0 => Phrase::SameYear(value as u32),
        newer if newer > 0.0 => Phrase::Newer(newer as u32),
        older => Phrase::Older(-older as u32),
    }
}

fn tempo_phrase(seed: f32, value: f32) -> Phrase<'static> {
    match (value - seed).round() {
        0.0 => Phrase::SameTempo,
        faster if faster > 0.0 => Phrase::Faster(faster as u32),
        slower => Phrase::Slower(-slower as u32),
    }
}

fn quality(feature: AudioFeature) -> Option<Quality> {
    match feature {
        AudioFeature::Energy => Some(Quality::Energy),
        AudioFeature::Valence => Some(Quality::Mood),
        AudioFeature::Danceability => Some(Quality::Danceability),
        AudioFeature::Acousticness => Some(Quality::Acousticness),
        AudioFeature::Instrumentalness => Some(Quality::Instrumentalness),
        AudioFeature::Speechiness => Some(Quality::Speechiness),
        _ => None,
    }
}

/// Values so close, of 0 to 1, are called equal.
const EQUAL: f32 = 0.1;

fn degree_phrase(quality: Quality, seed: f32, value: f32) -> Option<Phrase<'static>> {
    let (low, high) = ends(quality);
    if (seed - value).abs() > EQUAL {
        return Some(if value < seed { Phrase::Less(quality) } else { Phrase::More(quality) });
    }
    let end = if value < 0.5 { low } else { Some(high) };
    end.map(Phrase::Equally)
}

/// What songs with little and with much of a quality are; none where two songs that have little of it
/// have nothing in common.
const fn ends(quality: Quality) -> (Option<Character>, Character) {
    match quality {
        Quality::Popularity => (Some(Character::LittleKnown), Character::WellKnown),
        Quality::Energy => (Some(Character::Calm), Character::Energetic),
        Quality::Mood => (Some(Character::Sad), Character::Cheerful),
        Quality::Danceability => (None, Character::Danceable),
        Quality::Acousticness => (None, Character::Acoustic),
        Quality::Instrumentalness => (None, Character::Instrumental),
        Quality::Speechiness => (None, Character::Spoken),
    }
}

impl fmt::Display for Phrase<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let unit = |years: u32| if years == 1 { "year" } else { "years" };
        match *self {
            Self::SameGenre(genre) => write!(f, "same {genre}"),
            Self::NearGenre { genre, seed } => write!(f, "{genre} near {seed}"),
            Self::SameLanguage => f.write_str("same language"),
            Self::SameYear(year) => write!(f, "also from {year}"),
            Self::Newer(years) => write!(f, "newer by {years} {}", unit(years)),
            Self::Older(years) => write!(f, "older by {years} {}", unit(years)),
            Self::SameTempo => f.write_str("same tempo"),
            Self::Faster(beats) => write!(f, "faster by {beats} BPM"),
            Self::Slower(beats) => write!(f, "slower by {beats} BPM"),
            Self::SameKey => f.write_str("same key"),
            Self::AboutAsLong => f.write_str("about as long"),
            Self::Equally(character) => write!(f, "equally {character}"),
            Self::Less(quality) => f.write_str(less(quality)),
            Self::More(quality) => f.write_str(more(quality)),
        }
    }
}

const fn character_word(character: Character) -> &'static str {
    match character {
        Character::LittleKnown => "little known",
        Character::WellKnown => "well known",
        Character::Calm => "calm",
        Character::Energetic => "energetic",
        Character::Sad => "sad",
        Character::Cheerful => "cheerful",
        Character::Danceable => "danceable",
        Character::Acoustic => "acoustic",
        Character::Instrumental => "instrumental",
        Character::Spoken => "spoken",
    }
}

const fn less(quality: Quality) -> &'static str {
    match quality {
        Quality::Popularity => "less known",
        Quality::Energy => "calmer",
        Quality::Mood => "sadder",
        Quality::Danceability => "less danceable",
        Quality::Acousticness => "less acoustic",
        Quality::Instrumentalness => "more vocal",
        Quality::Speechiness => "less spoken",
    }
}

const fn more(quality: Quality) -> &'static str {
    match quality {
        Quality::Popularity => "better known",
        Quality::Energy => "more energetic",
        Quality::Mood => "more cheerful",
        Quality::Danceability => "more danceable",
        Quality::Acousticness => "more acoustic",
        Quality::Instrumentalness => "more instrumental",
        Quality::Speechiness => "more spoken",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(names: &[&str]) -> FacetValue {
        FacetValue::Names(names.iter().map(|&name| name.to_owned()).collect())
    }

    fn reason(facet: Facet, part: f32, seed: FacetValue, value: FacetValue) -> Reason {
        Reason { facet, part, most: 1.0, seed: Some(seed), value: Some(value) }
    }

    fn number(facet: Facet, part: f32, seed: f32, value: f32) -> Reason {
        reason(facet, part, FacetValue::Number(seed), FacetValue::Number(value))
    }

    fn check(reasons: &[Reason], expected: &str) {
        assert_eq!(sentence(reasons, &[]), expected);
    }

    #[test]
    fn sentences() {
        let genre = reason(Facet::Genres, 0.4, names(&["dream pop"]), names(&["dream pop"]));
        let energy = number(Facet::Audio(AudioFeature::Energy), 0.2, 0.3, 0.35);
        let tempo = number(Facet::Audio(AudioFeature::Tempo), 0.1, 108.4, 100.2);
        let year = number(Facet::Year, 0.05, 1991.2, 1992.7);
        check(
            &[tempo.clone(), genre.clone(), energy, year.clone()],
            "same dream pop, equally calm, slower by 8 BPM",
        );
        let near = reason(Facet::Genres, 0.6, names(&["dream pop"]), names(&["shoegaze"]));
        check(&[near.clone(), year], "shoegaze near dream pop, newer by 1 year");
        let far = Reason { most: 2.0, ..near };
        let sung = number(Facet::Audio(AudioFeature::Instrumentalness), 0.3, 0.0, 0.05);
        check(&[far, sung], "alike in small ways");
        let unknown = Reason { value: None, ..genre };
        check(&[unknown], "alike in small ways");
        check(&[number(Facet::Popularity, 0.1, 80.0, 20.0)], "less known");
        check(&[number(Facet::Audio(AudioFeature::Key), 0.1, 2.0, 4.0)], "alike in small ways");
    }

    #[test]
    fn striking_features() {
        let check = |feature, value, expected: Option<&str>| {
            let word = Character::of(feature, value).map(|character| character.to_string());
            assert_eq!(word.as_deref(), expected, "{feature:?} {value}");
        };
        check(AudioFeature::Energy, 0.1, Some("calm"));
        check(AudioFeature::Energy, 0.5, None);
        check(AudioFeature::Energy, 0.9, Some("energetic"));
        check(AudioFeature::Instrumentalness, 0.0, None);
        check(AudioFeature::Tempo, 120.0, None);
    }

    #[test]
    fn what_was_asked_for_comes_first() {
        let genre = reason(Facet::Genres, 0.4, names(&["dream pop"]), names(&["dream pop"]));
        let year = number(Facet::Year, 0.0, 1991.0, 1999.0);
        let reasons = [genre, year];
        assert_eq!(sentence(&reasons, &[Facet::Year]), "newer by 8 years, same dream pop");
        assert_eq!(sentence(&reasons, &[]), "same dream pop");
    }
}
