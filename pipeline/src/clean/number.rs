//! Parses numbers: `Ok(None)` is an unknown value, an error is the rule that the value breaks.

use crate::rules::Rule;
use catalog::{AudioFeature, AudioFeatures};
use engine::numeric::whole64;
use std::borrow::Cow;
use std::str::FromStr;

/// Six hours.
const MAX_DURATION_MS: f64 = 6.0 * 60.0 * 60.0 * 1000.0;

/// Whether a cell says that the value is unknown.
pub(super) fn is_missing(text: &str) -> bool {
    let missing = ["", "na", "n/a", "nan", "nat", "null", "none", "unknown", "-", "?", "\\n"];
    text.len() <= 7 && missing.iter().any(|word| text.eq_ignore_ascii_case(word))
}

/// Popularity, 0 to 100.
pub(super) fn popularity(text: &str) -> Result<Option<u8>, Rule> {
    Ok(whole(text, 0.0, 100.0)?.and_then(|value| value.try_into().ok()))
}

/// Milliseconds, from 1 to six hours, given in milliseconds, in seconds or as `3:45`.
pub(super) fn duration_ms(text: &str, in_seconds: bool) -> Result<Option<u32>, Rule> {
    let clock = clock_seconds(text);
    let unit = if in_seconds || clock.is_some() { 1000.0 } else { 1.0 };
    let value =
        clock.map_or_else(|| number::<f64>(&without_thousands(text)), |value| Ok(Some(value)))?;
    let Some(value) = value else { return Ok(None) };
    // Some data sets have fractions of milliseconds.
    Ok(Some(whole64(in_range((value * unit).round(), 1.0, MAX_DURATION_MS)?)))
}

/// The seconds of `3:45` or `1:02:03`.
fn clock_seconds(text: &str) -> Option<f64> {
    let parts: Option<Vec<u32>> = text.split(':').map(|part| part.parse().ok()).collect();
    let parts = parts.filter(|parts| matches!(parts.len(), 2 | 3))?;
    let valid = parts[1..].iter().all(|&part| part < 60) && parts[0] < 1000;
    valid.then(|| f64::from(parts.iter().fold(0, |total, part| total * 60 + part)))
}

/// `1,412` is a number of more than a thousand.
fn without_thousands(text: &str) -> Cow<'_, str> {
    let mut groups = text.split(',');
    let first = groups.next().is_some_and(|group| (1..=3).contains(&group.len()));
    if text.contains(',') && first && groups.all(|group| group.len() == 3) {
        return Cow::Owned(text.replace(',', ""));
    }
    Cow::Borrowed(text)
}

/// `0`, `1`, `True`, `FALSE`, `1.0`.
pub(super) fn explicit(text: &str) -> Result<Option<bool>, Rule> {
    if text.eq_ignore_ascii_case("true") {
        return Ok(Some(true));
    }
    if text.eq_ignore_ascii_case("false") {
        return Ok(Some(false));
    }
    Ok(whole(text, 0.0, 1.0)?.map(|value| value > 0))
}

/// A whole number, which may be written as `7.0`.
pub(super) fn whole(text: &str, min: f64, max: f64) -> Result<Option<u32>, Rule> {
    let Some(value) = number::<f64>(text)? else {
        return Ok(None);
    };
    Ok(Some(whole64(in_range(value.round(), min, max)?)))
}

fn in_range(value: f64, min: f64, max: f64) -> Result<f64, Rule> {
    if (min..=max).contains(&value) { Ok(value) } else { Err(Rule::OutOfRange) }
}

/// An audio feature within its range. A comma can only be a decimal one.
pub(super) fn feature(
    text: &str,
    feature: AudioFeature,
    per_cent: bool,
) -> Result<Option<f32>, Rule> {
    let value = match notation(text, feature) {
        Some(value) => Some(value),
        None => number::<f32>(&text.replace(',', "."))?,
    };
    let value = if per_cent { value.map(|value| value / 100.0) } else { value };
    let mut features = AudioFeatures::default();
    features.set(feature, value);
    let known = features.get(feature);
    if known == value { Ok(known) } else { Err(Rule::OutOfRange) }
}

fn number<T: FromStr + Into<f64> + Copy>(text: &str) -> Result<Option<T>, Rule> {
    if is_missing(text) {
        return Ok(None);
    }
    let value: T = text.parse().map_err(|_| Rule::NotANumber)?;
    if value.into().is_finite() { Ok(Some(value)) } else { Err(Rule::OutOfRange) }
}

/// Keys, modes and time signatures in musical notation: `C#`, `Minor`, `4/4`.
fn notation(text: &str, feature: AudioFeature) -> Option<f32> {
    match feature {
        AudioFeature::Key => pitch_class(text),
        AudioFeature::Mode if text.eq_ignore_ascii_case("major") => Some(1.0),
        AudioFeature::Mode if text.eq_ignore_ascii_case("minor") => Some(0.0),
        AudioFeature::TimeSignature => text.strip_suffix("/4")?.parse().ok(),
        _ => None,
    }
}

fn pitch_class(text: &str) -> Option<f32> {
    let natural = match text.chars().next()?.to_ascii_uppercase() {
        'C' => 0_i8,
        'D' => 2,
        'E' => 4,
        'F' => 5,
        'G' => 7,
        'A' => 9,
        'B' => 11,
        _ => return None,
    };
    let altered = match &text[1..] {
        "" => natural,
        "#" | "♯" => natural + 1,
        "b" | "♭" => natural - 1,
        _ => return None,
    };
    Some(f32::from(altered.rem_euclid(12)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn popularities() {
        let check = |text, expected| assert_eq!(popularity(text), expected, "{text}");
        check("0", Ok(Some(0)));
        check("62.0", Ok(Some(62)));
        check("100", Ok(Some(100)));
        check("101", Err(Rule::OutOfRange));
        check("-1", Err(Rule::OutOfRange));
        check("NA", Ok(None));
        check("inf", Err(Rule::OutOfRange));
        check("many", Err(Rule::NotANumber));
    }

    #[test]
    fn durations() {
        let check = |text, expected| assert_eq!(duration_ms(text, false), expected, "{text}");
        check("248000", Ok(Some(248_000)));
        check("2.48e5", Ok(Some(248_000)));
        check("248000.4", Ok(Some(248_000)));
        check("0", Err(Rule::OutOfRange));
        check("21600000", Ok(Some(21_600_000)));
        check("21600001", Err(Rule::OutOfRange));
        check("4:08", Ok(Some(248_000)));
        check("1:00:08", Ok(Some(3_608_000)));
        check("4:68", Err(Rule::NotANumber));
        assert_eq!(duration_ms("201", true), Ok(Some(201_000)));
        assert_eq!(duration_ms("1,412", true), Ok(Some(1_412_000)));
    }

    #[test]
    fn explicit_marks() {
        let check = |text, expected| assert_eq!(explicit(text), expected, "{text}");
        check("0", Ok(Some(false)));
        check("1", Ok(Some(true)));
        check("1.0", Ok(Some(true)));
        check("True", Ok(Some(true)));
        check("FALSE", Ok(Some(false)));
        check("nan", Ok(None));
        check("2", Err(Rule::OutOfRange));
        check("yes", Err(Rule::NotANumber));
    }

    #[test]
    fn features() {
        let check = |name, text, expected| {
            let of = AudioFeature::from_name(name).expect("a feature");
            assert_eq!(feature(text, of, false), expected, "{name} {text}");
        };
        check("instrumentalness", "1.63e-06", Ok(Some(1.63e-6)));
        check("energy", "1.2", Err(Rule::OutOfRange));
        check("energy", "0,5", Ok(Some(0.5)));
        check("energy", "0,5,1", Err(Rule::NotANumber));
        check("energy", "None", Ok(None));
        check("tempo", "0.0", Err(Rule::OutOfRange));
        check("time_signature", "0", Err(Rule::OutOfRange));
        check("time_signature", "4/4", Ok(Some(4.0)));
        check("time_signature", "4.0", Ok(Some(4.0)));
        check("loudness", "0.53", Ok(Some(0.53)));
        check("key", "C#", Ok(Some(1.0)));
        check("key", "Cb", Ok(Some(11.0)));
        check("key", "-1", Err(Rule::OutOfRange));
        check("key", "émoi", Err(Rule::NotANumber));
        check("key", "H", Err(Rule::NotANumber));
        check("mode", "Minor", Ok(Some(0.0)));
        assert_eq!(feature("55", AudioFeature::Energy, true), Ok(Some(0.55)));
    }
}
