//! How often recommendations agree with playlists, compared with simpler methods.
//!
//! For each song of a held-out playlist, the other songs of the list should be recommended. People
//! who list a song often list more by the same artist, which says little about similarity; so
//! everything is also measured without the seed's artists, in lists and playlists alike (the artist
//! filter of Flexer, 2007).

mod cases;
mod catalogue;
mod gain;
mod measures;
mod methods;
mod report;
mod survey;

use crate::error::PipelineError;
use crate::playlists::{Split, read_playlists};
use crate::progress::Progress;
use cases::{Case, artists_of, cases};
use catalogue::Songs;
use engine::{Engine, Models, PresetModels};
use measures::Measures;
use methods::{Earworm, Method, Part, PartAlone, Parts, PlainDistance, Popularity, Spotifinder};
use serde::Serialize;
use std::path::PathBuf;
use survey::Survey;

pub use gain::{Gain, Interval};
pub use survey::Latency;

/// What to evaluate.
#[derive(Clone, Debug)]
pub struct SimilarOptions {
    /// The models directory.
    pub models: PathBuf,
    /// The file of playlists.
    pub playlists: PathBuf,
    /// Models of the preset spotifinder.
    pub spotifinder: Option<PathBuf>,
    /// The most seeds.
    pub seeds: usize,
    /// Whether to evaluate without each group of facets.
    pub ablation: bool,
    /// The playlists to use.
    pub split: Split,
    /// Whether to skip the full-catalogue survey.
    pub quick: bool,
}

/// The results.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SimilarEvaluation {
    /// Tracks of the catalogue.
    pub tracks: usize,
    /// Songs.
    pub songs: usize,
    /// Playlists used.
    pub playlists: usize,
    /// What these playlists are used for.
    pub split: Split,
    /// Seeds.
    pub seeds: usize,
    /// Expected hits of a random list of ten.
    pub random_hits_at_10: f64,
    /// The same with the artist filter.
    pub random_hits_at_10_other_artists: f64,
    /// By method.
    pub methods: Vec<Measures>,
    /// What Earworm gains over each other method.
    pub gains: Vec<Gain>,
    /// Surveys of the full catalogue, by method.
    pub surveys: Vec<Survey>,
    /// Latency of the engine on one thread.
    pub latency: Vec<Latency>,
    /// Recall@10 of the index, from the manifest.
    pub index_recall_at_10: f32,
}

impl SimilarEvaluation {
    /// Runs the evaluation.
    ///
    /// # Errors
    /// If the models or playlists cannot be read, or an encoder fails.
    pub fn new(options: &SimilarOptions, progress: Progress) -> Result<Self, PipelineError> {
        let engine = Engine::load(&options.models)?;
        let songs = Songs::new(&engine);
        let playlists = read_playlists(&options.playlists)?.of_rows(songs.ids());
        let part =
            |split| playlists.iter().filter(|list| list.split() == split).collect::<Vec<_>>();
        let learned = artists_of(&part(Split::Learn), &songs);
        let evaluated = part(options.split);
        let cases = cases(&evaluated, &songs, &learned, options.seeds);
        let spotifinder = options.spotifinder.as_ref().map(|dir| Models::open(dir)).transpose()?;
        let parts =
            if options.ablation { Parts::new(Models::open(&options.models)?.1)? } else { None };
        let methods = methods(&engine, &songs, spotifinder, parts.as_ref());
        let methods: Result<Vec<Measures>, PipelineError> = methods
            .iter()
            .map(|method| {
                progress.step(&format!("measuring {}", method.name()), cases.len(), |bar| {
                    Measures::of(method.as_ref(), &cases, &songs, bar)
                })
            })
            .collect();
        let methods = methods?;
        let expected = |other_artists| Case::mean_expected(&cases, songs.len(), other_artists);
        Ok(Self {
            tracks: engine.tracks().len(),
            songs: songs.len(),
            playlists: evaluated.len(),
            split: options.split,
            seeds: cases.len(),
            random_hits_at_10: expected(false),
            random_hits_at_10_other_artists: expected(true),
            gains: Gain::all(&methods),
            methods,
            surveys: surveys(&engine, &songs, options.quick, progress)?,
            latency: progress.step("timing", 0, |_| Latency::all(&engine, &songs))?,
            index_recall_at_10: engine.manifest().recommend.recall_at_10,
        })
    }
}

/// The latency of recommending, on one thread.
///
/// # Errors
/// If the encoder fails.
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
    parts: Option<&'a Parts>,
) -> Vec<Box<dyn Method + 'a>> {
    let mut methods: Vec<Box<dyn Method + 'a>> = vec![Box::new(Earworm::plain(engine, songs))];
    if let Some(parts) = parts {
        for method in Earworm::ablated(engine, songs) {
            methods.push(Box::new(method));
        }
        for part in [Part::Embeddings, Part::Similarity] {
            methods.push(Box::new(PartAlone { part, parts, songs }));
        }
    }
    if let Some((_, Models { tracks, preset: PresetModels::Spotifinder(original), .. })) =
        spotifinder
    {
        methods.push(Box::new(Spotifinder::new(songs, &tracks, &original.recommend.index)));
    }
    methods.push(Box::new(PlainDistance::of_features_and_genres(songs)));
    methods.push(Box::new(PlainDistance::of_audio_features(songs)));
    methods.push(Box::new(PlainDistance::of_genres(songs)));
    methods.push(Box::new(Popularity::new(songs)));
    methods
}
