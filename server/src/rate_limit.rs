use crate::client::Client;
use axum::http::HeaderMap;
use governor::clock::{Clock, DefaultClock};
use governor::middleware::StateInformationMiddleware;
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use std::num::NonZeroU32;
use std::time::Duration;

/// A rate limit per client: a burst of the whole quota, refilled evenly over a minute.
pub(crate) struct RateLimit {
    limiter: DefaultKeyedRateLimiter<Client, StateInformationMiddleware>,
    clock: DefaultClock,
    per_minute: NonZeroU32,
}

impl RateLimit {
    /// `None` for 0, which means no limit.
    pub(crate) fn per_minute(requests: u32) -> Option<Self> {
        let per_minute = NonZeroU32::new(requests)?;
        let limiter = RateLimiter::keyed(Quota::per_minute(per_minute)).with_middleware();
        Some(Self { limiter, clock: DefaultClock::default(), per_minute })
    }

    /// Requests a minute.
    pub(crate) fn quota(&self) -> u32 {
        self.per_minute.get()
    }

    /// Requests the client has left after this one, or how long it has to wait.
    pub(crate) fn admit(&self, client: Client) -> Result<u32, Duration> {
        match self.limiter.check_key(&client) {
            Ok(state) => Ok(state.remaining_burst_capacity()),
            Err(not_until) => Err(not_until.wait_time_from(self.clock.now())),
        }
    }

    /// Forgets clients whose quota is full again.
    pub(crate) fn tidy(&self) {
        self.limiter.retain_recent();
        self.limiter.shrink_to_fit();
    }

    /// Adds the headers `RateLimit-Policy` and `RateLimit`.
    pub(crate) fn describe(&self, headers: &mut HeaderMap, remaining: u32) {
        let quota = self.quota();
        let reset = (60 * (quota - remaining.min(quota))).div_ceil(quota);
        let policy = format!("\"client\";q={quota};w=60").parse();
        let limit = format!("\"client\";r={remaining};t={reset}").parse();
        policy.into_iter().for_each(|value| drop(headers.insert("ratelimit-policy", value)));
        limit.into_iter().for_each(|value| drop(headers.insert("ratelimit", value)));
    }
}
