use serde::de::{IgnoredAny, MapAccess, Visitor};
use serde::ser::SerializeMap;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;
use std::ops::RangeInclusive;

/// One of the twelve numbers that describe how a track sounds, by Spotify's definitions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AudioFeature {
    /// How suitable the track is for dancing, 0 to 1.
    Danceability,
    /// Perceived intensity and activity, 0 to 1.
    Energy,
    /// Pitch class of the key, 0 (C) to 11 (B).
    Key,
    /// Average loudness in dB; brick-walled masters exceed 0.
    Loudness,
    /// 1 for major, 0 for minor.
    Mode,
    /// How much of the track is spoken, 0 to 1.
    Speechiness,
    /// Confidence that the track is acoustic, 0 to 1.
    Acousticness,
    /// Confidence that there is no singing, 0 to 1.
    Instrumentalness,
    /// Confidence that an audience was present, 0 to 1.
    Liveness,
    /// Musical cheerfulness, 0 to 1.
    Valence,
    /// Beats per minute.
    Tempo,
    /// Beats in a bar, 1 to 7.
    TimeSignature,
}

impl AudioFeature {
    /// Every feature, in the order of [`AudioFeatures`].
    pub const ALL: [Self; 12] = [
        Self::Danceability,
        Self::Energy,
        Self::Key,
        Self::Loudness,
        Self::Mode,
        Self::Speechiness,
        Self::Acousticness,
        Self::Instrumentalness,
        Self::Liveness,
        Self::Valence,
        Self::Tempo,
        Self::TimeSignature,
    ];

    /// The dimension of [`AudioFeatures`].
    pub const COUNT: usize = Self::ALL.len();

    /// The name of the feature's column and of its JSON field.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Danceability => "danceability",
            Self::Energy => "energy",
            Self::Key => "key",
            Self::Loudness => "loudness",
            Self::Mode => "mode",
            Self::Speechiness => "speechiness",
            Self::Acousticness => "acousticness",
            Self::Instrumentalness => "instrumentalness",
            Self::Liveness => "liveness",
            Self::Valence => "valence",
            Self::Tempo => "tempo",
            Self::TimeSignature => "time_signature",
        }
    }

    /// The feature with this column name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|feature| feature.name() == name)
    }

    /// The valid values; anything else is stored as unknown.
    pub const fn range(self) -> RangeInclusive<f32> {
        match self {
            Self::Key => 0.0..=11.0,
            Self::Loudness => -60.0..=6.0,
            Self::Tempo => 10.0..=300.0,
            Self::TimeSignature => 1.0..=7.0,
            _ => 0.0..=1.0,
        }
    }

    /// Whether only whole numbers are valid.
    pub const fn is_whole(self) -> bool {
        matches!(self, Self::Key | Self::Mode | Self::TimeSignature)
    }

    fn accepts(self, value: f32) -> bool {
        self.range().contains(&value) && (!self.is_whole() || value.fract() == 0.0)
    }
}

/// The audio features of a track; each may be unknown. In JSON an object with a field per feature.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct AudioFeatures([Option<f32>; AudioFeature::COUNT]);

impl AudioFeatures {
    /// The value of a feature, if it is known.
    pub fn get(&self, feature: AudioFeature) -> Option<f32> {
        self.0[feature as usize]
    }

    /// Stores a value; one that is out of the feature's range becomes unknown.
    pub fn set(&mut self, feature: AudioFeature, value: Option<f32>) {
        self.0[feature as usize] = value.filter(|v| feature.accepts(*v));
    }

    /// Reads the value of a JSON field; a field that is not a feature is skipped.
    pub(crate) fn read<'de, A: MapAccess<'de>>(
        &mut self,
        name: &str,
        map: &mut A,
    ) -> Result<(), A::Error> {
        match AudioFeature::from_name(name) {
            Some(feature) => self.set(feature, map.next_value()?),
            None => drop(map.next_value::<IgnoredAny>()?),
        }
        Ok(())
    }

    /// Features and their values, in the order of [`AudioFeature::ALL`].
    pub fn iter(&self) -> impl Iterator<Item = (AudioFeature, Option<f32>)> {
        AudioFeature::ALL.into_iter().zip(self.0)
    }
}

impl FromIterator<(AudioFeature, Option<f32>)> for AudioFeatures {
    fn from_iter<I: IntoIterator<Item = (AudioFeature, Option<f32>)>>(values: I) -> Self {
        let mut features = Self::default();
        values.into_iter().for_each(|(feature, value)| features.set(feature, value));
        features
    }
}

impl Serialize for AudioFeatures {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(AudioFeature::COUNT))?;
        for (feature, value) in self.iter() {
            if feature.is_whole() {
                map.serialize_entry(feature.name(), &value.map(whole))?;
            } else {
                map.serialize_entry(feature.name(), &value)?;
            }
        }
        map.end()
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to 11, see `range`")]
fn whole(value: f32) -> u8 {
    value as u8
}

impl<'de> Deserialize<'de> for AudioFeatures {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(FeatureVisitor)
    }
}

struct FeatureVisitor;

impl<'de> Visitor<'de> for FeatureVisitor {
    type Value = AudioFeatures;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object with a number or null for each audio feature")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut features = AudioFeatures::default();
        while let Some(name) = map.next_key::<String>()? {
            features.read(&name, &mut map)?;
        }
        Ok(features)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(feature: AudioFeature, value: f32, kept: bool) {
        let features: AudioFeatures = [(feature, Some(value))].into_iter().collect();
        assert_eq!(features.get(feature).is_some(), kept, "{feature:?} {value}");
    }

    #[test]
    fn values_out_of_range_are_unknown() {
        check(AudioFeature::Energy, 0.0, true);
        check(AudioFeature::Energy, 1.0, true);
        check(AudioFeature::Energy, 1.01, false);
        check(AudioFeature::Energy, f32::NAN, false);
        check(AudioFeature::Tempo, 0.0, false);
        check(AudioFeature::Tempo, 243.4, true);
        check(AudioFeature::TimeSignature, 0.0, false);
        check(AudioFeature::Key, -1.0, false);
        check(AudioFeature::Key, 4.5, false);
        check(AudioFeature::Loudness, 1.2, true);
        check(AudioFeature::Loudness, -61.0, false);
    }

    #[test]
    fn order_is_the_enum_order() {
        for (place, feature) in AudioFeature::ALL.into_iter().enumerate() {
            assert_eq!(feature as usize, place);
            assert_eq!(AudioFeature::from_name(feature.name()), Some(feature));
        }
    }

    #[test]
    fn json_names_every_feature_and_keeps_whole_numbers_whole() {
        let features: AudioFeatures =
            [(AudioFeature::Key, Some(5.0)), (AudioFeature::Energy, Some(0.61))]
                .into_iter()
                .collect();
        let json = serde_json::to_string(&features).expect("serialises");
        assert!(json.contains(r#""key":5,"#) && json.contains(r#""energy":0.61,"#), "{json}");
        assert!(json.contains(r#""tempo":null"#), "{json}");
        assert_eq!(serde_json::from_str::<AudioFeatures>(&json).expect("parses"), features);
    }
}
