//! Whether songs sound as the descriptions that they solve say.

use super::case::{Case, Indexed};
use catalog::AudioFeature;
use engine::numeric::float64;
use engine::request::{Clue, ClueKind};
use serde::Serialize;
use std::collections::BTreeMap;

/// What the songs have whose descriptions name one end of an audio feature.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SoundRow {
    /// The feature.
    pub feature: &'static str,
    /// Whether the words stand for a high value.
    pub high: bool,
    /// Number of songs.
    pub count: usize,
    /// Their mean, in standard deviations of all tracks from the mean of all.
    pub deviation: f64,
    /// Its standard error.
    pub error: f64,
}

/// A row for each end of a feature that descriptions name.
pub(super) fn sound_rows<'a>(
    read: impl Iterator<Item = (&'a Case, &'a [Clue])>,
    songs: &Indexed,
) -> Vec<SoundRow> {
    let mut values = BTreeMap::<(usize, bool), Vec<f64>>::new();
    for (case, clues) in read {
        let mut named: Vec<(usize, bool)> =
            clues.iter().filter_map(|clue| end(&clue.kind)).collect();
        named.sort_unstable();
        named.dedup();
        let song = case.answers.first().map(|&song| songs.words.representative(song));
        for (feature, high) in named {
            let value = |row| songs.tracks.feature(row, AudioFeature::ALL[feature]);
            values.entry((feature, high)).or_default().extend(song.and_then(value).map(f64::from));
        }
    }
    let row = |((feature, high), values): (_, Vec<f64>)| {
        let feature = AudioFeature::ALL[feature];
        let all = songs.tracks.rows().filter_map(|row| songs.tracks.feature(row, feature));
        let (mean, spread) = moments(&all.map(f64::from).collect::<Vec<f64>>());
        let (own, own_spread) = moments(&values);
        let (deviation, scale) = ((own - mean) / spread, spread * float64(values.len()).sqrt());
        SoundRow {
            feature: feature.name(),
            high,
            count: values.len(),
            deviation,
            error: own_spread / scale,
        }
    };
    values.into_iter().filter(|(_, values)| !values.is_empty()).map(row).collect()
}

fn end(clue: &ClueKind) -> Option<(usize, bool)> {
    match clue {
        ClueKind::Sound { feature, high } => Some((*feature as usize, *high)),
        _ => None,
    }
}

/// Mean and standard deviation.
fn moments(values: &[f64]) -> (f64, f64) {
    let mean = |values: &mut dyn Iterator<Item = f64>, count: usize| {
        values.sum::<f64>() / float64(count.max(1))
    };
    let middle = mean(&mut values.iter().copied(), values.len());
    let square = mean(&mut values.iter().map(|value| (value - middle).powi(2)), values.len());
    (middle, square.sqrt().max(f64::MIN_POSITIVE))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_of_a_few_numbers() {
        let (mean, deviation) = moments(&[1.0, 3.0, 5.0, 7.0]);
        assert!((mean - 4.0).abs() < 1e-12 && (deviation - 5.0_f64.sqrt()).abs() < 1e-12);
        assert!(moments(&[]).0.abs() < 1e-12);
    }
}
