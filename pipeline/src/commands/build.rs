//! `pipeline build`.

use crate::build::build_models;
use crate::clean::{CleanOptions, load_catalogue};
use crate::error::PipelineError;
use crate::presets::BuildParams;
use crate::progress::Progress;
use crate::publish::publish;
use engine::{Manifest, Preset};
use std::path::PathBuf;

/// Builds models of CSV files: cleans them, trains the encoders and builds the indexes.
#[derive(Debug, clap::Args)]
pub struct BuildArgs {
    /// CSV files, or a directory of them.
    #[arg(long, required = true, num_args = 1.., value_name = "PATH")]
    data: Vec<PathBuf>,
    /// The models directory; models that are there are replaced when the new ones are finished.
    #[arg(long, value_name = "DIR")]
    models: PathBuf,
    /// Keep only tracks with genres whose name is in this language, such as en.
    #[arg(long, value_name = "CODE")]
    lang: Option<String>,
    /// earworm, or spotifinder for the vectorizers and networks of the original.
    #[arg(long, default_value_t)]
    preset: Preset,
    /// Seed of everything random.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Print the manifest as JSON.
    #[arg(long)]
    json: bool,
}

/// Runs the command; the result goes to standard output.
///
/// # Errors
/// If the files cannot be read or the models cannot be built.
pub fn run(args: &BuildArgs, progress: Progress) -> Result<(), PipelineError> {
    let options = CleanOptions { lang: args.lang.clone() };
    let (catalogue, account) = load_catalogue(&args.data, &options, &progress)?;
    progress.line(&account.to_string());
    let params = BuildParams::new(args.preset, catalogue.tracks.len(), args.seed);
    let (manifest, models) = build_models(&catalogue, account.sources(), &params, progress)?;
    let manifest = progress.step("writing and verifying the models", 0, |_| {
        publish(&models, manifest, &args.models)
    })?;
    print(&manifest, args);
    Ok(())
}

fn print(manifest: &Manifest, args: &BuildArgs) {
    if args.json {
        print!("{}", manifest.to_json());
        return;
    }
    let bytes: u64 = manifest.files.iter().map(|file| file.bytes).sum();
    let megabytes = bytes as f64 / 1e6;
    println!("{} tracks, {megabytes:.1} MB in {}", manifest.tracks, args.models.display());
}
