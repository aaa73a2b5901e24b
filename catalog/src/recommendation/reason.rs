use super::Facet;
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
    /// The value looked for, of the chosen song or a target; none if it is unknown. Of playlists, the
    /// artist of the chosen song.
    pub seed: Option<FacetValue>,
    /// The value of the recommended song; none if it is unknown. Of playlists, how many have an artist
    /// of it with the other, or the artist if it is the same.
    pub value: Option<FacetValue>,
}

/// A value of a facet.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(untagged)]
pub enum FacetValue {
    /// A number, in the facet's unit.
    Number(f32),
    /// Names: the genres in common or, if there are none, the nearest; a language; an artist.
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
