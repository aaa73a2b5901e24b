//! The container image, put together by the Dockerfile's own commands and run without an engine.
#![cfg(unix)]

mod support;

use std::fs;
use std::path::Path;
use std::process::{Command, Output};
use support::{copy_of_demo, in_project, not_run};

/// The command of the Dockerfile that collects what runs, in one line.
fn collect() -> String {
    let dockerfile = fs::read_to_string(in_project("Dockerfile")).expect("the Dockerfile");
    let (_, rest) = dockerfile.split_once("RUN mkdir -p /root-of-image").expect("the command");
    let (command, _) = rest.split_once("\n\n").expect("its end");
    format!("mkdir -p /root-of-image{}", command.replace("\\\n", " "))
}

fn output(command: &mut Command) -> Output {
    let output = command.output().expect("starts");
    let said = [&output.stdout[..], &output.stderr].map(String::from_utf8_lossy).concat();
    assert!(output.status.success(), "{command:?}: {said}");
    output
}

fn is_root() -> bool {
    output(Command::new("id").arg("-u")).stdout == b"0\n"
}

/// The library's path within the image.
fn onnx_runtime(root: &Path) -> String {
    let capi = Path::new("opt/earworm/vendor/onnxruntime/capi");
    let mut files = fs::read_dir(root.join(capi)).expect("ONNX Runtime");
    let file = files.next().expect("a library").expect("readable").file_name();
    format!("/{}", capi.join(file).display())
}

#[test]
fn the_image_has_what_the_server_needs() {
    if !is_root() || !in_project("vendor/onnxruntime").exists() {
        let reason = "needs root, to change the root directory, and ONNX Runtime in vendor/";
        return not_run("the_image_has_what_the_server_needs", reason);
    }
    let dir = tempfile::tempdir().expect("a directory");
    let (root, site) = (dir.path().join("root"), dir.path().join("site"));
    let hashes = dir.path().join("hash.txt");
    fs::create_dir(&site).expect("created");
    fs::write(&hashes, "").expect("written");
    let path = |path: &Path| path.to_str().expect("UTF-8").to_owned();
    let command = collect()
        .replace("/root-of-image", &path(&root))
        .replace("target/release/hash.txt", &path(&hashes))
        .replace("target/release/earworm", env!("CARGO_BIN_EXE_earworm"))
        .replace("target/site", &path(&site));
    let mut bash = Command::new("bash");
    output(bash.args(["-euo", "pipefail", "-c", &command]).current_dir(in_project(".")));
    assert!(root.join("opt/earworm/hash.txt").exists() && root.join("opt/earworm/site").exists());

    fs::rename(copy_of_demo().keep(), root.join("models/demo")).expect("moved");
    let mut search = Command::new("chroot");
    search.arg(&root).args(["/opt/earworm/earworm", "search", "--models", "/models/demo"]);
    search.args(["bohemain", "rapsody"]).env_clear().env("PATH", "/usr/sbin:/usr/bin");
    // Without /proc the program does not know where it is itself.
    search.env("ORT_DYLIB_PATH", onnx_runtime(&root));
    assert!(String::from_utf8_lossy(&output(&mut search).stdout).contains("Bohemian Rhapsody"));
    let shell = output(Command::new("find").arg(&root).args(["-name", "*sh", "-perm", "/111"]));
    assert!(shell.stdout.is_empty(), "{}", String::from_utf8_lossy(&shell.stdout));
}
