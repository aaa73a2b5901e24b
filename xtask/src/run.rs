//! `cargo xtask run`: everything from a bare checkout to a page in the browser.

use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::os::unix::process::CommandExt as _;

use anyhow::{Context as _, Result, bail};

use crate::models::{self, Build};
use crate::profile::Profile;
use crate::project::Project;
use crate::setup::TO_RUN;
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
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, args.port));
    check_free(address)?;
    let models = args.build.dir(project)?;
    let builds = args.build.data.is_some();
    if !builds && !models.join("manifest.json").is_file() {
        bail!("{} holds no models: build some with --data DIR", models.display());
    }
    let mut steps = Steps::new(TO_RUN.len() + if builds { models::STEPS } else { 0 } + 1);
    TO_RUN.iter().try_for_each(|need| need.provide(project, &mut steps))?;
    if builds {
        args.build.run(project, args.profile, &mut steps)?;
    }
    steps.take("Site and server", |step| site::build(project, args.profile, step))?;
    println!("\nEarworm on http://{address} (Ctrl-C stops it)");
    let mut server = project.command(args.profile.program(project, "earworm"));
    server.arg("serve").arg("--models").arg(models).args(["--addr", &address.to_string()]);
    server.env("EARWORM_SITE", project.path("target/site"));
    // The server takes the place of this process, so that signals reach it.
    Err(server.exec()).context("cannot start the server")
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
