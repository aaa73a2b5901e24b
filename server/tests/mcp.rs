//! Tools for agents: a client of the protocol over streamable HTTP and over stdin and stdout, on the
//! demo catalogue.

mod support;

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Method, Request};
use engine::Engine;
use http_body_util::BodyExt;
use proptest::prelude::*;
use proptest::test_runner::{Config as Cases, TestRunner};
use rmcp::model::{CallToolRequestParams, CallToolResult, JsonObject, Tool};
use rmcp::service::{RunningService, ServiceError};
use rmcp::transport::StreamableHttpClientTransport;
use rmcp::{RoleClient, ServiceExt};
use serde_json::{Value, json};
use server::{AppState, Config, app};
use std::process::Stdio;
use std::sync::{Arc, LazyLock};
use support::{PROGRAM, demo};
use tokio::net::TcpListener;
use tokio::process::Command;
use tower::ServiceExt as _;

type Client = RunningService<RoleClient, ()>;

static ENGINE: LazyLock<Arc<Engine>> =
    LazyLock::new(|| Arc::new(Engine::load(&demo()).expect("the demo models load")));

fn router(config: Config) -> Router {
    app(AppState::new(Arc::clone(&ENGINE), config))
}

/// A client of a server with this configuration.
async fn over_http(config: Config) -> Client {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let uri = format!("http://{}/mcp", listener.local_addr().expect("an address"));
    let server = router(config);
    tokio::spawn(async move { axum::serve(listener, server).await });
    ().serve(StreamableHttpClientTransport::from_uri(uri)).await.expect("initialised")
}

/// A client of `earworm mcp`, which ends with the client.
async fn over_stdio() -> Client {
    let mut command = Command::new(PROGRAM);
    command.arg("mcp").arg("--models").arg(demo()).kill_on_drop(true);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut process = command.spawn().expect("starts");
    let transport = (process.stdout.take().expect("a pipe"), process.stdin.take().expect("a pipe"));
    let client = ().serve(transport).await.expect("initialised");
    tokio::spawn(async move { process.wait().await });
    client
}

async fn call(client: &Client, tool: &str, arguments: &Value) -> CallToolResult {
    call_or_fail(client, tool, arguments).await.expect("a result")
}

async fn call_or_fail(
    client: &Client,
    tool: &str,
    arguments: &Value,
) -> Result<CallToolResult, ServiceError> {
    let arguments: JsonObject = arguments.as_object().expect("an object").clone();
    let request = CallToolRequestParams::new(tool.to_owned()).with_arguments(arguments);
    client.call_tool(request).await
}

fn text(result: &CallToolResult) -> &str {
    result.content[0].as_text().map_or_else(|| panic!("{result:?}"), |text| &text.text)
}

/// The answer of the JSON API.
async fn api(uri: &str) -> Value {
    let request = Request::get(uri).body(Body::empty()).expect("a request");
    let response = router(Config::default()).oneshot(request).await.expect("an answer");
    let body = response.into_body().collect().await.expect("a body").to_bytes();
    serde_json::from_slice(&body).expect("JSON")
}

async fn check_same(client: &Client, tool: &str, arguments: Value, uri: &str) {
    let result = call(client, tool, &arguments).await;
    assert_eq!(result.is_error, Some(false), "{tool} {arguments}: {}", text(&result));
    assert_eq!(result.structured_content, Some(api(uri).await), "{tool} {arguments}");
    let parsed: Value = serde_json::from_str(text(&result)).expect("JSON");
    assert_eq!(Some(parsed), result.structured_content, "for clients without structured content");
}

/// An error that an agent can read: the API's, after the name of the argument.
async fn check_refused(client: &Client, tool: &str, arguments: Value, expected: &str) {
    let result = call(client, tool, &arguments).await;
    assert_eq!((result.is_error, &result.structured_content), (Some(true), &None), "{arguments}");
    assert!(text(&result).contains(expected), "{tool} {arguments}: {}", text(&result));
}

async fn check_tools(client: &Client) {
    let server = client.peer_info().expect("initialised");
    assert!(server.capabilities.tools.is_some() && server.capabilities.resources.is_none());
    assert!(server.instructions.as_deref().is_some_and(|text| text.contains("find")));
    let tools = client.list_all_tools().await.expect("tools");
    let names: Vec<&str> = tools.iter().map(|tool| tool.name.as_ref()).collect();
    assert_eq!(names, ["find", "similar", "path", "describe"]);
    tools.iter().for_each(check_tool);
}

fn check_tool(tool: &Tool) {
    let description = tool.description.as_deref().unwrap_or_default();
    assert!(description.contains("Returns") || description.starts_with("Describes"), "{tool:?}");
    assert!(tool.annotations.as_ref().is_some_and(|it| it.read_only_hint == Some(true)));
    let output = tool.output_schema.as_ref().expect("a schema");
    for schema in [&tool.input_schema, output] {
        assert_eq!(schema["type"], "object", "{}", tool.name);
        check_references(&json!(schema), &json!(schema));
    }
    assert_eq!(tool.input_schema["additionalProperties"], false, "{}", tool.name);
    let properties = tool.input_schema["properties"].as_object().expect("properties");
    for (name, schema) in properties {
        let described = schema["description"].as_str().is_some_and(|text| !text.is_empty());
        assert!(described, "{} {name}: {schema}", tool.name);
    }
}

fn check_references(part: &Value, schema: &Value) {
    match part {
        Value::Object(fields) => {
            if let Some(target) = fields.get("$ref").and_then(Value::as_str) {
                let pointer = target.strip_prefix('#').expect("a reference within the schema");
                assert!(schema.pointer(pointer).is_some(), "{target}");
            }
            fields.values().for_each(|part| check_references(part, schema));
        }
        Value::Array(items) => items.iter().for_each(|part| check_references(part, schema)),
        _ => {}
    }
}

async fn check_answers(client: &Client) {
    let query = json!({"query": "bohemain rapsody quen", "limit": 2});
    check_same(client, "find", query, "/api/v1/search?q=bohemain+rapsody+quen&limit=2").await;
    check_same(client, "find", json!({"query": "love"}), "/api/v1/search?q=love").await;
    let uri = "/api/v1/path?from=ew-t0793&to=ew-t0001&limit=3";
    let ends = json!({"from": "ew-t0793", "to": "ew-t0001", "limit": 3});
    check_same(client, "path", ends, uri).await;
    let seed = json!({"seed_tracks": ["ew-t0793"]});
    check_same(client, "similar", seed, "/api/v1/recommendations?seed_tracks=ew-t0793").await;
    let wish = json!({"text": "90s trip hop, slow and sad", "limit": 3});
    let uri = "/api/v1/recommendations?text=90s+trip+hop,+slow+and+sad&limit=3";
    check_same(client, "similar", wish, uri).await;
    let tuned = json!({"seed_tracks": ["ew-t0793", "ew-t0001"], "more": ["calmer", "older"],
                       "explicit": false, "max_tempo": 120.5, "limit": 5, "genre": null});
    let uri = "/api/v1/recommendations?seed_tracks=ew-t0793,ew-t0001&more=calmer,older\
               &explicit=false&max_tempo=120.5&limit=5";
    check_same(client, "similar", tuned, uri).await;
}

async fn check_descriptions(client: &Client) {
    let described = call(client, "describe", &json!({"id": "ew-t0793"})).await;
    let described = described.structured_content.expect("an answer");
    assert_eq!(described["track"]["track"], api("/api/v1/tracks/ew-t0793").await);
    let sound = described["track"]["sound"].as_array().expect("words");
    assert!(sound.contains(&json!("72 BPM")) && sound.contains(&json!("B♭ major")), "{sound:?}");
    let facts = call(client, "describe", &json!({})).await.structured_content.expect("facts");
    assert!(facts["track"].is_null());
    let catalogue = &facts["catalogue"];
    assert_eq!(catalogue["tracks"], api("/api/v1/about").await["tracks"]);
    assert_eq!(catalogue["genres"], api("/api/v1/genres").await["total"]);
    assert_eq!(catalogue["common_genres"], api("/api/v1/genres?limit=20").await["genres"]);
    assert_eq!(catalogue["audio_features"], "estimated");
}

async fn check_errors(client: &Client) {
    let check = async |tool, arguments, expected| {
        check_refused(client, tool, arguments, expected).await;
    };
    check("find", json!({"query": " "}), "is empty: type at least one letter").await;
    check("find", json!({"query": "a".repeat(2001)}), "2001 characters").await;
    check("find", json!({"query": 7}), "query: invalid type").await;
    check("find", json!({}), "missing field `query`").await;
    check("find", json!({"query": "a", "limit": 101}), "limit: limit is 101").await;
    check("find", json!({"query": "a", "limit": "ten"}), "limit: invalid type").await;
    check("find", json!({"query": "a", "colour": "red"}), "unknown field `colour`").await;
    check("path", json!({"from": "ew-t0793"}), "missing field `to`").await;
    check("path", json!({"from": "nowhere", "to": "ew-t0001"}), "from: ").await;
    check("path", json!({"from": "two words", "to": "ew-t0001"}), "from: ").await;
    check("similar", json!({}), "seed_tracks: ").await;
    check("similar", json!({"seed_tracks": ["nowhere"]}), "seed_tracks or unlike_tracks: ").await;
    check("similar", json!({"seed_genres": ["nothing"]}), "genre or seed_genres: ").await;
    check("similar", json!({"seed_tracks": "ew-t0793", "limit": [1]}), "limit: unexpected").await;
    check("similar", json!({"seed_tracks": "ew-t0793", "colour": 1}), "colour: ").await;
    check("describe", json!({"id": "nowhere"}), "id: ").await;
    let unknown = call_or_fail(client, "sing", &json!({})).await;
    let Err(ServiceError::McpError(error)) = unknown else { panic!("{unknown:?}") };
    assert_eq!(error.code.0, -32602);
    assert!(error.message.contains("find, similar, path, describe"), "{error:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn over_streamable_http() {
    let client = over_http(Config::default()).await;
    check_tools(&client).await;
    check_answers(&client).await;
    check_descriptions(&client).await;
    check_errors(&client).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn over_stdin_and_stdout() {
    let client = over_stdio().await;
    check_tools(&client).await;
    check_answers(&client).await;
    check_descriptions(&client).await;
    check_errors(&client).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn versions_of_a_song() {
    let client = over_http(Config::default()).await;
    let found = api("/api/v1/search?q=love&limit=100").await;
    let songs = found["results"].as_array().expect("songs");
    for song in songs {
        let described = call(&client, "describe", &json!({"id": song["track"]["id"]})).await;
        let described = described.structured_content.expect("an answer");
        assert_eq!(described["track"]["versions"], song["versions"]);
    }
}

#[tokio::test]
async fn stdio_without_usable_models_or_client() {
    let run = async |models: &str| {
        let mut command = Command::new(PROGRAM);
        command.args(["mcp", "--models", models]).stdin(Stdio::null());
        let output = command.output().await.expect("starts");
        assert!(output.stdout.is_empty(), "stdout is for the protocol");
        (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
    };
    let (code, log) = run("no/such/models").await;
    assert!(code == Some(1) && log.contains("no/such/models cannot be loaded"), "{log}");
    let (code, log) = run(demo().to_str().expect("a path")).await;
    assert_eq!(code, Some(0), "{log}");
}

/// A request in the protocol's oldest form, which any client may send.
async fn post(router: &Router, headers: &[(&str, &str)], body: &str) -> (u16, HeaderMap, String) {
    let mut request = Request::builder().method(Method::POST).uri("/mcp");
    let usual = [
        ("host", "localhost:3000"),
        ("accept", "application/json, text/event-stream"),
        ("content-type", "application/json"),
    ];
    let given = |name: &str| headers.iter().any(|(other, _)| *other == name);
    for (name, value) in usual.iter().filter(|(name, _)| !given(name)).chain(headers) {
        request = request.header(*name, *value);
    }
    let request = request.body(Body::from(body.to_owned())).expect("a request");
    let response = router.clone().oneshot(request).await.expect("an answer");
    let (head, body) = response.into_parts();
    let body = body.collect().await.expect("a body").to_bytes();
    (head.status.as_u16(), head.headers, String::from_utf8_lossy(&body).into_owned())
}

const PING: &str = r#"{"jsonrpc":"2.0","id":1,"method":"ping"}"#;

#[tokio::test(flavor = "multi_thread")]
async fn only_allowed_hosts_and_origins() {
    let named = Config {
        mcp_hosts: vec!["music.example".parse().expect("a host")],
        cors_origins: vec!["https://app.example".parse().expect("an origin")],
        ..Config::default()
    };
    let any = Config { mcp_hosts: vec!["*".parse().expect("a host")], ..Config::default() };
    let (local, named, any) = (router(Config::default()), router(named), router(any));
    let check = async |router: &Router, headers: &[(&str, &str)], expected: u16| {
        let (status, _, body) = post(router, headers, PING).await;
        assert_eq!(status, expected, "{headers:?}: {body}");
        assert_eq!(status == 403, body.contains("/problems/host-not-allowed"), "{body}");
    };
    check(&local, &[], 200).await;
    check(&local, &[("host", "127.0.0.1:3000")], 200).await;
    check(&local, &[("host", "[::1]:3000")], 200).await;
    check(&local, &[("host", "music.example")], 403).await;
    check(&local, &[("origin", "http://localhost:8080")], 200).await;
    check(&local, &[("origin", "https://evil.example")], 403).await;
    check(&local, &[("origin", "null")], 403).await;
    check(&named, &[("host", "music.example:443")], 200).await;
    check(&named, &[("host", "evil.example")], 403).await;
    check(&named, &[("origin", "https://music.example")], 200).await;
    check(&named, &[("origin", "https://app.example")], 200).await;
    check(&named, &[("origin", "https://app.example:8443")], 403).await;
    check(&any, &[("host", "music.example")], 200).await;
    check(&any, &[("host", "music.example"), ("origin", "https://evil.example")], 403).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_limits_of_the_api() {
    let config = Config { rate_limit: 2, ..Config::default() };
    let limited = router(config);
    let (status, headers, _) = post(&limited, &[], PING).await;
    assert!(status == 200 && headers.contains_key("ratelimit"), "{headers:?}");
    post(&limited, &[], PING).await;
    let (status, headers, body) = post(&limited, &[], PING).await;
    assert!(status == 429 && headers.contains_key("retry-after"), "{status} {body}");
    let large = format!("{PING}{}", " ".repeat(1 << 20));
    assert_eq!(post(&router(Config::default()), &[], &large).await.0, 413);
}

#[tokio::test(flavor = "multi_thread")]
async fn no_sessions() {
    let router = router(Config::default());
    for method in [Method::GET, Method::DELETE] {
        let request = Request::builder().method(&method).uri("/mcp").header("host", "localhost");
        let request = request.header("accept", "text/event-stream").body(Body::empty());
        let response =
            router.clone().oneshot(request.expect("a request")).await.expect("an answer");
        assert_eq!(
            (response.status().as_u16(), &response.headers()["allow"]),
            (405, &"POST".parse().expect("a value"))
        );
    }
    let (status, headers, _) = post(&router, &[], PING).await;
    assert!(status == 200 && !headers.contains_key("mcp-session-id"), "{headers:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn can_be_turned_off() {
    let off = router(Config { mcp: false, ..Config::default() });
    let (status, _, body) = post(&off, &[], PING).await;
    assert!(status != 200 && !body.contains("jsonrpc"), "{status} {body}");
}

/// Any JSON with the names of arguments in it.
fn arguments() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        ".{0,20}".prop_map(Value::from),
        Just(json!("ew-t0793")),
    ];
    let value = leaf.prop_recursive(2, 8, 4, |inner| {
        let list = prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from);
        let object = prop::collection::hash_map(".{0,4}", inner, 0..3);
        prop_oneof![list, object.prop_map(|fields| json!(fields))]
    });
    let name = prop_oneof![
        prop::sample::select(vec![
            "query",
            "limit",
            "from",
            "to",
            "id",
            "seed_tracks",
            "seed_genres",
            "more",
            "order",
            "min_year",
            "target_energy",
            "weight_sound",
            "unlike_tracks",
            "per_artist",
        ]),
        Just("other"),
    ];
    prop::collection::hash_map(name, value, 0..5).prop_map(|fields| json!(fields))
}

#[test]
fn no_arguments_make_the_server_fail() {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let router = router(Config::default());
    let tool = prop::sample::select(vec!["find", "similar", "path", "describe"]);
    let mut cases =
        TestRunner::new(Cases { cases: 300, failure_persistence: None, ..Cases::default() });
    let outcome = cases.run(&(tool, arguments()), |(tool, arguments)| {
        let params = json!({"name": tool, "arguments": arguments});
        let body = json!({"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": params});
        let (status, _, answer) = runtime.block_on(post(&router, &[], &body.to_string()));
        prop_assert_eq!(status, 200);
        let answer: Value = serde_json::from_str(&answer).expect("JSON");
        prop_assert!(answer["result"]["isError"].is_boolean(), "{}", answer);
        let failed = answer["result"]["content"][0]["text"]
            .as_str()
            .is_some_and(|text| text.contains("the server failed"));
        prop_assert!(!failed, "{}", answer);
        Ok(())
    });
    outcome.unwrap_or_else(|error| panic!("{error}"));
    for wrong in ["", "{", "[]", "7", r#"{"jsonrpc":"2.0","id":1,"method":"tools/call"}"#, "\u{0}"]
    {
        let (status, _, answer) = runtime.block_on(post(&router, &[], wrong));
        assert!((200..500).contains(&status), "{wrong:?}: {status} {answer}");
    }
}
