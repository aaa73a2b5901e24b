//! Splits CSV text into records and recovers from unbalanced quotation marks.

use csv_core::{ReadRecordResult, Reader, ReaderBuilder};
use memchr::{memchr_iter, memchr2};
use std::io::{self, Read};

/// The records of a CSV text, one at a time, in bounded memory.
pub(super) struct Records<R> {
    input: R,
    core: Reader,
    delimiter: u8,
    /// The record begins at `start`; the bytes before `fed` have been parsed.
    buffer: Vec<u8>,
    start: usize,
    fed: usize,
    ended: bool,
    /// The line on which the record begins, from 1. Lines end with LF, CRLF or, outside quotation
    /// marks, CR.
    line: u64,
    /// Whether the byte before `start` is a CR, already counted as a line end.
    after_return: bool,
    fields: Vec<u8>,
    ends: Vec<usize>,
    /// Bytes that may still be parsed again after unbalanced quotation marks.
    reparse_budget: usize,
    /// Bytes from `start` whose lines are given up unread.
    given_up: usize,
}

/// A record, or a line that could not be read as one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Record {
    /// [`Records::field`] gives the fields.
    Fields { line: u64, count: usize },
    /// A quotation mark on this line is never closed.
    OpenQuote { line: u64 },
    /// The line has more than [`MAX_RECORD_BYTES`] bytes.
    TooLong { line: u64 },
}

/// The longest known lyrics have some 20,000 bytes.
pub(super) const MAX_RECORD_BYTES: usize = 1 << 20;

const CHUNK: usize = 1 << 18;

const MAX_REPARSED_BYTES: usize = 256 << 20;

impl<R: Read> Records<R> {
    pub(super) fn new(input: R, delimiter: u8) -> Self {
        Self {
            input,
            core: ReaderBuilder::new().delimiter(delimiter).build(),
            delimiter,
            buffer: Vec::new(),
            start: 0,
            fed: 0,
            ended: false,
            line: 1,
            after_return: false,
            fields: vec![0; 1 << 12],
            ends: vec![0; 64],
            reparse_budget: MAX_REPARSED_BYTES,
            given_up: 0,
        }
    }

    /// A field of the latest record, unquoted.
    pub(super) fn field(&self, position: usize) -> &[u8] {
        let start = if position == 0 { 0 } else { self.ends[position - 1] };
        &self.fields[start..self.ends[position]]
    }

    /// The next record. If one spans several lines and does not have `width` fields, or has text right
    /// after a closing quotation mark, an unbalanced quotation mark has swallowed those lines: the
    /// first is given up and the others are read again.
    pub(super) fn next(&mut self, width: Option<usize>) -> io::Result<Option<Record>> {
        self.skip_line_ends()?;
        if self.start == self.buffer.len() {
            return Ok(None);
        }
        if self.given_up > 0 {
            return self.give_up_line().map(Some);
        }
        let line = self.line;
        let Some(count) = self.parse()? else {
            return self.give_up_line().map(Some);
        };
        let record = &self.buffer[self.start..self.fed];
        let odd = |width| count != width || !is_well_quoted(record, self.delimiter);
        let suspicious = has_several_lines(record) && width.is_some_and(odd);
        let feeds = memchr_iter(b'\n', record).count() as u64;
        let ends_in_return = record.ends_with(b"\r");
        if suspicious {
            if !self.take_from_budget() {
                // Reading on would cost quadratic time: all lines of the record are given up.
                self.given_up = self.fed - self.start;
            }
            return self.give_up_line().map(Some);
        }
        self.line += feeds + u64::from(ends_in_return);
        self.after_return = ends_in_return;
        self.start = self.fed;
        Ok(Some(Record::Fields { line, count }))
    }

    fn skip_line_ends(&mut self) -> io::Result<()> {
        loop {
            while let Some(&byte) =
                self.buffer.get(self.start).filter(|b| matches!(b, b'\r' | b'\n'))
            {
                self.line += u64::from(byte == b'\r' || !self.after_return);
                self.after_return = byte == b'\r';
                self.start += 1;
                self.given_up = self.given_up.saturating_sub(1);
            }
            self.fed = self.start;
            if self.start < self.buffer.len() || self.ended {
                return Ok(());
            }
            self.fill()?;
        }
    }

    /// The number of fields of the record at `start`; none if a quotation mark stays open to the end of
    /// the text, or if the record is too long.
    fn parse(&mut self) -> io::Result<Option<usize>> {
        self.core.reset();
        let (mut bytes, mut count) = (0, 0);
        loop {
            if self.fed == self.buffer.len() && !self.ended {
                if self.fed - self.start > MAX_RECORD_BYTES {
                    return Ok(None);
                }
                self.fill()?;
            }
            let input = match &self.buffer[self.fed..] {
                [] => b"\n".as_slice(),
                input => input,
            };
            let after_end = self.fed == self.buffer.len();
            let (fields, ends) = (&mut self.fields[bytes..], &mut self.ends[count..]);
            let (result, read, written, ended) = self.core.read_record(input, fields, ends);
            self.fed += if after_end { 0 } else { read };
            bytes += written;
            count += ended;
            match result {
                ReadRecordResult::Record | ReadRecordResult::End => return Ok(Some(count)),
                ReadRecordResult::OutputFull => self.fields.resize(self.fields.len() * 2, 0),
                ReadRecordResult::OutputEndsFull => self.ends.resize(self.ends.len() * 2, 0),
                // The line end added at the end of the text was inside quotation marks.
                ReadRecordResult::InputEmpty if after_end => return Ok(None),
                ReadRecordResult::InputEmpty => {}
            }
        }
    }

    fn fill(&mut self) -> io::Result<()> {
        self.buffer.drain(..self.start);
        self.fed -= self.start;
        self.start = 0;
        let before = self.buffer.len();
        self.buffer.resize(before + CHUNK, 0);
        let read = read_some(&mut self.input, &mut self.buffer[before..]);
        self.buffer.truncate(before + *read.as_ref().unwrap_or(&0));
        self.ended = read? == 0;
        Ok(())
    }

    fn take_from_budget(&mut self) -> bool {
        let left = self.reparse_budget.checked_sub(self.fed - self.start);
        self.reparse_budget = left.unwrap_or(0);
        left.is_some()
    }

    /// Skips the line at `start`.
    fn give_up_line(&mut self) -> io::Result<Record> {
        let line = self.line;
        self.after_return = false;
        if let Some(end) = line_end(&self.buffer[self.start..]) {
            self.start += end;
            self.given_up = self.given_up.saturating_sub(end);
            return Ok(Record::OpenQuote { line });
        }
        let open_to_the_end = self.ended;
        while line_end(&self.buffer[self.start..]).is_none() && !self.ended {
            self.start = self.buffer.len();
            self.fed = self.start;
            self.fill()?;
        }
        let end = line_end(&self.buffer[self.start..]);
        self.start = end.map_or(self.buffer.len(), |end| self.start + end);
        Ok(if open_to_the_end { Record::OpenQuote { line } } else { Record::TooLong { line } })
    }
}

fn read_some(input: &mut impl Read, buffer: &mut [u8]) -> io::Result<usize> {
    loop {
        match input.read(buffer) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            result => return result,
        }
    }
}

/// The end of the first line of a text.
fn line_end(text: &[u8]) -> Option<usize> {
    memchr2(b'\n', b'\r', text)
}

/// Whether a record has a line end before its last byte or CRLF.
fn has_several_lines(record: &[u8]) -> bool {
    line_end(record).is_some_and(|end| !matches!(&record[end..], b"\n" | b"\r\n" | b"\r"))
}

/// Whether each closing quotation mark is followed by a delimiter or the end of the record.
fn is_well_quoted(record: &[u8], delimiter: u8) -> bool {
    let mut rest = record;
    loop {
        let (after, quoted) = match rest.strip_prefix(b"\"") {
            Some(field) => (after_closing_quote(field), true),
            None => (rest, false),
        };
        let end = after.iter().position(|&byte| byte == delimiter).unwrap_or(after.len());
        if quoted && !after[..end].iter().all(|byte| matches!(byte, b'\r' | b'\n')) {
            return false;
        }
        match after.get(end + 1..) {
            Some(next) => rest = next,
            None => return true,
        }
    }
}

/// The text after a quoted field, in which a doubled quotation mark stands for one.
fn after_closing_quote(mut field: &[u8]) -> &[u8] {
    while let Some(quote) = field.iter().position(|&byte| byte == b'"') {
        field = &field[quote + 1..];
        match field.strip_prefix(b"\"") {
            Some(rest) => field = rest,
            None => return field,
        }
    }
    &[]
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(text: &[u8], width: Option<usize>) -> Vec<String> {
        let mut records = Records::new(text, b',');
        let mut found = Vec::new();
        while let Some(record) = records.next(width).expect("memory can be read") {
            found.push(match record {
                Record::Fields { line, count } => {
                    let field =
                        |position| String::from_utf8_lossy(records.field(position)).into_owned();
                    let fields: Vec<String> = (0..count).map(field).collect();
                    format!("{line}:{}", fields.join("|"))
                }
                Record::OpenQuote { line } => format!("{line}!quote"),
                Record::TooLong { line } => format!("{line}!long"),
            });
        }
        found
    }

    fn check(text: &str, expected: &[&str]) {
        assert_eq!(read(text.as_bytes(), Some(2)), expected, "{text:?}");
    }

    #[test]
    fn records_have_line_numbers() {
        check("a,b\nc,d\n", &["1:a|b", "2:c|d"]);
        check("a,b\r\n\r\nc,d", &["1:a|b", "3:c|d"]);
        check("a,\"b\nb\"\nc,d", &["1:a|b\nb", "3:c|d"]);
        check("a,\"say \"\"b\"\"\"\n", &["1:a|say \"b\""]);
        check("\u{feff}a,b\n", &["1:a|b"]);
        check("a\na,b,c\n", &["1:a", "2:a|b|c"]);
        check("", &[]);
        check("\n\n", &[]);
        check("a,b\rc,d\re\r", &["1:a|b", "2:c|d", "3:e"]);
        check("a,b\r\rc,d\n\r\ne,f", &["1:a|b", "3:c|d", "5:e|f"]);
        check("a,\"b\rb\"\nc,d", &["1:a|b\rb", "2:c|d"]);
    }

    #[test]
    fn unbalanced_quotation_marks_cost_one_line() {
        check("a,\"b\nc,d\ne,f\n", &["1!quote", "2:c|d", "3:e|f"]);
        check("\"a,b\nc,\"d\"\ne,f\n", &["1!quote", "2:c|d", "3:e|f"]);
        check("a,\"b\nc,12\" d\ne,f\n", &["1!quote", "2:c|12\" d", "3:e|f"]);
        check("a,\"b\nc,\"d\"\ne,f\n", &["1!quote", "2:c|d", "3:e|f"]);
        check("a,\"b\n\"\"c\"\r\n", &["1:a|b\n\"c"]);
        check("a,\"b\rc,d\re,f\r", &["1!quote", "2:c|d", "3:e|f"]);
        check("a,\"b\r\nc,\"d\"\r\ne,f", &["1!quote", "2:c|d", "3:e|f"]);
        check("a,\"b", &["1!quote"]);
        check("a,\"b\"", &["1:a|b"]);
        check("a,b \"c\nd,e\n", &["1:a|b \"c", "2:d|e"]);
    }

    #[test]
    fn without_budget_each_swallowed_line_is_given_up() {
        let mut records = Records::new(b"a,\"b\nc,d\ne,\"f\ng,h\n".as_slice(), b',');
        records.reparse_budget = 0;
        let mut found = Vec::new();
        while let Some(record) = records.next(Some(2)).expect("memory can be read") {
            found.push(record);
        }
        let expected: Vec<Record> = (1..=3).map(|line| Record::OpenQuote { line }).collect();
        assert_eq!(found, [&expected[..], &[Record::Fields { line: 4, count: 2 }]].concat());
    }

    #[test]
    fn endless_records_are_skipped() {
        let filler = "x,y\n".repeat(MAX_RECORD_BYTES / 3);
        let found = read(format!("a,\"b\n{filler}").as_bytes(), Some(2));
        assert_eq!(found[..2], ["1!quote", "2:x|y"]);
        assert_eq!(found.len(), MAX_RECORD_BYTES / 3 + 1);
        let line = "z".repeat(3 * MAX_RECORD_BYTES);
        assert_eq!(
            read(format!("a,b\n{line}\nc,d").as_bytes(), Some(2)),
            ["1:a|b", "2!long", "3:c|d"]
        );
        assert_eq!(read(line.as_bytes(), None), ["1!long"]);
    }

    proptest! {
        #[test]
        fn any_bytes_are_survived(text in proptest::collection::vec(any::<u8>(), 0..200)) {
            let lines = memchr_iter(b'\n', &text).chain(memchr_iter(b'\r', &text)).count() + 1;
            let found = read(&text, Some(2));
            prop_assert!(found.len() <= lines);
        }

        #[test]
        fn what_csv_writes_comes_back(rows in proptest::collection::vec(("\\PC{0,9}|[\",\n\r ]{1,5}", ".{1,5}"), 1..9)) {
            let mut writer = csv::Writer::from_writer(Vec::new());
            for (first, second) in &rows {
                writer.write_record([first, second]).expect("writes");
            }
            let text = writer.into_inner().expect("writes");
            let fields: Vec<String> = read(&text, Some(2))
                .into_iter()
                .filter_map(|row| row.split_once(':').map(|(_, fields)| fields.to_owned()))
                .collect();
            let expected: Vec<String> = rows.iter().map(|(a, b)| format!("{a}|{b}")).collect();
            prop_assert_eq!(fields, expected);
        }
    }
}
