use serde::{Deserialize, Serialize};

/// A family of genres.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum GenreFamily {
    /// Classical music, opera.
    Classical,
    /// Jazz, swing.
    Jazz,
    /// Hip hop, rap.
    HipHop,
    /// Metal of all kinds.
    Metal,
    /// House, techno, ambient.
    Electronic,
    /// Latin America's.
    Latin,
    /// Country, bluegrass.
    Country,
    /// Folk, singers of their own songs.
    Folk,
    /// Soul, funk, rhythm and blues, disco.
    Soul,
    /// Blues.
    Blues,
    /// Rock, punk, indie.
    Rock,
    /// Pop.
    Pop,
    /// Of no family above.
    Other,
    /// Nothing is known.
    Unknown,
}

impl GenreFamily {
    /// All of them, by their numbers.
    pub const ALL: [Self; 14] = [
        Self::Classical,
        Self::Jazz,
        Self::HipHop,
        Self::Metal,
        Self::Electronic,
        Self::Latin,
        Self::Country,
        Self::Folk,
        Self::Soul,
        Self::Blues,
        Self::Rock,
        Self::Pop,
        Self::Other,
        Self::Unknown,
    ];

    /// The name in reports and URLs.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Classical => "classical",
            Self::Jazz => "jazz",
            Self::HipHop => "hip hop",
            Self::Metal => "metal",
            Self::Electronic => "electronic",
            Self::Latin => "latin",
            Self::Country => "country",
            Self::Folk => "folk",
            Self::Soul => "soul",
            Self::Blues => "blues",
            Self::Rock => "rock",
            Self::Pop => "pop",
            Self::Other => "other",
            Self::Unknown => "unknown",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn families_stand_at_their_numbers() {
        for (number, family) in GenreFamily::ALL.into_iter().enumerate() {
            assert_eq!(family as usize, number);
        }
    }
}
