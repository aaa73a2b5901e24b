use catalog::Provenance;
use engine::{Engine, FileFacts, RetrieverFacts};

/// What the manifest of the models records.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct ModelCard {
    /// The name of the method.
    pub(crate) preset: String,
    /// Where the audio features come from.
    pub(crate) provenance: Provenance,
    /// Number of tracks.
    pub(crate) tracks: u32,
    /// Number of songs; tracks are versions of them.
    pub(crate) songs: u32,
    /// The retriever that finds songs.
    pub(crate) find: RetrieverCard,
    /// The retriever that recommends songs.
    pub(crate) recommend: RetrieverCard,
    /// Names and values of the build's parameters.
    pub(crate) parameters: Vec<(String, String)>,
    /// The source files of the catalogue.
    pub(crate) sources: Vec<FileCard>,
    /// The files of the models.
    pub(crate) files: Vec<FileCard>,
}

/// Dimensions and measured recall of a retriever.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct RetrieverCard {
    /// Width of the vectorizer's output.
    pub(crate) columns: u32,
    /// Width of an embedding.
    pub(crate) embedding_dim: u32,
    /// Share of the ten nearest embeddings that the index finds.
    pub(crate) recall_at_10: f32,
}

/// A file at the time of the build.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct FileCard {
    /// Name, without a path.
    pub(crate) name: String,
    /// Size in bytes.
    pub(crate) bytes: u64,
    /// SHA-256, in hexadecimal.
    pub(crate) sha256: String,
}

/// The model card of the engine's models, from their manifest.
pub(super) fn model_card(engine: &Engine) -> ModelCard {
    let manifest = engine.manifest();
    let parameters = manifest.parameters.iter();
    ModelCard {
        preset: manifest.preset.to_string(),
        provenance: manifest.provenance,
        tracks: manifest.tracks,
        songs: u32::try_from(engine.tracks().songs()).unwrap_or(u32::MAX),
        find: retriever(manifest.find),
        recommend: retriever(manifest.recommend),
        parameters: parameters.map(|(name, value)| (name.clone(), value.clone())).collect(),
        sources: manifest.sources.iter().map(file).collect(),
        files: manifest.files.iter().map(file).collect(),
    }
}

fn retriever(facts: RetrieverFacts) -> RetrieverCard {
    let RetrieverFacts { columns, embedding_dim, recall_at_10 } = facts;
    RetrieverCard { columns, embedding_dim, recall_at_10 }
}

fn file(facts: &FileFacts) -> FileCard {
    let FileFacts { name, bytes, sha256 } = facts.clone();
    FileCard { name, bytes, sha256 }
}
