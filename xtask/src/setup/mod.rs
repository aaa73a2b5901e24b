//! What has to be on the machine before anything can be built, run or tested.

mod browser;
mod cargo_tools;
mod debian;
mod lists;
mod npm;
mod onnxruntime;
mod python;
mod wasm_target;

pub(crate) use browser::find as find_browser;
pub(crate) use python::LINTERS as LINTERS_DIR;

use anyhow::Result;

use crate::project::Project;
use crate::steps::{Outcome, Step, Steps};

/// Something that a later step needs.
#[derive(Clone, Copy)]
pub(crate) struct Need {
    pub(crate) name: &'static str,
    /// Installs it unless it is there, and says which.
    pub(crate) ensure: fn(&Project, &Step) -> Result<String>,
}

pub(crate) const WASM_TARGET: Need = need("wasm target of Rust", wasm_target::ensure);
pub(crate) const CARGO_TOOLS: Need = need("cargo-leptos and wasm-bindgen", cargo_tools::ensure);
pub(crate) const NPM_PACKAGES: Need = need("npm packages", npm::ensure);
pub(crate) const ONNX_RUNTIME: Need = need("ONNX Runtime", onnxruntime::ensure);
pub(crate) const CLIENTS: Need = need("clients from PyPI", python::clients);
pub(crate) const LINTERS: Need = need("linters from PyPI", python::linters);
pub(crate) const BROWSER: Need = need("Chromium", browser::ensure);

pub(crate) const ALL: [Need; 5] = [WASM_TARGET, CARGO_TOOLS, NPM_PACKAGES, ONNX_RUNTIME, BROWSER];

/// What building and running the server takes.
pub(crate) const FOR_SERVER: [Need; 2] = [NPM_PACKAGES, ONNX_RUNTIME];

/// What building the site takes besides.
pub(crate) const FOR_SITE: [Need; 2] = [WASM_TARGET, CARGO_TOOLS];

const fn need(name: &'static str, ensure: fn(&Project, &Step) -> Result<String>) -> Need {
    Need { name, ensure }
}

/// Provides some needs, one after another.
pub(crate) fn provide(needs: &[Need], project: &Project, steps: &mut Steps) -> Result<()> {
    needs.iter().try_for_each(|need| need.provide(project, steps))
}

impl Need {
    pub(crate) fn provide(self, project: &Project, steps: &mut Steps) -> Result<()> {
        steps.take(self.name, |step| (self.ensure)(project, step).map(Outcome::Done))
    }
}

/// `cargo xtask setup`
pub(crate) fn setup(project: &Project) -> Result<()> {
    let mut steps = Steps::new(ALL.len());
    provide(&ALL, project, &mut steps)?;
    println!("Everything is set up.");
    Ok(())
}
