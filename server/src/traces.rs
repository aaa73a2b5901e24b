//! Traces for OpenTelemetry: spans of a request, the gate, the engine and its stages.

use crate::build_info::VERSION;
use opentelemetry::KeyValue;
use opentelemetry::trace::TracerProvider as _;
use opentelemetry_otlp::{ExporterBuildError, SpanExporter, WithExportConfig as _};
use opentelemetry_sdk::Resource;
use opentelemetry_sdk::trace::{SdkTracer, SdkTracerProvider};
use tracing::{Level, Metadata, Subscriber};
use tracing_opentelemetry::OpenTelemetryLayer;
use tracing_subscriber::Layer;
use tracing_subscriber::filter::filter_fn;
use tracing_subscriber::registry::LookupSpan;

/// The spans of a request are at this level, so that the log has none of them unless it is asked to.
pub(crate) const LEVEL: Level = Level::DEBUG;

const NAME: &str = "earworm";

/// Sends spans to a collector. Those that are left are sent when it is dropped.
pub struct Traces(SdkTracerProvider);

impl Traces {
    /// Traces for the collector whose gRPC interface is at this URL; of which requests is up to
    /// `OTEL_TRACES_SAMPLER`. Call it within a Tokio runtime. Does not connect yet.
    ///
    /// # Errors
    /// If the URL is invalid.
    pub fn to(endpoint: &str) -> Result<Self, ExporterBuildError> {
        let exporter = SpanExporter::builder().with_tonic().with_endpoint(endpoint).build()?;
        let resource = Resource::builder()
            .with_service_name(NAME)
            .with_attribute(KeyValue::new("service.version", VERSION));
        let provider = SdkTracerProvider::builder()
            .with_batch_exporter(exporter)
            .with_resource(resource.build());
        Ok(Self(provider.build()))
    }

    /// Collects this program's spans; the log has its own.
    pub(crate) fn layer<S>(&self) -> impl Layer<S> + use<S>
    where
        S: Subscriber + for<'span> LookupSpan<'span>,
    {
        let layer: OpenTelemetryLayer<S, SdkTracer> =
            OpenTelemetryLayer::new(self.0.tracer(NAME)).with_location(false).with_threads(false);
        layer.with_tracked_inactivity(false).with_filter(filter_fn(is_traced))
    }
}

impl Drop for Traces {
    fn drop(&mut self) {
        if let Err(error) = self.0.shutdown() {
            tracing::warn!(%error, "the last traces could not be sent");
        }
    }
}

fn is_traced(span: &Metadata<'_>) -> bool {
    let program = ["server", "app", "engine"];
    let root = span.target().split("::").next().unwrap_or_default();
    span.is_span() && *span.level() == LEVEL && program.contains(&root)
}
