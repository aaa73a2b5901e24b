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

    /// The family that most of some genres belong to, of equally many the first; a genre may belong to
    /// several by its words.
    pub fn of<'a>(genres: impl IntoIterator<Item = &'a str>) -> Self {
        let mut tally = FamilyTally::default();
        genres.into_iter().for_each(|genre| tally.add(FamilySet::of(genre)));
        tally.most()
    }

    /// What it is called in figures and addresses.
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

    /// Words that tell its genres.
    const fn words(self) -> &'static [&'static str] {
        match self {
            Self::Classical => {
                &["classical", "baroque", "romantic era", "opera", "orchestra", "early music"]
            }
            Self::Jazz => &["jazz", "bebop", "big band"],
            Self::HipHop => &["hip hop", "rap", "trap", "grime", "drill"],
            Self::Metal => &["metal", "djent", "deathcore", "grindcore"],
            Self::Electronic => {
                &["house", "techno", "trance", "edm", "electro", "dnb", "dubstep", "ambient"]
            }
            Self::Latin => {
                &["latin", "reggaeton", "salsa", "mpb", "samba", "bossa", "cumbia", "tango"]
            }
            Self::Country => &["country", "bluegrass", "honky"],
            Self::Folk => &["folk", "singer-songwriter", "celtic"],
            Self::Soul => &["soul", "r&b", "funk", "motown", "disco"],
            Self::Blues => &["blues"],
            Self::Rock => &["rock", "punk", "grunge", "indie", "emo"],
            Self::Pop => &["pop", "schlager", "boy band"],
            Self::Other | Self::Unknown => &[],
        }
    }
}

/// The families that a genre belongs to by its words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FamilySet(u16);

impl FamilySet {
    /// The families of a genre, in lower case.
    pub fn of(genre: &str) -> Self {
        let fits = |family: &GenreFamily| family.words().iter().any(|word| genre.contains(word));
        let families = GenreFamily::ALL.into_iter().filter(fits);
        Self(families.fold(0, |set, family| set | 1 << family as u16))
    }

    fn has(self, family: GenreFamily) -> bool {
        self.0 & 1 << family as u16 != 0
    }
}

/// Counts of some genres by family.
#[derive(Clone, Copy, Debug, Default)]
pub struct FamilyTally {
    genres: u16,
    counts: [u16; GenreFamily::ALL.len()],
}

impl FamilyTally {
    /// Counts a genre.
    pub fn add(&mut self, families: FamilySet) {
        self.genres = self.genres.saturating_add(1);
        for family in GenreFamily::ALL {
            let count = &mut self.counts[family as usize];
            *count = count.saturating_add(families.has(family).into());
        }
    }

    /// The family that most of them belong to.
    pub fn most(&self) -> GenreFamily {
        let most = self.counts.iter().copied().max().unwrap_or(0);
        match GenreFamily::ALL.into_iter().find(|family| self.counts[*family as usize] == most) {
            _ if self.genres == 0 => GenreFamily::Unknown,
            Some(family) if most > 0 => family,
            _ => GenreFamily::Other,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(genres: &[&str], expected: GenreFamily) {
        assert_eq!(GenreFamily::of(genres.iter().copied()), expected, "{genres:?}");
    }

    #[test]
    fn the_family_of_most_genres() {
        check(&[], GenreFamily::Unknown);
        check(&["spoken word"], GenreFamily::Other);
        check(&["album rock", "permanent wave"], GenreFamily::Rock);
        check(&["pop", "dance pop", "trap"], GenreFamily::Pop);
        check(&["blues rock"], GenreFamily::Blues);
        check(&["new romantic", "new wave pop"], GenreFamily::Pop);
        check(&["new jack swing", "funk"], GenreFamily::Soul);
        check(&["classical", "jazz", "bebop"], GenreFamily::Jazz);
    }

    #[test]
    fn families_stand_at_their_numbers() {
        for (number, family) in GenreFamily::ALL.into_iter().enumerate() {
            assert_eq!(family as usize, number);
        }
    }
}
