use crate::Problem;
use std::sync::Arc;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// Lets so many requests in at once, and so many of them ask the engine; turns the others away at
/// once, so that nobody waits for long and nothing piles up.
pub(crate) struct Gate {
    places: Arc<Semaphore>,
    workers: Arc<Semaphore>,
}

/// The right to ask the engine. It is kept until the engine has answered, even if nobody waits for
/// the answer any more: the engine cannot be interrupted.
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

    /// Waits for a free worker, in the order of arrival.
    ///
    /// # Errors
    /// If too many requests are under way already.
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
    async fn those_who_find_no_place_are_turned_away() {
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
