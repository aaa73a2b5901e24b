//! Kills the program at every stage of its work: it leaves either the old result or the new one,
//! complete, and the next run succeeds.

use engine::Engine;
use pipeline::catalogue::Catalogue;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, SystemTime};

/// A directory with a source file, the cleaned catalogue and the models.
struct Scene {
    dir: tempfile::TempDir,
}

impl Scene {
    /// A scene whose source file has `tracks` tracks.
    fn with_tracks(tracks: usize) -> Self {
        let scene = Self { dir: tempfile::tempdir().expect("a directory") };
        scene.write_tracks(tracks);
        scene
    }

    fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    fn write_tracks(&self, tracks: usize) {
        let mut csv = String::from("id,name,artists,genres,tempo,energy\n");
        for track in 0..tracks {
            let (band, tempo) = (track % 7, 60 + track % 120);
            writeln!(csv, "t{track},Song {track},['Band {band}'],['genre {band}'],{tempo},0.5")
                .expect("text");
        }
        fs::write(self.path("tracks.csv"), csv).expect("written");
    }

    /// Writes the same tracks with a popularity, which falls the sooner the larger `step`.
    fn write_popularity(&self, step: usize) {
        self.write_tracks(60);
        let csv = fs::read_to_string(self.path("tracks.csv")).expect("read");
        let rows = csv.lines().enumerate().map(|(row, line)| match row {
            0 => format!("{line},popularity\n"),
            _ => format!("{line},{}\n", 100 - row * step % 100),
        });
        fs::write(self.path("tracks.csv"), rows.collect::<String>()).expect("written");
    }

    /// Writes songs of two versions each, with these popularities.
    fn write_versions(&self, popularity: [u8; 2]) {
        let mut csv = String::from("id,name,artists,genres,tempo,energy,popularity\n");
        for track in 0..120 {
            let (song, version) = (track / 2, track % 2);
            let (band, tempo, popularity) = (song % 7, 60 + track, popularity[version]);
            writeln!(
                csv,
                "t{track},Song {song},['Band {band}'],['genre {band}'],{tempo},0.5,{popularity}"
            )
            .expect("text");
        }
        fs::write(self.path("tracks.csv"), csv).expect("written");
    }

    /// The names of the files and directories.
    fn names(&self) -> Vec<String> {
        names(self.dir.path())
    }

    /// The number of finished stages that are kept.
    fn kept(&self) -> usize {
        let entries = names(&self.path("models.cache")).into_iter();
        entries.filter(|name| !name.starts_with('.')).count()
    }

    fn clean(&self) -> Command {
        self.pipeline("clean", "tracks.csv", "--out", "cleaned")
    }

    fn build(&self, data: &str) -> Command {
        self.pipeline("build", data, "--models", "models")
    }

    fn pipeline(&self, command: &str, data: &str, option: &str, to: &str) -> Command {
        let mut pipeline = Command::new(env!("CARGO_BIN_EXE_pipeline"));
        pipeline.arg(command).arg("--data").arg(self.path(data)).arg(option).arg(self.path(to));
        pipeline.stdout(Stdio::null()).stderr(Stdio::piped());
        pipeline
    }

    fn cleaned_tracks(&self) -> usize {
        let catalogue = Catalogue::read_parquet(&self.path("cleaned/catalogue.parquet"));
        catalogue.expect("it is whole").tracks.len()
    }

    fn model_tracks(&self) -> usize {
        Engine::load(&self.path("models")).expect("the models are whole").tracks().len()
    }
}

/// The names of what is in a directory, which may be missing.
fn names(dir: &Path) -> Vec<String> {
    let entries = fs::read_dir(dir).into_iter().flatten();
    let name = |entry: std::io::Result<fs::DirEntry>| {
        entry.expect("an entry").file_name().to_string_lossy().into_owned()
    };
    let mut names: Vec<String> = entries.map(name).collect();
    names.sort();
    names
}

/// Runs a command and returns what it wrote to standard error.
fn finish(command: &mut Command) -> String {
    let output = command.output().expect("it starts");
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{said}");
    said
}

/// Runs a command repeatedly, killing it a little later each time until it ends by itself; `check`
/// examines what each run leaves.
fn interrupt(mut command: impl FnMut() -> Command, check: impl Fn()) {
    let mut patience = Duration::from_millis(10);
    loop {
        let mut child = command().stderr(Stdio::null()).spawn().expect("it starts");
        sleep(patience);
        let ended = end(&mut child);
        check();
        if ended {
            return;
        }
        patience = patience.mul_f64(1.2);
    }
}

/// Whether the program ended by itself; if not, kills it.
fn end(child: &mut Child) -> bool {
    if let Some(status) = child.try_wait().expect("its status") {
        assert!(status.success(), "{status}");
        return true;
    }
    child.kill().expect("killed");
    child.wait().expect("it ends");
    false
}

fn modified(path: &Path) -> SystemTime {
    fs::metadata(path).and_then(|metadata| metadata.modified()).expect("a time")
}

#[test]
fn cleaning_can_be_interrupted() {
    let scene = Scene::with_tracks(10);
    finish(&mut scene.clean());
    scene.write_tracks(2_000);
    interrupt(
        || scene.clean(),
        || {
            assert!([10, 2_000].contains(&scene.cleaned_tracks()));
            let account =
                fs::read_to_string(scene.path("cleaned/account.json")).unwrap_or_default();
            let vouched = |tracks: &str| account.contains(&format!("\"tracks\": {tracks}"));
            assert!(account.is_empty() || vouched("10") || scene.cleaned_tracks() == 2_000);
        },
    );
    assert_eq!(scene.cleaned_tracks(), 2_000);
}

#[test]
fn building_can_be_interrupted() {
    let scene = Scene::with_tracks(60);
    finish(&mut scene.build("tracks.csv"));
    scene.write_tracks(80);
    interrupt(
        || scene.build("tracks.csv"),
        || {
            assert!([60, 80].contains(&scene.model_tracks()));
        },
    );
    assert_eq!(scene.model_tracks(), 80);
    assert_eq!(scene.names(), ["models", "models.cache", "tracks.csv"]);
}

#[test]
fn a_stopped_build_goes_on_after_its_last_finished_stage() {
    let scene = Scene::with_tracks(300);
    let mut child = scene.build("tracks.csv").stderr(Stdio::null()).spawn().expect("it starts");
    while scene.kept() == 0 {
        assert!(child.try_wait().expect("its status").is_none(), "it ended too soon");
        sleep(Duration::from_millis(1));
    }
    child.kill().expect("killed");
    child.wait().expect("it ends");
    assert!(!scene.path("models").exists());
    let said = finish(&mut scene.build("tracks.csv"));
    assert!(said.contains("finding: training the encoder: unchanged"), "{said}");
    assert!(said.contains("recommending: building the index …"), "{said}");
    assert_eq!(scene.model_tracks(), 300);
}

#[test]
fn a_changed_popularity_trains_nothing_again() {
    let scene = Scene::with_tracks(60);
    scene.write_popularity(1);
    finish(&mut scene.build("tracks.csv"));
    let entries = scene.kept();
    scene.write_popularity(7);
    let said = finish(&mut scene.build("tracks.csv"));
    for stage in ["training the encoder", "building the index"] {
        for retriever in ["finding", "recommending"] {
            assert!(said.contains(&format!("{retriever}: {stage}: unchanged")), "{said}");
        }
    }
    assert_eq!(scene.kept(), entries, "what is no longer used is removed");
}

#[test]
fn a_version_that_becomes_better_known_trains_nothing_again() {
    let scene = Scene::with_tracks(60);
    scene.write_versions([80, 20]);
    finish(&mut scene.build("tracks.csv"));
    scene.write_versions([20, 80]);
    let said = finish(&mut scene.build("tracks.csv"));
    for retriever in ["finding", "recommending"] {
        let unchanged = format!("{retriever}: training the encoder: unchanged");
        assert!(said.contains(&unchanged), "{said}");
    }
    assert!(
        said.contains("recommending: building the index …"),
        "another version stands for each song"
    );
}

const UNCHANGED: &str = "nothing has changed";

#[test]
fn an_unchanged_fingerprint_skips_the_work() {
    let scene = Scene::with_tracks(60);
    let catalogue = scene.path("cleaned/catalogue.parquet");
    assert!(!finish(&mut scene.clean()).contains(UNCHANGED));
    let written = modified(&catalogue);
    assert!(finish(&mut scene.clean()).contains(UNCHANGED));
    assert_eq!(modified(&catalogue), written);
    fs::write(&catalogue, "damaged").expect("written");
    assert!(!finish(&mut scene.clean()).contains(UNCHANGED));
    assert!(!finish(scene.clean().args(["--lang", "en"])).contains(UNCHANGED));

    let manifest = scene.path("models/manifest.json");
    assert!(!finish(&mut scene.build("tracks.csv")).contains(UNCHANGED));
    let written = modified(&manifest);
    assert!(finish(&mut scene.build("tracks.csv")).contains(UNCHANGED));
    assert_eq!(modified(&manifest), written);
    assert!(!finish(scene.build("tracks.csv").args(["--seed", "2"])).contains(UNCHANGED));
    scene.write_tracks(61);
    assert!(!finish(&mut scene.build("tracks.csv")).contains(UNCHANGED));
    assert_eq!(scene.model_tracks(), 61);
}

#[test]
fn models_can_be_built_from_a_cleaned_catalogue() {
    let scene = Scene::with_tracks(60);
    finish(&mut scene.clean());
    finish(&mut scene.build("cleaned"));
    assert_eq!(scene.model_tracks(), 60);
    let manifest = fs::read_to_string(scene.path("models/manifest.json")).expect("the manifest");
    assert!(manifest.contains("\"name\": \"catalogue.parquet\""), "{manifest}");
    assert!(finish(&mut scene.build("cleaned/catalogue.parquet")).contains(UNCHANGED));

    fs::remove_file(scene.path("cleaned/account.json")).expect("removed");
    let output = scene.build("cleaned").output().expect("it starts");
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(!output.status.success() && said.contains("did not finish"), "{said}");
}

#[test]
fn other_directories_are_left_alone() {
    let scene = Scene::with_tracks(3);
    fs::create_dir(scene.path("models")).expect("created");
    fs::write(scene.path("models/letter.txt"), "Dear").expect("written");
    let output = scene.build("tracks.csv").output().expect("it starts");
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(!output.status.success() && said.contains("holds other things than models"), "{said}");
    assert!(scene.path("models/letter.txt").exists());
}

#[test]
fn foreign_files_are_not_overwritten() {
    let scene = Scene::with_tracks(3);
    fs::create_dir(scene.path("cleaned")).expect("created");
    fs::write(scene.path("cleaned/catalogue.parquet"), "mine").expect("written");
    let output = scene.clean().output().expect("it starts");
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(!output.status.success() && said.contains("is not a cleaned catalogue"), "{said}");
    assert_eq!(fs::read(scene.path("cleaned/catalogue.parquet")).expect("read"), b"mine");

    fs::create_dir(scene.path("models")).expect("created");
    fs::write(scene.path("models/manifest.json"), r#"{"name": "web app"}"#).expect("written");
    let output = scene.build("tracks.csv").output().expect("it starts");
    assert!(!output.status.success());
    assert!(scene.path("models/manifest.json").exists());
}

#[test]
fn a_dry_run_writes_nothing() {
    let scene = Scene::with_tracks(3);
    for mut command in [scene.clean(), scene.build("tracks.csv")] {
        let output = command.arg("--dry-run").stdout(Stdio::piped()).output().expect("it starts");
        let printed = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(output.status.success() && printed.contains("3 tracks"), "{printed}");
    }
    assert_eq!(fs::read_dir(scene.dir.path()).expect("the directory").count(), 1);
}

#[test]
fn a_closed_pipe_is_not_an_error() {
    let scene = Scene::with_tracks(20);
    let (data, out) = (scene.path("tracks.csv"), scene.path("hints.tsv"));
    let (data, out) = (data.to_string_lossy(), out.to_string_lossy());
    for args in [vec!["eval", "songs"], vec!["hints", "--data", &data, "--out", &out]] {
        let mut pipeline = Command::new(env!("CARGO_BIN_EXE_pipeline"));
        pipeline.args(&args).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = pipeline.spawn().expect("it starts");
        drop(child.stdout.take());
        let output = child.wait_with_output().expect("it ends");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }
}

#[test]
fn a_cause_is_printed_once() {
    let scene = Scene::with_tracks(1);
    let output = scene.build("missing.csv").output().expect("it starts");
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(!output.status.success());
    assert_eq!(said.matches("does not exist").count(), 1, "{said}");
    fs::write(scene.path("tracks.csv"), "").expect("written");
    let said = scene.build("tracks.csv").output().expect("it starts").stderr;
    assert_eq!(String::from_utf8_lossy(&said).matches("is empty").count(), 1);
}
