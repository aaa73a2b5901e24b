//! The numbered steps of a command, and the summary at its end.

use std::time::{Duration, Instant};

use anyhow::{Context as _, Result};

/// How a step ended that did not fail.
#[derive(Clone)]
pub(crate) enum Outcome {
    /// With the details.
    Done(String),
    /// With the reason.
    NotRun(String),
}

pub(crate) struct Steps {
    total: usize,
    taken: Vec<Taken>,
}

struct Taken {
    name: &'static str,
    took: Duration,
    /// None if it failed.
    outcome: Option<Outcome>,
}

/// The step under way.
pub(crate) struct Step {
    label: String,
}

impl Step {
    /// Says what the step is about to do.
    pub(crate) fn say(&self, what: &str) {
        println!("{}: {what}", self.label);
    }
}

impl Steps {
    pub(crate) fn new(total: usize) -> Self {
        Self { total, taken: Vec::with_capacity(total) }
    }

    /// Takes the next step and reports how it ended and how long it took.
    pub(crate) fn take(
        &mut self,
        name: &'static str,
        action: impl FnOnce(&Step) -> Result<Outcome>,
    ) -> Result<()> {
        let step = Step { label: format!("[{}/{}] {name}", self.taken.len() + 1, self.total) };
        let started = Instant::now();
        let result = action(&step).context(step.label.clone());
        let took = started.elapsed();
        match &result {
            Ok(Outcome::Done(details)) => step.say(&format!("{details} ({})", seconds(took))),
            Ok(Outcome::NotRun(reason)) => step.say(&format!("not run: {reason}")),
            Err(_) => {}
        }
        self.taken.push(Taken { name, took, outcome: result.as_ref().ok().cloned() });
        result.map(drop)
    }

    pub(crate) fn has_taken(&self, name: &str) -> bool {
        self.taken.iter().any(|taken| taken.name == name)
    }

    pub(crate) fn has_failed(&self, name: &str) -> bool {
        self.failed().contains(&name)
    }

    fn failed(&self) -> Vec<&'static str> {
        let failed = self.taken.iter().filter(|taken| taken.outcome.is_none());
        failed.map(|taken| taken.name).collect()
    }

    /// Prints how each step ended, what was not run (`more` is what the tests reported) and, as the
    /// last line, the counts. Returns the names of the failed steps.
    pub(crate) fn summarise(&self, more: &[&str]) -> Vec<&'static str> {
        let mut not_run: Vec<String> = Vec::new();
        println!();
        for Taken { name, took, outcome } in &self.taken {
            let status = match outcome {
                Some(Outcome::Done(_)) => "ok",
                Some(Outcome::NotRun(reason)) => {
                    not_run.push(format!("{name}: {reason}"));
                    "not run"
                }
                None => "FAILED",
            };
            println!("{status:<9}{name:<40}{:>8}", seconds(*took));
        }
        let failed = self.failed();
        let passed = self.taken.len() - failed.len() - not_run.len();
        not_run.extend(more.iter().map(ToString::to_string));
        if !not_run.is_empty() {
            println!("\nnot run:\n  {}", not_run.join("\n  "));
        }
        println!("\n{passed} passed, {} failed, {} skipped", failed.len(), not_run.len());
        failed
    }
}

fn seconds(took: Duration) -> String {
    format!("{:.1} s", took.as_secs_f32())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failed_step_is_named_and_hides_no_other() {
        let mut steps = Steps::new(3);
        steps.take("first", |_| Ok(Outcome::Done("present".into()))).expect("it passes");
        let error = steps.take("second", |_| anyhow::bail!("no disk")).expect_err("it fails");
        assert_eq!(format!("{error:#}"), "[2/3] second: no disk");
        steps.take("third", |_| Ok(Outcome::NotRun("no nginx".into()))).expect("it is left out");
        assert_eq!(steps.summarise(&[]), ["second"]);
    }
}
