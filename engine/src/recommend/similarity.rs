//! A learned similarity of songs: a sum of parts, one a facet.

use super::facts::{Facts, NUMBERS, slot_of};
use crate::SparseVector;
use crate::numeric::{byte, float, float_from_u32, index32, whole};
use crate::tracks::column::TextColumn;
use catalog::Facet;
use serde::{Deserialize, Serialize};

/// How similar songs are: the sum over the facets of what they have in common in each, 1 for equals.
///
/// Numbers are compared by rank: a step from 1991 to 1992 counts as much as there are songs between.
/// Genres are compared by vectors that are near if artists have both; a song's genres are the sum of
/// theirs. What is unknown counts as much as it does between two songs at random.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Similarity {
    /// By [`number_facets`](super::number_facets).
    pub numbers: Vec<NumberSimilarity>,
    /// Of the genres.
    pub genres: GenreSimilarity,
    /// Of the languages.
    pub languages: LanguageSimilarity,
}

/// The similarity of numbers of one kind.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct NumberSimilarity {
    /// How values become ranks.
    pub scale: Scale,
    /// What two values add to the similarity by the difference of their ranks, falling from 0.
    pub by_difference: Vec<f32>,
    /// What an unknown value adds.
    pub unknown: f32,
}

/// How values become small whole numbers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Scale {
    /// By rank among values of the catalogue, at most [`MAX_CUTS`], sorted.
    Ranks(Vec<f32>),
    /// Pitch classes by their slot on the circle of fifths, 0 (C) to 11 (F).
    Fifths,
}

/// The similarity of genres.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct GenreSimilarity {
    /// Their names, sorted.
    pub names: TextColumn,
    /// What each counts in a song: the rarer, the more.
    pub idf: Vec<f32>,
    /// Their vectors of length 1, [`GENRE_WIDTH`] numbers each.
    pub vectors: Vec<f32>,
    /// What two songs add to the similarity by the cosine of their vectors, from 0 to 1 in equal
    /// steps.
    pub by_cosine: Vec<f32>,
    /// What a song without genres adds.
    pub unknown: f32,
}

/// The similarity of languages.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct LanguageSimilarity {
    /// The languages of the catalogue, the most frequent first.
    pub codes: Vec<String>,
    /// What the same language adds; another one adds nothing.
    pub same: f32,
    /// What an unknown one adds.
    pub unknown: f32,
}

/// Width of the genres' vectors.
pub const GENRE_WIDTH: usize = 64;

/// Most cuts between ranks: ranks and [`UNKNOWN`] fit into a byte.
pub const MAX_CUTS: usize = HIGHEST_RANK as usize;

/// The rank of the largest values.
pub(crate) const HIGHEST_RANK: u8 = UNKNOWN - 1;

/// The rank of a value that is not known.
pub const UNKNOWN: u8 = u8::MAX;

/// Ranks on the circle of fifths.
const FIFTHS: u8 = 12;

/// Columns that a number fills in the encoder's input.
const BINS: usize = 12;

/// Weight of the genres in the encoder's input, whose numbers have 1 each.
const GENRE_WEIGHT: f32 = 2.0;

/// Most languages that are told apart.
pub const MAX_LANGUAGES: usize = 64;

/// A song as the similarity sees it.
#[derive(Clone, Debug, PartialEq)]
pub struct Profile {
    /// Ranks of the numbers.
    pub ranks: [u8; NUMBERS],
    /// Place of the language among the similarity's.
    pub language: u8,
    /// Places of the genres among the similarity's, each with what it counts.
    pub genres: Vec<(u32, f32)>,
}

/// A song's genres as one vector of length 1; zero if none is known.
pub type GenreVector = [f32; GENRE_WIDTH];

impl Scale {
    /// The rank of a value.
    pub fn rank(&self, value: Option<f32>) -> u8 {
        let Some(value) = value else { return UNKNOWN };
        match self {
            Self::Ranks(cuts) => {
                let below = cuts.partition_point(|cut| *cut < value);
                let upto = cuts.partition_point(|cut| *cut <= value);
                u8::try_from(below.midpoint(upto))
                    .map_or(HIGHEST_RANK, |rank| rank.min(HIGHEST_RANK))
            }
            Self::Fifths => byte((value * 7.0).rem_euclid(f32::from(FIFTHS))),
        }
    }

    /// The distance of two known ranks.
    #[inline]
    pub fn difference(&self, a: u8, b: u8) -> u8 {
        let difference = a.abs_diff(b);
        match self {
            Self::Ranks(_) => difference,
            Self::Fifths => difference.min(FIFTHS.saturating_sub(difference)),
        }
    }

    /// The greatest difference.
    pub fn reach(&self) -> u8 {
        match self {
            Self::Ranks(_) => HIGHEST_RANK,
            Self::Fifths => FIFTHS / 2,
        }
    }

    fn push_bins(&self, rank: u8, column: u32, entries: &mut Vec<(u32, f32)>) {
        match self {
            _ if rank == UNKNOWN => {}
            Self::Fifths => entries.push((column + u32::from(rank), 1.0)),
            Self::Ranks(_) => {
                let slot = f32::from(rank) / float(MAX_CUTS) * float(BINS - 1);
                let bin = whole(slot).min(index32(BINS) - 2);
                let share = slot - float_from_u32(bin);
                entries.extend([(column + bin, 1.0 - share), (column + bin + 1, share)]);
            }
        }
    }
}

impl NumberSimilarity {
    /// What two ranks add to the similarity.
    #[inline]
    pub fn part(&self, a: u8, b: u8) -> f32 {
        if a == UNKNOWN || b == UNKNOWN {
            return self.unknown;
        }
        let difference = usize::from(self.scale.difference(a, b));
        self.by_difference.get(difference).or(self.by_difference.last()).copied().unwrap_or(0.0)
    }

    /// What equal values add.
    #[inline]
    pub fn most(&self) -> f32 {
        self.by_difference.first().copied().unwrap_or(0.0)
    }
}

impl GenreSimilarity {
    /// Place of a genre.
    pub fn slot(&self, name: &str) -> Option<u32> {
        self.names.binary_search(name).map(index32)
    }

    /// The slot of a genre, and what it counts in a song.
    pub(crate) fn weighed(&self, name: &str) -> Option<(u32, f32)> {
        let slot = self.slot(name)?;
        Some((slot, self.idf.get(slot as usize).copied().unwrap_or(1.0)))
    }

    /// The vector of a genre.
    pub fn vector(&self, slot: u32) -> &[f32] {
        let start = slot as usize * GENRE_WIDTH;
        self.vectors.get(start..start + GENRE_WIDTH).unwrap_or(&[0.0; GENRE_WIDTH])
    }

    /// The vector of several genres.
    pub fn sum(&self, genres: &[(u32, f32)]) -> GenreVector {
        let mut sum = [0.0; GENRE_WIDTH];
        for &(slot, weight) in genres {
            sum.iter_mut().zip(self.vector(slot)).for_each(|(sum, x)| *sum += weight * x);
        }
        let length = dot(&sum, &sum).sqrt();
        if length > 1e-6 {
            sum.iter_mut().for_each(|x| *x /= length);
        }
        sum
    }

    /// What two songs add to the similarity.
    #[inline]
    pub fn part(&self, a: &GenreVector, b: &GenreVector) -> f32 {
        if a[..] == [0.0; GENRE_WIDTH] || b[..] == [0.0; GENRE_WIDTH] {
            return self.unknown;
        }
        let steps = self.by_cosine.len().saturating_sub(1);
        let slot = dot(a, b).clamp(0.0, 1.0) * float(steps);
        let at = (whole(slot) as usize).min(steps.saturating_sub(1));
        let (Some(low), Some(high)) = (self.by_cosine.get(at), self.by_cosine.get(at + 1)) else {
            return self.unknown;
        };
        low + (high - low) * (slot - float(at))
    }

    /// What equal genres add.
    pub fn most(&self) -> f32 {
        self.by_cosine.last().copied().unwrap_or(0.0)
    }
}

impl LanguageSimilarity {
    /// What two languages add to the similarity.
    #[inline]
    pub fn part(&self, a: u8, b: u8) -> f32 {
        match (a, b) {
            (UNKNOWN, _) | (_, UNKNOWN) => self.unknown,
            (a, b) if a == b => self.same,
            _ => 0.0,
        }
    }

    pub(crate) fn slot(&self, code: Option<&str>) -> u8 {
        let slot = code.and_then(|code| self.codes.iter().position(|known| known == code));
        let slot = slot.filter(|slot| *slot < MAX_LANGUAGES).and_then(|slot| slot.try_into().ok());
        slot.unwrap_or(UNKNOWN)
    }
}

/// The encoder's first column for genres, after those for numbers and languages.
const FIRST_GENRE: usize = NUMBERS * BINS + MAX_LANGUAGES;

impl Similarity {
    /// What a song looks like.
    pub fn profile(&self, facts: &Facts<'_>) -> Profile {
        let mut ranks = [UNKNOWN; NUMBERS];
        for (rank, (number, value)) in ranks.iter_mut().zip(self.numbers.iter().zip(facts.numbers))
        {
            *rank = number.scale.rank(value);
        }
        Profile {
            ranks,
            language: self.languages.slot(facts.language),
            genres: facts.genres.iter().filter_map(|genre| self.genres.weighed(genre)).collect(),
        }
    }

    /// The similarity of two songs, 0 to 1.
    pub fn of(&self, a: &Profile, b: &Profile) -> f32 {
        let numbers = self.numbers.iter().zip(a.ranks.iter().zip(&b.ranks));
        let numbers: f32 = numbers.map(|(number, (a, b))| number.part(*a, *b)).sum();
        let genres = self.genres.part(&self.genres.sum(&a.genres), &self.genres.sum(&b.genres));
        numbers + genres + self.languages.part(a.language, b.language)
    }

    /// Number of columns of the encoder's input: bins of the numbers, languages, genres.
    pub fn columns(&self) -> usize {
        FIRST_GENRE + self.genres.names.len()
    }

    /// The encoder's input: each number spread over the two nearest of [`BINS`] bins, the language,
    /// and the genres by weight; what is unknown is left out. So is popularity, which may change without
    /// another training; it counts when candidates are re-ranked.
    pub fn vectorize(&self, song: &Profile) -> SparseVector {
        let mut entries = Vec::new();
        let popularity = slot_of(Facet::Popularity);
        for (slot, (number, rank)) in self.numbers.iter().zip(song.ranks).enumerate() {
            if Some(slot) != popularity {
                number.scale.push_bins(rank, index32(slot * BINS), &mut entries);
            }
        }
        if song.language != UNKNOWN {
            entries.push((index32(NUMBERS * BINS) + u32::from(song.language), 1.0));
        }
        let length = song.genres.iter().map(|(_, weight)| weight * weight).sum::<f32>().sqrt();
        let scale = GENRE_WEIGHT / length.max(1e-6);
        let first = index32(FIRST_GENRE);
        entries.extend(song.genres.iter().map(|(genre, weight)| (first + genre, weight * scale)));
        SparseVector::from_entries(entries)
    }

    pub(crate) fn is_consistent(&self) -> bool {
        let genres = self.genres.names.len();
        self.numbers.len() == NUMBERS
            && self.numbers.iter().all(|number| !number.by_difference.is_empty())
            && self.genres.idf.len() == genres
            && self.genres.vectors.len() == genres * GENRE_WIDTH
            && self.languages.codes.len() <= MAX_LANGUAGES
    }
}

/// The scalar product.
#[inline]
pub fn dot(a: &[f32], b: &[f32]) -> f32 {
    const WIDTH: usize = 16;
    let (a, a_rest) = a.as_chunks::<WIDTH>();
    let (b, b_rest) = b.as_chunks::<WIDTH>();
    let mut sums = [0.0; WIDTH];
    for (a, b) in a.iter().zip(b) {
        for column in 0..WIDTH {
            sums[column] += a[column] * b[column];
        }
    }
    let rest: f32 = a_rest.iter().zip(b_rest).map(|(a, b)| a * b).sum();
    sums.iter().sum::<f32>() + rest
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::recommend::number_facets;
    use catalog::AudioFeature;
    use proptest::prelude::*;

    fn falling(scale: Scale, most: f32) -> NumberSimilarity {
        let reach = f32::from(scale.reach());
        let by_difference =
            (0..=scale.reach()).map(|d| most * (1.0 - f32::from(d) / reach)).collect();
        NumberSimilarity { scale, by_difference, unknown: most / 2.0 }
    }

    fn cuts(facet: Facet) -> Vec<f32> {
        let range = facet.range().expect("a number");
        let (low, high) = match facet {
            Facet::Year => (1920.0, 2020.0),
            Facet::Duration => (0.0, 600_000.0),
            _ => (*range.start(), *range.end()),
        };
        (0..MAX_CUTS).map(|cut| low + (high - low) * float(cut) / float(MAX_CUTS)).collect()
    }

    /// A similarity of three genres, of which pop and rock are near, that weighs all facets alike.
    pub(crate) fn similarity() -> Similarity {
        let most = 1.0 / (float(NUMBERS) + 2.0);
        let numbers = number_facets().map(|facet| {
            let fifths = facet == Facet::Audio(AudioFeature::Key);
            let scale = if fifths { Scale::Fifths } else { Scale::Ranks(cuts(facet)) };
            falling(scale, most)
        });
        let mut vectors = vec![0.0; 3 * GENRE_WIDTH];
        vectors[0] = 1.0;
        vectors[GENRE_WIDTH + 1] = 1.0;
        (vectors[2 * GENRE_WIDTH + 1], vectors[2 * GENRE_WIDTH + 2]) = (0.8, 0.6);
        Similarity {
            numbers: numbers.to_vec(),
            genres: GenreSimilarity {
                names: ["jazz", "pop", "rock"].into_iter().collect(),
                idf: vec![1.0; 3],
                vectors,
                by_cosine: vec![0.0, most],
                unknown: most / 4.0,
            },
            languages: LanguageSimilarity {
                codes: vec!["en".into(), "de".into()],
                same: most,
                unknown: most / 2.0,
            },
        }
    }

    #[test]
    fn genres_are_near_if_their_vectors_are() {
        let similarity = similarity();
        let song = |genres: &[&'static str]| {
            let facts = Facts { genres: genres.to_vec(), ..Facts::default() };
            similarity.profile(&facts)
        };
        let to_pop = |genres: &[&'static str]| similarity.of(&song(&["pop"]), &song(genres));
        assert!(to_pop(&["pop"]) > to_pop(&["rock"]) && to_pop(&["rock"]) > to_pop(&["jazz"]));
        assert!(to_pop(&["pop", "rock"]) > to_pop(&["rock"]));
        assert_eq!(to_pop(&["klezmer"]).to_bits(), to_pop(&[]).to_bits());
    }

    #[test]
    fn keys_stand_on_the_circle_of_fifths() {
        let rank = |key| Scale::Fifths.rank(Some(key));
        assert_eq!([0.0, 7.0, 2.0, 5.0].map(rank), [0, 1, 2, 11]);
        assert_eq!(Scale::Fifths.difference(rank(0.0), rank(5.0)), 1);
    }

    proptest! {
        #[test]
        fn similarity_is_one_for_equals_and_symmetric(
            a in prop::collection::vec(prop::option::of(0.0_f32..1.0), NUMBERS),
            b in prop::collection::vec(prop::option::of(0.0_f32..1.0), NUMBERS),
        ) {
            let similarity = similarity();
            let profile = |numbers: &[Option<f32>]| {
                let mut facts = Facts { language: Some("en"), genres: vec!["pop"], ..Facts::default() };
                facts.numbers.copy_from_slice(numbers);
                similarity.profile(&facts)
            };
            let (x, y) = (profile(&a), profile(&b));
            let both = similarity.of(&x, &y);
            prop_assert!((both - similarity.of(&y, &x)).abs() < 1e-6);
            prop_assert!((0.0..=1.0001).contains(&both));
            if a.iter().all(Option::is_some) {
                prop_assert!((similarity.of(&x, &x) - 1.0).abs() < 1e-4);
            }
            let vector = similarity.vectorize(&x);
            prop_assert!(vector.ids().iter().all(|id| (*id as usize) < similarity.columns()));
        }
    }
}
