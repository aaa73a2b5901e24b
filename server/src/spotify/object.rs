//! Spotify's objects, made of what a catalogue knows. What it does not know is there in its empty
//! form: clients need the fields, and nothing is made up.

use super::ids::{album_id, is_spotifys};
use crate::track_aliases::public_id;
use catalog::{Artist, AudioFeature, SongEntry};
use engine::alias::{AliasOf, alias_id};
use engine::numeric::byte;
use serde::Serialize;
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// A track.
#[derive(Serialize, ToSchema)]
#[schema(as = SpotifyTrack)]
pub(super) struct TrackObject {
    album: AlbumObject,
    artists: Vec<SimpleArtist>,
    available_markets: Vec<String>,
    disc_number: u32,
    duration_ms: u32,
    explicit: bool,
    external_ids: BTreeMap<String, String>,
    external_urls: BTreeMap<String, String>,
    href: String,
    id: String,
    is_local: bool,
    is_playable: bool,
    name: String,
    /// 0 if unknown.
    popularity: u8,
    preview_url: Option<String>,
    track_number: u32,
    r#type: &'static str,
    uri: String,
}

/// The album that a track is taken to be alone on: catalogues have no albums.
#[derive(Serialize, ToSchema)]
#[schema(as = SpotifyAlbum)]
struct AlbumObject {
    album_type: &'static str,
    artists: Vec<SimpleArtist>,
    available_markets: Vec<String>,
    external_urls: BTreeMap<String, String>,
    href: String,
    id: String,
    images: Vec<ImageObject>,
    name: String,
    /// "0000" if unknown.
    release_date: String,
    release_date_precision: &'static str,
    total_tracks: u32,
    r#type: &'static str,
    uri: String,
}

/// An image; catalogues have none.
#[derive(Serialize, ToSchema)]
#[schema(as = SpotifyImage)]
struct ImageObject {
    url: String,
    height: Option<u32>,
    width: Option<u32>,
}

/// An artist of a track.
#[derive(Serialize, ToSchema)]
#[schema(as = SpotifySimpleArtist)]
struct SimpleArtist {
    external_urls: BTreeMap<String, String>,
    href: String,
    id: String,
    name: String,
    r#type: &'static str,
    uri: String,
}

/// An artist.
#[derive(Serialize, ToSchema)]
#[schema(as = SpotifyArtist)]
pub(super) struct ArtistObject {
    external_urls: BTreeMap<String, String>,
    followers: Followers,
    genres: Vec<String>,
    href: String,
    id: String,
    images: Vec<ImageObject>,
    name: String,
    /// That of the best-known track; 0 if unknown.
    popularity: u8,
    r#type: &'static str,
    uri: String,
}

/// Followers of an artist; catalogues do not count them.
#[derive(Serialize, ToSchema)]
#[schema(as = SpotifyFollowers)]
struct Followers {
    href: Option<String>,
    total: u32,
}

/// How a track sounds.
#[derive(Serialize, ToSchema)]
#[schema(as = SpotifyAudioFeatures)]
pub(super) struct FeaturesObject {
    acousticness: f32,
    /// Leads nowhere: catalogues have no analyses.
    analysis_url: String,
    danceability: f32,
    duration_ms: u32,
    energy: f32,
    id: String,
    instrumentalness: f32,
    key: u8,
    liveness: f32,
    loudness: f32,
    mode: u8,
    speechiness: f32,
    tempo: f32,
    time_signature: u8,
    track_href: String,
    r#type: &'static str,
    uri: String,
    valence: f32,
}

/// Writes objects whose links lead to a server's address.
#[derive(Clone, Copy)]
pub(super) struct Objects<'a> {
    pub(super) base_url: &'a str,
}

impl Objects<'_> {
    pub(super) fn track(self, track: &SongEntry) -> TrackObject {
        let id = public_id(&track.id);
        TrackObject {
            album: self.album(track),
            artists: self.simple_artists(track),
            available_markets: Vec::new(),
            disc_number: 1,
            duration_ms: track.duration_ms.unwrap_or(0),
            explicit: track.explicit.unwrap_or(false),
            external_ids: BTreeMap::new(),
            external_urls: track_address(track),
            href: self.href("tracks", &id),
            is_local: false,
            is_playable: true,
            name: track.name.clone(),
            popularity: track.popularity.unwrap_or(0),
            preview_url: None,
            track_number: 1,
            r#type: "track",
            uri: uri("track", &id),
            id,
        }
    }

    fn album(self, track: &SongEntry) -> AlbumObject {
        let id = album_id(track);
        let date = track.release_date.map_or_else(|| "0000".to_owned(), |date| date.to_string());
        AlbumObject {
            album_type: "single",
            artists: self.simple_artists(track),
            available_markets: Vec::new(),
            external_urls: BTreeMap::new(),
            href: self.href("albums", &id),
            images: Vec::new(),
            name: track.name.clone(),
            release_date_precision: precision(&date),
            release_date: date,
            total_tracks: 1,
            r#type: "album",
            uri: uri("album", &id),
            id,
        }
    }

    fn simple_artists(self, track: &SongEntry) -> Vec<SimpleArtist> {
        let artists = track.artists.iter().map(|name| {
            let id = alias_id(AliasOf::Artist, name);
            SimpleArtist {
                external_urls: BTreeMap::new(),
                href: self.href("artists", &id),
                name: name.clone(),
                r#type: "artist",
                uri: uri("artist", &id),
                id,
            }
        });
        artists.collect()
    }

    pub(super) fn artist(self, artist: Artist) -> ArtistObject {
        let id = artist.id.to_string();
        ArtistObject {
            external_urls: BTreeMap::new(),
            followers: Followers { href: None, total: 0 },
            genres: artist.genres,
            href: self.href("artists", &id),
            images: Vec::new(),
            name: artist.name,
            popularity: artist.popularity.unwrap_or(0),
            r#type: "artist",
            uri: uri("artist", &id),
            id,
        }
    }

    /// None if a feature or the length is unknown: clients take no null for them.
    pub(super) fn features(self, track: &SongEntry) -> Option<FeaturesObject> {
        let id = public_id(&track.id);
        let number = |feature| track.features.get(feature);
        let whole = |feature| number(feature).map(byte);
        Some(FeaturesObject {
            acousticness: number(AudioFeature::Acousticness)?,
            analysis_url: self.href("audio-analysis", &id),
            danceability: number(AudioFeature::Danceability)?,
            duration_ms: track.duration_ms?,
            energy: number(AudioFeature::Energy)?,
            instrumentalness: number(AudioFeature::Instrumentalness)?,
            key: whole(AudioFeature::Key)?,
            liveness: number(AudioFeature::Liveness)?,
            loudness: number(AudioFeature::Loudness)?,
            mode: whole(AudioFeature::Mode)?,
            speechiness: number(AudioFeature::Speechiness)?,
            tempo: number(AudioFeature::Tempo)?,
            time_signature: whole(AudioFeature::TimeSignature)?,
            track_href: self.href("tracks", &id),
            r#type: "audio_features",
            uri: uri("track", &id),
            valence: number(AudioFeature::Valence)?,
            id,
        })
    }

    pub(super) fn href(self, kind: &str, id: &str) -> String {
        format!("{}/v1/{kind}/{id}", self.base_url)
    }
}

fn uri(kind: &str, id: &str) -> String {
    format!("spotify:{kind}:{id}")
}

/// Where Spotify plays the track, if its id is Spotify's.
fn track_address(track: &SongEntry) -> BTreeMap<String, String> {
    let address = || format!("https://open.spotify.com/track/{}", track.id);
    is_spotifys(track).then(|| ("spotify".to_owned(), address())).into_iter().collect()
}

/// How precise a date is that is written YYYY, YYYY-MM or YYYY-MM-DD.
fn precision(date: &str) -> &'static str {
    match date.len() {
        4 => "year",
        7 => "month",
        _ => "day",
    }
}
