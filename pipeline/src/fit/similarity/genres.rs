//! Embeds genres by which artists have them together, not by the words of their names: "acid rock"
//! is close to "psychedelic rock" and far from "acid jazz".

use crate::math::eigen::{leading_eigenvectors, normalise};
use engine::numeric::{index32, single};
use engine::recommend::GENRE_WIDTH;
use engine::tracks::TextColumn;
use engine::{ArtistId, TrackRow, TrackTable};
use rand::rngs::ChaCha8Rng;
use rand::{RngExt, SeedableRng};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Parameters of the genre embedding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GenreParams {
    /// The number of songs in which a genre has to occur.
    pub min_songs: u32,
    /// The most genres kept, the most frequent ones.
    pub max_genres: usize,
    /// Seed of the decomposition.
    pub seed: u64,
}

/// Context distribution smoothing (Levy et al., 2015): raising frequencies to this power keeps rare
/// genres from sticking to whatever they happened to occur with.
const SMOOTHING: f64 = 0.75;

/// Rounds of the subspace iteration.
const ROUNDS: usize = 12;

/// Dimensions iterated beside the wanted ones.
const SPARE: usize = 16;

/// The genres of songs sorted by name, their inverse document frequencies and their vectors.
///
/// Vectors are the leading eigenvectors of the positive pointwise mutual information of genres
/// within artists, scaled by the square roots of the eigenvalues (Levy and Goldberg, 2014).
pub(super) fn embed_genres(
    table: &TrackTable,
    rows: &[TrackRow],
    params: GenreParams,
) -> (TextColumn, Vec<f32>, Vec<f32>) {
    let genres = frequent(table, rows, params);
    let numbers: HashMap<&str, usize> =
        genres.iter().enumerate().map(|(number, (name, _))| (*name, number)).collect();
    let counts = counts_within_artists(table, rows, &numbers);
    let information = mutual_information(&counts, genres.len());
    let vectors = embed(&information, params.seed);
    let songs = f64::from(index32(rows.len()));
    let idf =
        genres.iter().map(|(_, songs_with)| smooth_idf(f64::from(*songs_with), songs)).collect();
    (genres.iter().map(|(name, _)| name).collect(), idf, vectors)
}

fn smooth_idf(songs_with: f64, songs: f64) -> f32 {
    single(((songs + 1.0) / (songs_with + 1.0)).ln() + 1.0)
}

/// The genres kept, sorted by name, with the number of songs of each.
fn frequent<'a>(
    table: &'a TrackTable,
    rows: &[TrackRow],
    params: GenreParams,
) -> Vec<(&'a str, u32)> {
    let mut counts: BTreeMap<&str, u32> = BTreeMap::new();
    rows.iter().flat_map(|&row| table.genres(row)).for_each(|genre| {
        *counts.entry(genre).or_default() += 1;
    });
    let mut kept: Vec<(&str, u32)> =
        counts.into_iter().filter(|(_, songs)| *songs >= params.min_songs).collect();
    kept.sort_by_key(|(_, songs)| std::cmp::Reverse(*songs));
    kept.truncate(params.max_genres);
    kept.sort_unstable();
    kept
}

/// The number of artists who have both genres, for pairs `(a, b)` with `a ≤ b`.
fn counts_within_artists(
    table: &TrackTable,
    rows: &[TrackRow],
    numbers: &HashMap<&str, usize>,
) -> BTreeMap<(usize, usize), u32> {
    let mut by_artist: BTreeMap<Option<ArtistId>, BTreeSet<usize>> = BTreeMap::new();
    for &row in rows {
        let genres = table.genres(row).filter_map(|genre| numbers.get(genre).copied());
        by_artist.entry(table.main_artist(row)).or_default().extend(genres);
    }
    let mut counts = BTreeMap::new();
    for genres in by_artist.values() {
        for &a in genres {
            for &b in genres.range(a..) {
                *counts.entry((a, b)).or_default() += 1;
            }
        }
    }
    counts
}

/// A symmetric sparse matrix: columns and values of each row.
type Sparse = Vec<Vec<(usize, f32)>>;

/// `max(0, ln(P(a, b) / (P(a) P(b)^0.75)))`, averaged over both orders.
fn mutual_information(counts: &BTreeMap<(usize, usize), u32>, genres: usize) -> Sparse {
    let mut totals = vec![0.0_f64; genres];
    let mut own = vec![0.0_f64; genres];
    for (&(a, b), &count) in counts {
        totals[a] += f64::from(count);
        if a == b {
            own[a] = f64::from(count);
        } else {
            totals[b] += f64::from(count);
        }
    }
    let smoothed: Vec<f64> = own.iter().map(|count| count.powf(SMOOTHING)).collect();
    let sum: f64 = smoothed.iter().sum();
    let information =
        |count: f64, a: usize, b: usize| (count * sum / (totals[a] * smoothed[b])).ln().max(0.0);
    let mut matrix: Sparse = vec![Vec::new(); genres];
    for (&(a, b), &count) in counts {
        let count = f64::from(count);
        let value = single(information(count, a, b).midpoint(information(count, b, a)));
        matrix[a].push((b, value));
        if a != b {
            matrix[b].push((a, value));
        }
    }
    matrix
}

/// A unit vector per row, from the leading eigenvectors.
fn embed(matrix: &Sparse, seed: u64) -> Vec<f32> {
    let genres = matrix.len();
    let width = (GENRE_WIDTH + SPARE).min(genres);
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let basis =
        (0..width).map(|_| (0..genres).map(|_| rng.random_range(-1.0..1.0)).collect()).collect();
    let axes = leading_eigenvectors(|vector| multiply(matrix, vector), basis, ROUNDS);
    let mut vectors = vec![0.0; genres * GENRE_WIDTH];
    for (axis, (eigenvalue, vector)) in axes.iter().take(GENRE_WIDTH).enumerate() {
        for (genre, value) in vector.iter().enumerate() {
            vectors[genre * GENRE_WIDTH + axis] = value * eigenvalue.sqrt();
        }
    }
    vectors.chunks_exact_mut(GENRE_WIDTH).for_each(normalise);
    vectors
}

fn multiply(matrix: &Sparse, vector: &[f32]) -> Vec<f32> {
    matrix
        .iter()
        .map(|row| row.iter().map(|&(column, value)| value * vector[column]).sum())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fit::testing::table;
    use engine::recommend::dot;

    fn cosine(a: &str, b: &str) -> f32 {
        let table = table(&[
            (&["1"], &["acid rock", "psychedelic rock"]),
            (&["2"], &["psychedelic rock", "classic rock"]),
            (&["3"], &["acid rock", "classic rock", "psychedelic rock"]),
            (&["4"], &["acid jazz", "jazz funk"]),
            (&["5"], &["jazz funk", "soul jazz"]),
            (&["6"], &["acid jazz", "soul jazz"]),
        ]);
        let rows: Vec<TrackRow> = (0..6).map(TrackRow).collect();
        let params = GenreParams { min_songs: 1, max_genres: 100, seed: 1 };
        let (names, _, vectors) = embed_genres(&table, &rows, params);
        let vector = |name: &str| {
            let place = names.binary_search(name).expect("it is kept");
            &vectors[place * GENRE_WIDTH..(place + 1) * GENRE_WIDTH]
        };
        dot(vector(a), vector(b))
    }

    #[test]
    fn genres_with_artists_in_common_are_close() {
        assert!((cosine("acid rock", "acid rock") - 1.0).abs() < 1e-4);
        assert!(cosine("acid rock", "psychedelic rock") > 0.3);
        assert!(cosine("acid rock", "acid jazz").abs() < 0.1);
        assert!(cosine("acid jazz", "soul jazz") > cosine("acid jazz", "classic rock"));
    }

    #[test]
    fn a_catalogue_without_genres_has_no_vectors() {
        let table = table(&[(&["x"], &[])]);
        let params = GenreParams { min_songs: 1, max_genres: 100, seed: 1 };
        let (names, idf, vectors) = embed_genres(&table, &[TrackRow(0)], params);
        assert!(names.is_empty() && idf.is_empty() && vectors.is_empty());
    }
}
