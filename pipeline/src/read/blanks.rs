//! Drops blanks between a delimiter and a quotation mark, as in `"a", "b"`, which CSV parsers take for
//! part of the field.

use std::io::{self, Read};

/// Whether a text has a blank before a quoted field.
pub(super) fn has_blanks_before_quotes(sample: &[u8], delimiter: u8) -> bool {
    sample.windows(3).any(|bytes| bytes == [delimiter, b' ', b'"'])
}

/// Where the reader is in the text.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    FieldStart,
    Unquoted,
    Quoted,
    /// After a quotation mark in a quoted field, which closes it or is doubled.
    MaybeClosed,
}

/// Drops blanks at the start of fields, outside quotation marks.
pub(super) struct WithoutBlanks<R> {
    inner: R,
    delimiter: u8,
    enabled: bool,
    state: State,
}

impl<R> WithoutBlanks<R> {
    /// Passes the text through unchanged unless `enabled`.
    pub(super) fn new(inner: R, delimiter: u8, enabled: bool) -> Self {
        Self { inner, delimiter, enabled, state: State::FieldStart }
    }

    /// Whether the byte is kept.
    fn step(&mut self, byte: u8) -> bool {
        let ends_field = byte == self.delimiter || matches!(byte, b'\n' | b'\r');
        self.state = match (self.state, byte) {
            (State::FieldStart, b' ') => return false,
            (State::Quoted, b'"') => State::MaybeClosed,
            (State::FieldStart | State::MaybeClosed, b'"') | (State::Quoted, _) => State::Quoted,
            _ if ends_field => State::FieldStart,
            _ => State::Unquoted,
        };
        true
    }
}

impl<R: Read> Read for WithoutBlanks<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            let read = self.inner.read(buffer)?;
            if !self.enabled || read == 0 {
                return Ok(read);
            }
            let mut kept = 0;
            for at in 0..read {
                let byte = buffer[at];
                if self.step(byte) {
                    buffer[kept] = byte;
                    kept += 1;
                }
            }
            if kept > 0 {
                return Ok(kept);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        assert!(has_blanks_before_quotes(text.as_bytes(), b','), "{text}");
        let mut read = String::new();
        let mut reader = WithoutBlanks::new(text.as_bytes(), b',', true);
        reader.read_to_string(&mut read).expect("memory can be read");
        assert_eq!(read, expected);
    }

    #[test]
    fn blanks_before_fields_are_dropped() {
        check("\"a\", \"b\"\n c,  \"d\"", "\"a\",\"b\"\nc,\"d\"");
        check("\"a, \"\"b\"\" , c\", \"d\"", "\"a, \"\"b\"\" , c\",\"d\"");
        check("a b c,\"d\", \"e\"", "a b c,\"d\",\"e\"");
    }
}
