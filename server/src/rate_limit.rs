use crate::client::Client;
use crate::{AppState, Problem};
use axum::extract::{Request, State};
use axum::http::HeaderMap;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use governor::clock::{Clock, DefaultClock};
use governor::middleware::StateInformationMiddleware;
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use std::num::NonZeroU32;
use std::time::Duration;

/// How often each client may ask: so many requests at once, which come back evenly over a minute.
pub(crate) struct RateLimit {
    limiter: DefaultKeyedRateLimiter<Client, StateInformationMiddleware>,
    clock: DefaultClock,
    per_minute: NonZeroU32,
}

impl RateLimit {
    /// None for 0, which is no limit.
    pub(crate) fn per_minute(requests: u32) -> Option<Self> {
        let per_minute = NonZeroU32::new(requests)?;
        let limiter = RateLimiter::keyed(Quota::per_minute(per_minute)).with_middleware();
        Some(Self { limiter, clock: DefaultClock::default(), per_minute })
    }

    /// How many requests the client has left after this one, or else how long it has to wait.
    fn admit(&self, client: Client) -> Result<u32, Duration> {
        match self.limiter.check_key(&client) {
            Ok(state) => Ok(state.remaining_burst_capacity()),
            Err(not_until) => Err(not_until.wait_time_from(self.clock.now())),
        }
    }

    /// Forgets clients that have not asked for long.
    pub(crate) fn tidy(&self) {
        self.limiter.retain_recent();
        self.limiter.shrink_to_fit();
    }

    fn write(&self, headers: &mut HeaderMap, remaining: u32) {
        let quota = self.per_minute.get();
        let reset = (60 * (quota - remaining.min(quota))).div_ceil(quota);
        let policy = format!("\"client\";q={quota};w=60").parse();
        let limit = format!("\"client\";r={remaining};t={reset}").parse();
        policy.into_iter().for_each(|value| drop(headers.insert("ratelimit-policy", value)));
        limit.into_iter().for_each(|value| drop(headers.insert("ratelimit", value)));
    }
}

/// Answers a client that asks too often with 429, and tells every other what it has left.
pub(crate) async fn limit(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let Some(limit) = &state.rate_limit else {
        return next.run(request).await;
    };
    let behind_proxy = state.config.behind_proxy;
    let client = Client::of(request.extensions(), request.headers(), behind_proxy);
    let (mut response, remaining) = match limit.admit(client) {
        Ok(remaining) => (next.run(request).await, remaining),
        Err(wait) => {
            let seconds = wait.as_secs_f64().ceil().max(1.0) as u32;
            let problem = Problem::too_many_requests(limit.per_minute.get(), seconds);
            (problem.into_response(), 0)
        }
    };
    limit.write(response.headers_mut(), remaining);
    response
}
