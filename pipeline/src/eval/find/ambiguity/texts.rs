use crate::eval::find::plain::without_spaces;
use crate::eval::find::songs::{SongTrack, Songs};
use rapidfuzz::distance::osa;
use std::collections::HashSet;

/// All texts a hint may stand for as a whole: titles, artists, titles with an artist. They have no
/// spaces, so a misplaced space is no difference.
pub(super) struct Texts {
    by_length: Vec<Vec<Text>>,
}

struct Text {
    letters: Letters,
    chars: Box<[char]>,
    owner: Owner,
}

/// What a text names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Owner {
    /// An artist.
    Artist,
    /// The song of the track in this row.
    Song(u32),
}

impl Texts {
    pub(super) fn new(songs: &Songs) -> Self {
        let mut texts = Self { by_length: Vec::new() };
        let mut artists = HashSet::new();
        for song in songs.songs() {
            let mut seen = HashSet::new();
            for &row in &song.rows {
                let track = songs.track(row);
                let new = texts_of(track).into_iter().filter(|text| seen.insert(text.clone()));
                new.for_each(|text| texts.push(&text, Owner::Song(row)));
                let names = track.artist_names.iter().map(|name| name.replace(' ', ""));
                let new = names.filter(|name| artists.insert(name.clone()));
                new.for_each(|name| texts.push(&name, Owner::Artist));
            }
        }
        texts
    }

    fn push(&mut self, text: &str, owner: Owner) {
        let chars: Box<[char]> = text.chars().collect();
        let length = chars.len();
        if length == 0 || length > LONGEST {
            return;
        }
        if self.by_length.len() <= length {
            self.by_length.resize_with(length + 1, Vec::new);
        }
        self.by_length[length].push(Text { letters: letters(text), chars, owner });
    }

    /// Owners of the texts at most `errors` typing errors from a text without spaces, by optimal
    /// string alignment distance: a transposition is one error.
    pub(super) fn near(&self, text: &str, errors: usize) -> impl Iterator<Item = Owner> {
        let length = text.chars().count();
        let wanted = letters(text);
        let comparator = osa::BatchComparator::new(text.chars());
        let cutoff = osa::Args::default().score_cutoff(errors);
        let lengths = length.saturating_sub(errors)..=length + errors;
        let candidates = lengths.filter_map(|length| self.by_length.get(length)).flatten();
        // An error takes away one letter at most, and adds one at most. Nearly all texts are told apart by that, in a
        // fraction of the time of the distance.
        let alike = move |text: &&Text| {
            differences(&text.letters, &wanted) <= 2 * errors
                && comparator.distance_with_args(text.chars.iter().copied(), &cutoff).is_some()
        };
        candidates.filter(alike).map(|text| text.owner)
    }
}

/// Longer than any hint.
const LONGEST: usize = 200;

fn texts_of(track: &SongTrack) -> Vec<String> {
    let title = without_spaces(&track.title);
    let names = track.artist_names.iter().map(|name| name.replace(' ', ""));
    let with_artist: Vec<String> = names.map(|name| title.clone() + &name).collect();
    [vec![title], with_artist].concat()
}

/// How often each letter occurs; those from a to z are told apart, others share a place.
type Letters = [u8; 32];

fn letters(text: &str) -> Letters {
    let mut counts = [0; 32];
    for letter in text.chars() {
        let count: &mut u8 = &mut counts[letter as usize % 32];
        *count = count.saturating_add(1);
    }
    counts
}

fn differences(a: &Letters, b: &Letters) -> usize {
    a.iter().zip(b).map(|(a, b)| usize::from(a.abs_diff(*b))).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::eval::find::songs::tests::songs;

    #[test]
    fn finds_texts_by_distance() {
        let songs = songs(&[("Hello", "Adele"), ("Hallo", "Otto Waalkes"), ("Yellow", "Coldplay")]);
        let texts = Texts::new(&songs);
        let check = |text: &str, errors, expected: &[Owner]| {
            let found: Vec<Owner> = texts.near(text, errors).collect();
            assert_eq!(found, expected, "{text:?}");
        };
        check("hello", 0, &[Owner::Song(0)]);
        check("hello", 1, &[Owner::Song(0), Owner::Song(1)]);
        check("ehllo", 1, &[Owner::Song(0)]);
        check("helloadel", 1, &[Owner::Song(0)]);
        check("halloottowalkes", 1, &[Owner::Song(1)]);
        check("coldpaly", 1, &[Owner::Artist]);
        check("goodbye", 2, &[]);
    }
}
