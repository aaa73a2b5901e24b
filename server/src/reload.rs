use crate::AppState;
use crate::signals::Hangup;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime};
use tokio::time::Instant;

/// Longest pause between tries of a reload that fails.
const MAX_PAUSE: Duration = Duration::from_mins(5);

/// Reloads the models whenever their directory has changed, on SIGHUP, and again after a failure, since
/// its cause may pass. Runs until the process exits.
pub(crate) async fn watch(state: AppState, mut hangup: Hangup) {
    let dir = state.config.models.clone();
    let interval = state.config.reload_interval;
    let mut seen = Contents::read(&dir).await;
    let mut retry = Retry::default();
    loop {
        let forced = tokio::select! {
            () = hangup.received() => true,
            () = pause(interval) => false,
        };
        let now = Contents::read(&dir).await;
        if forced || now != seen || retry.is_due() {
            seen = now;
            let reloaded = reload(&state).await;
            retry.record(reloaded, Duration::from_secs(interval));
        }
    }
}

/// When to try again after failures: each time after twice the pause.
#[derive(Default)]
struct Retry {
    failures: u32,
    at: Option<Instant>,
}

impl Retry {
    fn is_due(&self) -> bool {
        self.at.is_some_and(|at| at <= Instant::now())
    }

    fn record(&mut self, succeeded: bool, interval: Duration) {
        self.failures = if succeeded { 0 } else { self.failures + 1 };
        self.at = (!succeeded).then(|| Instant::now() + pause_after(self.failures, interval));
    }
}

/// The pause after so many failures in a row.
fn pause_after(failures: u32, interval: Duration) -> Duration {
    let doublings = failures.saturating_sub(1).min(16);
    interval.saturating_mul(1 << doublings).min(MAX_PAUSE.max(interval))
}

/// Loads the models while the current ones keep answering, and swaps them if the new ones are usable.
async fn reload(state: &AppState) -> bool {
    let (models, config) = (Arc::clone(&state.models), Arc::clone(&state.config));
    let reloaded = tokio::task::spawn_blocking(move || models.reload(&config)).await;
    let reloaded = match reloaded {
        Ok(reloaded) => reloaded.map_err(|error| error.to_string()),
        Err(panic) => Err(panic.to_string()),
    };
    state.metrics.count_reload(reloaded.is_ok());
    match &reloaded {
        Ok(()) => tracing::info!(tracks = state.engine().tracks().len(), "models reloaded"),
        Err(error) => tracing::error!(%error, "the new models are unusable; the old ones stay"),
    }
    reloaded.is_ok()
}

async fn pause(seconds: u64) {
    if seconds == 0 {
        std::future::pending::<()>().await;
    }
    tokio::time::sleep(Duration::from_secs(seconds)).await;
}

/// Names, sizes and modification times of the files in a directory, to notice changes.
#[derive(PartialEq, Eq)]
struct Contents(Vec<(PathBuf, u64, Option<SystemTime>)>);

impl Contents {
    /// Reads on a blocking thread: the directory may be on a slow disk.
    async fn read(dir: &Path) -> Self {
        let dir = dir.to_owned();
        let read = tokio::task::spawn_blocking(move || Self::of(&dir)).await;
        read.unwrap_or_else(|_| Self(Vec::new()))
    }

    fn of(dir: &Path) -> Self {
        let entries = fs::read_dir(dir).into_iter().flatten().flatten();
        let mut files: Vec<_> = entries
            .filter_map(|entry| {
                let facts = fs::metadata(entry.path()).ok()?;
                Some((entry.path(), facts.len(), facts.modified().ok()))
            })
            .collect();
        files.sort_unstable();
        Self(files)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_are_noticed() {
        let dir = tempfile::tempdir().expect("a directory");
        let before = Contents::of(dir.path());
        assert!(before == Contents::of(dir.path()));
        fs::write(dir.path().join("manifest.json"), "{}").expect("written");
        assert!(before != Contents::of(dir.path()));
    }

    #[test]
    fn pauses_double() {
        let check = |failures, interval, expected| {
            let pause = pause_after(failures, Duration::from_secs(interval));
            assert_eq!(pause, Duration::from_secs(expected), "{failures} {interval}");
        };
        check(1, 10, 10);
        check(2, 10, 20);
        check(5, 10, 160);
        check(6, 10, 300);
        check(u32::MAX, 10, 300);
        check(3, 600, 600);
    }
}
