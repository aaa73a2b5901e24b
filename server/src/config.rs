use crate::{Host, Origin};
use clap::{Args, ValueEnum};
use ipnet::IpNet;
use serde::{Deserialize, Serialize};
use std::net::{Ipv4Addr, SocketAddr};
use std::num::{NonZeroU64, NonZeroUsize};
use std::path::{Path, PathBuf};
use std::{fs, io, thread};

/// The effective configuration.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// Models directory.
    pub models: PathBuf,
    /// Address to listen on.
    pub addr: SocketAddr,
    /// Directory of the built site.
    pub site: PathBuf,
    /// Origins allowed to call the API from a browser.
    pub cors_origins: Vec<Origin>,
    /// Requests per minute and client; 0 means no limit.
    pub rate_limit: u32,
    /// Proxies whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<IpNet>,
    /// Requests the engine works on at once.
    pub workers: NonZeroUsize,
    /// Requests in progress at once, including those waiting for a worker.
    pub max_requests: NonZeroUsize,
    /// Connections open at once.
    pub max_connections: NonZeroUsize,
    /// Connections per client, trusted proxies excepted; 0 means no limit.
    pub max_client_connections: usize,
    /// Seconds until an unanswered request gets 503.
    pub request_timeout: NonZeroU64,
    /// Seconds a client has to send a request's head, and to accept more of a response.
    pub client_timeout: NonZeroU64,
    /// Seconds between SIGTERM, when `/readyz` turns 503, and the end of listening.
    pub shutdown_delay: u64,
    /// Seconds that requests in progress have to finish when the server stops.
    pub shutdown_timeout: NonZeroU64,
    /// Seconds between checks whether the models directory has changed; 0 means never.
    pub reload_interval: u64,
    /// Whether to serve Spotify's Web API below `/v1`.
    pub spotify_api: bool,
    /// Whether to serve tools for agents at `/mcp`.
    pub mcp: bool,
    /// Hosts besides localhost at which MCP clients reach this server.
    pub mcp_hosts: Vec<Host>,
    /// Format of the log.
    pub log_format: LogFormat,
    /// gRPC URL of an OpenTelemetry collector that gets traces; empty for none.
    pub otlp_endpoint: String,
    /// gRPC URL of a Qdrant that holds the embeddings; empty to keep them in memory.
    pub qdrant_url: String,
    /// API key for Qdrant; empty for none. Never printed.
    #[serde(skip_serializing)]
    pub qdrant_api_key: String,
}

/// Format of the log.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ValueEnum)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    /// Lines for people.
    #[default]
    Text,
    /// One JSON object per line.
    Json,
}

const TWO: NonZeroUsize = NonZeroUsize::new(2).unwrap();

impl Default for Config {
    fn default() -> Self {
        Self {
            models: "models/demo".into(),
            addr: (Ipv4Addr::LOCALHOST, 3000).into(),
            site: "target/site".into(),
            cors_origins: Vec::new(),
            rate_limit: 0,
            trusted_proxies: Vec::new(),
            workers: thread::available_parallelism().map_or(TWO, |cores| cores.saturating_mul(TWO)),
            max_requests: const { NonZeroUsize::new(512).unwrap() },
            max_connections: const { NonZeroUsize::new(768).unwrap() },
            max_client_connections: 256,
            request_timeout: const { NonZeroU64::new(10).unwrap() },
            client_timeout: const { NonZeroU64::new(20).unwrap() },
            shutdown_delay: 0,
            shutdown_timeout: const { NonZeroU64::new(10).unwrap() },
            reload_interval: 10,
            spotify_api: true,
            mcp: true,
            mcp_hosts: Vec::new(),
            log_format: LogFormat::Text,
            otlp_endpoint: String::new(),
            qdrant_url: String::new(),
            qdrant_api_key: String::new(),
        }
    }
}

/// Settings given as flags or environment variables.
#[derive(Clone, Debug, Default, Args, Serialize)]
pub struct Settings {
    #[command(flatten)]
    #[serde(flatten)]
    source: ModelSettings,
    /// Address to listen on; port 0 picks a free one [default: 127.0.0.1:3000]
    #[arg(long, value_name = "HOST:PORT", env = "EARWORM_ADDR")]
    addr: Option<SocketAddr>,
    /// Directory of the site, built by cargo-leptos [default: target/site]
    #[arg(long, value_name = "DIR", env = "EARWORM_SITE")]
    site: Option<PathBuf>,
    /// Origins allowed to call the API from a browser, comma-separated; * for all [default: none]
    #[arg(long, value_name = "ORIGIN", env = "EARWORM_CORS_ORIGINS", value_delimiter = ',')]
    cors_origins: Option<Vec<Origin>>,
    /// Requests per minute and client; 0 for no limit [default: 0]
    #[arg(long, value_name = "NUMBER", env = "EARWORM_RATE_LIMIT")]
    rate_limit: Option<u32>,
    /// Networks of proxies whose X-Forwarded-For is believed, comma-separated [default: none]
    #[arg(long, value_name = "NETWORK", env = "EARWORM_TRUSTED_PROXIES", value_delimiter = ',')]
    trusted_proxies: Option<Vec<IpNet>>,
    /// Requests the engine works on at once [default: twice the number of cores]
    #[arg(long, value_name = "NUMBER", env = "EARWORM_WORKERS")]
    workers: Option<NonZeroUsize>,
    /// Requests in progress at once, including those waiting for a worker; more get 503 [default: 512]
    #[arg(long, value_name = "NUMBER", env = "EARWORM_MAX_REQUESTS")]
    max_requests: Option<NonZeroUsize>,
    /// Connections open at once; more wait to be accepted [default: 768]
    #[arg(long, value_name = "NUMBER", env = "EARWORM_MAX_CONNECTIONS")]
    max_connections: Option<NonZeroUsize>,
    /// Connections per client, trusted proxies excepted; 0 for no limit [default: 256]
    #[arg(long, value_name = "NUMBER", env = "EARWORM_MAX_CLIENT_CONNECTIONS")]
    max_client_connections: Option<usize>,
    /// Time until an unanswered request gets 503 [default: 10]
    #[arg(long, value_name = "SECONDS", env = "EARWORM_REQUEST_TIMEOUT")]
    request_timeout: Option<NonZeroU64>,
    /// Time a client has to send a request's head, and to accept more of a response [default: 20]
    #[arg(long, value_name = "SECONDS", env = "EARWORM_CLIENT_TIMEOUT")]
    client_timeout: Option<NonZeroU64>,
    /// Time between SIGTERM, when /readyz turns 503, and the end of listening [default: 0]
    #[arg(long, value_name = "SECONDS", env = "EARWORM_SHUTDOWN_DELAY")]
    shutdown_delay: Option<u64>,
    /// Time that requests in progress have to finish when the server stops [default: 10]
    #[arg(long, value_name = "SECONDS", env = "EARWORM_SHUTDOWN_TIMEOUT")]
    shutdown_timeout: Option<NonZeroU64>,
    /// Time between checks whether the models directory has changed; 0 for never [default: 10]
    #[arg(long, value_name = "SECONDS", env = "EARWORM_RELOAD_INTERVAL")]
    reload_interval: Option<u64>,
    /// Serve Spotify's Web API below /v1 [default: true]
    #[arg(long, value_name = "BOOL", env = "EARWORM_SPOTIFY_API", num_args = 0..=1,
          default_missing_value = "true", require_equals = true)]
    spotify_api: Option<bool>,
    /// Serve tools for agents at /mcp [default: true]
    #[arg(long, value_name = "BOOL", env = "EARWORM_MCP", num_args = 0..=1,
          default_missing_value = "true", require_equals = true)]
    mcp: Option<bool>,
    /// Hosts besides localhost at which MCP clients reach this server, comma-separated; * for any [default: none]
    #[arg(long, value_name = "HOST", env = "EARWORM_MCP_HOSTS", value_delimiter = ',')]
    mcp_hosts: Option<Vec<Host>>,
    /// Format of the log [default: text]
    #[arg(long, value_name = "FORMAT", env = "EARWORM_LOG_FORMAT", value_enum)]
    log_format: Option<LogFormat>,
    /// gRPC URL of an OpenTelemetry collector that gets traces, such as http://localhost:4317 [default: none]
    #[arg(long, value_name = "URL", env = "EARWORM_OTLP_ENDPOINT")]
    otlp_endpoint: Option<String>,
}

/// The settings that say which models to use.
#[derive(Clone, Debug, Default, Args, Serialize)]
pub struct ModelSettings {
    /// TOML file with settings, named like the flags with _ for -
    #[arg(long, value_name = "FILE", env = "EARWORM_CONFIG")]
    #[serde(skip)]
    config: Option<PathBuf>,
    /// Models directory, built by the pipeline [default: models/demo]
    #[arg(long, value_name = "DIR", env = "EARWORM_MODELS")]
    models: Option<PathBuf>,
    /// gRPC URL of a Qdrant that holds the embeddings, see `models upload` [default: none]
    #[arg(long, value_name = "URL", env = "EARWORM_QDRANT_URL")]
    qdrant_url: Option<String>,
    /// API key for Qdrant [default: none]
    #[arg(long, value_name = "KEY", env = "EARWORM_QDRANT_API_KEY", hide_env_values = true)]
    qdrant_api_key: Option<String>,
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
    /// The file is invalid.
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
    /// The effective configuration. Precedence: flag, environment variable, file, default.
    ///
    /// # Errors
    /// If the file cannot be read, or a setting is unknown or invalid.
    pub fn resolve(&self) -> Result<Config, ConfigError> {
        let invalid = |error: &dyn std::fmt::Display| ConfigError::Setting(error.to_string());
        let mut table = self.source.config.as_deref().map(read).transpose()?.unwrap_or_default();
        // Settings that are not given are absent from this table, so they override nothing.
        table.extend(toml::Table::try_from(self).map_err(|error| invalid(&error))?);
        table.try_into().map_err(|error| invalid(&error))
    }
}

impl From<ModelSettings> for Settings {
    fn from(source: ModelSettings) -> Self {
        Self { source, ..Self::default() }
    }
}

impl Config {
    /// The configuration as a TOML file.
    pub fn to_toml(&self) -> String {
        toml::to_string(self).unwrap_or_default()
    }
}

fn read(path: &Path) -> Result<toml::Table, ConfigError> {
    let text = fs::read_to_string(path)
        .map_err(|source| ConfigError::Io { path: path.to_owned(), source })?;
    // As a whole first: these errors have the line.
    let parsed = toml::from_str::<Config>(&text).and_then(|_| toml::from_str(&text));
    parsed.map_err(|error| ConfigError::File { path: path.to_owned(), reason: error.to_string() })
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
        let source = ModelSettings { config: Some(file.path().to_owned()), ..settings.source };
        Settings { source, ..settings }.resolve()
    }

    #[test]
    fn flags_override_the_file() {
        let flags = Settings { rate_limit: Some(5), ..Settings::default() };
        let config =
            with_file("rate_limit = 7\nworkers = 3\nmodels = \"m\"", flags).expect("valid");
        assert_eq!((config.rate_limit, config.workers.get()), (5, 3));
        assert_eq!(config.models, PathBuf::from("m"));
        assert_eq!(config.addr, Config::default().addr);
    }

    #[test]
    fn printed_configuration_reads_back() {
        let config =
            Config { cors_origins: vec!["*".parse().expect("an origin")], ..Config::default() };
        assert_eq!(with_file(&config.to_toml(), Settings::default()).expect("valid"), config);
    }

    #[test]
    fn every_setting_has_a_flag_a_variable_and_an_entry() {
        let command = Settings::augment_args(clap::Command::new("earworm"));
        let flags = command.get_arguments().map(|arg| arg.get_id().as_str());
        let flags: Vec<&str> = flags.filter(|&id| id != "config").collect();
        let table = toml::Table::try_from(Config::default()).expect("a table");
        let mut entries: Vec<&str> = table.keys().map(String::as_str).collect();
        entries.push("qdrant_api_key");
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
    fn invalid_files_are_refused() {
        check_refused("colour = 1", "colour");
        check_refused("rate_limit = -1", "rate_limit");
        for name in ["workers", "request_timeout", "client_timeout", "shutdown_timeout"] {
            check_refused(&format!("{name} = 0"), name);
        }
        check_refused("trusted_proxies = [\"10.0.0.0/40\"]", "trusted_proxies");
        check_refused("cors_origins = [\"nowhere\"]", "not an origin");
        check_refused("mcp_hosts = [\"http://here\"]", "not a host");
        check_refused("[", "line 1");
        let missing =
            ModelSettings { config: Some("no/such.toml".into()), ..ModelSettings::default() };
        assert!(Settings::from(missing).resolve().is_err());
    }
}
