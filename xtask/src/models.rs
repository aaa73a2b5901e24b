//! Models built from CSV files by the pipeline.

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
    /// The directory with the CSV files [default: the demo catalogue's]
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
    #[command(flatten)]
    options: Options,
}

/// How models are built, and where they are.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// The models directory [default: the data directory's name in models/]
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
            .with_context(|| format!("the data directory {} cannot be read", data.display()))?;
        if !data.is_dir() {
            bail!("{} is not a directory: --data takes the one with the CSV files", data.display());
        }
        let models = match &options.models {
            Some(models) => absolute(models)?,
            None => project.path("models").join(data.file_name().unwrap_or_default()),
        };
        Ok(Self { data, models, options })
    }

    pub(crate) fn models(&self) -> &Path {
        &self.models
    }

    /// Compiles the pipeline and runs it, unless the models are those of this very data.
    pub(crate) fn take(&self, project: &Project, steps: &mut Steps) -> Result<()> {
        steps.take("Pipeline", |step| {
            step.say("compiling; about ten minutes the first time, because of polars");
            exec::run(&mut project.cargo("build --release -p pipeline"))?;
            Ok("built".into())
        })?;
        steps.take("Models", |step| {
            let stamp = self.stamp_file(project);
            let origin = self.origin(project)?;
            if self.is_built_from(&origin, &stamp) {
                return Ok(format!("present, {}", self.models.display()));
            }
            step.say(&format!("building {}, a few minutes", self.models.display()));
            exec::run(&mut self.pipeline(project))?;
            fs::create_dir_all(project.target_dir().join("models"))?;
            fs::write(stamp, origin)?;
            Ok(format!("built, {}", self.models.display()))
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

    fn is_built_from(&self, origin: &str, stamp: &Path) -> bool {
        self.models.join("manifest.json").is_file()
            && fs::read_to_string(stamp).is_ok_and(|stamp| stamp == origin)
    }

    /// Where it is noted what models of this name were built from.
    fn stamp_file(&self, project: &Project) -> PathBuf {
        let name = self.models.file_name().unwrap_or_default().to_string_lossy();
        project.target_dir().join("models").join(format!("{name}.built-from"))
    }

    /// What the models depend on: the pipeline and its arguments, and size and time of the files.
    fn origin(&self, project: &Project) -> Result<String> {
        let mut lines =
            vec![format!("{:?}", self.pipeline(project)), file_line(&program(project))?];
        for entry in fs::read_dir(&self.data)? {
            lines.push(file_line(&entry?.path())?);
        }
        lines[2..].sort();
        Ok(lines.join("\n"))
    }
}

fn program(project: &Project) -> PathBuf {
    project.target_dir().join("release/pipeline")
}

fn file_line(path: &Path) -> Result<String> {
    let file = fs::metadata(path).with_context(|| format!("cannot read {}", path.display()))?;
    Ok(format!("{} {} {:?}", path.display(), file.len(), file.modified()?))
}
