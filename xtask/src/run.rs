//! `cargo xtask run`: everything from a bare checkout to a page in the browser.

use std::io::{self, Read as _, Write as _};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf, absolute};
use std::process::{Child, Command};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::sleep;
use std::time::Duration;

use anyhow::{Context as _, Result, bail};

use crate::models::{self, Build};
use crate::project::Project;
use crate::setup::Need;
use crate::site;
use crate::steps::Steps;

const POLL: Duration = Duration::from_millis(100);

const PATIENCE: Duration = Duration::from_secs(1);

#[derive(clap::Args)]
pub(crate) struct Args {
    /// Build models of this directory of CSV files, file, or cleaned catalogue first [default: serve
    /// the demo catalogue]
    #[arg(long, value_name = "PATH")]
    data: Option<PathBuf>,
    #[command(flatten)]
    options: models::Options,
    /// The port to serve on
    #[arg(long, value_name = "N", default_value_t = 3000)]
    port: u16,
}

pub(crate) fn run(project: &Project, args: &Args) -> Result<()> {
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, args.port));
    check_free(address)?;
    let source = Source::new(project, args)?;
    let mut steps = Steps::new(Need::TO_RUN.len() + source.steps() + 1);
    for need in Need::TO_RUN {
        need.provide(project, &mut steps)?;
    }
    if let Source::Csv(build) = &source {
        build.take(project, &mut steps)?;
    }
    steps.take("Site and server", |step| site::build(project, step))?;
    serve(&mut server(project, source.models(), address), address)
}

/// Where the models come from.
enum Source<'a> {
    /// They exist.
    Models(PathBuf),
    /// They are to be built.
    Csv(Build<'a>),
}

impl<'a> Source<'a> {
    fn new(project: &Project, args: &'a Args) -> Result<Self> {
        if let Some(data) = &args.data {
            return Ok(Self::Csv(Build::new(project, data, &args.options)?));
        }
        if args.options.shape_a_build() {
            bail!("--lang and --preset shape a build of models: give --data DIR as well");
        }
        let models = match &args.options.models {
            Some(models) => absolute(models)?,
            None => project.path("models/demo"),
        };
        if !models.join("manifest.json").is_file() {
            bail!(
                "{} holds no models: build some with `cargo xtask build-models --data DIR`, or \
                 restore the demo's with `git checkout models/demo`",
                models.display()
            );
        }
        Ok(Self::Models(models))
    }

    fn steps(&self) -> usize {
        if matches!(self, Self::Csv(_)) { models::STEPS } else { 0 }
    }

    fn models(&self) -> &Path {
        match self {
            Self::Models(models) => models,
            Self::Csv(build) => build.models(),
        }
    }
}

fn check_free(address: SocketAddr) -> Result<()> {
    TcpListener::bind(address).map(drop).with_context(|| {
        format!(
            "cannot serve on {address}: stop what uses that port, or choose another with --port"
        )
    })
}

fn server(project: &Project, models: &Path, address: SocketAddr) -> Command {
    let mut server = project.command(project.target_dir().join("release/earworm"));
    server.arg("serve").arg("--models").arg(models).args(["--addr", &address.to_string()]);
    server.env("EARWORM_SITE", project.path("target/site"));
    server
}

/// Runs the server until it ends or xtask is told to stop, and says when it answers.
fn serve(server: &mut Command, address: SocketAddr) -> Result<()> {
    let stop = Arc::new(AtomicBool::new(false));
    ctrlc::set_handler({
        let stop = Arc::clone(&stop);
        move || stop.store(true, Ordering::Relaxed)
    })?;
    let mut child = server.spawn().context("cannot start the server")?;
    let mut announced = false;
    while !stop.load(Ordering::Relaxed) {
        if let Some(status) = child.try_wait()? {
            bail!("the server ended ({status}); what it said is above");
        }
        if !announced && answers(address).is_ok_and(|answers| answers) {
            println!("\nEarworm answers on http://{address} (ctrl-c stops it)");
            announced = true;
        }
        sleep(POLL);
    }
    end(&mut child)
}

/// Whether the server answers a request. It listens while it still loads its models, so that a
/// connection alone says little.
fn answers(address: SocketAddr) -> io::Result<bool> {
    let mut stream = TcpStream::connect_timeout(&address, POLL)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    write!(stream, "GET / HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n")?;
    let mut start = [0; 5];
    stream.read_exact(&mut start)?;
    Ok(&start == b"HTTP/")
}

/// Ctrl-C reaches the server too, which then ends by itself; another signal only reaches xtask.
fn end(child: &mut Child) -> Result<()> {
    for _ in 0..20 {
        if child.try_wait()?.is_some() {
            return Ok(());
        }
        sleep(POLL);
    }
    child.kill()?;
    child.wait()?;
    Ok(())
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

    #[test]
    fn a_server_that_is_still_loading_does_not_answer() {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
        let address = listener.local_addr().expect("its address");
        assert!(answers(address).is_err());

        let server = std::thread::spawn(move || {
            for stream in listener.incoming().take(2) {
                // The first is the request that was given up above.
                let _ = stream.and_then(|mut stream| stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n"));
            }
        });
        assert!(answers(address).expect("an answer"));
        server.join().expect("the server ends");
    }
}
