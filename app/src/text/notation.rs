//! How numbers about music are written.

use catalog::{AudioFeature, AudioFeatures, Facet, SongEntry};

/// How a language writes numbers and keys.
#[derive(Debug)]
#[cfg_attr(test, derive(serde::Serialize))]
#[cfg_attr(
    not(feature = "ssr"),
    allow(dead_code, reason = "some units are only on what the server renders")
)]
pub(crate) struct Notation {
    /// The separator of thousands.
    pub(crate) thousands: &'static str,
    /// The decimal separator.
    pub(crate) decimal: &'static str,
    /// The percent sign, with the space before it.
    pub(crate) percent: &'static str,
    /// Major keys in their usual spelling, from C upwards.
    pub(crate) major: [&'static str; 12],
    /// Minor keys.
    pub(crate) minor: [&'static str; 12],
    /// Keys of unknown mode.
    pub(crate) keys: [&'static str; 12],
    /// Minor and major.
    pub(crate) modes: [&'static str; 2],
    /// The unit of less than a kilobyte.
    pub(crate) bytes: &'static str,
}

impl Notation {
    /// The key: "B♭ major", "C♯ minor", "F" if the mode is unknown.
    pub(crate) fn key(&self, features: &AudioFeatures) -> Option<String> {
        let pitch = features.get(AudioFeature::Key)?;
        let keys = match features.get(AudioFeature::Mode) {
            Some(mode) if mode < 0.5 => self.minor,
            Some(_) => self.major,
            None => self.keys,
        };
        let index = (0_u8..).zip(keys).find(|(index, _)| f32::from(*index) >= pitch);
        index.map(|(_, key)| key.to_owned())
    }

    /// The value of a numeric facet with its unit, if it is known.
    pub(crate) fn facet(&self, song: &SongEntry, facet: Facet) -> Option<String> {
        match facet {
            Facet::Year => song.release_date.map(|date| date.year().to_string()),
            Facet::Popularity => song.popularity.map(|popularity| popularity.to_string()),
            Facet::Duration => song.duration_ms.map(duration),
            Facet::Audio(feature) => self.audio_feature(&song.features, feature),
            Facet::Genres | Facet::Language | Facet::Playlists => None,
        }
    }

    fn audio_feature(&self, features: &AudioFeatures, feature: AudioFeature) -> Option<String> {
        let value = features.get(feature)?;
        match feature {
            AudioFeature::Tempo => tempo(features),
            AudioFeature::Key => self.key(features),
            AudioFeature::Mode => Some(self.modes[usize::from(value >= 0.5)].to_owned()),
            AudioFeature::Loudness => Some(format!("{value:.0} dB")),
            AudioFeature::TimeSignature => Some(format!("{value:.0}")),
            _ => Some(self.percent(value)),
        }
    }

    /// A share as a whole percentage: 0.873 is "87%".
    pub(crate) fn percent(&self, share: f32) -> String {
        format!("{:.0}{}", share.clamp(0.0, 1.0) * 100.0, self.percent)
    }

    /// A share as a percentage with one decimal: 0.9976 is "99.8%".
    #[cfg(feature = "ssr")]
    pub(crate) fn percent_in_tenths(&self, share: f32) -> String {
        let percent = format!("{:.1}", f64::from(share) * 100.0);
        format!("{}{}", self.decimal(&percent), self.percent)
    }

    /// Replaces the decimal point.
    pub(crate) fn decimal(&self, number: &str) -> String {
        number.replace('.', self.decimal)
    }

    /// A number with separated thousands: "327,348".
    pub(crate) fn count(&self, number: usize) -> String {
        let digits = number.to_string();
        let mut grouped = String::new();
        for (place, digit) in digits.chars().enumerate() {
            if place > 0 && (digits.len() - place).is_multiple_of(3) {
                grouped.push_str(self.thousands);
            }
            grouped.push(digit);
        }
        grouped
    }

    /// A number of bytes in a suitable unit: "286.2 kB".
    #[cfg(feature = "ssr")]
    pub(crate) fn size(&self, bytes: u64) -> String {
        let units = [(1_000_000_000, "GB"), (1_000_000, "MB"), (1_000, "kB")];
        let unit = units.into_iter().find(|(unit, _)| bytes >= *unit);
        unit.map_or(format!("{bytes} {}", self.bytes), |(unit, name)| {
            format!("{}{}{} {name}", bytes / unit, self.decimal, bytes % unit * 10 / unit)
        })
    }
}

/// Facts to follow a name, each after a dot: " · 1975 · 5:55".
pub(crate) fn after_dots(facts: impl IntoIterator<Item = Option<String>>) -> String {
    facts.into_iter().flatten().flat_map(|fact| [" · ".to_owned(), fact]).collect()
}

/// The tempo in whole beats per minute: "72 BPM".
pub(crate) fn tempo(features: &AudioFeatures) -> Option<String> {
    features.get(AudioFeature::Tempo).map(|tempo| format!("{tempo:.0} BPM"))
}

/// Hours, minutes and seconds: "5:55", "1:02:03".
pub(crate) fn duration(milliseconds: u32) -> String {
    let seconds = milliseconds.saturating_add(500) / 1000;
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    if hours > 0 {
        format!("{hours}:{minutes:02}:{seconds:02}")
    } else {
        format!("{minutes}:{seconds:02}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::language::Language;

    fn features(values: &[(AudioFeature, f32)]) -> AudioFeatures {
        values.iter().map(|(feature, value)| (*feature, Some(*value))).collect()
    }

    /// Compares what English and German write.
    fn check(write: impl Fn(&Notation) -> String, english: &str, german: &str) {
        let written = Language::ALL.map(|language| write(language.words().notation));
        assert_eq!(written, [english, german]);
    }

    fn check_key(pitch: f32, mode: Option<f32>, english: &str, german: &str) {
        let mut features = features(&[(AudioFeature::Key, pitch)]);
        features.set(AudioFeature::Mode, mode);
        check(|notation| notation.key(&features).unwrap_or_default(), english, german);
    }

    #[test]
    fn keys() {
        check_key(10.0, Some(1.0), "B♭ major", "B-Dur");
        check_key(8.0, Some(0.0), "G♯ minor", "gis-Moll");
        check_key(8.0, Some(1.0), "A♭ major", "As-Dur");
        check_key(11.0, Some(0.0), "B minor", "h-Moll");
        check_key(5.0, None, "F", "F");
        check_key(11.0, None, "B", "H");
        check_key(12.0, None, "", "");
        check(|notation| notation.key(&AudioFeatures::default()).unwrap_or_default(), "", "");
    }

    #[test]
    fn modes() {
        let mode = |value: f32| {
            let features = features(&[(AudioFeature::Mode, value)]);
            move |notation: &Notation| {
                notation.audio_feature(&features, AudioFeature::Mode).unwrap_or_default()
            }
        };
        check(mode(0.0), "minor", "Moll");
        check(mode(1.0), "major", "Dur");
    }

    #[test]
    fn tempos() {
        assert_eq!(tempo(&features(&[(AudioFeature::Tempo, 143.88)])).as_deref(), Some("144 BPM"));
        assert_eq!(tempo(&AudioFeatures::default()), None);
    }

    #[test]
    fn durations() {
        for (milliseconds, text) in
            [(354_947, "5:55"), (59_600, "1:00"), (0, "0:00"), (3_723_000, "1:02:03")]
        {
            assert_eq!(duration(milliseconds), text);
        }
    }

    #[test]
    fn percentages() {
        check(|notation| notation.percent(0.873), "87%", "87\u{a0}%");
        check(|notation| notation.percent(1.2), "100%", "100\u{a0}%");
        check(|notation| notation.percent(-0.1), "0%", "0\u{a0}%");
        check(|notation| notation.percent_in_tenths(0.9976), "99.8%", "99,8\u{a0}%");
    }

    #[test]
    fn counts() {
        for (number, english, german) in [
            (0, "0", "0"),
            (999, "999", "999"),
            (1_000, "1,000", "1.000"),
            (1_327_348, "1,327,348", "1.327.348"),
        ] {
            check(|notation| notation.count(number), english, german);
        }
    }

    #[test]
    fn sizes() {
        check(|notation| notation.size(286_238), "286.2 kB", "286,2 kB");
        check(|notation| notation.size(313_000_000), "313.0 MB", "313,0 MB");
        check(|notation| notation.size(12), "12 bytes", "12 Bytes");
    }
}
