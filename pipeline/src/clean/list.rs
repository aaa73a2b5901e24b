//! Parses lists: as Python prints them, separated by semicolons, or a single entry.

/// A text that starts like a list but is malformed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MalformedList;

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
    let mut parser = Parser { rest: text.trim() };
    parser.expect('[')?;
    let mut entries = Vec::new();
    loop {
        parser.skip_blanks();
        if parser.take(']') {
            break;
        }
        entries.extend(parser.entry()?);
        parser.skip_blanks();
        // numpy omits commas.
        parser.take(',');
    }
    if parser.rest.is_empty() { Ok(entries) } else { Err(MalformedList) }
}

struct Parser<'a> {
    rest: &'a str,
}

impl Parser<'_> {
    fn take(&mut self, wanted: char) -> bool {
        let rest = self.rest.strip_prefix(wanted);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    fn expect(&mut self, wanted: char) -> Result<(), MalformedList> {
        if self.take(wanted) { Ok(()) } else { Err(MalformedList) }
    }

    fn next(&mut self) -> Result<char, MalformedList> {
        let mut chars = self.rest.chars();
        let next = chars.next().ok_or(MalformedList)?;
        self.rest = chars.as_str();
        Ok(next)
    }

    fn skip_blanks(&mut self) {
        self.rest = self.rest.trim_start();
    }

    fn entry(&mut self) -> Result<Option<String>, MalformedList> {
        for unknown in ["None", "nan", "null"] {
            if let Some(rest) = self.rest.strip_prefix(unknown) {
                self.rest = rest;
                return Ok(None);
            }
        }
        // Python 2 prefixes Unicode strings.
        if self.rest.starts_with("u'") || self.rest.starts_with("u\"") {
            self.next()?;
        }
        self.string().map(Some)
    }

    fn string(&mut self) -> Result<String, MalformedList> {
        let quote = self.next()?;
        if !matches!(quote, '\'' | '"') {
            return Err(MalformedList);
        }
        let mut string = String::new();
        loop {
            match self.next()? {
                c if c == quote => return Ok(string),
                '\\' => self.escape(&mut string)?,
                c => string.push(c),
            }
        }
    }

    fn escape(&mut self, string: &mut String) -> Result<(), MalformedList> {
        let c = match self.next()? {
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'x' => self.code_point(2)?,
            'u' => self.code_point(4)?,
            'U' => self.code_point(8)?,
            c @ ('\\' | '\'' | '"') => c,
            // Python keeps the backslash of an unknown escape.
            c => {
                string.push('\\');
                c
            }
        };
        string.push(c);
        Ok(())
    }

    fn code_point(&mut self, digits: usize) -> Result<char, MalformedList> {
        let (code, rest) = self.rest.split_at_checked(digits).ok_or(MalformedList)?;
        self.rest = rest;
        let code = u32::from_str_radix(code, 16).map_err(|_| MalformedList)?;
        // JSON escapes characters beyond the basic plane as surrogate pairs, which are not joined here.
        Ok(char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER))
    }
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
