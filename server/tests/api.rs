//! The router without a socket, over the demo catalogue.

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Method, Request, StatusCode};
use engine::Engine;
use http_body_util::BodyExt;
use serde_json::{Value, json};
use server::{AppState, Config, app};
use std::collections::BTreeSet;
use std::io::Read as _;
use std::num::{NonZeroU64, NonZeroUsize};
use std::path::Path;
use std::sync::{Arc, OnceLock};
use tower::ServiceExt;

/// Status, headers and body of a response.
struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    body: Vec<u8>,
}

impl Answer {
    fn json(&self) -> Value {
        serde_json::from_slice(&self.body).expect("JSON")
    }
}

fn engine() -> Arc<Engine> {
    static ENGINE: OnceLock<Arc<Engine>> = OnceLock::new();
    let models = Path::new(env!("CARGO_MANIFEST_DIR")).join("../models/demo");
    Arc::clone(
        ENGINE.get_or_init(|| Arc::new(Engine::load(&models).expect("the demo models load"))),
    )
}

// Shared: while Leptos lists the routes, pages elsewhere in the process do not load their data.
fn router() -> Router {
    static ROUTER: OnceLock<Router> = OnceLock::new();
    ROUTER.get_or_init(|| router_with(Config::default())).clone()
}

fn router_with(config: Config) -> Router {
    app(AppState::new(engine(), config))
}

async fn ask(method: Method, uri: &str, body: impl Into<Body>) -> Answer {
    let request = Request::builder().method(method).uri(uri).body(body.into()).expect("a request");
    answer(router(), request).await
}

async fn get_with(router: Router, uri: &str, headers: &[(&str, &str)]) -> Answer {
    let request = headers
        .iter()
        .fold(Request::builder().uri(uri), |request, (name, value)| request.header(*name, *value));
    answer(router, request.body(Body::empty()).expect("a request")).await
}

async fn answer(router: Router, request: Request<Body>) -> Answer {
    let response = router.oneshot(request).await.expect("an answer");
    Answer {
        status: response.status(),
        headers: response.headers().clone(),
        body: response.into_body().collect().await.expect("a body").to_bytes().to_vec(),
    }
}

async fn get(uri: &str) -> Answer {
    ask(Method::GET, uri, Body::empty()).await
}

async fn post(uri: &str, body: impl Into<Body>) -> Answer {
    ask(Method::POST, uri, body).await
}

fn check_problem(answer: &Answer, status: u16, name: &str, parameter: Option<&str>) {
    let problem = answer.json();
    assert_eq!(answer.headers["content-type"], "application/problem+json", "{problem}");
    assert_eq!(answer.status.as_u16(), status, "{problem}");
    assert_eq!(problem["status"], status, "{problem}");
    assert_eq!(problem["type"], format!("/problems/{name}"), "{problem}");
    assert_eq!(problem.get("parameter").and_then(Value::as_str), parameter, "{problem}");
    assert!(problem["detail"].as_str().is_some_and(|detail| !detail.is_empty()), "{problem}");
}

async fn fast_car() -> Value {
    get("/api/v1/search?q=fast+chapman&limit=1").await.json()["results"][0]["track"].take()
}

fn indices(results: &Value) -> Vec<u64> {
    let results = results["results"].as_array().expect("a list");
    results.iter().map(|result| result["track"]["index"].as_u64().expect("a number")).collect()
}

fn rows(answer: &Answer) -> Vec<u64> {
    serde_json::from_slice(&answer.body).expect("row numbers")
}

#[tokio::test(flavor = "multi_thread")]
async fn search_finds_tracks_and_marks_the_best() {
    let found = get("/api/v1/search?q=bohemain%20rapsody%20quen").await.json();
    assert_eq!(found["query"], "bohemain rapsody quen");
    assert_eq!(found["best"], 0);
    assert_eq!(found["results"][0]["track"]["name"], "Bohemian Rhapsody");
    assert_eq!(found["results"][0]["track"]["artists"], json!(["Queen"]));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hopeless_search_has_no_best() {
    let found = get("/api/v1/search?q=xqzjvw%20kkqqzz").await.json();
    assert!(found["best"].is_null(), "{found}");
}

#[tokio::test(flavor = "multi_thread")]
async fn tracks_and_similar_songs() {
    let track = fast_car().await;
    let id = track["id"].as_str().expect("an id");
    assert_eq!(get(&format!("/api/v1/tracks/{id}")).await.json(), track);
    let similar = get(&format!("/api/v1/tracks/{id}/similar?limit=7")).await.json();
    assert_eq!(similar["track"], track);
    assert_eq!(indices(&similar).len(), 7);
    assert!(!indices(&similar).contains(&track["index"].as_u64().expect("a number")));
}

fn check_reasons(result: &Value) {
    let reasons = result["reasons"].as_array().expect("a list");
    let sum: f64 = reasons.iter().filter_map(|reason| reason["part"].as_f64()).sum();
    assert!((sum - result["score"].as_f64().expect("a number")).abs() < 1e-4, "{result}");
    assert!(result["why"].as_str().is_some_and(|why| !why.is_empty()), "{result}");
}

#[tokio::test(flavor = "multi_thread")]
async fn recommendations_have_reasons_and_follow_the_tuning() {
    let uri = "/api/v1/recommendations?seed_tracks=ew-t0793&limit=5&min_year=1990&max_year=1999\
               &target_energy=0.8&order=-year&explicit=false";
    let found = get(uri).await.json();
    assert_eq!(found["seeds"][0]["id"], "ew-t0793", "{found}");
    let results = found["results"].as_array().expect("a list");
    assert_eq!(results.len(), 5, "{found}");
    results.iter().for_each(check_reasons);
    let years: Vec<&str> =
        results.iter().filter_map(|r| r["track"]["release_date"].as_str()?.get(..4)).collect();
    assert!(years.iter().all(|year| ("1990"..="1999").contains(year)), "{years:?}");
    assert!(years.is_sorted_by(|a, b| a >= b), "{years:?}");
    assert_eq!(found["filters"][0]["filter"], "min_year=1990&max_year=1999");
    assert!(found["filters"][0]["removed"].as_u64().is_some_and(|removed| removed > 100));
}

#[tokio::test(flavor = "multi_thread")]
async fn paths() {
    let way = get("/api/v1/path?from=ew-t0793&to=ew-t0001&limit=4").await.json();
    let results = way["results"].as_array().expect("a list");
    assert_eq!(results.len(), 4, "{way}");
    results.iter().for_each(check_reasons);
    check_problem(
        &get("/api/v1/path?from=ew-t0793&to=nowhere").await,
        404,
        "unknown-track",
        Some("to"),
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn several_tracks() {
    let found = get("/api/v1/tracks?ids=ew-t0793,nowhere,ew-t0001,ew-t0793").await.json();
    let ids: Vec<&str> = found["tracks"]
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(|t| t["id"].as_str())
        .collect();
    assert_eq!(ids, ["ew-t0793", "ew-t0001"]);
    assert_eq!(found["missing"], json!(["nowhere"]));
    let most: Vec<String> = (0..50).map(|n| format!("x{n}")).collect();
    assert_eq!(get(&format!("/api/v1/tracks?ids={}", most.join(","))).await.status, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn genres_are_counted() {
    let all = get("/api/v1/genres?limit=10000").await.json();
    let genres = all["genres"].as_array().expect("a list");
    assert_eq!(all["total"], genres.len());
    let counts: Vec<u64> = genres.iter().filter_map(|genre| genre["tracks"].as_u64()).collect();
    assert!(counts.is_sorted_by(|a, b| a >= b) && counts.first() > Some(&10), "{counts:?}");
    let some = get("/api/v1/genres?prefix=DREAM&limit=1").await.json();
    assert_eq!(some["genres"].as_array().map(Vec::len), Some(1), "{some}");
    assert!(some["genres"][0]["name"].as_str().is_some_and(|name| name.starts_with("dream")));
    assert_eq!(get("/api/v1/genres?prefix=qqqq").await.json(), json!({"total": 0, "genres": []}));
}

#[tokio::test(flavor = "multi_thread")]
async fn descriptions() {
    let text =
        "a%20rock%20song%20by%20Queen%20from%20the%2070s%2C%20not%20a%20slow%20one%20%E2%80%A6";
    let answer = get(&format!("/api/v1/describe?text={text}&limit=5")).await.json();
    let understood = answer["understood"].as_array().expect("a list");
    let clue = |text: &str| understood.iter().find(|clue| clue["text"] == text).expect(text);
    assert_eq!(clue("Queen")["clue"], json!({"kind": "name", "named": "artist", "role": "by"}));
    assert_eq!(clue("70s")["clue"], json!({"kind": "years", "from": 1970, "to": 1979}));
    assert_eq!((&clue("70s")["start"], &clue("70s")["end"]), (&json!(30), &json!(33)), "{answer}");
    let results = answer["results"].as_array().expect("a list");
    assert_eq!(results.len(), 5);
    assert_eq!(results[0]["track"]["artists"][0], "Queen");
    let shares = results[0]["parts"].as_array().expect("a list").iter();
    let sum: f64 = shares.filter_map(|part| part["share"].as_f64()).sum();
    assert!((sum - results[0]["score"].as_f64().expect("a score")).abs() < 1e-3, "{answer}");
}

/// What a wish is read as: its parameters, and the words that are not understood.
async fn check_wish(text: &str, given: &str, parameters: &str, not_understood: &[&str]) -> Value {
    let text = text.replace(' ', "%20");
    let uri = format!("/api/v1/recommendations?text={text}{given}");
    let answer = get(&uri).await.json();
    assert_eq!(answer["parameters"], parameters, "{uri}: {answer}");
    let unknown = answer["not_understood"].as_array().expect("a list").iter();
    let unknown: Vec<&str> = unknown.filter_map(|span| span["text"].as_str()).collect();
    assert_eq!(unknown, not_understood, "{uri}");
    let same = get(&format!("/api/v1/recommendations?limit=5&{parameters}")).await.json();
    assert_eq!(same["results"], answer["results"], "{uri}");
    answer
}

#[tokio::test(flavor = "multi_thread")]
async fn wishes() {
    let answer = check_wish(
        "90s trip hop, slow and sad",
        "&limit=5",
        "seed_genres=trip%20hop&target_tempo=71&target_valence=0.15&min_year=1990&max_year=1999",
        &[],
    )
    .await;
    assert_eq!(indices(&answer).len(), 5);
    assert!(answer["results"][0]["track"]["genres"].to_string().contains("trip hop"), "{answer}");
    let slow = json!({"kind": "sound", "feature": "tempo", "high": false});
    assert_eq!(
        (&answer["understood"][2]["text"], &answer["understood"][2]["clue"]),
        (&json!("slow"), &slow)
    );
    let creep = "seed_tracks=ew-t1312&more=calmer&min_year=1990&max_year=1999";
    let answer = check_wish("songs like creep but calmer, 90s", "&limit=5", creep, &[]).await;
    assert_eq!(answer["seeds"][0]["name"], "Creep");
    check_wish("slow music with glockenspiels", "&limit=5", "target_tempo=71", &["glockenspiels"])
        .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn parameters_precede_what_a_text_says() {
    let text = "songs like creep but calmer, 90s";
    let given = "&limit=5&target_energy=0.9&min_year=1980";
    let parameters = "seed_tracks=ew-t1312&target_energy=0.9&min_year=1980";
    check_wish(text, given, parameters, &[]).await;
    let others = "&limit=5&seed_genres=soul&more=older";
    let parameters = "seed_tracks=ew-t1312&seed_genres=soul&more=older,calmer";
    check_wish(text, others, parameters, &[]).await;
    let given = "&limit=5&seed_tracks=ew-t0793";
    check_wish("but calmer please", given, "seed_tracks=ew-t0793&more=calmer", &[]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn artists_are_left_out() {
    let answer = get(
        "/api/v1/recommendations?text=something%20like%20creep%2C%20not%20by%20radiohead&limit=100",
    )
    .await
    .json();
    let artists = answer["results"].as_array().expect("a list").iter();
    assert!(artists.clone().count() > 50, "{answer}");
    assert!(
        artists
            .map(|song| song["track"]["artists"].to_string())
            .all(|names| !names.contains("Radiohead"))
    );
    assert!(
        answer["parameters"].as_str().is_some_and(|text| text.contains("without_artists=")),
        "{answer}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn searches_say_what_is_understood_of_more_than_titles() {
    for title in
        ["bohemain%20rapsody%20quen", "somebody%20to%20love", "like%20a%20virgin", "slow%20hands"]
    {
        let found = get(&format!("/api/v1/search?q={title}")).await.json();
        let names: Vec<&String> = found.as_object().expect("an object").keys().collect();
        assert_eq!(names, ["best", "dropped", "query", "results"], "{title}");
    }
    let found = get("/api/v1/search?q=songs%20like%20creep%20but%20calmer%2C%2090s").await.json();
    assert_eq!(found["read_as"], "wish");
    assert_eq!(found["wish"], "seed_tracks=ew-t1312&more=calmer&min_year=1990&max_year=1999");
    let like = &found["understood"][0];
    assert_eq!(
        (&like["text"], &like["start"], &like["end"]),
        (&json!("creep"), &json!(11), &json!(16))
    );
    let text =
        "a%20rock%20song%20by%20Queen%20from%20the%2070s%2C%20not%20a%20slow%20one%20I%20think";
    let found = get(&format!("/api/v1/search?q={text}&limit=5")).await.json();
    assert_eq!(found["read_as"], "description");
    assert_eq!(found["results"][0]["found_by"], "description");
    assert_eq!(found["results"][0]["track"]["artists"][0], "Queen");
    assert_eq!(found["results"][0]["score"], 1.0);
    let described = get(&format!("/api/v1/describe?text={text}&limit=5")).await.json();
    assert_eq!(indices(&described), indices(&found));
    assert_eq!(described["understood"], found["understood"]);
    assert_eq!(described["results"][0]["parts"], found["results"][0]["parts"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn long_searches_are_read_to_the_end() {
    let long = format!("{}a%20song%20by%20queen", "bla%20".repeat(480));
    let found = get(&format!("/api/v1/search?q={long}&limit=1")).await.json();
    assert_eq!(found["results"][0]["track"]["artists"][0], "Queen", "{found}");
    assert_eq!(found["query"].as_str().map(str::len), Some(4 * 480 + "a song by queen".len()));
}

#[tokio::test(flavor = "multi_thread")]
async fn map() {
    let map = get("/api/v1/map").await.json();
    let songs = usize::try_from(map["songs"].as_u64().expect("a number")).expect("a length");
    assert_eq!(map["families"][0], "classical");
    let genres: Vec<&str> = map["landmarks"]
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(|l| l["genre"].as_str())
        .collect();
    assert!(genres.contains(&"soul") && songs > 1000, "{map}");

    let places = get("/api/v1/map/places").await;
    assert_eq!(places.headers["content-type"], "application/octet-stream");
    assert_eq!(places.body.len(), 5 * songs);
    let packed = [("accept-encoding", "br, gzip")];
    let packed = get_with(router(), "/api/v1/map/places", &packed).await;
    assert_eq!(packed.headers["content-encoding"], "gzip");
    let mut unpacked = Vec::new();
    flate2::read::GzDecoder::new(&packed.body[..]).read_to_end(&mut unpacked).expect("gzip");
    assert!(unpacked == places.body);
    let found = get("/api/v1/map/tracks?ids=ew-t0793,nowhere").await.json();
    let found = found.as_array().expect("a list");
    assert_eq!((found.len(), &found[0]["id"]), (1, &json!("ew-t0793")));
    let number = found[0]["number"].as_u64().expect("a number");
    let at = 4 * usize::try_from(number).expect("an index");
    let x = u16::from_le_bytes([places.body[at], places.body[at + 1]]);
    assert_eq!(found[0]["x"], x);
    let song = get(&format!("/api/v1/map/songs/{number}")).await.json();
    assert_eq!(song["id"], "ew-t0793");
}

#[tokio::test(flavor = "multi_thread")]
async fn conditional_requests() {
    let uri = "/api/v1/search?q=fast+car";
    let first = get(uri).await;
    let tag = first.headers["etag"].to_str().expect("text");
    assert_eq!(first.headers["cache-control"], "public, max-age=60");
    for known in [tag, "*", &format!("\"other\", {tag}"), tag.trim_start_matches("W/")] {
        let again = get_with(router(), uri, &[("if-none-match", known)]).await;
        assert_eq!(again.status, StatusCode::NOT_MODIFIED, "{known}");
        assert!(again.body.is_empty() && again.headers["etag"] == tag);
        assert!(!again.headers.contains_key("content-type"));
    }
    let other = get_with(router(), uri, &[("if-none-match", "\"other\"")]).await;
    assert_eq!(other.status, StatusCode::OK);
    for known in [tag, "*"] {
        let wrong = get_with(router(), "/api/v1/search?q=", &[("if-none-match", known)]).await;
        check_problem(&wrong, 400, "invalid-parameter", Some("q"));
        assert!(!wrong.headers.contains_key("etag"));
    }
    let elsewhere = get_with(router(), "/api/v1/search?q=rain", &[("if-none-match", tag)]).await;
    assert_eq!(elsewhere.status, StatusCode::OK, "a tag belongs to one URL");
}

#[tokio::test(flavor = "multi_thread")]
async fn known_responses_cost_neither_the_engine_nor_the_rate_limit() {
    let trusted_proxies =
        vec!["0.0.0.0/32".parse().expect("the address of requests without a socket")];
    let router = router_with(Config { rate_limit: 1, trusted_proxies, ..Config::default() });
    let uri = "/api/v1/search?q=fast+car";
    let first = get_with(router.clone(), uri, &[]).await;
    assert_eq!(first.headers["cache-control"], "private, max-age=60", "it has RateLimit headers");
    let tag = first.headers["etag"].to_str().expect("text");
    for _ in 0..3 {
        let again = get_with(router.clone(), uri, &[("if-none-match", tag)]).await;
        assert_eq!(again.status, StatusCode::NOT_MODIFIED);
        assert!(!again.headers.contains_key("ratelimit"));
        assert_eq!(again.headers["cache-control"], "private, max-age=60", "as the response was");
    }
    let metrics = String::from_utf8(get_with(router.clone(), "/metrics", &[]).await.body);
    let metrics = metrics.expect("UTF-8");
    assert!(metrics.contains("earworm_engine_work_seconds_count 1\n"), "{metrics}");
    let line = "earworm_conditional_requests_total{outcome=\"not_modified\"} 3\n";
    assert!(metrics.contains(line), "{metrics}");
    check_problem(&get_with(router, uri, &[]).await, 429, "too-many-requests", None);
}

#[tokio::test(flavor = "multi_thread")]
async fn documentation_is_rate_limited() {
    for uri in ["/openapi.json", "/docs", "/problems", "/problems/internal"] {
        let router = router_with(Config { rate_limit: 1, ..Config::default() });
        assert_eq!(get_with(router.clone(), uri, &[]).await.status, StatusCode::OK, "{uri}");
        check_problem(&get_with(router, uri, &[]).await, 429, "too-many-requests", None);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn builds_have_different_tags() {
    let metrics = String::from_utf8(get("/metrics").await.body).expect("UTF-8");
    let (_, build) = metrics.split_once("earworm_build_info{").expect("the program");
    let (_, build) = build.split_once("build=\"").expect("the build");
    let (build, _) = build.split_once('"').expect("its end");
    assert_eq!(build.len(), 16);
    let genres = get("/api/v1/genres").await;
    assert!(genres.headers["etag"].to_str().is_ok_and(|tag| tag.contains(build)), "{build}");
}

#[tokio::test(flavor = "multi_thread")]
async fn errors_are_counted() {
    let router = router_with(Config { rate_limit: 1, ..Config::default() });
    for _ in 0..3 {
        get_with(router.clone(), "/api/v1/genres", &[]).await;
    }
    let metrics = String::from_utf8(get_with(router, "/metrics", &[]).await.body).expect("UTF-8");
    let line = "earworm_problems_total{kind=\"too-many-requests\"} 2\n";
    assert!(metrics.contains(line), "{metrics}");
}

#[tokio::test(flavor = "multi_thread")]
async fn readyz_does_not_wait_for_a_worker() {
    let one = NonZeroUsize::MIN;
    let router = router_with(Config { max_requests: one, workers: one, ..Config::default() });
    let heavy = "/api/v1/recommendations?seed_tracks=ew-t0793&limit=100&min_year=1990";
    let busy: Vec<_> =
        (0..20).map(|_| tokio::spawn(get_with(router.clone(), heavy, &[]))).collect();
    for _ in 0..20 {
        assert_eq!(get_with(router.clone(), "/readyz", &[]).await.status, StatusCode::OK);
    }
    for answer in busy {
        answer.await.expect("no panic");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn replicas_agree() {
    let models = Path::new(env!("CARGO_MANIFEST_DIR")).join("../models/demo");
    let other = Arc::new(Engine::load(&models).expect("the demo models load"));
    let other = app(AppState::new(other, Config::default()));
    for uri in [
        "/api/v1/search?q=bohemain+rapsody",
        "/api/v1/tracks/ew-t0793/similar?limit=50",
        "/api/v1/genres",
    ] {
        let (one, two) = (get(uri).await, get_with(other.clone(), uri, &[]).await);
        assert_eq!(one.headers["etag"], two.headers["etag"], "{uri}");
        assert_eq!(one.body, two.body, "{uri}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn cors() {
    let from = [("origin", "https://example.org")];
    let uri = "/api/v1/search?q=fast+car";
    let allowed = |answer: &Answer| answer.headers.get("access-control-allow-origin").cloned();
    assert_eq!(allowed(&get_with(router(), uri, &from).await), None);
    for (origin, expected) in [
        ("*", Some("*")),
        ("https://example.org", Some("https://example.org")),
        ("https://example.com", None),
    ] {
        let cors_origins = vec![origin.parse().expect("an origin")];
        let router = router_with(Config { cors_origins, ..Config::default() });
        let allowed = allowed(&get_with(router, uri, &from).await);
        assert_eq!(allowed.as_ref().map(|value| value.to_str().expect("text")), expected);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn rate_limit() {
    let trusted_proxies =
        vec!["0.0.0.0/32".parse().expect("the address of requests without a socket")];
    let config = Config { rate_limit: 3, trusted_proxies, ..Config::default() };
    let router = router_with(config);
    let from = |address: &'static str| [("x-forwarded-for", address)];
    for left in ["r=2;t=20", "r=1;t=40", "r=0;t=60"] {
        let answer = get_with(router.clone(), "/api/v1/genres", &from("192.0.2.1")).await;
        assert_eq!(answer.status, StatusCode::OK);
        assert_eq!(answer.headers["ratelimit"], format!("\"client\";{left}"));
        assert_eq!(answer.headers["ratelimit-policy"], "\"client\";q=3;w=60");
    }
    let refused = get_with(router.clone(), "/api/v1/genres", &from("192.0.2.1")).await;
    check_problem(&refused, 429, "too-many-requests", None);
    let wait: u32 =
        refused.headers["retry-after"].to_str().expect("text").parse().expect("seconds");
    assert!((1..=20).contains(&wait), "{wait}");
    let other = get_with(router.clone(), "/api/v1/genres", &from("192.0.2.2")).await;
    assert_eq!(other.status, StatusCode::OK);
    assert_eq!(get_with(router, "/healthz", &from("192.0.2.1")).await.status, StatusCode::OK);
}

#[tokio::test(flavor = "multi_thread")]
async fn probes_and_metrics() {
    assert_eq!(get("/readyz").await.body, b"ready\n");
    get("/api/v1/search?q=a+secret+hint").await;
    get("/no-such-page").await;
    let metrics = get("/metrics").await;
    assert!(metrics.headers["content-type"].to_str().expect("text").contains("openmetrics"));
    let text = String::from_utf8(metrics.body).expect("UTF-8");
    for line in [
        r#"earworm_request_duration_seconds_count{route="/api/v1/search",method="GET",status="200"}"#,
        "earworm_engine_wait_seconds_bucket{le=",
        "earworm_engine_work_seconds_bucket{le=",
        "earworm_tracks ",
        "# EOF",
    ] {
        assert!(text.contains(line), "{line} is not in {text}");
    }
    assert!(!text.contains("secret") && !text.contains("no-such-page"), "{text}");
}

#[test]
fn the_grafana_board_shows_documented_metrics() {
    let board = include_str!("../../deploy/grafana.json");
    let document = include_str!("../../docs/deploy.md");
    let _: Value = serde_json::from_str(board).expect("JSON");
    let in_name = |letter: char| letter.is_ascii_lowercase() || letter == '_';
    for name in board.split(|letter| !in_name(letter)).filter(|name| name.starts_with("earworm_")) {
        let metric = name.trim_end_matches("_bucket").trim_end_matches("_count");
        assert!(document.contains(&format!("| `{metric}` |")), "{metric} is not in docs/deploy.md");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn request_ids() {
    let id = |answer: &Answer| answer.headers["x-request-id"].to_str().expect("text").to_owned();
    assert_eq!(id(&get_with(router(), "/healthz", &[("x-request-id", "abc-1")]).await), "abc-1");
    for wrong in ["two words", &"a".repeat(65)] {
        let answer = get_with(router(), "/healthz", &[("x-request-id", wrong)]).await;
        assert_eq!(id(&answer).len(), 36);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn excess_requests_get_503() {
    let [max_requests, workers] = [2, 1].map(|number| NonZeroUsize::new(number).expect("not 0"));
    let config = Config { max_requests, workers, ..Config::default() };
    let router = router_with(config);
    let uri = "/api/v1/recommendations?seed_tracks=ew-t0793&limit=100&min_year=1990";
    let asked = (0..40).map(|_| tokio::spawn(get_with(router.clone(), uri, &[])));
    let mut statuses = Vec::new();
    for answer in asked.collect::<Vec<_>>() {
        let answer = answer.await.expect("no panic");
        statuses.push(answer.status.as_u16());
        if answer.status != StatusCode::OK {
            check_problem(&answer, 503, "overloaded", None);
            assert_eq!(answer.headers["retry-after"], "1");
        }
    }
    assert!(statuses.contains(&200) && statuses.contains(&503), "{statuses:?}");
    assert_eq!(get_with(router, uri, &[]).await.status, StatusCode::OK);
}

#[tokio::test(flavor = "multi_thread")]
async fn slow_bodies_time_out() {
    let cors_origins = vec!["*".parse().expect("an origin")];
    let config = Config { request_timeout: NonZeroU64::MIN, cors_origins, ..Config::default() };
    let router = router_with(config);
    let body =
        Body::from_stream(futures_util::stream::pending::<Result<Vec<u8>, std::io::Error>>());
    let request = Request::post("/recommended_songs").body(body).expect("a request");
    let timed_out = answer(router, request).await;
    check_problem(&timed_out, 503, "timed-out", None);
    assert_eq!(timed_out.headers["access-control-allow-origin"], "*", "browsers can read it");
}

#[tokio::test(flavor = "multi_thread")]
async fn paths_stay_in_their_folders() {
    let dir = tempfile::tempdir().expect("a directory");
    let site = dir.path().join("site");
    std::fs::create_dir_all(site.join("pkg")).expect("a directory");
    for file in ["secret.txt", "site/open.txt", "site/pkg/open.txt"] {
        std::fs::write(dir.path().join(file), "not for visitors").expect("written");
    }
    let router = router_with(Config { site, ..Config::default() });
    for served in ["/open.txt", "/pkg/open.txt"] {
        assert_eq!(get_with(router.clone(), served, &[]).await.status, StatusCode::OK, "{served}");
    }
    for folder in ["", "/pkg", "/docs", "/problems", "/page"] {
        for path in [
            "/../secret.txt",
            "/../../secret.txt",
            "/..%2fsecret.txt",
            "/%2e%2e/%2e%2e/secret.txt",
            "/%2e%2e%2f%2e%2e%2fsecret.txt",
            "/..%5c..%5csecret.txt",
            "/%2fetc%2fpasswd",
            "//etc/passwd",
            "/%00",
            "/x/../../../../../../etc/passwd",
        ] {
            let answer = get_with(router.clone(), &format!("{folder}{path}"), &[]).await;
            let text = String::from_utf8_lossy(&answer.body);
            assert!(
                !text.contains("not for visitors") && !text.contains("root:"),
                "{folder}{path}"
            );
            assert!(answer.status.is_client_error(), "{folder}{path}: {}", answer.status);
        }
    }
}

// To update the file: EARWORM_UPDATE=1 cargo test -p server --test api
#[test]
fn openapi_json_is_up_to_date() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/openapi.json");
    if std::env::var_os("EARWORM_UPDATE").is_some() {
        std::fs::write(&path, server::openapi_json()).expect("written");
    }
    let written = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        written == server::openapi_json(),
        "docs/openapi.json is out of date: run this test with EARWORM_UPDATE=1"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn every_route_is_documented() {
    let description = get("/openapi.json").await.json();
    assert!(description["openapi"].as_str().is_some_and(|version| version.starts_with("3.1.")));
    let paths = description["paths"].as_object().expect("paths");
    for (path, item) in paths {
        let uri = path.replace("{id}", "ew-t0793");
        for method in ["get", "post"] {
            let asked = ask(method.to_uppercase().parse().expect("a method"), &uri, "").await;
            let exists = asked.status != StatusCode::METHOD_NOT_ALLOWED;
            assert_eq!(exists, item.get(method).is_some(), "{method} {path}");
            let described = &item[method]["responses"];
            let status = asked.status.as_str();
            assert!(!exists || described.get(status).is_some(), "{method} {path}: {status}");
        }
    }
    for path in [
        "/search",
        "/tracks",
        "/tracks/{id}",
        "/tracks/{id}/similar",
        "/recommendations",
        "/path",
        "/genres",
    ] {
        assert!(paths.contains_key(&format!("/api/v1{path}")), "{path}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn docs_pages_have_every_route_and_problem() {
    let page = get("/docs").await;
    let html = String::from_utf8(page.body).expect("UTF-8");
    let policy = page.headers["content-security-policy"].to_str().expect("text");
    assert!(policy.starts_with("default-src 'none'; style-src 'self'"), "{policy}");
    assert!(
        !html.contains("<script") && !html.contains("style=") && !html.contains("//"),
        "{html}"
    );
    let description = get("/openapi.json").await.json();
    for path in description["paths"].as_object().expect("paths").keys() {
        assert!(html.contains(&format!("{path}</code>")), "{path}");
    }
    let text = description.to_string();
    let problems = String::from_utf8(get("/problems").await.body).expect("UTF-8");
    for name in text.split("`/problems/").skip(1).filter_map(|rest| rest.split('`').next()) {
        let page = get(&format!("/problems/{name}")).await;
        assert_eq!(page.status, StatusCode::OK, "{name}");
        assert!(problems.contains(&format!("/problems/{name}</code>")), "{name}");
    }
    assert_eq!(get("/problems/other").await.status, StatusCode::NOT_FOUND);
    assert_eq!(get("/docs/docs.css").await.headers["content-type"], "text/css");
}

#[tokio::test(flavor = "multi_thread")]
async fn spotifinder_matches() {
    let matching = post("/matching_songs?hint=Fast%20Chapman", Body::empty()).await;
    let found = get("/api/v1/search?q=Fast%20Chapman").await.json();
    // If fewer than ten songs match, others fill the list.
    assert!(rows(&matching).starts_with(&indices(&found)));
    assert_eq!(rows(&matching).len(), 10);
}

#[tokio::test(flavor = "multi_thread")]
async fn spotifinder_recommends_for_its_own_records() {
    let track = fast_car().await;
    let similar = format!("/api/v1/tracks/{}/similar", track["id"].as_str().expect("an id"));
    let expected = indices(&get(&similar).await.json());
    let mut record = track.clone();
    record["artists"] = json!("Tracy Chapman");
    record["id_artists"] = json!("['7oPftvlwr6VrsViSDV7fJY']");
    record["genres"] = json!("['folk', 'singer-songwriter']");
    record["explicit"] = json!(0);
    record["lyrics"] = json!("");
    assert_eq!(rows(&post("/recommended_songs", record.to_string()).await), expected);
}

#[tokio::test(flavor = "multi_thread")]
async fn spotifinder_recommends_for_songs_outside_the_catalogue() {
    let record = json!({
        "id": "7xGfFoTpQ2E7fRF5lN10tr", "name": "Unheard", "artists": "Nobody", "explicit": false,
        "popularity": 12.0, "duration_ms": 200_000, "key": 2, "mode": 1, "tempo": null,
        "energy": 0.9, "danceability": 0.4, "loudness": -5, "time_signature": 4.0,
        "genres": "hard rock,classic rock", "release_date": "1975", "lang": "en", "extra": [1],
    });
    assert_eq!(rows(&post("/recommended_songs", record.to_string()).await).len(), 10);
}

#[tokio::test(flavor = "multi_thread")]
async fn batch_search() {
    let body = json!({"queries": ["bohemain rapsody quen", "fast chapman"], "limit": 1});
    let found = post("/api/v1/search", body.to_string()).await.json();
    assert_eq!(found["results"][0]["results"][0]["track"]["name"], "Bohemian Rhapsody", "{found}");
    assert_eq!(found["results"][1]["results"][0]["track"]["name"], "Fast Car", "{found}");
    for body in [
        json!({"queries": []}),
        json!({"queries": vec!["a"; 101]}),
        json!({"queries": [""]}),
        json!({"queries": ["a"], "limit": 0}),
        json!(["a"]),
    ] {
        let answer = post("/api/v1/search", body.to_string()).await;
        check_problem(&answer, 400, "invalid-body", Some("body"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn recommendations_for_songs_outside_the_catalogue() {
    let song = json!({"genres": ["folk"], "energy": 0.3, "release_date": "1988"}).to_string();
    let found = post("/api/v1/recommendations?limit=3", song.clone()).await.json();
    assert_eq!(indices(&found).len(), 3);
    check_problem(
        &post("/api/v1/recommendations?limit=0", song).await,
        400,
        "invalid-parameter",
        Some("limit"),
    );
    let empty = post("/api/v1/recommendations", "{}").await;
    check_problem(&empty, 400, "invalid-body", Some("body"));
}

#[tokio::test(flavor = "multi_thread")]
async fn about_the_models() {
    let about = get("/api/v1/about").await.json();
    assert_eq!(about["preset"], "earworm");
    assert!(about["tracks"].as_u64() > Some(1000) && about["sources"][0]["sha256"].is_string());
}

#[tokio::test(flavor = "multi_thread")]
async fn the_document_suits_client_generators() {
    let document = get("/openapi.json").await.json();
    assert_eq!(document["servers"][0]["url"], "/");
    let paths = document["paths"].as_object().expect("paths");
    assert!(paths.contains_key("/list.csv") && paths.contains_key("/list.m3u"));
    let operations = paths.values().flat_map(|item| item.as_object().expect("methods").values());
    let ids: Vec<&str> = operations.filter_map(|one| one["operationId"].as_str()).collect();
    assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len(), "{ids:?}");
    assert!(ids.contains(&"searchSongs") && !ids.contains(&"map"), "{ids:?}");
}

fn fifty_one() -> String {
    (0..51).map(|n| format!("x{n}")).collect::<Vec<_>>().join(",")
}

#[tokio::test(flavor = "multi_thread")]
async fn bad_parameters() {
    let long = "a".repeat(10_000);
    for (uri, parameter) in [
        ("/api/v1/search", "q"),
        ("/api/v1/search?q=", "q"),
        ("/api/v1/search?q=%E2%80%8B", "q"),
        (&format!("/api/v1/search?q={long}"), "q"),
        ("/api/v1/search?q=a&limit=abc", "limit"),
        ("/api/v1/search?q=a&limit=0", "limit"),
        ("/api/v1/search?q=a&limit=101", "limit"),
        ("/api/v1/search?q=a&limit=99999999999", "limit"),
        ("/api/v1/describe", "text"),
        ("/api/v1/describe?text=%20", "text"),
        (&format!("/api/v1/describe?text={}", "a".repeat(2001)), "text"),
        ("/api/v1/tracks/two%20words", "id"),
        ("/api/v1/tracks/%FF", "id"),
        (&format!("/api/v1/tracks/{long}/similar"), "id"),
        ("/api/v1/tracks/ew-t0793/similar?limit=0", "limit"),
        ("/api/v1/tracks/ew-t0793/similar?colour=red", "colour"),
        ("/api/v1/tracks/ew-t0793/similar?limit=3&limit=4", "limit"),
        ("/api/v1/recommendations", "seed_tracks"),
        ("/api/v1/recommendations?text=%20", "text"),
        ("/api/v1/recommendations?text=glockenspiels", "text"),
        ("/api/v1/recommendations?text=sad&text=slow", "text"),
        ("/api/v1/recommendations?text=sad%20songs&colour=red", "colour"),
        ("/api/v1/recommendations?without_artists=nobody&min_year=1990", "without_artists"),
        ("/api/v1/recommendations?seed_tracks=two%20words", "seed_tracks"),
        ("/api/v1/recommendations?seed_genres=no%20such%20genre", "genre or seed_genres"),
        ("/api/v1/tracks/ew-t0793/similar?genre=no%20such%20genre", "genre or seed_genres"),
        ("/api/v1/recommendations?seed_tracks=a&target_energy=11", "target_energy"),
        ("/api/v1/recommendations?seed_tracks=a&min_tempo=%20", "min_tempo"),
        ("/api/v1/tracks", "ids"),
        ("/api/v1/tracks?ids=", "ids"),
        ("/api/v1/tracks?ids=a,,b", "ids"),
        (&format!("/api/v1/tracks?ids={}", fifty_one()), "ids"),
        ("/api/v1/genres?limit=0", "limit"),
        ("/api/v1/genres?limit=10001", "limit"),
        (&format!("/api/v1/genres?prefix={long}"), "prefix"),
        ("/api/v1/map/songs/one", "number"),
        ("/api/v1/map/songs/4294967296", "number"),
        ("/api/v1/map/tracks", "ids"),
        ("/api/v1/path?to=ew-t0793", "from"),
        ("/api/v1/path?from=ew-t0793&to=two%20words", "to"),
    ] {
        check_problem(&get(uri).await, 400, "invalid-parameter", Some(parameter));
    }
    check_problem(&get("/api/v1/search?q=a&q=b").await, 400, "invalid-parameter", None);
    let hintless = post("/matching_songs", Body::empty()).await;
    check_problem(&hintless, 400, "invalid-parameter", Some("hint"));
}

#[tokio::test(flavor = "multi_thread")]
async fn unknown_tracks_and_routes_and_methods() {
    let song = get("/api/v1/map/songs/4294967295").await;
    check_problem(&song, 404, "unknown-song", Some("number"));
    check_problem(&get("/api/v1/tracks/nowhere").await, 404, "unknown-track", Some("id"));
    check_problem(&get("/api/v1/tracks/nowhere/similar").await, 404, "unknown-track", Some("id"));
    for uri in ["/api", "/api/", "/api/v1", "/api/v1/", "/api/v1/songs", "/api/v2/search"] {
        check_problem(&get(uri).await, 404, "unknown-route", None);
    }
    let posted = post("/api/v1/genres", Body::empty()).await;
    check_problem(&posted, 405, "method-not-allowed", None);
    check_problem(&get("/matching_songs?hint=a").await, 405, "method-not-allowed", None);
}

#[tokio::test(flavor = "multi_thread")]
async fn bad_bodies() {
    for body in ["", "{", "[]", "42", "null", "{}", r#"{"name": "nothing else"}"#, "\u{0}"] {
        let answer = post("/recommended_songs", body).await;
        check_problem(&answer, 400, "invalid-body", Some("body"));
    }
    let broken =
        futures_util::stream::once(async { Err::<Vec<u8>, _>(std::io::Error::other("gone")) });
    let answer = post("/recommended_songs", Body::from_stream(broken)).await;
    check_problem(&answer, 400, "invalid-body", Some("body"));
    let large = post("/recommended_songs", "x".repeat((1 << 20) + 1)).await;
    check_problem(&large, 413, "body-too-large", Some("body"));
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_are_complete_without_javascript() {
    let page = get("/?q=bohemain%20rapsody%20quen").await;
    let html = String::from_utf8(page.body).expect("UTF-8");
    assert_eq!(page.status, StatusCode::OK);
    assert!(html.contains("<title>bohemain rapsody quen – Earworm</title>"), "{html}");
    assert!(html.contains("Best match"), "{html}");
    let id = fast_car().await["id"].as_str().expect("an id").to_owned();
    let song = String::from_utf8(get(&format!("/?song={id}")).await.body).expect("UTF-8");
    assert!(song.contains("<table") && song.contains("Tracy Chapman"), "{song}");
    for to in ["to=ew-t0001", "to_query=bohemain%20rapsody"] {
        let page = get(&format!("/?song={id}&{to}")).await;
        let html = String::from_utf8(page.body).expect("UTF-8");
        assert_eq!(page.status, StatusCode::OK, "{to}");
        assert_eq!(html.matches("class=\"path__step\"").count(), 10, "{html}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn missing_pages() {
    for uri in [
        "/nowhere",
        "/?song=nowhere",
        "/?song=two%20words",
        "/?song=ew-t0793&to=nowhere",
        "/?song=ew-t0793&to_query=%E2%80%8B",
        "/?song=ew-t0793&to_query=xqzjvw%20kkqqzz%20wwxxqq",
        "/pkg/nowhere.js",
        "/..%2f..%2fCargo.toml",
    ] {
        assert_eq!(get(uri).await.status, StatusCode::NOT_FOUND, "{uri}");
    }
}

async fn text(uri: &str) -> String {
    String::from_utf8(get(uri).await.body).expect("UTF-8")
}

#[tokio::test(flavor = "multi_thread")]
async fn lists_have_suggestions() {
    let html = text("/list?songs=ew-t0793,gone,ew-t0001").await;
    assert!(html.contains("A list of 2 songs"), "{html}");
    assert!(html.contains("1 song in this link is not in the catalogue"), "{html}");
    assert_eq!(html.matches("class=\"list__item\"").count(), 2, "{html}");
    assert_eq!(html.matches("list__suggestion\"").count(), 10, "{html}");
    assert!(text("/list").await.contains("Your list is empty"));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_about_page_has_the_model_card() {
    let html = text("/about").await;
    let facts = [" tracks of ", "recall at 10: ", "tracks.csv", "find.terms"];
    for fact in facts.into_iter().chain(["<dd>earworm</dd>"]) {
        assert!(html.contains(fact), "{fact}: {html}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn list_edits_redirect_to_the_new_list() {
    let check = async |query: &str, expected: &str| {
        let answer = get(&format!("/list?{query}")).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{query}");
        assert_eq!(answer.headers["location"], format!("/list{expected}"));
    };
    check("add=ew-t0793", "?songs=ew-t0793").await;
    check("songs=a,b&up=b", "?songs=b,a").await;
    check("songs=a&remove=a", "").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn invalid_lists() {
    for songs in ["two%20words".to_owned(), many_ids(101)] {
        let answer = get(&format!("/list?songs={songs}")).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{songs}");
    }
    assert_eq!(get(&format!("/list?songs={}", many_ids(100))).await.status, StatusCode::OK);
}

fn many_ids(count: usize) -> String {
    (0..count).map(|number| format!("id{number}")).collect::<Vec<_>>().join(",")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_can_be_saved() {
    let check = async |format: &str, content_type: &str, lines: usize| {
        let answer = get(&format!("/list.{format}?songs=ew-t0793,ew-t0001")).await;
        assert_eq!(answer.status, StatusCode::OK, "{format}");
        assert_eq!(answer.headers["content-type"], content_type);
        let name = format!("attachment; filename=\"list.{format}\"");
        assert_eq!(answer.headers["content-disposition"], name);
        let file = String::from_utf8(answer.body).expect("UTF-8");
        assert_eq!(file.lines().count(), lines, "{file}");
        assert!(file.contains("https://open.spotify.com/search/Bohemian"), "{file}");
    };
    check("csv", "text/csv; charset=utf-8", 3).await;
    check("m3u", "audio/x-mpegurl; charset=utf-8", 6).await;
    check("txt", "text/plain; charset=utf-8", 2).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_that_cannot_be_saved() {
    for query in ["", "?songs=", "?songs=two%20words", "?songs=a&songs=b"] {
        let parameter = if query.contains('&') { None } else { Some("songs") };
        let answer = get(&format!("/list.csv{query}")).await;
        check_problem(&answer, 400, "invalid-parameter", parameter);
    }
    let unknown = get("/list.m3u?songs=ew-t0793,nowhere").await;
    check_problem(&unknown, 404, "unknown-track", Some("songs"));
    assert!(unknown.json()["detail"].as_str().is_some_and(|detail| detail.contains("nowhere")));
}

async fn page_in(uri: &str, headers: &[(&str, &str)]) -> (HeaderMap, String) {
    let answer = get_with(router(), uri, headers).await;
    (answer.headers, String::from_utf8(answer.body).expect("UTF-8"))
}

const IN_GERMAN: (&str, &str) = ("accept-language", "de-AT,de;q=0.9,en;q=0.5");

#[tokio::test(flavor = "multi_thread")]
async fn pages_are_in_the_visitors_language() {
    let check = async |headers: &[(&str, &str)], language: &str, question: &str| {
        let (sent, html) = page_in("/", headers).await;
        assert!(html.contains(&format!("<html lang=\"{language}\"")), "{html}");
        assert!(html.contains(question), "{html}");
        assert_eq!(sent["content-language"], language);
        let vary = sent.get_all("vary").iter().filter_map(|vary| vary.to_str().ok());
        let vary = vary.collect::<Vec<_>>().join(", ");
        assert_eq!(vary, "cookie, accept-language, accept-encoding", "{headers:?}");
        assert!(
            !sent.contains_key("etag") && sent["cache-control"] == "private, no-cache",
            "{sent:?}"
        );
    };
    let (english, german) = ("Which song is stuck in your head?", "Welcher Song geht dir nicht");
    check(&[], "en", english).await;
    check(&[IN_GERMAN], "de", german).await;
    check(&[IN_GERMAN, ("cookie", "language=en")], "en", english).await;
    check(&[("cookie", "language=de")], "de", german).await;
    check(&[("cookie", "language=%00")], "en", english).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn german_pages_have_no_english_sentences() {
    let song = "/?song=ew-t0793&to_query=love&more=calmer&min_year=1990";
    let check = async |uri: &str, sentences: &[&str]| {
        let english = readable(&page_in(uri, &[]).await.1);
        let german = readable(&page_in(uri, &[IN_GERMAN]).await.1);
        for sentence in sentences {
            assert!(english.contains(sentence), "{uri}: {sentence}: {english}");
            assert!(!german.contains(sentence), "{uri}: {sentence}: {german}");
        }
    };
    check("/", &["Skip to content", "My list", "songs in the catalogue", "For example"]).await;
    check("/?q=bohemain%20rapsody", &["Best match", "content=\"Type what", " versions"]).await;
    check("/?q=xqzjvw%20kkqqzz", &["Nothing found for"]).await;
    check(song, &["Your song", "major", "How it sounds", "Beats in a bar", "other version"]).await;
    check(song, &["Add to my list", "Search Spotify", "are estimates", "Tune the", "2 changes"])
        .await;
    check(song, &["What matters", ">default<", "leaves out", "Any language", ">Finnish<"]).await;
    check(song, &["less known", "More like this", "Songs that sound like"]).await;
    check(song, &["Similarity", "Less like", "Sound ", "same classic rock", "A path to"]).await;
    check(
        song,
        &[">From ", "From Bohemian", "is compared with", "Other matches", "The other song"],
    )
    .await;
    let list = "/list?songs=ew-t0793,gone,ew-t1224";
    check(list, &["A list of 2 songs", " in total", "1 song in this link", "share the link"]).await;
    check(list, &["Drag to move", "Move Fast", "Remove Fast", "Save as", "a list of links"]).await;
    check(list, &["Songs that go with", "Based on", "What makes up", " to my list"]).await;
    check("/list", &["Your list is empty", "press “Add", "Back to the search"]).await;
    check("/about", &["About Earworm", "is found", "holds 2", "Catalogue<", "recall at"]).await;
    check("/nowhere", &["Page not found", "may be misspelt"]).await;
    check("/?song=nowhere", &["is not in the catalogue", "another catalogue"]).await;
    check("/?song=ew-t0793&min_year=2000&max_year=1990", &["These settings conflict"]).await;
}

/// The document without scripts and embedded data.
fn readable(html: &str) -> String {
    let html = without(html, "<script", "</script>");
    without(&html, " data-answers=\"", "\"")
}

fn without(html: &str, start: &str, end: &str) -> String {
    let mut pieces = html.split(start);
    let first = pieces.next().unwrap_or_default().to_owned();
    let rest = pieces.map(|piece| piece.split_once(end).map_or(piece, |(_, rest)| rest));
    rest.fold(first, |all, piece| all + piece)
}

#[tokio::test(flavor = "multi_thread")]
async fn the_api_is_always_english() {
    let answer = get_with(router(), "/api/v1/search", &[IN_GERMAN]).await;
    check_problem(&answer, 400, "invalid-parameter", Some("q"));
    assert!(!answer.headers.contains_key("content-language"));
    let similar = get_with(router(), "/api/v1/tracks/ew-t0793/similar", &[IN_GERMAN]).await;
    assert!(similar.json()["results"][0]["why"].as_str().is_some_and(|why| !why.contains("auch")));
}

#[tokio::test(flavor = "multi_thread")]
async fn choosing_a_language() {
    let check = async |uri: &str, language: &str, back: &str| {
        let answer = get(uri).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{uri}");
        assert_eq!(answer.headers["location"], back, "{uri}");
        assert_eq!(answer.headers["cache-control"], "no-store");
        let cookie =
            format!("language={language}; Path=/; Max-Age=31536000; SameSite=Lax; HttpOnly");
        assert_eq!(answer.headers["set-cookie"], cookie);
    };
    check("/language/de", "de", "/").await;
    check("/language/en?back=%2Fabout", "en", "/about").await;
    check("/language/de?back=%2F%3Fq%3Dfast%2520car%26song%3Da", "de", "/?q=fast%20car&song=a")
        .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn no_open_redirects() {
    for back in ["%2F%2Fexample.org", "https%3A%2F%2Fexample.org", "%2F%5Cexample.org", "about", ""]
    {
        let answer = get(&format!("/language/de?back={back}")).await;
        check_problem(&answer, 400, "invalid-parameter", Some("back"));
        assert!(!answer.headers.contains_key("location"), "{back}");
    }
    let answer = get("/language/de?back=%2F%0d%0aset-cookie%3A%20a%3Db").await;
    check_problem(&answer, 400, "invalid-parameter", Some("back"));
    check_problem(&get("/language/fr").await, 400, "invalid-parameter", Some("code"));
    check_problem(&get("/language/de?back=/&back=/").await, 400, "invalid-parameter", None);
}

// A page's head is written after its body, and reads signals that must still exist then.
#[tokio::test(flavor = "multi_thread")]
async fn concurrent_pages() {
    let pages = (0..400).map(|n| {
        let uri = ["/", "/?q=love", "/?song=nowhere", "/list?songs=ew-t0793"][n % 4];
        tokio::spawn(async move { (uri, get(uri).await) })
    });
    for page in pages.collect::<Vec<_>>() {
        let (uri, answer) = page.await.expect("no panic");
        let html = String::from_utf8(answer.body).expect("UTF-8");
        let nonce = html.split("nonce=\"").nth(1).and_then(|rest| rest.split('"').next());
        let nonce = format!("'nonce-{}'", nonce.expect("scripts with a nonce"));
        let policy = answer.headers["content-security-policy"].to_str().expect("a policy");
        assert!(policy.contains(&nonce), "{uri}: {policy}");
    }
}
