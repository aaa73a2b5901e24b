use super::{Artefact, ModelsReader, ModelsWriter};
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
    index: "find.index.bin",
};

/// The retriever that recommends songs.
pub(crate) const RECOMMEND: RetrieverFiles = RetrieverFiles {
    vectorizer: "recommend.vectorizer.postcard",
    encoder: "recommend.encoder.onnx",
    index: "recommend.index.bin",
};

impl RetrieverFiles {
    pub(crate) fn read<V: DeserializeOwned, I: Artefact>(
        &self,
        reader: &ModelsReader,
    ) -> Result<Retriever<V, I>, EngineError> {
        Ok(Retriever {
            vectorizer: reader.decode(self.vectorizer)?,
            encoder: reader.bytes(self.encoder)?,
            index: reader.map(self.index)?,
        })
    }

    pub(crate) fn write<V: Serialize, I: Artefact>(
        &self,
        writer: &mut ModelsWriter,
        retriever: &Retriever<V, I>,
    ) -> Result<(), EngineError> {
        writer.encode(self.vectorizer, &retriever.vectorizer)?;
        writer.write(self.encoder, &retriever.encoder)?;
        writer.sections(self.index, &retriever.index)
    }
}
