use crate::error::PipelineError;
use catalog::{Confidence, Query, ResultCount};
use engine::{Engine, FindPart};

/// Something that finds tracks from hints.
pub trait Finder {
    /// What it is called in the report.
    fn name(&self) -> String;

    /// What it finds for a hint.
    ///
    /// # Errors
    /// If it fails.
    fn find(&self, hint: &Query) -> Result<Found, PipelineError>;

    /// Whether it is too slow to be asked more than every tenth hint.
    fn is_slow(&self) -> bool {
        false
    }
}

/// What was found for a hint.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// Rows of tracks, best first, at most [`MOST_FOUND`].
    pub rows: Vec<u32>,
    /// Whether the first is offered as an answer.
    pub answered: bool,
    /// How sure the finder is of the first, if it says so.
    pub confidence: Option<Confidence>,
}

/// How many results are looked at.
pub const MOST_FOUND: usize = 10;

/// The engine, on any models.
pub struct EngineFinder<'a> {
    name: String,
    engine: &'a Engine,
    without: Vec<FindPart>,
}

impl<'a> EngineFinder<'a> {
    /// An engine with the name of its preset.
    pub fn new(engine: &'a Engine) -> Self {
        Self { name: engine.manifest().preset.to_string(), engine, without: Vec::new() }
    }

    /// An engine with parts of its finder left out.
    pub fn without(engine: &'a Engine, parts: &[FindPart]) -> Self {
        let names: Vec<String> = parts.iter().map(FindPart::to_string).collect();
        Self { name: format!("without {}", names.join(", ")), engine, without: parts.to_vec() }
    }
}

impl Finder for EngineFinder<'_> {
    fn name(&self) -> String {
        self.name.clone()
    }

    fn find(&self, hint: &Query) -> Result<Found, PipelineError> {
        let found = self.engine.find_without(hint, ResultCount::default(), &self.without)?;
        let rows = found.results.iter().map(|result| result.track.index).collect();
        let confidence = found.results.first().map(|first| first.confidence);
        Ok(Found { rows, answered: found.best.is_some(), confidence })
    }
}
