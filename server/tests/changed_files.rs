//! Models that change under a running server: it answers as before, and takes only whole ones.
#![cfg(unix)]

mod support;

use std::fs;
use std::path::Path;
use support::{Server, copy_of_demo};

const SONG: &str = "/api/v1/tracks/ew-t0793/similar?limit=3";
const QUERY: &str = "/api/v1/search?q=bohemain+rapsody+quen";

/// The answers that read every kind of model, without what is new in each response.
fn answers(server: &Server) -> Vec<String> {
    let body = |path| {
        let answer = server.get(path);
        assert!(answer.starts_with("HTTP/1.1 200"), "{answer}\n{}", server.log());
        answer.split_once("\r\n\r\n").expect("a body").1.to_owned()
    };
    [SONG, QUERY, "/api/v1/describe?text=a+sad+rock+song+by+queen"].map(body).to_vec()
}

/// Files that are mapped are replaced, as by `rsync`, which writes beside them and renames.
fn replace_all(dir: &Path, change: impl Fn(Vec<u8>) -> Vec<u8>) {
    let entries: Vec<_> = fs::read_dir(dir).expect("the models").collect();
    for entry in entries {
        let path = entry.expect("an entry").path();
        let aside = dir.with_extension("aside");
        fs::write(&aside, change(fs::read(&path).expect("read"))).expect("written");
        fs::rename(&aside, &path).expect("renamed");
    }
}

type Change = fn(Vec<u8>) -> Vec<u8>;

#[test]
fn files_that_change_under_a_running_server_change_no_answer() {
    let copy = copy_of_demo();
    let server = Server::start(copy.path(), &["--reload-interval", "0"]);
    let before = answers(&server);
    let changes: [Change; 3] = [
        |bytes| bytes[..bytes.len() / 2].to_vec(),
        |bytes| bytes.into_iter().map(|byte| !byte).collect(),
        |_| Vec::new(),
    ];
    for (at, change) in changes.into_iter().enumerate() {
        replace_all(copy.path(), change);
        assert_eq!(answers(&server), before);
        server.signal("-HUP");
        support::wait_until(|| server.log().matches("the old ones stay").count() == at + 1);
        assert_eq!(answers(&server), before);
    }
    fs::remove_dir_all(copy.path()).expect("removed");
    assert_eq!(answers(&server), before);
    fs::rename(copy_of_demo().keep(), copy.path()).expect("renamed");
    server.signal("-HUP");
    server.wait_for("models reloaded");
    assert_eq!(answers(&server), before);
}
