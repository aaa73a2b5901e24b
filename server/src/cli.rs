use crate::Settings;
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

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Serve the page and the JSON API (the default)
    Serve(Settings),
    /// Answer on the terminal
    #[command(flatten)]
    Answer(Question),
}

/// What is answered on the terminal.
#[derive(Debug, Subcommand)]
pub enum Question {
    /// Find the song that a hint means
    Search {
        /// What you remember of it: words of the title, the artists or the lyrics
        #[arg(required = true, value_name = "HINT")]
        hint: Vec<String>,
        /// How it is answered
        #[command(flatten)]
        options: Options,
    },
    /// Find songs that go with a track
    Similar {
        /// Its id, as `search` tells it
        #[arg(value_name = "ID")]
        track: TrackId,
        /// How it is answered
        #[command(flatten)]
        options: Options,
    },
    /// Look after models
    #[command(subcommand)]
    Models(Models),
    /// Print the configuration that holds, as a TOML file
    Config {
        /// What flags and the environment say
        #[command(flatten)]
        settings: Box<Settings>,
        /// Print it as JSON
        #[arg(long)]
        json: bool,
    },
}

/// Looking after models.
#[derive(Debug, Subcommand)]
pub enum Models {
    /// Check that a models directory is whole and answers
    Verify {
        /// The directory; else that of the configuration
        #[arg(value_name = "DIR")]
        dir: Option<PathBuf>,
        /// Where the configuration is
        #[command(flatten)]
        source: Source,
        /// Print what they are as JSON
        #[arg(long)]
        json: bool,
    },
    /// Copy the codes of a models directory to the Qdrant of the configuration
    Upload {
        /// The directory; else that of the configuration
        #[arg(value_name = "DIR")]
        dir: Option<PathBuf>,
        /// Where the configuration is
        #[command(flatten)]
        source: Source,
    },
}

/// How a question is answered.
#[derive(Debug, Args)]
pub struct Options {
    /// How many songs, 1 to 100
    #[arg(long, value_name = "NUMBER", default_value = "10", value_parser = limit)]
    pub(crate) limit: ResultCount,
    /// Print what the API answers, as JSON
    #[arg(long)]
    pub(crate) json: bool,
    #[command(flatten)]
    pub(crate) source: Source,
}

/// Where the models are.
#[derive(Debug, Args)]
pub struct Source {
    /// TOML file with settings
    #[arg(long, value_name = "FILE", env = "EARWORM_CONFIG")]
    config: Option<PathBuf>,
    /// Directory with the models that the pipeline has built [default: models/demo]
    #[arg(long, value_name = "DIR", env = "EARWORM_MODELS")]
    models: Option<PathBuf>,
    /// gRPC interface of a Qdrant that holds the codes [default: none]
    #[arg(long, value_name = "URL", env = "EARWORM_QDRANT_URL")]
    qdrant_url: Option<String>,
}

impl Cli {
    /// What to do: to serve, unless something else is written out.
    pub fn command(self) -> Command {
        self.command.unwrap_or(Command::Serve(self.settings))
    }
}

impl Source {
    pub(crate) fn settings(&self) -> Settings {
        Settings::of_models(self.config.clone(), self.models.clone(), self.qdrant_url.clone())
    }
}

/// The hint in several words.
pub(crate) fn hint(words: &[String]) -> Result<Query, catalog::InvalidQuery> {
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
        assert_eq!(settings.resolve().expect("right").addr.to_string(), addr, "{args:?}");
    }

    #[test]
    fn command_line() {
        <Cli as CommandFactory>::command().debug_assert();
        check(&["earworm", "--addr", "0.0.0.0:80"], "0.0.0.0:80");
        check(&["earworm", "serve", "--addr", "[::1]:8080", "--models", "m"], "[::1]:8080");
        check(&["earworm", "--behind-proxy"], "127.0.0.1:3000");
        for wrong in [
            &["earworm", "--addr", "nowhere"][..],
            &["earworm", "search"],
            &["earworm", "search", "a", "--limit", "0"],
            &["earworm", "similar", "two words"],
            &["earworm", "--workers", "0"],
        ] {
            assert!(Cli::try_parse_from(wrong).is_err(), "{wrong:?}");
        }
    }
}
