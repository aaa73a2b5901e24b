use crate::Problem;
use std::sync::Arc;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// Limits the requests in progress, and how many of them use the engine at once. Excess requests are
/// rejected immediately rather than queued without bound.
pub(crate) struct Gate {
    places: Arc<Semaphore>,
    workers: Arc<Semaphore>,
}

/// Permission to use the engine. It is held until the engine returns, even after the client has hung
/// up: the engine cannot be interrupted.
pub(crate) struct Pass {
    _place: OwnedSemaphorePermit,
    _worker: OwnedSemaphorePermit,
}

impl Gate {
    pub(crate) fn new(places: usize, workers: usize) -> Self {
        let semaphore =
            |permits: usize| Arc::new(Semaphore::new(permits.min(Semaphore::MAX_PERMITS)));
        Self { places: semaphore(places), workers: semaphore(workers) }
    }

    /// Waits for a free worker, first come, first served.
    ///
    /// # Errors
    /// If too many requests are in progress already.
    pub(crate) async fn enter(&self) -> Result<Pass, Problem> {
        let place = Arc::clone(&self.places).try_acquire_owned();
        let place = place.map_err(|_| Problem::overloaded())?;
        let worker = Arc::clone(&self.workers).acquire_owned().await;
        let worker = worker.map_err(|closed| Problem::internal(&closed))?;
        Ok(Pass { _place: place, _worker: worker })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::time::{Duration, timeout};

    #[tokio::test]
    async fn excess_requests_are_rejected() {
        let gate = Arc::new(Gate::new(2, 1));
        let first = gate.enter().await.expect("a place");
        let waiting = tokio::spawn({
            let gate = Arc::clone(&gate);
            async move { gate.enter().await.is_ok() }
        });
        tokio::task::yield_now().await;
        assert_eq!(gate.enter().await.err(), Some(Problem::overloaded()));
        drop(first);
        assert!(timeout(Duration::from_secs(5), waiting).await.expect("soon").expect("no panic"));
        assert!(gate.enter().await.is_ok());
    }
}
