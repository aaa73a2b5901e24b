//! Parses release dates.

use super::number::{is_missing, whole};
use crate::rules::Rule;
use catalog::ReleaseDate;

/// A date such as `1981`, `1981-10`, `1981-10-26`, `1981.0` or `1981-10-26T00:00:00Z`.
pub(super) fn release_date(text: &str) -> Result<Option<ReleaseDate>, Rule> {
    if is_missing(text) {
        return Ok(None);
    }
    let day = text.split(['T', ' ']).next().unwrap_or_default();
    let day = day.strip_suffix(".0").unwrap_or(day);
    let date = day.parse().map_err(|_| Rule::ImpossibleDate)?;
    if is_placeholder(day) { Err(Rule::PlaceholderDate) } else { Ok(Some(date)) }
}

/// A year alone.
pub(super) fn year(text: &str) -> Result<Option<ReleaseDate>, Rule> {
    let Some(year) = whole(text, 0.0, 9999.0)? else {
        return Ok(None);
    };
    release_date(&format!("{year:04}"))
}

/// 1900-01-01 stands for an unknown date. Days in the early summer of 1905 are years that a spreadsheet
/// took for a number of days since 1900: 1950 became 1905-05-03, 1993 became 1905-06-15 and 2026 became
/// 1905-07-18.
fn is_placeholder(day: &str) -> bool {
    day == "1900-01-01" || (day.len() == 10 && ("1905-05-03"..="1905-07-18").contains(&day))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Result<&str, Rule>) {
        let found = release_date(text).map(|date| date.map(String::from).unwrap_or_default());
        assert_eq!(found, expected.map(str::to_owned), "{text}");
    }

    #[test]
    fn dates() {
        check("1981", Ok("1981"));
        check("1981.0", Ok("1981"));
        check("1981-10", Ok("1981-10"));
        check("1981-10-26", Ok("1981-10-26"));
        check("1981-10-26T00:00:00Z", Ok("1981-10-26"));
        check("1981-10-26 00:00:00", Ok("1981-10-26"));
        check("NaT", Ok(""));
        check("NaN", Ok(""));
        check("0000", Err(Rule::ImpossibleDate));
        check("1981-02-30", Err(Rule::ImpossibleDate));
        check("26/10/1981", Err(Rule::ImpossibleDate));
        check("1900-01-01", Err(Rule::PlaceholderDate));
        check("1900", Ok("1900"));
        check("1905-06-15", Err(Rule::PlaceholderDate));
        check("1905-04", Ok("1905-04"));
        check("1905-06", Ok("1905-06"));
        check("1905-11-02", Ok("1905-11-02"));
    }

    #[test]
    fn years() {
        assert_eq!(year("1981.0").map(|date| date.map(ReleaseDate::year)), Ok(Some(1981)));
        assert_eq!(year("0"), Err(Rule::ImpossibleDate));
        assert_eq!(year("soon"), Err(Rule::NotANumber));
        assert_eq!(year(""), Ok(None));
    }
}
