use clap::{Args, Parser, Subcommand};
use std::net::SocketAddr;
use std::path::PathBuf;

/// The command line.
#[derive(Debug, Parser)]
#[command(name = "earworm", version, about = "Finds the song in your head, and more like it")]
#[command(args_conflicts_with_subcommands = true)]
pub struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    config: Config,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve the page and the JSON API (the default)
    Serve(Config),
}

impl Cli {
    /// What to serve and where, whether `serve` was written out or not.
    pub fn config(self) -> Config {
        match self.command {
            Some(Command::Serve(config)) => config,
            None => self.config,
        }
    }
}

/// What to serve and where.
#[derive(Clone, Debug, Args)]
pub struct Config {
    /// Directory with the models that the pipeline has built
    #[arg(long, value_name = "DIR", env = "EARWORM_MODELS", default_value = "models/demo")]
    pub models: PathBuf,
    /// Address to listen on; port 0 takes a free one
    #[arg(long, value_name = "HOST:PORT", env = "EARWORM_ADDR", default_value = "127.0.0.1:3000")]
    pub addr: SocketAddr,
    /// Directory with the site that cargo-leptos has built
    #[arg(long, value_name = "DIR", env = "LEPTOS_SITE_ROOT", default_value = "target/site")]
    pub site: PathBuf,
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    fn check(args: &[&str], addr: &str) {
        let cli = Cli::try_parse_from(args).expect("parses");
        assert_eq!(cli.config().addr.to_string(), addr, "{args:?}");
    }

    #[test]
    fn command_line() {
        Cli::command().debug_assert();
        check(&["earworm", "--addr", "0.0.0.0:80"], "0.0.0.0:80");
        check(&["earworm", "serve", "--addr", "[::1]:8080", "--models", "m"], "[::1]:8080");
        assert!(Cli::try_parse_from(["earworm", "--addr", "nowhere"]).is_err());
    }
}
