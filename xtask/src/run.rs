//! `cargo xtask run`: everything from a bare checkout to a page in the browser.

use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::os::unix::process::CommandExt as _;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context as _, Result, bail};

use crate::first_look::{self, FirstLook};
use crate::models::{self, Build};
use crate::profile::Profile;
use crate::project::Project;
use crate::setup::{self, FOR_SERVER, FOR_SITE};
use crate::site;
use crate::steps::Steps;

#[derive(clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    build: Build,
    #[command(flatten)]
    profile: Profile,
    /// The port to serve on
    #[arg(long, value_name = "N", default_value_t = 3000)]
    port: u16,
}

pub(crate) fn run(project: &Project, args: &Args) -> Result<()> {
    let Args { build, profile, .. } = args;
    let server = Server::new(project, args)?;
    let looks = !profile.is_release() && !site::is_built(project, *profile);
    let builds = if build.data.is_some() { models::STEPS } else { 0 };
    let needs = FOR_SERVER.len() + FOR_SITE.len();
    let mut steps = Steps::new(needs + builds + usize::from(looks) + 1);
    setup::provide(&FOR_SERVER, project, &mut steps)?;
    if builds > 0 {
        build.run(project, *profile, &mut steps)?;
    }
    let first_look = looks.then(|| server.first_look(*profile, &mut steps)).transpose()?;
    setup::provide(&FOR_SITE, project, &mut steps)?;
    steps.take("Site and server", |step| site::build(project, *profile, step))?;
    drop(first_look);
    println!(
        "\nEarworm on http://{}; reload the page if it is open (Ctrl-C stops it)",
        server.address
    );
    // The server takes the place of this process, so that signals reach it.
    let error = server.command(profile.program(project, "earworm"), "target/site").exec();
    Err(error).context("cannot start the server")
}

/// What is served, and where.
struct Server<'a> {
    project: &'a Project,
    models: PathBuf,
    address: SocketAddr,
}

impl<'a> Server<'a> {
    fn new(project: &'a Project, args: &Args) -> Result<Self> {
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, args.port));
        check_free(address)?;
        let models = args.build.dir(project)?;
        if args.build.data.is_none() && !models.join("manifest.json").is_file() {
            bail!("{} holds no models: build some with --data DIR", models.display());
        }
        Ok(Self { project, models, address })
    }

    fn command(&self, program: PathBuf, site: &str) -> Command {
        let mut server = self.project.command(program);
        server.arg("serve").arg("--models").arg(&self.models);
        server
            .args(["--addr", &self.address.to_string()])
            .env("EARWORM_SITE", self.project.path(site));
        server
    }

    fn first_look(&self, profile: Profile, steps: &mut Steps) -> Result<FirstLook> {
        steps.take("Server", |step| first_look::build(self.project, profile, step))?;
        let program = self.project.path(first_look::SERVER);
        let look = FirstLook::open(self.command(program, first_look::SITE), self.address)?;
        println!(
            "\nA first look on http://{}: it does not find while you type yet\n",
            self.address
        );
        Ok(look)
    }
}

fn check_free(address: SocketAddr) -> Result<()> {
    TcpListener::bind(address).map(drop).with_context(|| {
        format!(
            "cannot serve on {address}: stop what uses that port, or choose another with --port"
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_port_in_use_is_reported_with_advice() {
        let taken = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
        let error = check_free(taken.local_addr().expect("its address")).expect_err("it is taken");
        assert!(error.to_string().contains("--port"), "{error}");
    }
}
