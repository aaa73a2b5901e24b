use crate::Settings;
use clap::{Parser, Subcommand};

/// The command line.
#[derive(Debug, Parser)]
#[command(name = "earworm", version, about = "Finds the song in your head, and more like it")]
#[command(args_conflicts_with_subcommands = true)]
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
}

impl Cli {
    /// What to do: to serve, unless something else is written out.
    pub fn command(self) -> Command {
        self.command.unwrap_or(Command::Serve(self.settings))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    fn check(args: &[&str], addr: &str) {
        let Command::Serve(settings) = Cli::try_parse_from(args).expect("parses").command();
        assert_eq!(settings.resolve().expect("right").addr.to_string(), addr, "{args:?}");
    }

    #[test]
    fn command_line() {
        <Cli as CommandFactory>::command().debug_assert();
        check(&["earworm", "--addr", "0.0.0.0:80"], "0.0.0.0:80");
        check(&["earworm", "serve", "--addr", "[::1]:8080", "--models", "m"], "[::1]:8080");
        check(&["earworm", "--behind-proxy"], "127.0.0.1:3000");
        assert!(Cli::try_parse_from(["earworm", "--addr", "nowhere"]).is_err());
    }
}
