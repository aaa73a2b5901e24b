//! Turns sparse vectors into short dense embeddings with an ONNX model.

use crate::SparseVector;
use crate::error::EngineError;
use crate::nearest::embedding::{EMBEDDING_DIM, Embedding};
use ort::environment::Environment;
use ort::session::Session;
use ort::value::{TensorRef, ValueType};
use std::env;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, OnceLock, PoisonError};

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

/// An encoder that ONNX Runtime runs. Its inputs are `ids` (int64) and `weights` (float), both of
/// shape `[batch, terms]` and padded with weight 0; its output is `embedding`, `[batch, EMBEDDING_DIM]`. The
/// wide input row is never made: the first layer gathers the rows of its table that are needed.
pub struct OnnxEncoder {
    session: Mutex<Session>,
    columns: usize,
}

impl OnnxEncoder {
    /// Prepares a model whose table has `columns` rows.
    ///
    /// # Errors
    /// If ONNX Runtime is not found, refuses the model, or the model has other inputs or outputs.
    pub fn load(model: &[u8], columns: usize) -> Result<Self, EngineError> {
        let mut builder = Session::builder(onnx_runtime()?)?
            .with_intra_threads(1)
            .map_err(|error| EngineError::Runtime(error.to_string()))?;
        let session = builder.commit_from_memory(model)?;
        check_signature(&session)?;
        Ok(Self { session: Mutex::new(session), columns })
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
    fn encode(&self, batch: &[SparseVector]) -> Result<Vec<Embedding>, EngineError> {
        if batch.is_empty() {
            return Ok(Vec::new());
        }
        self.check_ids(batch)?;
        let padded = PaddedBatch::new(batch);
        let mut session = self.session.lock().unwrap_or_else(PoisonError::into_inner);
        let outputs = session.run(ort::inputs![
            "ids" => TensorRef::from_array_view((padded.shape, padded.ids.as_slice()))?,
            "weights" => TensorRef::from_array_view((padded.shape, padded.weights.as_slice()))?,
        ])?;
        let (shape, values) = outputs["code"].try_extract_tensor::<f32>()?;
        if shape[..] != [batch.len() as i64, EMBEDDING_DIM as i64] {
            return Err(EngineError::Shape(shape.to_vec()));
        }
        Ok(values.chunks_exact(EMBEDDING_DIM).filter_map(Embedding::from_slice).collect())
    }
}

struct PaddedBatch {
    shape: [usize; 2],
    ids: Vec<i64>,
    weights: Vec<f32>,
}

impl PaddedBatch {
    fn new(batch: &[SparseVector]) -> Self {
        let terms = batch.iter().map(SparseVector::len).max().unwrap_or(0).max(1);
        let mut ids = vec![0; batch.len() * terms];
        let mut weights = vec![0.0; batch.len() * terms];
        for (row, vector) in batch.iter().enumerate() {
            for (place, (id, weight)) in vector.iter().enumerate() {
                ids[row * terms + place] = i64::from(id);
                weights[row * terms + place] = weight;
            }
        }
        Self { shape: [batch.len(), terms], ids, weights }
    }
}

fn check_signature(session: &Session) -> Result<(), EngineError> {
    let names = |outlets: &[ort::value::Outlet]| -> Vec<String> {
        outlets.iter().map(|outlet| outlet.name().to_owned()).collect()
    };
    let (inputs, outputs) = (names(session.inputs()), names(session.outputs()));
    let width = session.outputs().first().and_then(|outlet| width_of(outlet.dtype()));
    if inputs == ["ids", "weights"] && outputs == ["code"] && width == Some(EMBEDDING_DIM as i64) {
        return Ok(());
    }
    Err(EngineError::Signature { inputs, outputs, width, expected: EMBEDDING_DIM })
}

fn width_of(output: &ValueType) -> Option<i64> {
    output.tensor_shape().and_then(|shape| shape.last().copied())
}

/// The process's ONNX Runtime, of which there can be only one; loading it is tried once.
///
/// # Errors
/// If the library is not there or is no ONNX Runtime.
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

/// `ORT_DYLIB_PATH`, else `vendor/onnxruntime/capi` here or above the executable, else whatever the
/// system's loader finds.
fn find_runtime() -> PathBuf {
    if let Some(path) = env::var_os("ORT_DYLIB_PATH").filter(|path| !path.is_empty()) {
        return path.into();
    }
    let here = env::current_dir().unwrap_or_default();
    let executable = env::current_exe().unwrap_or_default();
    here.ancestors()
        .chain(executable.ancestors())
        .find_map(|dir| library_in(&dir.join("vendor/onnxruntime/capi")))
        .unwrap_or_else(|| libloading_name().into())
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
