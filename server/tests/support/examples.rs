//! Examples in documents, with what they print.

use super::in_project;
use std::fs;
use std::path::Path;
use std::process::Command;

/// A program in a document, and its output.
pub(crate) struct Example {
    pub(crate) language: String,
    code: String,
    prints: Option<String>,
}

/// The examples in a document, in order.
pub(crate) fn examples(document: &str) -> Vec<Example> {
    let markdown = fs::read_to_string(in_project(document)).expect(document);
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

impl Example {
    /// Runs it from a file in `dir` against the server at `origin`.
    pub(crate) fn check(&self, interpreter: &Path, dir: &Path, origin: &str) {
        // To Node.js, `.mjs` says that it may use `import` and `await`.
        let path = dir.join("example.mjs");
        fs::write(&path, self.code.replace("http://127.0.0.1:3000", origin)).expect("written");
        let output = Command::new(interpreter).arg(path).output().expect("starts");
        let printed = String::from_utf8_lossy(&output.stdout);
        let errors = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{}\n{errors}", self.code);
        let expected = self.prints.as_ref().expect("every example has its output below");
        assert_eq!(printed.trim(), expected.trim(), "{}\n{errors}", self.code);
    }
}
