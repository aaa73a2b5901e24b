//! A plain, slow recommender to compare the fast one with: it compares every song with every seed, facet by facet.
//!
//! **The seam.** Shared is what *defines* recommending: the learned [`Similarity`] with its curves, ranks and vectors of
//! genres, the nearness of artists, keys of songs and placeholders for artists. Written again, as `docs/recommending.md`
//! says it, is all that makes it *fast*: candidates by embeddings and companions, tables by rank, columns and lists of
//! filters, the choice of songs, pools.
//!
//! The catalogues are so small that every song is a candidate: `FETCHED`, `FETCHED_EACH`, `COMPANIONS` and `SONGS_EACH`
//! leave nothing out, and twelve bits of an embedding decide nothing.

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
use crate::numeric::{float, float64};
use crate::reference::{Catalogue, Cuts, Folding, Question, grouped};
use crate::song::{is_placeholder, song_key};
use crate::tracks::TrackTable;
use crate::tracks::table::unknown_song;
use catalog::{
    Facet, Filter, Recommendation, RecommendationRequest, Recommendations, ResultCount, Seed,
    SongEntry, SortOrder,
};
use std::cmp::Reverse;
use std::collections::BTreeMap;
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
    /// By song.
    profiles: Vec<Profile>,
    /// The names of the artists, and how many playlists have each.
    artists: Vec<(String, u32)>,
    /// How many playlists have two artists together.
    together: BTreeMap<[usize; 2], u32>,
}

impl Recommenders {
    pub(crate) fn new(catalogue: &Catalogue) -> Self {
        let similarity = similarity();
        let tracks = catalogue.tracks.clone();
        let table = Arc::new(TrackTable::new(tracks.iter().cloned()));
        let mut graph = ArtistGraph::default();
        let mut artists: Vec<(String, u32)> = Vec::new();
        let mut together = BTreeMap::new();
        for (at, (count, beside)) in catalogue.playlists.iter().enumerate() {
            artists.push((table.artist_name(ArtistId::at(at)).to_owned(), *count));
            let companion = |&(artist, playlists): &(u32, u32)| Companion {
                artist: ArtistId(artist),
                playlists,
            };
            graph.push(*count, beside.iter().map(companion));
            together.extend(beside.iter().map(|(other, count)| ([at, *other as usize], *count)));
        }
        let fast = recommender(&similarity, graph, &table);
        let songs = grouped(&tracks);
        let profile = |rows: &Vec<usize>| similarity.profile(&Facts::of(&tracks[rows[0]]));
        let profiles = songs.iter().map(profile).collect();
        Self { fast, similarity, tracks, songs, profiles, artists, together }
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
                let beside = self.together.get(&[a, b]).copied().unwrap_or(0);
                let together = if a == b { self.artists[a].1 } else { beside };
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
            let named = vec![self.named(unknown_song().expect("a song"), point, true, 1.0)];
            let asked = Asked::of(self, named, [false; NUMBERS], &request, &[]);
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

    fn named(&self, song: SongEntry, profile: Profile, is_like: bool, share: f64) -> Named {
        let all = self.artists.iter().map(|(name, _)| std::slice::from_ref(name));
        let near = all.map(|artist| self.nearness(&song.artists, artist)).fold(0.0, f64::max);
        Named { song, profile, is_like, share, near }
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

/// A song that a request names.
struct Named {
    song: SongEntry,
    profile: Profile,
    /// Whether songs are to be like it, or unlike.
    is_like: bool,
    /// What it counts among all that are named.
    share: f64,
    /// How near the nearest artist of all is to it.
    near: f64,
}

/// A request and what it says of every song.
struct Asked<'a> {
    of: &'a Recommenders,
    request: &'a RecommendationRequest,
    named: Vec<Named>,
    aimed: [bool; NUMBERS],
    without: &'a [String],
    /// What each facet counts at most, of a whole that is not 1 yet.
    most: BTreeMap<Facet, f64>,
}

/// Changes a seed as targets and shifts say.
fn aim(
    seed: &mut Profile,
    aimed: &mut [bool; NUMBERS],
    request: &RecommendationRequest,
    similarity: &Similarity,
) {
    for target in &request.targets {
        let slot = slot_of(target.facet).expect("a number");
        let is_whole_year = target.facet == Facet::Year && target.value.fract() == 0.0;
        let value = if is_whole_year { target.value + 0.5 } else { target.value };
        seed.ranks[slot] = similarity.numbers[slot].scale.rank(Some(value));
        aimed[slot] = true;
    }
    for shift in &request.shifts {
        let slot = slot_of(shift.facet).expect("a number");
        let own = seed.ranks[slot];
        let from = i32::from(if own == UNKNOWN { HIGHEST_RANK / 2 } else { own });
        let quarter = i32::from(HIGHEST_RANK / 4);
        let to = if shift.up { from + quarter } else { from - quarter };
        let to = to.clamp(0, i32::from(HIGHEST_RANK));
        seed.ranks[slot] = u8::try_from(to).expect("within the ranks");
        aimed[slot] = true;
    }
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
        seeds: &[SongEntry],
        request: &'a RecommendationRequest,
        without: &'a [String],
    ) -> Self {
        let unlike: Vec<&SongEntry> =
            request.unlike.iter().map(|id| of.track(id.as_str())).collect();
        let unlikeness = if unlike.is_empty() { 0.0 } else { UNLIKE };
        let share = |whole: f64, count: usize| whole / (1.0 + unlikeness) / float64(count);
        let (mut named, mut aimed) = (Vec::new(), [false; NUMBERS]);
        for seed in seeds {
            let mut profile = of.profile(seed);
            aim(&mut profile, &mut aimed, request, &of.similarity);
            named.push(of.named(seed.clone(), profile, true, share(1.0, seeds.len())));
        }
        for song in &unlike {
            let share = share(unlikeness, unlike.len());
            named.push(of.named((*song).clone(), of.profile(song), false, share));
        }
        Self::of(of, named, aimed, request, without)
    }

    fn of(
        of: &'a Recommenders,
        named: Vec<Named>,
        aimed: [bool; NUMBERS],
        request: &'a RecommendationRequest,
        without: &'a [String],
    ) -> Self {
        let mut asked = Self { of, request, named, aimed, without, most: BTreeMap::new() };
        asked.most = Self::facets().map(|facet| (facet, asked.counts(facet))).collect();
        asked
    }

    fn weight(&self, facet: Facet) -> f64 {
        self.request.weights.get(facet.group()).into()
    }

    fn counts(&self, facet: Facet) -> f64 {
        let (similarity, weight) = (&self.of.similarity, self.weight(facet));
        match facet {
            Facet::Genres => weight * f64::from(similarity.genres.most()),
            Facet::Language => weight * f64::from(similarity.languages.same),
            Facet::Playlists => {
                let near: f64 = self.named.iter().map(|named| named.share * named.near).sum();
                f64::from(WEIGHT) * weight * near
            }
            number => {
                let slot = slot_of(number).expect("a number");
                let learned = weight * f64::from(similarity.numbers[slot].most());
                if self.aimed[slot] { AIM } else { learned }
            }
        }
    }

    /// The mean over the songs to be like and, of those to be unlike, of what is left of the most.
    fn mean(&self, part: impl Fn(&Named) -> f64, most: impl Fn(&Named) -> f64) -> f64 {
        let of = |named: &Named| {
            let part = part(named);
            named.share * if named.is_like { part } else { most(named) - part }
        };
        self.named.iter().map(of).sum()
    }

    /// What a facet adds to a song's score, of a whole that is not 1 yet.
    fn part(&self, facet: Facet, song: usize) -> f64 {
        let (similarity, own) = (&self.of.similarity, &self.of.profiles[song]);
        let (weight, most) = (self.weight(facet), self.most[&facet]);
        match facet {
            Facet::Genres => {
                let vector = similarity.genres.sum(&own.genres);
                let part = |named: &Named| {
                    let seed = similarity.genres.sum(&named.profile.genres);
                    weight * f64::from(similarity.genres.part(&seed, &vector))
                };
                self.mean(part, |_| most)
            }
            Facet::Language => {
                let languages = &similarity.languages;
                let part = |named: &Named| {
                    weight * f64::from(languages.part(named.profile.language, own.language))
                };
                self.mean(part, |_| most)
            }
            Facet::Playlists => {
                let artists = &self.of.representative(song).artists;
                let part = |named: &Named| self.of.nearness(&named.song.artists, artists);
                f64::from(WEIGHT) * weight * self.mean(part, |named| named.near)
            }
            number => {
                let slot = slot_of(number).expect("a number");
                let part = |named: &Named| {
                    self.number_part(slot, weight, named.profile.ranks[slot], own.ranks[slot])
                };
                self.mean(part, |_| most)
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
        self.most.values().sum::<f64>().max(f64::from(f32::MIN_POSITIVE))
    }

    /// How well a song fits, 0 to 1.
    fn score(&self, song: usize) -> f64 {
        Self::facets().map(|facet| self.part(facet, song)).sum::<f64>() / self.whole()
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
        let like = self.named.iter().filter(|named| named.is_like);
        let expected: Vec<(usize, usize)> = like.map(|named| pool(&named.song)).collect();
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
            self.check_parts(found, song)?;
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
        let any = self.named.iter().any(|named| named.is_like && knows(&named.profile));
        open.iter().copied().min_by(|a, b| {
            let popularity = |song: usize| Reverse(self.of.representative(song).popularity);
            let known_better =
                if any { std::cmp::Ordering::Equal } else { popularity(a.1).cmp(&popularity(b.1)) };
            b.0.total_cmp(&a.0).then(known_better).then(a.1.cmp(&b.1))
        })
    }

    /// Whether a song is neither a seed, nor left out, nor removed by filters.
    fn may_be_chosen(&self, song: usize) -> bool {
        let track = self.of.representative(song);
        let named = || self.named.iter().map(|named| &named.song);
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
    fn check_parts(&self, found: &Recommendation, song: usize) -> Result<(), String> {
        let whole = self.whole();
        for facet in Self::facets() {
            let (part, most) = (self.part(facet, song) / whole, self.most[&facet] / whole);
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
