//! `pipeline map`.

use super::output;
use crate::error::PipelineError;
use crate::index::map::draw_map;
use crate::progress::Progress;
use crate::publish::{inputs_of, publish};
use engine::Models;
use serde_json::json;
use std::path::PathBuf;

/// Compute the map of models that have none, or compute it again.
#[derive(Debug, clap::Args)]
pub struct MapArgs {
    /// Models directory with the preset earworm.
    #[arg(long, value_name = "DIR")]
    models: PathBuf,
    /// Random seed.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

/// Runs the command; the models are replaced once the map is finished.
///
/// # Errors
/// If the models cannot be read or written, or have no song embeddings.
pub fn run(args: &MapArgs, progress: Progress) -> Result<(), PipelineError> {
    let (manifest, mut models) = Models::open(&args.models)?;
    let Some(earworm) = models.earworm() else {
        return Err(PipelineError::NotMappable(manifest.preset));
    };
    let map = draw_map(&models.tracks, &earworm.recommend.index, args.seed, progress);
    let songs = map.points().len();
    models.map = Some(map);
    let fingerprint = inputs_of(&args.models).unwrap_or_default();
    publish(&models, manifest, &fingerprint, &args.models, progress, &|_, _| Ok(()))?;
    if args.json {
        return output::print_json(&json!({ "songs": songs, "models": args.models }));
    }
    output::print(&format_args!("mapped {songs} songs in {}", args.models.display()))
}
