//! Ways to recommend that are compared.

use super::catalogue::Songs;
use crate::error::PipelineError;
use crate::fit::similarity::score;
use catalog::{AudioFeature, Facet, FacetGroup, FacetWeights, RecommendationRequest, ResultCount};
use engine::recommend::{GenreVector, NUMBERS, Profile, Similarity, number_facets, profiles};
use engine::{
    Analyzer, Code, CodeIndex, Encoder, Engine, Lane, Models, OnnxEncoder, RecommendLane,
    SongIndex, SparseVector, TfIdf, TrackTable,
};
use rand::SeedableRng;
use rand::rngs::ChaCha8Rng;
use rand::seq::SliceRandom;
use std::cmp::Ordering;
use std::collections::HashMap;

/// A way to recommend.
pub(super) trait Method: Sync {
    fn name(&self) -> String;

    /// Songs for a seed, best first; a song may come again, if the method gives several of its
    /// versions.
    fn list(&self, seed: u32, other_artists: bool, limit: usize)
    -> Result<Vec<u32>, PipelineError>;
}

/// The engine with its models.
pub(super) struct Earworm<'a> {
    engine: &'a Engine,
    songs: &'a Songs<'a>,
    name: String,
    weights: FacetWeights,
}

impl<'a> Earworm<'a> {
    pub(super) fn plain(engine: &'a Engine, songs: &'a Songs<'a>) -> Self {
        Self { engine, songs, name: "earworm".to_owned(), weights: FacetWeights::default() }
    }

    /// Without one group of facets each.
    pub(super) fn ablated(engine: &'a Engine, songs: &'a Songs<'a>) -> Vec<Self> {
        let without = |group: FacetGroup| {
            let mut weights = FacetWeights::default();
            weights.set(group, 0.0);
            Self { engine, songs, name: format!("  without {}", group.name()), weights }
        };
        FacetGroup::ALL.into_iter().map(without).collect()
    }
}

impl Method for Earworm<'_> {
    fn name(&self) -> String {
        self.name.clone()
    }

    fn list(
        &self,
        seed: u32,
        other_artists: bool,
        limit: usize,
    ) -> Result<Vec<u32>, PipelineError> {
        let request = RecommendationRequest {
            limit: ResultCount::try_from(limit as u32).unwrap_or_default(),
            weights: self.weights,
            other_artists,
            ..RecommendationRequest::like(Vec::new())
        };
        let rows = self.engine.recommended_rows(self.songs.entry(seed), &request)?;
        Ok(rows.into_iter().filter_map(|row| self.songs.of_row(row)).collect())
    }
}

/// Parts of the engine's way, each alone.
pub(super) struct Alone<'a> {
    songs: &'a Songs<'a>,
    part: Part,
    similarity: &'a Similarity,
    encoder: &'a OnnxEncoder,
    index: &'a SongIndex,
    profiles: &'a [(Profile, GenreVector)],
}

/// Which part.
#[derive(Clone, Copy)]
enum Part {
    /// The nearest codes, in their order.
    Codes,
    /// The similarity of all songs, without candidates.
    Similarity,
}

/// The models that [`Alone`] looks into.
pub(super) struct Inside {
    lane: Lane<Similarity, SongIndex>,
    encoder: OnnxEncoder,
    profiles: Vec<(Profile, GenreVector)>,
}

impl Inside {
    pub(super) fn new(models: Models) -> Result<Option<Self>, PipelineError> {
        let RecommendLane::Earworm(lane) = models.recommend else { return Ok(None) };
        let encoder = OnnxEncoder::load(&lane.encoder, lane.vectorizer.columns())?;
        let profiles = profiles(&models.tracks, &lane.vectorizer)
            .into_iter()
            .map(|profile| {
                let genres = lane.vectorizer.genres.sum(&profile.genres);
                (profile, genres)
            })
            .collect();
        Ok(Some(Self { lane, encoder, profiles }))
    }
}

impl<'a> Alone<'a> {
    pub(super) fn both(inside: &'a Inside, songs: &'a Songs<'a>) -> [Self; 2] {
        [Part::Codes, Part::Similarity].map(|part| Self {
            songs,
            part,
            similarity: &inside.lane.vectorizer,
            encoder: &inside.encoder,
            index: &inside.lane.index,
            profiles: &inside.profiles,
        })
    }

    fn nearest_codes(&self, seed: u32) -> Result<Vec<u32>, PipelineError> {
        let vector = self.similarity.vectorize(&self.profiles[seed as usize].0);
        Ok(self.index.nearest_among(&self.encoder.encode_one(&vector)?, FIRST, |_| true))
    }

    fn most_similar(&self, seed: u32) -> Vec<u32> {
        let own = &self.profiles[seed as usize];
        let scores: Vec<f32> =
            self.profiles.iter().map(|other| score(self.similarity, own, other)).collect();
        first(self.songs.len(), FIRST, |a, b| {
            scores[b as usize].total_cmp(&scores[a as usize]).then(a.cmp(&b))
        })
    }
}

/// How many songs are put in order, of which the first that are admitted are taken.
const FIRST: usize = 4000;

/// The first songs in an order.
fn first(songs: usize, count: usize, order: impl Fn(u32, u32) -> Ordering) -> Vec<u32> {
    let mut all: Vec<u32> = (0..songs as u32).collect();
    if count < all.len() {
        all.select_nth_unstable_by(count, |a, b| order(*a, *b));
        all.truncate(count);
    }
    all.sort_unstable_by(|a, b| order(*a, *b));
    all
}

impl Method for Alone<'_> {
    fn name(&self) -> String {
        match self.part {
            Part::Codes => "  codes alone".to_owned(),
            Part::Similarity => "  similarity of all songs".to_owned(),
        }
    }

    fn list(
        &self,
        seed: u32,
        other_artists: bool,
        limit: usize,
    ) -> Result<Vec<u32>, PipelineError> {
        let ordered = match self.part {
            Part::Codes => self.nearest_codes(seed)?,
            Part::Similarity => self.most_similar(seed),
        };
        Ok(self.songs.chosen(ordered.into_iter(), seed, other_artists, limit))
    }
}

/// The original's method: the nearest codes of its autoencoder, all versions of all songs.
pub(super) struct Spotifinder<'a> {
    songs: &'a Songs<'a>,
    codes: Vec<(u32, Code)>,
    code_of_song: HashMap<u32, Code>,
}

impl<'a> Spotifinder<'a> {
    /// Over models of the same catalogue, whose tracks may stand in other rows.
    pub(super) fn new(songs: &'a Songs<'a>, tracks: &TrackTable, index: &CodeIndex) -> Self {
        let rows: HashMap<u32, u32> =
            songs.ids().zip(0..).filter_map(|(id, row)| Some((tracks.row(id)?, row))).collect();
        let codes = index.codes().into_iter();
        let codes: Vec<(u32, Code)> =
            codes.filter_map(|(row, code)| Some((*rows.get(&row)?, code))).collect();
        let by_row: HashMap<u32, Code> = codes.iter().copied().collect();
        let code = |song| Some((song, *by_row.get(&songs.row(song))?));
        let code_of_song = (0..songs.len() as u32).filter_map(code).collect();
        Self { songs, codes, code_of_song }
    }
}

impl Method for Spotifinder<'_> {
    fn name(&self) -> String {
        "spotifinder".to_owned()
    }

    fn list(
        &self,
        seed: u32,
        other_artists: bool,
        limit: usize,
    ) -> Result<Vec<u32>, PipelineError> {
        let Some(code) = self.code_of_song.get(&seed) else { return Ok(Vec::new()) };
        let own = self.songs.row(seed);
        let others = self.codes.iter().filter(|(row, _)| *row != own);
        let mut near: Vec<(f32, u32)> =
            others.map(|(row, other)| (code.squared_distance(other), *row)).collect();
        let first = near.len().min(limit * 10 + 1000);
        if first < near.len() {
            near.select_nth_unstable_by(first, |a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
            near.truncate(first);
        }
        near.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        let near = near.into_iter().filter_map(|(_, row)| self.songs.of_row(row));
        let left_out = |song: u32| other_artists && self.songs.share_an_artist(seed, song);
        Ok(near.filter(|song| !left_out(*song)).take(limit).collect())
    }
}

/// Plain distance of scaled features, of genres' TF-IDF, or of both.
pub(super) struct Features<'a> {
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

impl<'a> Features<'a> {
    /// Audio features, year, popularity and genres.
    pub(super) fn both(songs: &'a Songs<'a>) -> Self {
        let others = [Facet::Year, Facet::Popularity];
        let (width, numbers) = scaled(songs, |facet| is_audio(facet) || others.contains(&facet));
        let lists = Some(GenreLists::new(songs));
        Self { songs, name: "features and genres", width, numbers, lists }
    }

    pub(super) fn audio(songs: &'a Songs<'a>) -> Self {
        let (width, numbers) = scaled(songs, is_audio);
        Self { songs, name: "audio features", width, numbers, lists: None }
    }

    pub(super) fn genres(songs: &'a Songs<'a>) -> Self {
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

/// Numbers by song, scaled from the first to the last percentile; the mean where unknown.
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
        known.get((known.len().saturating_sub(1) as f32 * share).round() as usize).copied()
    };
    let (low, high) = (at(0.01).unwrap_or(0.0), at(0.99).unwrap_or(1.0));
    let scale = |x: f32| ((x - low) / (high - low).max(f32::MIN_POSITIVE)).clamp(0.0, 1.0);
    let mean = known.iter().map(|x| scale(*x)).sum::<f32>() / known.len().max(1) as f32;
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
        for song in 0..songs.len() as u32 {
            let genres = &songs.entry(song).genres;
            genres.iter().for_each(|genre| *frequencies.entry(genre.clone()).or_default() += 1);
            let text = genres.join(",");
            let next = texts.len() as u32;
            of_song.push(*numbers.entry(text.clone()).or_insert_with(|| {
                texts.push(text);
                next
            }));
        }
        let fitted =
            TfIdf::new(Analyzer::Names, frequencies.into_iter().collect(), songs.len() as u32);
        Self { vectors: texts.iter().map(|text| fitted.transform(text)).collect(), of_song }
    }

    /// Squares of the distances of the seed's genres to all lists.
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

impl Method for Features<'_> {
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
        // Ties, of which genres alone have many, are broken by a fixed shuffle.
        let key = |song: &u32| (distances[*song as usize], song.wrapping_mul(2_654_435_761));
        let near = first(self.songs.len(), FIRST, |a, b| {
            let (a, b) = (key(&a), key(&b));
            a.0.total_cmp(&b.0).then(a.1.cmp(&b.1))
        });
        Ok(self.songs.chosen(near.into_iter(), seed, other_artists, limit))
    }
}

/// The most popular songs, for everybody.
pub(super) struct Popularity<'a> {
    songs: &'a Songs<'a>,
    ordered: Vec<u32>,
}

impl<'a> Popularity<'a> {
    pub(super) fn new(songs: &'a Songs<'a>) -> Self {
        let mut ordered: Vec<u32> = (0..songs.len() as u32).collect();
        ordered.shuffle(&mut ChaCha8Rng::seed_from_u64(1));
        ordered.sort_by_key(|song| std::cmp::Reverse(songs.entry(*song).popularity));
        Self { songs, ordered }
    }
}

impl Method for Popularity<'_> {
    fn name(&self) -> String {
        "popularity".to_owned()
    }

    fn list(
        &self,
        seed: u32,
        other_artists: bool,
        limit: usize,
    ) -> Result<Vec<u32>, PipelineError> {
        Ok(self.songs.chosen(self.ordered.iter().copied(), seed, other_artists, limit))
    }
}
