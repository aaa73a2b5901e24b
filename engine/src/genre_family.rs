//! Which family a genre belongs to.

use catalog::GenreFamily;

/// The family that most of the genres belong to; on a tie the first in the order of [`GenreFamily::ALL`].
///
/// A genre may belong to several families: "blues rock" is blues and rock.
pub fn family_of<'a>(genres: impl IntoIterator<Item = &'a str>) -> GenreFamily {
    let mut tally = FamilyTally::default();
    genres.into_iter().for_each(|genre| tally.add(FamilySet::of(genre)));
    tally.most()
}

/// Words that occur in the names of a family's genres.
const fn words(family: GenreFamily) -> &'static [&'static str] {
    match family {
        GenreFamily::Classical => {
            &["classical", "baroque", "romantic era", "opera", "orchestra", "early music"]
        }
        GenreFamily::Jazz => &["jazz", "bebop", "big band"],
        GenreFamily::HipHop => &["hip hop", "rap", "trap", "grime", "drill"],
        GenreFamily::Metal => &["metal", "djent", "deathcore", "grindcore"],
        GenreFamily::Electronic => {
            &["house", "techno", "trance", "edm", "electro", "dnb", "dubstep", "ambient"]
        }
        GenreFamily::Latin => {
            &["latin", "reggaeton", "salsa", "mpb", "samba", "bossa", "cumbia", "tango"]
        }
        GenreFamily::Country => &["country", "bluegrass", "honky"],
        GenreFamily::Folk => &["folk", "singer-songwriter", "celtic"],
        GenreFamily::Soul => &["soul", "r&b", "funk", "motown", "disco"],
        GenreFamily::Blues => &["blues"],
        GenreFamily::Rock => &["rock", "punk", "grunge", "indie", "emo"],
        GenreFamily::Pop => &["pop", "schlager", "boy band"],
        GenreFamily::Other | GenreFamily::Unknown => &[],
    }
}

/// The families of a genre, told by the words of its name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct FamilySet(u16);

impl FamilySet {
    /// The families of a genre, whose name is in lower case.
    pub(crate) fn of(genre: &str) -> Self {
        let fits = |family: &GenreFamily| words(*family).iter().any(|word| genre.contains(word));
        let families = GenreFamily::ALL.into_iter().filter(fits);
        Self(families.fold(0, |set, family| set | 1 << family as u16))
    }

    fn has(self, family: GenreFamily) -> bool {
        self.0 & 1 << family as u16 != 0
    }
}

/// How many genres each family has.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct FamilyTally {
    genres: u16,
    counts: [u16; GenreFamily::ALL.len()],
}

impl FamilyTally {
    /// Counts a genre for each of its families.
    pub(crate) fn add(&mut self, families: FamilySet) {
        self.genres = self.genres.saturating_add(1);
        for family in GenreFamily::ALL {
            let count = &mut self.counts[family as usize];
            *count = count.saturating_add(families.has(family).into());
        }
    }

    /// The family with the most genres.
    pub(crate) fn most(&self) -> GenreFamily {
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
        assert_eq!(family_of(genres.iter().copied()), expected, "{genres:?}");
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
}
