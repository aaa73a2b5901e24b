//! The examples in docs/api.md print what the document says, against a server with the demo catalogue.

mod support;

use engine::Engine;
use server::{AppState, Config, app};
use std::fs;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use support::{is_installed, not_run};
use tokio::net::TcpListener;

/// A program in the document, and its output.
struct Example {
    language: String,
    code: String,
    prints: Option<String>,
}

fn examples(markdown: &str) -> Vec<Example> {
    let mut examples: Vec<Example> = Vec::new();
    let mut lines = markdown.lines();
    while let Some(line) = lines.next() {
        let Some(language) = line.strip_prefix("```") else { continue };
        let code: String = lines
            .by_ref()
            .take_while(|line| *line != "```")
            .map(|line| line.to_owned() + "\n")
            .collect();
        match (language, examples.last_mut()) {
            ("text", Some(example)) => example.prints = Some(code),
            ("sh" | "python" | "js", _) => {
                examples.push(Example { language: language.to_owned(), code, prints: None });
            }
            _ => {}
        }
    }
    examples
}

fn interpreter(language: &str) -> (&'static str, &'static str) {
    match language {
        "python" => ("python3", "example.py"),
        "js" => ("node", "example.mjs"),
        _ => ("sh", "example.sh"),
    }
}

fn run(example: &Example, origin: &str) {
    let (program, file) = interpreter(&example.language);
    let needed = if example.language == "sh" { "curl" } else { program };
    if !is_installed(needed) {
        let test = format!("{} examples of docs/api.md", example.language);
        return not_run(&test, &format!("{needed} is not installed"));
    }
    let dir = tempfile::tempdir().expect("a directory");
    let path = dir.path().join(file);
    fs::write(&path, example.code.replace("http://127.0.0.1:3000", origin)).expect("written");
    let output = Command::new(program).arg(path).output().expect("starts");
    let printed = String::from_utf8_lossy(&output.stdout);
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{}\n{errors}", example.code);
    let expected = example.prints.as_ref().expect("every example has its output below");
    assert_eq!(printed.trim(), expected.trim(), "{}\n{errors}", example.code);
}

async fn start() -> String {
    let models = Path::new(env!("CARGO_MANIFEST_DIR")).join("../models/demo");
    let engine = Arc::new(Engine::load(&models).expect("the demo models load"));
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let origin = format!("http://{}", listener.local_addr().expect("an address"));
    let app = app(AppState::new(engine, Config::default()));
    tokio::spawn(async move { axum::serve(listener, app).await });
    origin
}

#[tokio::test(flavor = "multi_thread")]
async fn examples_print_what_the_document_says() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/api.md");
    let examples = examples(&fs::read_to_string(path).expect("the document"));
    for language in ["sh", "python", "js"] {
        assert!(examples.iter().filter(|example| example.language == language).count() >= 4);
    }
    let origin = start().await;
    let run_all = move || examples.iter().for_each(|example| run(example, &origin));
    tokio::task::spawn_blocking(run_all).await.expect("all of them");
}

/// `schemathesis` generates requests from the `OpenAPI` document and checks the responses against it.
#[tokio::test(flavor = "multi_thread")]
async fn responses_match_the_openapi_document() {
    let program =
        std::env::var("EARWORM_SCHEMATHESIS").unwrap_or_else(|_| "schemathesis".to_owned());
    if !is_installed(&program) {
        let reason = "schemathesis is not installed (`pip install schemathesis`)";
        return not_run("responses_match_the_openapi_document", reason);
    }
    let dir = tempfile::tempdir().expect("a directory");
    let mut command = Command::new(program);
    command.current_dir(&dir).arg("run").arg(start().await + "/openapi.json").args([
        "--checks",
        "not_a_server_error,status_code_conformance,content_type_conformance,\
         response_headers_conformance,response_schema_conformance",
        "--max-examples",
        "20",
        "--phases",
        "examples,coverage,fuzzing",
    ]);
    let output = tokio::task::spawn_blocking(move || command.output()).await;
    let output = output.expect("no panic").expect("starts");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
}
