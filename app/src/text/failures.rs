/// The texts of all failures: each a title and advice.
#[derive(Debug)]
#[cfg_attr(test, derive(serde::Serialize))]
pub(crate) struct Failures {
    pub(crate) invalid_request: [&'static str; 2],
    pub(crate) no_tuning: [&'static str; 2],
    pub(crate) no_map: [&'static str; 2],
    pub(crate) unknown_track: [&'static str; 2],
    pub(crate) invalid_list: [&'static str; 2],
    pub(crate) no_destination: &'static str,
    pub(crate) busy: [&'static str; 2],
    pub(crate) outdated: [&'static str; 2],
    pub(crate) internal: [&'static str; 2],
    pub(crate) unreachable: [&'static str; 2],
}

/// What the page says of a failure.
pub(crate) struct FailureText {
    pub(crate) title: &'static str,
    pub(crate) advice: String,
    /// The exact reason in English, if the page is in another language.
    pub(crate) detail: Option<String>,
}

impl FailureText {
    pub(crate) fn new(title: &'static str, advice: String) -> Self {
        Self { title, advice, detail: None }
    }

    pub(crate) fn of([title, advice]: [&'static str; 2]) -> Self {
        Self::new(title, advice.to_owned())
    }

    /// Adds the exact reason, which is the whole advice in English.
    pub(crate) fn in_detail(self, detail: String) -> Self {
        if self.advice.is_empty() {
            Self { advice: detail, ..self }
        } else {
            Self { detail: Some(detail), ..self }
        }
    }
}
