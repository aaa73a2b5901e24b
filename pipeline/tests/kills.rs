//! Kills processes that publish models and that serve them, at random points: the models directory always holds the old
//! models or the new ones, whole, and whoever comes next goes on. `EARWORM_KILLS` says how many processes are killed,
//! `EARWORM_SEED` when.
#![cfg(target_os = "linux")]

use engine::{Engine, Manifest, Models, verify_files};
use pipeline::fingerprint::Fingerprint;
use pipeline::progress::Progress;
use pipeline::publish::publish;
use pipeline::resize::resize;
use rand::rngs::ChaCha8Rng;
use rand::{RngExt, SeedableRng};
use std::cell::Cell;
use std::fs::{self, OpenOptions};
use std::io::{Read, Write};
use std::net::TcpStream;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::str::FromStr;
use std::thread::{self, sleep};
use std::time::{Duration, Instant};
use std::{env, panic};
use tempfile::TempDir;

/// Where the process that is to be killed finds the models that it publishes, and where it publishes them.
const SCENE: &str = "EARWORM_KILLS_SCENE";

/// The two models that are published in turn, and how many tracks each has.
const MODELS: [(&str, u32); 2] = [("a", 40), ("b", 60)];

/// A directory with models to publish, and `models`, which is one of them.
struct Scene {
    dir: TempDir,
    /// How long the process takes until it has published twice.
    reach: Duration,
}

impl Scene {
    fn new() -> Self {
        let scene = Self { dir: tempfile::tempdir().expect("a directory"), reach: Duration::ZERO };
        let demo = Path::new(env!("CARGO_MANIFEST_DIR")).join("../models/demo");
        for (name, tracks) in MODELS {
            let (manifest, models) = Models::open(&demo).expect("the demo models");
            let resized = resize(manifest, models, tracks as usize, 1, Progress::silent());
            publish_to(&scene.path(name), &resized.expect("resized"));
        }
        scene.publish("a");
        let reach = scene.measured();
        Self { reach, ..scene }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    fn publish(&self, name: &str) {
        let source = Models::open(&self.path(name)).expect("models");
        publish_to(&self.path("models"), &source);
    }

    /// Starts a process that publishes both models in turn until it is killed.
    fn publisher(&self) -> Killed {
        let mut command = Command::new(env::current_exe().expect("this program"));
        command.args(["--exact", "publishes_in_turn", "--ignored", "--nocapture"]);
        Killed::start(command.env(SCENE, self.dir.path()).stdout(Stdio::null()))
    }

    fn measured(&self) -> Duration {
        let inode = || fs::metadata(self.path("models")).map_or(0, |found| found.ino());
        let start = Instant::now();
        let _publisher = self.publisher();
        for _ in 0..2 {
            let before = inode();
            wait_until(|| inode() != before);
        }
        start.elapsed()
    }

    /// Which models there are, once they have been found whole.
    fn whole(&self) -> &'static str {
        let models = self.path("models");
        verify_files(&models).expect("every file is what the manifest says");
        let manifest = |dir: &Path| fs::read(dir.join("manifest.json")).expect("a manifest");
        let same = |name: &str| manifest(&self.path(name)) == manifest(&models);
        let (name, tracks) =
            MODELS.into_iter().find(|(name, _)| same(name)).expect("one of the two models");
        assert_eq!(names(&models), names(&self.path(name)));
        let engine = Engine::load(&models).expect("models that load");
        assert_eq!(engine.tracks().len(), tracks as usize);
        name
    }

    /// The next build succeeds and removes what the last one left.
    fn publish_again(&self, name: &str) {
        self.publish(name);
        assert_eq!(self.whole(), name);
        assert_eq!(names(self.dir.path()), ["a", "b", "models"]);
    }
}

fn publish_to(target: &Path, (manifest, models): &(Manifest, Models)) {
    let inputs = Fingerprint::default();
    publish(models, manifest.clone(), &inputs, target, Progress::silent(), &|_, _| Ok(()))
        .expect("published");
}

fn names(dir: &Path) -> Vec<String> {
    let entries = fs::read_dir(dir).expect("a directory").map(|entry| entry.expect("an entry"));
    let mut names: Vec<String> =
        entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

/// A process that ends by SIGKILL.
struct Killed(Child);

impl Killed {
    fn start(command: &mut Command) -> Self {
        Self(command.spawn().expect("it starts"))
    }
}

impl Drop for Killed {
    fn drop(&mut self) {
        let ended = self.0.try_wait().expect("its status");
        self.0.kill().expect("killed");
        self.0.wait().expect("it ends");
        assert!(ended.is_none() || thread::panicking(), "it ended by itself: {ended:?}");
    }
}

fn wait_until(mut holds: impl FnMut() -> bool) {
    let start = Instant::now();
    while !holds() {
        assert!(start.elapsed() < Duration::from_mins(1), "timed out");
        sleep(Duration::from_millis(1));
    }
}

fn setting<T: FromStr>(name: &str, default: T) -> T {
    env::var(name).ok().and_then(|value| value.parse().ok()).unwrap_or(default)
}

/// Kills as often as is wanted, each time at points that a seed of its own chooses, and says how to repeat what fails.
fn kill_often(test: &str, killed_each: u32, default: u32, kill: impl Fn(&mut ChaCha8Rng)) {
    let first: u64 = setting("EARWORM_SEED", 1);
    let rounds = setting("EARWORM_KILLS", default).div_ceil(killed_each);
    for seed in (first..).take(rounds as usize) {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        let done = panic::catch_unwind(panic::AssertUnwindSafe(|| kill(&mut rng)));
        let again = format!("EARWORM_SEED={seed} EARWORM_KILLS={killed_each}");
        assert!(done.is_ok(), "to repeat it: {again} cargo test -p pipeline --test kills {test}");
    }
}

fn pause(rng: &mut ChaCha8Rng, most: Duration) {
    sleep(most.mul_f64(rng.random()));
}

#[test]
#[ignore = "this is the process that the others kill"]
fn publishes_in_turn() {
    let Some(dir) = env::var_os(SCENE).map(PathBuf::from) else { return };
    let sources = MODELS.map(|(name, _)| Models::open(&dir.join(name)).expect("models"));
    loop {
        sources.iter().for_each(|source| publish_to(&dir.join("models"), source));
    }
}

#[test]
fn publishing_can_be_killed_at_any_point() {
    let scene = Scene::new();
    kill_often("publishing", 1, 50, |rng| {
        let publisher = scene.publisher();
        pause(rng, scene.reach);
        drop(publisher);
        scene.whole();
        // Half of the time, the next process finds what two or more have left.
        if rng.random() {
            scene.publish_again(MODELS[rng.random_range(0..MODELS.len())].0);
        }
    });
    scene.publish_again("a");
}

#[test]
fn serving_and_publishing_can_be_killed_at_any_point() {
    let program = Path::new(env!("CARGO_BIN_EXE_pipeline")).with_file_name("earworm");
    if !program.is_file() {
        let test = "serving_and_publishing_can_be_killed_at_any_point";
        return not_run(test, "the server is not built: `cargo build -p server`");
    }
    let (scene, reloads) = (Scene::new(), Cell::new(0));
    kill_often("serving", 2, 50, |rng| {
        let server = Server::start(&program, &scene);
        let publisher = scene.publisher();
        for _ in 0..rng.random_range(1..4) {
            pause(rng, scene.reach / 3);
            server.reload();
        }
        server.check_answer();
        pause(rng, scene.reach / 3);
        reloads.set(reloads.get() + server.reloads());
        drop(server);
        pause(rng, scene.reach / 10);
        drop(publisher);
        scene.whole();
    });
    assert!(reloads.get() > 0, "no server has reloaded its models");
    Server::start(&program, &scene).check_answer();
    scene.publish_again("a");
}

/// Every file and the directory are on disk before others can see them, and the new name is before the old models go; so
/// a power cut leaves either. No published file is opened for writing, since servers have it mapped.
#[test]
fn models_are_on_disk_before_they_take_the_place_of_others() {
    let test = "models_are_on_disk_before_they_take_the_place_of_others";
    if Command::new("strace").arg("--version").stdout(Stdio::null()).status().is_err() {
        return not_run(test, "strace is not installed");
    }
    let dir = tempfile::tempdir().expect("a directory");
    let demo = Path::new(env!("CARGO_MANIFEST_DIR")).join("../models/demo");
    let (models, trace) = (dir.path().join("models"), dir.path().join("trace"));
    for tracks in ["40", "60"] {
        let mut command = Command::new("strace");
        command.args(["-f", "-y", "-e", "trace=openat,fsync,renameat2,unlink", "-o"]).arg(&trace);
        command
            .arg(env!("CARGO_BIN_EXE_pipeline"))
            .args(["resize", "--tracks", tracks, "--models"]);
        command.arg(&demo).arg("--out").arg(&models);
        let output = command.output().expect("strace starts");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }
    let trace = fs::read_to_string(trace).expect("a trace");
    let (before, after) = trace.split_once("RENAME_EXCHANGE) = 0").expect("an exchange");
    let synced = |text: &str, path: &Path| {
        text.lines()
            .any(|line| line.contains("fsync(") && line.contains(&format!("<{}>", path.display())))
    };
    let aside = dir.path().join("models.building");
    assert!(synced(before, &aside), "{before}");
    for name in names(&models) {
        assert!(synced(before, &aside.join(&name)), "{name} in {before}");
    }
    let (renamed, _) = after.split_once("unlink(").expect("the old models go");
    assert!(synced(renamed, dir.path()), "{renamed}");
    let published = format!("{}/", models.display());
    let written = |line: &&str| line.contains(&published) && !line.contains("O_RDONLY");
    let written: Vec<&str> =
        trace.lines().filter(|line| line.contains("openat(")).filter(written).collect();
    assert!(written.is_empty(), "{written:?}");
}

/// A server of the scene's models.
struct Server {
    process: Killed,
    log: PathBuf,
    addr: String,
}

impl Server {
    /// Starts a server and waits until it has loaded the models.
    fn start(program: &Path, scene: &Scene) -> Self {
        let log = scene.path("a").with_file_name("server.log");
        let file = fs::File::create(&log).expect("a log");
        let mut command = Command::new(program);
        command.args(["serve", "--addr", "127.0.0.1:0", "--reload-interval", "0"]);
        command.arg("--models").arg(scene.path("models")).stdout(Stdio::null()).stderr(file);
        let mut server = Self { process: Killed::start(&mut command), log, addr: String::new() };
        let is_up = |server: &mut Self| {
            let ended = server.process.0.try_wait().expect("its status");
            assert!(ended.is_none(), "{}", server.said());
            server.said().contains("listening on http://")
        };
        wait_until(|| is_up(&mut server));
        let said = server.said();
        let (_, rest) = said.split_once("127.0.0.1:").expect("an address");
        let port: String = rest.chars().take_while(char::is_ascii_digit).collect();
        server.addr = format!("127.0.0.1:{port}");
        server
    }

    fn said(&self) -> String {
        fs::read_to_string(&self.log).expect("the log")
    }

    fn reload(&self) {
        let pid = self.process.0.id().to_string();
        assert!(Command::new("kill").args(["-HUP", &pid]).status().expect("kill").success());
    }

    fn reloads(&self) -> usize {
        self.said().matches("models reloaded").count()
    }

    fn check_answer(&self) {
        let mut stream = TcpStream::connect(&self.addr).expect("a connection");
        stream.set_read_timeout(Some(Duration::from_mins(1))).expect("a timeout");
        write!(stream, "GET /api/v1/about HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n")
            .expect("sent");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("an answer");
        let of = |(_, tracks): (&str, u32)| answer.contains(&format!("\"tracks\":{tracks},"));
        assert!(answer.starts_with("HTTP/1.1 200") && MODELS.into_iter().any(of), "{answer}");
        assert!(!self.said().contains("panicked"), "{}", self.said());
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // The test may have failed; then the log tells more than its absence.
        let _ = fs::remove_file(&self.log);
    }
}

/// Reports a test that cannot run here: to stderr, and to the file that `EARWORM_NOT_RUN` names.
fn not_run(test: &str, reason: &str) {
    let line = format!("not run: {test}: {reason}\n");
    eprint!("{line}");
    if let Some(path) = env::var_os("EARWORM_NOT_RUN") {
        let mut file = OpenOptions::new().create(true).append(true).open(path).expect("a file");
        file.write_all(line.as_bytes()).expect("written");
    }
}
