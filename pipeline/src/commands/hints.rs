//! `pipeline hints`.

use super::output;
use crate::clean::CleanOptions;
use crate::data::Data;
use crate::error::PipelineError;
use crate::eval::find::{
    HintGenerator, HintKind, HintPlan, HintTrack, LabelledHint, Seed, Songs, write_hints,
};
use crate::progress::Progress;
use engine::Models;
use serde_json::json;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::BufWriter;
use std::path::{Path, PathBuf};

/// Generate labelled noisy hints from a catalogue: an open benchmark for song finders.
#[derive(Debug, clap::Args)]
pub struct HintsArgs {
    #[command(flatten)]
    source: HintsSource,
    /// Number of hints of each kind.
    #[arg(long, default_value_t = 200, value_name = "N")]
    per_kind: usize,
    /// `tuning` to improve a finder with, `held-out` to report with, or a number for more hints from the
    /// tuning half.
    #[arg(long, default_value_t = Seed::HeldOut)]
    seed: Seed,
    /// Only these kinds.
    #[arg(long, value_name = "KIND", value_delimiter = ',')]
    kinds: Vec<HintKind>,
    /// Tab-separated file to write, with the columns kind, hint and ids.
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

#[derive(Debug, clap::Args)]
#[group(required = true, multiple = false)]
struct HintsSource {
    /// Models directory whose catalogue is used.
    #[arg(long, value_name = "DIR")]
    models: Option<PathBuf>,
    /// Source files, a directory of them, or the output of `pipeline clean`.
    #[arg(long, num_args = 1.., value_name = "PATH")]
    data: Vec<PathBuf>,
}

/// Runs the command and prints the number of hints of each kind.
///
/// # Errors
/// If the catalogue cannot be read or the hints cannot be written.
pub fn run(args: &HintsArgs, progress: Progress) -> Result<(), PipelineError> {
    let songs = Songs::new(tracks(&args.source, progress)?);
    let plan = HintPlan::new(args.seed, args.per_kind, &args.kinds)?;
    let hints = progress.step("generating hints", 0, |_| HintGenerator::new(&songs).hints(&plan));
    write(&hints, &songs, &args.out)?;
    print(&hints, args)
}

fn tracks(source: &HintsSource, progress: Progress) -> Result<Vec<HintTrack>, PipelineError> {
    if let Some(dir) = &source.models {
        let tracks = Models::open(dir)?.1.tracks;
        return Ok(tracks
            .rows()
            .filter_map(|row| tracks.entry(row))
            .map(HintTrack::from)
            .collect());
    }
    let data = Data::recognise(&source.data)?;
    let (catalogue, _) = data.load(&CleanOptions::default(), progress)?;
    Ok(catalogue.tracks.into_iter().map(HintTrack::from).collect())
}

fn write(hints: &[LabelledHint], songs: &Songs, out: &Path) -> Result<(), PipelineError> {
    let io = PipelineError::io(out);
    let file = BufWriter::new(File::create(out).map_err(io)?);
    write_hints(hints, songs, file).map_err(io)
}

fn print(hints: &[LabelledHint], args: &HintsArgs) -> Result<(), PipelineError> {
    let mut counts: BTreeMap<HintKind, usize> = BTreeMap::new();
    hints.iter().for_each(|hint| *counts.entry(hint.kind).or_default() += 1);
    if args.json {
        let kinds: BTreeMap<String, usize> =
            counts.iter().map(|(kind, count)| (kind.to_string(), *count)).collect();
        return output::print_json(&json!({ "hints": hints.len(), "kinds": kinds }));
    }
    let line = |(kind, count): (&HintKind, &usize)| format!("{kind:<20} {count:>6}\n");
    let lines = counts.iter().map(line).collect::<Vec<_>>().concat();
    output::print(&format_args!("{lines}{} hints in {}", hints.len(), args.out.display()))
}
