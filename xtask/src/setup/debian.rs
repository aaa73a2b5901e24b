//! Debian's packages.

use std::fs;
use std::process::Command;

use anyhow::Result;

use crate::exec;
use crate::project::Project;
use crate::steps::Step;

/// Installs packages if this is root on Debian, and says so. Returns whether it is.
pub(super) fn install(project: &Project, step: &Step, packages: &[&str]) -> Result<bool> {
    let is_root = exec::output(Command::new("id").arg("-u")).is_ok_and(|id| id.trim() == "0");
    let release = fs::read_to_string("/etc/os-release").unwrap_or_default();
    if !is_root || !release.lines().any(|line| line == "ID=debian") {
        return Ok(false);
    }
    step.say(&format!("running apt-get install {} (root on Debian)", packages.join(" ")));
    // Lists that cannot be refreshed may be fresh enough.
    let _ = exec::output(project.command("apt-get").args(["-q", "update"]));
    let mut apt = project.command("apt-get");
    apt.args(["-q", "install", "-y", "--no-install-recommends"]).args(packages);
    exec::output(apt.env("DEBIAN_FRONTEND", "noninteractive"))?;
    Ok(true)
}
