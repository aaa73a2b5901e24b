//! Matches, grouped by what they were found by: title, artist or lyrics.

use catalog::{FoundBy, FoundSong, ReadAs, SearchResults};

/// Matches in the order in which they are shown.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Matches {
    /// The songs, group by group.
    pub(crate) songs: Vec<FoundSong>,
    /// The index of the best one.
    pub(crate) best: Option<usize>,
}

/// Songs that were found by the same, with the index of the first one.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct MatchGroup {
    pub(crate) found_by: FoundBy,
    pub(crate) first: usize,
    pub(crate) songs: Vec<FoundSong>,
}

impl Matches {
    /// Puts the group of the first song first, and so on; within a group the order stays. Guesses beside a wish are
    /// left out.
    pub(crate) fn of(found: SearchResults) -> Self {
        if found.best.is_none() && found.wish.is_some() && found.read_as == Some(ReadAs::Wish) {
            return Self::default();
        }
        let SearchResults { results, best, .. } = found;
        let rank =
            |song: &FoundSong| results.iter().position(|other| other.found_by == song.found_by);
        let mut order: Vec<usize> = (0..results.len()).collect();
        order.sort_by_key(|index| rank(&results[*index]));
        let best = best.and_then(|best| order.iter().position(|index| *index == best as usize));
        let songs = order.iter().map(|index| results[*index].clone()).collect();
        Self { songs, best }
    }

    /// The songs, grouped.
    pub(crate) fn groups(&self) -> Vec<MatchGroup> {
        let mut first = 0;
        let same = |one: &FoundSong, other: &FoundSong| one.found_by == other.found_by;
        let groups = self.songs.chunk_by(same).map(|songs| {
            let group = MatchGroup { found_by: songs[0].found_by, first, songs: songs.to_vec() };
            first += songs.len();
            group
        });
        groups.collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::testing::{bohemian_rhapsody, found_song};
    use FoundBy::{Artist, Lyrics, Title};

    fn found(best: Option<u32>, by: &[FoundBy]) -> SearchResults {
        let song = |(index, found_by): (u32, &FoundBy)| {
            let mut track = bohemian_rhapsody();
            track.index = index;
            FoundSong { found_by: *found_by, ..found_song(track) }
        };
        SearchResults {
            best,
            results: (0..).zip(by).map(song).collect(),
            ..SearchResults::none("queen".parse().expect("a query"))
        }
    }

    #[test]
    fn guesses_beside_a_wish_are_left_out() {
        let wish = |best| SearchResults {
            read_as: Some(ReadAs::Wish),
            wish: Some("min_year=1990".into()),
            ..found(best, &[Title])
        };
        assert_eq!(Matches::of(wish(None)), Matches::default());
        assert_eq!(Matches::of(wish(Some(0))).songs.len(), 1);
    }

    #[test]
    fn groups_follow_their_first_songs() {
        let check =
            |best, by: &[FoundBy], songs: &[u32], best_place, groups: &[(FoundBy, usize)]| {
                let matches = Matches::of(found(best, by));
                let order: Vec<u32> = matches.songs.iter().map(|song| song.track.index).collect();
                assert_eq!((order.as_slice(), matches.best), (songs, best_place));
                let shown = matches.groups();
                let shown: Vec<_> =
                    shown.iter().map(|group| (group.found_by, group.first)).collect();
                assert_eq!(shown, groups);
            };
        check(None, &[], &[], None, &[]);
        check(Some(0), &[Title, Title], &[0, 1], Some(0), &[(Title, 0)]);
        let mixed = [Artist, Title, Artist, Lyrics, Title];
        let groups = [(Artist, 0), (Title, 2), (Lyrics, 4)];
        check(Some(0), &mixed, &[0, 2, 1, 4, 3], Some(0), &groups);
        check(Some(1), &mixed, &[0, 2, 1, 4, 3], Some(2), &groups);
    }
}
