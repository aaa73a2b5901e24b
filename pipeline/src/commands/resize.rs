//! `pipeline resize`.

use super::output;
use crate::error::PipelineError;
use crate::fingerprint::Fingerprint;
use crate::progress::Progress;
use crate::publish::{check_target, publish};
use crate::resize::resize;
use engine::Models;
use std::path::PathBuf;

/// Make models with more or fewer tracks from existing ones, to measure how costs grow.
#[derive(Debug, clap::Args)]
pub struct ResizeArgs {
    /// Models directory to start from, with the preset earworm.
    #[arg(long, value_name = "DIR")]
    models: PathBuf,
    /// Number of tracks: a sample of the existing ones, or all of them and copies.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    tracks: u32,
    /// Models directory to write; existing models are replaced.
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// Random seed.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Print the manifest as JSON.
    #[arg(long)]
    json: bool,
}

/// Runs the command.
///
/// # Errors
/// If the models cannot be read, resized or written.
pub fn run(args: &ResizeArgs, progress: Progress) -> Result<(), PipelineError> {
    check_target(&args.out)?;
    let (manifest, models) = Models::open(&args.models)?;
    let fingerprint = Fingerprint::new(
        manifest.files.clone(),
        [("resized", args.tracks.to_string()), ("seed", args.seed.to_string())],
    );
    let (manifest, models) = resize(manifest, models, args.tracks as usize, args.seed, progress)?;
    let manifest = publish(&models, manifest, &fingerprint, &args.out, progress, &|_, _| Ok(()))?;
    if args.json {
        return output::print_json(&manifest);
    }
    output::print(&format_args!("{} tracks in {}", manifest.tracks, args.out.display()))
}
