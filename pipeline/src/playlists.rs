//! Playlists that people made, to learn similarity from and to evaluate it with.

use crate::columns::Column;
use crate::read::{FileKind, ReadError, Source, find_sources, for_each_batch};
use catalog::TrackId;
use clap::ValueEnum;
use engine::bare_id;
use serde::Serialize;
use sha2::{Digest, Sha256};
use std::collections::{HashMap, HashSet};
use std::path::Path;

/// A playlist.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Playlist {
    /// Identifies it.
    pub id: String,
    /// Rows of its tracks in the catalogue, each once, in order.
    pub tracks: Vec<u32>,
}

impl Playlist {
    /// What it is used for, by a hash of its id, in whatever file it stands.
    pub fn split(&self) -> Split {
        match Sha256::digest(self.id.as_bytes())[0] & 3 {
            0 | 2 => Split::Learn,
            1 => Split::Tune,
            _ => Split::Report,
        }
    }

    /// The playlist with its rows mapped; a track without a row is dropped.
    #[must_use]
    pub fn over_rows(self, row: impl Fn(u32) -> Option<u32>) -> Self {
        Self { id: self.id, tracks: self.tracks.into_iter().filter_map(row).collect() }
    }
}

/// What a playlist is used for. No playlist is used for two of these.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ValueEnum)]
#[serde(rename_all = "lowercase")]
pub enum Split {
    /// To learn weights; about half of all playlists.
    Learn,
    /// To choose constants and compare settings; about a quarter.
    Tune,
    /// To report figures; about a quarter.
    Report,
}

/// A playlist entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlaylistTrack {
    /// The playlist.
    pub playlist: String,
    /// The track.
    pub track: TrackId,
}

/// Playlists of track ids, as they are read.
#[derive(Clone, Debug, Default)]
pub struct Playlists {
    lists: Vec<(String, Vec<TrackId>)>,
    index: HashMap<String, usize>,
}

impl Playlists {
    /// Adds a track to its playlist.
    pub fn add(&mut self, row: PlaylistTrack) {
        let list = *self.index.entry(row.playlist).or_insert_with_key(|id| {
            self.lists.push((id.clone(), Vec::new()));
            self.lists.len() - 1
        });
        self.lists[list].1.push(row.track);
    }

    /// The playlists in rows of a catalogue whose tracks have these ids. Other tracks are dropped, and
    /// so are playlists that end up empty.
    pub fn of_rows<'a>(self, ids: impl Iterator<Item = &'a TrackId>) -> Vec<Playlist> {
        let wanted: HashSet<&TrackId> = self.lists.iter().flat_map(|(_, tracks)| tracks).collect();
        let rows: HashMap<&TrackId, u32> =
            ids.zip(0..).filter(|(id, _)| wanted.contains(id)).collect();
        let lists = self.lists.iter().map(|(id, tracks)| {
            let mut seen = HashSet::new();
            let rows = tracks.iter().filter_map(|id| rows.get(id).copied());
            Playlist { id: id.clone(), tracks: rows.filter(|row| seen.insert(*row)).collect() }
        });
        lists.filter(|list| !list.tracks.is_empty()).collect()
    }
}

/// Reads the playlists of a CSV file, skipping rows without a playlist or a valid track id.
///
/// # Errors
/// If the file cannot be read or does not hold playlists.
pub fn read_playlists(path: &Path) -> Result<Playlists, ReadError> {
    let mut playlists = Playlists::default();
    for source in find_sources(&[path.to_owned()])? {
        read_source(&source, &mut playlists)?;
    }
    Ok(playlists)
}

fn read_source(source: &Source, playlists: &mut Playlists) -> Result<(), ReadError> {
    if source.kind != FileKind::Playlists {
        let file = source.name();
        return Err(ReadError::NoPlaylists { file, kind: source.kind });
    }
    for_each_batch(source, &|_| (), |batch| {
        for row in batch.rows() {
            let playlist = row.get(Column::PlaylistId).map(str::to_owned);
            let track = row.get(Column::Id).and_then(|id| bare_id(id).parse().ok());
            if let (Some(playlist), Some(track)) = (playlist, track) {
                playlists.add(PlaylistTrack { playlist, track });
            }
        }
        Ok(())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_is_to_learn_from_a_quarter_each_to_tune_and_report() {
        let list = |number: usize| Playlist { id: format!("list {number}"), tracks: Vec::new() };
        let check = |split, expected: std::ops::Range<usize>| {
            let count = (0..1000).filter(|number| list(*number).split() == split).count();
            assert!(expected.contains(&count), "{split:?}: {count}");
        };
        check(Split::Learn, 450..550);
        check(Split::Tune, 200..300);
        check(Split::Report, 200..300);
    }

    #[test]
    fn each_track_counts_once() {
        let id = |id: &str| -> TrackId { id.parse().expect("an id") };
        let mut playlists = Playlists::default();
        for (playlist, track) in [("x", "b"), ("y", "gone"), ("x", "a"), ("x", "b"), ("z", "a")] {
            playlists.add(PlaylistTrack { playlist: playlist.into(), track: id(track) });
        }
        let ids = [id("a"), id("b")];
        let found = playlists.of_rows(ids.iter());
        let expected = [("x", vec![1, 0]), ("z", vec![0])];
        assert_eq!(found.len(), 2);
        for (list, (id, tracks)) in found.iter().zip(expected) {
            assert_eq!((list.id.as_str(), &list.tracks), (id, &tracks));
        }
    }
}
