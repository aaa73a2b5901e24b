use crate::AppState;
use crate::signals::Hangup;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

/// Reloads the models whenever their directory has changed, and on SIGHUP. Runs until the process
/// exits.
pub(crate) async fn watch(state: AppState, mut hangup: Hangup) {
    let dir = state.config.models.clone();
    let mut seen = Contents::of(&dir);
    loop {
        let forced = tokio::select! {
            () = hangup.next() => true,
            () = pause(state.config.reload_interval) => false,
        };
        let now = Contents::of(&dir);
        if forced || now != seen {
            seen = now;
            reload(&state).await;
        }
    }
}

/// Loads the models while the current ones keep answering, and swaps them if the new ones are usable.
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
        Err(error) => tracing::error!(%error, "the new models are unusable; the old ones stay"),
    }
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
}
