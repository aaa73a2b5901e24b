//! Models built by the pipeline.

use std::fs;
use std::path::{Path, PathBuf, absolute};

use anyhow::{Context as _, Result, bail};

use crate::exec;
use crate::project::Project;
use crate::setup::Need;
use crate::steps::Steps;

/// The number of steps that [`Build::take`] takes.
pub(crate) const STEPS: usize = 2;

/// The CSV files of the demo catalogue, whose models are models/demo.
const DEMO: &str = "pipeline/demo";

/// `cargo xtask build-models`
#[derive(clap::Args)]
pub(crate) struct Args {
    /// A directory with CSV files, one such file, or what `pipeline clean` has written [default:
    /// the demo catalogue's]
    #[arg(long, value_name = "PATH")]
    data: Option<PathBuf>,
    #[command(flatten)]
    options: Options,
}

/// How models are built, and where they are.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// The models directory [default: the data's name in models/]
    #[arg(long, value_name = "DIR")]
    pub(crate) models: Option<PathBuf>,
    /// Keep only the songs whose name is in this language, such as `en`
    #[arg(long, value_name = "CODE")]
    lang: Option<String>,
    /// The pipeline's preset
    #[arg(long, value_name = "NAME")]
    preset: Option<String>,
}

impl Options {
    /// Whether an option was given that says nothing about models that exist.
    pub(crate) fn shape_a_build(&self) -> bool {
        self.lang.is_some() || self.preset.is_some()
    }
}

/// One build of models.
pub(crate) struct Build<'a> {
    data: PathBuf,
    models: PathBuf,
    options: &'a Options,
}

pub(crate) fn build(project: &Project, args: &Args) -> Result<()> {
    let data = args.data.clone().unwrap_or_else(|| project.path(DEMO));
    let build = Build::new(project, &data, &args.options)?;
    let mut steps = Steps::new(1 + STEPS);
    Need::OnnxRuntime.provide(project, &mut steps)?;
    build.take(project, &mut steps)?;
    println!("The models are in {}.", build.models.display());
    Ok(())
}

impl<'a> Build<'a> {
    pub(crate) fn new(project: &Project, data: &Path, options: &'a Options) -> Result<Self> {
        let data = fs::canonicalize(data)
            .with_context(|| format!("the data {} cannot be read", data.display()))?;
        let models = match &options.models {
            Some(models) => absolute(models)?,
            None => project.path("models").join(model_name(&data)?),
        };
        Ok(Self { data, models, options })
    }

    pub(crate) fn models(&self) -> &Path {
        &self.models
    }

    /// Compiles the pipeline and runs it, which leaves models of this very data as they are.
    pub(crate) fn take(&self, project: &Project, steps: &mut Steps) -> Result<()> {
        steps.take("Pipeline", |step| {
            step.say("compiling; about ten minutes the first time, because of polars");
            exec::run(&mut project.cargo("build --release -p pipeline"))?;
            Ok("built".into())
        })?;
        steps.take("Models", |step| {
            step.say("a few minutes, unless nothing has changed");
            exec::run(&mut self.pipeline(project))?;
            Ok(format!("present, {}", self.models.display()))
        })
    }

    fn pipeline(&self, project: &Project) -> std::process::Command {
        let mut pipeline = project.command(program(project));
        pipeline.arg("build").arg("--data").arg(&self.data).arg("--models").arg(&self.models);
        if let Some(lang) = &self.options.lang {
            pipeline.args(["--lang", lang]);
        }
        if let Some(preset) = &self.options.preset {
            pipeline.args(["--preset", preset]);
        }
        pipeline
    }
}

/// The name of a directory, or of a file up to its first full stop.
fn model_name(data: &Path) -> Result<String> {
    let name = data.file_name().unwrap_or_default().to_string_lossy();
    let stem = if data.is_dir() { &name } else { name.split('.').next().unwrap_or_default() };
    if stem.is_empty() {
        bail!("models of {} have no name: give --models DIR as well", data.display());
    }
    Ok(stem.to_owned())
}

fn program(project: &Project) -> PathBuf {
    project.target_dir().join("release/pipeline")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn models_are_called_after_their_data() {
        let dir = tempfile::tempdir().expect("a directory");
        let file = dir.path().join("songs.csv.gz");
        fs::write(&file, "").expect("written");
        assert_eq!(model_name(&file).expect("a name"), "songs");
        let name = dir.path().file_name().expect("a name").to_string_lossy().into_owned();
        assert_eq!(model_name(dir.path()).expect("a name"), name);
        assert!(model_name("/".as_ref()).is_err());
    }
}
