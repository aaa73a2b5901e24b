//! The site and its server.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use anyhow::{Context as _, Result};

use crate::exec;
use crate::profile::Profile;
use crate::project::Project;
use crate::setup::{self, FOR_SERVER, FOR_SITE};
use crate::steps::{Outcome, Step, Steps};

/// `cargo xtask build`
pub(crate) fn set_up_and_build(project: &Project) -> Result<()> {
    let needs = [FOR_SERVER, FOR_SITE].concat();
    let mut steps = Steps::new(needs.len() + 1);
    setup::provide(&needs, project, &mut steps)?;
    steps.take("Site and server", |step| build(project, Profile::RELEASE, step))?;
    println!("The site is in target/site and the server is target/release/earworm.");
    Ok(())
}

/// Builds both unless nothing has changed: cargo-leptos would optimise and compress the site again
/// even where cargo has nothing to compile.
pub(crate) fn build(project: &Project, profile: Profile, step: &Step) -> Result<Outcome> {
    if is_built(project, profile) {
        return Ok(Outcome::Done("present".into()));
    }
    step.say("building; some minutes the first time");
    let started = SystemTime::now();
    exec::run(&mut project.cargo(profile.leptos_build()))?;
    // A source that was edited during the build may have been compiled before.
    let stamp = stamp(project, profile);
    fs::copy(hashes(project, profile), &stamp)?;
    File::options().write(true).open(stamp)?.set_modified(started)?;
    Ok(Outcome::Done("built".into()))
}

/// Whether a build would change nothing.
pub(crate) fn is_built(project: &Project, profile: Profile) -> bool {
    is_up_to_date(project, profile).unwrap_or(false)
}

/// Every build by cargo-leptos empties this directory, so another one removes the stamp.
fn stamp(project: &Project, profile: Profile) -> PathBuf {
    project.path("target/site").join(format!(".built-{}", profile.name()))
}

/// The hashes in the names of the site's files, which the server looks for beside itself.
fn hashes(project: &Project, profile: Profile) -> PathBuf {
    profile.program(project, "hash.txt")
}

fn is_up_to_date(project: &Project, profile: Profile) -> Result<bool> {
    let stamp = stamp(project, profile);
    // The site of the tests has the same server, and may have other hashes.
    if fs::read(&stamp)? != fs::read(hashes(project, profile))? {
        return Ok(false);
    }
    let built = fs::metadata(stamp)?.modified()?;
    Ok(profile.program(project, "earworm").is_file() && are_older(&sources(project)?, built))
}

/// Every file of the checkout but those that git ignores.
fn sources(project: &Project) -> Result<Vec<PathBuf>> {
    let mut git = project.command("git");
    git.args(["ls-files", "-z", "--cached", "--others", "--exclude-standard"]);
    let names = exec::output(&mut git).context("this is no git checkout")?;
    Ok(names.split_terminator('\0').map(|name| project.path(name)).collect())
}

fn are_older(files: &[PathBuf], time: SystemTime) -> bool {
    let modified = |file: &Path| fs::metadata(file)?.modified();
    files.iter().all(|file| modified(file).is_ok_and(|modified| modified < time))
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn an_edited_or_removed_source_is_noticed() {
        let dir = tempfile::tempdir().expect("a directory");
        let source = dir.path().join("lib.rs");
        let now = SystemTime::now();
        let check =
            |built, expected| assert_eq!(are_older(std::slice::from_ref(&source), built), expected);
        check(now, false);
        File::create(&source).expect("a file").set_modified(now).expect("its time");
        check(now + Duration::from_secs(1), true);
        check(now - Duration::from_secs(1), false);
    }
}
