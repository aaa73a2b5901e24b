//! A circuit breaker: leaves a service alone for a while after it has failed several times in a row.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

const MAX_FAILURES: u32 = 3;
const PAUSE: Duration = Duration::from_secs(5);

#[derive(Default)]
pub(crate) struct Breaker(Mutex<State>);

#[derive(Default)]
struct State {
    failures: u32,
    open_until: Option<Instant>,
}

impl Breaker {
    /// Whether a call may be tried now. After the pause one caller may; the others wait for its outcome.
    pub(crate) fn allows(&self, now: Instant) -> bool {
        let mut state = self.state();
        match state.open_until {
            Some(until) if now < until => false,
            Some(_) => {
                state.open_until = Some(now + PAUSE);
                true
            }
            None => true,
        }
    }

    /// Whether calls are refused for now.
    pub(crate) fn is_open(&self) -> bool {
        self.state().open_until.is_some()
    }

    /// Records the outcome of a call. Returns whether this one opened the breaker.
    pub(crate) fn record(&self, succeeded: bool, now: Instant) -> bool {
        let mut state = self.state();
        if succeeded {
            *state = State::default();
            return false;
        }
        state.failures = state.failures.saturating_add(1);
        if state.failures >= MAX_FAILURES {
            state.open_until = Some(now + PAUSE);
        }
        state.failures == MAX_FAILURES
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn opens_after_failures_and_lets_one_call_try_again() {
        let breaker = Breaker::default();
        let start = Instant::now();
        assert!(!breaker.record(false, start) && !breaker.record(false, start));
        assert!(breaker.allows(start));
        assert!(breaker.record(false, start), "opens");
        assert!(!breaker.allows(start + PAUSE / 2));
        let later = start + PAUSE;
        assert!(breaker.allows(later) && !breaker.allows(later), "one call at a time");
        assert!(breaker.is_open());
        breaker.record(true, later);
        assert!(!breaker.is_open());
        assert!(breaker.allows(later) && breaker.allows(later));
        assert!(!breaker.record(false, later), "counts from the start");
    }
}
