//! The examples in docs/api.md print what the document says, against a server with the demo catalogue.

mod support;

use std::process::Command;
use support::examples::{Example, examples};
use support::{is_installed, not_run, serve_demo};

fn run(example: &Example, origin: &str) {
    let program = if example.language == "js" { "node" } else { &example.language };
    let program = program.replace("python", "python3");
    let needed = if example.language == "sh" { "curl" } else { &program };
    if !is_installed(needed) {
        let test = format!("{} examples of docs/api.md", example.language);
        return not_run(&test, &format!("{needed} is not installed"));
    }
    let dir = tempfile::tempdir().expect("a directory");
    example.check(program.as_ref(), dir.path(), origin);
}

#[tokio::test(flavor = "multi_thread")]
async fn examples_print_what_the_document_says() {
    let examples = examples("docs/api.md");
    for language in ["sh", "python", "js"] {
        assert!(examples.iter().filter(|example| example.language == language).count() >= 4);
    }
    let origin = serve_demo().await;
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
    command.current_dir(&dir).arg("run").arg(serve_demo().await + "/openapi.json").args([
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
