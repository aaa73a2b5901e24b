//! `pipeline calibrate`.

use super::output;
use crate::calibrate::learn_confidence;
use crate::error::PipelineError;
use crate::progress::Progress;
use crate::publish::{inputs_of, publish};
use engine::Models;
use std::path::PathBuf;

/// Learn again how sure the answers of models are, on hints of the tuning half.
#[derive(Debug, clap::Args)]
pub struct CalibrateArgs {
    /// Models directory.
    #[arg(long, value_name = "DIR")]
    models: PathBuf,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

/// Runs the command; the models are replaced once the confidence is learned.
///
/// # Errors
/// If the models cannot be read or written.
pub fn run(args: &CalibrateArgs, progress: Progress) -> Result<(), PipelineError> {
    let (manifest, models) = Models::open(&args.models)?;
    let fingerprint = inputs_of(&args.models).unwrap_or_default();
    let finish = |engine: &_, manifest: &mut _| learn_confidence(engine, manifest, progress);
    let manifest = publish(&models, manifest, &fingerprint, &args.models, progress, &finish)?;
    if args.json {
        return output::print_json(&manifest.confidence);
    }
    let Some(model) = manifest.confidence else {
        return output::print(&"too few songs to learn from: the preset rule stays");
    };
    let (sure, likely) = (model.sure, model.likely);
    output::print(&format_args!("sure from a chance of {sure:.4} on, likely from {likely:.2} on"))
}
