//! Spotify's clients, as they are published, work against a server with the demo catalogue.
//! `cargo xtask test --only clients` installs them; without them these tests fail.
#![allow(deprecated, reason = "Spotify withdrew what is tested here")]

use rspotify::model::{
    ArtistId, RecommendationsAttribute, RecommendationsSeedType, SearchResult, SearchType, TrackId,
};
use rspotify::prelude::*;
use rspotify::{ClientCredsSpotify, ClientError, Config as ClientConfig, Credentials};
use server::{AppState, Config, app};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use tokio::net::TcpListener;

async fn start() -> String {
    let models = Path::new(env!("CARGO_MANIFEST_DIR")).join("../models/demo");
    let engine = Arc::new(engine::Engine::load(&models).expect("the demo models load"));
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let origin = format!("http://{}", listener.local_addr().expect("an address"));
    let app = app(AppState::new(engine, Config::default()));
    tokio::spawn(async move { axum::serve(listener, app).await });
    origin
}

fn in_project(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(path)
}

/// Runs a program of `tests/clients` against a server.
async fn check(interpreter: PathBuf, program: &str) {
    let origin = start().await;
    let mut command = Command::new(&interpreter);
    command.arg(in_project("server/tests/clients").join(program)).arg(origin);
    let output = tokio::task::spawn_blocking(move || command.output()).await.expect("no panic");
    let output = output.unwrap_or_else(|error| {
        panic!("{}: {error}: run `cargo xtask test --only clients`", interpreter.display())
    });
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{program}: {errors}");
    assert!(output.stdout.ends_with(b": ok\n"), "{program}: {errors}");
}

fn python() -> PathBuf {
    let own = std::env::var_os("EARWORM_CLIENTS_PYTHON").map(PathBuf::from);
    own.unwrap_or_else(|| in_project("target/clients/bin/python"))
}

#[tokio::test(flavor = "multi_thread")]
async fn spotipy() {
    check(python(), "spotipy_client.py").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn tekore() {
    check(python(), "tekore_client.py").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn ts_sdk() {
    check("node".into(), "ts_sdk.mjs").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn rspotify() {
    let origin = start().await;
    tokio::task::spawn_blocking(move || ask_everything(&origin)).await.expect("no panic");
}

fn ask_everything(origin: &str) {
    let config = ClientConfig {
        api_base_url: format!("{origin}/v1/"),
        auth_base_url: format!("{origin}/"),
        ..ClientConfig::default()
    };
    let spotify = ClientCredsSpotify::with_config(Credentials::new("any id", "any secret"), config);
    spotify.request_token().expect("a token");
    let found = spotify.search("queen", SearchType::Artist, None, None, Some(5), None);
    let SearchResult::Artists(page) = found.expect("artists") else { panic!("no artists") };
    let artist = page.items[0].id.clone();
    let found = spotify.search("fast car", SearchType::Track, None, None, Some(5), Some(0));
    let SearchResult::Tracks(page) = found.expect("tracks") else { panic!("no tracks") };
    let track = page.items[0].id.clone().expect("an id");
    assert_eq!(spotify.track(track.clone(), None).expect("a track"), page.items[0]);
    assert_eq!(spotify.tracks([track.clone()], None).expect("tracks").len(), 1);
    assert_eq!(spotify.artists([artist.clone()]).expect("artists")[0].name, "Queen");
    assert_eq!(spotify.artist(artist.clone()).expect("an artist").id, artist);
    assert_eq!(spotify.artist_related_artists(artist.clone()).expect("artists").len(), 20);
    assert!(!spotify.artist_top_tracks(artist.clone(), None).expect("tracks").is_empty());
    assert!(spotify.track_features(track.clone()).expect("features").energy <= 1.0);
    assert_eq!(
        spotify.tracks_features([track.clone()]).expect("features").map(|it| it.len()),
        Some(1)
    );
    ask_for_recommendations(&spotify, &artist, &track);
    ask_for_what_is_not_there(&spotify);
}

fn ask_for_recommendations(
    spotify: &ClientCredsSpotify,
    artist: &ArtistId<'static>,
    track: &TrackId<'static>,
) {
    let tuning = [
        RecommendationsAttribute::TargetEnergy(0.3),
        RecommendationsAttribute::MaxTempo(150.0),
        RecommendationsAttribute::TargetDurationMs(200_000),
    ];
    let found = spotify.recommendations(
        tuning,
        Some([artist.clone()]),
        Some(["rock"]),
        Some([track.clone()]),
        None,
        Some(20),
    );
    let found = found.expect("recommendations");
    assert_eq!(found.tracks.len(), 20);
    let kinds: Vec<RecommendationsSeedType> = found.seeds.iter().map(|seed| seed._type).collect();
    let expected = [
        RecommendationsSeedType::Artist,
        RecommendationsSeedType::Genre,
        RecommendationsSeedType::Track,
    ];
    assert_eq!(kinds, expected);
}

fn ask_for_what_is_not_there(spotify: &ClientCredsSpotify) {
    let nothing = TrackId::from_id("0".repeat(22)).expect("an id");
    for error in
        [spotify.track(nothing.clone(), None).map(drop), spotify.track_features(nothing).map(drop)]
    {
        assert!(matches!(error, Err(ClientError::Http(_))), "{error:?}");
    }
}
