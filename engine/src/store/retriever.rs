use super::{ModelsReader, ModelsWriter};
use crate::error::EngineError;
use serde::Serialize;
use serde::de::DeserializeOwned;

/// Finds what is near to a document: a vectorizer, the encoder of its vectors, and an index of the
/// embeddings of all tracks or songs.
pub struct Retriever<V, I> {
    /// Turns a document into a sparse vector.
    pub vectorizer: V,
    /// Turns the vector into an embedding: an ONNX model.
    pub encoder: Vec<u8>,
    /// Finds the nearest embeddings.
    pub index: I,
}

/// The files that a retriever is kept in.
pub(crate) struct RetrieverFiles {
    vectorizer: &'static str,
    encoder: &'static str,
    index: &'static str,
}

/// The retriever that finds songs.
pub(crate) const FIND: RetrieverFiles = RetrieverFiles {
    vectorizer: "find.vectorizer.postcard",
    encoder: "find.encoder.onnx",
    index: "find.index.postcard",
};

/// The retriever that recommends songs.
pub(crate) const RECOMMEND: RetrieverFiles = RetrieverFiles {
    vectorizer: "recommend.vectorizer.postcard",
    encoder: "recommend.encoder.onnx",
    index: "recommend.index.postcard",
};

impl<V: DeserializeOwned, I: DeserializeOwned> Retriever<V, I> {
    pub(crate) fn read(reader: &ModelsReader, files: &RetrieverFiles) -> Result<Self, EngineError> {
        Ok(Self {
            vectorizer: reader.decode(files.vectorizer)?,
            encoder: reader.bytes(files.encoder)?,
            index: reader.decode(files.index)?,
        })
    }
}

impl<V: Serialize, I: Serialize> Retriever<V, I> {
    pub(crate) fn write(
        &self,
        writer: &mut ModelsWriter,
        files: &RetrieverFiles,
    ) -> Result<(), EngineError> {
        writer.encode(files.vectorizer, &self.vectorizer)?;
        writer.write(files.encoder, &self.encoder)?;
        writer.encode(files.index, &self.index)
    }
}
