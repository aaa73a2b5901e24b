use crate::api::{self, ApiError};
use crate::latest::Latest;
use crate::map_place::MapPlace;
use catalog::{GenreFamily, SongEntry};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// What the page of the map tells in words.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct MapView {
    /// Families of genres with the number of their songs, the largest first.
    pub(crate) families: Vec<(GenreFamily, u32)>,
    /// The chosen song and those like it; or else the best-known songs of the family that stands out, or
    /// of each.
    pub(crate) shown: Vec<MapSong>,
}

impl MapView {
    /// The song that is chosen, at a place where one is.
    pub(crate) fn chosen(&self) -> Option<&SongEntry> {
        self.shown.first().map(|song| &song.track)
    }
}

/// A song on the map.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct MapSong {
    /// Its best-known track.
    pub(crate) track: SongEntry,
    /// From the left and from the bottom, 0 to 65,535.
    pub(crate) place: [u16; 2],
    /// The family of its genres.
    pub(crate) family: GenreFamily,
    /// The genre whose region is nearest, if there are regions.
    pub(crate) region: Option<String>,
}

/// What is shown of the map, which the server may have sent along.
pub(crate) type MapAnswer = Latest<MapPlace, MapView>;

/// Asks what is shown at a place.
pub(crate) fn map_answer(
    place: Memo<MapPlace>,
    first: Option<Result<MapView, ApiError>>,
) -> MapAnswer {
    let question = Memo::new(move |_| Some(place.get()));
    Latest::new(question, first, api::find_on_map)
}
