//! `cargo xtask build-models`

use std::path::{PathBuf, absolute};

use anyhow::{Context as _, Result};

use crate::exec;
use crate::profile::Profile;
use crate::project::Project;
use crate::setup::ONNX_RUNTIME;
use crate::steps::{Outcome, Steps};

/// The number of steps of [`Build::run`].
pub(crate) const STEPS: usize = 2;

/// The files that models/demo is built from.
const DEMO: &str = "pipeline/demo";

/// What to build from what.
#[derive(clap::Args)]
pub(crate) struct Build {
    /// A directory of CSV files, one such file, or a cleaned catalogue [default: the demo
    /// catalogue's]
    #[arg(long, value_name = "PATH")]
    pub(crate) data: Option<PathBuf>,
    /// The models directory [default: the data's name in models/]
    #[arg(long, value_name = "DIR")]
    models: Option<PathBuf>,
    /// Keep only the songs whose name is in this language, such as `en`
    #[arg(long, value_name = "CODE", requires = "data")]
    lang: Option<String>,
    /// The pipeline's preset
    #[arg(long, value_name = "NAME", requires = "data")]
    preset: Option<String>,
}

pub(crate) fn build(project: &Project, build: &Build) -> Result<()> {
    let mut steps = Steps::new(1 + STEPS);
    ONNX_RUNTIME.provide(project, &mut steps)?;
    build.run(project, Profile::RELEASE, &mut steps)
}

impl Build {
    /// Where the models are or will be.
    pub(crate) fn dir(&self, project: &Project) -> Result<PathBuf> {
        if let Some(models) = &self.models {
            return Ok(absolute(models)?);
        }
        let data = self.data(project)?;
        let name = data.file_prefix().context("the data has no name: give --models DIR as well")?;
        Ok(project.path("models").join(name))
    }

    fn data(&self, project: &Project) -> Result<PathBuf> {
        let data = self.data.clone().unwrap_or_else(|| project.path(DEMO));
        data.canonicalize().with_context(|| format!("cannot read {}", data.display()))
    }

    /// Compiles and runs the pipeline, which does nothing if the models are up to date.
    pub(crate) fn run(&self, project: &Project, profile: Profile, steps: &mut Steps) -> Result<()> {
        let models = self.dir(project)?;
        let mut pipeline = project.command(profile.program(project, "pipeline"));
        pipeline.arg("build").arg("--data").arg(self.data(project)?).arg("--models").arg(&models);
        pipeline.args(self.lang.iter().flat_map(|lang| ["--lang", lang]));
        pipeline.args(self.preset.iter().flat_map(|preset| ["--preset", preset]));
        steps.take("Pipeline", |step| {
            step.say("compiling; some minutes the first time, most of them for polars");
            exec::run(&mut project.cargo(profile.pipeline_build()))?;
            Ok(Outcome::Done("built".into()))
        })?;
        steps.take("Models", |step| {
            step.say("building; a few minutes unless nothing has changed");
            exec::run(&mut pipeline)?;
            Ok(Outcome::Done(format!("present, {}", models.display())))
        })
    }
}
