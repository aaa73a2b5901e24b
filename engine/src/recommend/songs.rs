//! The songs of a catalogue, laid out for comparing one with many.

use super::facts::{Facts, NUMBERS, number_in_row, place_of};
use super::similarity::{GenreVector, Profile, Similarity};
use crate::track_table::TrackTable;
use catalog::Facet;
use std::collections::HashMap;

/// All songs, by their numbers in the [`TrackTable`]; of the versions of a song, one stands for all.
pub(crate) struct SongTable {
    rows: Vec<u32>,
    ranks: Vec<[u8; NUMBERS]>,
    languages: Vec<u8>,
    language_numbers: Vec<Option<u16>>,
    explicit: Vec<bool>,
    main_artists: Vec<Option<u32>>,
    genre_lists: Vec<u32>,
    genre_vectors: Vec<GenreVector>,
    /// Numbers of the lists that have each genre of the [`TrackTable`].
    lists_by_genre: Vec<Vec<u32>>,
    /// Years with their fractions, NaN where unknown: taken from dates, which are slow to read.
    years: Vec<f32>,
    /// The ranks once more, a column for each number, for looking at one of all songs.
    rank_columns: [Vec<u8>; NUMBERS],
}

impl SongTable {
    pub(crate) fn new(table: &TrackTable, similarity: &Similarity) -> Self {
        let rows = representatives(table);
        let mut songs = Self {
            ranks: Vec::with_capacity(rows.len()),
            languages: Vec::with_capacity(rows.len()),
            language_numbers: rows.iter().map(|row| table.language_number(*row)).collect(),
            explicit: rows.iter().map(|row| table.explicit(*row) == Some(true)).collect(),
            main_artists: rows.iter().map(|row| table.main_artist(*row)).collect(),
            genre_lists: Vec::with_capacity(rows.len()),
            genre_vectors: Vec::new(),
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
        row: u32,
        similarity: &Similarity,
        lists: &mut HashMap<&'a [u32], u32>,
    ) {
        let facts = Facts::of_row(table, row);
        let profile = similarity.profile(&facts);
        let list = *lists.entry(table.genre_numbers(row)).or_insert_with(|| {
            self.genre_vectors.push(similarity.genres.sum(&profile.genres));
            let list = self.genre_vectors.len() as u32 - 1;
            for genre in table.genre_numbers(row) {
                self.lists_by_genre[*genre as usize].push(list);
            }
            list
        });
        self.genre_lists.push(list);
        self.ranks.push(profile.ranks);
        self.languages.push(profile.language);
        self.years
            .push(place_of(Facet::Year).and_then(|year| facts.numbers[year]).unwrap_or(f32::NAN));
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
    pub(crate) fn row(&self, song: u32) -> u32 {
        self.rows[song as usize]
    }

    pub(crate) fn ranks(&self, song: u32) -> &[u8; NUMBERS] {
        &self.ranks[song as usize]
    }

    pub(crate) fn language(&self, song: u32) -> u8 {
        self.languages[song as usize]
    }

    /// Numbers of the languages, as the [`TrackTable`] counts them, by song.
    pub(crate) fn language_numbers(&self) -> &[Option<u16>] {
        &self.language_numbers
    }

    /// By song, whether it is marked as explicit.
    pub(crate) fn explicit(&self) -> &[bool] {
        &self.explicit
    }

    pub(crate) fn main_artist(&self, song: u32) -> Option<u32> {
        self.main_artists[song as usize]
    }

    pub(crate) fn genre_vector(&self, song: u32) -> &GenreVector {
        &self.genre_vectors[self.genre_lists[song as usize] as usize]
    }

    /// A number of a song; NaN if it is unknown.
    pub(crate) fn number(&self, facet: Facet, song: u32, table: &TrackTable) -> f32 {
        match facet {
            Facet::Year => self.years[song as usize],
            _ => number_in_row(facet, table, self.row(song)).unwrap_or(f32::NAN),
        }
    }

    /// The ranks of a number, by song.
    pub(crate) fn ranks_of(&self, place: usize) -> &[u8] {
        &self.rank_columns[place]
    }

    /// For each list of genres, whether it has the genre with a number of the [`TrackTable`].
    pub(crate) fn lists_with(&self, genre: u32) -> Vec<bool> {
        let mut lists = vec![false; self.list_count()];
        self.lists_of_genre(genre).iter().for_each(|list| lists[*list as usize] = true);
        lists
    }

    /// Numbers of the lists that have the genre with a number of the [`TrackTable`].
    pub(crate) fn lists_of_genre(&self, genre: u32) -> &[u32] {
        self.lists_by_genre.get(genre as usize).map_or(&[], Vec::as_slice)
    }

    /// Number of different lists of genres.
    pub(crate) fn list_count(&self) -> usize {
        self.genre_vectors.len()
    }

    /// Numbers of the lists of genres, by song.
    pub(crate) fn genre_lists(&self) -> &[u32] {
        &self.genre_lists
    }
}

/// The row that stands for each song: its most popular track, or the first of these.
pub fn representatives(table: &TrackTable) -> Vec<u32> {
    let mut best: Vec<Option<u32>> = vec![None; table.songs()];
    for row in 0..table.len() as u32 {
        let Some(place) = table.song(row).and_then(|song| best.get_mut(song as usize)) else {
            continue;
        };
        if place.is_none_or(|held| table.popularity(row) > table.popularity(held)) {
            *place = Some(row);
        }
    }
    best.into_iter().flatten().collect()
}

/// What each song looks like, by song.
pub fn profiles(table: &TrackTable, similarity: &Similarity) -> Vec<Profile> {
    let rows = representatives(table);
    rows.into_iter().map(|row| similarity.profile(&Facts::of_row(table, row))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::track_table::tests::track;

    #[test]
    fn the_best_known_version_stands_for_a_song() {
        let mut live = track("2", "Heroes - Live", &["David Bowie"], &[]);
        live.popularity = Some(60);
        let other = track("3", "Fame", &["David Bowie"], &[]);
        let table = TrackTable::new([
            track("1", "Heroes", &["David Bowie"], &[]),
            live.clone(),
            other,
            live,
        ]);
        assert_eq!(representatives(&table), [1, 2]);
    }
}
