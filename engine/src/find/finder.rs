//! Finds the songs that a query may mean, best first.

use super::alignment::{Alignment, Effort, align};
use super::candidates;
use super::lyrics::{LyricsIndex, LyricsLine};
use super::options::{FindOptions, FindPart};
use super::params::{
    HEARD_ALIGNED, MAX_BY_BEGINNING, MAX_BY_LYRICS, MAX_BY_TERMS, MAX_HEARD_POSTINGS,
    MAX_HEARD_WORDS, MAX_LYRICS_ALIGNED, MAX_LYRICS_POSTINGS, MAX_NEAREST, MAX_POSTINGS,
    MAX_POSTINGS_PER_TOKEN, MAX_RERANKED, MIN_HEARD_SHARE, MIN_LINE_SHARE, POORLY_EXPLAINED,
    SPLIT_GAIN, WELL_EXPLAINED,
};
use super::query::ParsedQuery;
use super::word_index::WordIndex;
use crate::encode::Encoder;
use crate::error::EngineError;
use crate::id::SongId;
use crate::nearest::vector_index::VectorIndex;
use crate::ranking::RankingFeatures;
use crate::vectorize::TfIdf;
use crate::work::Work;
use std::cmp::Ordering;
use tracing::instrument;

/// Finds songs by their words and, where those are beyond recognition, by embeddings of their letters.
pub(crate) struct Finder {
    pub words: WordIndex,
    pub lyrics: Option<LyricsIndex>,
    pub vectorizer: TfIdf,
    pub encoder: Box<dyn Encoder>,
    /// The embeddings of all songs.
    pub embeddings: Box<dyn VectorIndex>,
    pub options: FindOptions,
}

/// A song that a query may mean.
#[derive(Clone, Debug)]
pub(crate) struct Candidate {
    pub song: SongId,
    pub score: f32,
    pub alignment: Alignment,
    /// The line of its lyrics by which it was found.
    pub line: Option<LyricsLine>,
}

impl Finder {
    /// Songs that the query may mean, best first, and how it was understood. Each step runs only if
    /// those before it explain too little of the query.
    ///
    /// # Errors
    /// If the encoder or the index of embeddings fails.
    pub(crate) fn find(
        &self,
        text: &str,
        options: &FindOptions,
    ) -> Result<(ParsedQuery, Vec<Candidate>), EngineError> {
        let has = |part| options.has(part);
        let mut query = ParsedQuery::parse(text, &self.words);
        // A long query's known words are taken as typed anyway, so ranking it twice gains nothing.
        if has(FindPart::Misspellings) && query.is_long() {
            query.add_misspellings(&self.words);
        }
        let mut found = self.by_words(&query, options);
        if found.first().is_some_and(|best| best.alignment.features.verbatim > 0.0) {
            return Ok((query, found));
        }
        if has(FindPart::Misspellings) && !query.is_long() {
            query.add_misspellings(&self.words);
            found = self.by_words(&query, options);
        }
        if has(FindPart::Segments) {
            self.try_segmented(&mut query, &mut found, options);
        }
        if explained(&found) < WELL_EXPLAINED && has(FindPart::Reranking) {
            found = self.rerank(&query, found, Vec::new(), options);
        }
        // The letters of a long query are too much like those of any text.
        let by_embedding = explained(&found) < POORLY_EXPLAINED && !query.is_long();
        if by_embedding && has(FindPart::Embeddings) {
            found = self.rerank(&query, found, self.by_embedding(text)?, options);
        }
        if explained(&found) < WELL_EXPLAINED && has(FindPart::Lyrics) {
            let lines = self.lyrics.iter().flat_map(|lyrics| lyrics.lines_like(text));
            let lines = lines.filter(|line| line.share >= MIN_LINE_SHARE).take(MAX_BY_LYRICS);
            let features = |line| RankingFeatures { line, ..RankingFeatures::default() };
            add_lines(lines, features, &query, &mut found, options);
        }
        let may_be_heard = query.tokens.len() <= MAX_HEARD_WORDS;
        if explained(&found) < POORLY_EXPLAINED && may_be_heard && has(FindPart::Sounds) {
            let lines = self.lyrics.iter().flat_map(|lyrics| lyrics.lines_sounding_like(text));
            let lines = lines.filter(|line| line.share >= MIN_HEARD_SHARE).take(MAX_BY_LYRICS);
            let features = |heard| RankingFeatures { heard, ..RankingFeatures::default() };
            add_lines(lines, features, &query, &mut found, options);
        }
        Ok((query, found))
    }

    /// Songs that the query may mean, best first, followed by those of near embeddings if there are
    /// fewer than `wanted`.
    ///
    /// # Errors
    /// As [`Finder::find`].
    pub(crate) fn nearest_songs(
        &self,
        text: &str,
        wanted: usize,
    ) -> Result<Vec<SongId>, EngineError> {
        let (_, found) = self.find(text, &self.options)?;
        let mut songs: Vec<SongId> = found.into_iter().map(|candidate| candidate.song).collect();
        if songs.len() < wanted {
            let near = self.by_embedding(text)?.into_iter();
            let others: Vec<SongId> = near.filter(|song| !songs.contains(song)).collect();
            songs.extend(others);
        }
        Ok(songs)
    }

    #[instrument(name = "candidates", level = "debug", skip_all)]
    /// What [`Finder::find`] takes at most, whatever is asked.
    pub(crate) fn budget(&self) -> Work {
        // As typed, with misspellings, split.
        const ROUNDS: usize = 3;
        // As typed and with other spellings.
        const LINES: usize = 2;
        let documents = self.lyrics.as_ref().map_or(0, |lyrics| lyrics.songs().len());
        Work {
            postings: ROUNDS * (MAX_POSTINGS + MAX_POSTINGS_PER_TOKEN + self.words.songs())
                + LINES * (MAX_LYRICS_POSTINGS + documents)
                + MAX_HEARD_POSTINGS
                + documents,
            compared: ROUNDS * (MAX_BY_TERMS + MAX_BY_BEGINNING)
                + 2 * (MAX_RERANKED + MAX_NEAREST)
                + LINES * MAX_LYRICS_ALIGNED
                + HEARD_ALIGNED,
            steps: self.embeddings.most_steps(MAX_NEAREST),
        }
    }

    fn by_words(&self, query: &ParsedQuery, options: &FindOptions) -> Vec<Candidate> {
        if !options.has(FindPart::Words) {
            return Vec::new();
        }
        let songs = candidates::by_terms(query, &self.words, options.candidates);
        self.rank(query, songs, Effort::Expansions, options)
    }

    /// Splits the query's run-together words if a song explains much more of it then.
    fn try_segmented(
        &self,
        query: &mut ParsedQuery,
        found: &mut Vec<Candidate>,
        options: &FindOptions,
    ) {
        if query.is_long() || explained(found) >= WELL_EXPLAINED {
            return;
        }
        let Some(mut segmented) = query.segmented(&self.words) else { return };
        segmented.add_misspellings(&self.words);
        let others = self.by_words(&segmented, options);
        if explained(&others) > explained(found) + SPLIT_GAIN {
            (*query, *found) = (segmented, others);
        }
    }

    /// Ranks the best songs and others again, letter by letter.
    #[instrument(name = "re-ranking", level = "debug", skip_all)]
    fn rerank(
        &self,
        query: &ParsedQuery,
        mut found: Vec<Candidate>,
        mut songs: Vec<SongId>,
        options: &FindOptions,
    ) -> Vec<Candidate> {
        let rest = found.split_off(found.len().min(MAX_RERANKED));
        songs.extend(found.into_iter().map(|candidate| candidate.song));
        songs.sort_unstable();
        songs.dedup();
        let mut found = self.rank(query, songs, Effort::Letters, options);
        let new = |other: &Candidate| found.iter().all(|candidate| candidate.song != other.song);
        let rest: Vec<Candidate> = rest.into_iter().filter(new).collect();
        found.extend(rest);
        found.sort_by(best_first);
        found
    }

    fn rank(
        &self,
        query: &ParsedQuery,
        songs: Vec<SongId>,
        effort: Effort,
        options: &FindOptions,
    ) -> Vec<Candidate> {
        let weights = &options.weights;
        let candidate = |song| {
            let alignment = align(query, song, &self.words, effort, weights);
            let score = weights.score(&alignment.features);
            Candidate { song, score, alignment, line: None }
        };
        Work::compared(songs.len());
        let mut found: Vec<Candidate> = songs.into_iter().map(candidate).collect();
        found.sort_by(best_first);
        found
    }

    /// The songs whose embeddings are nearest to the query's, nearest first.
    #[instrument(name = "embedding", level = "debug", skip_all)]
    fn by_embedding(&self, text: &str) -> Result<Vec<SongId>, EngineError> {
        let vector = self.vectorizer.transform(text);
        if vector.is_empty() {
            return Ok(Vec::new());
        }
        let embedding = self.encoder.encode_one(&vector)?;
        // An index elsewhere may be away: words alone are better than no answer.
        let nearest =
            self.embeddings.nearest(&embedding, MAX_NEAREST).unwrap_or_default().into_iter();
        Ok(nearest.map(|neighbour| neighbour.member).take(MAX_NEAREST).collect())
    }
}

/// Adds songs by lines of their lyrics, with the features of a line that has such a share of the query.
fn add_lines(
    lines: impl Iterator<Item = LyricsLine>,
    features: impl Fn(f32) -> RankingFeatures,
    query: &ParsedQuery,
    found: &mut Vec<Candidate>,
    options: &FindOptions,
) {
    for line in lines {
        let features = features(line.share);
        let score = options.weights.score(&features);
        if found.iter().any(|other| other.song == line.song && other.score >= score) {
            continue;
        }
        found.retain(|other| other.song != line.song);
        let matches = vec![None; query.tokens.len()];
        let alignment = Alignment { matches, features };
        found.push(Candidate { song: line.song, score, alignment, line: Some(line) });
    }
    found.sort_by(best_first);
}

impl Candidate {
    /// The share of the query that the song explains.
    pub(crate) fn explained(&self) -> f32 {
        self.line.as_ref().map_or(self.alignment.features.explained, |line| line.share)
    }
}

/// The greatest share of the query that a song explains.
fn explained(found: &[Candidate]) -> f32 {
    found.iter().map(Candidate::explained).fold(0.0, f32::max)
}

fn best_first(a: &Candidate, b: &Candidate) -> Ordering {
    b.score.total_cmp(&a.score).then(a.song.cmp(&b.song))
}

#[cfg(test)]
mod tests;
