//! The demo catalogue's models find what they found before: the committed hints, drawn with
//! `pipeline hints --models models/demo --seed tuning --per-kind 15`, against the committed results.
//!
//! When the finder or the models have become better, write the results anew:
//! `EARWORM_UPDATE=1 cargo test -p pipeline --test hints`.

use engine::Engine;
use engine::numeric::{float64, whole64};
use pipeline::eval::find::{
    EngineFinder, HintTrack, KindFigures, Songs, Trial, measure, read_hints,
};
use pipeline::progress::Progress;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

const UPDATE: &str = "EARWORM_UPDATE=1 cargo test -p pipeline --test hints";

fn here(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// How many hints of a kind were answered rightly.
#[derive(Debug, PartialEq, Eq)]
struct Result {
    kind: String,
    hints: usize,
    /// With the song first; of what is no song, without an answer.
    first: usize,
    /// With the song among the first ten.
    among_ten: usize,
}

impl Result {
    fn new(KindFigures { kind, figures }: &KindFigures) -> Self {
        let count = |share: f64| whole64((share * float64(figures.hints)).round()) as usize;
        let unanswered = 1.0 - figures.answered;
        let first = if kind.is_no_song() { unanswered } else { figures.first.share };
        let among_ten = count(figures.among_ten.share);
        Self { kind: kind.to_string(), hints: figures.hints, first: count(first), among_ten }
    }

    fn parse(line: &str) -> Self {
        let fields: Vec<&str> = line.split('\t').collect();
        let [kind, numbers @ ..] = &fields[..] else { panic!("{line:?} has no kind") };
        let numbers: Vec<usize> =
            numbers.iter().map(|number| number.parse().expect("a number")).collect();
        let [hints, first, among_ten] = numbers[..] else { panic!("{line:?} has other columns") };
        Self { kind: (*kind).to_owned(), hints, first, among_ten }
    }

    fn is_worse_than(&self, before: &Self) -> bool {
        self.first < before.first || self.among_ten < before.among_ten
    }
}

const HEADER: &str = "kind\thints\tfirst\tamong_ten";

fn written(results: &[Result]) -> String {
    let mut text = format!("{HEADER}\n");
    for Result { kind, hints, first, among_ten } in results {
        writeln!(text, "{kind}\t{hints}\t{first}\t{among_ten}").expect("written to a string");
    }
    text
}

fn measured() -> Vec<Result> {
    let engine = Engine::load(&here("../models/demo")).expect("the demo models load");
    let tracks = engine.tracks().rows().filter_map(|row| engine.tracks().entry(row));
    let songs = Songs::new(tracks.map(HintTrack::from).collect());
    let file = fs::read(here("evaluation/demo_hints.tsv")).expect("the hints are there");
    let hints = read_hints(&*file, &songs).expect("the hints are well-formed");
    let trial = Trial { hints: &hints, songs: &[] };
    let (measurement, _) =
        measure(&EngineFinder::new(&engine), &trial, Progress::silent()).expect("it answers");
    measurement.kinds.iter().map(Result::new).collect()
}

#[test]
fn the_demo_hints_are_found_as_well_as_before() {
    let (measured, path) = (measured(), here("evaluation/demo_hints_results.tsv"));
    if std::env::var_os("EARWORM_UPDATE").is_some() {
        fs::write(&path, written(&measured)).expect("the results are written");
        return;
    }
    let before = fs::read_to_string(&path).expect("the results are there");
    let before: Vec<Result> = before.lines().skip(1).map(Result::parse).collect();
    let shape = |results: &[Result]| -> Vec<(String, usize)> {
        results.iter().map(|result| (result.kind.clone(), result.hints)).collect()
    };
    assert_eq!(shape(&measured), shape(&before), "the hints have changed: {UPDATE}");
    let pairs = || measured.iter().zip(&before);
    let worse: Vec<_> = pairs().filter(|(now, before)| now.is_worse_than(before)).collect();
    assert!(worse.is_empty(), "worse than before (now, before): {worse:#?}\nif meant so: {UPDATE}");
    let better = pairs().filter(|(now, before)| now != before).count();
    println!("{better} kinds are better than before; to keep it so: {UPDATE}");
}
