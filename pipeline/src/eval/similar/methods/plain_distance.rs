use super::method::{FIRST, Method, first};
use crate::error::PipelineError;
use crate::eval::similar::catalogue::Songs;
use catalog::{AudioFeature, Facet};
use engine::numeric::{float, index32, whole};
use engine::recommend::{NUMBERS, number_facets};
use engine::{Analyzer, SparseVector, TfIdf};
use std::collections::HashMap;

/// Plain distance of scaled features, of the TF-IDF of genres, or of both.
pub(crate) struct PlainDistance<'a> {
    songs: &'a Songs<'a>,
    name: &'static str,
    width: usize,
    numbers: Vec<f32>,
    lists: Option<GenreLists>,
}

struct GenreLists {
    vectors: Vec<SparseVector>,
    of_song: Vec<u32>,
}

impl<'a> PlainDistance<'a> {
    /// Audio features, year, popularity and genres.
    pub(crate) fn of_features_and_genres(songs: &'a Songs<'a>) -> Self {
        let others = [Facet::Year, Facet::Popularity];
        let (width, numbers) = scaled(songs, |facet| is_audio(facet) || others.contains(&facet));
        let lists = Some(GenreLists::new(songs));
        Self { songs, name: "features and genres", width, numbers, lists }
    }

    pub(crate) fn of_audio_features(songs: &'a Songs<'a>) -> Self {
        let (width, numbers) = scaled(songs, is_audio);
        Self { songs, name: "audio features", width, numbers, lists: None }
    }

    pub(crate) fn of_genres(songs: &'a Songs<'a>) -> Self {
        let lists = Some(GenreLists::new(songs));
        Self { songs, name: "genres", width: 0, numbers: Vec::new(), lists }
    }

    fn distances(&self, seed: u32) -> Vec<f32> {
        let width = self.width;
        let own = &self.numbers[seed as usize * width..(seed as usize + 1) * width];
        let numbers = |song: usize| -> f32 {
            let other = &self.numbers[song * width..(song + 1) * width];
            own.iter().zip(other).map(|(a, b)| (a - b) * (a - b)).sum()
        };
        let to_lists = self.lists.as_ref().map(|lists| lists.distances(seed));
        let genres = |song: usize| {
            let lists = self.lists.as_ref().zip(to_lists.as_ref());
            lists.map_or(0.0, |(lists, distances)| distances[lists.of_song[song] as usize])
        };
        (0..self.songs.len()).map(|song| numbers(song) + genres(song)).collect()
    }
}

fn is_audio(facet: Facet) -> bool {
    let unordered = [AudioFeature::Key, AudioFeature::TimeSignature].map(Facet::Audio);
    matches!(facet, Facet::Audio(_)) && !unordered.contains(&facet)
}

/// The numbers of each song, scaled from the first to the last percentile; unknown values become
/// the mean.
fn scaled(songs: &Songs<'_>, wanted: impl Fn(Facet) -> bool) -> (usize, Vec<f32>) {
    let places: Vec<usize> = (0..NUMBERS).filter(|place| wanted(number_facets()[*place])).collect();
    let width = places.len();
    let mut numbers = vec![f32::NAN; songs.len() * width];
    for (song, facts) in songs.facts().enumerate() {
        for (column, place) in places.iter().enumerate() {
            numbers[song * width + column] = facts.numbers[*place].unwrap_or(f32::NAN);
        }
    }
    for column in 0..width {
        scale_column(&mut numbers, column, width);
    }
    (width, numbers)
}

fn scale_column(numbers: &mut [f32], column: usize, width: usize) {
    let mut known: Vec<f32> =
        numbers.iter().skip(column).step_by(width).copied().filter(|x| !x.is_nan()).collect();
    known.sort_unstable_by(f32::total_cmp);
    let at = |share: f32| {
        known.get(whole((float(known.len().saturating_sub(1)) * share).round()) as usize).copied()
    };
    let (low, high) = (at(0.01).unwrap_or(0.0), at(0.99).unwrap_or(1.0));
    let scale = |x: f32| ((x - low) / (high - low).max(f32::MIN_POSITIVE)).clamp(0.0, 1.0);
    let mean = known.iter().map(|x| scale(*x)).sum::<f32>() / float(known.len().max(1));
    for x in numbers.iter_mut().skip(column).step_by(width) {
        *x = if x.is_nan() { mean } else { scale(*x) };
    }
}

impl GenreLists {
    fn new(songs: &Songs<'_>) -> Self {
        let mut numbers: HashMap<String, u32> = HashMap::new();
        let mut texts = Vec::new();
        let mut of_song = Vec::with_capacity(songs.len());
        let mut frequencies: HashMap<String, u32> = HashMap::new();
        for song in 0..index32(songs.len()) {
            let genres = &songs.entry(song).genres;
            genres.iter().for_each(|genre| *frequencies.entry(genre.clone()).or_default() += 1);
            let text = genres.join(",");
            let next = index32(texts.len());
            of_song.push(*numbers.entry(text.clone()).or_insert_with(|| {
                texts.push(text);
                next
            }));
        }
        let fitted =
            TfIdf::new(Analyzer::Names, frequencies.into_iter().collect(), index32(songs.len()));
        Self { vectors: texts.iter().map(|text| fitted.transform(text)).collect(), of_song }
    }

    /// Squared distances from the seed's genres to each distinct list of genres.
    fn distances(&self, seed: u32) -> Vec<f32> {
        let own = &self.vectors[self.of_song[seed as usize] as usize];
        let weights: HashMap<u32, f32> = own.iter().collect();
        let length = |vector: &SparseVector| if vector.is_empty() { 0.0 } else { 1.0 };
        let product = |vector: &SparseVector| -> f32 {
            vector.iter().filter_map(|(id, weight)| Some(weights.get(&id)? * weight)).sum()
        };
        self.vectors.iter().map(|v| length(own) + length(v) - 2.0 * product(v)).collect()
    }
}

impl Method for PlainDistance<'_> {
    fn name(&self) -> String {
        self.name.to_owned()
    }

    fn list(
        &self,
        seed: u32,
        other_artists: bool,
        limit: usize,
    ) -> Result<Vec<u32>, PipelineError> {
        let distances = self.distances(seed);
        // Genres alone have many ties, which a fixed shuffle breaks.
        let key = |song: &u32| (distances[*song as usize], song.wrapping_mul(2_654_435_761));
        let near = first(self.songs.len(), FIRST, |a, b| {
            let (a, b) = (key(&a), key(&b));
            a.0.total_cmp(&b.0).then(a.1.cmp(&b.1))
        });
        Ok(self.songs.chosen(near.into_iter(), seed, other_artists, limit))
    }
}
