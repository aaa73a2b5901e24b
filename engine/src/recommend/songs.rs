//! The songs of a catalogue, laid out for comparing one with many.

use super::facts::{Facts, NUMBERS, number_in_row, slot_of};
use super::similarity::{GenreVector, Profile, Similarity};
use crate::id::{GenreId, SongId, TrackRow};
use crate::numeric::index32;
use crate::store::{Section, artefact};
use crate::tracks::{Known, ListColumn, TrackTable};
use catalog::Facet;
use std::collections::HashMap;

/// All songs, by [`SongId`]; one of its tracks stands for each.
#[derive(Default)]
pub(crate) struct SongTable {
    rows: Section<[TrackRow]>,
    ranks: Section<[[u8; NUMBERS]]>,
    languages: Section<[u8]>,
    language_indices: Section<[Known<u16>]>,
    explicit: Section<[bool]>,
    genre_lists: Section<[u32]>,
    /// By list of genres.
    genre_vectors: Section<[GenreVector]>,
    /// How many songs have each list of genres.
    list_sizes: Section<[u32]>,
    /// The lists that have each genre.
    lists_by_genre: ListColumn,
    /// Years with their fractions, NaN where unknown; parsing dates for each query would be slow.
    years: Section<[f32]>,
    /// The ranks again, number by number, to scan one over all songs.
    rank_columns: Section<[u8]>,
}

artefact!(SongTable {
    rows,
    ranks,
    languages,
    language_indices,
    explicit,
    genre_lists,
    genre_vectors,
    list_sizes,
    lists_by_genre,
    years,
    rank_columns,
});

impl SongTable {
    pub(crate) fn new(table: &TrackTable, similarity: &Similarity) -> Self {
        let rows = table.representatives();
        let mut songs = Self {
            rows: rows.iter().copied().collect(),
            language_indices: rows.iter().map(|row| table.language_index(*row).into()).collect(),
            explicit: rows.iter().map(|row| table.explicit(*row) == Some(true)).collect(),
            ..Self::default()
        };
        let mut lists = GenreLists::new(table);
        for &row in rows {
            songs.push(table, row, similarity, &mut lists);
        }
        let slots = 0..NUMBERS;
        songs.rank_columns =
            slots.flat_map(|slot| songs.ranks.iter().map(move |ranks| ranks[slot])).collect();
        songs.list_sizes = lists.sizes.into();
        songs.lists_by_genre = lists.by_genre.into_iter().collect();
        songs
    }

    fn push<'a>(
        &mut self,
        table: &'a TrackTable,
        row: TrackRow,
        similarity: &Similarity,
        lists: &mut GenreLists<'a>,
    ) {
        let facts = Facts::of_row(table, row);
        let profile = similarity.profile(&facts);
        let list = lists.add(table.genre_ids(row));
        if list as usize == self.genre_vectors.len() {
            self.genre_vectors.to_mut().push(similarity.genres.sum(&profile.genres));
        }
        self.genre_lists.to_mut().push(list);
        self.ranks.to_mut().push(profile.ranks);
        self.languages.to_mut().push(profile.language);
        let year = slot_of(Facet::Year).and_then(|year| facts.numbers[year]);
        self.years.to_mut().push(year.unwrap_or(f32::NAN));
    }

    /// Whether it fits a table of tracks.
    pub(crate) fn is_consistent(&self, table: &TrackTable) -> bool {
        let (songs, lists) = (table.songs(), self.list_sizes.len());
        let lengths = [
            self.ranks.len(),
            self.languages.len(),
            self.language_indices.len(),
            self.explicit.len(),
            self.genre_lists.len(),
            self.years.len(),
        ];
        *self.rows == *table.representatives()
            && lengths.iter().all(|&length| length == songs)
            && self.rank_columns.len() == songs * NUMBERS
            && self.genre_vectors.len() == lists
            && self.lists_by_genre.len() == table.genre_names().len()
            && self.lists_by_genre.values().iter().all(|list| (*list as usize) < lists)
            && self.genre_lists.iter().all(|list| (*list as usize) < lists)
            && sizes(&self.genre_lists, lists) == *self.list_sizes
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
    pub(crate) fn language_indices(&self) -> impl Iterator<Item = Option<u16>> {
        self.language_indices.iter().map(|language| language.get())
    }

    /// Whether each song is marked as explicit.
    pub(crate) fn explicit(&self) -> &[bool] {
        &self.explicit
    }

    /// The list of genres of a song.
    pub(crate) fn genre_list(&self, song: SongId) -> u32 {
        self.genre_lists[song.index()]
    }

    pub(crate) fn genre_vector(&self, list: u32) -> &GenreVector {
        &self.genre_vectors[list as usize]
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
        let start = slot * self.len();
        &self.rank_columns[start..start + self.len()]
    }

    /// Whether each list of genres has this genre.
    pub(crate) fn lists_with(&self, genre: GenreId) -> Vec<bool> {
        let mut lists = vec![false; self.list_sizes.len()];
        self.lists_of_genre(genre).iter().for_each(|list| lists[*list as usize] = true);
        lists
    }

    /// The lists of genres that have this one.
    pub(crate) fn lists_of_genre(&self, genre: GenreId) -> &[u32] {
        self.lists_by_genre.get(genre.index())
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

/// Numbers lists of genres in the order in which they first appear.
struct GenreLists<'a> {
    numbers: HashMap<&'a [GenreId], u32>,
    sizes: Vec<u32>,
    by_genre: Vec<Vec<u32>>,
}

impl<'a> GenreLists<'a> {
    fn new(table: &TrackTable) -> Self {
        let by_genre = vec![Vec::new(); table.genre_names().len()];
        Self { numbers: HashMap::new(), sizes: Vec::new(), by_genre }
    }

    /// The list of another song.
    fn add(&mut self, genres: &'a [GenreId]) -> u32 {
        let list = *self.numbers.entry(genres).or_insert_with(|| {
            let list = index32(self.sizes.len());
            self.sizes.push(0);
            genres.iter().for_each(|genre| self.by_genre[genre.index()].push(list));
            list
        });
        self.sizes[list as usize] += 1;
        list
    }
}

/// How many songs have each of so many lists.
fn sizes(of_songs: &[u32], lists: usize) -> Vec<u32> {
    let mut sizes = vec![0; lists];
    of_songs.iter().for_each(|list| sizes[*list as usize] += 1);
    sizes
}

/// The profile of each song.
pub fn profiles(table: &TrackTable, similarity: &Similarity) -> Vec<Profile> {
    let rows = table.representatives().iter();
    rows.map(|row| similarity.profile(&Facts::of_row(table, *row))).collect()
}
