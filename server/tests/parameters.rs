//! No parameters make the server fail. `EARWORM_FUZZ_CASES` sets the number of cases.

use axum::Router;
use axum::body::Body;
use axum::http::{Method, Request};
use engine::Engine;
use http_body_util::BodyExt;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::{Config as Cases, TestCaseError};
use serde_json::Value;
use server::{AppState, Config, app};
use std::fmt::Write;
use std::num::NonZeroU64;
use std::path::Path;
use std::sync::{Arc, LazyLock};
use tokio::runtime::{Builder, Runtime};
use tower::ServiceExt;

static RUNTIME: LazyLock<Runtime> = LazyLock::new(|| {
    Builder::new_multi_thread().worker_threads(1).enable_all().build().expect("a runtime")
});

static ROUTER: LazyLock<Router> = LazyLock::new(|| {
    let models = Path::new(env!("CARGO_MANIFEST_DIR")).join("../models/demo");
    let engine = Arc::new(Engine::load(&models).expect("the demo models load"));
    let config = Config { request_timeout: NonZeroU64::MAX, ..Config::default() };
    app(AppState::new(engine, config))
});

fn cases() -> Cases {
    let cases = std::env::var("EARWORM_FUZZ_CASES").ok().and_then(|cases| cases.parse().ok());
    Cases { failure_persistence: None, ..Cases::with_cases(cases.unwrap_or(200)) }
}

fn check(method: Method, uri: &str, body: Vec<u8>) -> Result<(), TestCaseError> {
    let request = Request::builder().method(method).uri(uri).body(Body::from(body));
    // Invalid URIs never reach the server.
    let Ok(request) = request else { return Ok(()) };
    let answer = RUNTIME.block_on(async {
        let response = ROUTER.clone().oneshot(request).await.expect("an answer");
        let (head, body) = response.into_parts();
        (head, body.collect().await.expect("a body").to_bytes())
    });
    let (head, body) = answer;
    prop_assert!(head.status.as_u16() < 500, "{uri}: {} {body:?}", head.status);
    let json: Value = serde_json::from_slice(&body)
        .map_err(|error| TestCaseError::fail(format!("{uri}: {error}: {body:?}")))?;
    if head.status.is_client_error() {
        prop_assert_eq!(&head.headers["content-type"], "application/problem+json");
        prop_assert_eq!(&json["status"], head.status.as_u16());
        prop_assert!(json["detail"].as_str().is_some_and(|detail| detail.len() < 2000), "{json}");
    }
    Ok(())
}

const NAMES: [&str; 33] = [
    "q",
    "text",
    "hint",
    "limit",
    "ids",
    "prefix",
    "from",
    "to",
    "seed_tracks",
    "seed_genres",
    "seed_artists",
    "unlike_tracks",
    "without_artists",
    "language",
    "genre",
    "explicit",
    "more",
    "order",
    "per_artist",
    "other_artists",
    "min_tempo",
    "max_tempo",
    "target_tempo",
    "min_year",
    "max_year",
    "target_energy",
    "min_popularity",
    "max_duration_ms",
    "target_key",
    "weight_genre",
    "weight_sound",
    "weight_era",
    "colour",
];

const VALUES: [&str; 34] = [
    "",
    "0",
    "1",
    "5",
    "100",
    "101",
    "-1",
    "0.5",
    "120",
    "1990",
    "NaN",
    "inf",
    "1e39",
    "-0",
    "99999999999999999999",
    "true",
    "false",
    "en",
    "rock",
    "dream pop",
    "ew-t0793",
    "ew-t0001",
    "ew-t0793,ew-t0001,nowhere",
    "a,,b",
    ",",
    "calmer,older",
    "-year",
    "tempo",
    "fast car",
    "bohemain rapsody quen",
    "\u{0}",
    "%",
    "上を向いて歩こう",
    "' OR 1=1 --",
];

fn value() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => select(&VALUES[..]).prop_map(str::to_owned),
        2 => "\\PC{0,40}",
        1 => any::<String>(),
        1 => any::<f32>().prop_map(|number| number.to_string()),
        1 => "[a-z ]{200,400}",
    ]
}

fn name() -> impl Strategy<Value = String> {
    prop_oneof![9 => select(&NAMES[..]).prop_map(str::to_owned), 1 => "[a-z_]{0,12}"]
}

fn encode(text: &str) -> String {
    text.bytes().fold(String::new(), |mut encoded, byte| {
        write!(encoded, "%{byte:02x}").expect("strings take it");
        encoded
    })
}

fn query() -> impl Strategy<Value = String> {
    let parameter =
        (name(), value()).prop_map(|(name, value)| format!("{name}={}", encode(&value)));
    let parameters = prop::collection::vec(parameter, 0..6).prop_map(|all| all.join("&"));
    prop_oneof![9 => parameters, 1 => "[!-~&&[^#]]{0,60}"]
}

/// A required parameter, and any others.
fn with(name: &'static str) -> impl Strategy<Value = String> {
    (value(), query()).prop_map(move |(value, more)| format!("{name}={}&{more}", encode(&value)))
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn search(query in with("q")) {
        check(Method::GET, &format!("/api/v1/search?{query}"), Vec::new())?;
    }

    #[test]
    fn queries(text in "\\PC{0,256}|(songs |like |90s |creep |but |calmer |by |radiohead |\"){0,12}", limit in 1..=100) {
        check(Method::GET, &format!("/api/v1/search?q={}&limit={limit}", encode(&text)), Vec::new())?;
    }

    #[test]
    fn track(id in value()) {
        check(Method::GET, &format!("/api/v1/tracks/{}", encode(&id)), Vec::new())?;
    }

    #[test]
    fn tracks(query in with("ids")) {
        check(Method::GET, &format!("/api/v1/tracks?{query}"), Vec::new())?;
    }

    #[test]
    fn genres(query in with("prefix")) {
        check(Method::GET, &format!("/api/v1/genres?{query}"), Vec::new())?;
    }

    #[test]
    fn map_songs(number in value()) {
        check(Method::GET, &format!("/api/v1/map/songs/{}", encode(&number)), Vec::new())?;
    }

    #[test]
    fn map_tracks(query in with("ids")) {
        check(Method::GET, &format!("/api/v1/map/tracks?{query}"), Vec::new())?;
    }

    #[test]
    fn similar(id in select(vec!["ew-t0793", "ew-t0001", "nowhere", "two%20words"]), query in query()) {
        check(Method::GET, &format!("/api/v1/tracks/{id}/similar?{query}"), Vec::new())?;
    }

    #[test]
    fn recommendations(query in with("seed_tracks")) {
        check(Method::GET, &format!("/api/v1/recommendations?{query}"), Vec::new())?;
    }

    #[test]
    fn tuning(query in query()) {
        let uri = format!("/api/v1/recommendations?seed_tracks=ew-t0793,ew-t0001&{query}");
        check(Method::GET, &uri, Vec::new())?;
    }

    #[test]
    fn path(from in value(), query in with("to")) {
        check(Method::GET, &format!("/api/v1/path?from={}&{query}", encode(&from)), Vec::new())?;
    }

    #[test]
    fn matching_songs(query in with("hint")) {
        check(Method::POST, &format!("/matching_songs?{query}"), Vec::new())?;
    }

    #[test]
    fn recommended_songs(body in prop::collection::vec(any::<u8>(), 0..200)) {
        check(Method::POST, "/recommended_songs", body)?;
    }

    #[test]
    fn records(
        fields in prop::collection::vec(
            (select(vec!["id", "name", "artists", "genres", "energy", "key", "tempo", "loudness",
                         "release_date", "popularity", "duration_ms", "explicit", "lang"]), json()),
            0..8,
        ),
    ) {
        let fields = fields.into_iter().map(|(name, value)| (name.to_owned(), value));
        let record = Value::Object(fields.collect());
        check(Method::POST, "/recommended_songs", record.to_string().into_bytes())?;
    }
}

fn json() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        value().prop_map(Value::from),
        prop::collection::vec(value(), 0..4).prop_map(Value::from),
    ]
}
