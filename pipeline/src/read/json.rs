//! Reads JSON: an object per line, or one array of objects.

use super::batch::{Batch, BatchBuilder};
use crate::columns::Header;
use crate::rules::{Reject, Rule};
use serde::Deserializer;
use serde::de::{Error, SeqAccess, Visitor};
use serde_json::{Map, Value};
use std::fmt;
use std::io::{self, BufRead, BufReader, Read};
use std::ops::ControlFlow;

/// How the objects of a file are arranged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Layout {
    Lines,
    Array,
}

/// The layout of a text that looks like JSON.
pub(super) fn layout(sample: &[u8]) -> Option<Layout> {
    let mut bytes = sample.iter().filter(|byte| !byte.is_ascii_whitespace());
    match (bytes.next()?, bytes.next()?) {
        (b'{', b'"' | b'}') => Some(Layout::Lines),
        (b'[', b'{' | b']') => Some(Layout::Array),
        _ => None,
    }
}

/// Objects that name the columns.
const HEADER_OBJECTS: usize = 1000;

/// The names of the fields in the first objects, in order of appearance.
pub(super) fn header_names(sample: &[u8], layout: Layout) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    let mut objects = 0;
    // A sample may end within an object: what came before it is enough.
    let _ = for_each_object(sample, layout, &mut |_, object| {
        for name in object.into_iter().flatten().map(|(name, _)| name) {
            if !names.contains(&name) {
                names.push(name);
            }
        }
        objects += 1;
        if objects < HEADER_OBJECTS { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    });
    names
}

/// Reads all objects as rows, batch by batch, until `take` breaks off. In an array, lines are counted by
/// objects.
pub(super) fn read(
    header: &Header,
    layout: Layout,
    converted: bool,
    reader: impl Read,
    take: &mut dyn FnMut(Batch) -> ControlFlow<()>,
) -> io::Result<()> {
    let mut batch = BatchBuilder::new(header, converted);
    let mut flow = ControlFlow::Continue(());
    for_each_object(reader, layout, &mut |line, object| {
        match object {
            Ok(object) => {
                let cells: Vec<String> =
                    header.names().iter().map(|name| cell(object.get(name))).collect();
                batch.push(line, |position| cells[position].as_bytes());
            }
            Err(error) => batch.reject(Reject::new(line, Rule::MalformedJson, error.to_string())),
        }
        if batch.is_full() {
            flow =
                take(std::mem::replace(&mut batch, BatchBuilder::new(header, converted)).finish());
        }
        flow
    })?;
    if flow.is_continue() {
        let _ = take(batch.finish());
    }
    Ok(())
}

/// The text of a value as a CSV file would have it; lists and objects stay JSON.
fn cell(value: Option<&Value>) -> String {
    match value {
        None | Some(Value::Null) => String::new(),
        Some(Value::String(text)) => text.clone(),
        Some(value) => value.to_string(),
    }
}

type Object = Map<String, Value>;
type TakeObject<'a> = dyn FnMut(u64, serde_json::Result<Object>) -> ControlFlow<()> + 'a;

fn for_each_object(reader: impl Read, layout: Layout, take: &mut TakeObject<'_>) -> io::Result<()> {
    match layout {
        Layout::Lines => for_each_line(BufReader::new(reader), take),
        Layout::Array => {
            let mut json = serde_json::Deserializer::from_reader(BufReader::new(reader));
            let mut stopped = false;
            let outcome = json.deserialize_seq(Elements { take, stopped: &mut stopped });
            if stopped { Ok(()) } else { outcome.map_err(io::Error::from) }
        }
    }
}

fn for_each_line(mut reader: impl BufRead, take: &mut TakeObject<'_>) -> io::Result<()> {
    let mut line = Vec::new();
    for number in 1.. {
        line.clear();
        // A longer line breaks apart and is rejected.
        let read = (&mut reader).take(MAX_LINE_BYTES).read_until(b'\n', &mut line)?;
        if read == 0 {
            break;
        }
        let text = line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&line).trim_ascii();
        if text.is_empty() {
            continue;
        }
        if take(number, serde_json::from_slice(text).map(track_of)).is_break() {
            break;
        }
    }
    Ok(())
}

const MAX_LINE_BYTES: u64 = 1 << 20;

struct Elements<'a, 'b> {
    take: &'a mut TakeObject<'b>,
    stopped: &'a mut bool,
}

impl<'de> Visitor<'de> for Elements<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an array of objects")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<(), A::Error> {
        let mut number = 0;
        while let Some(object) = elements.next_element::<Object>()? {
            number += 1;
            if (self.take)(number, Ok(track_of(object))).is_break() {
                *self.stopped = true;
                return Err(A::Error::custom("enough objects"));
            }
        }
        Ok(())
    }
}

/// Spotify wraps the tracks of playlists and libraries: `{"added_at": …, "track": {…}}`.
fn track_of(mut object: Object) -> Object {
    match object.remove("track") {
        Some(Value::Object(track)) => track,
        Some(other) => {
            object.insert("track".to_owned(), other);
            object
        }
        None => object,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn layouts() {
        let check = |text: &str, expected| assert_eq!(layout(text.as_bytes()), expected, "{text}");
        check("{\"id\": 1}\n", Some(Layout::Lines));
        check(" [\n {\"id\": 1}]", Some(Layout::Array));
        check("[spunge],name", None);
        check("id,name", None);
    }

    #[test]
    fn names_come_from_all_objects() {
        let lines = b"{\"id\": \"a\"}\n{\"id\": \"b\", \"name\": \"B\"}\n{\"cut";
        assert_eq!(header_names(lines, Layout::Lines), ["id", "name"]);
        let array = b"[{\"id\": \"a\"}, {\"track\": {\"name\": \"B\"}}, {\"cut";
        assert_eq!(header_names(array, Layout::Array), ["id", "name"]);
    }
}
