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
use crate::numeric::{float, whole};
use crate::store::Retriever;
use crate::tracks::{TrackTable, unknown_song};
use catalog::{
    ArtistId as PublicId, Facet, Match, Recommendation, RecommendationRequest, Recommendations,
    ResultCount, Seed, SongEntry, SortOrder, TrackId,
};
use companions::Companions;
use explain::Explanation;
use filter::Admitted;
use pools::pool_sizes;
use scorer::{Compared, Scorer, Seeds};
use select::Selection;
pub(crate) use songs::SongTable;
use std::cmp::Reverse;
use std::collections::HashSet;
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

/// Candidates from the graph, and from an exact scan where the graph brings too few.
const FETCHED: usize = 250;
const SCANNED: usize = 2000;

/// Candidates from the index where popularity is aimed at or weighs more, which embeddings do not encode.
const FETCHED_FOR_POPULARITY: usize = 1000;

/// Candidates per wanted song that must pass the filters for the graph's to be enough.
const ENOUGH: usize = 8;

/// Below this share of admitted songs an exact scan is cheaper than a graph search that finds enough.
const FEW: f32 = 0.15;

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
            selection.take(&self.all_ranked(&scorer, &admitted));
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
        let embeddings = around.embeddings;
        let near = self.near(around, admitted)?;
        let mut by_companions = self.by_companions(scorer.companions());
        by_companions.retain(|song| admitted.has(*song));
        if admitted.has_all() || near.len() >= ENOUGH * selection.wanted() {
            let candidates = near.into_iter().chain(by_companions.iter().copied());
            selection.take(&self.ranked(candidates, scorer));
        }
        // Filters may leave few songs, and one artist with hundreds of them can fill a neighbourhood:
        // then all songs that can still be chosen are scanned, until none is left.
        while !selection.is_full() {
            let each = SCANNED / embeddings.len().max(1);
            let open = selection.open();
            let can_be = |song| admitted.has(song) && open.has(song);
            let near =
                flat(embeddings, |embedding| self.index.nearest_among(embedding, each, &can_be))?;
            if near.is_empty() {
                break;
            }
            let by_companions = by_companions.iter().copied().filter(|song| open.has(*song));
            let candidates: Vec<SongId> = near.into_iter().chain(by_companions).collect();
            selection.take(&self.ranked(candidates.into_iter(), scorer));
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

    /// The graph's candidates that pass the filters, each once and about as many as without filters; none
    /// where so few songs pass that scanning them is cheaper.
    #[instrument(name = "neighbours", level = "debug", skip_all)]
    fn near(&self, around: Around<'_>, admitted: &Admitted) -> Result<Vec<SongId>, EngineError> {
        let Around { embeddings, fetched } = around;
        let share = admitted.share();
        if share < FEW {
            return Ok(Vec::new());
        }
        let each = (fetched / embeddings.len().max(1)).max(FETCHED_EACH);
        let each = whole(float(each) / share) as usize;
        let near = flat(embeddings, |embedding| self.index.nearest(embedding, each))?.into_iter();
        let mut near: Vec<SongId> =
            near.map(|neighbour| neighbour.member).filter(|song| admitted.has(*song)).collect();
        near.sort_unstable();
        near.dedup();
        Ok(near)
    }

    /// The best of all admitted songs, of equals the best known: what is close to a song of which nothing is
    /// known says nothing.
    #[instrument(name = "scan", level = "debug", skip_all)]
    fn all_ranked(&self, scorer: &Scorer, admitted: &Admitted) -> Vec<(SongId, f32)> {
        let songs = (0..self.songs.len()).map(SongId::at).filter(|song| admitted.has(*song));
        let popularity = |song| self.tracks.popularity(self.songs.row(song));
        let mut ranked: Vec<_> = songs
            .map(|song| (scorer.score(song, self.compared()), (Reverse(popularity(song)), song)))
            .collect();
        keep_best(&mut ranked, SCANNED);
        ranked.sort_unstable_by(best_first);
        ranked.into_iter().map(|(score, (_, song))| (song, score)).collect()
    }

    /// Candidates by score, each once.
    #[instrument(name = "re-ranking", level = "debug", skip_all)]
    fn ranked(
        &self,
        candidates: impl Iterator<Item = SongId>,
        scorer: &Scorer,
    ) -> Vec<(SongId, f32)> {
        let mut seen = HashSet::new();
        let mut ranked: Vec<(SongId, f32)> = candidates
            .filter(|song| seen.insert(*song))
            .map(|song| (song, scorer.score(song, self.compared())))
            .collect();
        ranked.sort_unstable_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        ranked
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

/// The neighbours of several embeddings, one after the other.
fn flat<T>(
    embeddings: &[Embedding],
    near: impl Fn(&Embedding) -> Result<Vec<T>, EngineError>,
) -> Result<Vec<T>, EngineError> {
    Ok(embeddings.iter().map(near).collect::<Result<Vec<_>, _>>()?.into_iter().flatten().collect())
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
