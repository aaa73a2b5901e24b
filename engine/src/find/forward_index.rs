//! The forward index: the titles and artists of each song as terms.

use crate::id::{SongId, TermId, all_below};
use crate::numeric::index32;
use crate::store::{Section, artefact};
use crate::tracks::column::ListColumn;
use bytemuck::{CheckedBitPattern, NoUninit};
use std::ops::Range;

/// The texts of all songs: a song's titles, its artists, and the words that tell its versions apart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct ForwardIndex {
    /// By song, the index after its last text.
    ends: Section<[u32]>,
    fields: Section<[Field]>,
    terms: ListColumn<TermId>,
}

artefact!(ForwardIndex { ends, fields, terms });

/// What a text of a song is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, NoUninit, CheckedBitPattern)]
#[repr(u8)]
pub(crate) enum Field {
    /// A title without version suffixes. A song may have several spellings.
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
    pub terms: &'a [TermId],
}

impl ForwardIndex {
    /// Appends a song with its texts, titles first.
    pub(crate) fn push(&mut self, texts: impl IntoIterator<Item = (Field, Vec<TermId>)>) {
        for (field, terms) in texts {
            self.fields.to_mut().push(field);
            self.terms.push(terms);
        }
        self.ends.to_mut().push(index32(self.fields.len()));
    }

    /// Number of songs.
    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    /// Number of texts of all songs.
    pub(crate) fn texts(&self) -> usize {
        self.fields.len()
    }

    /// The texts of a song, titles first.
    pub(crate) fn of(&self, song: SongId) -> impl Iterator<Item = Text<'_>> + Clone {
        self.range(song).map(|text| self.text(text))
    }

    /// The indices of a song's texts.
    pub(crate) fn range(&self, song: SongId) -> Range<usize> {
        let at = song.index();
        let start = at.checked_sub(1).and_then(|before| self.ends.get(before)).copied();
        let end = self.ends.get(at).copied().unwrap_or_default();
        start.unwrap_or_default() as usize..end as usize
    }

    /// The text at an index.
    pub(crate) fn text(&self, text: usize) -> Text<'_> {
        Text { field: self.fields[text], terms: self.terms.get(text) }
    }

    pub(crate) fn is_consistent(&self, vocabulary: usize) -> bool {
        self.ends.is_sorted()
            && self.ends.last().copied().unwrap_or_default() as usize == self.fields.len()
            && self.terms.len() == self.fields.len()
            && all_below(self.terms.values(), vocabulary)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_come_back() {
        let terms = |ids: &[u32]| ids.iter().map(|&id| TermId(id)).collect::<Vec<_>>();
        let mut index = ForwardIndex::default();
        index.push([(Field::Title, terms(&[3, 4])), (Field::Artist, terms(&[7]))]);
        index.push([]);
        index.push([(Field::Title, terms(&[5]))]);
        let of = |song| index.of(SongId(song)).map(|text| text.terms.to_vec()).collect::<Vec<_>>();
        assert_eq!(of(0), [terms(&[3, 4]), terms(&[7])]);
        assert!(of(1).is_empty());
        assert_eq!(of(2), [terms(&[5])]);
        assert!(of(3).is_empty());
        assert!(index.is_consistent(8) && !index.is_consistent(7));
    }
}
