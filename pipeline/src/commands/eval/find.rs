use crate::error::PipelineError;
use crate::eval::find::baselines::{EditDistance, OriginalTiming, Spotifinder};
use crate::eval::find::{
    DrawnHints, EngineFinder, FindEvaluation, Finder, HintGenerator, HintKind, HintPlan, HintTrack,
    LabelledHint, Outcome, Seed, Songs, Trial, TypedSong, expected_reciprocal_rank, measure,
    read_hints, refuse_held_out, write_failures,
};
use crate::progress::Progress;
use engine::{Engine, FindPart};
use std::fs::File;
use std::io::BufWriter;
use std::path::{Path, PathBuf};

#[derive(Debug, clap::Args)]
pub(super) struct FindArgs {
    /// The models directory.
    #[arg(long, value_name = "DIR")]
    models: PathBuf,
    /// Hints per kind.
    #[arg(long, default_value_t = 200, value_name = "N")]
    per_kind: usize,
    /// Which hints: tuning, held-out, or a number for more of the tuning half. Improve a finder with
    /// tuning only; report held-out.
    #[arg(long, default_value_t = Seed::HeldOut)]
    seed: Seed,
    /// Only these kinds.
    #[arg(long, value_name = "KIND", value_delimiter = ',')]
    kinds: Vec<HintKind>,
    /// A file of hints written by `pipeline hints`, instead of drawing some.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["per_kind", "seed", "kinds"])]
    hints: Option<PathBuf>,
    /// Songs to type letter by letter, to count keystrokes.
    #[arg(long, default_value_t = 200, value_name = "N")]
    keystrokes: usize,
    /// Write the hints whose song was not first to this file; needs hints of the tuning half.
    #[arg(long, value_name = "FILE")]
    failures: Option<PathBuf>,
    /// Also evaluate these models of the preset spotifinder, of the same catalogue.
    #[arg(long, value_name = "DIR")]
    spotifinder: Option<PathBuf>,
    /// Also evaluate other finders: edit distance, tantivy (with the feature baselines) and, if
    /// `EARWORM_PYTHON` names a Python with scikit-learn, the latency of the original's method.
    #[arg(long)]
    baselines: bool,
    #[arg(long, env = "EARWORM_PYTHON", hide = true)]
    python: Option<PathBuf>,
    /// Also evaluate with the preset weights of the ranking features, and without parts of the finder, to show what
    /// each contributes.
    #[arg(long)]
    ablation: bool,
    /// Also evaluate with so many candidates by words.
    #[arg(long, value_name = "N", value_delimiter = ',')]
    candidates: Vec<usize>,
    /// Print JSON.
    #[arg(long)]
    pub(super) json: bool,
}

/// Evaluates models and what they are compared with.
pub(super) fn evaluate(
    args: &FindArgs,
    progress: Progress,
) -> Result<FindEvaluation, PipelineError> {
    let engine = Engine::load(&args.models)?;
    let songs = songs_of(&engine);
    let (DrawnHints { hints, discarded }, typed) = drawn(args, &songs)?;
    if args.failures.is_some() {
        refuse_held_out(&hints, &songs)?;
    }
    let trial = Trial { hints: &hints, songs: &typed };
    let (mut measured, outcomes) = measure(&EngineFinder::new(&engine), &trial, progress)?;
    measured.shared_titles = expected_reciprocal_rank(&outcomes, &songs);
    if let Some(path) = &args.failures {
        write(&outcomes, &songs, path)?;
    }
    let mut finders = vec![measured];
    for other in variants(args, &engine).chain(baselines(args, &songs)?) {
        let (mut measured, outcomes) = measure(&*other, &trial, progress)?;
        measured.shared_titles = expected_reciprocal_rank(&outcomes, &songs);
        finders.push(measured);
    }
    let original = original(args, &songs, &hints)?;
    let (tracks, songs) = (songs.len(), songs.songs().len());
    Ok(FindEvaluation { hints: source(args), tracks, songs, discarded, finders, original })
}

/// The engine with something changed.
fn variants<'a>(args: &FindArgs, engine: &'a Engine) -> impl Iterator<Item = Box<dyn Finder + 'a>> {
    let preset = args.ablation.then(|| EngineFinder::with_preset_weights(engine));
    let parts = ABLATIONS.iter().filter(|_| args.ablation);
    let parts = parts.map(|parts| EngineFinder::without(engine, parts));
    let counts = args.candidates.iter();
    let counts = counts.map(|&count| EngineFinder::with_candidates(engine, count));
    let all: Vec<EngineFinder<'a>> = preset.into_iter().chain(parts).chain(counts).collect();
    all.into_iter().map(|finder| Box::new(finder) as Box<dyn Finder>)
}

/// Parts to leave out: each alone, and together those that compensate for each other.
const ABLATIONS: [&[FindPart]; 9] = [
    &[FindPart::Embeddings],
    &[FindPart::Misspellings],
    &[FindPart::Segments],
    &[FindPart::Reranking],
    &[FindPart::Lyrics],
    &[FindPart::Sounds],
    &[FindPart::Misspellings, FindPart::Segments],
    &[FindPart::Misspellings, FindPart::Segments, FindPart::Embeddings],
    &[FindPart::Words],
];

fn write(outcomes: &[Outcome], songs: &Songs, path: &Path) -> Result<(), PipelineError> {
    let io = |source| PipelineError::Io { path: path.to_owned(), source };
    let file = BufWriter::new(File::create(path).map_err(io)?);
    write_failures(outcomes, songs, file).map_err(io)
}

fn baselines<'a>(
    args: &FindArgs,
    songs: &'a Songs,
) -> Result<Vec<Box<dyn Finder + 'a>>, PipelineError> {
    let mut finders: Vec<Box<dyn Finder>> = Vec::new();
    if let Some(dir) = &args.spotifinder {
        finders.push(Box::new(Spotifinder::new(Engine::load(dir)?, songs)));
    }
    if args.baselines {
        #[cfg(feature = "baselines")]
        finders.push(Box::new(crate::eval::find::baselines::Tantivy::new(songs)?));
        finders.push(Box::new(EditDistance::new(songs)));
    }
    Ok(finders)
}

/// The latency of the original's method, if requested and there is a Python.
fn original(
    args: &FindArgs,
    songs: &Songs,
    hints: &[LabelledHint],
) -> Result<Option<OriginalTiming>, PipelineError> {
    let Some(python) = args.python.as_ref().filter(|_| args.baselines) else { return Ok(None) };
    let encoder = args.spotifinder.as_ref().map(|dir| dir.join("find.encoder.onnx"));
    OriginalTiming::measure(python, songs, hints, encoder).map(Some)
}

/// The songs of loaded models.
fn songs_of(engine: &Engine) -> Songs {
    let tracks = engine.tracks().rows().filter_map(|row| engine.tracks().entry(row));
    Songs::new(tracks.map(HintTrack::from).collect())
}

/// The hints and the songs to type.
fn drawn(args: &FindArgs, songs: &Songs) -> Result<(DrawnHints, Vec<TypedSong>), PipelineError> {
    let generator = HintGenerator::new(songs);
    let plan = HintPlan::new(args.seed, args.per_kind, &args.kinds)?;
    let hints = match &args.hints {
        Some(path) => DrawnHints { hints: read(path, songs)?, discarded: Vec::new() },
        None => generator.draw(&plan),
    };
    Ok((hints, generator.typed_songs(args.seed, args.keystrokes)))
}

/// The source of the hints.
fn source(args: &FindArgs) -> String {
    let drawn = || format!("seed {}, {} of each kind", args.seed, args.per_kind);
    args.hints.as_ref().map_or_else(drawn, |path| path.display().to_string())
}

fn read(path: &Path, songs: &Songs) -> Result<Vec<LabelledHint>, PipelineError> {
    let io = |source| PipelineError::Io { path: path.to_owned(), source };
    read_hints(File::open(path).map_err(io)?, songs).map_err(io)
}
