//! Parses lists: as Python prints them, separated by semicolons, or a single entry.

use super::literal::{MalformedList, Parser, literal};
use serde_json::Value;

/// The names in a cell: `['Queen', 'David Bowie']`, `Queen;David Bowie` or `Queen`. Commas do not
/// separate: "Tyler, The Creator" is one name.
///
/// # Errors
/// If the text starts like a list of quoted names but is malformed.
pub fn names(text: &str) -> Result<Vec<String>, MalformedList> {
    entries(text, |c| c == ';')
}

/// The ids or genres in a cell; commas and bars separate too.
///
/// # Errors
/// If the text starts like a list of quoted entries but is malformed.
pub fn terms(text: &str) -> Result<Vec<String>, MalformedList> {
    entries(text, |c| matches!(c, ';' | ',' | '|'))
}

fn entries(text: &str, separates: impl Fn(char) -> bool) -> Result<Vec<String>, MalformedList> {
    match python_list(text) {
        Ok(entries) => Ok(entries),
        Err(malformed) if starts_like_list(text) => Err(malformed),
        Err(_) => Ok(text.split(separates).map(|entry| entry.trim().to_owned()).collect()),
    }
}

/// "[spunge]" is a band, not a list.
fn starts_like_list(text: &str) -> bool {
    let inside = text.trim_start().strip_prefix('[').map(str::trim_start);
    inside.is_some_and(|inside| inside.is_empty() || inside.starts_with(['\'', '"', ']']))
}

/// A list of strings as Python's `repr`, JSON or numpy write it. `None` and `nan` entries are dropped.
///
/// # Errors
/// If the text is not such a list.
pub fn python_list(text: &str) -> Result<Vec<String>, MalformedList> {
    let mut parser = Parser::new(text);
    parser.expect('[')?;
    let mut entries = Vec::new();
    loop {
        parser.skip_blanks();
        if parser.take(']') {
            break;
        }
        if !parser.take_none() {
            entries.push(parser.string()?);
        }
        parser.skip_blanks();
        // numpy omits commas.
        parser.take(',');
    }
    if parser.is_at_end() { Ok(entries) } else { Err(MalformedList) }
}

/// The texts in a field of each object in a list of objects, as the Web API gives artists.
pub(super) fn field_of_each(text: &str, field: &str) -> Option<Vec<String>> {
    if !text.starts_with("[{") {
        return None;
    }
    let Ok(Value::Array(objects)) = literal(text) else { return None };
    let texts = objects.iter().filter_map(|object| object.get(field)?.as_str());
    Some(texts.map(str::to_owned).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(text: &str, expected: &[&str]) {
        let expected: Vec<String> = expected.iter().map(|&entry| entry.to_owned()).collect();
        assert_eq!(names(text), Ok(expected), "{text}");
    }

    #[test]
    fn lists() {
        check(r"['Queen']", &["Queen"]);
        check(r#"["Destiny's Child"]"#, &["Destiny's Child"]);
        check(r#"['Royce Da 5\'9"']"#, &["Royce Da 5'9\""]);
        check(r"['Axwell /\\ Ingrosso']", &["Axwell /\\ Ingrosso"]);
        check(r"['Axwell /\ Ingrosso']", &["Axwell /\\ Ingrosso"]);
        check(
            r#"['Tyler, The Creator', "Guns N' Roses"]"#,
            &["Tyler, The Creator", "Guns N' Roses"],
        );
        check("['坂本 九', 'Beyonc\\xe9', '\\u014c']", &["坂本 九", "Beyoncé", "Ō"]);
        check("[]", &[]);
        check(" [ 'a' , 'b' , ] ", &["a", "b"]);
        check("['a' 'b'\n 'c']", &["a", "b", "c"]);
        check("[u'a', None, nan]", &["a"]);
        check(r#"["a", "b"]"#, &["a", "b"]);
        check(r"['NaN', 'NA', '311']", &["NaN", "NA", "311"]);
    }

    #[test]
    fn names_without_a_list() {
        check("Queen;David Bowie", &["Queen", "David Bowie"]);
        check("Tyler, The Creator", &["Tyler, The Creator"]);
        check("Axwell /\\ Ingrosso", &["Axwell /\\ Ingrosso"]);
        check("[spunge]", &["[spunge]"]);
        check("\"Weird Al\" Yankovic", &["\"Weird Al\" Yankovic"]);
        assert_eq!(terms("pop, rock"), Ok(vec!["pop".to_owned(), "rock".to_owned()]));
    }

    #[test]
    fn broken_lists_are_refused() {
        for text in
            ["['Queen", "['Queen'", "['a'] b", "['a', b]", "[\"a\\", "[", "['\\x4']", "['a'"]
        {
            assert_eq!(names(text), Err(MalformedList), "{text}");
        }
    }

    /// Python 3's `repr`.
    fn repr(entry: &str) -> String {
        let quote = if entry.contains('\'') && !entry.contains('"') { '"' } else { '\'' };
        let mut text = String::from(quote);
        for c in entry.chars() {
            match c {
                '\\' => text.push_str("\\\\"),
                '\n' => text.push_str("\\n"),
                '\r' => text.push_str("\\r"),
                '\t' => text.push_str("\\t"),
                c if c == quote => text.extend(['\\', c]),
                c if (c as u32) < 256 && c.is_control() => {
                    text.extend(format!("\\x{:02x}", c as u32).chars());
                }
                c => text.push(c),
            }
        }
        text.push(quote);
        text
    }

    proptest! {
        #[test]
        fn python_lists_round_trip(entries in proptest::collection::vec(any::<String>(), 0..5)) {
            let written: Vec<String> = entries.iter().map(|entry| repr(entry)).collect();
            prop_assert_eq!(python_list(&format!("[{}]", written.join(", "))), Ok(entries));
        }

        #[test]
        fn any_text_is_survived(text in "\\[?['\"\\[\\],\\\\ xuUN0-9a-zé\u{1f600}]{0,30}") {
            let _ = names(&text);
            let _ = terms(&text);
        }
    }
}
