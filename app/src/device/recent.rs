//! The songs chosen most recently, which only this device knows.

use super::storage::RECENT;
use catalog::SongEntry;

/// How many are kept.
const MOST: usize = 8;

/// A song that was chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct RecentSong {
    pub(crate) id: String,
    /// Title and artists.
    pub(crate) label: String,
}

/// The songs chosen most recently, newest first.
pub(crate) fn recent_songs() -> Vec<RecentSong> {
    RECENT.load().iter().filter_map(|line| parse(line)).collect()
}

pub(crate) fn remember(song: &SongEntry) {
    let line = format!("{}\t{}", song.id, song.label().replace(['\t', '\n', '\r'], " "));
    RECENT.save(&with_first(line, RECENT.load()));
}

pub(crate) fn forget() {
    RECENT.save(&[]);
}

fn parse(line: &str) -> Option<RecentSong> {
    let (id, label) = line.split_once('\t')?;
    Some(RecentSong { id: id.to_owned(), label: label.to_owned() })
}

fn with_first(line: String, lines: Vec<String>) -> Vec<String> {
    let others: Vec<String> = lines.into_iter().filter(|other| *other != line).collect();
    std::iter::once(line).chain(others).take(MOST).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_comes_first_and_only_once() {
        let lines = ["a\tA", "b\tB"].map(str::to_owned).to_vec();
        assert_eq!(with_first("b\tB".into(), lines.clone()), ["b\tB", "a\tA"]);
        let many = (0..20).map(|number| number.to_string()).collect();
        assert_eq!(with_first("x".into(), many).len(), MOST);
    }

    #[test]
    fn malformed_lines_are_skipped() {
        assert_eq!(parse("nonsense"), None);
        let song = RecentSong { id: "a".into(), label: "A · B".into() };
        assert_eq!(parse("a\tA · B"), Some(song));
    }
}
