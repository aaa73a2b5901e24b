//! `pipeline hints`.

use crate::clean::{CleanOptions, load_catalogue};
use crate::error::PipelineError;
use crate::eval::find::{
    HintGenerator, HintKind, HintPlan, HintTrack, LabelledHint, Seed, Songs, write_hints,
};
use crate::progress::Progress;
use engine::Models;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::BufWriter;
use std::path::{Path, PathBuf};

/// Draws labelled noisy hints from a catalogue.
#[derive(Debug, clap::Args)]
pub struct HintsArgs {
    #[command(flatten)]
    source: HintsSource,
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
    /// File for the hints: tab-separated, with the columns kind, hint, ids.
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
}

#[derive(Debug, clap::Args)]
#[group(required = true, multiple = false)]
struct HintsSource {
    /// A models directory, whose catalogue is used.
    #[arg(long, value_name = "DIR")]
    models: Option<PathBuf>,
    /// CSV files, or a directory of them.
    #[arg(long, num_args = 1.., value_name = "PATH")]
    data: Vec<PathBuf>,
}

/// Runs the command; how many hints there are of each kind goes to standard output.
///
/// # Errors
/// If the catalogue cannot be read or the hints cannot be written.
pub fn run(args: &HintsArgs, progress: Progress) -> Result<(), PipelineError> {
    let songs = Songs::new(tracks(&args.source, progress)?);
    let kinds = if args.kinds.is_empty() { HintKind::all() } else { &args.kinds };
    let plan = HintPlan { seed: args.seed, per_kind: args.per_kind, kinds: kinds.to_vec() };
    let hints = progress.step("drawing hints", 0, |_| HintGenerator::new(&songs).hints(&plan));
    write(&hints, &songs, &args.out)?;
    print(&hints, &args.out);
    Ok(())
}

fn tracks(source: &HintsSource, progress: Progress) -> Result<Vec<HintTrack>, PipelineError> {
    if let Some(dir) = &source.models {
        let tracks = Models::open(dir)?.1.tracks;
        let rows = 0..tracks.len() as u32;
        return Ok(rows.filter_map(|row| tracks.entry(row)).map(HintTrack::from).collect());
    }
    let catalogue = load_catalogue(&source.data, &CleanOptions::default(), &progress)?.0;
    Ok(catalogue.tracks.into_iter().map(HintTrack::from).collect())
}

fn write(hints: &[LabelledHint], songs: &Songs, out: &Path) -> Result<(), PipelineError> {
    let io = |source| PipelineError::Io { path: out.to_owned(), source };
    let file = BufWriter::new(File::create(out).map_err(io)?);
    write_hints(hints, songs, file).map_err(io)
}

fn print(hints: &[LabelledHint], out: &Path) {
    let mut counts: BTreeMap<HintKind, usize> = BTreeMap::new();
    hints.iter().for_each(|hint| *counts.entry(hint.kind).or_default() += 1);
    counts.iter().for_each(|(kind, count)| println!("{kind:<20} {count:>6}"));
    println!("{} hints in {}", hints.len(), out.display());
}
