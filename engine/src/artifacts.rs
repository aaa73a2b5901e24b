//! The models directory: what the pipeline writes and the engine reads.

use crate::find::{LyricsIndex, WordIndex};
use crate::index::CodeIndex;
use crate::manifest::{FORMAT_VERSION, FileFacts, Manifest, Preset};
use crate::recommend::Similarity;
use crate::song_index::SongIndex;
use crate::song_map::SongMap;
use crate::song_vector::SongVectorizer;
use crate::track_table::TrackTable;
use crate::vectorize::TfIdf;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// Everything that the engine needs, as it is stored.
pub struct Models {
    /// The tracks.
    pub tracks: TrackTable,
    /// For finding songs.
    pub find: FindLane,
    /// For recommending songs.
    pub recommend: RecommendLane,
    /// Where the songs lie on a map, if one was drawn.
    pub map: Option<SongMap>,
}

/// What songs are found with, by preset.
#[expect(clippy::large_enum_variant, reason = "there is one of it")]
pub enum FindLane {
    /// The songs' words, and an encoder that undoes noise with the songs' codes.
    Earworm {
        /// Finds songs whose words are beyond recognition.
        lane: Lane<TfIdf, SongIndex>,
        /// The songs' words.
        words: WordIndex,
        /// Their lyrics, if the catalogue has any.
        lyrics: Option<LyricsIndex>,
    },
    /// An autoencoder of the tracks' words and the tracks' codes.
    Spotifinder(Lane<TfIdf>),
}

/// What songs are recommended with, by preset.
pub enum RecommendLane {
    /// A learned similarity, an encoder that imitates it and the songs' codes.
    Earworm(Lane<Similarity, SongIndex>),
    /// The tracks' features and genres as vectors, an autoencoder and the tracks' codes.
    Spotifinder(Lane<SongVectorizer>),
}

/// A vectorizer, the encoder of its vectors and the index of the codes of all tracks or songs.
pub struct Lane<V, I = CodeIndex> {
    /// Makes vectors.
    pub vectorizer: V,
    /// Makes codes of vectors: an ONNX model.
    pub encoder: Vec<u8>,
    /// Finds near codes.
    pub index: I,
}

const MANIFEST: &str = "manifest.json";
/// As `sha256sum` writes it, so that it can check it too.
const MANIFEST_HASH: &str = "manifest.json.sha256";
const TRACKS: &str = "tracks.postcard";
const WORDS: &str = "find.words.postcard";
const LYRICS: &str = "find.lyrics.postcard";
const MAP: &str = "map.postcard";

/// Names of a lane's files: vectorizer, encoder, index.
const FIND: [&str; 3] = ["find.vectorizer.postcard", "find.encoder.onnx", "find.index.postcard"];
const RECOMMEND: [&str; 3] =
    ["recommend.vectorizer.postcard", "recommend.encoder.onnx", "recommend.index.postcard"];

impl Models {
    /// Reads a models directory and checks every file against the manifest.
    ///
    /// # Errors
    /// If a file is missing, has another size or hash than the manifest says, or does not decode, or
    /// if the format is another version's.
    pub fn open(dir: &Path) -> Result<(Manifest, Self), ArtifactError> {
        let reader = ModelsReader::open(dir)?;
        let tracks = reader.tracks()?;
        let find = reader.find(&tracks)?;
        let recommend = reader.recommend(&tracks)?;
        let map = reader.map(&tracks)?;
        Ok((reader.manifest, Self { tracks, find, recommend, map }))
    }

    /// Writes the models into an empty directory, the manifest last; `manifest.files` is filled in.
    ///
    /// # Errors
    /// If a file cannot be written.
    pub fn save(&self, dir: &Path, mut manifest: Manifest) -> Result<Manifest, ArtifactError> {
        fs::create_dir_all(dir).map_err(|error| ArtifactError::io(dir, error))?;
        let mut writer = Writer { dir, files: Vec::new() };
        writer.encode(TRACKS, &self.tracks)?;
        writer.find(&self.find)?;
        match &self.recommend {
            RecommendLane::Earworm(lane) => writer.lane(RECOMMEND, lane)?,
            RecommendLane::Spotifinder(lane) => writer.lane(RECOMMEND, lane)?,
        }
        if let Some(map) = &self.map {
            writer.encode(MAP, map)?;
        }
        manifest.files = std::mem::take(&mut writer.files);
        let json = manifest.to_json();
        writer.write(MANIFEST_HASH, manifest_hash(json.as_bytes()).as_bytes())?;
        writer.write(MANIFEST, json.as_bytes())?;
        Ok(manifest)
    }
}

impl FindLane {
    fn is_consistent(&self, tracks: &TrackTable) -> bool {
        let songs = tracks.songs();
        match self {
            Self::Earworm { lane, words, lyrics } => {
                words.is_consistent(tracks)
                    && lyrics.as_ref().is_none_or(|lyrics| lyrics.is_consistent(songs))
                    && lane.vectorizer.is_consistent()
                    && lane.index.is_consistent(songs)
            }
            Self::Spotifinder(lane) => {
                lane.vectorizer.is_consistent() && lane.index.is_consistent(tracks.len())
            }
        }
    }
}

impl RecommendLane {
    fn is_consistent(&self, tracks: &TrackTable) -> bool {
        match self {
            Self::Earworm(lane) => {
                lane.vectorizer.is_consistent() && lane.index.is_consistent(tracks.songs())
            }
            Self::Spotifinder(lane) => {
                lane.vectorizer.is_consistent() && lane.index.is_consistent(tracks.len())
            }
        }
    }
}

fn read_manifest(dir: &Path) -> Result<Manifest, ArtifactError> {
    let path = dir.join(MANIFEST);
    let json = read(&path)?;
    let reason = |error: serde_json::Error| ArtifactError::Manifest {
        path: path.clone(),
        reason: error.to_string(),
    };
    let version: Version = serde_json::from_slice(&json).map_err(reason)?;
    if version.format_version != FORMAT_VERSION {
        return Err(ArtifactError::Version { path, found: version.format_version });
    }
    check_manifest(dir, &path, &json)?;
    serde_json::from_slice(&json).map_err(reason)
}

// Models that were built before there was a hash have none.
fn check_manifest(dir: &Path, path: &Path, json: &[u8]) -> Result<(), ArtifactError> {
    let hash = dir.join(MANIFEST_HASH);
    match read(&hash) {
        Err(ArtifactError::Missing { .. }) => Ok(()),
        Ok(written) if written == manifest_hash(json).as_bytes() => Ok(()),
        Ok(_) => Err(ArtifactError::ChangedManifest { path: path.to_owned(), hash }),
        Err(error) => Err(error),
    }
}

fn manifest_hash(json: &[u8]) -> String {
    let facts = FileFacts::of(MANIFEST, json);
    format!("{}  {}\n", facts.sha256, facts.name)
}

// Read first, because a manifest of another version may have other fields.
#[derive(serde::Deserialize)]
struct Version {
    format_version: u32,
}

/// Reads a models directory part by part, and checks every file against the manifest.
pub(crate) struct ModelsReader {
    dir: PathBuf,
    pub(crate) manifest: Manifest,
}

impl ModelsReader {
    pub(crate) fn open(dir: &Path) -> Result<Self, ArtifactError> {
        Ok(Self { dir: dir.to_owned(), manifest: read_manifest(dir)? })
    }

    pub(crate) fn tracks(&self) -> Result<TrackTable, ArtifactError> {
        let tracks: TrackTable = self.decode(TRACKS)?;
        self.check(tracks.is_consistent())?;
        Ok(tracks)
    }

    pub(crate) fn find(&self, tracks: &TrackTable) -> Result<FindLane, ArtifactError> {
        let lane = match self.manifest.preset {
            Preset::Earworm => FindLane::Earworm {
                words: self.decode(WORDS)?,
                lyrics: self.lyrics()?,
                lane: self.lane(FIND)?,
            },
            Preset::Spotifinder => FindLane::Spotifinder(self.lane(FIND)?),
        };
        self.check(lane.is_consistent(tracks))?;
        Ok(lane)
    }

    fn lyrics(&self) -> Result<Option<LyricsIndex>, ArtifactError> {
        self.decode_if_listed(LYRICS)
    }

    pub(crate) fn map(&self, tracks: &TrackTable) -> Result<Option<SongMap>, ArtifactError> {
        let map: Option<SongMap> = self.decode_if_listed(MAP)?;
        self.check(map.as_ref().is_none_or(|map| map.is_consistent(tracks.songs())))?;
        Ok(map)
    }

    pub(crate) fn recommend(&self, tracks: &TrackTable) -> Result<RecommendLane, ArtifactError> {
        let lane = match self.manifest.preset {
            Preset::Earworm => RecommendLane::Earworm(self.lane(RECOMMEND)?),
            Preset::Spotifinder => RecommendLane::Spotifinder(self.lane(RECOMMEND)?),
        };
        self.check(lane.is_consistent(tracks))?;
        Ok(lane)
    }

    fn check(&self, consistent: bool) -> Result<(), ArtifactError> {
        if consistent { Ok(()) } else { Err(ArtifactError::Inconsistent(self.dir.clone())) }
    }

    fn lane<V: DeserializeOwned, I: DeserializeOwned>(
        &self,
        [vectorizer, encoder, index]: [&str; 3],
    ) -> Result<Lane<V, I>, ArtifactError> {
        Ok(Lane {
            vectorizer: self.decode(vectorizer)?,
            encoder: self.bytes(encoder)?,
            index: self.decode(index)?,
        })
    }

    fn decode_if_listed<T: DeserializeOwned>(
        &self,
        name: &str,
    ) -> Result<Option<T>, ArtifactError> {
        let listed = self.manifest.files.iter().any(|file| file.name == name);
        listed.then(|| self.decode(name)).transpose()
    }

    fn decode<T: DeserializeOwned>(&self, name: &str) -> Result<T, ArtifactError> {
        let bytes = self.bytes(name)?;
        postcard::from_bytes(&bytes).map_err(|error| ArtifactError::Decode {
            path: self.dir.join(name),
            reason: error.to_string(),
        })
    }

    fn bytes(&self, name: &str) -> Result<Vec<u8>, ArtifactError> {
        let path = self.dir.join(name);
        let listed = self.manifest.files.iter().find(|file| file.name == name);
        let expected = listed.ok_or_else(|| ArtifactError::Unlisted { path: path.clone() })?;
        let bytes = read(&path)?;
        if FileFacts::of(name, &bytes) == *expected {
            Ok(bytes)
        } else {
            Err(ArtifactError::Changed { path })
        }
    }
}

fn read(path: &Path) -> Result<Vec<u8>, ArtifactError> {
    fs::read(path).map_err(|error| ArtifactError::io(path, error))
}

struct Writer<'a> {
    dir: &'a Path,
    files: Vec<FileFacts>,
}

impl Writer<'_> {
    fn find(&mut self, find: &FindLane) -> Result<(), ArtifactError> {
        match find {
            FindLane::Earworm { lane, words, lyrics } => {
                self.lane(FIND, lane)?;
                self.encode(WORDS, words)?;
                lyrics.as_ref().map_or(Ok(()), |lyrics| self.encode(LYRICS, lyrics))
            }
            FindLane::Spotifinder(lane) => self.lane(FIND, lane),
        }
    }

    fn lane<V: Serialize, I: Serialize>(
        &mut self,
        names: [&str; 3],
        lane: &Lane<V, I>,
    ) -> Result<(), ArtifactError> {
        let [vectorizer, encoder, index] = names;
        self.encode(vectorizer, &lane.vectorizer)?;
        self.write(encoder, &lane.encoder)?;
        self.encode(index, &lane.index)
    }

    fn encode<T: Serialize>(&mut self, name: &str, value: &T) -> Result<(), ArtifactError> {
        let bytes = postcard::to_stdvec(value).map_err(|error| ArtifactError::Decode {
            path: self.dir.join(name),
            reason: error.to_string(),
        })?;
        self.write(name, &bytes)
    }

    fn write(&mut self, name: &str, bytes: &[u8]) -> Result<(), ArtifactError> {
        let path = self.dir.join(name);
        fs::write(&path, bytes).map_err(|error| ArtifactError::io(&path, error))?;
        self.files.push(FileFacts::of(name, bytes));
        Ok(())
    }
}

/// Why a models directory cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ArtifactError {
    /// A file is not there.
    #[error(
        "{} is missing: give the directory of finished models, or build them with \
         `cargo xtask run --data DIR`", .path.display()
    )]
    Missing {
        /// The file.
        path: PathBuf,
    },
    /// A file cannot be read or written.
    #[error("{} cannot be read or written: {source}", .path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The manifest is not one.
    #[error("{} is no manifest of Earworm's models ({reason}): build the models again", .path.display())]
    Manifest {
        /// The manifest.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// The models are in the format of another version.
    #[error(
        "{} says format {found}, this program reads format {FORMAT_VERSION}: build the models again \
         with this version's pipeline", .path.display()
    )]
    Version {
        /// The manifest.
        path: PathBuf,
        /// The format's version.
        found: u32,
    },
    /// The manifest does not list a file that is needed.
    #[error("the manifest does not list {}: build the models again", .path.display())]
    Unlisted {
        /// The file.
        path: PathBuf,
    },
    /// A file is not the one that the manifest was written for.
    #[error(
        "{} differs from what the manifest says (size or SHA-256): it was changed or not wholly \
         copied; copy the directory again or build the models again", .path.display()
    )]
    Changed {
        /// The file.
        path: PathBuf,
    },
    /// The manifest is not the one that its hash was written for.
    #[error(
        "{} is not the file that {} was written for: one of them was changed or not wholly copied; \
         copy the directory again or build the models again", .path.display(), .hash.display()
    )]
    ChangedManifest {
        /// The manifest.
        path: PathBuf,
        /// The file with its hash.
        hash: PathBuf,
    },
    /// A file has the right hash and still does not decode.
    #[error("{} does not decode ({reason}): build the models again", .path.display())]
    Decode {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// Files do not fit each other.
    #[error("the files in {} come from different builds: build the models again", .0.display())]
    Inconsistent(PathBuf),
}

impl ArtifactError {
    fn io(path: &Path, source: io::Error) -> Self {
        let path = path.to_owned();
        match source.kind() {
            io::ErrorKind::NotFound => Self::Missing { path },
            _ => Self::Io { path, source },
        }
    }
}
