//! Units of a file's columns, decided from the values of a whole batch.

use crate::columns::Column;
use catalog::AudioFeature;

/// The units and forms of a file's columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Profile {
    per_cent: [bool; AudioFeature::COUNT],
    /// Whether durations are in seconds.
    pub seconds: bool,
    /// Whether dates such as 03/04/2019 start with the day, if the file has one that tells.
    pub day_first: Option<bool>,
    /// Whether artists are joined with commas.
    pub joined_artists: bool,
}

impl Default for Profile {
    fn default() -> Self {
        Self {
            per_cent: [false; AudioFeature::COUNT],
            seconds: false,
            day_first: None,
            joined_artists: false,
        }
    }
}

/// Features from 0 to 1, which some data sets give from 0 to 100.
const SHARES: [AudioFeature; 7] = [
    AudioFeature::Danceability,
    AudioFeature::Energy,
    AudioFeature::Speechiness,
    AudioFeature::Acousticness,
    AudioFeature::Instrumentalness,
    AudioFeature::Liveness,
    AudioFeature::Valence,
];

impl Profile {
    /// Decides by the cells of each column in the first rows of a file.
    pub(super) fn of<'a>(cells: impl Fn(Column) -> Vec<&'a str>) -> Self {
        let evidence = SHARES
            .map(|feature| (feature, PerCent::of(&numbers(&cells(Column::Feature(feature)), "."))));
        let certain = evidence.iter().any(|(_, evidence)| *evidence == PerCent::Yes);
        let mut profile = Self {
            seconds: in_seconds(numbers(&cells(Column::Duration), "")),
            day_first: day_first(&cells(Column::ReleaseDate)),
            ..Self::default()
        };
        for (feature, evidence) in evidence {
            profile.per_cent[feature as usize] = certain && evidence != PerCent::No;
        }
        profile
    }

    /// Whether a feature is in per cent.
    pub fn is_per_cent(&self, feature: AudioFeature) -> bool {
        self.per_cent[feature as usize]
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum PerCent {
    No,
    /// All values are 0 or 1.
    Possible,
    Yes,
}

impl PerCent {
    /// A column is in per cent if no value lies between 0 and 1 and some are above 1.
    fn of(values: &[f32]) -> Self {
        let fits = |value: &f32| *value == 0.0 || (1.0..=100.0).contains(value);
        match values.iter().all(fits) {
            false => Self::No,
            true if values.iter().any(|value| *value > 1.0) => Self::Yes,
            true => Self::Possible,
        }
    }
}

/// The numbers among cells, in which commas stand for `comma`.
fn numbers(cells: &[&str], comma: &str) -> Vec<f32> {
    cells.iter().filter_map(|text| text.replace(',', comma).parse().ok()).collect()
}

/// No track is shorter than a fifth of a second, and few are longer than an hour: if all lengths are
/// below 20,000 and the middle one is below 3,600, they are in seconds.
fn in_seconds(mut values: Vec<f32>) -> bool {
    values.retain(|&value| value > 0.0);
    values.sort_by(f32::total_cmp);
    let median = values.get(values.len() / 2);
    let longest = values.last();
    median.is_some_and(|&median| median < 3_600.0)
        && longest.is_some_and(|&longest| longest < 20_000.0)
}

/// A number above 12 is a day; a file that has such numbers in both positions does not tell.
fn day_first(cells: &[&str]) -> Option<bool> {
    let (mut first, mut second) = (false, false);
    for text in cells {
        let mut parts = text.split(['/', '-']).map(|part| part.parse::<u16>().unwrap_or(0));
        let (a, b) = (parts.next().unwrap_or(0), parts.next().unwrap_or(0));
        first |= (13..=31).contains(&a) && b <= 12;
        second |= (13..=31).contains(&b) && a <= 12;
    }
    (first != second).then_some(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn profile(column: Column, cells: &'static str) -> Profile {
        Profile::of(
            |found| if found == column { cells.split_whitespace().collect() } else { vec![] },
        )
    }

    #[test]
    fn per_cent_must_hold_for_the_whole_column() {
        let check = |cells, expected| {
            let energy = Column::Feature(AudioFeature::Energy);
            let found = profile(energy, cells).is_per_cent(AudioFeature::Energy);
            assert_eq!(found, expected, "{cells}");
        };
        check("55 80 0 1", true);
        check("0.55 0.8 0", false);
        check("0.55 1.2", false);
        check("0,55 0,8", false);
        check("0 1 1", false);
        check("55 101", false);
        check("55 NA", true);
        check("", false);
    }

    #[test]
    fn lengths_may_be_in_seconds() {
        let check = |cells, expected| {
            assert_eq!(profile(Column::Duration, cells).seconds, expected, "{cells}");
        };
        check("201 302 1,412", true);
        check("201000 302000", false);
        check("1800 248000 200000", false);
        check("", false);
    }

    #[test]
    fn one_date_may_decide_the_order_of_all() {
        let check = |cells, expected| {
            assert_eq!(profile(Column::ReleaseDate, cells).day_first, expected, "{cells}");
        };
        check("03/04/2019 26/02/2019", Some(true));
        check("03/04/2019 02/26/2019", Some(false));
        check("26/02/2019 02/26/2019", None);
        check("2019-03-04", None);
    }
}
