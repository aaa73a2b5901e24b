use super::Facet;
use serde::{Deserialize, Serialize};

/// What a song must be to be recommended. A song of which the thing is unknown is left out.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Filter {
    /// A number lies within bounds.
    Number(Facet, Bounds),
    /// The language of its name, an ISO 639-1 code.
    Language(String),
    /// It has this genre.
    Genre(String),
    /// It is marked as explicit, or is not; songs that are not marked at all count as not explicit.
    Explicit(bool),
}

/// The values that a number may have, both ends included.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Bounds {
    /// The least.
    pub least: Option<f32>,
    /// The greatest.
    pub greatest: Option<f32>,
}

impl Bounds {
    /// Whether a value lies within them.
    pub fn contain(&self, value: f32) -> bool {
        self.least.is_none_or(|least| value >= least)
            && self.greatest.is_none_or(|greatest| value <= greatest)
    }
}

impl Filter {
    /// The filter as it stands in a query string: `min_tempo=100&max_tempo=120`.
    pub fn text(&self) -> String {
        let pairs = self.parameters().into_iter().map(|(name, value)| format!("{name}={value}"));
        pairs.collect::<Vec<_>>().join("&")
    }

    /// The parameters that make the filter, with their values.
    pub(super) fn parameters(&self) -> Vec<(String, String)> {
        let single = |name: &str, value: String| vec![(name.to_owned(), value)];
        match self {
            Self::Number(facet, bounds) => {
                let bounds = [("min", bounds.least), ("max", bounds.greatest)].into_iter();
                let named = bounds.filter_map(|(bound, value)| {
                    Some((format!("{bound}_{facet}"), value?.to_string()))
                });
                named.collect()
            }
            Self::Language(code) => single("language", code.clone()),
            Self::Genre(genre) => single("genre", genre.clone()),
            Self::Explicit(explicit) => single("explicit", explicit.to_string()),
        }
    }
}

/// How many songs a filter removes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FilterEffect {
    /// The filter as it stands in a query string.
    pub filter: String,
    /// How many songs of the catalogue it would remove if it were the only one.
    pub removed: u32,
    /// How many songs are left when all filters are applied up to this one.
    pub left: u32,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::AudioFeature;

    #[test]
    fn bounds_include_their_ends() {
        let bounds = Bounds { least: Some(1.0), greatest: Some(2.0) };
        assert!(bounds.contain(1.0) && bounds.contain(2.0) && !bounds.contain(2.1));
        assert!(Bounds::default().contain(f32::MAX));
        assert!(!bounds.contain(f32::NAN));
    }

    #[test]
    fn filters_read_as_parameters() {
        let bounds = Bounds { least: Some(100.0), greatest: Some(120.5) };
        let tempo = Filter::Number(Facet::Audio(AudioFeature::Tempo), bounds);
        assert_eq!(tempo.text(), "min_tempo=100&max_tempo=120.5");
        assert_eq!(Filter::Explicit(false).text(), "explicit=false");
    }
}
