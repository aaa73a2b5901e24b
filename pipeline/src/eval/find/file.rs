//! The file format of hints: tab-separated, with the columns `kind`, `hint`, `ids` (the tracks that
//! are right answers) and `preferred` (those among them that are better than the others). Ids are
//! separated by spaces.

use super::kind::HintKind;
use super::labelled::LabelledHint;
use super::songs::Songs;
use catalog::Query;
use csv::{QuoteStyle, ReaderBuilder, WriterBuilder};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::io::{self, Read, Write};

/// A line of the file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Line {
    kind: HintKind,
    hint: Query,
    ids: String,
    preferred: String,
}

/// Writes hints for the tracks of a catalogue.
///
/// # Errors
/// If writing fails.
pub fn write_hints(hints: &[LabelledHint], songs: &Songs, to: impl Write) -> io::Result<()> {
    let mut builder = WriterBuilder::new();
    let mut writer = builder.delimiter(b'\t').quote_style(QuoteStyle::Never).from_writer(to);
    let ids = |rows: &[u32]| {
        let ids = rows.iter().map(|&row| songs.track(row).track.id.as_str());
        ids.collect::<Vec<_>>().join(" ")
    };
    for LabelledHint { kind, hint, answers, preferred } in hints {
        let (kind, hint) = (*kind, hint.clone());
        writer.serialize(Line { kind, hint, ids: ids(answers), preferred: ids(preferred) })?;
    }
    writer.flush()
}

/// Reads hints. Ids that the catalogue lacks are skipped, and so are hints without a known answer.
///
/// # Errors
/// If they cannot be read or a line is malformed.
pub fn read_hints(from: impl Read, songs: &Songs) -> io::Result<Vec<LabelledHint>> {
    let rows: HashMap<&str, u32> =
        songs.tracks().iter().zip(0..).map(|(track, row)| (track.track.id.as_str(), row)).collect();
    let mut reader = ReaderBuilder::new().delimiter(b'\t').quoting(false).from_reader(from);
    let mut hints = Vec::new();
    for line in reader.deserialize() {
        let Line { kind, hint, ids, preferred } = line.map_err(io::Error::from)?;
        let [answers, preferred] = [ids, preferred].map(|ids| {
            let mut rows: Vec<u32> =
                ids.split(' ').filter_map(|id| rows.get(id).copied()).collect();
            rows.sort_unstable();
            rows
        });
        if kind.is_no_song() == answers.is_empty() {
            hints.push(LabelledHint { kind, hint, answers, preferred });
        }
    }
    Ok(hints)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::eval::find::songs::tests::songs;

    fn hint(kind: HintKind, hint: &str, answers: &[u32]) -> LabelledHint {
        let (hint, answers) = (hint.parse().expect("a query"), answers.to_vec());
        LabelledHint { kind, hint, preferred: answers[..answers.len() / 2].to_vec(), answers }
    }

    #[test]
    fn hints_round_trip() {
        let songs = songs(&[("Heroes", "David Bowie"), ("Hello", "Adele")]);
        let hints = [
            hint(HintKind::OneEdit, "\"heros", &[0]),
            hint(HintKind::NoSongKeys, "asdf", &[]),
            hint(HintKind::ArtistOnly, "adele", &[0, 1]),
        ];
        let mut file = Vec::new();
        write_hints(&hints, &songs, &mut file).expect("written");
        assert!(file.starts_with(b"kind\thint\tids\tpreferred\none-edit\t\"heros\tid0\t\n"));
        assert_eq!(read_hints(&*file, &songs).expect("read"), hints);
    }

    #[test]
    fn malformed_lines_are_errors() {
        let songs = songs(&[("Heroes", "David Bowie")]);
        let check = |text: &str| assert!(read_hints(text.as_bytes(), &songs).is_err(), "{text:?}");
        check("kind\thint\tids\tpreferred\nwhispered\theroes\tid0\t\n");
        check("kind\thint\tids\tpreferred\nprefix\t \tid0\t\n");
        check("kind\thint\nprefix\theroes\n");
    }

    #[test]
    fn hints_for_other_catalogues_are_skipped() {
        let songs = songs(&[("Heroes", "David Bowie")]);
        let text = "kind\thint\tids\tpreferred\nprefix\the\tother\t\n";
        assert_eq!(read_hints(text.as_bytes(), &songs).expect("read"), []);
    }
}
