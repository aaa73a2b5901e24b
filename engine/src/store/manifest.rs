use crate::confidence::ConfidenceModel;
use crate::error::EngineError;
use crate::ranking::RankingWeights;
use catalog::Provenance;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fmt;
use std::fs;
use std::path::Path;
use std::str::FromStr;

/// What a models directory holds, and what it was built from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Manifest {
    /// Version of the format.
    pub format_version: u32,
    /// The method they were built with.
    pub preset: Preset,
    /// Where the audio features come from.
    pub provenance: Provenance,
    /// Number of tracks.
    pub tracks: u32,
    /// The retriever that finds songs.
    pub find: RetrieverFacts,
    /// The retriever that recommends songs.
    pub recommend: RetrieverFacts,
    /// The parameters of the build, by name.
    pub parameters: BTreeMap<String, String>,
    /// How sure answers are, if it was learned.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confidence: Option<ConfidenceModel>,
    /// What the ranking features count in finding, if it was learned; else the preset weights are used.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ranking: Option<RankingWeights>,
    /// The files that the catalogue was read from.
    pub sources: Vec<FileFacts>,
    /// The other files of the directory.
    pub files: Vec<FileFacts>,
}

/// The format that this crate reads and writes.
pub const FORMAT_VERSION: u32 = 8;

/// The manifest's file.
pub(super) const MANIFEST: &str = "manifest.json";
/// Its hash, in the format of `sha256sum`, so that it can check it too.
pub(super) const MANIFEST_HASH: &str = "manifest.json.sha256";

impl Manifest {
    /// Writes the manifest and its hash into a models directory.
    ///
    /// # Errors
    /// If a file cannot be written.
    pub fn save(&self, dir: &Path) -> Result<(), EngineError> {
        let json = self.to_json();
        let files = [(MANIFEST_HASH, hash_of(json.as_bytes())), (MANIFEST, json)];
        for (name, content) in files {
            let path = dir.join(name);
            fs::write(&path, content).map_err(|error| EngineError::io(&path, &error))?;
        }
        Ok(())
    }

    /// The manifest as indented JSON.
    pub fn to_json(&self) -> String {
        let mut json = serde_json::to_string_pretty(self).unwrap_or_default();
        json.push('\n');
        json
    }
}

/// The line of `sha256sum` for a manifest with this content.
pub(super) fn hash_of(json: &[u8]) -> String {
    let facts = FileFacts::of(MANIFEST, json);
    format!("{}  {}\n", facts.sha256, facts.name)
}

/// The method that models are built with and answer by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Preset {
    /// Earworm's own vectorizers and encoders.
    #[default]
    Earworm,
    /// Those of the original, the project that Earworm re-creates.
    Spotifinder,
}

impl FromStr for Preset {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        match name {
            "earworm" => Ok(Self::Earworm),
            "spotifinder" => Ok(Self::Spotifinder),
            _ => Err(format!("no preset is called {name:?}: use earworm or spotifinder")),
        }
    }
}

impl fmt::Display for Preset {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Earworm => "earworm",
            Self::Spotifinder => "spotifinder",
        })
    }
}

/// Dimensions and measured recall of a retriever.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct RetrieverFacts {
    /// Columns of the vectorizer.
    pub columns: u32,
    /// Numbers in an embedding.
    pub embedding_dim: u32,
    /// Share of the ten nearest embeddings that the index finds.
    pub recall_at_10: f32,
}

/// Identifies a file's content.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileFacts {
    /// Name, without a path.
    pub name: String,
    /// Size in bytes.
    pub bytes: u64,
    /// SHA-256, in hexadecimal.
    pub sha256: String,
}

impl FileFacts {
    /// The facts of a file with this content.
    pub fn of(name: &str, content: &[u8]) -> Self {
        let sha256 = format!("{:x}", Sha256::digest(content));
        Self { name: name.to_owned(), bytes: content.len() as u64, sha256 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn hashes_are_sha_256() {
        let facts = FileFacts::of("empty", b"");
        assert!(facts.sha256.starts_with("e3b0c44298fc1c14") && facts.sha256.len() == 64);
    }

    #[test]
    fn learned_weights_are_kept_and_may_be_missing() {
        let facts = json!({ "columns": 1, "embedding_dim": 64, "recall_at_10": 1.0 });
        let json = json!({
            "format_version": FORMAT_VERSION, "preset": "earworm", "provenance": "measured", "tracks": 1,
            "find": facts, "recommend": facts, "parameters": {}, "sources": [], "files": [],
        });
        let without: Manifest = serde_json::from_value(json).expect("older models have no weights");
        assert_eq!(without.ranking, None);
        assert!(!without.to_json().contains("ranking"));
        let with = Manifest { ranking: Some(RankingWeights::PRESET), ..without };
        assert_eq!(serde_json::from_str(&with.to_json()).ok(), Some(with));
    }

    #[test]
    fn presets_have_names() {
        for preset in [Preset::Earworm, Preset::Spotifinder] {
            assert_eq!(preset.to_string().parse(), Ok(preset));
        }
        assert!("other".parse::<Preset>().is_err());
    }
}
