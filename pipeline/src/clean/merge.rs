//! Merges the rows with one id into one track.

use super::track::TrackRow;
use crate::catalogue::CatalogueTrack;
use catalog::{AudioFeature, AudioFeatures, TrackId};
use std::collections::HashMap;

/// The tracks so far, in the order of their first rows.
#[derive(Debug, Default)]
pub(super) struct Merger {
    drafts: Vec<Draft>,
    index: HashMap<TrackId, usize>,
}

/// A track that may still be filled in.
#[derive(Debug)]
pub(super) struct Draft {
    /// The merged rows.
    pub(super) row: TrackRow,
    /// The number of the file with its first row.
    pub(super) file: usize,
}

/// What a row did to the tracks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Merged {
    /// It added a track.
    New,
    /// It filled in a known track.
    Again,
}

impl Merger {
    /// Adds a row, which fills in what is unknown of its track.
    pub(super) fn add(&mut self, row: TrackRow, file: usize) -> Merged {
        if let Some(&draft) = self.index.get(&row.track.id) {
            fill(&mut self.drafts[draft].row, row);
            return Merged::Again;
        }
        self.index.insert(row.track.id.clone(), self.drafts.len());
        self.drafts.push(Draft { row, file });
        Merged::New
    }

    /// The track with this id.
    pub(super) fn get_mut(&mut self, id: &TrackId) -> Option<&mut CatalogueTrack> {
        let draft = *self.index.get(id)?;
        self.drafts.get_mut(draft).map(|draft| &mut draft.row.track)
    }

    /// All tracks.
    pub(super) fn finish(self) -> Vec<Draft> {
        self.drafts
    }
}

fn fill(row: &mut TrackRow, other: TrackRow) {
    let new_labels = other.labels.into_iter().filter(|label| !row.labels.contains(label));
    let new_labels: Vec<String> = new_labels.collect();
    row.labels.extend(new_labels);
    row.estimated |= other.estimated;
    let (track, other) = (&mut row.track, other.track);
    fill_artists(track, other.artists, other.id_artists);
    track.release_date = track.release_date.or(other.release_date);
    track.popularity = track.popularity.or(other.popularity);
    track.duration_ms = track.duration_ms.or(other.duration_ms);
    track.explicit = track.explicit.or(other.explicit);
    track.features = fill_features(&track.features, &other.features);
    track.lang = track.lang.take().or(other.lang);
    track.lyrics = track.lyrics.take().or(other.lyrics);
}

/// Ids are in the order of the names, so there must be as many.
fn fill_artists(track: &mut CatalogueTrack, artists: Vec<String>, id_artists: Vec<String>) {
    if track.artists.is_empty() {
        track.artists = artists;
    }
    if track.id_artists.is_empty() && track.artists.len() == id_artists.len() {
        track.id_artists = id_artists;
    }
}

pub(super) fn fill_features(known: &AudioFeatures, other: &AudioFeatures) -> AudioFeatures {
    let value = |feature| (feature, known.get(feature).or(other.get(feature)));
    AudioFeature::ALL.into_iter().map(value).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(id: &str, name: &str) -> TrackRow {
        let track = CatalogueTrack::new(id.parse().expect("an id"), name);
        TrackRow { track, labels: Vec::new(), estimated: false, joined_artists: None, line: 1 }
    }

    #[test]
    fn the_first_row_with_a_value_wins() {
        let mut merger = Merger::default();
        let mut first = row("a", "Heroes");
        first.track.popularity = Some(50);
        first.labels = vec!["rock".into()];
        let mut second = row("a", "HEROES");
        second.track.popularity = Some(60);
        second.track.duration_ms = Some(1000);
        second.labels = vec!["rock".into(), "pop".into()];
        assert_eq!(merger.add(first, 0), Merged::New);
        assert_eq!(merger.add(row("b", "Other"), 0), Merged::New);
        assert_eq!(merger.add(second, 1), Merged::Again);
        let drafts = merger.finish();
        let TrackRow { track, labels, .. } = &drafts[0].row;
        assert_eq!(
            (track.name.as_str(), track.popularity, track.duration_ms),
            ("Heroes", Some(50), Some(1000))
        );
        assert_eq!(labels, &["rock", "pop"]);
        assert_eq!(drafts[1].row.track.name, "Other");
    }

    #[test]
    fn artist_ids_go_with_their_names() {
        let mut merger = Merger::default();
        let mut first = row("a", "Heroes");
        first.track.artists = vec!["Bowie".into(), "Eno".into()];
        let mut second = row("a", "Heroes");
        second.track.id_artists = vec!["1".into()];
        let mut third = row("a", "Heroes");
        third.track.id_artists = vec!["1".into(), "2".into()];
        merger.add(first, 0);
        merger.add(second, 0);
        assert!(merger.drafts[0].row.track.id_artists.is_empty());
        merger.add(third, 0);
        assert_eq!(merger.drafts[0].row.track.id_artists, ["1", "2"]);
    }
}
