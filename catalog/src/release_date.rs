use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// When a track came out: a year, a month or a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ReleaseDate {
    year: u16,
    month: Option<u8>,
    day: Option<u8>,
}

/// The text is not a release date.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not a release date: write YYYY, YYYY-MM or YYYY-MM-DD, from 1860 to 2100")]
pub struct InvalidReleaseDate(String);

impl ReleaseDate {
    /// The year, which is always known.
    pub fn year(self) -> u16 {
        self.year
    }

    /// The date in years. An unknown month or day counts as the middle: 1975 is 1975.5, 1975-01-01 is 1975.0.
    pub fn as_years(self) -> f32 {
        let month = self.month.map_or(6.0, |month| {
            f32::from(month) - 1.0 + self.day.map_or(0.5, |day| (f32::from(day) - 1.0) / 31.0)
        });
        f32::from(self.year) + month / 12.0
    }

    fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split('-');
        let year = number::<u16>(parts.next()?, 4)?;
        let month = parts.next().map(|m| number(m, 2));
        let day = parts.next().map(|d| number(d, 2));
        if parts.next().is_some() || month == Some(None) || day == Some(None) {
            return None;
        }
        Self::checked(year, month.flatten(), day.flatten())
    }

    // The phonautograph of 1860 is the oldest recording that can be played.
    fn checked(year: u16, month: Option<u8>, day: Option<u8>) -> Option<Self> {
        let valid = (1860..=2100).contains(&year)
            && month.is_none_or(|m| (1..=12).contains(&m))
            && day.is_none_or(|d| (1..=days_in(year, month.unwrap_or(0))).contains(&d));
        valid.then_some(Self { year, month, day })
    }
}

fn number<N: FromStr>(text: &str, digits: usize) -> Option<N> {
    let all_digits = text.len() == digits && text.bytes().all(|b| b.is_ascii_digit());
    all_digits.then(|| text.parse().ok()).flatten()
}

fn days_in(year: u16, month: u8) -> u8 {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

impl FromStr for ReleaseDate {
    type Err = InvalidReleaseDate;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text).ok_or_else(|| InvalidReleaseDate(text.to_owned()))
    }
}

impl TryFrom<String> for ReleaseDate {
    type Error = InvalidReleaseDate;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<ReleaseDate> for String {
    fn from(date: ReleaseDate) -> Self {
        date.to_string()
    }
}

impl fmt::Display for ReleaseDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        for part in [self.month, self.day].into_iter().flatten() {
            write!(f, "-{part:02}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(text: &str, valid: bool) {
        assert_eq!(text.parse::<ReleaseDate>().is_ok(), valid, "{text:?}");
    }

    #[test]
    fn dates() {
        check("1975", true);
        check("1975-10", true);
        check("1975-10-31", true);
        check("2000-02-29", true);
        check("1900-02-29", false);
        check("1975-13", false);
        check("1975-04-31", false);
        check("75", false);
        check("0000", false);
        check("1975-1-1", false);
        check("1975-10-31-01", false);
        check("1975-10-31T00:00", false);
        check("", false);
        check("１９７５", false);
    }

    fn check_years(text: &str, expected: f32) {
        let years = text.parse::<ReleaseDate>().map(ReleaseDate::as_years);
        assert!((years.clone().unwrap_or(0.0) - expected).abs() < 1e-3, "{text}: {years:?}");
    }

    #[test]
    fn dates_are_years() {
        check_years("1975", 1975.5);
        check_years("1975-01-01", 1975.0);
        check_years("1975-07", 1975.542);
        check_years("1975-12-31", 1975.997);
    }

    proptest! {
        #[test]
        fn any_text_is_parsed_or_refused(text in ".{0,16}") {
            if let Ok(date) = text.parse::<ReleaseDate>() {
                prop_assert_eq!(date.to_string(), text);
            }
        }
    }
}
