//! Audio features in words.

use catalog::{AudioFeature, AudioFeatures};

/// What a track with little and with much of a feature is; nothing where little of it says nothing.
const WORDS: [(AudioFeature, Option<&str>, &str); 6] = [
    (AudioFeature::Energy, Some("calm"), "energetic"),
    (AudioFeature::Valence, Some("sad"), "cheerful"),
    (AudioFeature::Danceability, None, "danceable"),
    (AudioFeature::Acousticness, None, "acoustic"),
    (AudioFeature::Instrumentalness, None, "instrumental"),
    (AudioFeature::Speechiness, None, "spoken"),
];

/// How a track sounds: its striking features, the tempo and the key.
pub(super) fn in_words(features: &AudioFeatures) -> Vec<String> {
    let words = WORDS.into_iter().filter_map(|(feature, low, high)| {
        // The middle third is not worth a word.
        match features.get(feature)? * 3.0 {
            ..1.0 => low,
            2.0.. => Some(high),
            _ => None,
        }
    });
    let tempo = features.get(AudioFeature::Tempo).map(|tempo| format!("{tempo:.0} BPM"));
    words.map(str::to_owned).chain(tempo).chain(app::key_in_english(features)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(features: &[(AudioFeature, f32)], expected: &[&str]) {
        let features = features.iter().map(|&(feature, value)| (feature, Some(value))).collect();
        assert_eq!(in_words(&features), expected);
    }

    #[test]
    fn sounds() {
        use AudioFeature::{Acousticness, Energy, Key, Mode, Tempo, Valence};
        check(&[], &[]);
        check(
            &[(Energy, 0.1), (Acousticness, 0.9), (Tempo, 91.7), (Key, 9.0), (Mode, 0.0)],
            &["calm", "acoustic", "92 BPM", "A minor"],
        );
        check(&[(Energy, 0.5), (Valence, 0.8), (Key, 0.0)], &["cheerful", "C"]);
    }
}
