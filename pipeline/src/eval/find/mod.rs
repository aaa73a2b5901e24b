//! The benchmark of finding: how often, and how fast, noisy hints lead to the right song.
//!
//! Hints are made from the songs of a catalogue, one kind of noise at a time ([`HintKind`]), and
//! labelled with the tracks that are right answers. Hints that fit another song equally well are
//! discarded. docs/finding.md has the details.

mod ambiguity;
pub mod baselines;
mod draft;
mod failures;
mod file;
mod finder;
mod generate;
mod keystrokes;
mod kind;
mod labelled;
mod latency;
mod measure;
mod no_song;
mod noise;
mod outside;
mod plain;
mod reliability;
mod remembered;
mod report;
mod sample;
mod seed;
mod shared;
mod songs;
mod spelling;
mod statistics;

pub use failures::{refuse_held_out, write_failures};
pub use file::{read_hints, write_hints};
pub use finder::{EngineFinder, Finder, Found, MOST_FOUND};
pub use generate::{Discarded, DrawnHints, HintGenerator, HintPlan};
pub use keystrokes::{Keystrokes, TypedSong};
pub use kind::HintKind;
pub use labelled::LabelledHint;
pub use measure::{
    Abstention, Calibration, Figures, KindFigures, Measurement, Outcome, Trial, measure,
};
pub use reliability::Reliability;
pub use report::FindEvaluation;
pub use seed::{Half, InvalidSeed, Seed};
pub use shared::expected_reciprocal_rank;
pub use songs::{HintTrack, Song, SongTrack, Songs};
pub use statistics::{Latency, Share};
