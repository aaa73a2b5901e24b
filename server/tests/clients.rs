//! Spotify's clients and the Model Context Protocol's, as they are published, and clients that are generated from
//! docs/openapi.json, against a server with the demo catalogue.
#![allow(deprecated, reason = "rspotify marks what Spotify has withdrawn")]

mod support;

use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use rspotify::http::HttpError;
use rspotify::model::{
    ArtistId, Recommendations, RecommendationsAttribute as Attribute, RecommendationsSeedType,
    SearchResult, SearchType, TrackId,
};
use rspotify::prelude::*;
use rspotify::{ClientCredsSpotify, ClientError, ClientResult, Config, Credentials};
use serde_json::Value;
use std::path::PathBuf;
use std::process::Command;
use support::examples::{Example, examples};
use support::{in_project, serve_demo};
use tokio::task::spawn_blocking;

const RANDOM_IDS: usize = 10_000;
const RANDOM_PARAMETER_SETS: usize = 2_000;

/// The interpreter for a language, and where it finds the clients.
fn interpreter(language: &str) -> PathBuf {
    match language {
        "python" => in_project("target/clients/bin/python"),
        _ => "node".into(),
    }
}

/// Runs a program of `tests/clients` against a server.
async fn check(language: &str, program: &str) {
    let origin = serve_demo().await;
    let interpreter = interpreter(language);
    let mut command = Command::new(&interpreter);
    command.arg(in_project("server/tests/clients").join(program)).arg(origin);
    command.env("PYTHONPATH", in_project("target/clients/python"));
    let output = spawn_blocking(move || command.output()).await.expect("no panic");
    let output = output.unwrap_or_else(|error| panic!("{}: {error}", interpreter.display()));
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{program}: {errors}");
    assert!(output.stdout.ends_with(b": ok\n"), "{program}: {errors}");
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs spotipy: cargo xtask test --only clients"]
async fn spotipy() {
    check("python", "spotipy_client.py").await;
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs tekore: cargo xtask test --only clients"]
async fn tekore() {
    check("python", "tekore_client.py").await;
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs @modelcontextprotocol/conformance: cargo xtask test --only clients"]
async fn mcp() {
    check("js", "mcp.mjs").await;
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs @spotify/web-api-ts-sdk: cargo xtask test --only clients"]
async fn ts_sdk() {
    check("js", "ts_sdk.mjs").await;
}

/// Runs a program of the checkout.
fn run(program: &str, args: &[&str]) {
    let mut command = Command::new(in_project(program));
    let output = command.args(args).current_dir(in_project(".")).output();
    let output = output.unwrap_or_else(|error| panic!("{program}: {error}"));
    let said = [&output.stdout[..], &output.stderr].map(String::from_utf8_lossy).concat();
    assert!(output.status.success(), "{program}: {said}");
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs openapi-python-client: cargo xtask test --only clients"]
async fn generated_for_python() {
    let options = "generate --path docs/openapi.json --output-path target/clients/python/earworm_client --meta none \
                   --overwrite --fail-on-warning --config server/tests/clients/python_client.yml";
    std::fs::create_dir_all(in_project("target/clients/python")).expect("a directory");
    run(
        "target/clients/bin/openapi-python-client",
        &options.split_whitespace().collect::<Vec<_>>(),
    );
    check("python", "generated.py").await;
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs @hey-api/openapi-ts: cargo xtask test --only clients"]
async fn generated_for_typescript() {
    let options =
        ["--input", "./docs/openapi.json", "--output", "target/clients/typescript/earworm"];
    run("node_modules/.bin/openapi-ts", &options);
    run("node_modules/.bin/tsc", &["--project", "server/tests/clients"]);
    check("js", "../../../target/clients/typescript/js/server/tests/clients/generated.js").await;
}

/// `schemathesis` generates requests from the `OpenAPI` document and checks the responses against it.
#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs schemathesis: cargo xtask test --only clients"]
async fn responses_match_the_openapi_document() {
    let description = serve_demo().await + "/openapi.json";
    let checks = "not_a_server_error,status_code_conformance,content_type_conformance,\
                  response_headers_conformance,response_schema_conformance";
    let phases = "examples,coverage,fuzzing";
    let generate = move || {
        let options = ["--checks", checks, "--max-examples", "20", "--phases", phases];
        run("target/clients/bin/schemathesis", &[&["run", &*description][..], &options].concat());
    };
    spawn_blocking(generate).await.expect("no panic");
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs Spotify's clients: cargo xtask test --only clients"]
async fn examples_print_what_the_document_says() {
    let is_for_client = |example: &Example| ["python", "js"].contains(&&*example.language);
    let examples: Vec<Example> =
        examples("docs/spotify.md").into_iter().filter(is_for_client).collect();
    assert_eq!(examples.len(), 3);
    let (origin, dir) = (serve_demo().await, in_project("target/clients"));
    let run_all = move || {
        examples.iter().for_each(|it| it.check(&interpreter(&it.language), &dir, &origin));
    };
    spawn_blocking(run_all).await.expect("all of them");
}

async fn with_rspotify(test: fn(&ClientCredsSpotify)) {
    let origin = serve_demo().await;
    let config = Config {
        api_base_url: format!("{origin}/v1/"),
        auth_base_url: format!("{origin}/"),
        ..Config::default()
    };
    let ask = move || {
        let credentials = Credentials::new("any id", "any secret");
        let spotify = ClientCredsSpotify::with_config(credentials, config);
        spotify.request_token().expect("a token");
        test(&spotify);
    };
    spawn_blocking(ask).await.expect("no panic");
}

#[tokio::test(flavor = "multi_thread")]
async fn rspotify_asks_for_everything() {
    with_rspotify(|spotify| {
        let (artist, track) = (find_artist(spotify, "queen"), find_track(spotify, "fast car"));
        assert_eq!(spotify.track(track.clone(), None).expect("a track").name, "Fast Car");
        assert_eq!(spotify.tracks([track.clone()], None).expect("tracks").len(), 1);
        assert_eq!(spotify.artist(artist.clone()).expect("an artist").id, artist);
        assert_eq!(spotify.artists([artist.clone()]).expect("artists")[0].name, "Queen");
        assert_eq!(spotify.artist_related_artists(artist.clone()).expect("artists").len(), 20);
        assert!(!spotify.artist_top_tracks(artist, None).expect("tracks").is_empty());
        assert!(spotify.track_features(track.clone()).expect("features").energy <= 1.0);
        let features = spotify.tracks_features([track]).expect("features");
        assert_eq!(features.map(|features| features.len()), Some(1));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn rspotify_asks_for_recommendations() {
    with_rspotify(|spotify| {
        let seeds = Seeds {
            artists: vec![find_artist(spotify, "queen")],
            genres: vec!["rock"],
            tracks: vec![find_track(spotify, "fast car")],
        };
        let tuning = [
            Attribute::TargetEnergy(0.3),
            Attribute::MaxTempo(150.0),
            Attribute::TargetDurationMs(200_000),
        ];
        let found = seeds.ask(spotify, tuning.to_vec(), 20).expect("recommendations");
        assert_eq!(found.tracks.len(), 20);
        let kinds: Vec<_> = found.seeds.into_iter().map(|seed| seed._type).collect();
        let expected = [
            RecommendationsSeedType::Artist,
            RecommendationsSeedType::Genre,
            RecommendationsSeedType::Track,
        ];
        assert_eq!(kinds, expected);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn rspotify_asks_for_random_ids() {
    with_rspotify(|spotify| {
        let mut runner = TestRunner::deterministic();
        for asked in 0..RANDOM_IDS {
            let id = random(&mut runner, "[0-9A-Za-z]{22}");
            let track = || TrackId::from_id(id.clone()).expect("an id");
            let artist = || ArtistId::from_id(id.clone()).expect("an id");
            let answer = match asked % 5 {
                0 => spotify.track(track(), None).map(drop),
                1 => spotify.track_features(track()).map(drop),
                2 => spotify.artist(artist()).map(drop),
                3 => spotify.artist_related_artists(artist()).map(drop),
                _ => spotify.artist_top_tracks(artist(), None).map(drop),
            };
            check_refusal(answer, 404);
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn rspotify_asks_with_random_parameters() {
    with_rspotify(|spotify| {
        let artists = ["queen", "david bowie", "madonna"].map(|name| find_artist(spotify, name));
        let tracks = ["fast car", "heroes", "hallelujah"].map(|name| find_track(spotify, name));
        let seeds = seeds(artists.to_vec(), tracks.to_vec());
        let parameters = (seeds, prop::collection::vec(attribute(), 0..4), 1_u32..=20);
        let (mut runner, mut answered) = (TestRunner::deterministic(), 0);
        for _ in 0..RANDOM_PARAMETER_SETS {
            let (seeds, tuning, limit) = random(&mut runner, &parameters);
            match seeds.ask(spotify, tuning, limit) {
                Ok(found) => {
                    assert_eq!(found.seeds.len(), seeds.len());
                    assert!(found.tracks.len() <= limit as usize);
                    answered += 1;
                }
                refused => check_refusal(refused.map(drop), 400),
            }
        }
        assert!(answered > RANDOM_PARAMETER_SETS / 2, "{answered}");
    })
    .await;
}

fn random<S: Strategy>(runner: &mut TestRunner, strategy: S) -> S::Value {
    strategy.new_tree(runner).expect("a value").current()
}

fn find_artist(spotify: &ClientCredsSpotify, name: &str) -> ArtistId<'static> {
    let found = spotify.search(name, SearchType::Artist, None, None, Some(1), None);
    let SearchResult::Artists(page) = found.expect("artists") else { panic!("no artists") };
    page.items[0].id.clone()
}

fn find_track(spotify: &ClientCredsSpotify, title: &str) -> TrackId<'static> {
    let found = spotify.search(title, SearchType::Track, None, None, Some(1), Some(0));
    let SearchResult::Tracks(page) = found.expect("tracks") else { panic!("no tracks") };
    page.items[0].id.clone().expect("an id")
}

fn check_refusal(answer: ClientResult<()>, expected: u16) {
    let Err(ClientError::Http(error)) = answer else { panic!("{answer:?}") };
    let HttpError::StatusCode(response) = *error else { panic!("{error:?}") };
    assert_eq!(response.status(), expected);
    let body: Value = response.into_json().expect("JSON");
    assert_eq!(body["error"]["status"], expected);
    assert!(body["error"]["message"].is_string(), "{body}");
}

#[derive(Clone, Debug)]
struct Seeds {
    artists: Vec<ArtistId<'static>>,
    genres: Vec<&'static str>,
    tracks: Vec<TrackId<'static>>,
}

impl Seeds {
    fn len(&self) -> usize {
        self.artists.len() + self.genres.len() + self.tracks.len()
    }

    fn ask(
        &self,
        spotify: &ClientCredsSpotify,
        tuning: Vec<Attribute>,
        limit: u32,
    ) -> ClientResult<Recommendations> {
        let (artists, tracks) = (self.artists.clone(), self.tracks.clone());
        let genres = Some(self.genres.clone());
        spotify.recommendations(tuning, Some(artists), genres, Some(tracks), None, Some(limit))
    }
}

/// None to six seeds.
fn seeds(
    artists: Vec<ArtistId<'static>>,
    tracks: Vec<TrackId<'static>>,
) -> impl Strategy<Value = Seeds> {
    let genres = vec!["rock", "jazz", "hip hop"];
    (subsequence(artists, 0..=2), subsequence(genres, 0..=2), subsequence(tracks, 0..=2))
        .prop_map(|(artists, genres, tracks)| Seeds { artists, genres, tracks })
}

/// A target or bound, now and then out of range.
fn attribute() -> impl Strategy<Value = Attribute> {
    let shares: [fn(f32) -> Attribute; 6] = [
        Attribute::MinEnergy,
        Attribute::MaxValence,
        Attribute::TargetAcousticness,
        Attribute::TargetDanceability,
        Attribute::MaxLiveness,
        Attribute::MinInstrumentalness,
    ];
    let counts: [fn(i32) -> Attribute; 6] = [
        Attribute::MinPopularity,
        Attribute::MaxKey,
        Attribute::TargetMode,
        Attribute::TargetTimeSignature,
        Attribute::MaxDurationMs,
        Attribute::TargetDurationMs,
    ];
    prop_oneof![
        (select(shares.to_vec()), -0.05_f32..1.05).prop_map(|(attribute, value)| attribute(value)),
        (select(counts.to_vec()), 0..8).prop_map(|(attribute, value)| attribute(value)),
        (0.0_f32..250.0).prop_map(Attribute::TargetTempo),
        (-60.0_f32..5.0).prop_map(Attribute::MaxLoudness),
    ]
}
