//! `pipeline build`.

use super::output;
use crate::build::{BuildParams, build_models};
use crate::cache::Cache;
use crate::calibrate::calibrate;
use crate::clean::CleanOptions;
use crate::data::Data;
use crate::error::PipelineError;
use crate::fingerprint::Fingerprint;
use crate::progress::Progress;
use crate::publish::{built_from, check_target, publish};
use crate::stages::Stages;
use engine::numeric::float_from_u64;
use engine::{Manifest, Preset};
use std::path::PathBuf;

/// Build models from source files or a cleaned catalogue: train the encoders, build the indexes.
#[derive(Debug, clap::Args)]
pub struct BuildArgs {
    /// Source files, a directory of them, or the output of `pipeline clean`.
    #[arg(long, required = true, num_args = 1.., value_name = "PATH")]
    data: Vec<PathBuf>,
    /// Models directory; existing models are replaced once the new ones are finished.
    #[arg(long, value_name = "DIR")]
    models: PathBuf,
    /// Keep only tracks with genres and in this language, such as en.
    #[arg(long, value_name = "CODE")]
    lang: Option<String>,
    /// earworm, or spotifinder for the original's vectorizers and networks.
    #[arg(long, default_value_t)]
    preset: Preset,
    /// Random seed.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Clean the data and print the account, but build nothing.
    #[arg(long)]
    dry_run: bool,
    /// Print the manifest as JSON.
    #[arg(long)]
    json: bool,
}

/// Runs the command. Models with the same fingerprint are left as they are.
///
/// # Errors
/// If the files cannot be read or the models cannot be built.
pub fn run(args: &BuildArgs, progress: Progress) -> Result<(), PipelineError> {
    check_target(&args.models)?;
    let data = Data::recognise(&args.data)?;
    if args.dry_run {
        let (_, account) = data.load(&args.options(), progress)?;
        return if args.json { output::print_json(&account) } else { output::print(&account) };
    }
    let fingerprint = args.fingerprint(&data)?;
    let manifest = if let Some(manifest) = built_from(&args.models, &fingerprint) {
        progress.line("nothing has changed since these models were built");
        manifest
    } else {
        build(args, &data, &fingerprint, progress)?
    };
    print(&manifest, args)
}

fn build(
    args: &BuildArgs,
    data: &Data,
    fingerprint: &Fingerprint,
    progress: Progress,
) -> Result<Manifest, PipelineError> {
    let (catalogue, account) = data.load(&args.options(), progress)?;
    progress.line(&account.to_string());
    let params = BuildParams::new(args.preset, catalogue.tracks.len(), args.seed);
    let cache = Cache::beside(&args.models, &fingerprint.program);
    let stages = Stages { progress, cache: &cache };
    let (manifest, models) = build_models(catalogue, account.sources(), &params, stages)?;
    let finish = |engine: &_, manifest: &mut _| calibrate(engine, manifest, progress);
    let manifest = publish(&models, manifest, fingerprint, &args.models, progress, &finish)?;
    if let Err(error) = cache.prune() {
        progress.line(&format!("old stages were not removed: {error}"));
    }
    Ok(manifest)
}

impl BuildArgs {
    fn options(&self) -> CleanOptions {
        CleanOptions { lang: self.lang.clone() }
    }

    fn fingerprint(&self, data: &Data) -> Result<Fingerprint, PipelineError> {
        let options = [
            ("lang", self.lang.clone().unwrap_or_default()),
            ("preset", self.preset.to_string()),
            ("seed", self.seed.to_string()),
        ];
        Ok(Fingerprint::new(data.files()?, options))
    }
}

fn print(manifest: &Manifest, args: &BuildArgs) -> Result<(), PipelineError> {
    if args.json {
        return output::print_json(manifest);
    }
    let bytes: u64 = manifest.files.iter().map(|file| file.bytes).sum();
    let (tracks, megabytes) = (manifest.tracks, float_from_u64(bytes) / 1e6);
    output::print(&format_args!("{tracks} tracks, {megabytes:.1} MB in {}", args.models.display()))
}
