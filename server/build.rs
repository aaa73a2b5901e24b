//! Sets `EARWORM_BUILD`, a hash of the sources: builds of different code get different `ETag`s.

use std::collections::BTreeSet;
use std::error::Error;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

/// What the program is built from, relative to the workspace.
const SOURCES: [&str; 6] =
    ["Cargo.lock", "app/src", "catalog/src", "engine/src", "server/src", "spotifinder/src"];

fn main() -> Result<(), Box<dyn Error>> {
    let mut hasher = DefaultHasher::new();
    for source in SOURCES {
        let path = Path::new("..").join(source);
        if path.exists() {
            println!("cargo::rerun-if-changed={}", path.display());
            hash(&path, &mut hasher)?;
        }
    }
    println!("cargo::rustc-env=EARWORM_BUILD={:016x}", hasher.finish());
    Ok(())
}

fn hash(path: &Path, hasher: &mut DefaultHasher) -> std::io::Result<()> {
    path.hash(hasher);
    if path.is_file() {
        fs::read(path)?.hash(hasher);
        return Ok(());
    }
    let children = fs::read_dir(path)?.map(|entry| Ok(entry?.path()));
    let sorted: BTreeSet<PathBuf> = children.collect::<std::io::Result<_>>()?;
    sorted.iter().try_for_each(|child| hash(child, hasher))
}
