//! What has to be on the machine before anything can be built, run or tested.

mod browser;
mod cargo_tools;
mod debian;
mod nginx;
mod npm;
pub(crate) mod onnxruntime;
#[cfg(unix)]
mod wasm_std;
mod wasm_target;

pub(crate) use browser::find as find_browser;

use anyhow::Result;

use crate::project::Project;
use crate::steps::{Step, Steps};

/// Something that a later step needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Need {
    WasmTarget,
    CargoTools,
    NpmPackages,
    OnnxRuntime,
    Browser,
    Nginx,
}

impl Need {
    pub(crate) const ALL: [Self; 6] = [
        Self::WasmTarget,
        Self::CargoTools,
        Self::NpmPackages,
        Self::OnnxRuntime,
        Self::Browser,
        Self::Nginx,
    ];

    /// What the front end and the server are built and run with.
    pub(crate) const TO_RUN: [Self; 4] =
        [Self::WasmTarget, Self::CargoTools, Self::NpmPackages, Self::OnnxRuntime];

    /// Takes the step that provides it: quick if it is there.
    pub(crate) fn provide(self, project: &Project, steps: &mut Steps) -> Result<()> {
        let (name, ensure): (_, fn(&Project, &Step) -> Result<String>) = match self {
            Self::WasmTarget => ("Rust target wasm32-unknown-unknown", wasm_target::ensure),
            Self::CargoTools => ("cargo-leptos and wasm-bindgen", cargo_tools::ensure),
            Self::NpmPackages => ("npm packages", npm::ensure),
            Self::OnnxRuntime => ("ONNX Runtime", onnxruntime::ensure),
            Self::Browser => ("Chromium", browser::ensure),
            Self::Nginx => ("nginx", nginx::ensure),
        };
        steps.take(name, |step| ensure(project, step))
    }
}

/// `cargo xtask setup`: provides everything.
pub(crate) fn setup(project: &Project) -> Result<()> {
    let mut steps = Steps::new(Need::ALL.len());
    for need in Need::ALL {
        need.provide(project, &mut steps)?;
    }
    println!("Everything is set up.");
    Ok(())
}
