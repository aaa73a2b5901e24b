use super::finder::Finder;
use super::statistics::{Share, mean};
use crate::error::PipelineError;
use catalog::Query;
use engine::numeric::float64;
use indicatif::ProgressBar;
use serde::Serialize;

/// A song typed letter by letter: the title, then the artist.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TypedSong {
    /// The text typed.
    pub text: String,
    /// Rows of the tracks that are right answers, ascending.
    pub answers: Vec<u32>,
}

/// How many keystrokes it takes until the song is first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Keystrokes {
    /// Number of songs typed.
    pub songs: usize,
    /// Mean number of characters typed until the song was first, or all of them if it never was.
    pub mean: f64,
    /// Mean share of the characters.
    pub share_of_text: f64,
    /// The share of songs that never were first.
    pub never_first: Share,
}

impl TypedSong {
    /// The characters typed when the song was first, if it ever was.
    fn first_at(&self, finder: &dyn Finder) -> Result<Option<usize>, PipelineError> {
        let ends = self.text.char_indices().map(|(at, c)| at + c.len_utf8()).zip(1..);
        for (end, typed) in ends {
            // A trailing space changes nothing.
            let begun = &self.text[..end];
            let Some(hint) = begun.parse::<Query>().ok().filter(|_| !begun.ends_with(' ')) else {
                continue;
            };
            let first = finder.find(&hint)?.rows.first().copied();
            if first.is_some_and(|row| self.answers.binary_search(&row).is_ok()) {
                return Ok(Some(typed));
            }
        }
        Ok(None)
    }
}

impl Keystrokes {
    /// Types songs.
    pub(super) fn of(
        finder: &dyn Finder,
        songs: &[TypedSong],
        bar: &ProgressBar,
    ) -> Result<Self, PipelineError> {
        let found = songs.iter().map(|song| song.first_at(finder)).inspect(|_| bar.inc(1));
        let found: Vec<Option<usize>> = found.collect::<Result<_, _>>()?;
        let never = found.iter().filter(|typed| typed.is_none()).count();
        let lengths = songs.iter().map(|song| song.text.chars().count());
        let typed: Vec<(usize, usize)> =
            found.into_iter().zip(lengths).map(|(at, all)| (at.unwrap_or(all), all)).collect();
        Ok(Self {
            songs: songs.len(),
            mean: mean(typed.iter().map(|&(at, _)| float64(at))),
            share_of_text: mean(typed.iter().map(|&(at, all)| float64(at) / float64(all))),
            never_first: Share::new(never, songs.len()),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::eval::find::finder::Found;

    /// Finds row 7 once three characters are typed.
    struct AfterThree;

    impl Finder for AfterThree {
        fn name(&self) -> String {
            String::new()
        }

        fn find(&self, hint: &Query) -> Result<Found, PipelineError> {
            let enough = hint.as_str().chars().count() >= 3;
            Ok(Found { rows: enough.then_some(7).into_iter().collect(), ..Found::default() })
        }
    }

    #[test]
    fn keystrokes_are_counted() {
        let song = |text: &str, answer| TypedSong { text: text.to_owned(), answers: vec![answer] };
        let songs = [song("été on", 7), song("a bc", 7), song("never", 8)];
        let keystrokes =
            Keystrokes::of(&AfterThree, &songs, &ProgressBar::hidden()).expect("counted");
        assert_eq!((keystrokes.songs, keystrokes.mean), (3, (3.0 + 3.0 + 5.0) / 3.0));
        assert!((keystrokes.share_of_text - (0.5 + 0.75 + 1.0) / 3.0).abs() < 1e-9);
        assert!((keystrokes.never_first.share - 1.0 / 3.0).abs() < 1e-9);
    }
}
