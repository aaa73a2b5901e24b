//! How much a question makes the engine do, counted where it is done. Tests compare it with a budget.

use std::cell::Cell;
use std::ops::Add;

/// What was done on this thread.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Work {
    /// Postings read, of terms, pairs of terms and runs of sounds.
    pub postings: usize,
    /// Songs, or lyrics, that were compared with the question.
    pub compared: usize,
    /// Points of the graphs that were looked at.
    pub steps: usize,
}

thread_local! {
    static DONE: Cell<Work> = const { Cell::new(Work { postings: 0, compared: 0, steps: 0 }) };
}

impl Work {
    /// The answer to a question, and what it took on this thread.
    pub fn of<T>(question: impl FnOnce() -> T) -> (T, Self) {
        DONE.take();
        let answer = question();
        (answer, DONE.take())
    }

    /// Whether none of it is more than in a budget.
    pub fn is_within(self, budget: Self) -> bool {
        self.postings <= budget.postings
            && self.compared <= budget.compared
            && self.steps <= budget.steps
    }

    fn add(self) {
        DONE.set(DONE.get() + self);
    }

    pub(crate) fn read_postings(postings: usize) {
        Self { postings, ..Self::default() }.add();
    }

    pub(crate) fn compared(compared: usize) {
        Self { compared, ..Self::default() }.add();
    }

    pub(crate) fn took_steps(steps: usize) {
        Self { steps, ..Self::default() }.add();
    }
}

impl Add for Work {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            postings: self.postings + other.postings,
            compared: self.compared + other.compared,
            steps: self.steps + other.steps,
        }
    }
}
