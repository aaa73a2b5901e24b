//! What each song is called, as numbers of words.

use crate::tracks::column::ListColumn;
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// The texts of all songs: the titles that a song has, its artists, and the words that tell its
/// versions apart.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct SongTexts {
    /// Where the texts of a song end.
    ends: Vec<u32>,
    fields: Vec<Field>,
    words: ListColumn,
}

/// Which part of a song a text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) enum Field {
    /// A title, without version suffixes. A song may be written in several ways.
    Title,
    /// An artist.
    Artist,
    /// The words of the version suffixes of all versions.
    Version,
}

/// One text of a song.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Text<'a> {
    pub field: Field,
    pub words: &'a [u32],
}

impl SongTexts {
    /// Appends a song with its texts, the titles first.
    pub(crate) fn push(&mut self, texts: impl IntoIterator<Item = (Field, Vec<u32>)>) {
        for (field, words) in texts {
            self.fields.push(field);
            self.words.push(words);
        }
        self.ends.push(self.fields.len() as u32);
    }

    /// Number of songs.
    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    /// Number of texts of all songs.
    pub(crate) fn texts(&self) -> usize {
        self.fields.len()
    }

    /// The texts of a song, the titles first.
    pub(crate) fn of(&self, song: u32) -> impl Iterator<Item = Text<'_>> + Clone {
        self.range(song).map(|text| self.text(text))
    }

    /// The numbers of a song's texts.
    pub(crate) fn range(&self, song: u32) -> Range<usize> {
        let at = song as usize;
        let start = at.checked_sub(1).and_then(|before| self.ends.get(before)).copied();
        let end = self.ends.get(at).copied().unwrap_or_default();
        start.unwrap_or_default() as usize..end as usize
    }

    /// The text with a number.
    pub(crate) fn text(&self, text: usize) -> Text<'_> {
        Text { field: self.fields[text], words: self.words.get(text) }
    }

    pub(crate) fn is_consistent(&self, vocabulary: u32) -> bool {
        self.ends.is_sorted()
            && self.ends.last().copied().unwrap_or_default() as usize == self.fields.len()
            && self.words.len() == self.fields.len()
            && self.words.values().iter().all(|&word| word < vocabulary)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_come_back() {
        let mut texts = SongTexts::default();
        texts.push([(Field::Title, vec![3, 4]), (Field::Artist, vec![7])]);
        texts.push([]);
        texts.push([(Field::Title, vec![5])]);
        let words = |song| texts.of(song).map(|text| text.words.to_vec()).collect::<Vec<_>>();
        assert_eq!(words(0), [vec![3, 4], vec![7]]);
        assert!(words(1).is_empty());
        assert_eq!(words(2), [vec![5]]);
        assert!(words(3).is_empty());
        assert!(texts.is_consistent(8) && !texts.is_consistent(7));
    }
}
