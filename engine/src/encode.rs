//! Turns sparse vectors into short dense embeddings with an ONNX model.

use crate::SparseVector;
use crate::error::EngineError;
use crate::nearest::embedding::{EMBEDDING_DIM, Embedding};
use ndarray::{Array2, ArrayViewD};
use ort::environment::Environment;
use ort::session::Session;
use ort::value::{TensorRef, ValueType};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};
use std::{env, iter, thread};
use tracing::instrument;

/// Turns sparse vectors into embeddings.
pub trait Encoder: Send + Sync {
    /// One embedding for each vector, in order.
    ///
    /// # Errors
    /// If the model fails or answers in another shape.
    fn encode(&self, batch: &[SparseVector]) -> Result<Vec<Embedding>, EngineError>;

    /// The embedding of one vector.
    ///
    /// # Errors
    /// As [`Encoder::encode`].
    fn encode_one(&self, vector: &SparseVector) -> Result<Embedding, EngineError> {
        let embeddings = self.encode(std::slice::from_ref(vector))?;
        embeddings.into_iter().next().ok_or(EngineError::Shape(vec![0]))
    }
}

/// An encoder that ONNX Runtime runs.
///
/// Its inputs are `ids` (int64) and `weights` (float), both of shape `[batch, terms]` and padded with weight 0; its
/// output is `code`, of shape `[batch, EMBEDDING_DIM]`. No dense input row is made: the first layer gathers the rows of
/// its table that the ids name.
pub struct OnnxEncoder {
    /// A session runs one batch at a time.
    sessions: Vec<Mutex<Session>>,
    columns: usize,
}

/// Sessions of an encoder, at most; each holds the whole model. Encoding takes a small part of a question's time,
/// so there is one for every other core.
const MAX_SESSIONS: usize = 4;

impl OnnxEncoder {
    /// Prepares a model whose table has `columns` rows.
    ///
    /// # Errors
    /// If ONNX Runtime is not found or refuses the model, or if the model has other inputs or outputs.
    pub fn load(model: &[u8], columns: usize) -> Result<Self, EngineError> {
        let cores = thread::available_parallelism().map_or(1, NonZeroUsize::get);
        let sessions =
            (0..(cores / 2).clamp(1, MAX_SESSIONS)).map(|_| Ok(Mutex::new(session(model)?)));
        Ok(Self { sessions: sessions.collect::<Result<_, EngineError>>()?, columns })
    }

    /// A session that is free, or one to wait for.
    fn session(&self) -> MutexGuard<'_, Session> {
        let free = self.sessions.iter().find_map(|session| session.try_lock().ok());
        free.unwrap_or_else(|| {
            static NEXT: AtomicUsize = AtomicUsize::new(0);
            let next = NEXT.fetch_add(1, Ordering::Relaxed) % self.sessions.len();
            self.sessions[next].lock().unwrap_or_else(PoisonError::into_inner)
        })
    }

    fn check_ids(&self, batch: &[SparseVector]) -> Result<(), EngineError> {
        let highest = batch.iter().filter_map(|vector| vector.ids().last()).max();
        match highest {
            Some(&id) if id as usize >= self.columns => Err(EngineError::Column(id)),
            _ => Ok(()),
        }
    }
}

impl Encoder for OnnxEncoder {
    #[instrument(name = "encoder", level = "debug", skip_all)]
    fn encode(&self, batch: &[SparseVector]) -> Result<Vec<Embedding>, EngineError> {
        if batch.is_empty() {
            return Ok(Vec::new());
        }
        self.check_ids(batch)?;
        let padded = PaddedBatch::new(batch);
        let mut session = self.session();
        let outputs = session.run(ort::inputs![
            "ids" => TensorRef::from_array_view(padded.ids.view())?,
            "weights" => TensorRef::from_array_view(padded.weights.view())?,
        ])?;
        let embeddings = outputs["code"].try_extract_array::<f32>()?;
        if embeddings.shape() != [batch.len(), EMBEDDING_DIM] {
            return Err(EngineError::Shape(embeddings.shape().to_vec()));
        }
        let row = |row: ArrayViewD<'_, f32>| row.as_slice().and_then(Embedding::from_slice);
        Ok(embeddings.outer_iter().filter_map(row).collect())
    }
}

fn session(model: &[u8]) -> Result<Session, EngineError> {
    let mut builder = Session::builder(onnx_runtime()?)?
        .with_intra_threads(1)
        .map_err(|error| EngineError::Runtime(error.to_string()))?;
    let session = builder.commit_from_memory(model)?;
    check_signature(&session)?;
    Ok(session)
}

/// Both of shape `[batch, terms]`.
struct PaddedBatch {
    ids: Array2<i64>,
    weights: Array2<f32>,
}

impl PaddedBatch {
    fn new(batch: &[SparseVector]) -> Self {
        let terms = batch.iter().map(SparseVector::len).max().unwrap_or(0).max(1);
        let mut ids = Array2::zeros((batch.len(), terms));
        let mut weights = Array2::zeros((batch.len(), terms));
        for (row, vector) in batch.iter().enumerate() {
            for (column, (id, weight)) in vector.iter().enumerate() {
                ids[[row, column]] = i64::from(id);
                weights[[row, column]] = weight;
            }
        }
        Self { ids, weights }
    }
}

fn check_signature(session: &Session) -> Result<(), EngineError> {
    let names = |outlets: &[ort::value::Outlet]| -> Vec<String> {
        outlets.iter().map(|outlet| outlet.name().to_owned()).collect()
    };
    let (inputs, outputs) = (names(session.inputs()), names(session.outputs()));
    let width = session.outputs().first().and_then(|outlet| width_of(outlet.dtype()));
    if inputs == ["ids", "weights"] && outputs == ["code"] && width == Some(EMBEDDING_DIM) {
        return Ok(());
    }
    Err(EngineError::Signature { inputs, outputs, width, expected: EMBEDDING_DIM })
}

fn width_of(output: &ValueType) -> Option<usize> {
    let width = *output.tensor_shape()?.last()?;
    // An open dimension is -1.
    usize::try_from(width).ok()
}

/// The process's ONNX Runtime, of which there can be only one; loading it is tried once.
///
/// # Errors
/// If the library is missing or is not ONNX Runtime.
pub fn onnx_runtime() -> Result<&'static Environment, EngineError> {
    static RUNTIME: OnceLock<Result<Environment, EngineError>> = OnceLock::new();
    RUNTIME.get_or_init(load_runtime).as_ref().map_err(Clone::clone)
}

fn load_runtime() -> Result<Environment, EngineError> {
    let library = find_runtime();
    let failed = |reason: String| EngineError::NoRuntime { library: library.clone(), reason };
    let builder = ort::init_from(&library).map_err(|error| failed(error.to_string()))?;
    builder.with_name("earworm").build().map_err(|error| failed(error.to_string()))
}

/// `ORT_DYLIB_PATH`, else `vendor/onnxruntime/capi` in the working directory or in one above the executable, else what
/// the system's loader finds. Directories above the working directory do not count: others may write there.
fn find_runtime() -> PathBuf {
    if let Some(path) = env::var_os("ORT_DYLIB_PATH").filter(|path| !path.is_empty()) {
        return path.into();
    }
    let here = env::current_dir().unwrap_or_default();
    let executable = env::current_exe().unwrap_or_default();
    vendored_runtime(&here, &executable).unwrap_or_else(|| libloading_name().into())
}

fn vendored_runtime(here: &Path, executable: &Path) -> Option<PathBuf> {
    let mut dirs = iter::once(here).chain(executable.ancestors());
    dirs.find_map(|dir| library_in(&dir.join("vendor/onnxruntime/capi")))
}

fn library_in(dir: &Path) -> Option<PathBuf> {
    let mut libraries: Vec<PathBuf> = dir
        .read_dir()
        .ok()?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| is_runtime_library(path))
        .collect();
    libraries.sort();
    libraries.pop()
}

fn is_runtime_library(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let (prefix, marks) = match env::consts::OS {
        "windows" => ("onnxruntime", [".dll", ".dll"]),
        "macos" => ("libonnxruntime", [".dylib", ".dylib"]),
        _ => ("libonnxruntime", [".so", ".so."]),
    };
    name.starts_with(prefix)
        && !name.contains("providers")
        && (name.ends_with(marks[0]) || name.contains(marks[1]))
}

fn libloading_name() -> &'static str {
    match env::consts::OS {
        "windows" => "onnxruntime.dll",
        "macos" => "libonnxruntime.dylib",
        _ => "libonnxruntime.so",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn the_runtime_is_here_or_above_the_executable() {
        let dir = tempfile::tempdir().expect("a directory");
        let library = dir.path().join("vendor/onnxruntime/capi").join(libloading_name());
        fs::create_dir_all(library.parent().expect("a parent")).expect("directories");
        fs::write(&library, "").expect("a file");
        let (root, below) = (dir.path(), dir.path().join("below"));
        let elsewhere = tempfile::tempdir().expect("a directory");
        let check = |here: &Path, executable: &Path, found: bool| {
            assert_eq!(vendored_runtime(here, executable), found.then(|| library.clone()));
        };
        check(root, elsewhere.path(), true);
        check(elsewhere.path(), &root.join("bin/earworm"), true);
        check(&below, elsewhere.path(), false);
    }

    #[test]
    fn batches_are_padded_with_weight_zero() {
        let vectors = [
            SparseVector::from_entries(vec![(3, 0.5), (7, 0.25)]),
            SparseVector::from_entries(vec![(1, 1.0)]),
        ];
        let batch = PaddedBatch::new(&vectors);
        assert_eq!(batch.ids, ndarray::array![[3, 7], [1, 0]]);
        assert_eq!(batch.weights, ndarray::array![[0.5, 0.25], [1.0, 0.0]]);
    }
}
