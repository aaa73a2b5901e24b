//! What the server tells of its work, for Prometheus.

use crate::AppState;
use axum::extract::{MatchedPath, Request, State};
use axum::http::Method;
use axum::middleware::Next;
use axum::response::Response;
use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::{Registry, Unit};
use std::fs;
use std::time::{Duration, Instant};

/// The numbers, and the registry that writes them.
pub(crate) struct Metrics {
    registry: Registry,
    requests: Family<RequestLabels, Histogram>,
    under_way: Gauge,
    waiting: Histogram,
    working: Histogram,
    reloads: Family<ReloadLabels, Counter>,
    memory: Gauge,
    tracks: Gauge,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct RequestLabels {
    route: String,
    method: &'static str,
    status: u16,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct ReloadLabels {
    outcome: &'static str,
}

/// Upper bounds in seconds: half a millisecond, doubled fourteen times, to eight seconds.
fn histogram() -> Histogram {
    Histogram::new((0..15).map(|power| 0.0005 * f64::from(1 << power)))
}

impl Metrics {
    pub(crate) fn new() -> Self {
        let mut metrics = Self {
            registry: Registry::with_prefix("earworm"),
            requests: Family::new_with_constructor(histogram),
            under_way: Gauge::default(),
            waiting: histogram(),
            working: histogram(),
            reloads: Family::default(),
            memory: Gauge::default(),
            tracks: Gauge::default(),
        };
        metrics.register();
        metrics
    }

    fn register(&mut self) {
        let registry = &mut self.registry;
        let help = "Time from a request's head to its answer's head";
        registry.register_with_unit("request_duration", help, Unit::Seconds, self.requests.clone());
        registry.register(
            "requests_under_way",
            "Requests without an answer",
            self.under_way.clone(),
        );
        let help = "Time that questions have waited for the engine";
        registry.register_with_unit("engine_wait", help, Unit::Seconds, self.waiting.clone());
        let help = "Time that the engine has worked on questions";
        registry.register_with_unit("engine_work", help, Unit::Seconds, self.working.clone());
        registry.register("reloads", "Reloads of the models", self.reloads.clone());
        registry.register_with_unit(
            "resident_memory",
            "Memory in use",
            Unit::Bytes,
            self.memory.clone(),
        );
        registry.register("tracks", "Tracks of the catalogue", self.tracks.clone());
    }

    /// A question has waited so long for the engine.
    pub(crate) fn waited(&self, time: Duration) {
        self.waiting.observe(time.as_secs_f64());
    }

    /// The engine has worked so long on a question.
    pub(crate) fn worked(&self, time: Duration) {
        self.working.observe(time.as_secs_f64());
    }

    /// The models were reloaded, or could not be.
    pub(crate) fn count_reload(&self, succeeded: bool) {
        let outcome = if succeeded { "success" } else { "failure" };
        self.reloads.get_or_create(&ReloadLabels { outcome }).inc();
    }

    /// All numbers, as text in the format `OpenMetrics`.
    pub(crate) fn text(&self, tracks: usize) -> String {
        self.tracks.set(tracks as i64);
        self.memory.set(resident_memory().unwrap_or_default());
        let mut text = String::new();
        match encode(&mut text, &self.registry) {
            Ok(()) => text,
            Err(error) => {
                tracing::error!(%error, "the metrics cannot be written");
                String::new()
            }
        }
    }
}

/// The media type of [`Metrics::text`].
pub(crate) const OPEN_METRICS: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// Measures how long a request takes.
pub(crate) async fn measure(
    State(state): State<AppState>,
    request: Request,
    next: Next,
) -> Response {
    let route = request.extensions().get::<MatchedPath>().map(MatchedPath::as_str);
    let route = route.unwrap_or("other").to_owned();
    let method = method(request.method());
    let under_way = UnderWay::new(&state.metrics.under_way);
    let start = Instant::now();
    let response = next.run(request).await;
    drop(under_way);
    let labels = RequestLabels { route, method, status: response.status().as_u16() };
    state.metrics.requests.get_or_create(&labels).observe(start.elapsed().as_secs_f64());
    response
}

/// Counts a request until it is answered or given up.
struct UnderWay(Gauge);

impl UnderWay {
    fn new(gauge: &Gauge) -> Self {
        gauge.inc();
        Self(gauge.clone())
    }
}

impl Drop for UnderWay {
    fn drop(&mut self) {
        self.0.dec();
    }
}

// Clients may invent methods.
fn method(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::OPTIONS => "OPTIONS",
        _ => "other",
    }
}

/// In bytes, where the system tells it.
fn resident_memory() -> Option<i64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    let kilobytes: i64 = line.trim().strip_suffix(" kB")?.trim().parse().ok()?;
    Some(kilobytes * 1024)
}
