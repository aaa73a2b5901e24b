//! The examples in docs/api.md print what the document says, against a server with the demo catalogue.

mod support;

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
