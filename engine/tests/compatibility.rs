//! What a release writes, the next one opens, from format 8 on.

use catalog::Query;
use engine::{Engine, FORMAT_VERSION};
use std::path::Path;

/// A small models directory of each format that is opened.
///
/// Whoever raises the format copies the demo models of the one before to `tests/formats/N`, lists them here and lets the
/// engine open both.
const FORMATS: [(u32, &str); 1] = [(8, "../models/demo")];

#[test]
fn models_of_all_formats_answer() {
    for (format, dir) in FORMATS {
        let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join(dir);
        let engine = Engine::load(&dir).expect("models of a released format");
        assert_eq!(engine.manifest().format_version, format);
        let query: Query = "bohemain rapsody quen".parse().expect("a query");
        let best = engine.finding().best(&query).expect("an answer");
        assert_eq!(best.map(|song| song.name).as_deref(), Some("Bohemian Rhapsody"));
    }
    assert_eq!(FORMATS.map(|(format, _)| format).last(), Some(&FORMAT_VERSION));
}
