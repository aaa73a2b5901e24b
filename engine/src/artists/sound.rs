//! How an artist sounds on average.

use crate::id::TrackRow;
use crate::numeric::float;
use crate::tracks::TrackTable;
use bytemuck::{Pod, Zeroable};
use catalog::{AudioFeature, AudioFeatures};

/// The features that artists are compared by.
const COMPARED: [AudioFeature; 8] = [
    AudioFeature::Danceability,
    AudioFeature::Energy,
    AudioFeature::Loudness,
    AudioFeature::Speechiness,
    AudioFeature::Acousticness,
    AudioFeature::Instrumentalness,
    AudioFeature::Valence,
    AudioFeature::Tempo,
];

/// Means of the compared features as shares of their ranges; NaN where none is known.
#[derive(Clone, Copy, Pod, Zeroable)]
#[repr(transparent)]
pub(super) struct Sound([f32; COMPARED.len()]);

impl Sound {
    pub(super) fn of(rows: &[TrackRow], table: &TrackTable) -> Self {
        Self(COMPARED.map(|feature| {
            let range = feature.range();
            let width = range.end() - range.start();
            mean(feature, rows, table).map_or(f32::NAN, |mean| (mean - range.start()) / width)
        }))
    }
}

/// How alike two sounds are, 0 to 1; 0 if nothing is known of either.
pub(super) fn closeness(a: &Sound, b: &Sound) -> f32 {
    let differences = a.0.iter().zip(b.0).map(|(a, b)| (a - b).abs());
    let known: Vec<f32> = differences.filter(|difference| !difference.is_nan()).collect();
    if known.is_empty() { 0.0 } else { 1.0 - known.iter().sum::<f32>() / float(known.len()) }
}

/// The means of the features that have one; a key or a mode has none.
pub(super) fn typical(rows: &[TrackRow], table: &TrackTable) -> AudioFeatures {
    let continuous = AudioFeature::ALL.into_iter().filter(|feature| !feature.is_whole());
    continuous.map(|feature| (feature, mean(feature, rows, table))).collect()
}

fn mean(feature: AudioFeature, rows: &[TrackRow], table: &TrackTable) -> Option<f32> {
    let known: Vec<f32> = rows.iter().filter_map(|row| table.feature(*row, feature)).collect();
    (!known.is_empty()).then(|| known.iter().sum::<f32>() / float(known.len()))
}
