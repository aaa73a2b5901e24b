//! Reports progress on standard error.

use indicatif::{ProgressBar, ProgressStyle};
use std::io::IsTerminal;
use std::time::{Duration, Instant};

/// Shows bars on a terminal and plain lines elsewhere.
#[derive(Clone, Copy, Debug)]
pub struct Progress {
    output: Output,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Output {
    Terminal,
    Lines,
    Nothing,
}

impl Progress {
    /// Writes to standard error.
    pub fn on_stderr() -> Self {
        let terminal = std::io::stderr().is_terminal();
        Self { output: if terminal { Output::Terminal } else { Output::Lines } }
    }

    /// Writes nothing.
    pub fn silent() -> Self {
        Self { output: Output::Nothing }
    }

    /// Runs `work` as a step called `name`. Its bar counts up to `total` in any unit; it is a spinner if
    /// `total` is 0.
    pub fn step<T>(&self, name: &str, total: usize, work: impl FnOnce(&ProgressBar) -> T) -> T {
        let started = Instant::now();
        let bar = self.start(name, total);
        let result = work(&bar);
        bar.finish_and_clear();
        self.line(&format!("{name}: {:.1} s", started.elapsed().as_secs_f32()));
        result
    }

    /// Writes one line.
    pub fn line(&self, text: &str) {
        if self.output != Output::Nothing {
            eprintln!("{text}");
        }
    }

    fn start(self, name: &str, total: usize) -> ProgressBar {
        if self.output != Output::Terminal {
            self.line(&format!("{name} …"));
            return ProgressBar::hidden();
        }
        let bar = if total > 0 { counting_bar(total) } else { ProgressBar::new_spinner() };
        bar.set_message(name.to_owned());
        bar.enable_steady_tick(Duration::from_millis(100));
        bar
    }
}

fn counting_bar(total: usize) -> ProgressBar {
    let template = "{msg} [{bar:30}] {human_pos}/{human_len}, {eta} left";
    let style =
        ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar());
    ProgressBar::new(total as u64).with_style(style)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_gives_what_its_work_gives() {
        assert_eq!(Progress::silent().step("adding", 2, |bar| bar.position() + 2), 2);
    }
}
