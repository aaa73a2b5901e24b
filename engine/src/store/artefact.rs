//! The files that are used in place: sections of numbers and text, found by name in a table.
//!
//! | bytes | what |
//! |---|---|
//! | 8 | [`MAGIC`] |
//! | 4 | format version |
//! | 4 | length of the table |
//! | … | the table: [`Entry`]s, as postcard |
//! | … | the sections, each at a multiple of [`ALIGNMENT`] bytes |
//!
//! All numbers are little-endian.

use super::manifest::FORMAT_VERSION;
use super::section::{Body, Mapped, Section};
use crate::error::EngineError;
use crate::numeric::index32;
use bytemuck::{CheckedBitPattern, NoUninit};
use memmap2::Mmap;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::fmt::Display;
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;
use yoke::Yoke;

#[cfg(not(target_endian = "little"))]
compile_error!("models are mapped as they were written, in little-endian order");

/// What a file of sections holds, or a part of it.
pub(crate) trait Artefact: Sized {
    /// Adds its sections.
    fn write<'a>(&'a self, to: &mut SectionWriter<'a>);

    /// Takes its sections, and checks what can be checked without any other part.
    ///
    /// # Errors
    /// If a section is missing or malformed.
    fn read(from: &SectionReader<'_>) -> Result<Self, EngineError>;
}

/// Implements [`Artefact`] for a struct whose fields are artefacts, each a section or several by its name.
macro_rules! artefact {
    ($type:ty { $($field:tt),* $(,)? }) => {
        impl $crate::store::Artefact for $type {
            fn write<'a>(&'a self, to: &mut $crate::store::SectionWriter<'a>) {
                $(to.field(stringify!($field), &self.$field);)*
            }

            fn read(
                from: &$crate::store::SectionReader<'_>,
            ) -> Result<Self, $crate::error::EngineError> {
                Ok(Self { $($field: from.field(stringify!($field))?),* })
            }
        }
    };
}
pub(crate) use artefact;

/// What a section may hold.
pub(crate) trait Item: NoUninit + CheckedBitPattern {}

impl<T: NoUninit + CheckedBitPattern> Item for T {}

impl<T: Item> Artefact for Section<[T]> {
    fn write<'a>(&'a self, to: &mut SectionWriter<'a>) {
        to.section(size_of::<T>(), Cow::Borrowed(bytemuck::cast_slice(self)));
    }

    fn read(from: &SectionReader<'_>) -> Result<Self, EngineError> {
        let range = from.range(size_of::<T>())?;
        from.view(|bytes| bytemuck::checked::try_cast_slice(&bytes[range]))
    }
}

impl Artefact for Section<str> {
    fn write<'a>(&'a self, to: &mut SectionWriter<'a>) {
        to.section(1, Cow::Borrowed(self.as_bytes()));
    }

    fn read(from: &SectionReader<'_>) -> Result<Self, EngineError> {
        let range = from.range(1)?;
        from.view(|bytes| str::from_utf8(&bytes[range]))
    }
}

const MAGIC: &[u8; 8] = b"earworm\0";

/// Of the magic, the version and the length of the table.
const HEAD: usize = 16;

/// A cache line.
const ALIGNMENT: usize = 64;

/// Where a section stands.
#[derive(Debug, Serialize, Deserialize)]
struct Entry {
    /// Names of fields, from the outermost in, joined by dots.
    name: String,
    /// Size of an item, in bytes.
    item: usize,
    /// Its first byte, counted from the first section.
    start: usize,
    /// Its length in bytes.
    length: usize,
}

/// Collects the sections of an artefact.
#[derive(Default)]
pub(crate) struct SectionWriter<'a> {
    /// Of the field that is being written.
    name: String,
    table: Vec<Entry>,
    sections: Vec<Cow<'a, [u8]>>,
}

impl<'a> SectionWriter<'a> {
    /// The file of an artefact.
    pub(super) fn file(artefact: &'a impl Artefact) -> Vec<u8> {
        let mut writer = Self::default();
        artefact.write(&mut writer);
        writer.finish()
    }

    /// Adds the sections of a field.
    pub(crate) fn field(&mut self, name: &str, field: &'a impl Artefact) {
        self.within(name, |to| field.write(to));
    }

    /// Adds a small field whose structure is not flat.
    pub(crate) fn encoded(&mut self, name: &str, field: &impl Serialize) {
        self.within(name, |to| to.section(1, Cow::Owned(encoded(field))));
    }

    fn within(&mut self, name: &str, write: impl FnOnce(&mut Self)) {
        let outer = self.name.len();
        self.name = joined(&self.name, name);
        write(self);
        self.name.truncate(outer);
    }

    fn section(&mut self, item: usize, bytes: Cow<'a, [u8]>) {
        let end = self.table.last().map_or(0, |last| last.start + last.length);
        let start = end.next_multiple_of(ALIGNMENT);
        self.table.push(Entry { name: self.name.clone(), item, start, length: bytes.len() });
        self.sections.push(bytes);
    }

    fn finish(self) -> Vec<u8> {
        let table = encoded(&self.table);
        let length = index32(table.len());
        let mut file = [&MAGIC[..], &FORMAT_VERSION.to_le_bytes(), &length.to_le_bytes()].concat();
        file.extend(table);
        for section in self.sections {
            file.resize(file.len().next_multiple_of(ALIGNMENT), 0);
            file.extend_from_slice(&section);
        }
        file
    }
}

fn encoded(value: &impl Serialize) -> Vec<u8> {
    postcard::to_stdvec(value).expect("data of known length, written to memory")
}

/// Finds the sections of a mapped file.
pub(crate) struct SectionReader<'a> {
    file: &'a MappedFile<'a>,
    /// Of the field that is being read.
    name: String,
}

struct MappedFile<'a> {
    path: &'a Path,
    bytes: Arc<Mmap>,
    table: Vec<Entry>,
    /// Where the sections begin.
    sections: usize,
}

/// Reads an artefact of a mapped file, which it then keeps mapped.
pub(super) fn read<A: Artefact>(path: &Path, bytes: Arc<Mmap>) -> Result<A, EngineError> {
    let malformed = |reason: &str| EngineError::decode(path, &reason);
    let head: &[u8; HEAD] = bytes.first_chunk().ok_or_else(|| malformed("too short"))?;
    let (magic, numbers) = head.split_at(MAGIC.len());
    let [version, length]: [u32; 2] = bytemuck::pod_read_unaligned(numbers);
    if magic != MAGIC || version != FORMAT_VERSION {
        return Err(malformed("not of this format"));
    }
    let end = HEAD.saturating_add(length as usize);
    let table = bytes.get(HEAD..end).ok_or_else(|| malformed("too short for its table"))?;
    let table = postcard::from_bytes(table).map_err(|error| EngineError::decode(path, &error))?;
    let sections = end.next_multiple_of(ALIGNMENT);
    A::read(&SectionReader {
        file: &MappedFile { path, bytes, table, sections },
        name: String::new(),
    })
}

impl SectionReader<'_> {
    /// Reads the sections of a field.
    pub(crate) fn field<A: Artefact>(&self, name: &str) -> Result<A, EngineError> {
        A::read(&Self { file: self.file, name: joined(&self.name, name) })
    }

    /// Decodes a field that [`SectionWriter::encoded`] added.
    pub(crate) fn decoded<T: DeserializeOwned>(&self, name: &str) -> Result<T, EngineError> {
        let field = Self { file: self.file, name: joined(&self.name, name) };
        let bytes = &self.file.bytes[field.range(1)?];
        postcard::from_bytes(bytes).map_err(|error| field.malformed(error))
    }

    /// An error if what was read of this field does not fit together.
    pub(crate) fn check(&self, fits: bool) -> Result<(), EngineError> {
        if fits { Ok(()) } else { Err(self.malformed("its parts do not fit each other")) }
    }

    fn malformed(&self, reason: impl Display) -> EngineError {
        EngineError::decode(self.file.path, &format_args!("{}: {reason}", self.name))
    }

    /// The bytes of the section of this name, items of a size.
    fn range(&self, item: usize) -> Result<Range<usize>, EngineError> {
        let entry = self.file.table.iter().find(|entry| entry.name == self.name);
        let entry = entry.ok_or_else(|| self.malformed("missing"))?;
        let start = self.file.sections.checked_add(entry.start);
        let range = start.and_then(|start| Some(start..start.checked_add(entry.length)?));
        let within = range.filter(|range| range.end <= self.file.bytes.len() && entry.item == item);
        within.ok_or_else(|| self.malformed("of another size"))
    }

    fn view<B: ?Sized + Body, E: Display>(
        &self,
        cast: impl for<'b> FnOnce(&'b [u8]) -> Result<&'b B, E>,
    ) -> Result<Section<B>, EngineError> {
        let view: Result<Mapped<B>, E> =
            Yoke::try_attach_to_cart(Arc::clone(&self.file.bytes), |bytes| cast(bytes));
        Ok(Section::mapped(view.map_err(|error| self.malformed(error))?))
    }
}

fn joined(outer: &str, name: &str) -> String {
    if outer.is_empty() { name.to_owned() } else { format!("{outer}.{name}") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::fs;

    #[derive(Clone, Debug, Default, PartialEq)]
    struct Part {
        numbers: Section<[u32]>,
        text: Section<str>,
    }

    artefact!(Part { numbers, text });

    #[derive(Clone, Debug, Default, PartialEq)]
    struct Whole {
        flags: Section<[bool]>,
        part: Part,
        points: Section<[[u8; 3]]>,
    }

    artefact!(Whole { flags, part, points });

    fn whole(numbers: &[u32], text: &str) -> Whole {
        let mut part = Part { numbers: numbers.iter().copied().collect(), ..Part::default() };
        part.text.to_mut().push_str(text);
        let flags = numbers.iter().map(|number| number % 2 == 0).collect();
        Whole { flags, part, points: vec![[1, 2, 3]; numbers.len() % 7].into() }
    }

    fn opened<A: Artefact>(file: &[u8]) -> Result<A, String> {
        let dir = tempfile::tempdir().expect("a directory");
        let path = dir.path().join("whole.bin");
        fs::write(&path, file).expect("written");
        let (bytes, _) = super::super::mapping::map(&path).expect("mapped");
        read(&path, Arc::new(bytes)).map_err(|error| error.to_string())
    }

    proptest! {
        #[test]
        fn artefacts_come_back(numbers in prop::collection::vec(any::<u32>(), 0..50), text in ".{0,40}") {
            let whole = whole(&numbers, &text);
            let file = SectionWriter::file(&whole);
            let mapped: Whole = opened(&file).expect("read");
            prop_assert_eq!(&mapped, &whole);
            let mut changed = mapped.clone();
            changed.part.numbers.to_mut().push(7);
            prop_assert_eq!(&mapped, &whole);
            prop_assert_eq!(changed.part.numbers.len(), numbers.len() + 1);
        }

        #[test]
        fn changed_bytes_never_panic(place in any::<prop::sample::Index>(), byte in any::<u8>()) {
            let mut file = SectionWriter::file(&whole(&[1, 2, 3], "text"));
            let place = place.index(file.len());
            file[place] = byte;
            let _ = opened::<Whole>(&file);
        }
    }

    #[test]
    fn files_that_do_not_fit_are_refused() {
        let file = SectionWriter::file(&whole(&[1, 2], "é"));
        let check = |file: &[u8], expected: &str| {
            let error = opened::<Whole>(file).expect_err("an error");
            assert!(error.contains("whole.bin") && error.contains(expected), "{error}");
        };
        let edited = |from: &[u8], to: &[u8]| {
            let at = file.windows(from.len()).position(|bytes| bytes == from).expect("there");
            [&file[..at], to, &file[at + from.len()..]].concat()
        };
        check(b"", "too short");
        check(&file[..20], "too short for its table");
        check(&file[..file.len() - 1], "points: of another size");
        check(&edited(MAGIC, b"unknown\0"), "not of this format");
        check(&edited(b"part.text", b"part.next"), "part.text: missing");
        check(&edited("é".as_bytes(), b"\xC3\xC3"), "part.text: ");
    }
}
