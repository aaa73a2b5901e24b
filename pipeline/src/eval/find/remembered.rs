//! What people wrote of songs that they remembered by other words, spellings or scripts.

use super::kind::HintKind;
use super::labelled::LabelledHint;
use super::songs::Songs;
use csv::ReaderBuilder;
use serde::Deserialize;

/// After public bug reports of music software, and lines that people are known to mishear.
const REMEMBERED: &str = include_str!("../../../evaluation/remembered.tsv");

#[derive(Deserialize)]
struct Line {
    kind: HintKind,
    hint: catalog::Query,
    title: String,
    artist: String,
}

/// The hints of a kind whose songs the catalogue has.
pub(super) fn remembered(kind: HintKind, songs: &Songs) -> Vec<LabelledHint> {
    let lines = lines().into_iter().filter(|line| line.kind == kind);
    let labelled = lines.map(|Line { kind, hint, title, artist }| LabelledHint {
        kind,
        hint,
        answers: songs.answers_named(&title, &artist),
        preferred: Vec::new(),
    });
    labelled.filter(|hint| !hint.answers.is_empty()).collect()
}

fn lines() -> Vec<Line> {
    let mut reader =
        ReaderBuilder::new().delimiter(b'\t').quoting(false).from_reader(REMEMBERED.as_bytes());
    reader.deserialize().filter_map(Result::ok).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::eval::find::songs::tests::songs;

    #[test]
    fn every_line_is_read() {
        assert_eq!(lines().len(), REMEMBERED.lines().count() - 1);
    }

    #[test]
    fn songs_are_recognised_by_title_and_artist() {
        let songs = songs(&[("1999", "Another"), ("1999 - 2019 Remaster", "Prince")]);
        let hints = remembered(HintKind::Remembered, &songs);
        let [hint] = &hints[..] else { panic!("{hints:?}") };
        assert_eq!((hint.hint.as_str(), &hint.answers[..]), ("1999 prince", &[1][..]));
        assert_eq!(remembered(HintKind::Misheard, &songs), []);
    }
}
