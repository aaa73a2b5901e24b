//! Finds songs that sound like a track.

use crate::encode::Encoder;
use crate::error::EncoderError;
use crate::index::{CodeIndex, Neighbour};
use crate::song::song_key;
use crate::song_vector::SongVectorizer;
use crate::track_table::TrackTable;
use catalog::SongEntry;
use std::collections::{HashMap, HashSet};

/// Finds tracks by how they sound and by their genres.
pub(crate) struct Recommender {
    pub vectorizer: SongVectorizer,
    pub encoder: Box<dyn Encoder>,
    pub index: CodeIndex,
    pub policy: Policy,
}

/// Which of the near tracks are recommended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Policy {
    /// One version of each song, never the track's own, and at most two songs by one artist.
    Earworm,
    /// All but the track itself.
    Spotifinder,
}

/// Most songs by one artist.
const ARTIST_CAP: usize = 2;

/// Near codes looked at for each song that is wanted, and at least.
const OVERFETCH: usize = 8;
const MIN_FETCHED: usize = 200;

impl Recommender {
    /// Tracks near to one that need not be in the catalogue, nearest first.
    pub(crate) fn recommend(
        &self,
        track: &SongEntry,
        table: &TrackTable,
        limit: usize,
    ) -> Result<Vec<Neighbour>, EncoderError> {
        let code = self.encoder.encode_one(&self.vectorizer.transform(track))?;
        let near = self.index.nearest(&code, (limit * OVERFETCH).max(MIN_FETCHED));
        let chosen = self.choose(near, track, table, limit);
        if chosen.len() == limit {
            return Ok(chosen);
        }
        // An artist with hundreds of tracks can fill a neighbourhood: then look at all tracks.
        Ok(self.choose(self.index.nearest_exactly(&code, usize::MAX), track, table, limit))
    }

    fn choose(
        &self,
        near: Vec<Neighbour>,
        track: &SongEntry,
        table: &TrackTable,
        limit: usize,
    ) -> Vec<Neighbour> {
        let row = table.row(&track.id);
        let others = near.into_iter().filter(|neighbour| Some(neighbour.track) != row);
        match self.policy {
            Policy::Spotifinder => others.take(limit).collect(),
            Policy::Earworm => Selection::for_track(track, table).take(others, limit),
        }
    }
}

/// Keeps a list free of repetitions.
struct Selection<'a> {
    table: &'a TrackTable,
    own_key: String,
    songs: HashSet<Option<u32>>,
    by_artist: HashMap<Option<u32>, usize>,
}

impl<'a> Selection<'a> {
    fn for_track(track: &SongEntry, table: &'a TrackTable) -> Self {
        let own_song = table.row(&track.id).map(|row| table.song(row));
        Self {
            table,
            own_key: song_key(&track.name, &track.artists),
            songs: own_song.into_iter().collect(),
            by_artist: HashMap::new(),
        }
    }

    fn take(mut self, near: impl Iterator<Item = Neighbour>, limit: usize) -> Vec<Neighbour> {
        near.filter(|neighbour| self.accepts(neighbour.track)).take(limit).collect()
    }

    fn accepts(&mut self, track: u32) -> bool {
        let artist = self.table.main_artist(track);
        let so_far = self.by_artist.get(&artist).copied().unwrap_or(0);
        let accepted = so_far < ARTIST_CAP
            && !self.songs.contains(&self.table.song(track))
            && !self.is_own_song(track);
        if accepted {
            self.songs.insert(self.table.song(track));
            self.by_artist.insert(artist, so_far + 1);
        }
        accepted
    }

    // A track that is not in the catalogue has no song number, yet its versions may be there.
    fn is_own_song(&self, track: u32) -> bool {
        let artists: Vec<&str> = self.table.artists(track).collect();
        song_key(self.table.name(track), &artists) == self.own_key
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::track_table::tests::track;
    use proptest::prelude::*;

    fn neighbours(table: &TrackTable) -> impl Iterator<Item = Neighbour> + use<> {
        (0..table.len() as u32).map(|track| Neighbour { track, distance: 0.0 })
    }

    proptest! {
        #[test]
        fn no_song_twice_and_few_by_one_artist(
            songs in prop::collection::vec(("[ab]", "[xy]", prop::bool::ANY), 1..30),
            limit in 1_usize..20,
        ) {
            let entries = songs.iter().enumerate().map(|(row, (title, artist, live))| {
                let name = if *live { format!("{title} - Live") } else { title.clone() };
                track(&row.to_string(), &name, &[artist], &[])
            });
            let table = TrackTable::new(entries);
            let own = table.entry(0).expect("there is a first track");
            let chosen = Selection::for_track(&own, &table).take(neighbours(&table), limit);
            prop_assert!(chosen.len() <= limit);
            let songs: Vec<_> = chosen.iter().map(|n| table.song(n.track)).collect();
            prop_assert!(!songs.contains(&table.song(0)));
            prop_assert_eq!(songs.iter().collect::<HashSet<_>>().len(), songs.len());
            for artist in 0..2 {
                let by_artist = chosen.iter().filter(|n| table.main_artist(n.track) == Some(artist));
                prop_assert!(by_artist.count() <= ARTIST_CAP);
            }
        }
    }

    #[test]
    fn versions_of_a_track_from_elsewhere_are_left_out() {
        let table = TrackTable::new([track("1", "Heroes - Live", &["David Bowie"], &[])]);
        let own = track("elsewhere", "Heroes", &["David Bowie"], &[]);
        assert!(Selection::for_track(&own, &table).take(neighbours(&table), 5).is_empty());
    }
}
