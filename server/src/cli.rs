use crate::config::{ModelSettings, Settings};
use catalog::{Query, ResultCount, TrackId};
use clap::{Args, Parser, Subcommand};
use std::path::PathBuf;

/// The command line.
#[derive(Debug, Parser)]
#[command(name = "earworm", version, about = "Finds the song in your head, and more like it")]
#[command(args_conflicts_with_subcommands = true)]
#[command(
    after_help = "Answers go to stdout and the log to stderr. Exit status: 0 for success, 1 for \
                        an error, 2 for a wrong command line, 3 if nothing was found."
)]
pub struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    settings: Settings,
}

/// A subcommand.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Serve the page and the JSON API (the default)
    Serve(Box<Settings>),
    /// Serve tools for an agent on stdin and stdout, over the Model Context Protocol
    Mcp(ModelSettings),
    /// Answer on the terminal
    #[command(flatten)]
    Answer(Question),
}

/// A command that prints its answer and exits.
#[derive(Debug, Subcommand)]
pub enum Question {
    /// Find a song by what you remember of it
    Search {
        /// Words of the title, the artists or the lyrics, in any spelling
        #[arg(required = true, value_name = "QUERY")]
        query: Vec<String>,
        /// Output options
        #[command(flatten)]
        options: Options,
    },
    /// Recommend songs similar to a track
    Similar {
        /// Its id, as printed by `search`
        #[arg(value_name = "ID")]
        track: TrackId,
        /// Output options
        #[command(flatten)]
        options: Options,
    },
    /// Verify and upload models
    #[command(subcommand)]
    Models(Models),
    /// Ask a running server whether it is ready; exits with 1 if not
    Healthcheck {
        /// Flags and environment variables
        #[command(flatten)]
        settings: Box<Settings>,
    },
    /// Print the effective configuration as TOML
    Config {
        /// Flags and environment variables
        #[command(flatten)]
        settings: Box<Settings>,
        /// Print JSON instead
        #[arg(long)]
        json: bool,
    },
}

/// Commands on a models directory.
#[derive(Debug, Subcommand)]
pub enum Models {
    /// Check that a models directory is intact and answers queries
    Verify {
        /// Models directory [default: the configured one]
        #[arg(value_name = "DIR")]
        dir: Option<PathBuf>,
        /// Which models
        #[command(flatten)]
        source: ModelSettings,
        /// Leave a stamp, so that servers need not hash the files at each start
        #[arg(long)]
        stamp: bool,
        /// Print the facts as JSON
        #[arg(long)]
        json: bool,
    },
    /// Upload the embeddings of a models directory to the configured Qdrant
    Upload {
        /// Models directory [default: the configured one]
        #[arg(value_name = "DIR")]
        dir: Option<PathBuf>,
        /// Which models
        #[command(flatten)]
        source: ModelSettings,
    },
}

/// Options shared by `search` and `similar`.
#[derive(Debug, Args)]
pub struct Options {
    /// Number of songs, 1 to 100
    #[arg(long, value_name = "NUMBER", default_value = "10", value_parser = limit)]
    pub(crate) limit: ResultCount,
    /// Print the API's JSON
    #[arg(long)]
    pub(crate) json: bool,
    #[command(flatten)]
    pub(crate) source: ModelSettings,
}

impl Cli {
    /// The subcommand; `serve` by default.
    pub fn command(self) -> Command {
        self.command.unwrap_or(Command::Serve(Box::new(self.settings)))
    }
}

/// The query that these words make.
pub(crate) fn query(words: &[String]) -> Result<Query, catalog::InvalidQuery> {
    words.join(" ").parse()
}

fn limit(text: &str) -> Result<ResultCount, String> {
    let count = text.parse::<u32>().map_err(|error| error.to_string())?;
    ResultCount::try_from(count).map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    fn check(args: &[&str], addr: &str) {
        let Command::Serve(settings) = Cli::try_parse_from(args).expect("parses").command() else {
            panic!("{args:?} does not serve");
        };
        assert_eq!(settings.resolve().expect("valid").addr.to_string(), addr, "{args:?}");
    }

    #[test]
    fn command_line() {
        <Cli as CommandFactory>::command().debug_assert();
        check(&["earworm", "--addr", "0.0.0.0:80"], "0.0.0.0:80");
        check(&["earworm", "serve", "--addr", "[::1]:8080", "--models", "m"], "[::1]:8080");
        check(&["earworm", "--trusted-proxies", "10.0.0.0/8,fd00::/8"], "127.0.0.1:3000");
        for wrong in [
            &["earworm", "--addr", "nowhere"][..],
            &["earworm", "search"],
            &["earworm", "search", "a", "--limit", "0"],
            &["earworm", "similar", "two words"],
            &["earworm", "--workers", "0"],
            &["earworm", "--request-timeout", "0"],
            &["earworm", "--trusted-proxies", "10.0.0.0/40"],
        ] {
            assert!(Cli::try_parse_from(wrong).is_err(), "{wrong:?}");
        }
    }
}
