use crate::Origin;
use clap::{Args, ValueEnum};
use serde::{Deserialize, Serialize};
use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::{fs, io, thread};

/// Everything that can be configured, as it holds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// Directory with the models.
    pub models: PathBuf,
    /// Address to listen on.
    pub addr: SocketAddr,
    /// Directory with the site.
    pub site: PathBuf,
    /// Pages of whom may use the API from the browser.
    pub cors_origins: Vec<Origin>,
    /// Requests a minute that each client may make; 0 is any number.
    pub rate_limit: u32,
    /// Whether clients come through a proxy that says who they are.
    pub behind_proxy: bool,
    /// Questions that the engine works on at once.
    pub workers: usize,
    /// Requests that may be under way at once, waiting ones included.
    pub max_requests: usize,
    /// Connections that may be open at once.
    pub max_connections: usize,
    /// Seconds in which a request must be answered.
    pub request_timeout: u64,
    /// Seconds in which a client must send a request's head, and take an answer.
    pub client_timeout: u64,
    /// Seconds from the wish to stop, in which the server is not ready, until it stops listening.
    pub shutdown_delay: u64,
    /// Seconds in which requests under way may end when the server stops.
    pub shutdown_timeout: u64,
    /// Seconds between looks at the models directory; 0 is never.
    pub reload_interval: u64,
    /// How log lines are written.
    pub log_format: LogFormat,
    /// Where a Qdrant answers that holds the songs' codes; empty if they are held here.
    pub qdrant_url: String,
}

/// How log lines are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ValueEnum)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    /// For people.
    #[default]
    Text,
    /// A JSON object a line.
    Json,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            models: "models/demo".into(),
            addr: (Ipv4Addr::LOCALHOST, 3000).into(),
            site: "target/site".into(),
            cors_origins: Vec::new(),
            rate_limit: 0,
            behind_proxy: false,
            workers: 2 * thread::available_parallelism().map_or(1, usize::from),
            max_requests: 512,
            max_connections: 768,
            request_timeout: 10,
            client_timeout: 20,
            shutdown_delay: 0,
            shutdown_timeout: 10,
            reload_interval: 10,
            log_format: LogFormat::Text,
            qdrant_url: String::new(),
        }
    }
}

/// What flags and the environment say.
#[derive(Clone, Debug, Default, Args, Serialize)]
pub struct Settings {
    /// TOML file with settings, named as the flags with _ for -
    #[arg(long, value_name = "FILE", env = "EARWORM_CONFIG")]
    #[serde(skip)]
    config: Option<PathBuf>,
    /// Directory with the models that the pipeline has built [default: models/demo]
    #[arg(long, value_name = "DIR", env = "EARWORM_MODELS")]
    models: Option<PathBuf>,
    /// Address to listen on; port 0 takes a free one [default: 127.0.0.1:3000]
    #[arg(long, value_name = "HOST:PORT", env = "EARWORM_ADDR")]
    addr: Option<SocketAddr>,
    /// Directory with the site that cargo-leptos has built [default: target/site]
    #[arg(long, value_name = "DIR", env = "LEPTOS_SITE_ROOT")]
    site: Option<PathBuf>,
    /// Pages of whom may use the API from the browser; * for all, several with commas [default: none]
    #[arg(long, value_name = "ORIGIN", env = "EARWORM_CORS_ORIGINS", value_delimiter = ',')]
    cors_origins: Option<Vec<Origin>>,
    /// Requests a minute that each client may make [default: 0, which is any number]
    #[arg(long, value_name = "NUMBER", env = "EARWORM_RATE_LIMIT")]
    rate_limit: Option<u32>,
    /// Take the client's address from the last entry of X-Forwarded-For [default: false]
    #[arg(long, value_name = "BOOL", env = "EARWORM_BEHIND_PROXY", num_args = 0..=1,
          default_missing_value = "true", require_equals = true)]
    behind_proxy: Option<bool>,
    /// Questions that the engine works on at once [default: twice the number of cores]
    #[arg(long, value_name = "NUMBER", env = "EARWORM_WORKERS", value_parser = at_least_one)]
    workers: Option<usize>,
    /// Requests under way at once, waiting ones included; more are answered with 503 [default: 512]
    #[arg(long, value_name = "NUMBER", env = "EARWORM_MAX_REQUESTS", value_parser = at_least_one)]
    max_requests: Option<usize>,
    /// Connections that are open at once; more wait to be accepted [default: 768]
    #[arg(long, value_name = "NUMBER", env = "EARWORM_MAX_CONNECTIONS", value_parser = at_least_one)]
    max_connections: Option<usize>,
    /// Time in which a request must be answered [default: 10]
    #[arg(long, value_name = "SECONDS", env = "EARWORM_REQUEST_TIMEOUT")]
    request_timeout: Option<u64>,
    /// Time in which a client must send a request's head, and take an answer [default: 20]
    #[arg(long, value_name = "SECONDS", env = "EARWORM_CLIENT_TIMEOUT")]
    client_timeout: Option<u64>,
    /// Time from SIGTERM, while /readyz says no, until listening ends [default: 0]
    #[arg(long, value_name = "SECONDS", env = "EARWORM_SHUTDOWN_DELAY")]
    shutdown_delay: Option<u64>,
    /// Time in which requests under way may end when the server stops [default: 10]
    #[arg(long, value_name = "SECONDS", env = "EARWORM_SHUTDOWN_TIMEOUT")]
    shutdown_timeout: Option<u64>,
    /// Time between looks whether the models directory has changed; 0 for never [default: 10]
    #[arg(long, value_name = "SECONDS", env = "EARWORM_RELOAD_INTERVAL")]
    reload_interval: Option<u64>,
    /// How log lines are written [default: text]
    #[arg(long, value_name = "FORMAT", env = "EARWORM_LOG_FORMAT", value_enum)]
    log_format: Option<LogFormat>,
    /// gRPC interface of a Qdrant that holds the codes, see `models upload` [default: none]
    #[arg(long, value_name = "URL", env = "EARWORM_QDRANT_URL")]
    qdrant_url: Option<String>,
}

/// Why the configuration cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// The file cannot be read.
    #[error("{} cannot be read ({source}): give an existing file with --config", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The file is wrong.
    #[error("{}: {reason}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What is wrong, and where.
        reason: String,
    },
    /// A setting cannot be used.
    #[error("{0}")]
    Setting(String),
}

impl Settings {
    /// Only where the models and their codes are and where settings stand.
    pub(crate) fn of_models(
        config: Option<PathBuf>,
        models: Option<PathBuf>,
        qdrant_url: Option<String>,
    ) -> Self {
        Self { config, models, qdrant_url, ..Self::default() }
    }

    /// The configuration: flags come before the environment, that before the file, that before the
    /// defaults.
    ///
    /// # Errors
    /// If the file cannot be read, or a setting is unknown or has a value that it cannot have.
    pub fn resolve(&self) -> Result<Config, ConfigError> {
        let wrong = |error: &dyn std::fmt::Display| ConfigError::Setting(error.to_string());
        let file = self.config.as_deref().map(read).transpose()?.unwrap_or_default();
        let mut table = toml::Table::try_from(file).map_err(|error| wrong(&error))?;
        // Settings that are not given do not become entries of the table.
        table.extend(toml::Table::try_from(self).map_err(|error| wrong(&error))?);
        let config: Config = table.try_into().map_err(|error| wrong(&error))?;
        config.check()
    }
}

impl Config {
    fn check(self) -> Result<Self, ConfigError> {
        let numbers = [
            ("workers", self.workers),
            ("max_requests", self.max_requests),
            ("max_connections", self.max_connections),
        ];
        match numbers.into_iter().find(|(_, number)| *number == 0) {
            Some((name, _)) => Err(ConfigError::Setting(format!("{name} is 0: give at least 1"))),
            None => Ok(self),
        }
    }

    /// The configuration as a TOML file.
    pub fn to_toml(&self) -> String {
        toml::to_string(self).unwrap_or_default()
    }
}

fn read(path: &Path) -> Result<Config, ConfigError> {
    let text = fs::read_to_string(path)
        .map_err(|source| ConfigError::Io { path: path.to_owned(), source })?;
    let reason = |error: toml::de::Error| error.to_string();
    toml::from_str(&text)
        .map_err(|error| ConfigError::File { path: path.to_owned(), reason: reason(error) })
}

fn at_least_one(text: &str) -> Result<usize, String> {
    text.parse().ok().filter(|&number| number > 0).ok_or_else(|| "give at least 1".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write as _;

    fn file(text: &str) -> tempfile::NamedTempFile {
        let mut file = tempfile::NamedTempFile::new().expect("a file");
        file.write_all(text.as_bytes()).expect("written");
        file
    }

    fn with_file(text: &str, settings: Settings) -> Result<Config, ConfigError> {
        let file = file(text);
        Settings { config: Some(file.path().to_owned()), ..settings }.resolve()
    }

    #[test]
    fn flags_come_before_the_file_and_that_before_the_defaults() {
        let flags = Settings { rate_limit: Some(5), ..Settings::default() };
        let config =
            with_file("rate_limit = 7\nworkers = 3\nmodels = \"m\"", flags).expect("right");
        assert_eq!((config.rate_limit, config.workers), (5, 3));
        assert_eq!(config.models, PathBuf::from("m"));
        assert_eq!(config.addr, Config::default().addr);
    }

    #[test]
    fn what_is_printed_can_be_read() {
        let config =
            Config { cors_origins: vec!["*".parse().expect("an origin")], ..Config::default() };
        assert_eq!(with_file(&config.to_toml(), Settings::default()).expect("right"), config);
    }

    #[test]
    fn every_setting_can_be_given_in_each_way() {
        let command = Settings::augment_args(clap::Command::new("earworm"));
        let flags = command.get_arguments().map(|arg| arg.get_id().as_str());
        let flags: Vec<&str> = flags.filter(|&id| id != "config").collect();
        let table = toml::Table::try_from(Config::default()).expect("a table");
        let mut entries: Vec<&str> = table.keys().map(String::as_str).collect();
        let mut sorted = flags.clone();
        sorted.sort_unstable();
        entries.sort_unstable();
        assert_eq!(sorted, entries);
        assert!(command.get_arguments().all(|arg| arg.get_env().is_some()));
    }

    fn check_refused(text: &str, part: &str) {
        let error = with_file(text, Settings::default()).expect_err(text).to_string();
        assert!(error.contains(part), "{error}");
    }

    #[test]
    fn wrong_files_are_refused() {
        check_refused("colour = 1", "colour");
        check_refused("rate_limit = -1", "rate_limit");
        check_refused("workers = 0", "workers is 0");
        check_refused("cors_origins = [\"nowhere\"]", "no origin");
        check_refused("[", "line 1");
        let missing = Settings { config: Some("no/such.toml".into()), ..Settings::default() };
        assert!(missing.resolve().is_err());
    }
}
