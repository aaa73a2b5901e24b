//! How far a build is optimised.

use std::path::PathBuf;

use crate::project::Project;

/// One of cargo's profiles.
#[derive(Clone, Copy, clap::Args)]
pub(crate) struct Profile {
    /// Optimise for speed and size, as for production; takes about three times as long to compile
    #[arg(long)]
    release: bool,
}

impl Profile {
    pub(crate) const RELEASE: Self = Self { release: true };

    pub(crate) fn is_release(self) -> bool {
        self.release
    }

    /// How to compile the pipeline with it.
    pub(crate) fn pipeline_build(self) -> &'static str {
        if self.release { "build -p pipeline --release" } else { "build -p pipeline" }
    }

    /// How to call cargo-leptos for it. Only a site that others visit is worth compressing beforehand.
    pub(crate) fn leptos_build(self) -> &'static str {
        if self.release {
            "leptos build --split --release --precompress"
        } else {
            "leptos build --split"
        }
    }

    /// The name of its directory in cargo's target directory.
    pub(crate) fn name(self) -> &'static str {
        if self.release { "release" } else { "debug" }
    }

    /// Where it puts a program of the workspace.
    pub(crate) fn program(self, project: &Project, name: &str) -> PathBuf {
        project.target_dir().join(self.name()).join(name)
    }
}
