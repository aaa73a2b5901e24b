//! Models that somebody made up, with hashes that are right: they are refused, or they answer whatever they
//! answer; they never make the program panic. `EARWORM_FUZZ_CASES` says how many are tried.

use catalog::{Bounds, Facet, Filter, Query, RecommendationRequest, ResultCount, Seed};
use engine::recommend::{ArtistGraph, Companion};
use engine::{
    ArtistId, EarwormModels, Engine, FileFacts, LyricsIndex, Manifest, Models, PresetModels,
    SongId, TrackRow,
};
use proptest::prelude::*;
use proptest::sample::Index;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use std::fs;
use std::path::Path;
use tempfile::TempDir;

/// A change of a file's bytes.
#[derive(Clone, Debug)]
enum Change {
    /// Another byte at a place.
    Byte(Index, u8),
    /// Another number of four bytes, as most sections have them, at a place.
    Number(Index, u32),
    /// Some bytes more at a place.
    Longer(Index, Vec<u8>),
    /// Fewer bytes from a place on.
    Shorter(Index, usize),
}

impl Change {
    fn make(&self, bytes: &mut Vec<u8>) {
        match self {
            Self::Byte(at, byte) => {
                let at = at.index(bytes.len());
                bytes[at] = *byte;
            }
            Self::Number(at, number) => {
                let words = bytes.as_chunks_mut().0;
                let at = at.index(words.len());
                words[at] = number.to_le_bytes();
            }
            Self::Longer(at, more) => {
                let at = at.index(bytes.len());
                bytes.splice(at..at, more.iter().copied());
            }
            Self::Shorter(at, count) => {
                let at = at.index(bytes.len());
                bytes.drain(at..(at + count).min(bytes.len() - 1));
            }
        }
    }
}

fn change() -> impl Strategy<Value = Change> {
    let numbers = prop_oneof![any::<u32>(), 0..100_000_u32, Just(u32::MAX)];
    prop_oneof![
        (any::<Index>(), any::<u8>()).prop_map(|(at, byte)| Change::Byte(at, byte)),
        (any::<Index>(), numbers).prop_map(|(at, number)| Change::Number(at, number)),
        (any::<Index>(), prop::collection::vec(any::<u8>(), 1..9))
            .prop_map(|(at, more)| Change::Longer(at, more)),
        (any::<Index>(), 1..9_usize).prop_map(|(at, count)| Change::Shorter(at, count)),
    ]
}

struct Hostile {
    dir: TempDir,
    manifest: Manifest,
    files: Vec<(String, Vec<u8>)>,
}

/// The demo models with all that models may have: lyrics and an artist graph too.
fn complete(demo: &Path) -> (Manifest, Models) {
    let (manifest, Models { tracks, preset, map, .. }) =
        Models::open(demo).expect("the demo models");
    let PresetModels::Earworm(EarwormModels { mut find, recommend, .. }) = preset else {
        panic!("the preset earworm")
    };
    let title = |row: &TrackRow| tracks.name(*row).to_owned();
    let titles: Vec<String> = tracks.representatives().iter().map(title).collect();
    let lyrics: Vec<String> = titles.windows(6).step_by(6).map(|lines| lines.join(" ")).collect();
    find.lyrics =
        Some(LyricsIndex::build((0..).map(SongId).zip(lyrics.iter().map(String::as_str))));
    let mut graph = ArtistGraph::default();
    for ArtistId(artist) in tracks.all_artists() {
        graph.push(3, [Companion { artist: ArtistId(artist / 2), playlists: 2 }]);
    }
    let preset = PresetModels::Earworm(EarwormModels::new(find, recommend, graph, &tracks));
    (manifest, Models::new(tracks, preset, map))
}

impl Hostile {
    fn new() -> Self {
        let dir = tempfile::tempdir().expect("a temporary directory");
        let demo = Path::new(env!("CARGO_MANIFEST_DIR")).join("../models/demo");
        let (manifest, models) = complete(&demo);
        let manifest = models.save(dir.path(), manifest).expect("written");
        let names = manifest.files.iter().map(|file| file.name.clone());
        let read = |name: String| {
            let bytes = fs::read(dir.path().join(&name)).expect("read");
            (name, bytes)
        };
        let files = names.filter(|name| !name.contains(".encoder.")).map(read).collect();
        Self { dir, manifest, files }
    }

    /// Loads the models with a file changed and asks them.
    fn ask_changed(&self, file: Index, changes: &[Change]) {
        let (name, whole) = &self.files[file.index(self.files.len())];
        let mut bytes = whole.clone();
        changes.iter().for_each(|change| change.make(&mut bytes));
        let mut manifest = self.manifest.clone();
        for facts in manifest.files.iter_mut().filter(|facts| facts.name == *name) {
            *facts = FileFacts::of(name, &bytes);
        }
        fs::write(self.dir.path().join(name), &bytes).expect("written");
        manifest.save(self.dir.path()).expect("written");
        if let Ok(engine) = Engine::load(self.dir.path()) {
            ask(&engine);
        }
        fs::write(self.dir.path().join(name), whole).expect("written");
    }
}

const QUERIES: [&str; 7] = [
    "bohemain rapsody quen",
    "love",
    "fastcar live 1988",
    "上を向いて",
    "xqzv kkqq",
    "a sad rock song by queen from the 80s, \"under pressure\"",
    "billie jean smells like teen spirit",
];

fn ask(engine: &Engine) {
    for query in QUERIES {
        let query: Query = query.parse().expect("a query");
        let _ = engine.search(&query, ResultCount::default());
        let _ = engine.describing().map(|describer| describer.describe(query.as_str(), 10));
    }
    let _ = engine.find_artists("queen", 0..10);
    for row in (0..2033).step_by(400) {
        let Some(track) = engine.tracks().entry(TrackRow(row)) else { continue };
        let mut request = RecommendationRequest::like(vec![Seed::Track(track.id.clone())]);
        let _ = engine.recommending().recommend(&request);
        request.filters = vec![
            Filter::Number(Facet::Year, Bounds { least: Some(1970.0), greatest: None }),
            Filter::Genre("rock".into()),
            Filter::Language("en".into()),
        ];
        let _ = engine.recommending().recommend(&request);
        let song = engine.tracks().song(TrackRow(row));
        let _ = engine.map().map(|map| song.and_then(|song| map.point(song)));
    }
    let _ = engine.tracks().genre_counts();
}

#[test]
fn made_up_models_never_panic() {
    let cases = std::env::var("EARWORM_FUZZ_CASES").ok().and_then(|cases| cases.parse().ok());
    let config = Config {
        failure_persistence: None,
        max_shrink_iters: 0,
        ..Config::with_cases(cases.unwrap_or(60))
    };
    let models = Hostile::new();
    let changes = prop::collection::vec(change(), 1..4);
    // The same cases each time: more of them go further.
    let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let result =
        TestRunner::new_with_rng(config, rng).run(&(any::<Index>(), changes), |(file, changes)| {
            models.ask_changed(file, &changes);
            Ok(())
        });
    if let Err(error) = result {
        panic!("{error}");
    }
}
