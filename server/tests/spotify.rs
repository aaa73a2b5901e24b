//! Spotify's Web API, asked without a socket over the demo catalogue.

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Method, Request};
use engine::Engine;
use engine::numeric::float64;
use http_body_util::BodyExt;
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Value, json};
use server::{AppState, Config, app};
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::{Arc, LazyLock};
use tower::ServiceExt;

static ENGINE: LazyLock<Arc<Engine>> = LazyLock::new(|| {
    let models = Path::new(env!("CARGO_MANIFEST_DIR")).join("../models/demo");
    Arc::new(Engine::load(&models).expect("the demo models load"))
});

static ROUTER: LazyLock<Router> = LazyLock::new(|| router(Config::default()));

fn router(config: Config) -> Router {
    app(AppState::new(Arc::clone(&ENGINE), config))
}

async fn ask(router: &Router, method: Method, uri: &str, body: &str) -> (u16, HeaderMap, String) {
    let mut request = Request::builder().method(method).uri(uri).header("host", "music.example");
    if !body.is_empty() {
        request = request.header("content-type", "application/x-www-form-urlencoded");
    }
    let request = request.body(Body::from(body.to_owned())).expect("a request");
    let response = router.clone().oneshot(request).await.expect("an answer");
    let (head, body) = response.into_parts();
    let body = body.collect().await.expect("a body").to_bytes();
    (head.status.as_u16(), head.headers, String::from_utf8_lossy(&body).into_owned())
}

async fn get(uri: &str) -> Value {
    let (status, _, body) = ask(&ROUTER, Method::GET, uri, "").await;
    assert_eq!(status, 200, "{uri}: {body}");
    serde_json::from_str(&body).expect("JSON")
}

async fn check_error(uri: &str, expected: u16, part: &str) {
    let (status, headers, body) = ask(&ROUTER, Method::GET, uri, "").await;
    let error: Value = serde_json::from_str(&body).expect("JSON");
    assert_eq!((status, &error["error"]["status"]), (expected, &json!(expected)), "{uri}: {body}");
    assert_eq!(headers["content-type"], "application/json");
    let message = error["error"]["message"].as_str().expect("a message");
    assert!(message.contains(part), "{uri}: {message}");
}

fn text<'a>(value: &'a Value, pointer: &str) -> &'a str {
    value.pointer(pointer).and_then(Value::as_str).unwrap_or_else(|| panic!("{pointer}: {value}"))
}

fn list<'a>(value: &'a Value, pointer: &str) -> &'a [Value] {
    value.pointer(pointer).and_then(Value::as_array).unwrap_or_else(|| panic!("{pointer}: {value}"))
}

async fn id_of(q: &str, kind: &str) -> String {
    let found = get(&format!("/v1/search?q={q}&type={kind}&limit=1")).await;
    text(&found, &format!("/{kind}s/items/0/id")).to_owned()
}

/// The tracks that are recommended for some parameters.
async fn recommended(params: &str) -> Vec<Value> {
    let answer = get(&format!("/v1/recommendations?{params}")).await;
    list(&answer, "/tracks").to_vec()
}

async fn features_of(tracks: &[Value]) -> Vec<Value> {
    let ids: Vec<&str> = tracks.iter().map(|track| text(track, "/id")).collect();
    let answer = get(&format!("/v1/audio-features?ids={}", ids.join(","))).await;
    list(&answer, "/audio_features").to_vec()
}

fn mean(features: &[Value], name: &str) -> f64 {
    let values: Vec<f64> = features.iter().filter_map(|song| song[name].as_f64()).collect();
    assert!(!values.is_empty(), "{name}");
    values.iter().sum::<f64>() / float64(values.len())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_for_whoever_asks() {
    let grant = "grant_type=client_credentials";
    let (status, _, body) = ask(&ROUTER, Method::POST, "/api/token", grant).await;
    let token: Value = serde_json::from_str(&body).expect("JSON");
    assert_eq!(
        (status, &token["token_type"], &token["expires_in"]),
        (200, &json!("Bearer"), &json!(3600))
    );
    let (status, _, body) =
        ask(&ROUTER, Method::POST, "/api/token", "grant_type=authorization_code").await;
    assert!(status == 400 && body.contains("unsupported_grant_type"), "{status} {body}");
}

#[tokio::test(flavor = "multi_thread")]
async fn tracks_have_every_field_and_invent_nothing() {
    let id = id_of("bohemian%20rhapsody%20queen", "track").await;
    assert!(id.len() == 22 && id.bytes().all(|byte| byte.is_ascii_alphanumeric()), "{id}");
    let track = get(&format!("/v1/tracks/{id}")).await;
    assert_eq!(track["name"], "Bohemian Rhapsody");
    assert_eq!(track["href"], format!("http://music.example/v1/tracks/{id}"));
    assert_eq!(track["uri"], format!("spotify:track:{id}"));
    assert_eq!(track["album"]["album_type"], "single");
    for (pointer, empty) in [
        ("/album/images", json!([])),
        ("/available_markets", json!([])),
        ("/external_ids", json!({})),
        ("/external_urls", json!({})),
        ("/preview_url", Value::Null),
    ] {
        assert_eq!(track.pointer(pointer), Some(&empty), "{pointer}");
    }
    for other in
        [format!("spotify:track:{id}"), format!("https:%2F%2Fopen.spotify.com%2Ftrack%2F{id}")]
    {
        assert_eq!(get(&format!("/v1/tracks/{other}")).await, track, "{other}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn several_at_once_keep_their_order_and_leave_gaps() {
    let (first, second) = (id_of("fast%20car", "track").await, id_of("heroes", "track").await);
    let nothing = "0".repeat(22);
    for path in ["/v1/tracks", "/v1/tracks/"] {
        let answer = get(&format!("{path}?ids={second},{nothing},{first}")).await;
        let tracks = list(&answer, "/tracks");
        assert_eq!((text(&tracks[0], "/id"), text(&tracks[2], "/id")), (&*second, &*first));
        assert!(tracks[1].is_null());
    }
    for path in ["/v1/audio-features", "/v1/audio-features/"] {
        let answer = get(&format!("{path}?ids={first},{nothing}")).await;
        let features = list(&answer, "/audio_features");
        assert!(features[0]["energy"].is_f64() && features[0]["key"].is_u64(), "{features:?}");
        assert!(features[1].is_null());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn searches_are_paged_from_end_to_end() {
    let mut uri = "/v1/search?q=love&type=track&limit=7".to_owned();
    let (mut ids, mut pages, mut total) = (BTreeSet::new(), 0, 0);
    loop {
        let page = get(&uri).await["tracks"].take();
        ids.extend(list(&page, "/items").iter().map(|track| text(track, "/id").to_owned()));
        total = page["total"].as_u64().unwrap_or(total);
        pages += 1;
        let Some(next) = page["next"].as_str() else { break };
        uri = next.trim_start_matches("http://music.example").to_owned();
    }
    assert_eq!(ids.len() as u64, total);
    assert!(pages > 2);
    let page = get(&uri).await["tracks"].take();
    assert!(text(&page, "/previous").contains("offset="));
}

#[tokio::test(flavor = "multi_thread")]
async fn searches_heed_filters() {
    let found = get("/v1/search?q=artist:queen%20year:1970-1979&type=track&limit=50").await;
    let tracks = list(&found, "/tracks/items");
    assert!(!tracks.is_empty());
    for track in tracks {
        assert!(("1970".."1980").contains(&&text(track, "/album/release_date")[..4]), "{track}");
        let by_queen = |artist: &Value| text(artist, "/name").contains("Queen");
        assert!(list(track, "/artists").iter().any(by_queen), "{track}");
    }
    let found = get("/v1/search?q=genre:%22hip%20hop%22&type=track").await;
    assert!(found["tracks"]["total"].as_u64().is_some_and(|total| total > 5), "{found}");
    let found = get("/v1/search?q=genre:%22glam%20rock%22&type=artist").await;
    let artists = list(&found, "/artists/items");
    assert!(artists.len() > 1);
    assert!(artists.iter().all(|artist| artist["genres"].to_string().contains("glam rock")));
    let misspelt = get("/v1/search?q=track:bohemain%20artist:quen&type=track").await;
    assert_eq!(text(&misspelt, "/tracks/items/0/name"), "Bohemian Rhapsody");
    let nothing = get("/v1/search?q=isrc:GBUM71029604&type=track,album").await;
    assert_eq!((&nothing["tracks"]["total"], &nothing["albums"]["total"]), (&json!(0), &json!(0)));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_slash_in_a_title_is_searched_for() {
    for q in ["AC/DC", "track:%22Either/Or%22", "50%2F50", "/", "//"] {
        get(&format!("/v1/search?q={q}&type=track,artist")).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn artists_have_genres_tracks_and_relations() {
    let id = id_of("queen", "artist").await;
    let queen = get(&format!("/v1/artists/{id}")).await;
    assert_eq!(queen["name"], "Queen");
    assert!(!list(&queen, "/genres").is_empty());
    let top = get(&format!("/v1/artists/{id}/top-tracks?market=DE")).await;
    let popularity = |track: &Value| track["popularity"].as_u64().unwrap_or_default();
    assert!(list(&top, "/tracks").is_sorted_by(|a, b| popularity(a) >= popularity(b)));
    let related = get(&format!("/v1/artists/{id}/related-artists")).await;
    assert_eq!(list(&related, "/artists").len(), 20);
    assert!(list(&related, "/artists").iter().all(|artist| artist["id"] != queen["id"]));
    let both = get(&format!("/v1/artists/?ids={id},{}", "0".repeat(22))).await;
    assert!(both["artists"][0] == queen && both["artists"][1].is_null());
    assert_eq!(get(&format!("/api/v1/artists/{id}")).await["name"], "Queen");
}

#[tokio::test(flavor = "multi_thread")]
async fn seeds_of_all_kinds_together() {
    let (artist, track) = (id_of("queen", "artist").await, id_of("fast%20car", "track").await);
    let params =
        format!("seed_artists={artist}&seed_genres=rock,soul&seed_tracks={track}&limit=30");
    let answer = get(&format!("/v1/recommendations?{params}")).await;
    let kinds: Vec<&str> = list(&answer, "/seeds").iter().map(|seed| text(seed, "/type")).collect();
    assert_eq!(kinds, ["ARTIST", "GENRE", "GENRE", "TRACK"]);
    assert_eq!(list(&answer, "/tracks").len(), 30);
    for seed in list(&answer, "/seeds") {
        assert_eq!(seed["initialPoolSize"], seed["afterFilteringSize"], "{seed}");
        assert!(seed["initialPoolSize"].as_u64().is_some_and(|size| size > 0), "{seed}");
    }
    let bounded = get(&format!("/v1/recommendations?{params}&max_energy=0.4")).await;
    for seed in list(&bounded, "/seeds") {
        assert!(seed["afterFilteringSize"].as_u64() < seed["initialPoolSize"].as_u64(), "{seed}");
    }
    let features = features_of(list(&bounded, "/tracks")).await;
    let mut energies = features.iter().filter_map(|song| song["energy"].as_f64());
    assert!(energies.all(|energy| energy <= 0.4 + 1e-6), "{features:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn repeated_parameters_all_count() {
    let (queen, bowie) = (id_of("queen", "artist").await, id_of("david%20bowie", "artist").await);
    let repeated = format!("seed_artists={queen}&seed_artists={bowie}");
    let joined = format!("seed_artists={queen},{bowie}");
    let answer = get(&format!("/v1/recommendations?{repeated}")).await;
    assert_eq!(list(&answer, "/seeds").len(), 2);
    assert_eq!(answer, get(&format!("/v1/recommendations?{joined}")).await);
    check_error(&format!("/v1/recommendations?{joined}&limit=1&limit=2"), 400, "limit").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn targets_move_the_answer() {
    let track = id_of("fast%20car", "track").await;
    for (name, low, high, least) in [("energy", 0.1, 0.9, 0.2), ("valence", 0.1, 0.9, 0.2)] {
        let mut means = Vec::new();
        for target in [low, high] {
            let params = format!("seed_tracks={track}&target_{name}={target}&limit=20");
            let tracks = recommended(&params).await;
            assert_eq!(tracks.len(), 20);
            means.push(mean(&features_of(&tracks).await, name));
        }
        assert!(means[1] - means[0] >= least, "{name}: {means:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_target_for_the_length_empties_nothing() {
    let track = id_of("fast%20car", "track").await;
    let mut means = Vec::new();
    for target in [120_000, 400_000] {
        let params = format!("seed_tracks={track}&target_duration_ms={target}&limit=20");
        let tracks = recommended(&params).await;
        assert_eq!(tracks.len(), 20);
        means.push(mean(&tracks, "duration_ms"));
    }
    assert!(means[1] > means[0] + 30_000.0, "{means:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn bounds_beyond_what_there_is_exclude_nothing() {
    let track = id_of("fast%20car", "track").await;
    let plain = recommended(&format!("seed_tracks={track}")).await;
    let bounds = "min_tempo=0&max_tempo=1000&min_loudness=-1e9&min_time_signature=0";
    assert_eq!(recommended(&format!("seed_tracks={track}&{bounds}")).await, plain);
}

#[tokio::test(flavor = "multi_thread")]
async fn several_genres_mean_any_of_them() {
    let mut found = BTreeSet::new();
    for track in recommended("seed_genres=jazz,metal&limit=20").await {
        let artist = get(&format!("/v1/artists/{}", text(&track, "/artists/0/id"))).await;
        let genres = artist["genres"].to_string();
        found.extend(["jazz", "metal"].into_iter().filter(|genre| genres.contains(genre)));
    }
    assert_eq!(found.len(), 2, "{found:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn every_genre_is_a_seed() {
    let genres = get("/v1/recommendations/available-genre-seeds").await;
    assert_eq!(genres, get("/v1/genre-seeds/").await);
    for genre in list(&genres, "/genres") {
        let genre = genre.as_str().expect("a text");
        for written in [genre.to_owned(), genre.to_uppercase(), genre.replace(' ', "-")] {
            let written: String = percent_encoded(&written);
            let params = format!("seed_genres={written}&limit=1");
            assert_eq!(recommended(&params).await.len(), 1, "{genre}");
        }
    }
}

fn percent_encoded(text: &str) -> String {
    text.bytes().flat_map(|byte| ["%".to_owned(), format!("{byte:02x}")]).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn errors_are_spotifys_and_say_why() {
    let nothing = "0".repeat(22);
    check_error(&format!("/v1/tracks/{nothing}"), 404, "search for its title").await;
    check_error("/v1/tracks/two%20words", 400, "id:").await;
    check_error(&format!("/v1/artists/{nothing}"), 404, "search for the name").await;
    check_error("/v1/artists/queen", 400, "letters and digits").await;
    check_error("/v1/tracks", 400, "ids=").await;
    check_error("/v1/search?type=track", 400, "q=").await;
    check_error("/v1/search?q=a", 400, "type=").await;
    check_error("/v1/search?q=a&type=song", 400, "track or artist").await;
    check_error("/v1/search?q=a&type=track&limit=51", 400, "from 1 to 50").await;
    check_error("/v1/recommendations?target_energy=0.5", 400, "1 to 5 seeds").await;
    check_error("/v1/recommendations?seed_tracks=nowhere", 400, "seed_tracks: no track").await;
    check_error(&format!("/v1/recommendations?seed_artists={nothing}"), 400, "no artist").await;
    check_error("/v1/recommendations?seed_genres=yodelcore", 400, "available-genre-seeds").await;
    check_error("/v1/recommendations?seed_genres=rock&min_energy=2", 400, "from 0 to 1").await;
    let both = "seed_genres=rock&min_energy=0.9&max_energy=0.1";
    check_error(&format!("/v1/recommendations?{both}"), 400, "max_energy").await;
    check_error(
        "/v1/recommendations?seed_genres=rock,pop,soul,jazz,country,folk",
        400,
        "at most 5",
    )
    .await;
    check_error("/v1/me/player", 404, "/v1/me/player").await;
    check_error("/v1/albums/1", 404, "/v1/albums/1").await;
}

/// Where a text can stand in a request.
const PLACES: [&str; 9] = [
    "/v1/tracks/{}",
    "/v1/audio-features?ids={}",
    "/v1/artists/{}/top-tracks",
    "/v1/artists?ids={}",
    "/v1/search?type=track,artist&q={}",
    "/v1/search?type=track&q=love&offset={}",
    "/v1/recommendations?seed_genres={}",
    "/v1/recommendations?seed_genres=rock&target_energy={}",
    "/v1/recommendations?seed_tracks={}&limit=5",
];

#[test]
fn any_text_is_answered_or_refused() {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    proptest!(|(place in select(PLACES.to_vec()), text in ".{0,40}")| {
        let uri = place.replace("{}", &percent_encoded(&text));
        let (status, _, body) = runtime.block_on(ask(&ROUTER, Method::GET, &uri, ""));
        let answer: Value = serde_json::from_str(&body).expect("JSON");
        prop_assert!(status == 200 || status < 500 && answer["error"]["status"] == status, "{uri}: {body}");
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn methods_and_limits_fail_in_spotifys_form() {
    let (status, _, body) = ask(&ROUTER, Method::DELETE, "/v1/tracks", "").await;
    assert!(status == 405 && body.starts_with("{\"error\""), "{status} {body}");
    let limited = router(Config { rate_limit: 1, ..Config::default() });
    ask(&limited, Method::GET, "/v1/genre-seeds", "").await;
    let (status, headers, body) = ask(&limited, Method::GET, "/v1/genre-seeds", "").await;
    assert!(status == 429 && body.starts_with("{\"error\""), "{status} {body}");
    let seconds: u32 = headers["retry-after"].to_str().expect("text").parse().expect("a number");
    assert!(seconds > 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn errors_are_readable_to_clients_that_take_compressed_answers() {
    let request = Request::builder().uri("/v1/me").header("accept-encoding", "gzip, br");
    let request = request.body(Body::empty()).expect("a request");
    let response = ROUTER.clone().oneshot(request).await.expect("an answer");
    assert!(!response.headers().contains_key("content-encoding"));
    let body = response.into_body().collect().await.expect("a body").to_bytes();
    let error: Value = serde_json::from_slice(&body).expect("JSON");
    assert_eq!(error["error"]["status"], 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_setting_turns_it_off() {
    let off = router(Config { spotify_api: false, ..Config::default() });
    for uri in ["/v1/genre-seeds", "/v1/search?q=a&type=track"] {
        assert_eq!(ask(&off, Method::GET, uri, "").await.0, 404, "{uri}");
    }
}
