//! Turns a track's features and genres into a sparse vector.

use crate::SparseVector;
use crate::numeric::{float_from_u32, index32};
use crate::vectorize::TfIdf;
use catalog::{AudioFeature, SongEntry};
use serde::{Deserialize, Serialize};
use std::f32::consts::TAU;

/// A fitted vectorizer of tracks: columns for numbers first, then the genres' TF-IDF columns.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SongVectorizer {
    numbers: Vec<NumberColumns>,
    genres: TfIdf,
}

impl SongVectorizer {
    /// Puts fitted columns together.
    pub fn new(numbers: Vec<NumberColumns>, genres: TfIdf) -> Self {
        Self { numbers, genres }
    }

    /// Number of columns.
    pub fn len(&self) -> usize {
        self.number_columns() + self.genres.len()
    }

    /// Whether there are no columns.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How many of the columns, the first ones, hold numbers.
    pub fn number_columns(&self) -> usize {
        self.numbers.iter().map(|number| number.encoding.columns()).sum()
    }

    /// The vector of a track. A known number sets its columns, even to zero; an unknown one leaves
    /// them out.
    pub fn transform(&self, track: &SongEntry) -> SparseVector {
        let mut entries = Vec::new();
        let mut column = 0;
        for number in &self.numbers {
            number.push_entries(track, column, &mut entries);
            column += index32(number.encoding.columns());
        }
        let genres = self.genres.transform(&track.genres.join(","));
        SparseVector::from_entries(entries).followed_by(&genres, column)
    }

    pub(crate) fn is_consistent(&self) -> bool {
        self.genres.is_consistent()
    }
}

/// How a number of a track fills its columns.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct NumberColumns {
    /// Which number.
    pub number: Number,
    /// The value that becomes 0.
    pub low: f32,
    /// The value that becomes 1.
    pub high: f32,
    /// How the scaled value is written.
    pub encoding: Encoding,
}

impl NumberColumns {
    fn push_entries(&self, track: &SongEntry, column: u32, entries: &mut Vec<(u32, f32)>) {
        let value = self.number.of(track).map(|value| self.scaled(value));
        match (self.encoding, value) {
            (Encoding::Plain { .. }, Some(value)) => entries.push((column, value)),
            (Encoding::Plain { unknown }, None) => entries.push((column, unknown)),
            (Encoding::Complement, Some(value)) => {
                entries.extend([(column, value), (column + 1, 1.0 - value)]);
            }
            (Encoding::Circle, Some(value)) => {
                let (sine, cosine) = (value * TAU).sin_cos();
                entries.extend([(column, sine.midpoint(1.0)), (column + 1, cosine.midpoint(1.0))]);
            }
            (Encoding::Complement | Encoding::Circle, None) => {}
        }
    }

    fn scaled(&self, value: f32) -> f32 {
        let span = self.high - self.low;
        let scaled = if span > 0.0 { (value - self.low) / span } else { 0.0 };
        match self.encoding {
            Encoding::Plain { .. } => scaled,
            Encoding::Complement | Encoding::Circle => scaled.clamp(0.0, 1.0),
        }
    }
}

/// How a scaled value is written into columns.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum Encoding {
    /// As it is; an unknown value gets a fixed one.
    Plain {
        /// Stands for an unknown value.
        unknown: f32,
    },
    /// As x and 1 − x (complement coding, Carpenter et al. 1991), so that zero differs from unknown.
    Complement,
    /// As a point on a circle, for values of which the highest is next to the lowest.
    Circle,
}

impl Encoding {
    /// How many columns it fills.
    pub fn columns(self) -> usize {
        match self {
            Self::Plain { .. } => 1,
            Self::Complement | Self::Circle => 2,
        }
    }
}

/// A number that is known of a track.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Number {
    /// 0 to 100.
    Popularity,
    /// Milliseconds.
    Duration,
    /// Natural logarithm of the milliseconds.
    LogDuration,
    /// 0 or 1.
    Explicit,
    /// Year of release.
    Year,
    /// Steps on the circle of fifths, 0 (C) to 11 (F); minor keys stand with their parallel major.
    Fifths,
    /// One of the audio features, by its place in [`AudioFeature::ALL`].
    Audio(u8),
}

impl Number {
    /// The number that an audio feature is.
    pub const fn audio(feature: AudioFeature) -> Self {
        Self::Audio(feature as u8)
    }

    /// Its value for a track, if it is known.
    pub fn of(self, track: &SongEntry) -> Option<f32> {
        match self {
            Self::Popularity => track.popularity.map(f32::from),
            Self::Duration => track.duration_ms.map(float_from_u32),
            Self::LogDuration => track.duration_ms.map(|ms| float_from_u32(ms.max(1)).ln()),
            Self::Explicit => track.explicit.map(|explicit| f32::from(u8::from(explicit))),
            Self::Year => track.release_date.map(|date| f32::from(date.year())),
            Self::Fifths => track.features.get(AudioFeature::Key).map(|key| key * 7.0 % 12.0),
            Self::Audio(place) => track.features.get(*AudioFeature::ALL.get(usize::from(place))?),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tracks::table::tests::track;
    use crate::vectorize::Analyzer;

    fn vectorizer(encoding: Encoding) -> SongVectorizer {
        let energy = Number::audio(AudioFeature::Energy);
        let column = NumberColumns { number: energy, low: 0.0, high: 0.5, encoding };
        let genres = TfIdf::new(Analyzer::Names, vec![("pop".into(), 1), ("rock".into(), 1)], 2);
        SongVectorizer::new(vec![column], genres)
    }

    fn check(encoding: Encoding, energy: Option<f32>, expected: &[(u32, f32)]) {
        let mut song = track("1", "Song", &[], &["rock"]);
        song.features.set(AudioFeature::Energy, energy);
        let vector = vectorizer(encoding).transform(&song);
        assert_eq!(vector.iter().collect::<Vec<_>>(), expected, "{encoding:?} {energy:?}");
    }

    #[test]
    fn numbers_come_before_genres() {
        check(Encoding::Plain { unknown: 0.25 }, Some(0.25), &[(0, 0.5), (2, 1.0)]);
        check(Encoding::Plain { unknown: 0.25 }, None, &[(0, 0.25), (2, 1.0)]);
        check(Encoding::Complement, Some(0.0), &[(0, 0.0), (1, 1.0), (3, 1.0)]);
        check(Encoding::Complement, Some(0.9), &[(0, 1.0), (1, 0.0), (3, 1.0)]);
        check(Encoding::Complement, None, &[(3, 1.0)]);
        check(Encoding::Circle, Some(0.0), &[(0, 0.5), (1, 1.0), (3, 1.0)]);
    }

    #[test]
    fn fifths_go_round() {
        let mut song = track("1", "Song", &[], &[]);
        for (key, steps) in [(0.0, 0.0), (7.0, 1.0), (2.0, 2.0), (5.0, 11.0)] {
            song.features.set(AudioFeature::Key, Some(key));
            assert_eq!(Number::Fifths.of(&song), Some(steps));
        }
    }
}
