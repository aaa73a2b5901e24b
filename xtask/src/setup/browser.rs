//! A Chromium for the end-to-end tests.

use std::env;
use std::path::PathBuf;

use anyhow::{Context as _, Result};

use super::debian;
use crate::exec;
use crate::project::Project;
use crate::steps::Step;

const PROGRAMS: [&str; 4] =
    ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/// Finds a browser, or installs Debian's as root on Debian, Playwright's own elsewhere.
pub(super) fn ensure(project: &Project, step: &Step) -> Result<String> {
    if let Some(browser) = find(project) {
        return Ok(format!("present, {}", browser.display()));
    }
    if !debian::install(project, step, &["chromium", "fonts-dejavu-core"])? {
        step.say("playwright install chromium, about 60 s the first time");
        exec::run(project.command("playwright").args(["install", "chromium"])).context(
            "no browser for the end-to-end tests: install Chromium or Google Chrome, or set \
             CHROME_PATH to the program",
        )?;
    }
    Ok("installed".into())
}

/// The browser that `CHROME_PATH` names, or an installed one; without either, Playwright uses its own.
pub(crate) fn find(project: &Project) -> Option<PathBuf> {
    let own_choice = env::var_os("CHROME_PATH").filter(|path| !path.is_empty());
    let installed = || PROGRAMS.iter().find_map(|program| project.which(program));
    own_choice.map(PathBuf::from).or_else(installed)
}
