//! Traces as a collector receives them.
#![cfg(unix)]

mod support;

use opentelemetry_proto::tonic::collector::trace::v1::trace_service_server::{
    TraceService, TraceServiceServer,
};
use opentelemetry_proto::tonic::collector::trace::v1::{
    ExportTraceServiceRequest, ExportTraceServiceResponse,
};
use opentelemetry_proto::tonic::trace::v1::Span;
use std::collections::BTreeSet;
use std::io::{Read, Write};
use std::sync::{Arc, Mutex};
use std::thread;
use support::{Server, demo};
use tokio::net::TcpListener;
use tokio::runtime::Runtime;
use tonic::transport::server::{Router, TcpIncoming};
use tonic::{Request, Response, Status};

#[derive(Clone, Default)]
struct Collector(Arc<Mutex<Vec<Span>>>);

#[tonic::async_trait]
impl TraceService for Collector {
    async fn export(
        &self,
        request: Request<ExportTraceServiceRequest>,
    ) -> Result<Response<ExportTraceServiceResponse>, Status> {
        let scopes = request.into_inner().resource_spans.into_iter().flat_map(|of| of.scope_spans);
        self.0.lock().expect("no panic").extend(scopes.flat_map(|scope| scope.spans));
        Ok(Response::new(ExportTraceServiceResponse::default()))
    }
}

impl Collector {
    /// Collects until the process ends; returns the URL.
    fn start(&self) -> String {
        let runtime = Runtime::new().expect("a runtime");
        let listener = runtime.block_on(TcpListener::bind("127.0.0.1:0")).expect("a free port");
        let url = format!("http://{}", listener.local_addr().expect("an address"));
        let service = TraceServiceServer::new(self.clone());
        let server: Router = tonic::transport::Server::builder().add_service(service);
        thread::spawn(move || {
            runtime.block_on(server.serve_with_incoming(TcpIncoming::from(listener)))
        });
        url
    }

    fn spans(&self) -> Vec<Span> {
        self.0.lock().expect("no panic").clone()
    }
}

const TRACE: &str = "0af7651916cd43dd8448eb211c80319c";

fn ask(server: &Server, target: &str) -> String {
    let mut stream = server.connect();
    let parent = format!("traceparent: 00-{TRACE}-b7ad6b7169203331-01");
    write!(stream, "GET {target} HTTP/1.1\r\nhost: x\r\n{parent}\r\nconnection: close\r\n\r\n")
        .expect("sent");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("an answer");
    answer
}

#[test]
fn a_request_is_traced_through_gate_and_engine() {
    let collector = Collector::default();
    let url = collector.start();
    let mut server = Server::start(&demo(), &["--otlp-endpoint", &url]);
    assert!(ask(&server, "/api/v1/search?q=bohemain+rapsody+quen").starts_with("HTTP/1.1 200"));
    assert!(ask(&server, "/api/v1/tracks/ew-t0793/similar").starts_with("HTTP/1.1 200"));
    server.signal("-TERM");
    assert_eq!(server.exit_code(), Some(0), "{}", server.log());
    let trace = u128::from_str_radix(TRACE, 16).expect("hexadecimal").to_be_bytes();
    let mut spans = collector.spans();
    spans.retain(|span| span.trace_id == trace);
    let names: BTreeSet<&str> = spans.iter().map(|span| span.name.as_str()).collect();
    let search = ["GET /api/v1/search", "gate", "engine", "candidates", "re-ranking"];
    let similar = ["GET /api/v1/tracks/{id}/similar", "encoder", "neighbours", "filters"];
    for name in search.into_iter().chain(similar) {
        assert!(names.contains(name), "no {name:?} among {names:?}");
    }
    let parent = |name: &str| {
        let span = spans.iter().find(|span| span.name == name)?;
        spans.iter().find(|other| other.span_id == span.parent_span_id).map(|span| &*span.name)
    };
    assert_eq!(parent("candidates"), Some("engine"));
    assert!(parent("engine").is_some_and(|name| name.starts_with("GET ")), "{spans:?}");
    assert!(!server.log().contains("candidates"), "the log has no spans of stages");
}

#[test]
fn an_endpoint_that_is_no_url_is_refused() {
    let command = std::process::Command::new(support::PROGRAM)
        .args(["serve", "--otlp-endpoint", "nowhere at all"])
        .output()
        .expect("starts");
    let said = String::from_utf8_lossy(&command.stderr);
    assert!(!command.status.success() && said.contains("--otlp-endpoint"), "{said}");
}
