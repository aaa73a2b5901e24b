use super::Facet;
use crate::AudioFeature;
use serde::{Deserialize, Serialize};

/// A part of a similarity. The parts of a recommendation add up to its score.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Reason {
    /// What it is about.
    pub facet: Facet,
    /// What it adds to the score, 0 to `most`.
    pub part: f32,
    /// What it would add if the songs were alike in this.
    pub most: f32,
    /// The value looked for, of the chosen song or a target; none if it is unknown.
    pub seed: Option<FacetValue>,
    /// The value of the recommended song; none if it is unknown.
    pub value: Option<FacetValue>,
}

/// A value of a facet.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(untagged)]
pub enum FacetValue {
    /// A number, in the facet's unit.
    Number(f32),
    /// Names: the genres in common or, if there are none, the nearest; a language.
    Names(Vec<String>),
}

impl FacetValue {
    /// The number, if it is one.
    pub fn number(&self) -> Option<f32> {
        match self {
            Self::Number(number) => Some(*number),
            Self::Names(_) => None,
        }
    }
}

/// Phrases in a sentence.
const PHRASES: usize = 3;

/// The reasons in one plain sentence: "same dream pop, equally calm, slower by 8 BPM".
///
/// Genres come first, then what adds most; a part that tells nothing, such as singing in both songs, is
/// passed over.
pub fn sentence(reasons: &[Reason]) -> String {
    let mut ordered: Vec<&Reason> = reasons.iter().filter(|reason| reason.part > 0.0).collect();
    ordered.sort_by(|a, b| b.part.total_cmp(&a.part));
    ordered.sort_by_key(|reason| reason.facet != Facet::Genres);
    let phrases: Vec<String> = ordered.into_iter().filter_map(phrase).take(PHRASES).collect();
    if phrases.is_empty() { "alike in small ways".to_owned() } else { phrases.join(", ") }
}

fn phrase(reason: &Reason) -> Option<String> {
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

fn names_phrase(reason: &Reason, seed: &str, value: &str) -> Option<String> {
    let same = seed == value;
    match reason.facet {
        Facet::Language => same.then(|| "same language".to_owned()),
        _ if same => Some(format!("same {value}")),
        _ => (reason.part >= NEAR * reason.most).then(|| format!("{value} near {seed}")),
    }
}

fn number_phrase(facet: Facet, seed: f32, value: f32) -> Option<String> {
    match facet {
        Facet::Year => Some(year_phrase(seed, value)),
        Facet::Popularity => degree_phrase(seed / 100.0, value / 100.0, POPULARITY),
        Facet::Audio(AudioFeature::Tempo) => Some(tempo_phrase(seed, value)),
        Facet::Audio(AudioFeature::Key) => {
            ((seed - value).abs() < 0.5).then(|| "same key".to_owned())
        }
        Facet::Audio(feature) => {
            degree_words(feature).and_then(|words| degree_phrase(seed, value, words))
        }
        Facet::Duration => duration_phrase(seed, value),
        Facet::Genres | Facet::Language => None,
    }
}

fn year_phrase(seed: f32, value: f32) -> String {
    let years = (value.floor() - seed.floor()).round();
    let unit = if years.abs() > 1.0 { "years" } else { "year" };
    match years {
        0.0 => format!("also from {}", value.floor()),
        newer if newer > 0.0 => format!("newer by {newer} {unit}"),
        older => format!("older by {} {unit}", -older),
    }
}

fn tempo_phrase(seed: f32, value: f32) -> String {
    let difference = (value - seed).round();
    match difference {
        0.0 => "same tempo".to_owned(),
        faster if faster > 0.0 => format!("faster by {faster} BPM"),
        slower => format!("slower by {} BPM", -slower),
    }
}

fn duration_phrase(seed: f32, value: f32) -> Option<String> {
    ((seed - value).abs() < 15_000.0).then(|| "about as long".to_owned())
}

/// Words for a low and a high value, and for less and more of it; none where two songs that have it in
/// common have nothing in common.
#[derive(Clone, Copy)]
struct Degrees {
    low: Option<&'static str>,
    high: &'static str,
    less: &'static str,
    more: &'static str,
}

const POPULARITY: Degrees = Degrees {
    low: Some("little known"),
    high: "well known",
    less: "less known",
    more: "better known",
};

fn degree_words(feature: AudioFeature) -> Option<Degrees> {
    let words = |low, high, less, more| Some(Degrees { low, high, less, more });
    match feature {
        AudioFeature::Energy => words(Some("calm"), "energetic", "calmer", "more energetic"),
        AudioFeature::Valence => words(Some("sad"), "cheerful", "sadder", "more cheerful"),
        AudioFeature::Danceability => words(None, "danceable", "less danceable", "more danceable"),
        AudioFeature::Acousticness => words(None, "acoustic", "less acoustic", "more acoustic"),
        AudioFeature::Instrumentalness => {
            words(None, "instrumental", "more vocal", "more instrumental")
        }
        AudioFeature::Speechiness => words(None, "spoken", "less spoken", "more spoken"),
        _ => None,
    }
}

/// Values so close, of 0 to 1, are called equal.
const EQUAL: f32 = 0.1;

fn degree_phrase(seed: f32, value: f32, words: Degrees) -> Option<String> {
    if (seed - value).abs() > EQUAL {
        return Some(if value < seed { words.less } else { words.more }.to_owned());
    }
    let word = if value < 0.5 { words.low } else { Some(words.high) };
    word.map(|word| format!("equally {word}"))
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
        assert_eq!(sentence(reasons), expected);
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
}
