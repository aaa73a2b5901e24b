//! How often what is recommended is what people put together, beside simpler ways to recommend.
//!
//! For each song of a held-out playlist, the other songs of the list are what should be recommended.
//! Songs by the seed's own artists say little about a similarity, since whoever likes a song often
//! lists more by the same artist; so everything is also measured with them left out of lists and of
//! playlists (the artist filter of Flexer, 2007).

mod cases;
mod catalogue;
mod measures;
mod methods;
mod report;
mod survey;

use crate::error::PipelineError;
use crate::playlists::read_playlists;
use crate::progress::Progress;
use cases::{Case, cases};
use catalogue::Songs;
use engine::{Engine, Models, RecommendLane};
use measures::Measures;
use methods::{Alone, Earworm, Features, Inside, Method, Popularity, Spotifinder};
use serde::Serialize;
use std::path::PathBuf;
use survey::Survey;

pub use survey::Latency;

/// What is measured.
#[derive(Clone, Debug)]
pub struct SimilarOptions {
    /// The models.
    pub models: PathBuf,
    /// The playlists.
    pub playlists: PathBuf,
    /// Models of the preset spotifinder.
    pub spotifinder: Option<PathBuf>,
    /// Number of songs recommended for.
    pub seeds: usize,
    /// Whether to measure what each group of facets gives.
    pub ablation: bool,
    /// Whether to measure on the tuning half.
    pub tuning: bool,
    /// Whether to leave out what takes every song for a seed.
    pub quick: bool,
}

/// What was measured.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SimilarEvaluation {
    /// Tracks and distinct songs of the catalogue.
    pub tracks: usize,
    /// Songs.
    pub songs: usize,
    /// Playlists measured with.
    pub playlists: usize,
    /// Whether they are the ones that models may learn from.
    pub tuning: bool,
    /// Songs recommended for.
    pub seeds: usize,
    /// What a random list of ten would hit.
    pub random_hits_at_10: f64,
    /// The same with the artist filter.
    pub random_hits_at_10_other_artists: f64,
    /// By method.
    pub methods: Vec<Measures>,
    /// Over all songs as seeds, by method.
    pub surveys: Vec<Survey>,
    /// How long the engine takes, on one thread.
    pub latency: Vec<Latency>,
    /// Share of the ten truly nearest codes that the index finds, as the manifest has it.
    pub index_recall_at_10: f32,
}

impl SimilarEvaluation {
    /// Measures.
    ///
    /// # Errors
    /// If models or playlists cannot be read, or an encoder fails.
    pub fn new(options: &SimilarOptions, progress: Progress) -> Result<Self, PipelineError> {
        let engine = Engine::load(&options.models)?;
        let songs = Songs::new(&engine);
        let playlists = read_playlists(&options.playlists)?.of_rows(songs.ids());
        let half: Vec<_> =
            playlists.iter().filter(|list| list.is_held_out() != options.tuning).collect();
        let cases = cases(&half, &songs, options.seeds);
        let spotifinder = options.spotifinder.as_ref().map(|dir| Models::open(dir)).transpose()?;
        let inside =
            if options.ablation { Inside::new(Models::open(&options.models)?.1)? } else { None };
        let methods = methods(&engine, &songs, spotifinder, inside.as_ref());
        let methods: Result<Vec<Measures>, PipelineError> = methods
            .iter()
            .map(|method| {
                progress.step(&format!("measuring {}", method.name()), cases.len(), |bar| {
                    Measures::of(method.as_ref(), &cases, &songs, bar)
                })
            })
            .collect();
        let expected = |other_artists| Case::mean_expected(&cases, songs.len(), other_artists);
        Ok(Self {
            tracks: engine.len(),
            songs: songs.len(),
            playlists: half.len(),
            tuning: options.tuning,
            seeds: cases.len(),
            random_hits_at_10: expected(false),
            random_hits_at_10_other_artists: expected(true),
            methods: methods?,
            surveys: surveys(&engine, &songs, options.quick, progress)?,
            latency: progress.step("timing", 0, |_| Latency::all(&engine, &songs))?,
            index_recall_at_10: engine.manifest().recommend.recall_at_10,
        })
    }
}

/// How long an engine takes to recommend, on one thread.
///
/// # Errors
/// If an encoder fails.
pub fn latency(engine: &Engine) -> Result<Vec<Latency>, PipelineError> {
    Latency::all(engine, &Songs::new(engine))
}

fn surveys(
    engine: &Engine,
    songs: &Songs<'_>,
    quick: bool,
    progress: Progress,
) -> Result<Vec<Survey>, PipelineError> {
    if quick {
        return Ok(Vec::new());
    }
    let survey = progress.step("recommending for every song", songs.len(), |bar| {
        Survey::of(&Earworm::plain(engine, songs), songs, bar)
    });
    Ok(vec![survey?])
}

fn methods<'a>(
    engine: &'a Engine,
    songs: &'a Songs<'a>,
    spotifinder: Option<(engine::Manifest, Models)>,
    inside: Option<&'a Inside>,
) -> Vec<Box<dyn Method + 'a>> {
    let mut methods: Vec<Box<dyn Method + 'a>> = vec![Box::new(Earworm::plain(engine, songs))];
    if let Some(inside) = inside {
        for method in Earworm::ablated(engine, songs) {
            methods.push(Box::new(method));
        }
        for method in Alone::both(inside, songs) {
            methods.push(Box::new(method));
        }
    }
    if let Some((_, Models { tracks, recommend: RecommendLane::Spotifinder(lane), .. })) =
        spotifinder
    {
        methods.push(Box::new(Spotifinder::new(songs, &tracks, &lane.index)));
    }
    methods.push(Box::new(Features::both(songs)));
    methods.push(Box::new(Features::audio(songs)));
    methods.push(Box::new(Features::genres(songs)));
    methods.push(Box::new(Popularity::new(songs)));
    methods
}
