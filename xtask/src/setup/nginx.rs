//! An nginx for the test of two servers behind one address.

use std::fs;

use anyhow::{Context as _, Result};

use super::debian;
use crate::project::Project;
use crate::steps::Step;

/// Finds nginx, or unpacks Debian's for this project alone. Without either the test is left out.
pub(super) fn ensure(project: &Project, step: &Step) -> Result<String> {
    if project.which("nginx").is_some() {
        return Ok("present".into());
    }
    if project.which("apt-get").is_none() || project.which("dpkg-deb").is_none() {
        return Ok("left out: install nginx to test replicas".into());
    }
    step.say("unpacking Debian's, about 5 s");
    let unpacked = debian::unpack(project, "nginx")?;
    let tools = project.tools_dir().join("bin");
    fs::create_dir_all(&tools)?;
    fs::copy(unpacked.path().join("usr/sbin/nginx"), tools.join("nginx"))
        .context("Debian's package nginx has no usr/sbin/nginx")?;
    Ok("unpacked".into())
}
