use leptos::prelude::*;

/// Lets a control change part of the URL, and follow what else changes it: links, Back and Forward.
///
/// The control must not react to its own change when the URL reports it, which may be late.
pub(crate) struct UrlFollower<T: 'static>(StoredValue<T>);

// Derived, these would demand `T: Copy`.
impl<T> Clone for UrlFollower<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T> Copy for UrlFollower<T> {}

impl<T: Clone + PartialEq + Send + Sync + 'static> UrlFollower<T> {
    /// A follower of a control that shows `start`.
    pub(crate) fn new(start: T) -> Self {
        Self(StoredValue::new(start))
    }

    /// Tells that the control is about to change its part of the URL to `value`.
    pub(crate) fn lead(self, value: T) {
        self.0.set_value(value);
    }

    /// Calls `apply` with each value in the URL that the control did not put there.
    pub(crate) fn follow(self, in_url: impl Fn() -> T + 'static, apply: impl Fn(T) + 'static) {
        Effect::new(move |_| {
            let value = in_url();
            if self.0.with_value(|led| *led != value) {
                self.0.set_value(value.clone());
                apply(value);
            }
        });
    }
}
