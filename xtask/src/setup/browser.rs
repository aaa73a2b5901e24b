//! A Chromium for the end-to-end tests.

use std::env;
use std::path::PathBuf;

use anyhow::{Context as _, Result, bail};

use super::debian;
use crate::exec;
use crate::project::Project;
use crate::steps::Step;

const PROGRAMS: [&str; 4] =
    ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

const ON_MACOS: [&str; 2] = [
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

/// Finds a browser, or installs one: Debian's as root on Debian, elsewhere Playwright's own.
pub(super) fn ensure(project: &Project, step: &Step) -> Result<String> {
    check_own_choice()?;
    if let Some(browser) = find(project) {
        return Ok(format!("present, {}", browser.display()));
    }
    if debian::can_install(project) {
        step.say("installing it with apt-get, about 30 s");
        debian::install(project, &["chromium", "fonts-dejavu-core"])?;
    } else {
        step.say("installing Playwright's own, about 60 s");
        exec::run(project.command("playwright").args(["install", "chromium"])).context(ADVICE)?;
    }
    let browser = find(project).context(ADVICE)?;
    Ok(format!("installed, {}", browser.display()))
}

const ADVICE: &str = "no browser for the end-to-end tests: install Chromium or Google Chrome, or \
                      set CHROME_PATH to the program";

/// The browser that the tests are to use: the one `CHROME_PATH` names, an installed one, or one
/// that Playwright downloaded.
pub(crate) fn find(project: &Project) -> Option<PathBuf> {
    own_choice()
        .or_else(|| PROGRAMS.iter().find_map(|program| project.which(program)))
        .or_else(|| ON_MACOS.iter().map(PathBuf::from).find(|path| path.is_file()))
        .or_else(|| playwrights_own(project))
}

fn playwrights_own(project: &Project) -> Option<PathBuf> {
    let script = "console.log(require('@playwright/test').chromium.executablePath())";
    let path = exec::output(project.command("node").args(["-e", script])).ok()?;
    Some(PathBuf::from(path.trim())).filter(|path| path.is_file())
}

fn own_choice() -> Option<PathBuf> {
    env::var_os("CHROME_PATH").filter(|path| !path.is_empty()).map(PathBuf::from)
}

fn check_own_choice() -> Result<()> {
    match own_choice() {
        Some(path) if !path.is_file() => bail!(
            "CHROME_PATH names {}, which is not a file: correct it, or unset it",
            path.display()
        ),
        _ => Ok(()),
    }
}
