//! The committed models of the demo catalogue are those that this pipeline builds of it.

use catalog::{Provenance, ResultCount};
use engine::numeric::float;
use engine::{Engine, Manifest, Models, Preset};
use pipeline::build::{BuildParams, build_models};
use pipeline::cache::Cache;
use pipeline::clean::{CleanOptions, load_catalogue};
use pipeline::progress::Progress;
use pipeline::stages::Stages;
use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};

fn here(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// Builds the models on some threads and writes them.
fn rebuild(threads: usize, dir: &Path) -> Manifest {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("a pool");
    let (manifest, models) = pool.install(rebuilt);
    models.save(dir, manifest).expect("saved")
}

fn rebuilt() -> (Manifest, Models) {
    let progress = Progress::silent();
    let (catalogue, account) =
        load_catalogue(&[here("demo")], &CleanOptions::default(), &progress).expect("it is clean");
    let params = BuildParams::new(Preset::Earworm, catalogue.tracks.len(), 1);
    let stages = Stages { progress, cache: &Cache::none() };
    build_models(catalogue, account.sources(), &params, stages).expect("the models are built")
}

/// Files that hold nothing trained are the same to the byte on every machine.
const EXACT: [&str; 7] = [
    "tracks.bin",
    "artists.bin",
    "find.vectorizer.postcard",
    "find.words.bin",
    "recommend.vectorizer.postcard",
    "recommend.songs.bin",
    "describe.bin",
];

/// Files that follow from the encoders.
const TRAINED: [&str; 5] = [
    "find.encoder.onnx",
    "recommend.encoder.onnx",
    "find.index.bin",
    "recommend.index.bin",
    "map.bin",
];

#[test]
fn building_again_gives_the_committed_models() {
    let [dir, alone] = [(); 2].map(|()| tempfile::tempdir().expect("a temporary directory"));
    let manifest = rebuild(2, dir.path());
    assert_eq!(rebuild(1, alone.path()), manifest, "one thread builds what two do");
    let committed = Models::open(&here("../models/demo")).expect("the demo models load").0;
    assert_eq!(manifest.provenance, Provenance::Estimated);
    assert_eq!(manifest.sources, committed.sources, "run `cargo xtask build-models`");
    assert_eq!(manifest.parameters, committed.parameters, "run `cargo xtask build-models`");
    let is_same = |name: &&str| {
        let read = |dir: &Path| fs::read(dir.join(name)).expect("read");
        read(dir.path()) == read(&here("../models/demo"))
    };
    let differ = |names: &[&'static str]| -> Vec<&str> {
        names.iter().copied().filter(|name| !is_same(name)).collect()
    };
    assert_eq!(differ(&EXACT), [""; 0]);
    if differ(&TRAINED[..2]).is_empty() {
        assert_eq!(differ(&TRAINED), [""; 0], "equal encoders give equal indexes and maps");
    }
    assert_eq!(mapped_songs(dir.path()), mapped_songs(&here("../models/demo")));
    compare_recommendations(dir.path());
}

fn mapped_songs(dir: &Path) -> usize {
    Engine::load(dir).expect("loads").map().expect("a map").points().len()
}

/// Trained parts differ in the last bits between machines, and training magnifies that: compared is
/// which songs are near each other.
fn compare_recommendations(dir: &Path) {
    let (ours, theirs) =
        (Engine::load(dir).expect("loads"), Engine::load(&here("../models/demo")).expect("loads"));
    let (mut common, mut all) = (0, 0);
    for row in ours.tracks().rows().step_by(20) {
        let similar = |engine: &Engine| -> HashSet<u32> {
            let song = engine.tracks().entry(row).expect("a track");
            let found = engine.recommending().similar(&song, ResultCount::default());
            found.expect("an answer").iter().map(|found| found.track.index).collect()
        };
        let (a, b) = (similar(&ours), similar(&theirs));
        common += a.intersection(&b).count();
        all += a.len();
    }
    let share = float(common) / float(all);
    assert!(share > 0.7, "only {share} of the recommendations are the same");
}

#[test]
fn the_demo_models_are_small() {
    let committed = Models::open(&here("../models/demo")).expect("the demo models load").0;
    let bytes: u64 = committed.files.iter().map(|file| file.bytes).sum();
    assert!(bytes <= 5_000_000, "{bytes} bytes");
}
