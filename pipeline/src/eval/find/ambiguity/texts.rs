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
    letters: u64,
    chars: Box<str>,
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
        let length = text.chars().count();
        if length == 0 || length > LONGEST {
            return;
        }
        if self.by_length.len() <= length {
            self.by_length.resize_with(length + 1, Vec::new);
        }
        self.by_length[length].push(Text { letters: letters(text), chars: text.into(), owner });
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
        // An error changes at most two letters of the set.
        let alike = move |text: &&Text| {
            (text.letters ^ wanted).count_ones() as usize <= 2 * errors
                && comparator.distance_with_args(text.chars.chars(), &cutoff).is_some()
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

/// A bit set of letters; some share a bit.
fn letters(text: &str) -> u64 {
    text.chars().fold(0, |set, c| set | 1 << ((c as u32).wrapping_mul(0x9e37_79b1) >> 26))
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
