//! `pipeline calibrate`.

use super::output;
use crate::calibrate::calibrate;
use crate::error::PipelineError;
use crate::progress::Progress;
use crate::publish::{inputs_of, publish};
use engine::{Manifest, Models, RankingFeatures, RankingWeights};
use serde_json::json;
use std::fmt::Write;
use std::path::PathBuf;

/// Learn again how models rank songs and how sure their answers are, on hints of the tuning half.
#[derive(Debug, clap::Args)]
pub struct CalibrateArgs {
    /// Models directory.
    #[arg(long, value_name = "DIR")]
    models: PathBuf,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

/// Runs the command; the models are replaced once all is learned.
///
/// # Errors
/// If the models cannot be read or written.
pub fn run(args: &CalibrateArgs, progress: Progress) -> Result<(), PipelineError> {
    let (manifest, models) = Models::open(&args.models)?;
    let fingerprint = inputs_of(&args.models).unwrap_or_default();
    let finish = |engine: &_, manifest: &mut _| calibrate(engine, manifest, progress);
    let manifest = publish(&models, manifest, &fingerprint, &args.models, progress, &finish)?;
    if args.json {
        let Manifest { ranking, confidence, .. } = &manifest;
        return output::print_json(&json!({ "ranking": ranking, "confidence": confidence }));
    }
    output::print(&described(&manifest))
}

fn described(manifest: &Manifest) -> String {
    let mut text = String::new();
    let preset = RankingWeights::PRESET.by_feature().numbers();
    match manifest.ranking.map(|learned| learned.by_feature().numbers()) {
        Some(learned) => {
            for ((name, preset), learned) in RankingFeatures::NAMES.iter().zip(preset).zip(learned)
            {
                let _ = writeln!(text, "{name:<12} {learned:.3} (preset {preset:.3})");
            }
        }
        None => {
            text +=
                "the preset weights stay: those learned find less, or the models rank otherwise\n";
        }
    }
    text + &match manifest.confidence {
        Some(model) => {
            let (sure, likely) = (model.sure, model.likely);
            format!("sure from a chance of {sure:.4} on, likely from {likely:.2} on")
        }
        None => "too few songs to learn how sure answers are: the preset rule stays".to_owned(),
    }
}
