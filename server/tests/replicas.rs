//! Two servers behind nginx are one to their clients. Left out where there is no nginx.
#![cfg(unix)]

mod support;

use std::fmt::Write as _;
use std::fs;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;
use support::{Server, demo, wait_until};
use tempfile::TempDir;

/// nginx with the configuration that docs/scaling.md recommends, on a port of its own.
struct Proxy {
    process: Child,
    addr: String,
    _dir: TempDir,
}

impl Proxy {
    /// None if there is no nginx.
    fn start(replicas: &[&Server]) -> Option<Self> {
        let dir = tempfile::tempdir().expect("a directory");
        let addr = free_address();
        let config = dir.path().join("nginx.conf");
        fs::write(&config, configuration(dir.path(), &addr, replicas)).expect("written");
        let mut nginx = Command::new("nginx");
        nginx.arg("-p").arg(dir.path()).arg("-c").arg(&config).args(["-e", "stderr"]);
        let process = nginx.stdout(Stdio::null()).spawn().ok()?;
        wait_until(|| TcpStream::connect(&addr).is_ok());
        Some(Self { process, addr, _dir: dir })
    }

    fn get(&self, path: &str) -> String {
        let mut stream = TcpStream::connect(&self.addr).expect("a connection");
        stream.set_read_timeout(Some(Duration::from_secs(20))).expect("a timeout");
        write!(stream, "GET {path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n")
            .expect("sent");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("an answer");
        answer
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn free_address() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    listener.local_addr().expect("its address").to_string()
}

/// What docs/scaling.md shows, with these replicas and this address, all files in one directory.
fn configuration(dir: &Path, addr: &str, replicas: &[&Server]) -> String {
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/scaling.md");
    let docs = fs::read_to_string(docs).expect("the documentation");
    let (_, shown) = docs.split_once("```nginx\n").expect("a configuration");
    let (shown, _) = shown.split_once("```").expect("its end");
    let shown = shown.replace("listen 80;", &format!("listen {addr};"));
    let mut shown = replicas.iter().zip(1..).fold(shown, |shown, (replica, number)| {
        shown.replace(&format!("10.0.0.{number}:3000"), &replica.addr)
    });
    assert!(!shown.contains("10.0.0."), "each server of the documentation is a replica: {shown}");
    for kind in ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"] {
        writeln!(shown, "{kind}_temp_path {}/{kind};", dir.display()).expect("a text takes it");
    }
    format!(
        "daemon off; master_process off; pid {}/pid; events {{}}\nhttp {{ access_log off;\n{shown}}}\n",
        dir.display()
    )
}

#[test]
fn a_replica_that_dies_is_not_missed() {
    let mut replicas = [Server::start(&demo(), &[]), Server::start(&demo(), &[])];
    let Some(proxy) = Proxy::start(&[&replicas[0], &replicas[1]]) else {
        eprintln!("left out: there is no nginx");
        return;
    };
    let similar = "/api/v1/tracks/ew-t0793/similar?limit=3";
    let first = proxy.get(similar);
    for _ in 0..40 {
        let answer = proxy.get(similar);
        assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
        assert_eq!(etag(&answer), etag(&first), "replicas agree");
        assert_eq!(body(&answer), body(&first), "replicas agree");
    }
    for replica in &replicas {
        assert!(replica.log().contains("finished processing request"), "each has had some");
    }
    replicas[0].process.kill().expect("killed");
    for _ in 0..40 {
        let answer = proxy.get(similar);
        assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    }
    assert!(proxy.get("/metrics").starts_with("HTTP/1.1 403"));
}

fn etag(answer: &str) -> &str {
    let line = answer.lines().find(|line| line.to_lowercase().starts_with("etag:"));
    line.expect("an ETag")
}

fn body(answer: &str) -> &str {
    answer.split_once("\r\n\r\n").expect("a body").1
}
