//! Lists failures, to learn from.

use super::labelled::LabelledHint;
use super::measure::Outcome;
use super::seed::Half;
use super::songs::{SongTrack, Songs};
use crate::error::PipelineError;
use csv::{QuoteStyle, WriterBuilder};
use std::io::{self, Write};

/// Refuses hints of songs of the held-out half, and of held-out kinds.
///
/// # Errors
/// [`PipelineError::HeldOutFailures`] if there are any.
pub fn refuse_held_out(hints: &[LabelledHint], songs: &Songs) -> Result<(), PipelineError> {
    let held_out = hints.iter().filter(|hint| is_held_out(hint, songs)).count();
    if held_out == 0 { Ok(()) } else { Err(PipelineError::HeldOutFailures(held_out)) }
}

/// Whether a hint is of a held-out kind or names a song of the held-out half.
fn is_held_out(hint: &LabelledHint, songs: &Songs) -> bool {
    let half = |row: &u32| songs.songs()[songs.track(*row).song as usize].half;
    let drawn_by_song = !hint.kind.is_of_both_halves();
    let is_other = || hint.answers.iter().any(|row| half(row) == Half::HeldOut);
    hint.kind.is_held_out() || (drawn_by_song && is_other())
}

/// Writes every hint whose song was not first and every answer to text that names no song: kind,
/// hint, rank or "-", the song meant and the first three results, separated by tabs.
///
/// # Errors
/// If they cannot be written.
pub fn write_failures(outcomes: &[Outcome], songs: &Songs, to: impl Write) -> io::Result<()> {
    let mut builder = WriterBuilder::new();
    builder.delimiter(b'\t').quote_style(QuoteStyle::Never).flexible(true);
    let mut writer = builder.from_writer(to);
    writer.write_record(["kind", "hint", "rank", "meant", "found"])?;
    for outcome in outcomes.iter().filter(|outcome| is_failure(outcome)) {
        writer.write_record(line(outcome, songs))?;
    }
    writer.flush()
}

fn is_failure(outcome: &Outcome) -> bool {
    let no_song = outcome.hint.kind.is_no_song();
    if no_song { outcome.answered } else { outcome.rank != Some(1) }
}

fn line(outcome: &Outcome, songs: &Songs) -> Vec<String> {
    let rank = outcome.rank.map_or_else(|| "-".to_owned(), |rank| rank.to_string());
    let answers = &outcome.hint.answers;
    let known = |row: &&u32| songs.track(**row).track.popularity;
    let meant = answers.iter().max_by_key(known).map(|&row| label(songs.track(row)));
    let mut line = vec![outcome.hint.kind.to_string(), outcome.hint.hint.to_string(), rank];
    line.push(meant.unwrap_or_default());
    line.extend(outcome.rows.iter().take(3).map(|&row| label(songs.track(row))));
    line
}

fn label(track: &SongTrack) -> String {
    let artists = track.track.artists.join(", ");
    let popularity = track.track.popularity.map_or_else(|| "?".to_owned(), |p| p.to_string());
    format!("{} · {artists} ({popularity})", track.track.name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::eval::find::songs::tests::songs;
    use crate::eval::find::{Finder, Found, HintKind, Trial, measure};
    use crate::progress::Progress;
    use catalog::Query;

    /// Finds the first track, whatever is asked.
    struct First;

    impl Finder for First {
        fn name(&self) -> String {
            String::new()
        }

        fn find(&self, _: &Query) -> Result<Found, PipelineError> {
            Ok(Found { rows: vec![0], answered: true, confidence: None, chance: None })
        }
    }

    #[test]
    fn held_out_hints_are_refused() {
        let names: Vec<String> = (0..20).map(|number| format!("Song {number}")).collect();
        let tracks: Vec<(&str, &str)> = names.iter().map(|name| (&**name, "Band")).collect();
        let songs = songs(&tracks);
        let check = |kind, half, refused| {
            let row = (0..20).find(|row| songs.songs()[*row as usize].half == half);
            let hint = "a song".parse().expect("a query");
            let answers = row.into_iter().collect();
            let hints = [LabelledHint { kind, hint, answers, preferred: Vec::new() }];
            assert_eq!(refuse_held_out(&hints, &songs).is_err(), refused, "{kind} {half:?}");
        };
        check(HintKind::OneEdit, Half::HeldOut, true);
        check(HintKind::OneEdit, Half::Tuning, false);
        check(HintKind::ArtistOnly, Half::HeldOut, false);
        check(HintKind::Remembered, Half::HeldOut, false);
        check(HintKind::Spoken, Half::Tuning, true);
    }

    #[test]
    fn failures_name_the_song_meant_and_the_songs_found() {
        let songs = songs(&[("Heroes", "David Bowie"), ("Hello", "Adele")]);
        let hint = |kind, hint: &str, answers: &[u32]| {
            let (hint, answers) = (hint.parse().expect("a query"), answers.to_vec());
            LabelledHint { kind, hint, answers, preferred: Vec::new() }
        };
        let hints = [
            hint(HintKind::CleanTitle, "heroes", &[0]),
            hint(HintKind::CleanTitle, "hello", &[1]),
            hint(HintKind::NoSongKeys, "asdf", &[]),
        ];
        let trial = Trial { hints: &hints, songs: &[] };
        let (_, outcomes) = measure(&First, &trial, Progress::silent()).expect("measured");
        let mut file = Vec::new();
        write_failures(&outcomes, &songs, &mut file).expect("written");
        let found = "Heroes · David Bowie (0)";
        let expected = format!(
            "kind\thint\trank\tmeant\tfound\n\
             clean-title\thello\t-\tHello · Adele (1)\t{found}\n\
             no-song-keys\tasdf\t-\t\t{found}\n"
        );
        assert_eq!(String::from_utf8(file), Ok(expected));
    }
}
