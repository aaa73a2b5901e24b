use crate::LogFormat;
use crate::Traces;
use std::panic::PanicHookInfo;
use tracing_subscriber::filter::{EnvFilter, LevelFilter};
use tracing_subscriber::layer::{Layer, SubscriberExt as _};
use tracing_subscriber::util::SubscriberInitExt as _;

/// `rmcp` describes every request at `info`, which the server does itself.
const DEFAULT_LEVELS: &str = "info,rmcp=warn";

/// Starts logging to stderr, at the level in `RUST_LOG`, or `info`. Panics are logged as well, so that
/// every line has the same format. Spans go to `traces` as well, if there are any.
pub fn start_logging(format: LogFormat, traces: Option<&Traces>) {
    let levels = std::env::var(EnvFilter::DEFAULT_ENV);
    let levels = EnvFilter::builder()
        .with_default_directive(LevelFilter::INFO.into())
        .parse_lossy(levels.as_deref().unwrap_or(DEFAULT_LEVELS));
    let log = tracing_subscriber::fmt::layer().with_writer(std::io::stderr);
    let log = match format {
        LogFormat::Text => log.boxed(),
        LogFormat::Json => log.json().flatten_event(true).with_span_list(false).boxed(),
    };
    let traces = traces.map(Traces::layer);
    tracing_subscriber::registry().with(log.with_filter(levels)).with(traces).init();
    std::panic::set_hook(Box::new(log_panic));
}

fn log_panic(panic: &PanicHookInfo) {
    let location = panic.location().map(ToString::to_string).unwrap_or_default();
    let cause = panic.payload_as_str().unwrap_or("unknown cause");
    tracing::error!(location, cause, "a thread panicked");
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io;
    use std::sync::{Arc, Mutex};

    #[derive(Clone, Default)]
    struct Lines(Arc<Mutex<Vec<u8>>>);

    impl io::Write for Lines {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.lock().expect("no panic").write(bytes)
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn panics_are_logged_in_the_format_of_the_log() {
        let lines = Lines::default();
        let writer = lines.clone();
        let log = tracing_subscriber::fmt().json().flatten_event(true);
        let log = log.with_writer(move || writer.clone()).finish();
        let usual = std::panic::take_hook();
        std::panic::set_hook(Box::new(log_panic));
        let panicked = tracing::subscriber::with_default(log, || {
            std::panic::catch_unwind(|| panic!("on purpose, number {}", 7)).is_err()
        });
        std::panic::set_hook(usual);
        assert!(panicked);
        let text = lines.0.lock().expect("no panic");
        let line: serde_json::Value = serde_json::from_slice(&text).expect("a line of JSON");
        assert_eq!(
            (&line["level"], &line["cause"]),
            (&"ERROR".into(), &"on purpose, number 7".into())
        );
        assert!(line["location"].as_str().is_some_and(|location| location.contains("logging.rs")));
    }
}
