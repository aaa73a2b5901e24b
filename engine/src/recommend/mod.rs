//! Recommends songs that go with others, with reasons.
//!
//! The encoder's codes and their index find candidates; the [`Similarity`], a sum of parts that was
//! learned from what people put together, ranks and explains them. The encoder was trained to imitate
//! the similarity, so that the candidates are those that it ranks high.

mod explain;
mod facts;
mod filter;
mod path;
mod pools;
mod select;
mod similarity;
mod songs;
mod spotifinder;
mod wish;

pub use facts::{Facts, NUMBERS, number_facets};
pub use pools::PoolSize;
pub use similarity::{
    GENRE_WIDTH, GenreSimilarity, GenreVector, LanguageSimilarity, MAX_CUTS, MAX_LANGUAGES,
    NumberSimilarity, Profile, Scale, Similarity, UNKNOWN, dot,
};
pub use songs::{profiles, representatives};
pub(crate) use spotifinder::Spotifinder;

use crate::code::Code;
use crate::encode::Encoder;
use crate::error::{EncoderError, EngineError};
use crate::track_table::TrackTable;
use crate::vector_index::{IndexError, VectorIndex};
use catalog::{Facet, Line, Recommendation, RecommendationRequest, Recommendations, SongEntry};
use explain::Explanation;
use filter::Admitted;
use pools::pool_sizes;
use select::Selection;
use songs::SongTable;
use std::collections::HashSet;
use wish::{Seeds, Wish};

/// Finds songs that go with others.
pub(crate) struct Recommender {
    similarity: Similarity,
    encoder: Box<dyn Encoder>,
    pub(crate) index: Box<dyn VectorIndex>,
    songs: SongTable,
}

/// The songs that a request names.
#[derive(Clone, Copy)]
pub(crate) struct Named<'a> {
    pub like: &'a [SongEntry],
    pub unlike: &'a [SongEntry],
}

/// Candidates by the graph, and by comparing all codes, which costs more and misses nothing.
const FETCHED: usize = 250;
const SCANNED: usize = 2000;

/// If filters leave so many of the graph's candidates for each song that is wanted, they are enough.
const ENOUGH: usize = 8;

/// If filters leave a smaller share of the songs, comparing all codes costs less than a search of the
/// graph that finds enough.
const FEW: f32 = 0.15;

/// Fewest candidates a seed brings when there are several.
const FETCHED_EACH: usize = 100;

impl Recommender {
    pub(crate) fn new(
        similarity: Similarity,
        encoder: Box<dyn Encoder>,
        index: Box<dyn VectorIndex>,
        table: &TrackTable,
    ) -> Self {
        let songs = SongTable::new(table, &similarity);
        Self { similarity, encoder, index, songs }
    }

    /// Songs that go with those that a request names, which need not be in the catalogue.
    pub(crate) fn recommend(
        &self,
        named: Named<'_>,
        request: &RecommendationRequest,
        table: &TrackTable,
    ) -> Result<Recommendations, EngineError> {
        let admitted = Admitted::new(&request.filters, table, &self.songs, &self.similarity);
        self.recommend_admitted(named, request, &admitted, table)
    }

    /// As [`Recommender::recommend`], with how many songs there are to choose from for each seed.
    pub(crate) fn recommend_with_pools(
        &self,
        named: Named<'_>,
        request: &RecommendationRequest,
        table: &TrackTable,
    ) -> Result<(Recommendations, Vec<PoolSize>), EngineError> {
        let admitted = Admitted::new(&request.filters, table, &self.songs, &self.similarity);
        let found = self.recommend_admitted(named, request, &admitted, table)?;
        Ok((found, pool_sizes(named.like, &self.songs, &admitted, table)))
    }

    fn recommend_admitted(
        &self,
        named: Named<'_>,
        request: &RecommendationRequest,
        admitted: &Admitted,
        table: &TrackTable,
    ) -> Result<Recommendations, EngineError> {
        let seeds = self.seeds(named, request);
        let wish = Wish::new(&self.similarity, &seeds, &request.weights);
        let all: Vec<&SongEntry> = named.like.iter().chain(named.unlike).collect();
        let mut selection = Selection::new(table, &self.songs, &all, request);
        self.fill(&mut selection, &wish, &self.codes(&seeds, request)?, admitted)?;
        let explanation = Explanation::new(named.like, request, &self.similarity);
        let mut results: Vec<Recommendation> = selection
            .finish()
            .into_iter()
            .filter_map(|(song, _)| self.explained(song, &wish, &explanation, table))
            .collect();
        if let Some(line) = request.order {
            order_along(&mut results, line);
        }
        Ok(Recommendations { results, filters: admitted.effects.clone() })
    }

    /// The songs alone, best first, without reasons.
    pub(crate) fn rows(
        &self,
        named: Named<'_>,
        request: &RecommendationRequest,
        table: &TrackTable,
    ) -> Result<Vec<(u32, f32)>, EngineError> {
        let seeds = self.seeds(named, request);
        let wish = Wish::new(&self.similarity, &seeds, &request.weights);
        let admitted = Admitted::new(&request.filters, table, &self.songs, &self.similarity);
        let all: Vec<&SongEntry> = named.like.iter().chain(named.unlike).collect();
        let mut selection = Selection::new(table, &self.songs, &all, request);
        self.fill(&mut selection, &wish, &self.codes(&seeds, request)?, &admitted)?;
        Ok(selection
            .finish()
            .into_iter()
            .map(|(song, score)| (self.songs.row(song), score))
            .collect())
    }

    fn seeds(&self, named: Named<'_>, request: &RecommendationRequest) -> Seeds {
        let profiles = |songs: &[SongEntry]| {
            songs.iter().map(|song| self.similarity.profile(&Facts::of(song))).collect()
        };
        Seeds::new(&self.similarity, profiles(named.like), profiles(named.unlike), request)
    }

    fn codes(
        &self,
        seeds: &Seeds,
        request: &RecommendationRequest,
    ) -> Result<Vec<Code>, EncoderError> {
        let profiles = seeds.for_encoding(request, &self.similarity);
        let vectors: Vec<_> =
            profiles.iter().map(|profile| self.similarity.vectorize(profile)).collect();
        self.encoder.encode(&vectors)
    }

    fn fill(
        &self,
        selection: &mut Selection<'_>,
        wish: &Wish,
        codes: &[Code],
        admitted: &Admitted,
    ) -> Result<(), IndexError> {
        let near = self.near(codes, admitted)?;
        if admitted.has_all() || near.len() >= ENOUGH * selection.wanted() {
            selection.take(&self.ranked(near.into_iter(), wish));
        }
        // Filters may leave few songs, and an artist with hundreds of them can fill a neighbourhood:
        // then the codes of all songs that still can be chosen are compared, until none is left.
        while !selection.is_full() {
            let each = SCANNED / codes.len().max(1);
            let open = selection.open();
            let can_be = |song| admitted.has(song) && open.has(song);
            let near = flat(codes, |code| self.index.nearest_among(code, each, &can_be))?;
            if near.is_empty() {
                break;
            }
            selection.take(&self.ranked(near.into_iter(), wish));
        }
        Ok(())
    }

    /// The graph's candidates that filters leave, about as many as without filters; none where they
    /// leave so few songs that all of those are soon compared.
    fn near(&self, codes: &[Code], admitted: &Admitted) -> Result<Vec<u32>, IndexError> {
        let share = admitted.share();
        if share < FEW {
            return Ok(Vec::new());
        }
        let each = (FETCHED / codes.len().max(1)).max(FETCHED_EACH);
        let each = (each as f32 / share) as usize;
        let near = flat(codes, |code| self.index.nearest(code, each))?.into_iter();
        Ok(near.map(|neighbour| neighbour.member).filter(|song| admitted.has(*song)).collect())
    }

    /// Candidates by score, each once.
    fn ranked(&self, candidates: impl Iterator<Item = u32>, wish: &Wish) -> Vec<(u32, f32)> {
        let mut seen = HashSet::new();
        let mut ranked: Vec<(u32, f32)> = candidates
            .filter(|song| seen.insert(*song))
            .map(|song| (song, wish.score(song, &self.songs, &self.similarity)))
            .collect();
        ranked.sort_unstable_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        ranked
    }

    fn explained(
        &self,
        song: u32,
        wish: &Wish,
        explanation: &Explanation<'_>,
        table: &TrackTable,
    ) -> Option<Recommendation> {
        let track = table.entry(self.songs.row(song))?;
        let parts = wish.parts(song, &self.songs, &self.similarity);
        Some(explanation.of(track, parts))
    }
}

/// What is near to each of some codes.
fn flat<T>(
    codes: &[Code],
    near: impl Fn(&Code) -> Result<Vec<T>, IndexError>,
) -> Result<Vec<T>, IndexError> {
    Ok(codes.iter().map(near).collect::<Result<Vec<_>, _>>()?.into_iter().flatten().collect())
}

/// Puts songs in the order of a number; those of which it is unknown come last.
fn order_along(results: &mut [Recommendation], line: Line) {
    let place = facts::place_of(line.facet);
    let value = |found: &Recommendation| {
        place.and_then(|place| Facts::of(&found.track).numbers[place]).unwrap_or(f32::NAN)
    };
    results.sort_by(|a, b| {
        let (a, b) = (value(a), value(b));
        let order = if line.falling { b.total_cmp(&a) } else { a.total_cmp(&b) };
        a.is_nan().cmp(&b.is_nan()).then(order)
    });
}

/// A number of a track, in the unit that people know.
fn plain_number(facet: Facet, value: f32) -> f32 {
    if facet == Facet::Year { value.floor() } else { value }
}

#[cfg(test)]
mod tests;
