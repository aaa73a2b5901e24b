//! Inference: finds songs from hints and recommends similar ones, from a models directory that the
//! pipeline has built. Knows nothing of the web, of async and of training.
//!
//! ```no_run
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! use catalog::{Query, ResultCount};
//! use engine::Engine;
//!
//! let engine = Engine::load("models/demo".as_ref())?;
//! let hint: Query = "bohemain rapsody quen".parse()?;
//! if let Some(song) = engine.find_song_entry(&hint)? {
//!     for similar in engine.get_recommendations(&song, ResultCount::default())? {
//!         println!("{} {:.2}", similar.track.label(), similar.score);
//!     }
//! }
//! # Ok(())
//! # }
//! ```

pub mod alias;
mod allocator;
pub mod artifacts;
mod artist_queries;
mod artists;
mod byte_code;
mod code;
pub mod column;
pub mod columns;
mod encode;
mod error;
mod fill;
mod find;
mod graph;
mod index;
mod manifest;
pub mod recommend;
mod song;
mod song_index;
mod song_map;
mod song_vector;
mod sparse;
mod stop_words;
pub mod text;
mod track_table;
mod vector_index;
mod vectorize;

pub use allocator::return_freed_memory;
pub use artifacts::{ArtifactError, FindLane, Lane, Models, RecommendLane};
pub use artists::Artists;
pub use byte_code::ByteCode;
pub use code::{CODE_WIDTH, Code};
pub use encode::{Encoder, OnnxEncoder, onnx_runtime};
pub use error::{EncoderError, EngineError};
pub use fill::{FillError, FillReport, Filler, MATCH_COLUMN, bare_id};
pub use find::{FindPart, LyricsIndex, Romanise, WordIndex, spotifinder_document};
pub use index::{CodeIndex, IndexParams, Neighbour, StoredCode};
pub use manifest::{FORMAT_VERSION, FileFacts, LaneFacts, Manifest, Preset};
pub use song::{ParsedTitle, TitlePart, VersionKind, base_title, parse_title, song_key};
pub use song_index::SongIndex;
pub use song_map::{Landmark, MappedSongs, Place, SongMap};
pub use song_vector::{Encoding, Number, NumberColumns, SongVectorizer};
pub use sparse::SparseVector;
pub use track_table::TrackTable;
pub use vector_index::{IndexError, VectorIndex, VectorIndexes};
pub use vectorize::{Analyzer, TfIdf};

use artifacts::ModelsReader;
use catalog::{
    Confidence, FoundBy, FoundSong, Match, Provenance, Query, Recommendation,
    RecommendationRequest, Recommendations, ResultCount, SearchResults, Seed, SongEntry, TrackId,
    Tracks,
};
use column::ListColumn;
use find::{Explainer, Finder, dropped};
pub use recommend::PoolSize;
use recommend::{Named, Recommender, Spotifinder};
use std::panic::resume_unwind;
use std::path::Path;

/// Loaded models that answer questions. Methods take `&self` and block for about a millisecond, so
/// call them off the async threads.
pub struct Engine {
    manifest: Manifest,
    tracks: TrackTable,
    artists: Artists,
    versions: ListColumn,
    identifier: Identifier,
    recommending: Recommending,
    map: Option<MappedSongs>,
}

/// A part of an engine that takes memory of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EnginePart {
    /// The tracks themselves.
    Tracks,
    /// What songs are found with.
    Finding,
    /// What songs are recommended with.
    Recommending,
}

/// How songs are recommended, by preset.
#[expect(clippy::large_enum_variant, reason = "there is one of it")]
enum Recommending {
    Earworm(Recommender),
    Spotifinder(Spotifinder),
}

impl Engine {
    /// Loads a models directory and verifies it.
    ///
    /// # Errors
    /// If a file is missing or is not the one that the manifest describes, or if ONNX Runtime cannot
    /// be loaded or refuses an encoder.
    pub fn load(dir: &Path) -> Result<Self, EngineError> {
        let reader = ModelsReader::open(dir)?;
        let tracks = reader.tracks()?;
        let (identifier, recommending) = std::thread::scope(|scope| {
            let identifier = scope.spawn(|| Identifier::new(reader.find(&tracks)?));
            let lane = reader.recommend(&tracks).map_err(EngineError::from);
            let recommending = lane.and_then(|lane| Recommending::new(lane, &tracks));
            let identifier = identifier.join().unwrap_or_else(|panic| resume_unwind(panic));
            (identifier, recommending)
        });
        let map = reader.map(&tracks)?;
        Ok(Self::of(reader.manifest, tracks, identifier?, recommending?, map))
    }

    /// As [`Engine::load`], one part after the other; tells when one is loaded, to measure what each
    /// costs.
    ///
    /// # Errors
    /// As [`Engine::load`].
    pub fn load_by_parts(
        dir: &Path,
        mut loaded: impl FnMut(EnginePart),
    ) -> Result<Self, EngineError> {
        let reader = ModelsReader::open(dir)?;
        let tracks = reader.tracks()?;
        loaded(EnginePart::Tracks);
        let identifier = Identifier::new(reader.find(&tracks)?)?;
        loaded(EnginePart::Finding);
        let recommending = Recommending::new(reader.recommend(&tracks)?, &tracks)?;
        loaded(EnginePart::Recommending);
        let map = reader.map(&tracks)?;
        Ok(Self::of(reader.manifest, tracks, identifier, recommending, map))
    }

    /// An engine over models that are in memory.
    ///
    /// # Errors
    /// If ONNX Runtime cannot be loaded or refuses an encoder.
    pub fn new(manifest: Manifest, models: Models) -> Result<Self, EngineError> {
        let Models { tracks, find, recommend, map } = models;
        let identifier = Identifier::new(find)?;
        let recommending = Recommending::new(recommend, &tracks)?;
        Ok(Self::of(manifest, tracks, identifier, recommending, map))
    }

    /// The engine with these indexes in place of the models' own, which give their memory back.
    ///
    /// # Errors
    /// If the models have the preset spotifinder, which knows its own indexes alone.
    pub fn with_indexes(mut self, indexes: VectorIndexes) -> Result<Self, EngineError> {
        match (&mut self.identifier, &mut self.recommending) {
            (Identifier::Earworm(finder), Recommending::Earworm(recommender)) => {
                finder.codes = indexes.find;
                recommender.index = indexes.recommend;
                Ok(self)
            }
            _ => Err(EngineError::OwnIndexes),
        }
    }

    fn of(
        manifest: Manifest,
        tracks: TrackTable,
        identifier: Identifier,
        recommending: Recommending,
        map: Option<SongMap>,
    ) -> Self {
        let versions = tracks.tracks_by_song();
        let map = map.map(|map| MappedSongs::new(map, &tracks));
        let artists = Artists::new(&tracks);
        Self { manifest, tracks, artists, versions, identifier, recommending, map }
    }

    /// Songs that the hint may mean, best first; `best` is none if nothing fits well.
    ///
    /// # Errors
    /// If the encoder fails.
    pub fn find_song_entries(
        &self,
        hint: &Query,
        limit: ResultCount,
    ) -> Result<SearchResults, EngineError> {
        self.find_without(hint, limit, &[])
    }

    /// As [`Engine::find_song_entries`], with parts of the finder left out, to measure what they give.
    ///
    /// # Errors
    /// If the encoder fails.
    pub fn find_without(
        &self,
        hint: &Query,
        limit: ResultCount,
        without: &[FindPart],
    ) -> Result<SearchResults, EngineError> {
        match &self.identifier {
            Identifier::Earworm(finder) => self.find_songs(finder, hint, limit, without),
            Identifier::Spotifinder(original) => self.find_tracks(original, hint, limit),
        }
    }

    fn find_songs(
        &self,
        finder: &Finder,
        query: &Query,
        limit: ResultCount,
        without: &[FindPart],
    ) -> Result<SearchResults, EngineError> {
        let (hint, found) = finder.find(query.as_str(), without)?;
        let mut results = Vec::with_capacity(limit.get());
        for (place, candidate) in found.iter().take(limit.get()).enumerate() {
            let confidence = find::confidence(&found, place);
            let Some(confidence) = confidence else { break };
            let explainer = Explainer {
                hint: &hint,
                words: &finder.words,
                table: &self.tracks,
                versions: self.versions.get(candidate.song as usize),
            };
            results.extend(explainer.explain(candidate, confidence));
        }
        let best = results.first().is_some_and(|first| first.confidence > Confidence::Guess);
        let dropped = dropped(&hint, found.first().filter(|_| !results.is_empty()));
        Ok(SearchResults { query: query.clone(), best: best.then_some(0), results, dropped })
    }

    fn find_tracks(
        &self,
        original: &find::Spotifinder,
        query: &Query,
        limit: ResultCount,
    ) -> Result<SearchResults, EngineError> {
        let found = original.find(query.as_str(), &self.tracks)?;
        let best = found.first().is_some_and(|first| first.share > 0.0).then_some(0);
        let found = found.iter().take(limit.get());
        let results =
            found.filter_map(|found| self.plainly_found(found.track, found.share)).collect();
        Ok(SearchResults { query: query.clone(), best, results, dropped: Vec::new() })
    }

    fn plainly_found(&self, row: u32, score: f32) -> Option<FoundSong> {
        let track = self.tracks.entry(row)?;
        let song = self.tracks.song(row)?;
        Some(FoundSong {
            artist_marks: vec![Vec::new(); track.artists.len()],
            track,
            score: score.clamp(0.0, 1.0),
            confidence: Confidence::Guess,
            found_by: FoundBy::Title,
            words: Vec::new(),
            title_marks: Vec::new(),
            version_count: self.versions.get(song as usize).len() as u32,
            versions: Vec::new(),
            lyrics: None,
        })
    }

    /// Rows of the tracks that are nearest to the hint, best first, however little they have in
    /// common with it.
    ///
    /// # Errors
    /// If the encoder fails.
    pub fn matching_rows(&self, hint: &Query, limit: ResultCount) -> Result<Vec<u32>, EngineError> {
        let mut rows: Vec<u32> = match &self.identifier {
            Identifier::Earworm(finder) => {
                let songs = finder.nearest_songs(hint.as_str(), limit.get())?;
                songs.into_iter().map(|song| finder.words.representative(song)).collect()
            }
            Identifier::Spotifinder(original) => {
                let found = original.find(hint.as_str(), &self.tracks)?;
                found.iter().map(|found| found.track).collect()
            }
        };
        rows.truncate(limit.get());
        Ok(rows)
    }

    /// The song that the hint means most likely.
    ///
    /// # Errors
    /// If the encoder fails.
    pub fn find_song_entry(&self, hint: &Query) -> Result<Option<SongEntry>, EngineError> {
        let found = self.find_song_entries(hint, ResultCount::default())?;
        let best = found.best.map(|best| best as usize);
        Ok(best.and_then(|best| found.results.into_iter().nth(best)).map(|found| found.track))
    }

    /// Songs that sound like a track, which need not be in the catalogue, best first and never the
    /// track itself.
    ///
    /// # Errors
    /// If the encoder fails.
    pub fn get_recommendations(
        &self,
        track: &SongEntry,
        limit: ResultCount,
    ) -> Result<Vec<Match>, EngineError> {
        let near = match &self.recommending {
            Recommending::Earworm(recommender) => {
                let request =
                    RecommendationRequest { limit, ..RecommendationRequest::like(vec![]) };
                let named = Named { like: std::slice::from_ref(track), unlike: &[] };
                recommender.rows(named, &request, &self.tracks)?
            }
            Recommending::Spotifinder(nearest) => {
                let near = nearest.recommend(track, &self.tracks, limit.get())?;
                near.iter().map(|n| (n.member, closeness(n.distance))).collect()
            }
        };
        Ok(near.into_iter().filter_map(|(row, score)| self.match_at(row, score)).collect())
    }

    /// What a request asks for, with reasons.
    ///
    /// # Errors
    /// If the catalogue has no track or genre that it names, if the models know nothing of such
    /// wishes, or if the encoder fails.
    pub fn recommend(
        &self,
        request: &RecommendationRequest,
    ) -> Result<Recommendations, EngineError> {
        let like: Vec<SongEntry> =
            request.seeds.iter().map(|seed| self.seed(seed)).collect::<Result<_, _>>()?;
        self.recommend_like(&like, request)
    }

    /// What a request asks for, with how many songs there are to choose from for each seed.
    ///
    /// # Errors
    /// As [`Engine::recommend`].
    pub fn recommend_with_pools(
        &self,
        request: &RecommendationRequest,
    ) -> Result<(Recommendations, Vec<PoolSize>), EngineError> {
        let like: Vec<SongEntry> =
            request.seeds.iter().map(|seed| self.seed(seed)).collect::<Result<_, _>>()?;
        let Recommending::Earworm(recommender) = &self.recommending else {
            let songs = self.tracks.songs() as u32;
            let pools = vec![PoolSize { all: songs, admitted: songs }; like.len()];
            return Ok((self.recommend_like(&like, request)?, pools));
        };
        let named = Named { like: &like, unlike: &[] };
        recommender.recommend_with_pools(named, request, &self.tracks)
    }

    /// What a request asks for, with these songs for seeds, which need not be in the catalogue.
    ///
    /// # Errors
    /// As [`Engine::recommend`].
    pub fn recommend_like(
        &self,
        like: &[SongEntry],
        request: &RecommendationRequest,
    ) -> Result<Recommendations, EngineError> {
        let recommender = match &self.recommending {
            Recommending::Spotifinder(_) if request.is_plain() => {
                return self.without_reasons(like, request.limit);
            }
            _ => self.recommender()?,
        };
        let unlike: Vec<SongEntry> =
            request.unlike.iter().map(|id| self.track(id)).collect::<Result<_, _>>()?;
        let named = Named { like, unlike: &unlike };
        recommender.recommend(named, request, &self.tracks)
    }

    /// Rows of the tracks that [`Engine::recommend_like`] recommends for a track, best first.
    ///
    /// # Errors
    /// As [`Engine::recommend`].
    pub fn recommended_rows(
        &self,
        track: &SongEntry,
        request: &RecommendationRequest,
    ) -> Result<Vec<u32>, EngineError> {
        let named = Named { like: std::slice::from_ref(track), unlike: &[] };
        let rows = self.recommender()?.rows(named, request, &self.tracks)?;
        Ok(rows.into_iter().map(|(row, _)| row).collect())
    }

    /// Songs that lead from one track to another in so many steps; the reasons of each compare it
    /// with the one before.
    ///
    /// # Errors
    /// As [`Engine::recommend`].
    pub fn path(
        &self,
        from: &TrackId,
        to: &TrackId,
        steps: ResultCount,
    ) -> Result<Vec<Recommendation>, EngineError> {
        let (from, to) = (self.track(from)?, self.track(to)?);
        self.recommender()?.path(&from, &to, steps, &self.tracks)
    }

    fn without_reasons(
        &self,
        like: &[SongEntry],
        limit: ResultCount,
    ) -> Result<Recommendations, EngineError> {
        let [track] = like else { return Err(EngineError::NoWishes) };
        let matches = self.get_recommendations(track, limit)?.into_iter();
        let results = matches.map(|Match { track, score }| Recommendation {
            track,
            score,
            reasons: Vec::new(),
            why: String::new(),
        });
        Ok(Recommendations { results: results.collect(), filters: Vec::new() })
    }

    fn recommender(&self) -> Result<&Recommender, EngineError> {
        match &self.recommending {
            Recommending::Earworm(recommender) => Ok(recommender),
            Recommending::Spotifinder(_) => Err(EngineError::NoWishes),
        }
    }

    fn seed(&self, seed: &Seed) -> Result<SongEntry, EngineError> {
        match seed {
            Seed::Track(id) => self.track(id),
            Seed::Genre(name) => self.tracks.song_of_genre(name),
            Seed::Artist(id) => {
                let artist = self.artists.number(*id);
                let song =
                    artist.and_then(|artist| self.artists.typical_song(artist, &self.tracks));
                song.ok_or(EngineError::UnknownArtist(*id))
            }
        }
    }

    /// The track with this id.
    ///
    /// # Errors
    /// If there is none.
    pub fn track(&self, id: &TrackId) -> Result<SongEntry, EngineError> {
        let entry = self.tracks.row(id).and_then(|row| self.tracks.entry(row));
        entry.ok_or_else(|| EngineError::UnknownTrack(id.clone()))
    }

    /// The tracks with these ids, and the ids that no track has.
    ///
    /// # Errors
    /// If a track cannot be read.
    pub fn look_up(&self, ids: &[TrackId]) -> Result<Tracks, EngineError> {
        let mut found = Tracks::default();
        for id in ids {
            match self.track(id) {
                Ok(track) => found.tracks.push(track),
                Err(EngineError::UnknownTrack(id)) => found.missing.push(id),
                Err(error) => return Err(error),
            }
        }
        Ok(found)
    }

    /// The track in a row of the catalogue, from 0.
    pub fn track_at(&self, index: u32) -> Option<SongEntry> {
        self.tracks.entry(index)
    }

    /// The map of the catalogue.
    ///
    /// # Errors
    /// If the models have none.
    pub fn map(&self) -> Result<&MappedSongs, EngineError> {
        self.map.as_ref().ok_or(EngineError::NoMap)
    }

    /// The number of a track's song and its place on the map, if there is such a track.
    ///
    /// # Errors
    /// If the models have no map.
    pub fn on_map(&self, id: &TrackId) -> Result<Option<(u32, Place)>, EngineError> {
        let map = self.map()?;
        let song = self.tracks.row(id).and_then(|row| self.tracks.song(row));
        Ok(song.and_then(|song| Some((song, map.place(song)?))))
    }

    /// The track that stands for the song with a number of the map, if there is such a song.
    ///
    /// # Errors
    /// If the models have no map.
    pub fn track_on_map(&self, song: u32) -> Result<Option<SongEntry>, EngineError> {
        let row = self.map()?.row(song);
        Ok(row.and_then(|row| self.tracks.entry(row)))
    }

    /// All tracks.
    pub fn tracks(&self) -> &TrackTable {
        &self.tracks
    }

    /// All artists.
    pub fn artists(&self) -> &Artists {
        &self.artists
    }

    /// Rows of all versions of the song that the track in a row is one of.
    pub fn versions(&self, row: u32) -> &[u32] {
        self.tracks.song(row).map_or(&[], |song| self.versions.get(song as usize))
    }

    /// Number of tracks.
    pub fn len(&self) -> usize {
        self.tracks.len()
    }

    /// Whether there are no tracks.
    pub fn is_empty(&self) -> bool {
        self.tracks.is_empty()
    }

    /// Where the audio features of the catalogue come from.
    pub fn provenance(&self) -> Provenance {
        self.manifest.provenance
    }

    /// What the models were made of.
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    fn match_at(&self, track: u32, score: f32) -> Option<Match> {
        Some(Match { track: self.tracks.entry(track)?, score: score.clamp(0.0, 1.0) })
    }
}

/// How songs are found, by preset.
#[expect(clippy::large_enum_variant, reason = "there is one of it")]
enum Identifier {
    Earworm(Finder),
    Spotifinder(find::Spotifinder),
}

impl Identifier {
    fn new(lane: FindLane) -> Result<Self, EngineError> {
        Ok(match lane {
            FindLane::Earworm { lane: Lane { vectorizer, encoder, index }, words, lyrics } => {
                let encoder = Box::new(OnnxEncoder::load(&encoder, vectorizer.len())?);
                let words = words.prepared();
                Self::Earworm(Finder { words, lyrics, vectorizer, encoder, codes: Box::new(index) })
            }
            FindLane::Spotifinder(Lane { vectorizer, encoder, index }) => {
                let encoder = Box::new(OnnxEncoder::load(&encoder, vectorizer.len())?);
                Self::Spotifinder(find::Spotifinder { vectorizer, encoder, index })
            }
        })
    }
}

impl Recommending {
    fn new(lane: RecommendLane, tracks: &TrackTable) -> Result<Self, EngineError> {
        Ok(match lane {
            RecommendLane::Earworm(Lane { vectorizer, encoder, index }) => {
                let encoder = Box::new(OnnxEncoder::load(&encoder, vectorizer.columns())?);
                Self::Earworm(Recommender::new(vectorizer, encoder, Box::new(index), tracks))
            }
            RecommendLane::Spotifinder(Lane { vectorizer, encoder, index }) => {
                let encoder = Box::new(OnnxEncoder::load(&encoder, vectorizer.len())?);
                Self::Spotifinder(Spotifinder { vectorizer, encoder, index })
            }
        })
    }
}

/// The cosine of two codes of length 1 from the square of their distance; for codes of other lengths
/// just a number that falls with the distance.
fn closeness(squared_distance: f32) -> f32 {
    1.0 - squared_distance / 2.0
}
