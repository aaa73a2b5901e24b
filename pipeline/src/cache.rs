//! Keeps what long stages of a build made, so that a build that was stopped goes on where it was, and a later
//! one repeats only what its input changes.

use crate::error::PipelineError;
use crate::progress::Progress;
use serde::Serialize;
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::{fs, io};
use tempfile::NamedTempFile;

/// A directory of finished stages. An entry is found by its [`Key`], so it never has to be made invalid; one
/// that is damaged is made again.
#[derive(Debug, Default)]
pub struct Cache {
    dir: Option<PathBuf>,
    /// The program that made an entry is part of its key.
    program: String,
    used: Mutex<BTreeSet<String>>,
}

/// The hash of everything that decides what a stage makes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Key(String);

/// The name of an entry ends so; other files are left alone.
const SUFFIX: &str = "stage";

/// The length of the hash that an entry begins with.
const HASH: usize = 32;

impl Key {
    /// The key of a stage whose input, parameters included, is this.
    pub fn of(input: &impl Serialize) -> Self {
        let writer = postcard::to_io(input, BufWriter::new(Sha256::new()));
        let hash = writer.ok().and_then(|writer| writer.into_inner().ok());
        Self(format!("{:x}", hash.expect("a hash can be written to").finalize()))
    }
}

impl Cache {
    /// The cache of the models at `target`: a directory beside them, `NAME.cache`.
    pub fn beside(target: &Path, program: &str) -> Self {
        let mut name = target.file_name().unwrap_or("models".as_ref()).to_owned();
        name.push(".cache");
        let dir = Some(target.with_file_name(name));
        Self { dir, program: program.to_owned(), used: Mutex::default() }
    }

    /// A cache that keeps nothing.
    pub fn none() -> Self {
        Self::default()
    }

    /// What a stage made for this key before, or else makes now.
    ///
    /// # Errors
    /// If the stage fails. That its result cannot be kept is no error, but is reported.
    pub(crate) fn stage<T: Serialize + DeserializeOwned, E>(
        &self,
        name: &str,
        key: &Key,
        progress: Progress,
        make: impl FnOnce() -> Result<T, E>,
    ) -> Result<T, E> {
        let Some(path) = self.path(name, key) else { return make() };
        if let Some(made) = read(&path) {
            progress.line(&format!("{name}: unchanged"));
            return Ok(made);
        }
        let made = make()?;
        if let Err(error) = write(&path, &made) {
            progress.line(&format!("{name}: cannot be kept in {}: {error}", path.display()));
        }
        Ok(made)
    }

    /// Removes the entries that were not used since this cache was opened.
    ///
    /// # Errors
    /// If the directory cannot be read or an entry not be removed.
    pub fn prune(&self) -> Result<(), PipelineError> {
        let Some(dir) = self.dir.as_deref().filter(|dir| dir.is_dir()) else { return Ok(()) };
        let used = self.used.lock().unwrap_or_else(PoisonError::into_inner);
        let io = PipelineError::io(dir);
        for entry in fs::read_dir(dir).map_err(io)? {
            let path = entry.map_err(io)?.path();
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            if path.extension().is_some_and(|end| end == SUFFIX) && !used.contains(&*name) {
                fs::remove_file(&path).map_err(io)?;
            }
        }
        Ok(())
    }

    fn path(&self, name: &str, key: &Key) -> Option<PathBuf> {
        let dir = self.dir.as_ref()?;
        let Key(hash) = Key::of(&(name, key, &self.program));
        let file = format!("{}.{SUFFIX}", &hash[..HASH]);
        let path = dir.join(&file);
        self.used.lock().unwrap_or_else(PoisonError::into_inner).insert(file);
        Some(path)
    }
}

/// The entry at a path, if it is there and whole.
fn read<T: DeserializeOwned>(path: &Path) -> Option<T> {
    let bytes = fs::read(path).ok()?;
    let (hash, content) = bytes.split_at_checked(HASH)?;
    (Sha256::digest(content).as_slice() == hash).then(|| postcard::from_bytes(content).ok())?
}

/// Writes an entry aside and renames it, so that it is whole or absent.
fn write(path: &Path, entry: &impl Serialize) -> io::Result<()> {
    let dir = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(dir)?;
    let content = postcard::to_stdvec(entry).map_err(io::Error::other)?;
    let mut file = tempfile::Builder::new().suffix(&format!(".{SUFFIX}")).tempfile_in(dir)?;
    file.write_all(&Sha256::digest(&content))?;
    file.write_all(&content)?;
    NamedTempFile::persist(file, path)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::convert::Infallible;

    fn run(cache: &Cache, input: &str) -> (String, bool) {
        let mut made = false;
        let make = || {
            made = true;
            Ok::<_, Infallible>(input.to_uppercase())
        };
        let Ok(result) = cache.stage("shouting", &Key::of(&input), Progress::silent(), make);
        (result, made)
    }

    #[test]
    fn a_stage_is_made_once_for_each_input_and_program() {
        let dir = tempfile::tempdir().expect("a directory");
        let open = |program| Cache::beside(&dir.path().join("models"), program);
        let check = |program: &str, input: &str, made: bool| {
            assert_eq!(run(&open(program), input), (input.to_uppercase(), made), "{input}");
        };
        check("1", "a", true);
        check("1", "a", false);
        check("1", "b", true);
        check("2", "a", true);
        check("1", "a", false);
        assert!(run(&Cache::none(), "a").1 && run(&Cache::none(), "a").1);
    }

    #[test]
    fn damaged_entries_are_made_again_and_old_ones_removed() {
        let dir = tempfile::tempdir().expect("a directory");
        let open = || Cache::beside(&dir.path().join("models"), "1");
        let files = || {
            let entries = fs::read_dir(dir.path().join("models.cache")).expect("the cache");
            entries.map(|entry| entry.expect("an entry").path()).collect::<Vec<_>>()
        };
        run(&open(), "a");
        let [file] = &files()[..] else { panic!("one entry") };
        for damage in [&b"short"[..], &[7; 100], b""] {
            fs::write(file, damage).expect("written");
            assert!(run(&open(), "a").1, "{damage:?}");
            assert!(!run(&open(), "a").1);
        }
        fs::write(dir.path().join("models.cache/letter.txt"), "Dear").expect("written");
        let cache = open();
        run(&cache, "b");
        assert_eq!(files().len(), 3);
        cache.prune().expect("pruned");
        assert_eq!(files().len(), 2);
        assert!(!run(&open(), "b").1);
    }
}
