use catalog::Provenance;

/// What is recorded of the models that answer.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct ModelCard {
    /// How they were made.
    pub(crate) preset: String,
    /// Where the audio features come from.
    pub(crate) provenance: Provenance,
    /// Number of tracks.
    pub(crate) tracks: u32,
    /// Number of songs that the tracks are versions of.
    pub(crate) songs: u32,
    /// What songs are found with.
    pub(crate) find: LaneCard,
    /// What songs are recommended with.
    pub(crate) recommend: LaneCard,
    /// The parameters of the build, with their names.
    pub(crate) parameters: Vec<(String, String)>,
    /// The files that the catalogue was read from.
    pub(crate) sources: Vec<FileCard>,
    /// The files of the models.
    pub(crate) files: Vec<FileCard>,
}

/// Dimensions and measured quality of a lane.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct LaneCard {
    /// Columns of the vectorizer.
    pub(crate) columns: u32,
    /// Numbers of a code.
    pub(crate) code_width: u32,
    /// Share of the ten truly nearest codes that the index finds.
    pub(crate) recall_at_10: f32,
}

/// A file, as it was when the models were made.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct FileCard {
    /// Name, without a path.
    pub(crate) name: String,
    /// Size in bytes.
    pub(crate) bytes: u64,
    /// SHA-256, in hexadecimal.
    pub(crate) sha256: String,
}
