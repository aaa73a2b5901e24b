use super::error::ApiError;
use leptos::prelude::*;
use leptos::task::spawn_local_scoped_with_cancellation;
use std::time::Duration;

/// The latest answer to a question that may change at any time.
///
/// A new question cancels the request for the old one. The last answer stays until the next one arrives. While
/// the server cannot be reached or is busy, the question is repeated with exponential backoff, for some minutes.
pub(crate) struct Latest<Q: Send + Sync + 'static, T: Send + Sync + 'static> {
    question: Memo<Option<Q>>,
    answer: RwSignal<Option<(Q, T)>>,
    failure: RwSignal<Option<(Q, ApiError)>>,
    attempt: RwSignal<u32>,
}

// Derived, these would demand `Q: Copy` and `T: Copy`.
impl<Q: Send + Sync + 'static, T: Send + Sync + 'static> Clone for Latest<Q, T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<Q: Send + Sync + 'static, T: Send + Sync + 'static> Copy for Latest<Q, T> {}

impl<Q, T> Latest<Q, T>
where
    Q: Clone + PartialEq + Send + Sync + 'static,
    T: Clone + Send + Sync + 'static,
{
    /// Asks each question with `ask`. The server may have rendered the answer to the first one.
    pub(crate) fn new<F>(
        question: Memo<Option<Q>>,
        initial: Option<Result<T, ApiError>>,
        ask: fn(Q) -> F,
    ) -> Self
    where
        F: Future<Output = Result<T, ApiError>> + 'static,
    {
        let latest = Self {
            question,
            answer: RwSignal::new(None),
            failure: RwSignal::new(None),
            attempt: RwSignal::new(0),
        };
        if let (Some(question), Some(initial)) = (question.get_untracked(), initial) {
            latest.receive(question, initial);
        }
        latest.follow(ask);
        latest.retry_with_backoff();
        latest
    }

    /// The last answer with its question, which may not be the current one.
    pub(crate) fn answer(&self) -> Option<(Q, T)> {
        self.answer.get()
    }

    /// The answer to the current question, with the question.
    pub(crate) fn current(&self) -> Option<(Q, T)> {
        self.answer().filter(|_| self.is_current())
    }

    /// The answer to the current question or its failure, once there is one.
    pub(crate) fn outcome(&self) -> Option<Result<T, ApiError>> {
        let failure = self.failure().map(Err);
        failure.or_else(|| self.current().map(|(_, answer)| Ok(answer)))
    }

    /// Whether the last answer is to the current question.
    pub(crate) fn is_current(&self) -> bool {
        self.question.with(|question| self.answers(question.as_ref()))
    }

    /// Why the current question has no answer.
    pub(crate) fn failure(&self) -> Option<ApiError> {
        let failure = self.failure.get();
        let of_current =
            |(failed, _): &(Q, ApiError)| self.question.with(|now| now.as_ref() == Some(failed));
        failure.filter(of_current).map(|(_, failure)| failure)
    }

    /// Whether to show the last answer: also while the next one is loading or the server cannot be reached.
    pub(crate) fn is_shown(&self) -> bool {
        self.is_current() || self.failure().is_none_or(|failure| failure.is_retried())
    }

    /// Whether an answer is on its way.
    pub(crate) fn is_waiting(&self) -> bool {
        self.question.with(Option::is_some) && !self.is_current() && self.failure().is_none()
    }

    /// Asks the current question again.
    pub(crate) fn retry(&self) {
        self.attempt.update(|attempt| *attempt += 1);
    }

    fn answers(&self, question: Option<&Q>) -> bool {
        self.answer.with(|answer| answer.as_ref().map(|(answered, _)| answered) == question)
    }

    // The effect's owner is cleaned up before each run, which cancels the task of the last one.
    fn follow<F>(self, ask: fn(Q) -> F)
    where
        F: Future<Output = Result<T, ApiError>> + 'static,
    {
        Effect::new(move |ran: Option<()>| {
            self.attempt.track();
            let Some(question) = self.question.get() else {
                return;
            };
            if untrack(|| self.is_settled(&question, ran.is_none())) {
                return;
            }
            spawn_local_scoped_with_cancellation(async move {
                let answer = ask(question.clone()).await;
                self.receive(question, answer);
            });
        });
    }

    // A failure that the server rendered is not repeated at once.
    fn is_settled(self, question: &Q, first_run: bool) -> bool {
        self.answers(Some(question)) || (first_run && self.failure().is_some())
    }

    fn receive(self, question: Q, answer: Result<T, ApiError>) {
        match answer {
            Ok(answer) => {
                self.answer.set(Some((question, answer)));
                self.failure.set(None);
                self.attempt.set(0);
            }
            Err(failure) => self.failure.set(Some((question, failure))),
        }
    }

    fn retry_with_backoff(self) {
        Effect::new(move |_| {
            let failure = self.failure();
            let attempt = self.attempt.get_untracked();
            if attempt >= MOST_ATTEMPTS || !failure.is_some_and(|failure| failure.is_retried()) {
                return;
            }
            let delay = retry_delay(attempt);
            if let Ok(timer) = set_timeout_with_handle(move || self.retry(), delay) {
                on_cleanup(move || timer.clear());
            }
        });
    }
}

/// After this many attempts only the visitor can repeat a question.
const MOST_ATTEMPTS: u32 = 12;

/// One second, doubled at each attempt, at most half a minute.
fn retry_delay(attempt: u32) -> Duration {
    Duration::from_secs(1 << attempt.min(5)).min(Duration::from_secs(30))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_does_not_outlive_its_question() {
        let owner = Owner::new();
        owner.with(|| {
            let asked = RwSignal::new(Some(1));
            let question = Memo::new(move |_| asked.get());
            let failed = Some(Err(ApiError::Internal));
            let latest = Latest::new(question, failed, |_: i32| async { Ok::<i32, _>(0) });
            assert_eq!(latest.failure(), Some(ApiError::Internal));
            asked.set(Some(2));
            assert_eq!((latest.failure(), latest.is_waiting()), (None, true));
        });
    }

    #[test]
    fn delays_grow_up_to_half_a_minute() {
        let delays = [0, 1, 2, 5, 6, 40].map(|attempt| retry_delay(attempt).as_secs());
        assert_eq!(delays, [1, 2, 4, 30, 30, 30]);
    }
}
