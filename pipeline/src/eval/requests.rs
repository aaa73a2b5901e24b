//! How many of the songs and artists that requests name are recognised.

use super::describe::{Indexed, read_lines};
use super::find::Share;
use crate::error::PipelineError;
use crate::progress::Progress;
use engine::request::{Clue, ClueKind, Named, Request};
use engine::{SongId, TrackTable, base_title, text};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::path::{Path, PathBuf};

/// The results.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct RequestsEvaluation {
    /// Number of requests.
    pub requests: usize,
    /// The share of artists that are recognised.
    pub artists: Share,
    /// The share of songs that are recognised.
    pub songs: Share,
    /// The share of requests of which everything is recognised.
    pub complete: Share,
    /// The share of clues that a text labelled by hand has.
    pub precision: Share,
    /// The share of such texts' clues that are found.
    pub recall: Share,
}

/// A line of a file of requests.
#[derive(Deserialize)]
struct LabelledRequest {
    text: String,
    songs: Vec<LabelledSong>,
    artists: Vec<String>,
}

#[derive(Deserialize)]
struct LabelledSong {
    title: String,
}

impl RequestsEvaluation {
    /// Reads the requests of a file, with the names of source files.
    ///
    /// # Errors
    /// If a file cannot be read.
    pub fn of(
        data: &[PathBuf],
        requests: &Path,
        progress: Progress,
    ) -> Result<Self, PipelineError> {
        let songs = Indexed::read(data, progress)?;
        let requests: Vec<LabelledRequest> = read_lines(requests)?;
        let describer = songs.describer();
        let (mut artists, mut titles, mut complete) = (Vec::new(), Vec::new(), Vec::new());
        for request in &requests {
            let names = Names::of(&describer.read(&request.text), &songs.tracks);
            let known = |artist: &&String| !artist.is_empty();
            let found = request.artists.iter().filter(known).map(|artist| names.has_artist(artist));
            let found: Vec<bool> = found.collect();
            let songs_found: Vec<bool> =
                request.songs.iter().map(|song| names.has_title(&song.title)).collect();
            complete.push(found.iter().chain(&songs_found).all(|&found| found));
            artists.extend(found);
            titles.extend(songs_found);
        }
        let labelled = labelled_texts().map(|text| text.compare(&describer.read(text.text).clues));
        let (found, wanted): (Vec<_>, Vec<_>) = labelled.unzip();
        Ok(Self {
            precision: share(&found.concat()),
            recall: share(&wanted.concat()),
            requests: requests.len(),
            artists: share(&artists),
            songs: share(&titles),
            complete: share(&complete),
        })
    }
}

/// Texts of our own, each with its clues, labelled by hand.
const LABELLED: &str = include_str!("../../tests/requests/labelled.tsv");

/// A text with its clues: their words and kinds.
struct LabelledText<'a> {
    text: &'a str,
    clues: Vec<(&'a str, &'a str)>,
}

fn labelled_texts() -> impl Iterator<Item = LabelledText<'static>> {
    LABELLED.lines().skip(1).filter_map(|line| line.split_once('\t')).map(|(text, clues)| {
        let clues = clues.split("; ").filter_map(|clue| clue.split_once('=')).collect();
        LabelledText { text, clues }
    })
}

impl LabelledText<'_> {
    /// Which of the clues that are found are right, and which of the labelled ones are found.
    fn compare(&self, clues: &[Clue]) -> (Vec<bool>, Vec<bool>) {
        let found: Vec<(&str, &str)> =
            clues.iter().map(|clue| (&self.text[clue.span.clone()], kind(&clue.kind))).collect();
        let is_same = |a: &(&str, &str), b: &(&str, &str)| {
            a.1 == b.1
                && (letters(a.0).contains(&letters(b.0)) || letters(b.0).contains(&letters(a.0)))
        };
        let right = found.iter().map(|clue| self.clues.iter().any(|other| is_same(clue, other)));
        let wanted = self.clues.iter().map(|clue| found.iter().any(|other| is_same(clue, other)));
        (right.collect(), wanted.collect())
    }
}

/// The name of a kind of clue in the file of labels.
fn kind(kind: &ClueKind) -> &'static str {
    match kind {
        ClueKind::Line => "line",
        ClueKind::Name { named: Named::Artist(_), .. } => "artist",
        ClueKind::Name { named: Named::Title(_), .. } => "title",
        ClueKind::Name { named: Named::Song(_), .. } => "song",
        ClueKind::Years(_) => "years",
        ClueKind::Genre(_) => "genre",
        ClueKind::Language(_) => "language",
        ClueKind::Sound { .. } => "sound",
        ClueKind::Shift { .. } | ClueKind::Newer(_) | ClueKind::BetterKnown(_) => "shift",
        ClueKind::Popular(_) => "popular",
        ClueKind::Long(_) => "long",
    }
}

/// The names that are recognised in a request, without blanks.
struct Names {
    artists: Vec<String>,
    titles: Vec<String>,
}

impl Names {
    fn of(request: &Request, tracks: &TrackTable) -> Self {
        let mut names = Self { artists: Vec::new(), titles: Vec::new() };
        for clue in &request.clues {
            let ClueKind::Name { named, .. } = &clue.kind else { continue };
            let (Named::Artist(songs) | Named::Title(songs) | Named::Song(songs)) = named;
            let rows = || songs.iter().flat_map(|&song: &SongId| tracks.versions(song));
            if !matches!(named, Named::Title(_)) {
                names.artists.extend(rows().flat_map(|&row| tracks.artists(row)).map(letters));
            }
            if !matches!(named, Named::Artist(_)) {
                names.titles.extend(rows().map(|&row| letters(&base_title(tracks.name(row)))));
            }
        }
        names
    }

    fn has_artist(&self, artist: &str) -> bool {
        self.artists.contains(&letters(without_kind(artist)))
    }

    fn has_title(&self, title: &str) -> bool {
        let title = letters(without_kind(title));
        self.titles.iter().any(|other| other.starts_with(&title))
    }
}

/// "Boris (band)" is "Boris".
fn without_kind(name: &str) -> &str {
    name.split_once(" (").map_or(name, |(name, _)| name)
}

fn letters(name: &str) -> String {
    text::normalise(name).replace(' ', "")
}

fn share(found: &[bool]) -> Share {
    Share::new(found.iter().filter(|&&found| found).count(), found.len())
}

impl fmt::Display for RequestsEvaluation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{} requests", self.requests)?;
        writeln!(f, "artists recognised  {}", self.artists)?;
        writeln!(f, "songs recognised    {}", self.songs)?;
        writeln!(f, "all of a request    {}", self.complete)?;
        writeln!(f, "precision of clues  {} in labelled texts", self.precision)?;
        writeln!(f, "recall of clues     {} in labelled texts", self.recall)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_labelled() {
        assert_eq!(labelled_texts().count(), 103);
        let kinds = [
            "line", "artist", "title", "song", "years", "genre", "language", "sound", "shift",
            "popular", "long",
        ];
        for (words, kind) in labelled_texts().flat_map(|text| text.clues) {
            assert!(!words.is_empty() && kinds.contains(&kind), "{words}={kind}");
        }
    }

    #[test]
    fn clues_are_compared_with_labels() {
        let labelled = LabelledText {
            text: "long songs from 1976",
            clues: vec![("1976", "years"), ("jazz", "genre")],
        };
        let clue = |span, kind| Clue { span, strength: 1.0, kind };
        let clues =
            vec![clue(0..10, ClueKind::Long(true)), clue(16..20, ClueKind::Years(1975..=1977))];
        assert_eq!(labelled.compare(&clues), (vec![false, true], vec![true, false]));
    }

    #[test]
    fn names_are_compared_without_their_kind() {
        let names =
            Names { artists: vec!["boris".to_owned()], titles: vec!["blackout".to_owned()] };
        assert!(names.has_artist("Boris (band)") && !names.has_artist("Bob"));
        assert!(names.has_title("Black Out") && !names.has_title("Blackouts"));
    }
}
