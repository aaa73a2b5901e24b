//! All models of a catalogue, as the pipeline writes and the engine reads them.

use crate::artists::Artists;
use crate::describe::{DescribeIndex, Describer};
use crate::doors::{Find, Recommend};
use crate::error::EngineError;
use crate::find::{FindModels, SongFinder, WordIndex};
use crate::nearest::{SongIndex, VectorIndexes};
use crate::recommend::{ArtistGraph, Recommender, Similarity, SongTable};
use crate::song_map::SongMap;
use crate::spotifinder::SpotifinderModels;
use crate::store::{Manifest, ModelsReader, ModelsWriter, Preset, RECOMMEND, Retriever};
use crate::tracks::TrackTable;
use std::panic::resume_unwind;
use std::path::Path;
use std::sync::Arc;

/// Everything that the engine needs.
pub struct Models {
    /// The tracks.
    pub tracks: TrackTable,
    /// What songs are found and recommended with.
    pub preset: PresetModels,
    /// Where the songs lie on a map, if one was drawn.
    pub map: Option<SongMap>,
    pub(crate) artists: Artists,
}

/// What songs are found and recommended with, by preset.
#[expect(clippy::large_enum_variant, reason = "there is only ever one")]
pub enum PresetModels {
    /// Earworm's own method.
    Earworm(EarwormModels),
    /// The original's method.
    Spotifinder(SpotifinderModels),
}

/// The models of Earworm's own method.
pub struct EarwormModels {
    /// Finds songs.
    pub find: FindModels,
    /// Recommends songs: a learned similarity, and an encoder that imitates it.
    pub recommend: RecommendModels,
    /// Which artists playlists have together.
    pub artist_graph: ArtistGraph,
    songs: SongTable,
    described: DescribeIndex,
}

/// A learned similarity, an encoder that imitates it, and the songs' embeddings.
pub type RecommendModels = Retriever<Similarity, SongIndex>;

const TRACKS: &str = "tracks.bin";
const ARTISTS: &str = "artists.bin";
const SONGS: &str = "recommend.songs.bin";
const ARTIST_GRAPH: &str = "recommend.artists.bin";
const DESCRIBED: &str = "describe.bin";
const MAP: &str = "map.bin";

impl Models {
    /// Models of tracks.
    pub fn new(tracks: TrackTable, preset: PresetModels, map: Option<SongMap>) -> Self {
        let artists = Artists::new(&tracks);
        Self { tracks, preset, map, artists }
    }

    /// Reads a models directory. Files are hashed, unless its stamp shows that they have not changed since they were.
    ///
    /// # Errors
    /// If a file is missing, has another size or hash than the manifest says, or does not decode, or
    /// if the format is another version's.
    pub fn open(dir: &Path) -> Result<(Manifest, Self), EngineError> {
        let reader = ModelsReader::open(dir)?;
        let tracks = read_tracks(&reader)?;
        let artists = read_artists(&reader, &tracks)?;
        let preset = PresetModels::read(&reader, &tracks)?;
        let map = read_map(&reader, &tracks)?;
        Ok((reader.manifest, Self { tracks, preset, map, artists }))
    }

    /// Writes the models into an empty directory, the manifest last; `manifest.files` is filled in.
    ///
    /// # Errors
    /// If a file cannot be written, or is there already.
    pub fn save(&self, dir: &Path, manifest: Manifest) -> Result<Manifest, EngineError> {
        let mut writer = ModelsWriter::create(dir)?;
        writer.sections(TRACKS, &self.tracks)?;
        writer.sections(ARTISTS, &self.artists)?;
        self.preset.write(&mut writer)?;
        if let Some(map) = &self.map {
            writer.sections(MAP, map)?;
        }
        writer.finish(manifest)
    }

    /// The models of Earworm's own method, if these are of it.
    pub fn earworm(&self) -> Option<&EarwormModels> {
        match &self.preset {
            PresetModels::Earworm(models) => Some(models),
            PresetModels::Spotifinder(_) => None,
        }
    }
}

impl EarwormModels {
    /// Models of a table of tracks.
    pub fn new(
        find: FindModels,
        recommend: RecommendModels,
        artist_graph: ArtistGraph,
        tracks: &TrackTable,
    ) -> Self {
        let songs = SongTable::new(tracks, &recommend.vectorizer);
        let described = DescribeIndex::new(&find.words, find.lyrics.as_ref(), tracks);
        Self { find, recommend, artist_graph, songs, described }
    }

    fn read(reader: &ModelsReader, tracks: &TrackTable) -> Result<Self, EngineError> {
        std::thread::scope(|scope| {
            let find = scope.spawn(|| FindModels::read(reader, tracks));
            let recommend = read_recommend(reader, tracks)?;
            let songs = read_songs(reader, tracks)?;
            let artist_graph = read_artist_graph(reader, tracks)?;
            let find = find.join().unwrap_or_else(|panic| resume_unwind(panic))?;
            let described = read_described(reader, &find.words, tracks)?;
            Ok(Self { find, recommend, artist_graph, songs, described })
        })
    }

    fn write(&self, writer: &mut ModelsWriter) -> Result<(), EngineError> {
        self.find.write(writer)?;
        RECOMMEND.write(writer, &self.recommend)?;
        writer.sections(SONGS, &self.songs)?;
        writer.sections(DESCRIBED, &self.described)?;
        if self.artist_graph.is_empty() {
            return Ok(());
        }
        writer.sections(ARTIST_GRAPH, &self.artist_graph)
    }
}

impl PresetModels {
    fn read(reader: &ModelsReader, tracks: &TrackTable) -> Result<Self, EngineError> {
        Ok(match reader.manifest.preset {
            Preset::Earworm => Self::Earworm(EarwormModels::read(reader, tracks)?),
            Preset::Spotifinder => Self::Spotifinder(SpotifinderModels::read(reader, tracks)?),
        })
    }

    fn write(&self, writer: &mut ModelsWriter) -> Result<(), EngineError> {
        match self {
            Self::Earworm(models) => models.write(writer),
            Self::Spotifinder(models) => models.write(writer),
        }
    }
}

/// Loads a models directory part by part, ready for answering; reports each part once it is loaded, so
/// that its memory can be measured.
///
/// # Errors
/// As [`Models::open`], or if ONNX Runtime cannot be loaded or refuses an encoder.
pub(crate) fn load_by_parts(
    dir: &Path,
    mut loaded: impl FnMut(EnginePart),
) -> Result<LoadedModels, EngineError> {
    let reader = ModelsReader::open(dir)?;
    let tracks = Arc::new(read_tracks(&reader)?);
    let artists = Arc::new(read_artists(&reader, &tracks)?);
    loaded(EnginePart::Tracks);
    let doors = match reader.manifest.preset {
        Preset::Earworm => {
            let models = FindModels::read(&reader, &tracks)?;
            let finder = SongFinder::open(models, &tracks, None, &reader.manifest)?;
            loaded(EnginePart::Finding);
            let models = read_recommend(&reader, &tracks)?;
            let graph = read_artist_graph(&reader, &tracks)?;
            let songs = read_songs(&reader, &tracks)?;
            let recommender = Recommender::open(models, graph, songs, &tracks, &artists, None)?;
            let described = read_described(&reader, finder.words(), &tracks)?;
            Doors::earworm(finder, recommender, described)
        }
        Preset::Spotifinder => {
            Doors::original(SpotifinderModels::read(&reader, &tracks)?, &tracks)?
        }
    };
    loaded(EnginePart::Recommending);
    let map = read_map(&reader, &tracks)?;
    Ok(LoadedModels { manifest: reader.manifest, tracks, artists, map, doors })
}

/// Loaded models, ready to answer.
pub(crate) struct LoadedModels {
    pub(crate) manifest: Manifest,
    pub(crate) tracks: Arc<TrackTable>,
    pub(crate) artists: Arc<Artists>,
    pub(crate) map: Option<SongMap>,
    pub(crate) doors: Doors,
}

/// A part of the engine that takes memory of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EnginePart {
    /// The tracks themselves.
    Tracks,
    /// What songs are found with.
    Finding,
    /// What songs are recommended with.
    Recommending,
}

/// Answers for both questions, and the concrete types where only evaluation looks inside.
pub(crate) struct Doors {
    pub(crate) finding: Arc<dyn Find>,
    pub(crate) recommending: Arc<dyn Recommend>,
    described: Option<DescribeIndex>,
    pub(crate) measured: Option<(Arc<SongFinder>, Arc<Recommender>)>,
}

impl Doors {
    fn earworm(finder: SongFinder, recommender: Recommender, described: DescribeIndex) -> Self {
        let (finder, recommender) = (Arc::new(finder), Arc::new(recommender));
        let measured = Some((Arc::clone(&finder), Arc::clone(&recommender)));
        Self { finding: finder, recommending: recommender, described: Some(described), measured }
    }

    /// Finds songs by descriptions; none if the preset cannot.
    pub(crate) fn describer<'a>(&'a self, table: &'a TrackTable) -> Option<Describer<'a>> {
        let (finder, _) = self.measured.as_ref()?;
        let (words, lyrics) = (finder.words(), finder.lyrics());
        Some(Describer { index: self.described.as_ref()?, words, lyrics, table })
    }

    fn original(models: SpotifinderModels, tracks: &Arc<TrackTable>) -> Result<Self, EngineError> {
        let (finding, recommending) = models.open(tracks)?;
        Ok(Self { finding, recommending, described: None, measured: None })
    }
}

impl PresetModels {
    /// Prepares the models for answering, with `indexes` in place of their own.
    pub(crate) fn open(
        self,
        tracks: &Arc<TrackTable>,
        artists: &Arc<Artists>,
        indexes: Option<VectorIndexes>,
        manifest: &Manifest,
    ) -> Result<Doors, EngineError> {
        match (self, indexes) {
            (Self::Earworm(models), indexes) => {
                let (find, recommend) =
                    indexes.map(|indexes| (indexes.find, indexes.recommend)).unzip();
                let finder = SongFinder::open(models.find, tracks, find, manifest)?;
                let EarwormModels { recommend: models, artist_graph, songs, described, .. } =
                    models;
                let recommender =
                    Recommender::open(models, artist_graph, songs, tracks, artists, recommend)?;
                Ok(Doors::earworm(finder, recommender, described))
            }
            (Self::Spotifinder(models), None) => Doors::original(models, tracks),
            (Self::Spotifinder(_), Some(_)) => Err(EngineError::OwnIndexes),
        }
    }
}

fn read_recommend(
    reader: &ModelsReader,
    tracks: &TrackTable,
) -> Result<RecommendModels, EngineError> {
    let models: RecommendModels = RECOMMEND.read(reader)?;
    let fits = models.vectorizer.is_consistent() && models.index.is_consistent(tracks.songs());
    reader.checked(models, fits)
}

/// The graph is missing where a catalogue was built without playlists.
fn read_artist_graph(
    reader: &ModelsReader,
    tracks: &TrackTable,
) -> Result<ArtistGraph, EngineError> {
    let graph: ArtistGraph = reader.map_if_listed(ARTIST_GRAPH)?.unwrap_or_default();
    let fits = graph.is_consistent(tracks.all_artists().len());
    reader.checked(graph, fits)
}

fn read_tracks(reader: &ModelsReader) -> Result<TrackTable, EngineError> {
    let tracks: TrackTable = reader.map(TRACKS)?;
    let fits = tracks.is_consistent();
    reader.checked(tracks, fits)
}

fn read_artists(reader: &ModelsReader, tracks: &TrackTable) -> Result<Artists, EngineError> {
    let artists: Artists = reader.map(ARTISTS)?;
    let fits = artists.is_consistent(tracks);
    reader.checked(artists, fits)
}

fn read_songs(reader: &ModelsReader, tracks: &TrackTable) -> Result<SongTable, EngineError> {
    let songs: SongTable = reader.map(SONGS)?;
    let fits = songs.is_consistent(tracks);
    reader.checked(songs, fits)
}

fn read_described(
    reader: &ModelsReader,
    words: &WordIndex,
    tracks: &TrackTable,
) -> Result<DescribeIndex, EngineError> {
    let described: DescribeIndex = reader.map(DESCRIBED)?;
    let fits = described.is_consistent(words, tracks);
    reader.checked(described, fits)
}

fn read_map(reader: &ModelsReader, tracks: &TrackTable) -> Result<Option<SongMap>, EngineError> {
    let map: Option<SongMap> = reader.map_if_listed(MAP)?;
    let fits = map.as_ref().is_none_or(|map| map.is_consistent(tracks.songs()));
    reader.checked(map, fits)
}
