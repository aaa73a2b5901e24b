use super::notation::Notation;
use super::template::Counted;

/// Words of paths between songs.
#[derive(Debug)]
#[cfg_attr(test, derive(serde::Serialize))]
pub(crate) struct PathWords {
    pub(super) notation: &'static Notation,
    pub(crate) path: &'static str,
    pub(crate) what: &'static str,
    pub(crate) to: &'static str,
    pub(crate) show: &'static str,
    pub(crate) close: &'static str,
    /// Precedes the first song.
    pub(crate) from: &'static str,
    /// Precedes the last song.
    pub(crate) to_before: &'static str,
    pub(crate) nothing_between: &'static str,
    pub(crate) compared: &'static str,
    pub(crate) others: &'static str,
    pub(super) songs_between: Counted,
}

impl PathWords {
    /// The title of a path.
    pub(crate) fn ends(&self, from: &str, to: &str) -> String {
        format!("{}{from}{}{to}", self.from, self.to_before)
    }

    /// The announcement of a path.
    pub(crate) fn found(&self, count: usize, from: &str, to: &str) -> String {
        format!("{}: {}", self.ends(from, to), self.songs_between.of(count, self.notation))
    }
}
