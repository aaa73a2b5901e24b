//! Numbers about music, as people write them.

use catalog::{AudioFeature, AudioFeatures, Facet, SongEntry};

const MAJOR: [&str; 12] = ["C", "D♭", "D", "E♭", "E", "F", "F♯", "G", "A♭", "A", "B♭", "B"];
const MINOR: [&str; 12] = ["C", "C♯", "D", "E♭", "E", "F", "F♯", "G", "G♯", "A", "B♭", "B"];

/// The key by its usual spelling: "B♭ major", "C♯ minor", "F" if the mode is unknown.
pub(crate) fn key(features: &AudioFeatures) -> Option<String> {
    let pitch = features.get(AudioFeature::Key)? as usize;
    let mode = features.get(AudioFeature::Mode);
    let (names, mode) = match mode {
        Some(mode) if mode < 0.5 => (MINOR, " minor"),
        Some(_) => (MAJOR, " major"),
        None => (MAJOR, ""),
    };
    names.get(pitch).map(|name| format!("{name}{mode}"))
}

/// The tempo in whole beats per minute: "72 BPM".
pub(crate) fn tempo(features: &AudioFeatures) -> Option<String> {
    features.get(AudioFeature::Tempo).map(|tempo| format!("{tempo:.0} BPM"))
}

/// A number of a song in its unit; nothing if it is unknown or no number.
pub(crate) fn facet(song: &SongEntry, facet: Facet) -> Option<String> {
    match facet {
        Facet::Year => song.release_date.map(|date| date.year().to_string()),
        Facet::Popularity => song.popularity.map(|popularity| popularity.to_string()),
        Facet::Duration => song.duration_ms.map(duration),
        Facet::Audio(feature) => audio_feature(&song.features, feature),
        Facet::Genres | Facet::Language => None,
    }
}

fn audio_feature(features: &AudioFeatures, feature: AudioFeature) -> Option<String> {
    let value = features.get(feature)?;
    match feature {
        AudioFeature::Tempo => tempo(features),
        AudioFeature::Key => key(features),
        AudioFeature::Mode => Some(if value < 0.5 { "minor" } else { "major" }.to_owned()),
        AudioFeature::Loudness => Some(format!("{value:.0} dB")),
        AudioFeature::TimeSignature => Some(format!("{value:.0}")),
        _ => Some(percent(value)),
    }
}

/// Minutes and seconds: "5:55", "1:02:03".
pub(crate) fn duration(milliseconds: u32) -> String {
    let seconds = milliseconds.saturating_add(500) / 1000;
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    if hours > 0 {
        format!("{hours}:{minutes:02}:{seconds:02}")
    } else {
        format!("{minutes}:{seconds:02}")
    }
}

/// A share of one as a whole percentage: 0.873 is "87%".
pub(crate) fn percent(share: f32) -> String {
    format!("{:.0}%", share.clamp(0.0, 1.0) * 100.0)
}

/// A number with a comma between thousands: "327,348".
pub(crate) fn count(number: u32) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;

    fn features(values: &[(AudioFeature, f32)]) -> AudioFeatures {
        values.iter().map(|(feature, value)| (*feature, Some(*value))).collect()
    }

    fn check_key(pitch: f32, mode: Option<f32>, name: &str) {
        let mut features = features(&[(AudioFeature::Key, pitch)]);
        features.set(AudioFeature::Mode, mode);
        assert_eq!(key(&features).as_deref(), Some(name));
    }

    #[test]
    fn keys() {
        check_key(10.0, Some(1.0), "B♭ major");
        check_key(8.0, Some(0.0), "G♯ minor");
        check_key(8.0, Some(1.0), "A♭ major");
        check_key(11.0, Some(0.0), "B minor");
        check_key(5.0, None, "F");
        assert_eq!(key(&AudioFeatures::default()), None);
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
        for (share, text) in [(0.873, "87%"), (1.2, "100%"), (-0.1, "0%")] {
            assert_eq!(percent(share), text);
        }
    }

    #[test]
    fn counts() {
        for (number, text) in [(0, "0"), (999, "999"), (1_000, "1,000"), (1_327_348, "1,327,348")] {
            assert_eq!(count(number), text);
        }
    }
}
