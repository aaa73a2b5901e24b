//! Packages that a file in the checkout lists.

use std::fs;

use anyhow::{Context as _, Result};

use crate::project::Project;

/// Installs what the file `wanted` lists, unless `installed`, a copy of it, says that this is there.
pub(super) fn unless_installed(
    project: &Project,
    wanted: &str,
    installed: &str,
    install: impl FnOnce() -> Result<()>,
) -> Result<String> {
    let list = fs::read(project.path(wanted)).with_context(|| format!("cannot read {wanted}"))?;
    if fs::read(project.path(installed)).is_ok_and(|installed| installed == list) {
        return Ok("present".into());
    }
    install()?;
    fs::write(project.path(installed), list)?;
    Ok("installed".into())
}
