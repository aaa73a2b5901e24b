//! `pipeline resize`.

use super::output;
use crate::error::PipelineError;
use crate::inputs::Inputs;
use crate::progress::Progress;
use crate::publish::{check_target, publish};
use crate::resize::resize;
use engine::Models;
use std::path::PathBuf;

/// Makes models of more or fewer tracks out of others, to measure how costs grow.
#[derive(Debug, clap::Args)]
pub struct ResizeArgs {
    /// The models directory to start from, of the preset earworm.
    #[arg(long, value_name = "DIR")]
    models: PathBuf,
    /// Number of tracks: a sample of those that are there, or all of them and replicas.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    tracks: u32,
    /// The models directory to write; models that are there are replaced.
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// Seed of everything random.
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

/// Runs the command.
///
/// # Errors
/// If the models cannot be read, resized or written.
pub fn run(args: &ResizeArgs, progress: Progress) -> Result<(), PipelineError> {
    check_target(&args.out)?;
    let (manifest, models) = Models::open(&args.models)?;
    let inputs = Inputs::new(
        manifest.files.clone(),
        [("resized", args.tracks.to_string()), ("seed", args.seed.to_string())],
    );
    let (manifest, models) = resize(manifest, models, args.tracks as usize, args.seed, progress)?;
    let manifest = progress.step("writing and verifying the models", 0, |_| {
        publish(&models, manifest, &inputs, &args.out)
    })?;
    output::print(&format_args!("{} tracks in {}", manifest.tracks, args.out.display()))
}
