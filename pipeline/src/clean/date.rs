//! Parses release dates.

use super::number::{is_missing, whole};
use crate::rules::Rule;
use catalog::ReleaseDate;

/// A release date, and what had to be repaired to read it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct ParsedDate {
    pub(super) date: ReleaseDate,
    pub(super) repair: Option<Rule>,
}

/// A date such as `1981`, `1981-10`, `1981-10-26`, `1981.0`, `1981-10-26T00:00:00Z`, `26/10/1981` or
/// `26 October 1981`. Of `03/04/1981` only the year is kept, unless `day_first` tells the order.
pub(super) fn release_date(
    text: &str,
    day_first: Option<bool>,
) -> Result<Option<ParsedDate>, Rule> {
    if is_missing(text) {
        return Ok(None);
    }
    let day = text.split(['T', ' ']).next().unwrap_or_default();
    let day = day.strip_suffix(".0").unwrap_or(day);
    if let Ok(date) = day.parse() {
        return checked(date, None).map(Some);
    }
    let found = words_date(text).map(|date| (date, Rule::DateFormat));
    let (date, repair) =
        found.or_else(|| numeric_date(day, day_first)).ok_or(Rule::ImpossibleDate)?;
    checked(date, Some(repair)).map(Some)
}

fn checked(date: ReleaseDate, repair: Option<Rule>) -> Result<ParsedDate, Rule> {
    if is_placeholder(&date.to_string()) {
        return Err(Rule::PlaceholderDate);
    }
    Ok(ParsedDate { date, repair })
}

/// A year alone.
pub(super) fn year(text: &str) -> Result<Option<ReleaseDate>, Rule> {
    let Some(year) = whole(text, 0.0, 9999.0)? else {
        return Ok(None);
    };
    Ok(release_date(&format!("{year:04}"), None)?.map(|parsed| parsed.date))
}

/// 1900-01-01 stands for an unknown date. Days in the early summer of 1905 are years that a spreadsheet
/// took for a number of days since 1900: 1950 became 1905-05-03, 1993 became 1905-06-15 and 2026 became
/// 1905-07-18.
fn is_placeholder(day: &str) -> bool {
    day == "1900-01-01" || (day.len() == 10 && ("1905-05-03"..="1905-07-18").contains(&day))
}

/// `19811026`, `1981/10/26`, `26.10.1981` and `10/26/1981`.
fn numeric_date(text: &str, day_first: Option<bool>) -> Option<(ReleaseDate, Rule)> {
    if text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        let date = format!("{}-{}-{}", &text[..4], &text[4..6], &text[6..]);
        return Some((date.parse().ok()?, Rule::DateFormat));
    }
    let parts: Vec<&str> = text.split(['/', '.', '-']).collect();
    let numbers: Option<Vec<u16>> = parts.iter().map(|part| part.parse().ok()).collect();
    let [a, b, c] = numbers?[..] else { return None };
    if parts[0].len() == 4 {
        return Some((date(a, b, c)?, Rule::DateFormat));
    }
    if parts[2].len() != 4 {
        return None;
    }
    // Dates with dots start with the day.
    let day_first = if text.contains('.') { Some(true) } else { day_first };
    match day_first {
        _ if a > 12 => Some((date(c, b, a)?, Rule::DateFormat)),
        _ if b > 12 => Some((date(c, a, b)?, Rule::DateFormat)),
        Some(true) => Some((date(c, b, a)?, Rule::DateFormat)),
        Some(false) => Some((date(c, a, b)?, Rule::DateFormat)),
        None if a == b => Some((date(c, a, b)?, Rule::DateFormat)),
        None => Some((parts[2].parse().ok()?, Rule::AmbiguousDate)),
    }
}

fn date(year: u16, month: u16, day: u16) -> Option<ReleaseDate> {
    format!("{year:04}-{month:02}-{day:02}").parse().ok()
}

/// `26 October 1981`, `October 26, 1981`, `26-Oct-1981` and `Oct 1981`.
fn words_date(text: &str) -> Option<ReleaseDate> {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let (mut year, mut month, mut day) = (None, None, None);
    for word in text.split([' ', ',', '-', '.', '/']).filter(|word| !word.is_empty()) {
        let lower = word.to_lowercase();
        let is_month = |name: &&str| lower.len() >= 3 && name.starts_with(&lower);
        let digits = word.trim_end_matches(|c: char| c.is_ascii_lowercase());
        let number: Option<u16> = digits.parse().ok();
        match (MONTHS.iter().position(is_month), number) {
            (Some(found), _) if month.is_none() => month = Some(found + 1),
            (None, Some(number)) if digits.len() == 4 && year.is_none() => year = Some(number),
            (None, Some(number)) if number <= 31 && day.is_none() => day = Some(number),
            _ => return None,
        }
    }
    let month = format!("{:04}-{:02}", year?, month?);
    day.map_or(month.clone(), |day| format!("{month}-{day:02}")).parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Result<&str, Rule>) {
        let found = release_date(text, None);
        let found = found.map(|date| date.map(|date| date.date.to_string()).unwrap_or_default());
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
        check("1900-01-01", Err(Rule::PlaceholderDate));
        check("1900", Ok("1900"));
        check("1905-06-15", Err(Rule::PlaceholderDate));
        check("1905-04", Ok("1905-04"));
        check("1905-06", Ok("1905-06"));
        check("1905-11-02", Ok("1905-11-02"));
        check("TBD", Err(Rule::ImpossibleDate));
        check("Unkn", Err(Rule::ImpossibleDate));
    }

    #[test]
    fn dates_in_other_forms() {
        check("26/10/1981", Ok("1981-10-26"));
        check("10/26/1981", Ok("1981-10-26"));
        check("26.10.1981", Ok("1981-10-26"));
        check("3.4.1981", Ok("1981-04-03"));
        check("1981/10/26", Ok("1981-10-26"));
        check("19811026", Ok("1981-10-26"));
        check("26 October 1981", Ok("1981-10-26"));
        check("October 26, 1981", Ok("1981-10-26"));
        check("October 26th, 1981", Ok("1981-10-26"));
        check("26-Oct-1981", Ok("1981-10-26"));
        check("Oct 1981", Ok("1981-10"));
        check("31/02/1981", Err(Rule::ImpossibleDate));
        check("26 October", Err(Rule::ImpossibleDate));
        check("15.06.1905", Err(Rule::PlaceholderDate));
    }

    #[test]
    fn ambiguous_dates_keep_the_year_unless_the_order_is_known() {
        let check = |day_first, date: &str, repair| {
            let found = release_date("03/04/1981", day_first).expect("a date").expect("a date");
            assert_eq!((found.date.to_string().as_str(), found.repair), (date, Some(repair)));
        };
        check(None, "1981", Rule::AmbiguousDate);
        check(Some(true), "1981-04-03", Rule::DateFormat);
        check(Some(false), "1981-03-04", Rule::DateFormat);
    }

    #[test]
    fn years() {
        assert_eq!(year("1981.0").map(|date| date.map(ReleaseDate::year)), Ok(Some(1981)));
        assert_eq!(year("0"), Err(Rule::ImpossibleDate));
        assert_eq!(year("soon"), Err(Rule::NotANumber));
        assert_eq!(year(""), Ok(None));
    }
}
