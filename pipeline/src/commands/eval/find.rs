use crate::error::PipelineError;
use crate::eval::find::baselines::{EditDistance, OriginalTiming, Spotifinder};
use crate::eval::find::{
    EngineFinder, FindEvaluation, Finder, HintGenerator, HintKind, HintPlan, HintTrack,
    LabelledHint, Outcome, Seed, Songs, Trial, TypedSong, measure, read_hints, write_failures,
};
use engine::{Engine, FindPart};
use std::fs::File;
use std::io::BufWriter;
use std::path::{Path, PathBuf};

#[derive(Debug, clap::Args)]
pub(super) struct FindArgs {
    /// The models directory.
    #[arg(long, value_name = "DIR")]
    models: PathBuf,
    /// Hints of each kind.
    #[arg(long, default_value_t = 200, value_name = "N")]
    per_kind: usize,
    /// Which hints: tuning, held-out or a number for more of the tuning half; improve a finder with
    /// tuning alone, and report with held-out.
    #[arg(long, default_value_t = Seed::HeldOut)]
    seed: Seed,
    /// Only these kinds.
    #[arg(long, value_name = "KIND", value_delimiter = ',')]
    kinds: Vec<HintKind>,
    /// Hints that `pipeline hints` wrote, instead of drawing some.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["per_kind", "seed", "kinds"])]
    hints: Option<PathBuf>,
    /// Songs that are typed letter by letter, to count keystrokes.
    #[arg(long, default_value_t = 200, value_name = "N")]
    keystrokes: usize,
    /// Write what was not found first to this file.
    #[arg(long, value_name = "FILE")]
    failures: Option<PathBuf>,
    /// Models of the preset spotifinder, of the same catalogue, to compare with.
    #[arg(long, value_name = "DIR")]
    spotifinder: Option<PathBuf>,
    /// Compare with other finders: edit distance, tantivy (if it is built in) and, if
    /// `EARWORM_PYTHON` names a Python with scikit-learn, the time of the original's method.
    #[arg(long)]
    peers: bool,
    #[arg(long, env = "EARWORM_PYTHON", hide = true)]
    python: Option<PathBuf>,
    /// Measure again with parts of the finder left out, to show what they give.
    #[arg(long)]
    ablation: bool,
    /// Print JSON.
    #[arg(long)]
    pub(super) json: bool,
}

/// Measures models, and what they are compared with.
pub(super) fn evaluate(args: &FindArgs) -> Result<FindEvaluation, PipelineError> {
    let engine = Engine::load(&args.models)?;
    let songs = songs_of(&engine);
    let (hints, typed) = drawn(args, &songs)?;
    let trial = Trial { hints: &hints, songs: &typed };
    let (measured, outcomes) = measure(&EngineFinder::new(&engine), &trial)?;
    if let Some(path) = &args.failures {
        write(&outcomes, &songs, path)?;
    }
    let mut finders = vec![measured];
    for parts in ABLATIONS.iter().filter(|_| args.ablation) {
        finders.push(measure(&EngineFinder::without(&engine, parts), &trial)?.0);
    }
    for peer in peers(args, &songs)? {
        finders.push(measure(&*peer, &trial)?.0);
    }
    let original = original(args, &songs, &hints)?;
    let (tracks, songs) = (songs.len(), songs.songs().len());
    Ok(FindEvaluation { hints: source(args), tracks, songs, finders, original })
}

/// Parts that are left out together: each alone, and those that stand in for each other.
const ABLATIONS: [&[FindPart]; 7] = [
    &[FindPart::Codes],
    &[FindPart::Misspellings],
    &[FindPart::Segments],
    &[FindPart::Thorough],
    &[FindPart::Misspellings, FindPart::Segments],
    &[FindPart::Misspellings, FindPart::Segments, FindPart::Codes],
    &[FindPart::Words],
];

fn write(outcomes: &[Outcome], songs: &Songs, path: &Path) -> Result<(), PipelineError> {
    let io = |source| PipelineError::Io { path: path.to_owned(), source };
    let file = BufWriter::new(File::create(path).map_err(io)?);
    write_failures(outcomes, songs, file).map_err(io)
}

fn peers<'a>(
    args: &FindArgs,
    songs: &'a Songs,
) -> Result<Vec<Box<dyn Finder + 'a>>, PipelineError> {
    let mut peers: Vec<Box<dyn Finder>> = Vec::new();
    if let Some(dir) = &args.spotifinder {
        peers.push(Box::new(Spotifinder::new(Engine::load(dir)?, songs)));
    }
    if args.peers {
        #[cfg(feature = "peers")]
        peers.push(Box::new(crate::eval::find::baselines::Tantivy::new(songs)?));
        peers.push(Box::new(EditDistance::new(songs)));
    }
    Ok(peers)
}

/// The time of the original's method, if it is asked for and there is a Python.
fn original(
    args: &FindArgs,
    songs: &Songs,
    hints: &[LabelledHint],
) -> Result<Option<OriginalTiming>, PipelineError> {
    let Some(python) = args.python.as_ref().filter(|_| args.peers) else { return Ok(None) };
    let encoder = args.spotifinder.as_ref().map(|dir| dir.join("find.encoder.onnx"));
    OriginalTiming::measure(python, songs, hints, encoder).map(Some)
}

/// The songs of loaded models.
fn songs_of(engine: &Engine) -> Songs {
    let tracks = (0..engine.len() as u32).filter_map(|row| engine.track_at(row));
    Songs::new(tracks.map(HintTrack::from).collect())
}

/// The hints, and the songs to be typed.
fn drawn(
    args: &FindArgs,
    songs: &Songs,
) -> Result<(Vec<LabelledHint>, Vec<TypedSong>), PipelineError> {
    let generator = HintGenerator::new(songs);
    let kinds = if args.kinds.is_empty() { HintKind::all() } else { &args.kinds };
    let plan = HintPlan { seed: args.seed, per_kind: args.per_kind, kinds: kinds.to_vec() };
    let given = args.hints.as_deref().map(|path| read(path, songs));
    let hints = given.unwrap_or_else(|| Ok(generator.hints(&plan)))?;
    Ok((hints, generator.typed_songs(args.seed, args.keystrokes)))
}

/// Where the hints come from.
fn source(args: &FindArgs) -> String {
    let drawn = || format!("seed {}, {} of each kind", args.seed, args.per_kind);
    args.hints.as_ref().map_or_else(drawn, |path| path.display().to_string())
}

fn read(path: &Path, songs: &Songs) -> Result<Vec<LabelledHint>, PipelineError> {
    let io = |source| PipelineError::Io { path: path.to_owned(), source };
    read_hints(File::open(path).map_err(io)?, songs).map_err(io)
}
