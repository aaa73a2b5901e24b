//! A plain, slow recommender to compare the fast one with: it compares every song with every seed, facet by facet.
//!
//! **The seam.** Shared is what *defines* recommending: the learned [`Similarity`] with its curves, ranks and vectors of
//! genres, the nearness of artists, keys of songs and placeholders for artists. Written again, as `docs/recommending.md`
//! says it, is all that makes it *fast*: candidates by embeddings and companions, tables by rank, columns and lists of
//! filters, the choice of songs, pools.
//!
//! The catalogues are so small that every song is a candidate: `FETCHED`, `FETCHED_EACH`, `SCANNED`, `COMPANIONS` and
//! `SONGS_EACH` leave nothing out, and twelve bits of an embedding decide nothing.

use super::artist_graph::{ArtistGraph, Companion, nearness};
use super::companions::WEIGHT;
use super::facts::{NUMBERS, slot_of};
use super::scorer::between;
use super::similarity::tests::similarity;
use super::similarity::{HIGHEST_RANK, UNKNOWN};
use super::{Facts, Profile, Recommender, Similarity, SongTable, number_facets, profiles};
use crate::artists::Artists;
use crate::doors::{PoolSize, Recommend};
use crate::id::ArtistId;
use crate::nearest::{Embedding, IndexParams, SongIndex};
use crate::numeric::float;
use crate::reference::{Catalogue, Cuts, Folding, Question, grouped};
use crate::song::{is_placeholder, song_key};
use crate::tracks::TrackTable;
use crate::tracks::table::unknown_song;
use catalog::{
    Facet, Filter, Recommendation, RecommendationRequest, Recommendations, ResultCount, Seed,
    SongEntry, SortOrder,
};
use std::cmp::Reverse;
use std::sync::Arc;

/// What differs on purpose.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Cut {
    /// Of songs whose scores differ by less than their rounding, either comes first.
    Rounding,
}

/// The fast and the plain recommender of a catalogue.
pub(crate) struct Recommenders {
    fast: Recommender,
    similarity: Similarity,
    tracks: Vec<SongEntry>,
    /// The rows of each song; the first stands for it.
    songs: Vec<Vec<usize>>,
    /// The names of the artists, and how many playlists have each.
    artists: Vec<(String, u32)>,
    /// Pairs of artists that playlists have together.
    together: Vec<[usize; 2]>,
    playlists: Vec<u32>,
}

impl Recommenders {
    pub(crate) fn new(catalogue: &Catalogue) -> Self {
        let similarity = similarity();
        let tracks = catalogue.tracks.clone();
        let table = Arc::new(TrackTable::new(tracks.iter().cloned()));
        let mut graph = ArtistGraph::default();
        let mut artists: Vec<(String, u32)> = Vec::new();
        let (mut together, mut playlists) = (Vec::new(), Vec::new());
        for (at, (count, beside)) in catalogue.playlists.iter().enumerate() {
            artists.push((table.artist_name(ArtistId::at(at)).to_owned(), *count));
            let companion = |&(artist, playlists): &(u32, u32)| Companion {
                artist: ArtistId(artist),
                playlists,
            };
            graph.push(*count, beside.iter().map(companion));
            for (other, count) in beside {
                together.push([at, *other as usize]);
                playlists.push(*count);
            }
        }
        let fast = recommender(&similarity, graph, &table);
        let songs = grouped(&tracks);
        Self { fast, similarity, songs, tracks, artists, together, playlists }
    }

    /// Compares what both recommend.
    ///
    /// # Errors
    /// If there is a difference.
    pub(crate) fn check(&self, question: &Question, cuts: &mut Cuts<Cut>) -> Result<(), String> {
        let Question { outside, without, .. } = question;
        let mut request = question.request.clone();
        request.without = without.iter().map(|name| crate::alias::artist_id(name)).collect();
        let seeds = outside.as_ref().map(|song| vec![song.clone()]);
        let fast = match &seeds {
            Some(seeds) => self.fast.recommend_like(seeds, &request).map(|found| (found, None)),
            None => {
                self.fast.recommend_with_pools(&request).map(|(found, pools)| (found, Some(pools)))
            }
        };
        let known = |genre: &str| {
            self.tracks.iter().any(|track| track.genres.iter().any(|own| own == genre))
        };
        let unknown = |filter: &Filter| matches!(filter, Filter::Genre(genre) if !known(genre));
        if request.filters.iter().any(unknown) {
            return if fast.is_err() { Ok(()) } else { Err("an unknown genre is admitted".into()) };
        }
        let (fast, pools) = fast.map_err(|error| error.to_string())?;
        let seeds = seeds.unwrap_or_else(|| self.seeds(&request));
        let asked = Asked::new(self, &seeds, &request, without);
        asked.check_effects(&fast)?;
        asked.check_choice(&fast.results, cuts)?;
        if let Some(pools) = pools {
            asked.check_pools(&pools)?;
        }
        self.check_order(&seeds, &request, &fast)?;
        let (ends, steps) = question.path;
        self.check_path(ends.map(|row| &self.tracks[row]), steps, cuts)
    }

    fn seeds(&self, request: &RecommendationRequest) -> Vec<SongEntry> {
        let unknown = unknown_song().expect("a song");
        let song = |seed: &Seed| match seed {
            Seed::Track(id) => self.track(id.as_str()).clone(),
            Seed::Genre(name) => SongEntry { genres: vec![name.to_lowercase()], ..unknown.clone() },
            Seed::Artist(_) => unreachable!("no artist is asked for"),
        };
        if request.seeds.is_empty() {
            vec![unknown]
        } else {
            request.seeds.iter().map(song).collect()
        }
    }

    fn track(&self, id: &str) -> &SongEntry {
        self.tracks.iter().find(|track| track.id.as_str() == id).expect("a track")
    }

    fn song_of(&self, id: &str) -> Option<usize> {
        let row = self.tracks.iter().position(|track| track.id.as_str() == id)?;
        self.songs.iter().position(|rows| rows.contains(&row))
    }

    /// The track that stands for a song.
    fn representative(&self, song: usize) -> &SongEntry {
        &self.tracks[self.songs[song][0]]
    }

    fn profile(&self, song: &SongEntry) -> Profile {
        self.similarity.profile(&Facts::of(song))
    }

    /// How near the artists of a song are to those of a seed: as near as the nearest two of them.
    fn nearness(&self, seed: &[String], song: &[String]) -> f64 {
        let place = |name: &String| self.artists.iter().position(|(known, _)| known == name);
        let mut nearest = 0.0_f64;
        for a in seed.iter().filter_map(place) {
            for b in song.iter().filter_map(place) {
                let pair = self.together.iter().position(|pair| *pair == [a, b]);
                let together = if a == b {
                    self.artists[a].1
                } else {
                    pair.map_or(0, |at| self.playlists[at])
                };
                let own = nearness(together, [self.artists[a].1, self.artists[b].1]);
                nearest = nearest.max(if together > 0 { own.into() } else { 0.0 });
            }
        }
        nearest
    }

    /// Whether a song is not chosen yet, and none of its artists has as many of those that are as it may.
    fn goes_with(&self, song: usize, chosen: &[usize], per_artist: u32) -> bool {
        let by = |name: &String| {
            let count =
                chosen.iter().filter(|other| self.representative(**other).artists.contains(name));
            count.count()
        };
        let most = per_artist as usize;
        let artists = self.representative(song).artists.iter();
        let mut performers = artists.filter(|name| !is_placeholder(name));
        !chosen.contains(&song) && performers.all(|name| by(name) < most)
    }

    /// Each step of a path is the song nearest to its point between the ends that may still be chosen.
    fn check_path(
        &self,
        ends: [&SongEntry; 2],
        steps: ResultCount,
        cuts: &mut Cuts<Cut>,
    ) -> Result<(), String> {
        let path =
            self.fast.path(&ends[0].id, &ends[1].id, steps).map_err(|error| error.to_string())?;
        let own: Vec<Option<usize>> =
            ends.iter().map(|end| self.song_of(end.id.as_str())).collect();
        let profiles = ends.map(|end| self.profile(end));
        let mut request = RecommendationRequest::like(Vec::new());
        request.weights.set(Facet::Playlists.group(), 0.0);
        let mut chosen = Vec::new();
        let mut found = path.iter();
        for step in 1..=steps.get() {
            let share = float(step) / float(steps.get() + 1);
            let point = between(&self.similarity, &profiles[0], &profiles[1], share);
            let asked = Asked { like: vec![point], ..Asked::new(self, &[], &request, &[]) };
            let open = (0..self.songs.len()).filter(|song| {
                !own.contains(&Some(*song)) && self.goes_with(*song, &chosen, request.per_artist)
            });
            let open: Vec<(f64, usize)> = open.map(|song| (asked.score(song), song)).collect();
            let best = open.iter().copied().min_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
            let Some(best) = best else { break };
            let song = found.next().and_then(|found| self.song_of(found.track.id.as_str()));
            let fast = open.iter().find(|(_, other)| Some(*other) == song).copied();
            match fast {
                Some(fast) if fast.1 == best.1 => {}
                Some(fast) if best.0 - fast.0 <= SAME => cuts.count(Cut::Rounding),
                _ => {
                    return Err(format!(
                        "step {step} of a path is {song:?} ({fast:?}), not {best:?}"
                    ));
                }
            }
            chosen.extend(song);
        }
        if found.next().is_none() { Ok(()) } else { Err("a path is too long".into()) }
    }

    /// The order of an answer changes only its order.
    fn check_order(
        &self,
        seeds: &[SongEntry],
        request: &RecommendationRequest,
        fast: &Recommendations,
    ) -> Result<(), String> {
        let order = Some(SortOrder { facet: Facet::Year, descending: true });
        let ordered = self
            .fast
            .recommend_like(seeds, &RecommendationRequest { order, ..request.clone() })
            .map_err(|error| error.to_string())?;
        let mut expected = fast.results.clone();
        let year =
            |found: &Recommendation| found.track.release_date.map(|date| date.as_years().to_bits());
        expected.sort_by_key(|found| Reverse(year(found)));
        if expected == ordered.results { Ok(()) } else { Err("the order by year is wrong".into()) }
    }
}

fn recommender(
    similarity: &Similarity,
    graph: ArtistGraph,
    table: &Arc<TrackTable>,
) -> Recommender {
    let profiles = profiles(table, similarity);
    let embeddings: Vec<Embedding> =
        profiles.iter().map(|profile| Folding::fold(&similarity.vectorize(profile))).collect();
    let params = IndexParams { ef_construction: 100, ef_search: 400, seed: 1 };
    Recommender {
        songs: SongTable::new(table, similarity),
        similarity: similarity.clone(),
        graph,
        encoder: Box::new(Folding),
        index: Box::new(SongIndex::build(&embeddings, params, &|_| {})),
        tracks: Arc::clone(table),
        artists: Arc::new(Artists::new(table)),
    }
}

/// A request and what it says of every song.
struct Asked<'a> {
    of: &'a Recommenders,
    request: &'a RecommendationRequest,
    seeds: &'a [SongEntry],
    like: Vec<Profile>,
    unlike: Vec<SongEntry>,
    aimed: [bool; NUMBERS],
    without: &'a [String],
}

/// Scores that differ by less are the same.
const SAME: f64 = 2e-5;

/// What a value that is aimed at counts.
const AIM: f64 = 0.35;

/// What being unlike a song counts beside being like one.
const UNLIKE: f64 = 0.5;

impl<'a> Asked<'a> {
    fn new(
        of: &'a Recommenders,
        seeds: &'a [SongEntry],
        request: &'a RecommendationRequest,
        without: &'a [String],
    ) -> Self {
        let unlike = request.unlike.iter().map(|id| of.track(id.as_str()).clone()).collect();
        let mut like: Vec<Profile> = seeds.iter().map(|seed| of.profile(seed)).collect();
        let mut aimed = [false; NUMBERS];
        for target in &request.targets {
            let slot = slot_of(target.facet).expect("a number");
            let whole_year = target.facet == Facet::Year && target.value.fract() == 0.0;
            let value = if whole_year { target.value + 0.5 } else { target.value };
            let rank = of.similarity.numbers[slot].scale.rank(Some(value));
            like.iter_mut().for_each(|seed| seed.ranks[slot] = rank);
            aimed[slot] = true;
        }
        for shift in &request.shifts {
            let slot = slot_of(shift.facet).expect("a number");
            for seed in &mut like {
                let rank = i32::from(seed.ranks[slot]);
                let from =
                    if seed.ranks[slot] == UNKNOWN { i32::from(HIGHEST_RANK / 2) } else { rank };
                let quarter = i32::from(HIGHEST_RANK / 4);
                let to = if shift.up { from + quarter } else { from - quarter };
                let to = to.clamp(0, i32::from(HIGHEST_RANK).max(0));
                seed.ranks[slot] = u8::try_from(to).expect("within the ranks");
            }
            aimed[slot] = true;
        }
        Self { of, request, seeds, like, unlike, aimed, without }
    }

    fn weight(&self, facet: Facet) -> f64 {
        self.request.weights.get(facet.group()).into()
    }

    /// What a facet counts at most, of a whole that is not 1 yet.
    fn most(&self, facet: Facet) -> f64 {
        let similarity = &self.of.similarity;
        match facet {
            Facet::Genres => self.weight(facet) * f64::from(similarity.genres.most()),
            Facet::Language => self.weight(facet) * f64::from(similarity.languages.same),
            Facet::Playlists => {
                let most = self.of_seeds(|seed, _| self.most_nearness(seed), |_| 0.0, true);
                f64::from(WEIGHT) * self.weight(facet) * most
            }
            number => {
                let slot = slot_of(number).expect("a number");
                let learned = self.weight(number) * f64::from(similarity.numbers[slot].most());
                if self.aimed[slot] { AIM } else { learned }
            }
        }
    }

    /// How near the nearest artist of all is to a seed.
    fn most_nearness(&self, seed: &SongEntry) -> f64 {
        let all = self.of.artists.iter();
        all.map(|(name, _)| self.of.nearness(&seed.artists, std::slice::from_ref(name)))
            .fold(0.0, f64::max)
    }

    /// The mean over the seeds: of `part` for those to be like, of what `most` leaves of it for those to be unlike; of
    /// `part` for both if it `adds`.
    fn of_seeds(
        &self,
        part: impl Fn(&SongEntry, &Profile) -> f64,
        most: impl Fn(&SongEntry) -> f64,
        adds: bool,
    ) -> f64 {
        let unlike_share = if self.unlike.is_empty() { 0.0 } else { UNLIKE };
        let whole = 1.0 + unlike_share;
        let nobody = unknown_song().expect("a song");
        let like = self.like.iter().enumerate();
        let like: f64 =
            like.map(|(at, own)| part(self.seeds.get(at).unwrap_or(&nobody), own)).sum();
        let unlike: f64 = self
            .unlike
            .iter()
            .map(|seed| {
                let part = part(seed, &self.of.profile(seed));
                if adds { part } else { most(seed) - part }
            })
            .sum();
        let mean = |sum: f64, count: usize| sum / f64::from(float(count.max(1)));
        (mean(like, self.like.len()) + unlike_share * mean(unlike, self.unlike.len())) / whole
    }

    /// What a facet adds to a song's score, of a whole that is not 1 yet.
    fn part(&self, facet: Facet, song: &SongEntry) -> f64 {
        let (similarity, own) = (&self.of.similarity, self.of.profile(song));
        let (weight, most) = (self.weight(facet), self.most(facet));
        match facet {
            Facet::Genres => {
                let vector = similarity.genres.sum(&own.genres);
                let part = |_: &SongEntry, seed: &Profile| {
                    weight
                        * f64::from(
                            similarity.genres.part(&similarity.genres.sum(&seed.genres), &vector),
                        )
                };
                self.of_seeds(part, |_| most, false)
            }
            Facet::Language => {
                let part = |_: &SongEntry, seed: &Profile| {
                    weight * f64::from(similarity.languages.part(seed.language, own.language))
                };
                self.of_seeds(part, |_| most, false)
            }
            Facet::Playlists => {
                let part =
                    |seed: &SongEntry, _: &Profile| self.of.nearness(&seed.artists, &song.artists);
                let most = |seed: &SongEntry| self.most_nearness(seed);
                f64::from(WEIGHT) * weight * self.of_seeds(part, most, false)
            }
            number => {
                let slot = slot_of(number).expect("a number");
                let part = |_: &SongEntry, seed: &Profile| {
                    self.number_part(slot, weight, seed.ranks[slot], own.ranks[slot])
                };
                self.of_seeds(part, |_| most, false)
            }
        }
    }

    fn number_part(&self, slot: usize, weight: f64, seed: u8, song: u8) -> f64 {
        let number = &self.of.similarity.numbers[slot];
        if !self.aimed[slot] {
            return weight * f64::from(number.part(seed, song));
        }
        if seed == UNKNOWN || song == UNKNOWN {
            return 0.0;
        }
        let far = f64::from(number.scale.difference(seed, song)) / f64::from(number.scale.reach());
        AIM * (1.0 - far.min(1.0)).powi(2)
    }

    fn facets() -> impl Iterator<Item = Facet> {
        number_facets().into_iter().chain([Facet::Genres, Facet::Language, Facet::Playlists])
    }

    fn whole(&self) -> f64 {
        Self::facets().map(|facet| self.most(facet)).sum::<f64>().max(f64::from(f32::MIN_POSITIVE))
    }

    /// How well a song fits, 0 to 1.
    fn score(&self, song: usize) -> f64 {
        let track = self.of.representative(song);
        Self::facets().map(|facet| self.part(facet, track)).sum::<f64>() / self.whole()
    }

    /// Whether a song passes a filter.
    fn passes(filter: &Filter, song: &SongEntry) -> bool {
        match filter {
            Filter::Language(code) => song.lang.as_ref() == Some(code),
            Filter::Genre(genre) => song.genres.contains(genre),
            Filter::Explicit(wanted) => (song.explicit == Some(true)) == *wanted,
            Filter::Number(Facet::Year, bounds) => song.release_date.is_some_and(|date| {
                let year = f32::from(date.year());
                bounds.least.is_none_or(|least| year >= least.ceil())
                    && bounds.greatest.is_none_or(|greatest| year <= greatest.floor())
            }),
            Filter::Number(facet, bounds) => {
                let slot = slot_of(*facet).expect("a number");
                Facts::of(song).numbers[slot].is_some_and(|value| bounds.contain(value))
            }
        }
    }

    fn is_admitted(&self, song: &SongEntry) -> bool {
        self.request.filters.iter().all(|filter| Self::passes(filter, song))
    }

    fn all_songs(&self) -> impl Iterator<Item = &SongEntry> + Clone {
        (0..self.of.songs.len()).map(|song| self.of.representative(song))
    }

    fn check_effects(&self, fast: &Recommendations) -> Result<(), String> {
        for (at, filter) in self.request.filters.iter().enumerate() {
            let upto = &self.request.filters[..=at];
            let removed = self.all_songs().filter(|song| !Self::passes(filter, song)).count();
            let left = self
                .all_songs()
                .filter(|song| upto.iter().all(|filter| Self::passes(filter, song)));
            let found = &fast.filters[at];
            let expected = (removed, left.count());
            if (found.removed as usize, found.left as usize) != expected {
                return Err(format!("{found:?} instead of {expected:?}"));
            }
        }
        Ok(())
    }

    fn check_pools(&self, pools: &[PoolSize]) -> Result<(), String> {
        let pool = |seed: &SongEntry| {
            let shares = |song: &&SongEntry| {
                seed.genres.is_empty()
                    || song.genres.iter().any(|genre| seed.genres.contains(genre))
            };
            let all = self.all_songs().filter(shares);
            let admitted = all.clone().filter(|song| self.is_admitted(song)).count();
            (all.count(), admitted)
        };
        let expected: Vec<(usize, usize)> = self.seeds.iter().map(pool).collect();
        let found: Vec<(usize, usize)> =
            pools.iter().map(|pool| (pool.all as usize, pool.admitted as usize)).collect();
        if found == expected {
            Ok(())
        } else {
            Err(format!("pools {found:?} instead of {expected:?}"))
        }
    }

    /// Chooses the best song that is left again and again, and compares each with the fast choice.
    fn check_choice(&self, fast: &[Recommendation], cuts: &mut Cuts<Cut>) -> Result<(), String> {
        let whole = self.whole();
        let mut open: Vec<(f64, usize)> = (0..self.of.songs.len())
            .filter(|song| self.may_be_chosen(*song))
            .map(|song| (self.score(song), song))
            .collect();
        let mut chosen = Vec::new();
        for (place, found) in fast.iter().enumerate() {
            let song = self.of.song_of(found.track.id.as_str()).ok_or("an unknown song")?;
            if self.of.representative(song).id != found.track.id {
                return Err(format!("{} does not stand for its song", found.track.id));
            }
            let best =
                self.best(&open).ok_or_else(|| format!("{} songs are too many", fast.len()))?;
            let Some(own) = open.iter().find(|(_, other)| *other == song).copied() else {
                return Err(format!("song {song} at {place} must not be chosen"));
            };
            if (f64::from(found.score) - own.0).abs() > SAME {
                return Err(format!("song {song} scores {} instead of {}", found.score, own.0));
            }
            if best.1 != song {
                if best.0 - own.0 > SAME {
                    return Err(format!("song {song} ({}) at {place} instead of {best:?}", own.0));
                }
                cuts.count(Cut::Rounding);
            }
            self.check_parts(found, whole)?;
            chosen.push(song);
            open.retain(|(_, other)| self.of.goes_with(*other, &chosen, self.request.per_artist));
        }
        match self.best(&open) {
            Some(left) if fast.len() < self.request.limit.get() => {
                Err(format!("{} songs, but {left:?} is left", fast.len()))
            }
            _ => Ok(()),
        }
    }

    /// The best of the songs that are left; of equals the first, or the best known if nothing is known of the seeds.
    fn best(&self, open: &[(f64, usize)]) -> Option<(f64, usize)> {
        let knows = |seed: &Profile| {
            let numbers = seed.ranks.iter().zip(&self.aimed);
            seed.language != UNKNOWN
                || !seed.genres.is_empty()
                || numbers.into_iter().any(|(rank, aimed)| *rank != UNKNOWN && !aimed)
        };
        let known = self.like.iter().any(knows);
        open.iter().copied().min_by(|a, b| {
            let popularity = |song: usize| Reverse(self.of.representative(song).popularity);
            let known_better = if known {
                std::cmp::Ordering::Equal
            } else {
                popularity(a.1).cmp(&popularity(b.1))
            };
            b.0.total_cmp(&a.0).then(known_better).then(a.1.cmp(&b.1))
        })
    }

    /// Whether a song is neither a seed, nor left out, nor removed by filters.
    fn may_be_chosen(&self, song: usize) -> bool {
        let track = self.of.representative(song);
        let named = || self.seeds.iter().chain(&self.unlike);
        let own_key = song_key(&track.name, &track.artists);
        let is_seed = named().any(|seed| match self.of.song_of(seed.id.as_str()) {
            Some(own) => own == song,
            None => song_key(&seed.name, &seed.artists) == own_key,
        });
        let by_seeds = self.request.other_artists
            && named().any(|seed| seed.artists.iter().any(|name| track.artists.contains(name)));
        let left_out = track.artists.iter().any(|name| self.without.contains(name));
        self.is_admitted(track) && !is_seed && !by_seeds && !left_out
    }

    /// The reasons are the parts of the score.
    fn check_parts(&self, found: &Recommendation, whole: f64) -> Result<(), String> {
        for facet in Self::facets() {
            let (part, most) = (self.part(facet, &found.track) / whole, self.most(facet) / whole);
            let reason = found.reasons.iter().find(|reason| reason.facet == facet);
            let (own, own_most) = reason.map_or((0.0, 0.0), |reason| (reason.part, reason.most));
            let same = |a: f32, b: f64| (f64::from(a) - b).abs() < SAME;
            if !same(own, part) || !same(own_most, most) {
                return Err(format!(
                    "{facet} adds {own} of {own_most} instead of {part} of {most}"
                ));
            }
        }
        Ok(())
    }
}
