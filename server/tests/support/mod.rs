//! Helpers for tests that run the server, as a process or behind a socket.
#![allow(dead_code, reason = "each test uses a part of it")]

pub(crate) mod examples;

use engine::Engine;
use server::{AppState, Config, app};
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};
use tempfile::TempDir;
use tokio::net::TcpListener;

pub(crate) const PROGRAM: &str = env!("CARGO_BIN_EXE_earworm");

pub(crate) fn in_project(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(path)
}

pub(crate) fn demo() -> PathBuf {
    in_project("models/demo")
}

/// Serves the demo catalogue within this process; returns the address, such as `http://127.0.0.1:1`.
pub(crate) async fn serve_demo() -> String {
    let engine = Arc::new(Engine::load(&demo()).expect("the demo models load"));
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let origin = format!("http://{}", listener.local_addr().expect("an address"));
    let app = app(AppState::new(engine, Config::default()));
    tokio::spawn(async move { axum::serve(listener, app).await });
    origin
}

pub(crate) fn copy_of_demo() -> TempDir {
    let copy = tempfile::tempdir().expect("a directory");
    for entry in fs::read_dir(demo()).expect("the demo models") {
        let entry = entry.expect("an entry");
        fs::copy(entry.path(), copy.path().join(entry.file_name())).expect("copied");
    }
    copy
}

/// A running server, killed when dropped.
pub(crate) struct Server {
    pub(crate) process: Child,
    pub(crate) addr: String,
    log: Arc<Mutex<String>>,
}

impl Server {
    /// Starts a server and waits until it has loaded the models.
    pub(crate) fn start(models: &Path, args: &[&str]) -> Self {
        let server = Self::start_loading(models, args);
        server.wait_for("listening on http://");
        server
    }

    /// Starts a server and waits until it answers probes.
    pub(crate) fn start_loading(models: &Path, args: &[&str]) -> Self {
        let mut command = Command::new(PROGRAM);
        command.arg("serve").args(["--addr", "127.0.0.1:0"]).args(args);
        let command = command.env("EARWORM_MODELS", models).stderr(Stdio::piped());
        let mut process = command.spawn().expect("starts");
        let stderr = process.stderr.take().expect("a pipe");
        let mut server = Self { process, addr: String::new(), log: Arc::default() };
        let log = Arc::clone(&server.log);
        thread::spawn(move || {
            for line in BufReader::new(stderr).lines().map_while(Result::ok) {
                log.lock().expect("no panic").push_str(&(line + "\n"));
            }
        });
        let line = server.wait_for("loading the models");
        let (_, rest) = line.split_once("127.0.0.1:").expect("an address");
        let port: String = rest.chars().take_while(char::is_ascii_digit).collect();
        server.addr = format!("127.0.0.1:{port}");
        server
    }

    pub(crate) fn log(&self) -> String {
        self.log.lock().expect("no panic").clone()
    }

    /// Waits for a log line with this text.
    pub(crate) fn wait_for(&self, text: &str) -> String {
        let start = Instant::now();
        loop {
            let log = self.log();
            if let Some(line) = log.lines().find(|line| line.contains(text)) {
                return line.to_owned();
            }
            let ended = !self.is_running();
            assert!(
                !ended && start.elapsed() < Duration::from_secs(30),
                "{text:?} is not in {log}"
            );
            thread::sleep(Duration::from_millis(20));
        }
    }

    fn is_running(&self) -> bool {
        let pid = self.process.id().to_string();
        let stat = fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
        // In brackets the name, then the state: Z for a process that has ended.
        !stat.is_empty() && !stat.contains(") Z ")
    }

    pub(crate) fn signal(&self, name: &str) {
        let pid = self.process.id().to_string();
        assert!(Command::new("kill").args([name, &pid]).status().expect("kill").success());
    }

    pub(crate) fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(&self.addr).expect("a connection");
        stream.set_read_timeout(Some(Duration::from_secs(20))).expect("a timeout");
        stream
    }

    /// The whole response to a GET request.
    pub(crate) fn get(&self, path: &str) -> String {
        let mut stream = self.connect();
        write!(stream, "GET {path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n")
            .expect("sent");
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).expect("an answer");
        String::from_utf8_lossy(&answer).into_owned()
    }

    pub(crate) fn exit_code(&mut self) -> Option<i32> {
        let start = Instant::now();
        while start.elapsed() < Duration::from_secs(20) {
            if let Some(status) = self.process.try_wait().expect("its status") {
                return status.code();
            }
            thread::sleep(Duration::from_millis(20));
        }
        panic!("still running: {}", self.log());
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have exited already.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Reports a test that cannot run here: to stderr, and to the file that `EARWORM_NOT_RUN` names.
pub(crate) fn not_run(test: &str, reason: &str) {
    let line = format!("not run: {test}: {reason}\n");
    eprint!("{line}");
    if let Some(path) = std::env::var_os("EARWORM_NOT_RUN") {
        let mut file = fs::OpenOptions::new().create(true).append(true).open(path).expect("a file");
        file.write_all(line.as_bytes()).expect("written");
    }
}

pub(crate) fn is_installed(program: &str) -> bool {
    let version = Command::new(program).arg("--version").stdout(Stdio::null()).status();
    version.is_ok_and(|status| status.success())
}

pub(crate) fn wait_until(holds: impl Fn() -> bool) {
    let start = Instant::now();
    while !holds() {
        assert!(start.elapsed() < Duration::from_secs(30), "timed out");
        thread::sleep(Duration::from_millis(20));
    }
}
