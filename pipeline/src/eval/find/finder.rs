use crate::error::PipelineError;
use catalog::{Confidence, Query, ResultCount};
use engine::{Engine, FindOptions, FindPart, RankingWeights};

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
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Found {
    /// Rows of tracks, best first; at most [`MOST_FOUND`].
    pub rows: Vec<u32>,
    /// Whether the first is offered as an answer.
    pub answered: bool,
    /// The confidence in the first, if the finder reports one.
    pub confidence: Option<Confidence>,
    /// The predicted chance that the first is right, if the finder predicts one.
    pub chance: Option<f32>,
}

/// The most results considered.
pub const MOST_FOUND: usize = 10;

/// The engine with any models.
pub struct EngineFinder<'a> {
    name: String,
    engine: &'a Engine,
    /// How it answers; none for a preset that answers in one way only.
    options: Option<FindOptions>,
}

impl<'a> EngineFinder<'a> {
    /// The whole engine, named after its preset.
    pub fn new(engine: &'a Engine) -> Self {
        let options = engine.evaluation().map(|evaluation| evaluation.options().clone());
        Self { name: engine.manifest().preset.to_string(), engine, options }
    }

    /// The engine without some parts of its finder.
    pub fn without(engine: &'a Engine, parts: &[FindPart]) -> Self {
        let names: Vec<String> = parts.iter().map(FindPart::to_string).collect();
        let name = format!("without {}", names.join(", "));
        Self::new(engine).changed(name, |options| options.without = parts.to_vec())
    }

    /// The engine with the preset weights of the ranking features instead of the learned ones.
    pub fn with_preset_weights(engine: &'a Engine) -> Self {
        let weights = RankingWeights::PRESET;
        Self::new(engine).changed("preset weights".to_owned(), |options| options.weights = weights)
    }

    /// The engine with so many candidates by words.
    pub fn with_candidates(engine: &'a Engine, count: usize) -> Self {
        Self::new(engine)
            .changed(format!("{count} candidates"), |options| options.candidates = count)
    }

    fn changed(mut self, name: String, change: impl FnOnce(&mut FindOptions)) -> Self {
        if let Some(options) = &mut self.options {
            change(options);
        }
        Self { name, ..self }
    }
}

impl Finder for EngineFinder<'_> {
    fn name(&self) -> String {
        self.name.clone()
    }

    fn find(&self, hint: &Query) -> Result<Found, PipelineError> {
        let limit = ResultCount::default();
        let (found, evidence) = match self.engine.evaluation().zip(self.options.as_ref()) {
            Some((evaluation, options)) => evaluation.find_with(hint, limit, options)?,
            None => (self.engine.finding().find(hint, limit)?, None),
        };
        let rows = found.results.iter().map(|result| result.track.index).collect();
        let confidence = found.results.first().map(|first| first.confidence);
        let model = self.engine.manifest().confidence;
        let chance = model.zip(evidence).map(|(model, evidence)| model.chance(evidence));
        let chance = chance.filter(|_| confidence.is_some());
        Ok(Found { rows, answered: found.best.is_some(), confidence, chance })
    }
}
