//! Metrics for Prometheus.

use crate::build_info::{BUILD, VERSION};
use crate::qdrant;
use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::metrics::info::Info;
use prometheus_client::registry::{Registry, Unit};
use std::fs;
use std::time::Duration;

/// The metrics and the registry that writes them.
pub(crate) struct Metrics {
    registry: Registry,
    requests: Family<RequestLabels, Histogram>,
    in_flight: Gauge,
    waiting: Histogram,
    working: Histogram,
    problems: Family<ProblemLabels, Counter>,
    reloads: Family<ReloadLabels, Counter>,
    conditional: Family<ConditionalLabels, Counter>,
    memory: Gauge,
    private_memory: Gauge,
    tracks: Gauge,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
pub(crate) struct RequestLabels {
    pub(crate) route: String,
    pub(crate) method: &'static str,
    pub(crate) status: u16,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct ProblemLabels {
    kind: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct ConditionalLabels {
    outcome: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct ReloadLabels {
    outcome: &'static str,
}

/// Buckets from 0.5 ms to 8 s, each twice the one before.
fn histogram() -> Histogram {
    Histogram::new((0..15).map(|power| 0.0005 * f64::from(1 << power)))
}

impl Metrics {
    pub(crate) fn new() -> Self {
        let mut metrics = Self {
            registry: Registry::with_prefix("earworm"),
            requests: Family::new_with_constructor(histogram),
            in_flight: Gauge::default(),
            waiting: histogram(),
            working: histogram(),
            problems: Family::default(),
            reloads: Family::default(),
            conditional: Family::default(),
            memory: Gauge::default(),
            private_memory: Gauge::default(),
            tracks: Gauge::default(),
        };
        metrics.register();
        metrics
    }

    fn register(&mut self) {
        let registry = &mut self.registry;
        let help = "Time from the request's head to the response's head";
        registry.register_with_unit("request_duration", help, Unit::Seconds, self.requests.clone());
        registry.register(
            "requests_in_flight",
            "Requests not answered yet",
            self.in_flight.clone(),
        );
        let help = "Time requests waited for a worker";
        registry.register_with_unit("engine_wait", help, Unit::Seconds, self.waiting.clone());
        let help = "Time the engine worked on requests";
        registry.register_with_unit("engine_work", help, Unit::Seconds, self.working.clone());
        registry.register("problems", "Error responses by kind", self.problems.clone());
        registry.register("reloads", "Reloads of the models", self.reloads.clone());
        let help = "Requests from caches that have a response already";
        registry.register("conditional_requests", help, self.conditional.clone());
        qdrant::metrics().register(registry.sub_registry_with_prefix("qdrant"));
        let build = Info::new([("version", VERSION), ("build", BUILD)].to_vec());
        registry.register("build", "The running program", build);
        let help = "Resident memory, mapped models included";
        registry.register_with_unit("resident_memory", help, Unit::Bytes, self.memory.clone());
        let help = "Resident memory that no other process shares";
        let memory = self.private_memory.clone();
        registry.register_with_unit("private_memory", help, Unit::Bytes, memory);
        registry.register("tracks", "Tracks in the catalogue", self.tracks.clone());
    }

    /// Counts a request as in flight until the guard is dropped.
    pub(crate) fn request_started(&self) -> InFlight {
        self.in_flight.inc();
        InFlight(self.in_flight.clone())
    }

    pub(crate) fn request_finished(&self, labels: &RequestLabels, time: Duration) {
        self.requests.get_or_create(labels).observe(time.as_secs_f64());
    }

    /// A request waited this long for a worker.
    pub(crate) fn waited(&self, time: Duration) {
        self.waiting.observe(time.as_secs_f64());
    }

    /// The engine worked this long on a request.
    pub(crate) fn worked(&self, time: Duration) {
        self.working.observe(time.as_secs_f64());
    }

    pub(crate) fn count_problem(&self, kind: &'static str) {
        self.problems.get_or_create(&ProblemLabels { kind }).inc();
    }

    /// A cache asked whether its response is still the same.
    pub(crate) fn count_conditional(&self, is_same: bool) {
        let outcome = if is_same { "not_modified" } else { "modified" };
        self.conditional.get_or_create(&ConditionalLabels { outcome }).inc();
    }

    pub(crate) fn count_reload(&self, succeeded: bool) {
        let outcome = if succeeded { "success" } else { "failure" };
        self.reloads.get_or_create(&ReloadLabels { outcome }).inc();
    }

    /// Everything in the `OpenMetrics` text format.
    pub(crate) fn text(&self, tracks: usize) -> String {
        self.tracks.set(i64::try_from(tracks).unwrap_or(i64::MAX));
        let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
        self.memory.set(memory("VmRSS:", &status).unwrap_or_default());
        self.private_memory.set(memory("RssAnon:", &status).unwrap_or_default());
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

/// A request that is not answered yet. Dropped as well when its client hangs up.
pub(crate) struct InFlight(Gauge);

impl Drop for InFlight {
    fn drop(&mut self) {
        self.0.dec();
    }
}

/// A kind of memory in what Linux says of a process, in bytes.
fn memory(kind: &str, status: &str) -> Option<i64> {
    let line = status.lines().find_map(|line| line.strip_prefix(kind))?;
    let kilobytes: i64 = line.trim().strip_suffix(" kB")?.trim().parse().ok()?;
    Some(kilobytes * 1024)
}
