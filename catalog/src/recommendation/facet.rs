use crate::AudioFeature;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::ops::RangeInclusive;

/// One of the respects in which songs are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "&'static str")]
pub enum Facet {
    /// Genres.
    Genres,
    /// When they came out.
    Year,
    /// How well known they are.
    Popularity,
    /// Language of their names.
    Language,
    /// Length.
    Duration,
    /// Playlists that have the artists of both.
    Playlists,
    /// An audio feature.
    Audio(AudioFeature),
}

/// The text names no facet.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no facet is called {0:?}")]
pub struct UnknownFacet(String);

impl Facet {
    /// Every facet.
    pub fn all() -> impl Iterator<Item = Self> {
        let audio = AudioFeature::ALL.into_iter().map(Self::Audio);
        let others = [
            Self::Genres,
            Self::Year,
            Self::Popularity,
            Self::Language,
            Self::Duration,
            Self::Playlists,
        ];
        others.into_iter().chain(audio)
    }

    /// The facets that are numbers, which can be targets and bounds.
    pub fn numbers() -> impl Iterator<Item = Self> {
        Self::all().filter(|facet| facet.range().is_some())
    }

    /// The name in parameters and in JSON: that of the track's field, if it has one.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Genres => "genres",
            Self::Year => "year",
            Self::Popularity => "popularity",
            Self::Language => "language",
            Self::Duration => "duration_ms",
            Self::Playlists => "playlists",
            Self::Audio(feature) => feature.name(),
        }
    }

    /// The facet with this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::all().find(|facet| facet.name() == name)
    }

    /// What a user weighs it with.
    pub const fn group(self) -> FacetGroup {
        match self {
            Self::Genres => FacetGroup::Genre,
            Self::Year => FacetGroup::Era,
            Self::Popularity => FacetGroup::Popularity,
            Self::Language => FacetGroup::Language,
            Self::Playlists => FacetGroup::Playlists,
            Self::Duration | Self::Audio(_) => FacetGroup::Sound,
        }
    }

    /// The values that mean something; none if the facet is no number.
    pub fn range(self) -> Option<RangeInclusive<f32>> {
        match self {
            Self::Genres | Self::Language | Self::Playlists => None,
            Self::Year => Some(1.0..=9999.0),
            Self::Popularity => Some(0.0..=100.0),
            Self::Duration => Some(0.0..=86_400_000.0),
            Self::Audio(feature) => Some(feature.range()),
        }
    }
}

impl fmt::Display for Facet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl From<Facet> for &'static str {
    fn from(facet: Facet) -> Self {
        facet.name()
    }
}

impl TryFrom<String> for Facet {
    type Error = UnknownFacet;

    fn try_from(name: String) -> Result<Self, UnknownFacet> {
        Self::from_name(&name).ok_or(UnknownFacet(name))
    }
}

/// Facets that are weighed together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FacetGroup {
    /// The audio features and the length.
    Sound,
    /// Genres.
    Genre,
    /// Year of release.
    Era,
    /// How well known a song is.
    Popularity,
    /// Language of the name.
    Language,
    /// Playlists that have the artists of both.
    Playlists,
}

impl FacetGroup {
    /// Every group.
    pub const ALL: [Self; 6] =
        [Self::Sound, Self::Genre, Self::Era, Self::Popularity, Self::Language, Self::Playlists];

    /// The name in parameters and in JSON.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Sound => "sound",
            Self::Genre => "genre",
            Self::Era => "era",
            Self::Popularity => "popularity",
            Self::Language => "language",
            Self::Playlists => "playlists",
        }
    }
}

/// What each group of facets counts, 1 being what was learned; 0 to [`FacetWeights::MAX`].
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct FacetWeights([f32; FacetGroup::ALL.len()]);

impl FacetWeights {
    /// The highest weight.
    pub const MAX: f32 = 10.0;

    /// What a group counts.
    pub fn get(&self, group: FacetGroup) -> f32 {
        self.0[group as usize]
    }

    /// Weighs a group; a weight out of range is moved to its nearest bound.
    pub fn set(&mut self, group: FacetGroup, weight: f32) {
        self.0[group as usize] = if weight.is_nan() { 0.0 } else { weight.clamp(0.0, Self::MAX) };
    }

    /// Whether nothing counts at all.
    pub fn are_zero(&self) -> bool {
        self.0.iter().all(|weight| *weight <= 0.0)
    }
}

impl Default for FacetWeights {
    fn default() -> Self {
        Self([1.0; FacetGroup::ALL.len()])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_facet_has_its_own_name() {
        for facet in Facet::all() {
            assert_eq!(Facet::from_name(facet.name()), Some(facet));
            let json = serde_json::to_string(&facet).expect("serialises");
            assert_eq!(serde_json::from_str::<Facet>(&json).expect("parses"), facet);
        }
        assert_eq!(Facet::all().count(), 18);
        assert_eq!(Facet::numbers().count(), 15);
    }

    #[test]
    fn weights_stay_in_range() {
        let mut weights = FacetWeights::default();
        weights.set(FacetGroup::Era, -1.0);
        weights.set(FacetGroup::Sound, f32::INFINITY);
        weights.set(FacetGroup::Genre, f32::NAN);
        let all = FacetGroup::ALL.map(|group| weights.get(group).to_bits());
        assert_eq!(all, [10.0_f32, 0.0, 0.0, 1.0, 1.0, 1.0].map(f32::to_bits));
    }
}
