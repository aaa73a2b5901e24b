//! The names of a catalogue: artists, titles and genres, found in a text however they are spaced.

use super::vocabulary::SPELLINGS;
use super::word::Word;
use crate::error::EngineError;
use crate::id::{GenreId, SongId, all_below};
use crate::numeric::index32;
use crate::store::{Artefact, Section, SectionReader, SectionWriter, artefact};
use std::collections::BTreeMap;

/// The names that a request may mention.
#[derive(Debug, Default)]
pub(crate) struct Names {
    pub artists: NameTable,
    pub titles: NameTable,
    /// Artists by what they are called for short: "nin", "elvis".
    pub short: NameTable,
    genres: BTreeMap<u64, GenreId>,
    /// The words of genres' names, for misspelt ones.
    genre_words: Vec<(String, GenreId)>,
}

impl Artefact for Names {
    fn write<'a>(&'a self, to: &mut SectionWriter<'a>) {
        to.field("artists", &self.artists);
        to.field("titles", &self.titles);
        to.field("short", &self.short);
        to.encoded("genres", &self.genres);
        to.encoded("genre_words", &self.genre_words);
    }

    fn read(from: &SectionReader<'_>) -> Result<Self, EngineError> {
        Ok(Self {
            artists: from.field("artists")?,
            titles: from.field("titles")?,
            short: from.field("short")?,
            genres: from.decoded("genres")?,
            genre_words: from.decoded("genre_words")?,
        })
    }
}

/// Songs by a hash of a name's letters, so that "need to breathe" is NEEDTOBREATHE.
#[derive(Debug, Default)]
pub(crate) struct NameTable {
    /// Sorted.
    hashes: Section<[u64]>,
    /// The song of each hash, in order where several have it.
    songs: Section<[SongId]>,
    /// By the first bits of the hash, where its entries begin.
    starts: Section<[u32]>,
}

artefact!(NameTable { hashes, songs, starts });

/// Words of the longest name that is looked for.
pub(crate) const MAX_WORDS: usize = 8;

const BUCKET_BITS: u32 = 16;

/// Letters of a genre's name that may be misspelt.
const MIN_MISSPELT: usize = 6;

impl Names {
    /// The names of songs' artists and titles and of genres, all given as normalised words.
    pub(crate) fn new(
        artists: NameTable,
        titles: NameTable,
        short: NameTable,
        genres: impl IntoIterator<Item = (GenreId, String)>,
    ) -> Self {
        let mut names = Self { artists, titles, short, ..Self::default() };
        for (genre, words) in genres {
            let letters: String = words.split(' ').collect();
            names.genres.entry(hash([letters.as_str()])).or_insert(genre);
            if letters.len() >= MIN_MISSPELT {
                names.genre_words.push((letters, genre));
            }
        }
        names
    }

    /// Whether they are of so many songs and genres.
    pub(crate) fn is_consistent(&self, songs: usize, genres: usize) -> bool {
        let is_genre = |genre: &GenreId| genre.index() < genres;
        [&self.artists, &self.titles, &self.short].iter().all(|table| table.is_consistent(songs))
            && self.genres.values().all(is_genre)
            && self.genre_words.iter().all(|(_, genre)| is_genre(genre))
    }

    /// The genre that these words name.
    pub(crate) fn genre(&self, words: &[Word]) -> Option<GenreId> {
        self.genres.get(&key(words)).copied()
    }

    /// The genre of whose name a word is a misspelling.
    pub(crate) fn misspelt_genre(&self, word: &str) -> Option<GenreId> {
        if word.len() < MIN_MISSPELT {
            return None;
        }
        let found = self.genre_words.iter().find(|(letters, _)| is_one_edit_apart(word, letters));
        found.map(|(_, genre)| *genre)
    }
}

impl NameTable {
    /// A table of songs with the words of their names.
    pub(crate) fn new<T: AsRef<str>>(
        names: impl IntoIterator<Item = (SongId, impl IntoIterator<Item = T>)>,
    ) -> Self {
        let mut entries: Vec<(u64, SongId)> =
            names.into_iter().map(|(song, words)| (hash(words), song)).collect();
        entries.sort_unstable();
        entries.dedup();
        let start = |bucket: u64| {
            index32(entries.partition_point(|(hash, _)| hash >> (u64::BITS - BUCKET_BITS) < bucket))
        };
        let starts = (0..=1 << BUCKET_BITS).map(start).collect();
        Self {
            hashes: entries.iter().map(|(hash, _)| *hash).collect(),
            songs: entries.iter().map(|(_, song)| *song).collect(),
            starts,
        }
    }

    fn is_consistent(&self, songs: usize) -> bool {
        self.starts.is_sorted()
            && self.starts.last().copied().unwrap_or_default() as usize == self.hashes.len()
            && self.songs.len() == self.hashes.len()
            && all_below(&self.songs, songs)
    }

    /// The songs of the name that these words are.
    pub(crate) fn songs(&self, words: &[Word]) -> &[SongId] {
        self.with_hash(key(words))
    }

    /// As [`NameTable::songs`], if the last word has an "s" too many: "radioheads".
    pub(crate) fn songs_of_possessive(&self, words: &[Word]) -> &[SongId] {
        let Some((last, before)) = words.split_last() else { return &[] };
        let Some(singular) = last.text.strip_suffix('s').filter(|word| word.len() > 2) else {
            return &[];
        };
        let before = before.iter().map(|word| word.text.as_str());
        self.with_hash(hash(before.chain([singular])))
    }

    fn with_hash(&self, hash: u64) -> &[SongId] {
        let bucket = (hash >> (u64::BITS - BUCKET_BITS)) as usize;
        let (Some(&start), Some(&end)) = (self.starts.get(bucket), self.starts.get(bucket + 1))
        else {
            return &[];
        };
        let bucket = &self.hashes[start as usize..end as usize];
        let first = start as usize + bucket.partition_point(|other| *other < hash);
        let count = self.hashes[first..].iter().take_while(|other| **other == hash).count();
        &self.songs[first..first + count]
    }
}

fn key(words: &[Word]) -> u64 {
    hash(words.iter().map(|word| word.text.as_str()))
}

/// FNV-1a (Fowler, Noll and Vo) over the letters of all words, as they are usually spelt.
// Stored, as is the table of spellings: another one needs another format.
fn hash(words: impl IntoIterator<Item = impl AsRef<str>>) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for word in words {
        for byte in usual_spelling(word.as_ref()).bytes() {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    // The first bits choose the bucket, and those of FNV-1a mix poorly.
    hash ^ hash.rotate_left(32).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

fn usual_spelling(word: &str) -> &str {
    SPELLINGS.iter().find(|(short, _)| *short == word).map_or(word, |(_, usual)| usual)
}

fn is_one_edit_apart(a: &str, b: &str) -> bool {
    let (a, b) = if a.len() <= b.len() {
        (a.as_bytes(), b.as_bytes())
    } else {
        (b.as_bytes(), a.as_bytes())
    };
    if b.len() - a.len() > 1 {
        return false;
    }
    let same = a.iter().zip(b).take_while(|(a, b)| a == b).count();
    let (rest_a, rest_b) = (&a[same..], &b[same..]);
    let swapped = rest_a.len() >= 2
        && rest_a.len() == rest_b.len()
        && (rest_a[0], rest_a[1]) == (rest_b[1], rest_b[0])
        && rest_a[2..] == rest_b[2..];
    swapped || rest_a == rest_b.get(1..).unwrap_or_default() || rest_a.get(1..) == rest_b.get(1..)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::request::word::words_of;

    fn names() -> Names {
        let artists = NameTable::new([
            (SongId(1), vec!["needtobreathe"]),
            (SongId(2), vec!["radiohead"]),
            (SongId(3), vec!["matchbox", "twenty"]),
        ]);
        let genres = [(GenreId(0), "hip hop".to_owned()), (GenreId(1), "shoegaze".to_owned())];
        Names::new(artists, NameTable::default(), NameTable::default(), genres)
    }

    #[test]
    fn the_hash_that_is_stored_stays() {
        assert_eq!(hash(["queen"]), 0xcbdd_e99d_c911_42ed);
    }

    #[test]
    fn blanks_do_not_matter() {
        let names = names();
        let check = |text: &str, song: Option<u32>| {
            let found = names.artists.songs(&words_of(text)).first().map(|song| song.0);
            assert_eq!(found, song, "{text:?}");
        };
        check("need to breathe", Some(1));
        check("Radiohead", Some(2));
        check("radioheads", None);
        check("matchbox 20", Some(3));
        let possessive = names.artists.songs_of_possessive(&words_of("radioheads"));
        assert_eq!(possessive.first().map(|song| song.0), Some(2));
    }

    #[test]
    fn genres_may_be_misspelt() {
        let names = names();
        assert_eq!(names.genre(&words_of("hip-hop")), Some(GenreId(0)));
        assert_eq!(names.genre(&words_of("hiphop")), Some(GenreId(0)));
        for typed in ["shogaze", "shoegaz", "shoegzae", "shoegayze"] {
            assert_eq!(names.misspelt_genre(typed), Some(GenreId(1)), "{typed:?}");
        }
        assert_eq!(names.misspelt_genre("shoe"), None);
        assert_eq!(names.misspelt_genre("shoelace"), None);
    }
}
