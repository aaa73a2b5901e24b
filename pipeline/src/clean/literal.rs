//! Parses Python literals and JSON, as pandas writes nested values into cells.

use serde_json::{Map, Number, Value};

/// A text that is not a literal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MalformedList;

/// The value of a Python literal or a JSON text: dicts, lists, tuples, strings, numbers, `True`, `None`.
///
/// # Errors
/// If the text is malformed or nested too deeply.
pub(super) fn literal(text: &str) -> Result<Value, MalformedList> {
    let mut parser = Parser::new(text);
    let value = parser.value(0)?;
    if parser.is_at_end() { Ok(value) } else { Err(MalformedList) }
}

const MAX_DEPTH: usize = 32;

pub(super) struct Parser<'a> {
    rest: &'a str,
}

impl<'a> Parser<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { rest: text.trim() }
    }

    pub(super) fn is_at_end(&self) -> bool {
        self.rest.trim_start().is_empty()
    }

    pub(super) fn skip_blanks(&mut self) {
        self.rest = self.rest.trim_start();
    }

    pub(super) fn take(&mut self, wanted: char) -> bool {
        let rest = self.rest.strip_prefix(wanted);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    pub(super) fn expect(&mut self, wanted: char) -> Result<(), MalformedList> {
        if self.take(wanted) { Ok(()) } else { Err(MalformedList) }
    }

    /// Takes a word that stands for no value.
    pub(super) fn take_none(&mut self) -> bool {
        let rest = ["None", "nan", "null"].iter().find_map(|word| self.rest.strip_prefix(word));
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    fn value(&mut self, depth: usize) -> Result<Value, MalformedList> {
        if depth > MAX_DEPTH {
            return Err(MalformedList);
        }
        self.skip_blanks();
        match self.rest.chars().next().ok_or(MalformedList)? {
            '[' => self.list('[', ']', depth),
            '(' => self.list('(', ')', depth),
            '{' => self.dict(depth),
            '\'' | '"' | 'u' => Ok(Value::String(self.string()?)),
            _ => self.word(),
        }
    }

    fn list(&mut self, open: char, close: char, depth: usize) -> Result<Value, MalformedList> {
        self.expect(open)?;
        let mut entries = Vec::new();
        loop {
            self.skip_blanks();
            if self.take(close) {
                return Ok(Value::Array(entries));
            }
            entries.push(self.value(depth + 1)?);
            self.separator(close)?;
        }
    }

    fn dict(&mut self, depth: usize) -> Result<Value, MalformedList> {
        self.expect('{')?;
        let mut fields = Map::new();
        loop {
            self.skip_blanks();
            if self.take('}') {
                return Ok(Value::Object(fields));
            }
            let name = self.string()?;
            self.skip_blanks();
            self.expect(':')?;
            fields.insert(name, self.value(depth + 1)?);
            self.separator('}')?;
        }
    }

    fn separator(&mut self, close: char) -> Result<(), MalformedList> {
        self.skip_blanks();
        if self.take(',') || self.rest.starts_with(close) { Ok(()) } else { Err(MalformedList) }
    }

    fn word(&mut self) -> Result<Value, MalformedList> {
        let end = self.rest.find([',', ']', '}', ')', ':']).unwrap_or(self.rest.len());
        let (word, rest) = self.rest.split_at(end);
        self.rest = rest;
        match word.trim() {
            "True" | "true" => Ok(Value::Bool(true)),
            "False" | "false" => Ok(Value::Bool(false)),
            "None" | "null" | "nan" | "NaN" => Ok(Value::Null),
            number => number.parse::<Number>().map(Value::Number).map_err(|_| MalformedList),
        }
    }

    /// A quoted string with Python's escapes. Python 2 prefixes Unicode strings with `u`.
    pub(super) fn string(&mut self) -> Result<String, MalformedList> {
        if self.rest.starts_with("u'") || self.rest.starts_with("u\"") {
            self.next()?;
        }
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

    fn next(&mut self) -> Result<char, MalformedList> {
        let mut chars = self.rest.chars();
        let next = chars.next().ok_or(MalformedList)?;
        self.rest = chars.as_str();
        Ok(next)
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
    use serde_json::json;

    #[test]
    fn literals() {
        let check = |text: &str, expected: Value| assert_eq!(literal(text), Ok(expected), "{text}");
        check(
            "{'id': 'a', 'n': 1, 'ok': True, 'x': None}",
            json!({"id": "a", "n": 1, "ok": true, "x": null}),
        );
        check(
            "[{'name': \"Destiny's Child\"}, {'name': 'M\\'s'}]",
            json!([{"name": "Destiny's Child"}, {"name": "M's"}]),
        );
        check(
            r#"{"artists": [{"name": "A"}], "year": 1981.5}"#,
            json!({"artists": [{"name": "A"}], "year": 1981.5}),
        );
        check("('a', 'b')", json!(["a", "b"]));
    }

    #[test]
    fn malformed_literals_are_refused() {
        for text in ["", "{", "{'a'}", "{'a': }", "[1 2]", "{'a': 1} b", "[,]", "{1: 2}", "Heroes"]
        {
            assert_eq!(literal(text), Err(MalformedList), "{text}");
        }
        assert_eq!(literal(&"[".repeat(100_000)), Err(MalformedList));
    }
}
