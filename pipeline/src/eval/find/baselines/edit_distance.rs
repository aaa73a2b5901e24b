use super::one_row_per_song;
use crate::error::PipelineError;
use crate::eval::find::finder::{Finder, Found};
use crate::eval::find::songs::{SongTrack, Songs};
use catalog::Query;
use engine::text;
use rapidfuzz::fuzz::{Args, RatioBatchComparator};

/// Brute-force edit distance to every title, and to every title with its artists, words sorted: the
/// larger of `fuzz.ratio` and `fuzz.token_sort_ratio` of the library rapidfuzz.
pub struct EditDistance<'a> {
    songs: &'a Songs,
    texts: Vec<Texts>,
}

struct Texts {
    title: Vec<char>,
    sorted: Vec<char>,
}

impl<'a> EditDistance<'a> {
    /// Prepares the texts of all tracks.
    pub fn new(songs: &'a Songs) -> Self {
        Self { songs, texts: songs.tracks().iter().map(Texts::new).collect() }
    }
}

impl Texts {
    fn new(track: &SongTrack) -> Self {
        let title = text::normalise(&track.title);
        let all = format!("{title} {}", track.artist_names.join(" "));
        Self { sorted: sorted(&all), title: title.chars().collect() }
    }
}

fn sorted(text: &str) -> Vec<char> {
    let mut words: Vec<&str> = text.split(' ').collect();
    words.sort_unstable();
    words.join(" ").chars().collect()
}

impl Finder for EditDistance<'_> {
    fn name(&self) -> String {
        "edit distance".to_owned()
    }

    fn find(&self, hint: &Query) -> Result<Found, PipelineError> {
        let hint = text::normalise(hint.as_str());
        let plain = RatioBatchComparator::new(hint.chars());
        let in_order = RatioBatchComparator::new(sorted(&hint));
        let cutoff = Args::default().score_cutoff(LEAST);
        let mut found: Vec<(f64, u8, u32)> = Vec::new();
        for (texts, row) in self.texts.iter().zip(0..) {
            let title = plain.similarity_with_args(texts.title.iter().copied(), &cutoff);
            let all = in_order.similarity_with_args(texts.sorted.iter().copied(), &cutoff);
            let popularity = self.songs.track(row).track.popularity.unwrap_or_default();
            let best = title.into_iter().chain(all).reduce(f64::max);
            found.extend(best.map(|similarity| (similarity, popularity, row)));
        }
        found.sort_by(|a, b| b.0.total_cmp(&a.0).then(b.1.cmp(&a.1)).then(a.2.cmp(&b.2)));
        let answered = found.first().is_some_and(|&(similarity, ..)| similarity >= GOOD);
        let rows = one_row_per_song(found.into_iter().map(|(.., row)| row), self.songs);
        Ok(Found { rows, answered, confidence: None, chance: None })
    }

    fn is_slow(&self) -> bool {
        self.texts.len() > 10_000
    }
}

/// The least similarity of a result, and of an answer, 0 to 1.
const LEAST: f64 = 0.4;
const GOOD: f64 = 0.8;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::eval::find::songs::tests::songs;

    #[test]
    fn the_most_similar_titles_come_first() {
        let songs = songs(&[
            ("Heroes", "David Bowie"),
            ("Hello", "Adele"),
            ("Hello - Live", "Adele"),
            ("Help!", "The Beatles"),
        ]);
        let finder = EditDistance::new(&songs);
        let check = |hint: &str, rows: &[u32], answered| {
            let found = finder.find(&hint.parse().expect("a query")).expect("found");
            assert_eq!((&found.rows[..rows.len()], found.answered), (rows, answered), "{hint:?}");
        };
        check("helo", &[2, 3], true);
        check("bowie david heros", &[0], true);
        check("xyzzy", &[], false);
    }
}
