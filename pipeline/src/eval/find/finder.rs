use crate::error::PipelineError;
use catalog::{Confidence, Query, ResultCount};
use engine::{Engine, FindPart};

/// A finder under evaluation.
pub trait Finder {
    /// Its name in the report.
    fn name(&self) -> String;

    /// What it finds for a hint.
    ///
    /// # Errors
    /// If the finder fails.
    fn find(&self, hint: &Query) -> Result<Found, PipelineError>;

    /// Whether it is so slow that only every tenth hint is asked.
    fn is_slow(&self) -> bool {
        false
    }
}

/// The results for a hint.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// Rows of tracks, best first; at most [`MOST_FOUND`].
    pub rows: Vec<u32>,
    /// Whether the first is offered as an answer.
    pub answered: bool,
    /// The confidence in the first, if the finder reports one.
    pub confidence: Option<Confidence>,
}

/// The most results considered.
pub const MOST_FOUND: usize = 10;

/// The engine with any models.
pub struct EngineFinder<'a> {
    name: String,
    engine: &'a Engine,
    without: Vec<FindPart>,
}

impl<'a> EngineFinder<'a> {
    /// The whole engine, named after its preset.
    pub fn new(engine: &'a Engine) -> Self {
        Self { name: engine.manifest().preset.to_string(), engine, without: Vec::new() }
    }

    /// The engine without some parts of its finder.
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
        let limit = ResultCount::default();
        let found = match self.engine.evaluation() {
            Some(evaluation) => evaluation.find_without(hint, limit, &self.without)?,
            None => self.engine.finding().find(hint, limit)?,
        };
        let rows = found.results.iter().map(|result| result.track.index).collect();
        let confidence = found.results.first().map(|first| first.confidence);
        Ok(Found { rows, answered: found.best.is_some(), confidence })
    }
}
