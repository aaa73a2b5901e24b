//! The songs of a catalogue, laid out for comparing one with many.

use super::facts::{Facts, NUMBERS, number_in_row, slot_of};
use super::similarity::{GenreVector, Profile, Similarity};
use crate::id::{GenreId, SongId, TrackRow};
use crate::numeric::index32;
use crate::tracks::TrackTable;
use catalog::Facet;
use std::collections::HashMap;

/// All songs, by [`SongId`]; one of its tracks stands for each.
pub(crate) struct SongTable {
    rows: Vec<TrackRow>,
    ranks: Vec<[u8; NUMBERS]>,
    languages: Vec<u8>,
    language_indices: Vec<Option<u16>>,
    explicit: Vec<bool>,
    genre_lists: Vec<u32>,
    genre_vectors: Vec<GenreVector>,
    /// How many songs have each list of genres.
    list_sizes: Vec<u32>,
    /// The lists that have each genre.
    lists_by_genre: Vec<Vec<u32>>,
    /// Years with their fractions, NaN where unknown; parsing dates for each query would be slow.
    years: Vec<f32>,
    /// The ranks again, a column for each number, to scan one number over all songs.
    rank_columns: [Vec<u8>; NUMBERS],
}

impl SongTable {
    pub(crate) fn new(table: &TrackTable, similarity: &Similarity) -> Self {
        let rows = table.representatives().to_vec();
        let mut songs = Self {
            ranks: Vec::with_capacity(rows.len()),
            languages: Vec::with_capacity(rows.len()),
            language_indices: rows.iter().map(|row| table.language_index(*row)).collect(),
            explicit: rows.iter().map(|row| table.explicit(*row) == Some(true)).collect(),
            genre_lists: Vec::with_capacity(rows.len()),
            genre_vectors: Vec::new(),
            list_sizes: Vec::new(),
            lists_by_genre: vec![Vec::new(); table.genre_names().count()],
            years: Vec::with_capacity(rows.len()),
            rank_columns: std::array::from_fn(|_| Vec::with_capacity(rows.len())),
            rows: Vec::new(),
        };
        let mut lists = HashMap::new();
        for &row in &rows {
            songs.push(table, row, similarity, &mut lists);
        }
        Self { rows, ..songs }
    }

    fn push<'a>(
        &mut self,
        table: &'a TrackTable,
        row: TrackRow,
        similarity: &Similarity,
        lists: &mut HashMap<&'a [GenreId], u32>,
    ) {
        let facts = Facts::of_row(table, row);
        let profile = similarity.profile(&facts);
        let list = *lists.entry(table.genre_ids(row)).or_insert_with(|| {
            self.genre_vectors.push(similarity.genres.sum(&profile.genres));
            let list = index32(self.list_sizes.len());
            self.list_sizes.push(0);
            for genre in table.genre_ids(row) {
                self.lists_by_genre[genre.index()].push(list);
            }
            list
        });
        self.list_sizes[list as usize] += 1;
        self.genre_lists.push(list);
        self.ranks.push(profile.ranks);
        self.languages.push(profile.language);
        self.years
            .push(slot_of(Facet::Year).and_then(|year| facts.numbers[year]).unwrap_or(f32::NAN));
        self.rank_columns
            .iter_mut()
            .zip(profile.ranks)
            .for_each(|(column, rank)| column.push(rank));
    }

    /// Number of songs.
    pub(crate) fn len(&self) -> usize {
        self.rows.len()
    }

    /// The row of the track that stands for a song.
    pub(crate) fn row(&self, song: SongId) -> TrackRow {
        self.rows[song.index()]
    }

    pub(crate) fn ranks(&self, song: SongId) -> &[u8; NUMBERS] {
        &self.ranks[song.index()]
    }

    pub(crate) fn language(&self, song: SongId) -> u8 {
        self.languages[song.index()]
    }

    /// The language of each song, as [`TrackTable`] counts them.
    pub(crate) fn language_indices(&self) -> &[Option<u16>] {
        &self.language_indices
    }

    /// Whether each song is marked as explicit.
    pub(crate) fn explicit(&self) -> &[bool] {
        &self.explicit
    }

    pub(crate) fn genre_vector(&self, song: SongId) -> &GenreVector {
        &self.genre_vectors[self.genre_lists[song.index()] as usize]
    }

    /// A number of a song; NaN if it is unknown.
    pub(crate) fn number(&self, facet: Facet, song: SongId, table: &TrackTable) -> f32 {
        match facet {
            Facet::Year => self.years[song.index()],
            _ => number_in_row(facet, table, self.row(song)).unwrap_or(f32::NAN),
        }
    }

    /// The ranks of one number, by song.
    pub(crate) fn ranks_of(&self, slot: usize) -> &[u8] {
        &self.rank_columns[slot]
    }

    /// Whether each list of genres has this genre.
    pub(crate) fn lists_with(&self, genre: GenreId) -> Vec<bool> {
        let mut lists = vec![false; self.list_sizes.len()];
        self.lists_of_genre(genre).iter().for_each(|list| lists[*list as usize] = true);
        lists
    }

    /// The lists of genres that have this one.
    pub(crate) fn lists_of_genre(&self, genre: GenreId) -> &[u32] {
        self.lists_by_genre.get(genre.index()).map_or(&[], Vec::as_slice)
    }

    /// How many songs have each list of genres.
    pub(crate) fn list_sizes(&self) -> &[u32] {
        &self.list_sizes
    }

    /// The list of genres of each song.
    pub(crate) fn genre_lists(&self) -> &[u32] {
        &self.genre_lists
    }
}

/// The profile of each song.
pub fn profiles(table: &TrackTable, similarity: &Similarity) -> Vec<Profile> {
    let rows = table.representatives().iter();
    rows.map(|row| similarity.profile(&Facts::of_row(table, *row))).collect()
}
