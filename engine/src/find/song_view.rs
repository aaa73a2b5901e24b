//! A song as a query is aligned with it.

use super::forward_index::{Field, Text};
use super::similarity::Similarity;
use super::word_index::WordIndex;
use crate::id::{SongId, TermId};

/// The texts of a song, with the index that knows their terms.
pub(crate) struct SongView<'a> {
    pub texts: Vec<Text<'a>>,
    pub index: &'a WordIndex,
    /// 0 to 1.
    pub popularity: f32,
    /// How many of the texts are titles. They come first.
    titles: usize,
}

/// A term of a song.
#[derive(Clone, Copy, Debug)]
pub(crate) struct SongTerm {
    pub term: TermId,
    /// The term after it in the same text.
    pub next: Option<TermId>,
    /// Which of the song's texts.
    pub text: usize,
    /// Which term of the text.
    pub at: usize,
}

/// The term of a song that a token stands for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct TermMatch {
    /// Which of the song's texts.
    pub text: usize,
    /// Which term of the text.
    pub at: usize,
    /// How many terms: one, or two that were typed as one.
    pub terms: usize,
    pub similarity: Similarity,
}

/// Terms of a song that are aligned, at most: one for each bit of the assignment's mask.
pub(crate) const MAX_SLOTS: usize = 128;

impl<'a> SongView<'a> {
    pub(crate) fn of(song: SongId, index: &'a WordIndex) -> Self {
        let texts: Vec<Text<'a>> = index.texts.of(song).collect();
        let titles = texts.iter().take_while(|text| text.field == Field::Title).count();
        let popularity = f32::from(index.popularity(song)) / 100.0;
        Self { texts, index, popularity, titles }
    }

    /// Number of titles. A song may have several spellings.
    pub(crate) fn titles(&self) -> usize {
        self.titles
    }

    /// The terms of one of the titles, if the song has it, and of all other texts.
    pub(crate) fn terms(&self, title: usize) -> Vec<SongTerm> {
        let title = (title < self.titles).then_some(title);
        let texts = title.into_iter().chain(self.titles..self.texts.len());
        let texts = texts.filter_map(|text| Some((text, self.texts.get(text)?.terms)));
        let terms = texts.flat_map(|(text, terms)| {
            terms.iter().enumerate().map(move |(at, &term)| {
                let next = terms.get(at + 1).copied();
                SongTerm { term, next, text, at }
            })
        });
        terms.take(MAX_SLOTS).collect()
    }

    /// The terms that a match stands for.
    pub(crate) fn matched(&self, found: &TermMatch) -> &'a [TermId] {
        &self.texts[found.text].terms[found.at..found.at + found.terms]
    }

    /// The sum of idf of some terms.
    pub(crate) fn idf(&self, terms: &[TermId]) -> f32 {
        terms.iter().map(|&term| self.index.idf(term)).sum()
    }

    /// A text without blanks.
    pub(crate) fn spaceless(&self, text: usize) -> String {
        let terms = self.texts.get(text).map_or(&[][..], |text| text.terms);
        terms.iter().map(|&term| self.index.vocabulary.text(term)).collect()
    }
}

impl SongTerm {
    /// The match with this term, and the next ones if there are several `terms`.
    pub(crate) fn matching(&self, terms: usize, similarity: Similarity) -> TermMatch {
        TermMatch { text: self.text, at: self.at, terms, similarity }
    }
}
