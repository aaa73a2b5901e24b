//! What a sentence about reasons says, before it is put into a language.

use catalog::{AudioFeature, Facet, FacetValue, Reason};

/// How a recommended song compares with the seed, in no language yet.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Phrase<'a> {
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
    /// So many playlists have its artist with this one.
    InPlaylists {
        /// How many.
        playlists: u32,
        /// The artist looked for.
        artist: &'a str,
    },
    /// Both are so.
    Equally(Character),
    /// It has less of a quality.
    Less(Quality),
    /// It has more of a quality.
    More(Quality),
}

/// What two songs can both be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Character {
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

/// What a song can have more or less of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Quality {
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

/// Most phrases of a sentence.
const PHRASES: usize = 3;

/// At most three phrases about the reasons.
///
/// The facets in `first` lead, then genres, then what adds most to the score. A reason that says nothing, such as
/// singing in both songs, is left out.
pub(crate) fn phrases<'a>(reasons: &'a [Reason], first: &[Facet]) -> Vec<Phrase<'a>> {
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
        (FacetValue::Names(artists), FacetValue::Number(playlists)) => artists
            .first()
            .map(|artist| Phrase::InPlaylists { playlists: whole(*playlists), artist }),
        (FacetValue::Number(_), FacetValue::Names(_)) => None,
    }
}

/// Genres whose part is a smaller share of what it could be are not called near.
const NEAR: f32 = 0.5;

fn names_phrase<'a>(reason: &Reason, seed: &'a str, value: &'a str) -> Option<Phrase<'a>> {
    let same = seed == value;
    match reason.facet {
        Facet::Language => same.then_some(Phrase::SameLanguage),
        Facet::Playlists => None,
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
        Facet::Genres | Facet::Language | Facet::Playlists => None,
    }
}

fn year_phrase(seed: f32, value: f32) -> Phrase<'static> {
    match (value.floor() - seed.floor()).round() {
        0.0 => Phrase::SameYear(whole(value)),
        newer if newer > 0.0 => Phrase::Newer(whole(newer)),
        older => Phrase::Older(whole(-older)),
    }
}

fn tempo_phrase(seed: f32, value: f32) -> Phrase<'static> {
    match (value - seed).round() {
        0.0 => Phrase::SameTempo,
        faster if faster > 0.0 => Phrase::Faster(whole(faster)),
        slower => Phrase::Slower(whole(-slower)),
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "never negative")]
fn whole(value: f32) -> u32 {
    value as u32
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
