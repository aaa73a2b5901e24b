//! `pipeline map`.

use super::output;
use crate::error::PipelineError;
use crate::index::map::draw_map;
use crate::progress::Progress;
use crate::publish::{inputs_of, publish};
use engine::{Models, RecommendLane};
use std::path::PathBuf;

/// Draws the map of models anew, or that of models that have none.
#[derive(Debug, clap::Args)]
pub struct MapArgs {
    /// The models directory, of the preset earworm.
    #[arg(long, value_name = "DIR")]
    models: PathBuf,
    /// Seed of everything random.
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

/// Runs the command; the models are replaced when the map is finished.
///
/// # Errors
/// If the models cannot be read or written, or have no codes of songs.
pub fn run(args: &MapArgs, progress: Progress) -> Result<(), PipelineError> {
    let (manifest, mut models) = Models::open(&args.models)?;
    let RecommendLane::Earworm(lane) = &models.recommend else {
        return Err(PipelineError::NotMappable(manifest.preset));
    };
    let map = draw_map(&models.tracks, &lane.index, args.seed, progress);
    let songs = map.places.len();
    models.map = Some(map);
    let inputs = inputs_of(&args.models).unwrap_or_default();
    progress.step("writing and verifying the models", 0, |_| {
        publish(&models, manifest, &inputs, &args.models)
    })?;
    output::print(&format_args!("a map of {songs} songs in {}", args.models.display()))
}
