//! No two modules of a crate depend on each other, directly or through others.
//!
//! Modules are compared with their siblings: what a file uses counts for every folder that it is
//! in. The code of a `mod.rs` or `lib.rs` counts as one more sibling of its children; a `mod` or a
//! `pub use` there does not count, and neither do tests.

mod module_graph;

use std::fs;
use std::path::Path;

use module_graph::Crate;

const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/..");

#[test]
fn modules_have_no_circles() {
    let mut circles = Vec::new();
    let mut crates = 0;
    for entry in fs::read_dir(ROOT).expect("the workspace") {
        let dir = entry.expect("an entry").path();
        if dir.join("Cargo.toml").is_file() && dir.join("src").is_dir() {
            crates += 1;
            circles.extend(Crate::read(&dir.join("src")).circles());
        }
    }
    assert!(crates >= 7, "only {crates} crates were found");
    assert!(circles.is_empty(), "{} uses close a circle:\n{}", circles.len(), circles.join("\n"));
}

#[test]
fn circles_are_found() {
    let check = |files: &[(&str, &str)], expected: &[&str]| {
        let dir = tempfile::tempdir().expect("a directory");
        for (name, content) in files {
            let path = dir.path().join(name);
            fs::create_dir_all(path.parent().unwrap_or(Path::new("."))).expect("a directory");
            fs::write(path, content).expect("a file");
        }
        let found = Crate::read(dir.path()).circles();
        let arrows: Vec<&str> = found.iter().filter_map(|line| line.split(": ").nth(1)).collect();
        assert_eq!(arrows, expected, "{files:?}");
    };
    let lib = ("lib.rs", "mod a; mod b; pub use a::A;");
    let b = ("b.rs", "use crate::a; struct B;");
    check(&[lib, b, ("a.rs", "pub struct A;")], &[]);
    check(&[lib, b, ("a.rs", "use crate::{c, b::B};")], &["a -> b", "b -> a"]);
    check(&[lib, b, ("a.rs", "fn f() { m!(super::b::B) }")], &["a -> b", "b -> a"]);
    check(&[lib, b, ("a.rs", "#[cfg(test)] mod tests { use crate::b::B; }")], &[]);
    // Through a re-export, and from a folder's depth.
    let reexport = ("b.rs", "use super::A;");
    check(
        &[lib, reexport, ("a/mod.rs", "mod x; struct A;"), ("a/x.rs", "use crate::b::B;")],
        &["a -> b", "b -> a"],
    );
    // Between a parent's own code and a child.
    let parent = ("lib.rs", "mod a; fn f() { a::g() } struct S;");
    check(&[parent, ("a.rs", "use super::S;")], &["(itself) -> a", "a -> (itself)"]);
    check(
        &[parent, ("a.rs", "use crate as root; fn g() { root::S }")],
        &["(itself) -> a", "a -> (itself)"],
    );
    check(&[parent, ("a.rs", "use crate as root; fn g() {}")], &[]);
}
