//! The index of the words of all songs.

use super::forward_index::{Field, ForwardIndex};
use super::invert::invert;
use super::params::{DEFAULT_POPULARITY, POPULARITY_PRIOR, SHORT_TITLE_PRIOR};
use super::song_texts::{Romanise, SongTexts};
use super::title_order::TitleOrder;
use super::vocabulary::Vocabulary;
use crate::id::{SongId, TermId, TrackRow, all_below};
use crate::numeric::float;
use crate::store::{Section, artefact};
use crate::tracks::TrackTable;
use crate::tracks::column::{ListColumn, TextColumn};
use rayon::prelude::*;

/// The terms of titles and artists, the songs that contain each, and the texts of each song.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct WordIndex {
    pub(super) vocabulary: Vocabulary,
    pub(super) texts: ForwardIndex,
    pub(super) titles: TitleOrder,
    postings: ListColumn<SongId>,
    /// The track that stands for each song.
    representatives: Section<[TrackRow]>,
    /// 0 to 100, by song.
    popularity: Section<[u8]>,
    /// By term.
    idf: Section<[f32]>,
    /// By song.
    prior: Section<[f32]>,
}

artefact!(WordIndex {
    vocabulary,
    texts,
    titles,
    postings,
    representatives,
    popularity,
    idf,
    prior,
});

impl WordIndex {
    /// Indexes the songs of a table. `romanise` gives texts in other alphabets a second spelling in
    /// Latin letters, by which they are found as well.
    pub fn build(table: &TrackTable, romanise: Romanise<'_>) -> Self {
        let versions = table.tracks_by_song();
        let songs: Vec<(TrackRow, u8, SongTexts)> = (0..versions.len())
            .into_par_iter()
            .map(|song| {
                let tracks = versions.get(song);
                let first = table.representative(SongId::at(song));
                let texts = SongTexts::of(first, tracks, table, romanise);
                (first, popularity_of(tracks, table), texts)
            })
            .collect();
        Self::index(&songs)
    }

    fn index(songs: &[(TrackRow, u8, SongTexts)]) -> Self {
        let words = songs.iter().enumerate().map(|(song, (_, _, texts))| {
            let words = texts.iter().flat_map(|(_, words)| words);
            (SongId::at(song), words.map(String::as_str))
        });
        let postings = invert(words);
        let vocabulary =
            Vocabulary::new(postings.iter().map(|(word, _)| word).collect::<TextColumn>());
        let term = |word: &String| vocabulary.id(word).unwrap_or_default();
        let terms = |(_, _, texts): &(TrackRow, u8, SongTexts)| -> Vec<(Field, Vec<TermId>)> {
            texts.iter().map(|(field, words)| (*field, words.iter().map(term).collect())).collect()
        };
        let by_song: Vec<_> = songs.par_iter().map(terms).collect();
        let mut texts = ForwardIndex::default();
        by_song.into_iter().for_each(|terms| texts.push(terms));
        let popularity: Section<[u8]> =
            songs.iter().map(|(_, popularity, _)| *popularity).collect();
        let titles = TitleOrder::of(&texts, &popularity);
        let postings = postings.into_iter().map(|(_, songs)| songs).collect();
        let representatives = songs.iter().map(|(first, _, _)| *first).collect();
        Self { vocabulary, texts, titles, postings, representatives, popularity, ..Self::default() }
            .weighed()
    }

    fn weighed(mut self) -> Self {
        self.idf = self.postings.rows().map(|songs| self.idf_of(songs.len())).collect();
        self.prior = (0..self.songs()).map(|song| self.prior_of(SongId::at(song))).collect();
        self
    }

    fn prior_of(&self, song: SongId) -> f32 {
        let popularity = f32::from(self.popularity(song)) / 100.0;
        let words = self.texts.of(song).next().map_or(1, |title| title.terms.len());
        POPULARITY_PRIOR * popularity + SHORT_TITLE_PRIOR / float(words.max(1))
    }

    /// Ranks songs with the same words: well-known ones and short titles first. On the scale of idf.
    pub(super) fn prior(&self, song: SongId) -> f32 {
        self.prior[song.index()]
    }

    /// Number of songs.
    pub fn songs(&self) -> usize {
        self.representatives.len()
    }

    /// The track that stands for a song.
    pub fn representative(&self, song: SongId) -> TrackRow {
        self.representatives[song.index()]
    }

    /// The songs that contain a term.
    pub(crate) fn postings(&self, term: TermId) -> &[SongId] {
        self.postings.get(term.index())
    }

    /// The popularity of a song, 0 to 100.
    pub(super) fn popularity(&self, song: SongId) -> u8 {
        self.popularity[song.index()]
    }

    /// The most popular songs whose titles begin with these terms, followed by one in `next`.
    pub(super) fn by_title_prefix(
        &self,
        terms: &[TermId],
        next: &std::ops::Range<TermId>,
        count: usize,
    ) -> Vec<SongId> {
        let range = self.titles.beginning_with(&self.texts, terms, next);
        self.titles.best_known(range, &self.popularity, count)
    }

    /// The idf of a term.
    pub(crate) fn idf(&self, term: TermId) -> f32 {
        self.idf[term.index()]
    }

    /// The idf of a term that occurs in so many songs.
    pub(super) fn idf_of(&self, frequency: usize) -> f32 {
        inverse_document_frequency(self.songs(), frequency)
    }

    /// The term that a word is.
    pub(crate) fn term(&self, word: &str) -> Option<TermId> {
        self.vocabulary.id(word)
    }

    /// A term as text.
    pub(crate) fn text(&self, term: TermId) -> &str {
        self.vocabulary.text(term)
    }

    /// Number of terms.
    pub(crate) fn terms(&self) -> usize {
        self.vocabulary.len()
    }

    /// The titles or the artists of a song, as terms.
    pub(crate) fn names(&self, song: SongId, field: Field) -> impl Iterator<Item = &[TermId]> {
        let texts = self.texts.of(song).filter(move |text| text.field == field);
        texts.map(|text| text.terms)
    }

    /// Whether the parts fit each other and a table.
    pub(crate) fn is_consistent(&self, table: &TrackTable) -> bool {
        let songs = self.songs();
        self.vocabulary.is_consistent()
            && self.texts.is_consistent(self.vocabulary.len())
            && self.titles.is_consistent(&self.texts)
            && self.postings.len() == self.vocabulary.len()
            && self.idf.len() == self.vocabulary.len()
            && all_below(self.postings.values(), songs)
            && [self.texts.len(), self.popularity.len(), self.prior.len(), table.songs()]
                == [songs; 4]
            && all_below(&self.representatives, table.len())
    }
}

/// How distinctive a term is: ln(1 + (n − df + ½) / (df + ½)), as in BM25 (Robertson et al., 1994).
pub(super) fn inverse_document_frequency(documents: usize, frequency: usize) -> f32 {
    let (n, df) = (float(documents), float(frequency));
    (1.0 + (n - df + 0.5).max(0.0) / (df + 0.5)).ln()
}

fn popularity_of(tracks: &[TrackRow], table: &TrackTable) -> u8 {
    let known = tracks.iter().filter_map(|&track| table.popularity(track)).max();
    known.unwrap_or(DEFAULT_POPULARITY)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::find::testing;

    fn songs_with(index: &WordIndex, word: &str) -> Vec<u32> {
        let term = index.vocabulary.id(word);
        term.map_or(Vec::new(), |term| index.postings(term).iter().map(|song| song.0).collect())
    }

    #[test]
    fn postings_by_term() {
        let index = testing::index(&[
            ("Copper Kettle", "The Harbour"),
            ("Kettle Kettle (Live)", "Salt"),
            ("Déjà Vu", "The Salt"),
        ]);
        let check =
            |word, expected: &[u32]| assert_eq!(songs_with(&index, word), expected, "{word}");
        check("kettle", &[0, 1]);
        check("salt", &[1, 2]);
        check("live", &[1]);
        check("deja", &[2]);
        check("rope", &[]);
    }

    #[test]
    fn rare_terms_are_distinctive() {
        let index = testing::index(&[("A B", "X"), ("A C", "X"), ("A D", "X")]);
        let idf = |word| index.idf(index.vocabulary.id(word).expect("a term"));
        assert!(idf("b") > idf("a"));
        assert!((inverse_document_frequency(3, 1) - (1.0_f32 + 2.5 / 1.5).ln()).abs() < 1e-6);
    }

    #[test]
    fn the_prior_prefers_short_titles() {
        let index = testing::index(&[("Kettle", "X"), ("Copper Kettle", "X")]);
        assert!(index.prior(SongId(0)) > index.prior(SongId(1)));
    }
}
