//! Accuracy of language detection on titles, next to langdetect, which the original used.

use crate::error::PipelineError;
use crate::language::language_of;
use engine::numeric::float64;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::path::Path;

/// Titles with their languages and the answers of langdetect, filled in by `langdetect_column.py`.
const TITLES: &str = include_str!("../../evaluation/name_languages.csv");

/// The value that stands for no answer.
const UNKNOWN: &str = "unknown";

/// A labelled title.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
struct Title {
    name: String,
    language: String,
    langdetect: String,
}

/// The answers of two detectors to the same titles.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LanguagesEvaluation {
    /// Number of titles.
    pub titles: usize,
    /// How many of them are English.
    pub english: usize,
    /// Earworm's detector.
    pub earworm: Answers,
    /// langdetect.
    pub langdetect: Answers,
    /// Titles on which both agree, including no answer.
    pub agreeing: usize,
}

/// The answers of one detector.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Answers {
    /// Titles it gives a language for.
    pub answered: usize,
    /// Titles it is right about.
    pub right: usize,
    /// Titles it takes for English.
    pub english: usize,
    /// Titles it rightly takes for English.
    pub rightly_english: usize,
}

impl LanguagesEvaluation {
    /// Evaluates both detectors on the built-in titles.
    ///
    /// # Errors
    /// If the built-in titles cannot be read.
    pub fn on_built_in_titles() -> Result<Self, PipelineError> {
        let titles: Result<Vec<Title>, csv::Error> =
            csv::Reader::from_reader(TITLES.as_bytes()).deserialize().collect();
        let io = |error: csv::Error| PipelineError::Io {
            path: Path::new("name_languages.csv").to_owned(),
            source: error.into(),
        };
        Ok(Self::of(&titles.map_err(io)?))
    }

    fn of(titles: &[Title]) -> Self {
        let mut evaluation = Self {
            titles: titles.len(),
            english: titles.iter().filter(|title| title.language == "en").count(),
            earworm: Answers::default(),
            langdetect: Answers::default(),
            agreeing: 0,
        };
        for Title { name, language, langdetect } in titles {
            let ours = language_of(name).unwrap_or(UNKNOWN);
            evaluation.earworm.add(ours, language);
            evaluation.langdetect.add(langdetect, language);
            evaluation.agreeing += usize::from(ours == langdetect);
        }
        evaluation
    }
}

impl Answers {
    fn add(&mut self, answer: &str, language: &str) {
        let right = answer == language;
        self.answered += usize::from(answer != UNKNOWN);
        self.right += usize::from(right);
        self.english += usize::from(answer == "en");
        self.rightly_english += usize::from(right && answer == "en");
    }
}

fn percent(part: usize, whole: usize) -> f64 {
    100.0 * float64(part) / float64(whole.max(1))
}

impl fmt::Display for LanguagesEvaluation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { titles, english, earworm, langdetect, agreeing } = self;
        writeln!(f, "{titles} titles, {english} of them English")?;
        writeln!(f, "        answered  right  of all  of answered  English recall  precision")?;
        for (name, answers) in [("earworm", earworm), ("langdetect", langdetect)] {
            let Answers { answered, right, english: taken, rightly_english } = answers;
            writeln!(
                f,
                "{name:<11} {answered:>4} {right:>6} {:>6.1}% {:>11.1}% {:>13.1}% {:>9.1}%",
                percent(*right, *titles),
                percent(*right, *answered),
                percent(*rightly_english, *english),
                percent(*rightly_english, *taken),
            )?;
        }
        write!(f, "both agree on {agreeing} titles ({:.1}%)", percent(*agreeing, *titles))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn detects_languages_better_than_the_original() {
        let evaluation = LanguagesEvaluation::on_built_in_titles().expect("well-formed");
        let LanguagesEvaluation { titles, english, earworm, langdetect, .. } = evaluation;
        assert!(titles >= 500 && english * 3 >= titles && english * 3 <= 2 * titles);
        assert!(earworm.right > langdetect.right, "{earworm:?} {langdetect:?}");
        assert!(earworm.right * 100 >= earworm.answered * 80, "{earworm:?}");
    }

    #[test]
    fn answers_are_counted() {
        let mut answers = Answers::default();
        for (answer, language) in [("en", "en"), ("en", "de"), ("de", "de"), (UNKNOWN, "en")] {
            answers.add(answer, language);
        }
        let expected = Answers { answered: 3, right: 2, english: 2, rightly_english: 1 };
        assert_eq!(answers, expected);
    }
}
