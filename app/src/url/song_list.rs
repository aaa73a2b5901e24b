use catalog::{InvalidTrackId, TrackId};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// Songs in the order that somebody put them in: at most [`SongList::MAX`] tracks, each once. As text
/// it is their ids with commas between them; the ids have none.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct SongList(Vec<TrackId>);

/// The text is no list of songs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum InvalidSongList {
    /// It is too long.
    #[error("there are {count} songs: give at most {}", SongList::MAX)]
    TooMany {
        /// How many there are.
        count: usize,
    },
    /// Something in it is no id.
    #[error("number {place} is no id of a track: {why}")]
    NoId {
        /// Where it stands, from 1.
        place: usize,
        /// What is wrong with it.
        why: String,
    },
}

/// A change of a list; one that cannot be made changes nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ListEdit {
    /// The track comes last.
    Add(TrackId),
    /// The track is taken out.
    Remove(TrackId),
    /// The track changes places with the one before it.
    MoveUp(TrackId),
    /// The track changes places with the one after it.
    MoveDown(TrackId),
}

impl SongList {
    /// Most songs of a list.
    pub const MAX: usize = 100;

    /// The ids, in their order.
    pub fn ids(&self) -> &[TrackId] {
        &self.0
    }

    /// How many songs there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether a track is in it.
    pub fn contains(&self, id: &TrackId) -> bool {
        self.0.contains(id)
    }

    /// Whether a track that is not in it can be added.
    pub fn has_room(&self) -> bool {
        self.len() < Self::MAX
    }

    /// The list after a change.
    #[must_use]
    pub fn edited(&self, edit: &ListEdit) -> Self {
        let mut list = self.clone();
        match edit {
            ListEdit::Add(id) => list.push(id.clone()),
            ListEdit::Remove(id) => list.0.retain(|other| other != id),
            ListEdit::MoveUp(id) => {
                return self
                    .place(id)
                    .map_or(list, |place| self.moved(place, place.saturating_sub(1)));
            }
            ListEdit::MoveDown(id) => {
                return self.place(id).map_or(list, |place| self.moved(place, place + 1));
            }
        }
        list
    }

    /// The list with the track from one place, from 0, at another; the others close up.
    #[must_use]
    pub fn moved(&self, from: usize, to: usize) -> Self {
        let mut list = self.clone();
        if from.max(to) < list.len() {
            let id = list.0.remove(from);
            list.0.insert(to, id);
        }
        list
    }

    /// The list without those tracks.
    #[must_use]
    pub fn without(&self, ids: &[TrackId]) -> Self {
        Self(self.0.iter().filter(|id| !ids.contains(id)).cloned().collect())
    }

    /// At most so many of its tracks, spread evenly over it, the first and the last among them.
    #[must_use]
    pub fn spread(&self, count: usize) -> Self {
        if count < 2 || self.len() <= count {
            return Self(self.0.iter().take(count).cloned().collect());
        }
        let places = (0..count).map(|number| number * (self.len() - 1) / (count - 1));
        Self(places.filter_map(|place| self.0.get(place)).cloned().collect())
    }

    /// Where a track stands, from 0.
    pub fn place(&self, id: &TrackId) -> Option<usize> {
        self.0.iter().position(|other| other == id)
    }

    fn push(&mut self, id: TrackId) {
        let listable = !id.as_str().contains(',');
        if listable && self.has_room() && !self.contains(&id) {
            self.0.push(id);
        }
    }

    fn parse(text: &str) -> Result<Self, InvalidSongList> {
        let texts: Vec<&str> = text.split(',').map(str::trim).filter(|id| !id.is_empty()).collect();
        let mut ids: Vec<TrackId> = Vec::new();
        for (place, id) in texts.iter().take(Self::MAX + 1).enumerate() {
            let id = id.parse().map_err(|why: InvalidTrackId| InvalidSongList::NoId {
                place: place + 1,
                why: why.to_string(),
            })?;
            if !ids.contains(&id) {
                ids.push(id);
            }
        }
        if texts.len() > Self::MAX {
            return Err(InvalidSongList::TooMany { count: texts.len() });
        }
        Ok(Self(ids))
    }
}

impl FromStr for SongList {
    type Err = InvalidSongList;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text)
    }
}

impl TryFrom<String> for SongList {
    type Error = InvalidSongList;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text)
    }
}

impl From<SongList> for String {
    fn from(list: SongList) -> Self {
        list.to_string()
    }
}

impl fmt::Display for SongList {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, id) in self.0.iter().enumerate() {
            let comma = if place > 0 { "," } else { "" };
            write!(f, "{comma}{id}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn list(text: &str) -> SongList {
        text.parse().expect("a list")
    }

    fn id(text: &str) -> TrackId {
        text.parse().expect("an id")
    }

    fn numbers(count: usize) -> String {
        (0..count).map(|number| number.to_string()).collect::<Vec<_>>().join(",")
    }

    #[test]
    fn lists_hold_each_track_once() {
        let check = |text: &str, expected: &str| assert_eq!(list(text).to_string(), expected);
        check("a,b,c", "a,b,c");
        check(" a, b,,a,", "a,b");
        check("", "");
        check(&numbers(SongList::MAX), &numbers(SongList::MAX));
    }

    #[test]
    fn what_is_no_list_is_refused() {
        let check = |text: &str, message: &str| {
            let error = text.parse::<SongList>().expect_err(text).to_string();
            assert!(error.starts_with(message), "{error}");
        };
        check("a,two words", "number 2 is no id of a track");
        check(&numbers(101), "there are 101 songs");
    }

    #[test]
    fn edits() {
        let check = |edit: ListEdit, expected: &str| {
            assert_eq!(list("a,b,c").edited(&edit).to_string(), expected, "{edit:?}");
        };
        check(ListEdit::Add(id("d")), "a,b,c,d");
        check(ListEdit::Add(id("b")), "a,b,c");
        check(ListEdit::Add(id("d,e")), "a,b,c");
        check(ListEdit::Remove(id("b")), "a,c");
        check(ListEdit::Remove(id("d")), "a,b,c");
        check(ListEdit::MoveUp(id("c")), "a,c,b");
        check(ListEdit::MoveUp(id("a")), "a,b,c");
        check(ListEdit::MoveDown(id("a")), "b,a,c");
        check(ListEdit::MoveDown(id("c")), "a,b,c");
        check(ListEdit::MoveDown(id("d")), "a,b,c");
    }

    #[test]
    fn a_full_list_takes_no_more() {
        let full = list(&numbers(SongList::MAX));
        assert!(!full.has_room());
        assert_eq!(full.edited(&ListEdit::Add(id("more"))), full);
    }

    #[test]
    fn a_track_is_moved_and_the_others_close_up() {
        let check = |from: usize, to: usize, expected: &str| {
            assert_eq!(list("a,b,c,d").moved(from, to).to_string(), expected);
        };
        check(0, 2, "b,c,a,d");
        check(3, 0, "d,a,b,c");
        check(1, 1, "a,b,c,d");
        check(0, 4, "a,b,c,d");
    }

    #[test]
    fn a_few_are_spread_evenly() {
        let check = |count: usize, expected: &str| {
            assert_eq!(list("a,b,c,d,e,f,g").spread(count).to_string(), expected);
        };
        check(0, "");
        check(1, "a");
        check(2, "a,g");
        check(4, "a,c,e,g");
        check(7, "a,b,c,d,e,f,g");
        check(10, "a,b,c,d,e,f,g");
        assert_eq!(list(&numbers(100)).spread(10).to_string(), "0,11,22,33,44,55,66,77,88,99");
    }

    proptest! {
        #[test]
        fn any_text_is_a_list_or_refused(text in "[a-c, é]{0,20}|.{0,300}") {
            if let Ok(list) = text.parse::<SongList>() {
                prop_assert!(list.len() <= SongList::MAX);
                prop_assert_eq!(list.to_string().parse::<SongList>(), Ok(list));
            }
        }

        #[test]
        fn a_move_keeps_every_track(count in 0_usize..20, from in 0_usize..20, to in 0_usize..20) {
            let before = list(&numbers(count));
            let mut after: Vec<_> = before.moved(from, to).ids().to_vec();
            let mut ids = before.ids().to_vec();
            after.sort();
            ids.sort();
            prop_assert_eq!(after, ids);
        }
    }
}
