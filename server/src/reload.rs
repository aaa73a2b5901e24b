use crate::AppState;
use crate::signals::Hangup;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

/// Replaces the models whenever their directory has changed, or the process gets a SIGHUP. Ends never.
pub(crate) async fn watch(state: AppState, mut hangup: Hangup) {
    let dir = state.config.models.clone();
    let mut seen = Contents::of(&dir);
    loop {
        let told = tokio::select! {
            () = hangup.next() => true,
            () = pause(state.config.reload_interval) => false,
        };
        let now = Contents::of(&dir);
        if told || now != seen {
            seen = now;
            reload(&state).await;
        }
    }
}

/// Loads the models beside the old ones, which answer until the new ones have shown
/// that they can; they stay if those cannot.
async fn reload(state: &AppState) {
    let (models, config) = (Arc::clone(&state.models), Arc::clone(&state.config));
    let reloaded = tokio::task::spawn_blocking(move || models.reload(&config)).await;
    let reloaded = match reloaded {
        Ok(reloaded) => reloaded.map_err(|error| error.to_string()),
        Err(panic) => Err(panic.to_string()),
    };
    state.metrics.count_reload(reloaded.is_ok());
    match reloaded {
        Ok(()) => tracing::info!(tracks = state.engine().len(), "models reloaded"),
        Err(error) => tracing::error!(%error, "the new models cannot be used; the old ones stay"),
    }
}

async fn pause(seconds: u64) {
    if seconds == 0 {
        std::future::pending::<()>().await;
    }
    tokio::time::sleep(Duration::from_secs(seconds)).await;
}

/// What tells that a directory has changed: the names, sizes and times of its files.
#[derive(PartialEq, Eq)]
struct Contents(Vec<(PathBuf, u64, Option<SystemTime>)>);

impl Contents {
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
    fn a_change_shows() {
        let dir = tempfile::tempdir().expect("a directory");
        let before = Contents::of(dir.path());
        assert!(before == Contents::of(dir.path()));
        fs::write(dir.path().join("manifest.json"), "{}").expect("written");
        assert!(before != Contents::of(dir.path()));
    }
}
