//! What the person at the terminal is told: one line for each step, and how long the slow ones took.

use std::time::{Duration, Instant};

use anyhow::{Context as _, Result};

/// A numbered sequence of steps.
pub(crate) struct Steps {
    total: usize,
    finished: Vec<Finished>,
}

struct Finished {
    name: &'static str,
    took: Duration,
    passed: bool,
}

/// The step that is under way.
pub(crate) struct Step {
    label: String,
}

impl Steps {
    pub(crate) fn new(total: usize) -> Self {
        Self { total, finished: Vec::with_capacity(total) }
    }

    /// Takes the next step. `action` returns the step's outcome in a few words ("present").
    pub(crate) fn take(
        &mut self,
        name: &'static str,
        action: impl FnOnce(&Step) -> Result<String>,
    ) -> Result<()> {
        let label = format!("[{}/{}] {name}", self.finished.len() + 1, self.total);
        let step = Step { label };
        let started = Instant::now();
        let outcome = action(&step);
        let took = started.elapsed();
        self.finished.push(Finished { name, took, passed: outcome.is_ok() });
        step.say(&with_time(&outcome.with_context(|| step.label.clone())?, took));
        Ok(())
    }

    /// Prints one line for each step taken.
    pub(crate) fn summarise(&self) {
        println!();
        for Finished { name, took, passed } in &self.finished {
            let mark = if *passed { "ok" } else { "FAILED" };
            println!("{mark:<7}{name:<38}{:>11}", human(*took));
        }
    }
}

impl Step {
    /// Says what the step is about to do.
    pub(crate) fn say(&self, what: &str) {
        println!("{}: {what}", self.label);
    }
}

fn with_time(outcome: &str, took: Duration) -> String {
    if took < Duration::from_secs(1) {
        return outcome.to_owned();
    }
    format!("{outcome} ({})", human(took))
}

fn human(took: Duration) -> String {
    match took.as_secs() {
        0..10 => format!("{:.1} s", took.as_secs_f32()),
        seconds @ 10..60 => format!("{seconds} s"),
        seconds => format!("{} min {:02} s", seconds / 60, seconds % 60),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_read_well() {
        let check = |millis, expected: &str| {
            assert_eq!(human(Duration::from_millis(millis)), expected);
        };
        check(0, "0.0 s");
        check(9_940, "9.9 s");
        check(59_999, "59 s");
        check(60_000, "1 min 00 s");
        check(3_725_000, "62 min 05 s");
    }

    #[test]
    fn only_slow_steps_tell_their_time() {
        assert_eq!(with_time("present", Duration::from_millis(20)), "present");
        assert_eq!(with_time("built", Duration::from_secs(20)), "built (20 s)");
    }

    #[test]
    fn a_failed_step_is_named_in_the_error() {
        let mut steps = Steps::new(2);
        steps.take("first", |_| Ok("present".into())).expect("it passes");
        let error = steps.take("second", |_| anyhow::bail!("no disk")).expect_err("it fails");
        assert_eq!(format!("{error:#}"), "[2/2] second: no disk");
    }
}
