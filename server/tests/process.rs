//! The program as a process: command line, signals, connections and log.
#![cfg(unix)]

mod support;

use serde_json::Value;
use server::Config;
use std::fs;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::os::unix::net::UnixDatagram;
use std::path::Path;
use std::process::{Command, Output};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant, SystemTime};
use support::{PROGRAM, Server, copy_of_demo, demo, in_project, is_installed, not_run, wait_until};
use tempfile::TempDir;

fn run(args: &[&str]) -> Output {
    let mut command = Command::new(PROGRAM);
    command.args(args).env("EARWORM_MODELS", demo()).output().expect("starts")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("UTF-8")
}

#[test]
fn search_on_the_terminal() {
    let found = run(&["search", "--json", "--limit", "1", "bohemain", "rapsody", "quen"]);
    assert_eq!(found.status.code(), Some(0), "{}", text(&found.stderr));
    let json: Value = serde_json::from_slice(&found.stdout).expect("JSON");
    assert_eq!(json["results"][0]["track"]["name"], "Bohemian Rhapsody");
    let lines = text(&run(&["search", "bohemain rapsody quen"]).stdout);
    assert!(lines.lines().next().is_some_and(|line| line.contains("Bohemian Rhapsody · Queen")));
    assert_eq!(run(&["search", "\u{200b}"]).status.code(), Some(1));
    assert_eq!(run(&["search"]).status.code(), Some(2));
    let nothing = run(&["search", "7qxzjvwkkqqzz"]);
    assert_eq!((nothing.status.code(), nothing.stdout.len()), (Some(3), 0));
}

#[test]
fn similar_songs_on_the_terminal() {
    let lines = text(&run(&["similar", "ew-t0793", "--limit", "3"]).stdout);
    assert_eq!(lines.lines().count(), 3, "{lines}");
    let unknown = run(&["similar", "nowhere"]);
    assert_eq!(unknown.status.code(), Some(1));
    assert!(unknown.stdout.is_empty() && text(&unknown.stderr).contains("search for its title"));
}

#[test]
fn models_verify() {
    let copy = copy_of_demo();
    let dir = copy.path().to_str().expect("a path");
    let whole = run(&["models", "verify", "--json", dir]);
    let facts: Value = serde_json::from_slice(&whole.stdout).expect("JSON");
    assert_eq!(facts["format_version"], engine::FORMAT_VERSION);
    // Demo models that were built here have a stamp of their own.
    let _ = fs::remove_file(copy.path().join(engine::STAMP));
    assert!(run(&["models", "verify", dir]).status.success());
    assert!(!copy.path().join(engine::STAMP).exists());
    assert!(run(&["models", "verify", "--stamp", dir]).status.success());
    assert!(copy.path().join(engine::STAMP).exists());
    fs::write(copy.path().join("tracks.bin"), "other").expect("written");
    let broken = run(&["models", "verify", dir]);
    assert_eq!(broken.status.code(), Some(1));
    assert!(text(&broken.stderr).contains("tracks.bin"));
}

#[test]
fn flags_override_the_environment_which_overrides_the_file() {
    let dir = tempfile::tempdir().expect("a directory");
    let file = dir.path().join("earworm.toml");
    fs::write(&file, "rate_limit = 1\nworkers = 2\nmax_requests = 3\n").expect("written");
    let mut command = Command::new(PROGRAM);
    command.args(["config", "--json", "--rate-limit", "10"]).arg("--config").arg(&file);
    command.env("EARWORM_RATE_LIMIT", "20").env("EARWORM_WORKERS", "30");
    let config: Value =
        serde_json::from_slice(&command.output().expect("starts").stdout).expect("JSON");
    assert_eq!(config["rate_limit"], 10);
    assert_eq!(config["workers"], 30);
    assert_eq!(config["max_requests"], 3);
    assert_eq!(config["addr"], "127.0.0.1:3000");
}

#[test]
fn sigterm_turns_readyz_off_and_lets_requests_finish() {
    let mut server = Server::start(&demo(), &["--shutdown-delay", "2"]);
    assert!(server.get("/readyz").starts_with("HTTP/1.1 200"));
    server.signal("-TERM");
    server.wait_for("stopping");
    let refused = server.get("/readyz");
    assert!(refused.starts_with("HTTP/1.1 503") && refused.contains("/problems/not-ready"));
    let mut late = server.connect();
    write!(late, "POST /recommended_songs HTTP/1.1\r\nhost: x\r\ncontent-length: 17\r\n\r\n")
        .expect("sent");
    thread::sleep(Duration::from_millis(2500));
    assert!(TcpStream::connect(&server.addr).is_err(), "still listening");
    write!(late, "{{\"id\":\"ew-t0793\"}}").expect("sent");
    let mut answer = String::new();
    late.read_to_string(&mut answer).expect("an answer");
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    assert_eq!(server.exit_code(), Some(0), "{}", server.log());
}

#[test]
fn broken_models_are_not_swapped_in() {
    let copy = copy_of_demo();
    let server = Server::start(copy.path(), &["--reload-interval", "0"]);
    let path = copy.path().join("tracks.bin");
    let whole = fs::read(&path).expect("read");
    replace(&path, b"other");
    server.signal("-HUP");
    let refused = server.wait_for("the old ones stay");
    assert!(refused.contains("tracks.bin"), "{refused}");
    assert!(server.get("/api/v1/tracks/ew-t0793").starts_with("HTTP/1.1 200"));
    replace(&path, &whole);
    server.signal("-HUP");
    server.wait_for("models reloaded");
    let metrics = server.get("/metrics");
    assert!(metrics.contains("earworm_reloads_total{outcome=\"success\"} 1"), "{metrics}");
    assert!(metrics.contains("earworm_reloads_total{outcome=\"failure\"} 1"), "{metrics}");
}

#[test]
fn systemd_is_notified_when_the_server_is_ready_and_when_it_stops() {
    let dir = tempfile::tempdir().expect("a directory");
    let path = dir.path().join("notify");
    let socket = UnixDatagram::bind(&path).expect("a socket");
    socket.set_read_timeout(Some(Duration::from_secs(30))).expect("a timeout");
    let notification = || {
        let mut message = [0; 64];
        let length = socket.recv(&mut message).expect("a message");
        text(&message[..length])
    };
    let mut command = Command::new(PROGRAM);
    command.args(["serve", "--addr", "127.0.0.1:0", "--shutdown-delay", "0"]);
    command.env("EARWORM_MODELS", demo()).env("NOTIFY_SOCKET", &path);
    let mut server = command.spawn().expect("starts");
    assert_eq!(notification(), "READY=1\n");
    let stop = Command::new("kill").arg(server.id().to_string()).status();
    assert!(stop.expect("kill runs").success());
    assert_eq!(notification(), "STOPPING=1\n");
    assert!(server.wait().expect("it ends").success());
}

/// Files that a server has mapped are replaced, never written to.
fn replace(path: &Path, content: &[u8]) {
    let aside = path.with_extension("aside");
    fs::write(&aside, content).expect("written");
    fs::rename(aside, path).expect("renamed");
}

/// The cause of a failure may pass without a change in the directory.
#[test]
fn failed_reloads_are_retried() {
    let copy = copy_of_demo();
    let server = Server::start(copy.path(), &["--reload-interval", "1"]);
    let path = copy.path().join("tracks.bin");
    let whole = fs::read(&path).expect("read");
    // The same size and time before and after: only the content changes.
    let time = SystemTime::now() - Duration::from_mins(1);
    let write = |content: &[u8]| {
        let aside = copy.path().with_extension("aside");
        fs::write(&aside, content).expect("written");
        let file = fs::File::options().write(true).open(&aside).expect("opened");
        file.set_modified(time).expect("set");
        fs::rename(aside, &path).expect("renamed");
    };
    write(&vec![0; whole.len()]);
    server.wait_for("the old ones stay");
    write(&whole);
    server.wait_for("models reloaded");
}

/// Models that take for ever to load, because reading one of them blocks.
fn endless_models() -> TempDir {
    let dir = tempfile::tempdir().expect("a directory");
    let made = Command::new("mkfifo").arg(dir.path().join("manifest.json")).status();
    assert!(made.expect("mkfifo").success());
    dir
}

#[test]
fn probes_and_sigterm_work_while_models_load() {
    let models = endless_models();
    let mut server = Server::start_loading(models.path(), &[]);
    let check = |path: &str, status: u16| {
        let answer = server.get(path);
        assert!(answer.starts_with(&format!("HTTP/1.1 {status}")), "{path}: {answer}");
    };
    check("/livez", 200);
    check("/healthz", 200);
    check("/startupz", 503);
    check("/readyz", 503);
    check("/api/v1/search?q=love", 503);
    let health = run(&["healthcheck", "--addr", &server.addr]);
    assert_eq!(health.status.code(), Some(1));
    assert!(text(&health.stderr).contains("not ready"), "{}", text(&health.stderr));
    server.signal("-TERM");
    assert_eq!(server.exit_code(), Some(0), "{}", server.log());
}

#[test]
fn healthcheck() {
    let mut server = Server::start(&demo(), &[]);
    assert_eq!(run(&["healthcheck", "--addr", &server.addr]).status.code(), Some(0));
    server.process.kill().expect("killed");
    server.process.wait().expect("ends");
    assert_eq!(run(&["healthcheck", "--addr", &server.addr]).status.code(), Some(1));
}

#[test]
fn documented_defaults() {
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/deploy.md");
    let docs = fs::read_to_string(docs).expect("the documentation");
    let config = toml::Table::try_from(Config::default()).expect("a table");
    for (name, value) in &config {
        let flag = format!("| `--{}`", name.replace('_', "-"));
        let row = docs.lines().find(|line| line.starts_with(&flag)).expect(name);
        let default = row.trim_end_matches(" |").rsplit(" | ").next().expect("a default");
        let expected = match value.to_string().trim_matches('"') {
            "" | "[]" => "none".to_owned(),
            _ if name == "workers" => "twice the number of cores".to_owned(),
            value => value.to_owned(),
        };
        assert_eq!(default.trim_matches('`'), expected, "{name}");
    }
}

#[test]
fn deployed_settings_exist() {
    let help = text(&run(&["serve", "--help"]).stdout);
    for file in ["Dockerfile", "compose.yaml", "deploy/earworm.service"] {
        let deployed = fs::read_to_string(in_project(file)).expect("read");
        let in_name = |letter: char| letter.is_ascii_uppercase() || letter == '_';
        let names = deployed.split(|letter| !in_name(letter));
        let names: Vec<&str> = names.filter(|name| name.starts_with("EARWORM_")).collect();
        assert!(!names.is_empty(), "{file}");
        for name in names {
            assert!(help.contains(&format!("[env: {name}=")), "{file}: {name}");
        }
    }
}

/// Below twice the memory of the largest measured catalogue a reload would be killed.
#[test]
fn memory_limits_leave_room_for_reloads() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let read = |file: &str| fs::read_to_string(root.join(file)).expect("read");
    let number = |text: &str, before: &str| -> u32 {
        let (_, rest) = text.split_once(before).expect(before);
        rest.chars().take_while(char::is_ascii_digit).collect::<String>().parse().expect("MiB")
    };
    let docs = read("docs/deploy.md");
    let row = docs.lines().find(|line| line.contains("memory after the start")).expect("a row");
    let largest: u32 = number(row.trim_end_matches(" |").rsplit_once('|').expect("cells").1, " ");
    assert!(number(&read("deploy/earworm.service"), "MemoryMax=") > 2 * largest);
    assert!(number(&read("compose.yaml"), "mem_limit: ") > 2 * largest);
}

#[test]
fn rejected_requests_are_logged_as_warnings() {
    let server = Server::start(&demo(), &["--request-timeout", "1", "--log-format", "json"]);
    let mut bodiless = server.connect();
    write!(bodiless, "POST /recommended_songs HTTP/1.1\r\nhost: x\r\ncontent-length: 9\r\n\r\n{{")
        .expect("sent");
    let line = server.wait_for("request rejected");
    let entry: Value = serde_json::from_str(&line).expect("JSON");
    assert_eq!(entry["level"], "WARN", "{line}");
    assert!(!server.log().contains("ERROR"), "{}", server.log());
}

#[test]
fn one_client_cannot_take_all_connections() {
    let server = Server::start(&demo(), &["--max-client-connections", "2"]);
    let kept = [server.connect(), server.connect()];
    let mut answer = Vec::new();
    let mut refused = server.connect();
    // Closed or reset, either is fine.
    let _ = write!(refused, "GET /livez HTTP/1.1\r\nhost: x\r\n\r\n");
    let _ = refused.read_to_end(&mut answer);
    assert!(answer.is_empty(), "{}", String::from_utf8_lossy(&answer));
    drop(kept);
    wait_until(|| {
        let mut stream = server.connect();
        let mut status = [0; 12];
        write!(stream, "GET /livez HTTP/1.1\r\nhost: x\r\n\r\n").is_ok()
            && stream.read_exact(&mut status).is_ok()
            && &status == b"HTTP/1.1 200"
    });
}

#[test]
fn the_unit_is_valid() {
    let unit = Path::new(env!("CARGO_MANIFEST_DIR")).join("../deploy/earworm.service");
    if !is_installed("systemd-analyze") {
        return not_run("the_unit_is_valid", "systemd-analyze is not installed");
    }
    let dir = tempfile::tempdir().expect("a directory");
    let here = dir.path().join("earworm.service");
    let unit = fs::read_to_string(unit).expect("read");
    fs::write(&here, unit.replace("/opt/earworm/earworm", PROGRAM)).expect("written");
    let verified = Command::new("systemd-analyze").arg("verify").arg(&here).output();
    let verified = verified.expect("starts");
    let said = text(&verified.stderr);
    assert!(verified.status.success() && !said.contains("earworm.service"), "{said}");
    let confined = Command::new("systemd-analyze")
        .args(["security", "--offline=true", MOST_EXPOSED])
        .arg(&here)
        .output();
    let confined = confined.expect("starts");
    assert!(confined.status.success(), "{}", text(&confined.stdout));
}

/// In tenths, from 0 to 100. What is left is that a server needs the network and the host's files.
const MOST_EXPOSED: &str = "--threshold=15";

#[test]
fn no_request_fails_during_reloads() {
    let server = Server::start(&demo(), &["--reload-interval", "0"]);
    let done = AtomicBool::new(false);
    let answered = thread::scope(|scope| {
        let client = || {
            let mut answered = 0;
            while !done.load(Ordering::Relaxed) {
                let answer = server.get("/api/v1/tracks/ew-t0793/similar?limit=3");
                assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
                answered += 1;
            }
            answered
        };
        let clients = [scope.spawn(client), scope.spawn(client)];
        for reloads in 1..=3 {
            server.signal("-HUP");
            wait_until(|| server.log().matches("models reloaded").count() == reloads);
        }
        done.store(true, Ordering::Relaxed);
        clients.map(|client| client.join().expect("no failed request")).iter().sum::<u32>()
    });
    assert!(answered > 10, "{answered}");
}

#[test]
fn a_changed_models_directory_is_reloaded() {
    let copy = copy_of_demo();
    let server = Server::start(copy.path(), &["--reload-interval", "1"]);
    let manifest = fs::read(copy.path().join("manifest.json")).expect("read");
    thread::sleep(Duration::from_millis(1200));
    fs::write(copy.path().join("manifest.json"), manifest).expect("written");
    server.wait_for("models reloaded");
}

#[test]
fn slow_clients_are_disconnected() {
    let server = Server::start(&demo(), &["--client-timeout", "1", "--request-timeout", "1"]);
    let start = Instant::now();
    let mut headless = server.connect();
    write!(headless, "GET / HTTP/1.1\r\nhost:").expect("sent");
    let mut idle = server.connect();
    write!(idle, "GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n").expect("sent");
    let mut bodiless = server.connect();
    write!(bodiless, "POST /recommended_songs HTTP/1.1\r\nhost: x\r\ncontent-length: 9\r\n\r\n{{")
        .expect("sent");
    for (name, stream) in [("headless", headless), ("idle", idle), ("bodiless", bodiless)] {
        let mut stream = stream;
        let mut answer = Vec::new();
        // Closed or reset, either is fine.
        let _ = stream.read_to_end(&mut answer);
        assert!(start.elapsed() < Duration::from_secs(10), "{name} is still connected");
    }
    let head = format!("GET / HTTP/1.1\r\nhost: x\r\ncookie: {}\r\n\r\n", "a".repeat(1 << 20));
    let mut large = server.connect();
    // The server may respond and close the connection before everything is sent.
    let _ = large.write_all(head.as_bytes());
    let mut answer = Vec::new();
    let _ = large.read_to_end(&mut answer);
    assert!(!answer.starts_with(b"HTTP/1.1 200"), "{}", String::from_utf8_lossy(&answer));
    assert!(server.get("/healthz").starts_with("HTTP/1.1 200"));
}

#[test]
fn the_log_has_ids_and_no_queries() {
    let server = Server::start(&demo(), &["--log-format", "json"]);
    server.get("/api/v1/search?q=my+secret+query");
    let line = server.wait_for("finished processing request");
    let entry: Value = serde_json::from_str(&line).expect("JSON");
    assert_eq!(entry["span"]["path"], "/api/v1/search", "{line}");
    assert_eq!(entry["span"]["id"].as_str().map(str::len), Some(36), "{line}");
    assert!(!server.log().contains("secret"), "{}", server.log());
}
