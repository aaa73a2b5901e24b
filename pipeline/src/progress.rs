//! Reports progress on standard error.

use indicatif::{HumanCount, HumanDuration, ProgressBar, ProgressStyle};
use std::io::IsTerminal;
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread;
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

/// The time between two lines about a running step.
const INTERVAL: Duration = Duration::from_secs(10);

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

    /// Runs `work` as a step called `name`. Its bar counts up to `total` in any unit, and shows the rate and
    /// the time left; it is a spinner if `total` is 0.
    pub fn step<T>(&self, name: &str, total: usize, work: impl FnOnce(&ProgressBar) -> T) -> T {
        let started = Instant::now();
        let bar = self.start(name, total);
        let result = match self.output {
            Output::Lines => reporting(name, &bar, || work(&bar)),
            Output::Terminal | Output::Nothing => work(&bar),
        };
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
            let bar = ProgressBar::hidden();
            bar.set_length(total as u64);
            return bar;
        }
        let bar = if total > 0 { counting_bar(total) } else { ProgressBar::new_spinner() };
        bar.set_message(name.to_owned());
        bar.enable_steady_tick(Duration::from_millis(100));
        bar
    }
}

fn counting_bar(total: usize) -> ProgressBar {
    let template = "{msg} [{bar:30}] {human_pos}/{human_len}, {per_sec}, {eta} left";
    let style =
        ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar());
    ProgressBar::new(total as u64).with_style(style)
}

/// Does the work, and writes a line about it every few seconds.
fn reporting<T>(name: &str, bar: &ProgressBar, work: impl FnOnce() -> T) -> T {
    let (done, waiting) = channel::<()>();
    thread::scope(|scope| {
        scope.spawn(move || {
            let started = Instant::now();
            while waiting.recv_timeout(INTERVAL) == Err(RecvTimeoutError::Timeout) {
                eprintln!("{name}: {}", so_far(bar, started.elapsed()));
            }
        });
        let result = work();
        drop(done);
        result
    })
}

/// How much is done after this time, at which rate, and when the rest will be.
fn so_far(bar: &ProgressBar, elapsed: Duration) -> String {
    let (done, total) = (bar.position(), bar.length().unwrap_or(0));
    if done == 0 || total == 0 {
        return format!("{} so far", HumanDuration(elapsed));
    }
    let each = elapsed.div_f64(engine::numeric::float_from_u64(done));
    let left = each.mul_f64(engine::numeric::float_from_u64(total.saturating_sub(done)));
    let rate = 1.0 / each.as_secs_f64();
    let (done, total, left) = (HumanCount(done), HumanCount(total), HumanDuration(left));
    format!("{done} of {total}, {rate:.0} a second, {left} left")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_gives_what_its_work_gives() {
        let lines = Progress { output: Output::Lines };
        for progress in [Progress::silent(), lines] {
            assert_eq!(progress.step("adding", 2, |bar| bar.position() + 2), 2);
        }
    }

    #[test]
    fn the_rate_and_the_time_left() {
        let check = |done, total, expected: &str| {
            let bar = ProgressBar::hidden();
            bar.set_length(total);
            bar.set_position(done);
            assert_eq!(so_far(&bar, Duration::from_secs(20)), expected);
        };
        check(1_000, 4_000, "1,000 of 4,000, 50 a second, 60 seconds left");
        check(0, 4_000, "20 seconds so far");
        check(3, 0, "20 seconds so far");
    }
}
