//! Says why a song is recommended.

use super::facts::{Facts, NUMBERS, plain_number, slot_of};
use super::scorer::Part;
use super::similarity::{Scale, Similarity, dot};
use crate::numeric::float;
use catalog::{Facet, FacetValue, Reason, Recommendation, SongEntry};

/// Most genres that a reason names.
const NAMED: usize = 3;

/// What the songs of an answer are compared with.
pub(crate) struct Explanation<'a> {
    numbers: [Option<f32>; NUMBERS],
    genres: Vec<&'a str>,
    language: Option<&'a str>,
    similarity: &'a Similarity,
}

impl<'a> Explanation<'a> {
    /// Songs are compared with the seeds themselves, whatever the targets: somebody who asked for calmer songs is to
    /// read that they are calmer.
    pub(crate) fn new(like: &'a [SongEntry], similarity: &'a Similarity) -> Self {
        let facts: Vec<Facts<'a>> = like.iter().map(Facts::of).collect();
        let mut genres: Vec<&str> = Vec::new();
        for genre in facts.iter().flat_map(|facts| &facts.genres) {
            if !genres.contains(genre) {
                genres.push(genre);
            }
        }
        let mut numbers = [None; NUMBERS];
        for (slot, number) in numbers.iter_mut().enumerate() {
            *number = mean(slot, &facts, similarity);
        }
        let language = common_language(&facts);
        Self { numbers, genres, language, similarity }
    }

    /// A recommendation with its reasons, whose parts add up to its score. `playlists` are the values of
    /// that facet.
    pub(crate) fn of(
        &self,
        track: SongEntry,
        parts: Vec<Part>,
        playlists: Option<(FacetValue, FacetValue)>,
    ) -> Recommendation {
        let facts = Facts::of(&track);
        let (with, playlists) = playlists.unzip();
        let reason = |part: Part| match part.facet {
            Facet::Playlists => reason(part, with.clone(), playlists.clone()),
            _ => self.reason(part, &facts),
        };
        let mut reasons: Vec<Reason> = parts.into_iter().map(reason).collect();
        reasons.sort_by(|a, b| b.part.total_cmp(&a.part));
        let score = reasons.iter().map(|reason| reason.part).sum();
        Recommendation { track, score, reasons }
    }

    fn reason(&self, part: Part, song: &Facts<'_>) -> Reason {
        let (seed, value) = match part.facet {
            Facet::Genres => self.genres_in_common(song),
            Facet::Language => (language(self.language), language(song.language)),
            number => {
                let slot = slot_of(number).unwrap_or_default();
                let plain = |value: Option<f32>| {
                    value.map(|value| FacetValue::Number(plain_number(number, value)))
                };
                (plain(self.numbers[slot]), plain(song.numbers[slot]))
            }
        };
        reason(part, seed, value)
    }

    /// The genres in common; failing that, the two that are nearest to each other.
    fn genres_in_common(&self, song: &Facts<'_>) -> (Option<FacetValue>, Option<FacetValue>) {
        let common: Vec<String> = song
            .genres
            .iter()
            .filter(|genre| self.genres.contains(genre))
            .take(NAMED)
            .map(|&genre| genre.to_owned())
            .collect();
        if !common.is_empty() {
            return (Some(FacetValue::Names(common.clone())), Some(FacetValue::Names(common)));
        }
        let pairs = self.genres.iter().flat_map(|a| song.genres.iter().map(move |b| (*a, *b)));
        let near = pairs.max_by(|a, b| self.nearness(*a).total_cmp(&self.nearness(*b)));
        let name = |name: &str| Some(FacetValue::Names(vec![name.to_owned()]));
        match near {
            Some((a, b)) => (name(a), name(b)),
            None => (
                self.genres.first().and_then(|genre| name(genre)),
                song.genres.first().and_then(|genre| name(genre)),
            ),
        }
    }

    fn nearness(&self, (a, b): (&str, &str)) -> f32 {
        let genres = &self.similarity.genres;
        match (genres.slot(a), genres.slot(b)) {
            (Some(a), Some(b)) => dot(genres.vector(a), genres.vector(b)),
            _ => -1.0,
        }
    }
}

fn reason(part: Part, seed: Option<FacetValue>, value: Option<FacetValue>) -> Reason {
    let Part { facet, gain: part, most } = part;
    Reason { facet, part, most, seed, value }
}

/// The mean of a number over songs; a key has none.
fn mean(slot: usize, facts: &[Facts<'_>], similarity: &Similarity) -> Option<f32> {
    let known: Vec<f32> = facts.iter().filter_map(|facts| facts.numbers[slot]).collect();
    let circular = matches!(similarity.numbers.get(slot)?.scale, Scale::Fifths);
    if known.is_empty() || (circular && known.len() > 1) {
        return None;
    }
    Some(known.iter().sum::<f32>() / float(known.len()))
}

fn common_language<'a>(facts: &[Facts<'a>]) -> Option<&'a str> {
    let first = facts.first()?.language;
    first.filter(|_| facts.iter().all(|facts| facts.language == first))
}

fn language(code: Option<&str>) -> Option<FacetValue> {
    code.map(|code| FacetValue::Names(vec![code.to_owned()]))
}
