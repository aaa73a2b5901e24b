//! Two servers behind nginx, with the configuration from docs/scaling.md.
#![cfg(unix)]

mod support;

use server::Config;
use std::fmt::Write as _;
use std::fs;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;
use support::{Server, demo, not_run, wait_until};
use tempfile::TempDir;

/// nginx with the documented configuration, on a free port.
struct Proxy {
    process: Child,
    addr: String,
    _dir: TempDir,
}

impl Proxy {
    fn start(replicas: &[&Server]) -> Self {
        let dir = tempfile::tempdir().expect("a directory");
        let addr = free_address();
        let config = dir.path().join("nginx.conf");
        fs::write(&config, configuration(dir.path(), &addr, replicas)).expect("written");
        let mut nginx = Command::new("nginx");
        nginx.arg("-p").arg(dir.path()).arg("-c").arg(&config).args(["-e", "stderr"]);
        let process = nginx.stdout(Stdio::null()).spawn().expect("starts");
        wait_until(|| TcpStream::connect(&addr).is_ok());
        Self { process, addr, _dir: dir }
    }

    fn get(&self, path: &str) -> String {
        self.ask("GET", path, "")
    }

    fn ask(&self, method: &str, path: &str, body: &str) -> String {
        let mut stream = TcpStream::connect(&self.addr).expect("a connection");
        stream.set_read_timeout(Some(Duration::from_secs(20))).expect("a timeout");
        let length = body.len();
        write!(
            stream,
            "{method} {path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-length: {length}\r\n\r\n{body}"
        )
        .expect("sent");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("an answer");
        answer
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        // It may have exited already.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn free_address() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    listener.local_addr().expect("its address").to_string()
}

/// The configuration in docs/scaling.md with these replicas, this address, and all files in `dir`.
fn configuration(dir: &Path, addr: &str, replicas: &[&Server]) -> String {
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/scaling.md");
    let docs = fs::read_to_string(docs).expect("the documentation");
    let (_, shown) = docs.split_once("```nginx\n").expect("a configuration");
    let (shown, _) = shown.split_once("```").expect("its end");
    let shown = shown.replace("listen 80;", &format!("listen {addr};"));
    let mut shown = replicas.iter().zip(1..).fold(shown, |shown, (replica, number)| {
        shown.replace(&format!("10.0.0.{number}:3000"), &replica.addr)
    });
    assert!(!shown.contains("10.0.0."), "each documented server stands for a replica: {shown}");
    for kind in ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"] {
        writeln!(shown, "{kind}_temp_path {}/{kind};", dir.display()).expect("strings take it");
    }
    format!(
        "daemon off; master_process off; pid {}/pid; events {{}}\nhttp {{ access_log off;\n{shown}}}\n",
        dir.display()
    )
}

#[test]
fn no_request_fails_when_a_replica_dies() {
    if !has_nginx("no_request_fails_when_a_replica_dies") {
        return;
    }
    let mut replicas = [Server::start(&demo(), &[]), Server::start(&demo(), &[])];
    let proxy = Proxy::start(&[&replicas[0], &replicas[1]]);
    let similar = "/api/v1/tracks/ew-t0793/similar?limit=3";
    let first = proxy.get(similar);
    for _ in 0..40 {
        let answer = proxy.get(similar);
        assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
        assert_eq!(etag(&answer), etag(&first), "replicas agree");
        assert_eq!(body(&answer), body(&first), "replicas agree");
    }
    for replica in &replicas {
        assert!(
            replica.log().contains("finished processing request"),
            "both replicas get requests"
        );
    }
    replicas[0].process.kill().expect("killed");
    for _ in 0..40 {
        let answer = proxy.get(similar);
        assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    }
    assert!(proxy.get("/metrics").starts_with("HTTP/1.1 403"));
}

const QUERIES: &str = r#"{"queries": ["fast chapman", "love"]}"#;

/// Requests in progress when a replica goes must be answered by the other, those with a body as well.
fn check_nothing_fails_while(stop: impl FnOnce(&mut Server)) {
    let mut replicas = [Server::start(&demo(), &[]), Server::start(&demo(), &[])];
    let proxy = Proxy::start(&[&replicas[0], &replicas[1]]);
    let answered = AtomicUsize::new(0);
    let client = |method: &str, path: &str, body: &str| {
        for _ in 0..150 {
            let answer = proxy.ask(method, path, body);
            assert!(answer.starts_with("HTTP/1.1 200"), "{method} {path}: {answer}");
            answered.fetch_add(1, Ordering::Relaxed);
        }
    };
    thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| client("GET", "/api/v1/tracks/ew-t0793/similar?min_year=1990", ""));
            scope.spawn(|| client("POST", "/api/v1/search", QUERIES));
        }
        wait_until(|| answered.load(Ordering::Relaxed) > 200);
        stop(&mut replicas[0]);
    });
}

#[test]
fn no_request_in_progress_fails_when_a_replica_is_killed() {
    if has_nginx("no_request_in_progress_fails_when_a_replica_is_killed") {
        check_nothing_fails_while(|replica| replica.process.kill().expect("killed"));
    }
}

#[test]
fn no_request_in_progress_fails_when_a_replica_is_stopped() {
    if has_nginx("no_request_in_progress_fails_when_a_replica_is_stopped") {
        check_nothing_fails_while(|replica| replica.signal("-TERM"));
    }
}

/// A shed request is a 503 of one replica. It must not count against that replica, or a burst would
/// take all of them out and nginx would answer 502.
#[test]
fn overload_takes_no_replica_out() {
    if !has_nginx("overload_takes_no_replica_out") {
        return;
    }
    let limits = ["--max-requests", "1", "--workers", "1"];
    let replicas = [Server::start(&demo(), &limits), Server::start(&demo(), &limits)];
    let proxy = Proxy::start(&[&replicas[0], &replicas[1]]);
    let heavy = "/api/v1/recommendations?seed_tracks=ew-t0793&limit=100&min_year=1990";
    let answers: Vec<String> = thread::scope(|scope| {
        let clients: Vec<_> = (0..32)
            .map(|_| scope.spawn(|| (0..8).map(|_| proxy.get(heavy)).collect::<Vec<_>>()))
            .collect();
        clients.into_iter().flat_map(|client| client.join().expect("no panic")).collect()
    });
    let count = |start: &str| answers.iter().filter(|answer| answer.starts_with(start)).count();
    assert!(count("HTTP/1.1 200") > 0 && count("HTTP/1.1 503") > 0, "no overload");
    for answer in answers.iter().filter(|answer| !answer.starts_with("HTTP/1.1 200")) {
        assert!(answer.contains("/problems/overloaded"), "{answer}");
        assert!(answer.to_lowercase().contains("retry-after: 1"), "{answer}");
    }
    for _ in 0..4 {
        assert!(proxy.get(heavy).starts_with("HTTP/1.1 200"), "each replica is still in");
    }
}

/// nginx must close idle connections first, or it sends requests on connections that are closing.
#[test]
fn idle_connections_end_in_nginx_first() {
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/scaling.md");
    let docs = fs::read_to_string(docs).expect("the documentation");
    let (_, rest) = docs.split_once("keepalive_timeout ").expect("a timeout");
    let (seconds, _) = rest.split_once("s;").expect("in seconds");
    let seconds: u64 = seconds.parse().expect("a number");
    assert!(seconds < Config::default().client_timeout.get());
}

fn has_nginx(test: &str) -> bool {
    // nginx knows no `--version`.
    let found = Command::new("nginx").arg("-v").stderr(Stdio::null()).status().is_ok();
    if !found {
        not_run(test, "nginx is not installed");
    }
    found
}

fn etag(answer: &str) -> &str {
    let line = answer.lines().find(|line| line.to_lowercase().starts_with("etag:"));
    line.expect("an ETag")
}

fn body(answer: &str) -> &str {
    answer.split_once("\r\n\r\n").expect("a body").1
}
