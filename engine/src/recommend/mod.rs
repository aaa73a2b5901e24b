//! Recommends songs that go with others, with reasons.
//!
//! The index of embeddings finds candidates; the [`Similarity`], a sum of parts learned from what people
//! put together, re-ranks and explains them. The encoder was trained to imitate the similarity, so good
//! candidates are among the nearest.

mod artist_graph;
mod companions;
mod explain;
mod facts;
mod filter;
mod path;
mod pools;
mod ranked;
#[cfg(test)]
pub(crate) mod reference;
mod scorer;
mod select;
mod shares;
mod similarity;
mod songs;

pub use artist_graph::{ArtistGraph, Companion, nearness};
pub use facts::{Facts, NUMBERS, number_facets};
pub use similarity::{
    GENRE_WIDTH, GenreSimilarity, GenreVector, LanguageSimilarity, MAX_CUTS, MAX_LANGUAGES,
    NumberSimilarity, Profile, Scale, Similarity, UNKNOWN, dot,
};
pub use songs::profiles;

use crate::SparseVector;
use crate::artists::Artists;
use crate::best::{best_first, keep_best};
use crate::doors::{PoolSize, Recommend};
use crate::encode::{Encoder, OnnxEncoder};
use crate::error::EngineError;
use crate::id::{ArtistId, SongId, TrackRow};
use crate::nearest::{Embedding, SongIndex, VectorIndex};
use crate::store::Retriever;
use crate::tracks::{TrackTable, unknown_song};
use crate::work::Work;
use catalog::{
    ArtistId as PublicId, Facet, Match, Recommendation, RecommendationRequest, Recommendations,
    ResultCount, Seed, SongEntry, SortOrder, TrackId,
};
use companions::Companions;
use explain::Explanation;
use filter::Admitted;
use pools::pool_sizes;
use ranked::Ranked;
use scorer::{Compared, Scorer, Seeds};
use select::Selection;
pub(crate) use songs::SongTable;
use std::cmp::Reverse;
use std::sync::Arc;
use tracing::instrument;

/// Recommends songs by Earworm's own method.
pub(crate) struct Recommender {
    similarity: Similarity,
    graph: ArtistGraph,
    encoder: Box<dyn Encoder>,
    index: Box<dyn VectorIndex>,
    songs: SongTable,
    tracks: Arc<TrackTable>,
    artists: Arc<Artists>,
}

/// The songs that a request names.
#[derive(Clone, Copy)]
pub(crate) struct Named<'a> {
    pub like: &'a [SongEntry],
    pub unlike: &'a [SongEntry],
}

/// Candidates from the graph.
const FETCHED: usize = 250;

/// How many songs are scored one after the other in the time in which a search of the graph looks at one.
const VISIT_COST: usize = 12;

/// Songs without seeds that are ranked.
const RANKED: usize = 2000;

/// Candidates from the index where popularity is aimed at or weighs more, which embeddings do not encode.
const FETCHED_FOR_POPULARITY: usize = 1000;

/// Fewest candidates per seed.
const FETCHED_EACH: usize = 100;

/// Companions of the seeds' artists whose songs are candidates too, and fewest per seed.
const COMPANIONS: usize = 100;
const COMPANIONS_EACH: usize = 20;

/// Songs of a companion that are candidates, the best known. Chosen on the playlists of the part *tune*
/// among 20, 50 and all.
const SONGS_EACH: usize = 20;

/// Where candidates are looked for.
#[derive(Clone, Copy)]
struct Around<'a> {
    embeddings: &'a [Embedding],
    /// How many candidates the graph brings, all embeddings together.
    fetched: usize,
}

impl Recommend for Recommender {
    fn recommend(&self, request: &RecommendationRequest) -> Result<Recommendations, EngineError> {
        self.recommend_like(&self.seed_songs(request)?, request)
    }

    fn recommend_like(
        &self,
        seeds: &[SongEntry],
        request: &RecommendationRequest,
    ) -> Result<Recommendations, EngineError> {
        let unlike = self.unlike(request)?;
        self.explained_list(Named { like: seeds, unlike: &unlike }, request)
    }

    fn recommend_with_pools(
        &self,
        request: &RecommendationRequest,
    ) -> Result<(Recommendations, Vec<PoolSize>), EngineError> {
        let (seeds, unlike) = (self.seed_songs(request)?, self.unlike(request)?);
        let named = Named { like: &seeds, unlike: &unlike };
        let ranking = self.ranking(named, request)?;
        let pools = pool_sizes(&seeds, &self.songs, &ranking.admitted, &self.tracks);
        Ok((self.explained_ranking(ranking, named, request), pools))
    }

    fn similar(&self, track: &SongEntry, limit: ResultCount) -> Result<Vec<Match>, EngineError> {
        let request = RecommendationRequest { limit, ..RecommendationRequest::like(vec![]) };
        let rows = self.rows(std::slice::from_ref(track), &request)?;
        let entry = |(row, score): (TrackRow, f32)| {
            Some(Match { track: self.tracks.entry(row)?, score: score.clamp(0.0, 1.0) })
        };
        Ok(rows.into_iter().filter_map(entry).collect())
    }

    fn path(
        &self,
        from: &TrackId,
        to: &TrackId,
        steps: ResultCount,
    ) -> Result<Vec<Recommendation>, EngineError> {
        self.path_between(&self.tracks.track(from)?, &self.tracks.track(to)?, steps)
    }
}

impl Recommender {
    /// Prepares the models for answering, with another index in place of their own if one is given.
    pub(crate) fn open(
        models: Retriever<Similarity, SongIndex>,
        graph: ArtistGraph,
        songs: SongTable,
        tracks: &Arc<TrackTable>,
        artists: &Arc<Artists>,
        index: Option<Box<dyn VectorIndex>>,
    ) -> Result<Self, EngineError> {
        let Retriever { vectorizer: similarity, encoder, index: own } = models;
        let encoder = Box::new(OnnxEncoder::load(&encoder, similarity.columns())?);
        let index = index.unwrap_or_else(|| Box::new(own));
        let (tracks, artists) = (Arc::clone(tracks), Arc::clone(artists));
        Ok(Self { similarity, graph, encoder, index, songs, tracks, artists })
    }

    /// What a request takes at most, but for a path, of which each step may take as much.
    pub(crate) fn budget(&self) -> Work {
        let seeds = RecommendationRequest::MAX_SEEDS;
        let near = FETCHED_FOR_POPULARITY.max(seeds * FETCHED_EACH);
        let by_companions = COMPANIONS.max(seeds * COMPANIONS_EACH) * SONGS_EACH;
        // Songs with the same embedding are found together.
        let songs = self.songs.len();
        Work {
            postings: 0,
            compared: songs.min(2 * near + by_companions) + 2 * songs,
            steps: seeds * self.index.most_steps(near),
        }
    }

    fn seed_songs(&self, request: &RecommendationRequest) -> Result<Vec<SongEntry>, EngineError> {
        let song = |seed: &Seed| match seed {
            Seed::Track(id) => self.tracks.track(id),
            Seed::Genre(name) => self.tracks.song_of_genre(name),
            Seed::Artist(id) => self.artists.song_of_artist(*id, &self.tracks),
        };
        if request.seeds.is_empty() {
            return Ok(unknown_song().into_iter().collect());
        }
        request.seeds.iter().map(song).collect()
    }

    fn left_out(&self, request: &RecommendationRequest) -> Result<Vec<ArtistId>, EngineError> {
        let artist = |id: &PublicId| self.artists.find(*id).ok_or(EngineError::UnknownArtist(*id));
        request.without.iter().map(artist).collect()
    }

    fn unlike(&self, request: &RecommendationRequest) -> Result<Vec<SongEntry>, EngineError> {
        request.unlike.iter().map(|id| self.tracks.track(id)).collect()
    }

    fn explained_list(
        &self,
        named: Named<'_>,
        request: &RecommendationRequest,
    ) -> Result<Recommendations, EngineError> {
        Ok(self.explained_ranking(self.ranking(named, request)?, named, request))
    }

    fn explained_ranking(
        &self,
        ranking: Ranking,
        named: Named<'_>,
        request: &RecommendationRequest,
    ) -> Recommendations {
        let explanation = Explanation::new(named.like, &self.similarity);
        let explained =
            |&(song, _): &(SongId, f32)| self.explained(song, &ranking.scorer, &explanation);
        let mut results: Vec<Recommendation> = ranking.songs.iter().filter_map(explained).collect();
        if let Some(order) = request.order {
            sort_by(&mut results, order);
        }
        Recommendations { results, filters: ranking.admitted.effects }
    }

    /// The tracks recommended for some seeds with their scores, best first, without reasons.
    pub(crate) fn rows(
        &self,
        seeds: &[SongEntry],
        request: &RecommendationRequest,
    ) -> Result<Vec<(TrackRow, f32)>, EngineError> {
        let ranking = self.ranking(Named { like: seeds, unlike: &[] }, request)?;
        let songs = ranking.songs.into_iter();
        Ok(songs.map(|(song, score)| (self.songs.row(song), score)).collect())
    }

    fn ranking(
        &self,
        named: Named<'_>,
        request: &RecommendationRequest,
    ) -> Result<Ranking, EngineError> {
        let seeds = self.seeds(named, request);
        let companions = Companions::new(&self.graph, &self.tracks, named.like, named.unlike);
        let scorer = Scorer::new(&self.similarity, &seeds, companions, &request.weights);
        let admitted =
            Admitted::new(&request.filters, &self.tracks, &self.songs, &self.similarity)?;
        let all: Vec<&SongEntry> = named.like.iter().chain(named.unlike).collect();
        let mut selection = Selection::new(&self.tracks, &self.songs, &all, request);
        selection.leave_out(&self.left_out(request)?);
        let profiles = seeds.for_encoding(request, &self.similarity);
        let vectors: Vec<SparseVector> =
            profiles.iter().map(|profile| self.similarity.vectorize(profile)).collect();
        if seeds.say_nothing() || vectors.iter().all(SparseVector::is_empty) {
            selection.take(self.all_ranked(&scorer, &admitted));
        }
        let around = self.encoder.encode(&vectors)?;
        let by_popularity =
            seeds.aim_at(Facet::Popularity) || request.weights.get(Facet::Popularity.group()) > 1.0;
        let fetched = if by_popularity { FETCHED_FOR_POPULARITY } else { FETCHED };
        self.fill(&mut selection, &scorer, Around { embeddings: &around, fetched }, &admitted)?;
        let songs = selection.finish();
        Ok(Ranking { songs, scorer, admitted })
    }

    fn seeds(&self, named: Named<'_>, request: &RecommendationRequest) -> Seeds {
        let profiles = |songs: &[SongEntry]| {
            songs.iter().map(|song| self.similarity.profile(&Facts::of(song))).collect()
        };
        Seeds::new(&self.similarity, profiles(named.like), profiles(named.unlike), request)
    }

    fn fill(
        &self,
        selection: &mut Selection<'_>,
        scorer: &Scorer,
        around: Around<'_>,
        admitted: &Admitted,
    ) -> Result<(), EngineError> {
        if selection.is_full() {
            return Ok(());
        }
        if let Some(near) = self.near(around, admitted)? {
            let mut by_companions = self.by_companions(scorer.companions());
            by_companions.retain(|song| admitted.has(*song));
            selection.take(self.ranked(near.into_iter().chain(by_companions), scorer));
        }
        // Filters may leave few songs, and one artist with hundreds of them can fill a neighbourhood.
        if !selection.is_full() {
            selection.take(self.ranked(admitted.songs(self.songs.len()), scorer));
        }
        Ok(())
    }

    /// The best known songs of the artists that playlists have together with the seeds'.
    fn by_companions(&self, companions: &Companions) -> Vec<SongId> {
        let each = (COMPANIONS / companions.len().max(1)).max(COMPANIONS_EACH);
        let tracks = companions
            .nearest(each)
            .flat_map(|artist| self.artists.tracks(artist).iter().take(SONGS_EACH));
        tracks.filter_map(|row| self.tracks.song(*row)).collect()
    }

    /// The nearest songs that pass the filters; none where so few pass that all can be compared.
    #[instrument(name = "neighbours", level = "debug", skip_all)]
    fn near(
        &self,
        around: Around<'_>,
        admitted: &Admitted,
    ) -> Result<Option<Vec<SongId>>, EngineError> {
        let Around { embeddings, fetched } = around;
        let each = (fetched / embeddings.len().max(1)).max(FETCHED_EACH);
        let near = |embedding: &Embedding| {
            if admitted.has_all() {
                return self.index.candidates(embedding, each).map(Some);
            }
            let most = self.songs.len() / VISIT_COST / embeddings.len().max(1);
            self.index.nearest_accepted(embedding, each, most, &|song| admitted.has(song))
        };
        if admitted.are_few() {
            return Ok(None);
        }
        let near: Option<Vec<Vec<SongId>>> =
            embeddings.iter().map(near).collect::<Result<_, _>>()?;
        Ok(near.map(|near| near.concat()))
    }

    /// All admitted songs, of equals the best known first: what is close to a song of which nothing is known
    /// says nothing.
    #[instrument(name = "scan", level = "debug", skip_all)]
    fn all_ranked(&self, scorer: &Scorer, admitted: &Admitted) -> Vec<(SongId, f32)> {
        Work::compared(self.songs.len());
        let songs = admitted.songs(self.songs.len());
        let popularity = |song| self.tracks.popularity(self.songs.row(song));
        let mut ranked: Vec<_> = songs
            .map(|song| (scorer.score(song, self.compared()), (Reverse(popularity(song)), song)))
            .collect();
        keep_best(&mut ranked, RANKED);
        ranked.sort_unstable_by(best_first);
        ranked.into_iter().map(|(score, (_, song))| (song, score)).collect()
    }

    /// Candidates by score, each once.
    #[instrument(name = "re-ranking", level = "debug", skip_all)]
    fn ranked(&self, candidates: impl Iterator<Item = SongId>, scorer: &Scorer) -> Ranked {
        let mut candidates: Vec<SongId> = candidates.collect();
        candidates.sort_unstable();
        candidates.dedup();
        Ranked::of(scorer.scores(&candidates, self.compared()))
    }

    fn explained(
        &self,
        song: SongId,
        scorer: &Scorer,
        explanation: &Explanation<'_>,
    ) -> Option<Recommendation> {
        let track = self.tracks.entry(self.songs.row(song))?;
        let parts = scorer.parts(song, self.compared());
        let artists = self.tracks.artist_ids(self.songs.row(song));
        Some(explanation.of(track, parts, scorer.companions().values(artists, &self.tracks)))
    }

    fn compared(&self) -> Compared<'_> {
        Compared { songs: &self.songs, tracks: &self.tracks, similarity: &self.similarity }
    }
}

/// A recommendation in the making.
struct Ranking {
    songs: Vec<(SongId, f32)>,
    scorer: Scorer,
    admitted: Admitted,
}

/// Sorts songs by a number; those where it is unknown come last.
fn sort_by(results: &mut [Recommendation], order: SortOrder) {
    let slot = facts::slot_of(order.facet);
    let value = |found: &Recommendation| {
        slot.and_then(|slot| Facts::of(&found.track).numbers[slot]).unwrap_or(f32::NAN)
    };
    results.sort_by(|a, b| {
        let (a, b) = (value(a), value(b));
        let by_value = if order.descending { b.total_cmp(&a) } else { a.total_cmp(&b) };
        a.is_nan().cmp(&b.is_nan()).then(by_value)
    });
}

#[cfg(test)]
mod tests;
