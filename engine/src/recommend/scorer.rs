//! What a request looks for, in the terms of the similarity.

use super::companions::{Companions, WEIGHT};
use super::facts::{NUMBERS, slot_of};
use super::filter::Interval;
use super::shares::Shares;
use super::similarity::{GenreVector, HIGHEST_RANK, Profile, Scale, Similarity, UNKNOWN};
use super::songs::SongTable;
use crate::id::{ArtistId, SongId};
use crate::numeric::byte;
use crate::tracks::TrackTable;
use crate::work::Work;
use catalog::{Facet, FacetWeights, Filter, RecommendationRequest, Shift};

/// What counts for a song: how alike it is to some songs and unlike others, facet by facet.
///
/// The parts of several songs are averaged, so comparing with ten costs little more than with one:
/// for each number there is one table, from a rank to what it adds.
pub(crate) struct Scorer {
    tables: Vec<NumberTable>,
    languages: Vec<f32>,
    genres: Vec<SeedGenres>,
    companions: Companions,
    most: Most,
}

struct NumberTable {
    slot: usize,
    by_rank: [f32; RANKS],
}

/// Ranks are bytes.
const RANKS: usize = 256;

struct SeedGenres {
    vector: GenreVector,
    /// Share of the whole; negative for a song to be unlike.
    share: f32,
}

/// What each facet adds at most.
struct Most {
    numbers: [f32; NUMBERS],
    genres: f32,
    genres_scale: f32,
    languages: f32,
    playlists: f32,
    playlists_scale: f32,
}

/// What songs are looked up in to be scored.
#[derive(Clone, Copy)]
pub(crate) struct Compared<'a> {
    pub songs: &'a SongTable,
    pub tracks: &'a TrackTable,
    pub similarity: &'a Similarity,
}

impl<'a> Compared<'a> {
    fn artists(self, song: SongId) -> &'a [ArtistId] {
        self.tracks.artist_ids(self.songs.row(song))
    }
}

/// A part of a score.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Part {
    pub facet: Facet,
    pub gain: f32,
    pub most: f32,
}

/// What a facet that is aimed at counts at least, of a whole of 1 before it was aimed at.
const AIM: f32 = 0.35;

/// How far "calmer" or "older" goes: a quarter of the catalogue.
const SHIFT: u8 = HIGHEST_RANK / 4;

/// The songs that a request names, as its targets and shifts change them.
pub(crate) struct Seeds {
    pub like: Vec<Profile>,
    pub unlike: Vec<Profile>,
    /// Whether each number is aimed at.
    pub aimed: [bool; NUMBERS],
}

impl Seeds {
    /// The seeds with targets and shifts in slot of their own values.
    pub(crate) fn new(
        similarity: &Similarity,
        mut like: Vec<Profile>,
        unlike: Vec<Profile>,
        request: &RecommendationRequest,
    ) -> Self {
        let mut aimed = [false; NUMBERS];
        for target in &request.targets {
            let Some(slot) = slot_of(target.facet) else { continue };
            aimed[slot] = true;
            let rank = similarity.numbers[slot].scale.rank(Some(aim(target.facet, target.value)));
            like.iter_mut().for_each(|seed| seed.ranks[slot] = rank);
        }
        for shift in &request.shifts {
            let Some(slot) = slot_of(shift.facet) else { continue };
            aimed[slot] = true;
            like.iter_mut().for_each(|seed| seed.ranks[slot] = shifted(seed.ranks[slot], *shift));
        }
        Self { like, unlike, aimed }
    }

    /// Seeds that nothing is wished of.
    pub(crate) fn like(like: Vec<Profile>) -> Self {
        Self { like, unlike: Vec::new(), aimed: [false; NUMBERS] }
    }

    fn shares(&self) -> Shares {
        Shares::of(self.like.len(), self.unlike.len())
    }

    /// Whether a value of a facet is aimed at.
    pub(crate) fn aim_at(&self, facet: Facet) -> bool {
        slot_of(facet).is_some_and(|slot| self.aimed[slot])
    }

    /// Whether nothing is known of any seed but what is aimed at.
    pub(crate) fn say_nothing(&self) -> bool {
        let knows = |(rank, aimed): (&u8, &bool)| *rank != UNKNOWN && !aimed;
        let says = |seed: &Profile| {
            seed.language != UNKNOWN
                || !seed.genres.is_empty()
                || seed.ranks.iter().zip(&self.aimed).any(knows)
        };
        !self.like.iter().any(says)
    }

    /// The seeds without what does not count, and as like what filters leave as may be: so their codes
    /// are among those of the candidates.
    pub(crate) fn for_encoding(
        &self,
        request: &RecommendationRequest,
        similarity: &Similarity,
    ) -> Vec<Profile> {
        let counts = |facet: Facet| request.weights.get(facet.group()) > 0.0;
        let mut seeds = self.like.clone();
        for seed in &mut seeds {
            request.filters.iter().for_each(|filter| move_within(seed, filter, similarity));
            for (slot, facet) in super::number_facets().into_iter().enumerate() {
                if !counts(facet) && !self.aimed[slot] {
                    seed.ranks[slot] = UNKNOWN;
                }
            }
            if !counts(Facet::Genres) {
                seed.genres.clear();
            }
            if !counts(Facet::Language) {
                seed.language = UNKNOWN;
            }
        }
        seeds
    }
}

/// Makes a song pass a filter, and changes no more of it than that takes.
fn move_within(song: &mut Profile, filter: &Filter, similarity: &Similarity) {
    match filter {
        Filter::Number(facet, bounds) => {
            let Some(slot) = slot_of(*facet) else { return };
            let scale = &similarity.numbers[slot].scale;
            let (first, last) = Interval::of(*facet, bounds).ranks(scale);
            if matches!(scale, Scale::Ranks(_)) && song.ranks[slot] != UNKNOWN && first <= last {
                song.ranks[slot] = song.ranks[slot].clamp(first, last);
            }
        }
        Filter::Language(code) => song.language = similarity.languages.slot(Some(code)),
        Filter::Genre(genre) => {
            let wanted = similarity.genres.weighed(genre);
            let missing = wanted.filter(|(slot, _)| song.genres.iter().all(|(own, _)| own != slot));
            song.genres.extend(missing);
        }
        Filter::Explicit(_) => {}
    }
}

/// A year that is aimed at is meant as a whole.
fn aim(facet: Facet, value: f32) -> f32 {
    if facet == Facet::Year && value.fract() == 0.0 { value + 0.5 } else { value }
}

fn shifted(rank: u8, shift: Shift) -> u8 {
    let from = if rank == UNKNOWN { HIGHEST_RANK / 2 } else { rank };
    if shift.up { from.saturating_add(SHIFT).min(HIGHEST_RANK) } else { from.saturating_sub(SHIFT) }
}

impl Scorer {
    pub(crate) fn new(
        similarity: &Similarity,
        seeds: &Seeds,
        companions: Companions,
        weights: &FacetWeights,
    ) -> Self {
        let playlists = WEIGHT * weights.get(Facet::Playlists.group());
        let companions = if playlists > 0.0 { companions } else { Companions::default() };
        let whole = total(similarity, &seeds.aimed, weights) + playlists * companions.most();
        let scale = 1.0 / whole.max(f32::MIN_POSITIVE);
        let mut most = Most::default();
        let mut tables = Vec::new();
        let facets = super::number_facets().into_iter().enumerate();
        for (slot, facet) in facets {
            let weight = scale * weights.get(facet.group());
            let parts =
                Parts::of(similarity, slot, weight, seeds.aimed[slot].then_some(scale * AIM));
            most.numbers[slot] = parts.most();
            if most.numbers[slot] > 0.0 {
                tables.push(NumberTable { slot, by_rank: parts.table(seeds, slot) });
            }
        }
        most.genres_scale = scale * weights.get(Facet::Genres.group());
        most.genres = similarity.genres.most() * most.genres_scale;
        let language_scale = scale * weights.get(Facet::Language.group());
        most.languages = similarity.languages.same * language_scale;
        most.playlists_scale = scale * playlists;
        most.playlists = most.playlists_scale * companions.most();
        Self {
            tables,
            languages: languages(similarity, seeds, language_scale),
            genres: genres(similarity, seeds),
            companions,
            most,
        }
    }

    /// How well a song fits, 0 to 1.
    pub(crate) fn score(&self, song: SongId, of: Compared<'_>) -> f32 {
        self.number_part(song, of)
            + self.genre_part(of.songs.genre_list(song), of)
            + self.language_part(song, of)
            + self.playlist_part(of.artists(song))
    }

    /// Songs with their scores. Many have the genres and the artist of another.
    pub(crate) fn scores(
        &self,
        songs: &[SongId],
        of: Compared<'_>,
    ) -> impl Iterator<Item = (SongId, f32)> {
        Work::compared(songs.len());
        let (mut genres, mut playlists) = (Memo::default(), Memo::default());
        songs.iter().map(move |&song| {
            let list = of.songs.genre_list(song);
            let genre_part = genres.get(list, || self.genre_part(list, of));
            let playlist_part = match of.artists(song) {
                [artist] => playlists.get(artist.0, || self.playlist_part(&[*artist])),
                artists => self.playlist_part(artists),
            };
            let score = self.number_part(song, of) + genre_part + self.language_part(song, of);
            (song, score + playlist_part)
        })
    }

    /// What the score of a song is made of.
    pub(crate) fn parts(&self, song: SongId, of: Compared<'_>) -> Vec<Part> {
        let facets = super::number_facets();
        let ranks = of.songs.ranks(song);
        let numbers = self.tables.iter().map(|table| Part {
            facet: facets[table.slot],
            gain: table.by_rank[usize::from(ranks[table.slot])],
            most: self.most.numbers[table.slot],
        });
        let genres = Part {
            facet: Facet::Genres,
            gain: self.genre_part(of.songs.genre_list(song), of),
            most: self.most.genres,
        };
        let language = Part {
            facet: Facet::Language,
            gain: self.language_part(song, of),
            most: self.most.languages,
        };
        let playlists = Part {
            facet: Facet::Playlists,
            gain: self.playlist_part(of.artists(song)),
            most: self.most.playlists,
        };
        numbers.chain([genres, language, playlists]).filter(|part| part.most > 0.0).collect()
    }

    /// The artists that playlists have together with the seeds'.
    pub(crate) fn companions(&self) -> &Companions {
        &self.companions
    }

    fn number_part(&self, song: SongId, of: Compared<'_>) -> f32 {
        let ranks = of.songs.ranks(song);
        self.tables.iter().map(|table| table.by_rank[usize::from(ranks[table.slot])]).sum()
    }

    /// Of songs with a list of genres.
    fn genre_part(&self, list: u32, Compared { songs, similarity, .. }: Compared<'_>) -> f32 {
        if self.most.genres <= 0.0 {
            return 0.0;
        }
        let vector = songs.genre_vector(list);
        let parts = self.genres.iter().map(|scorer| {
            let part = similarity.genres.part(&scorer.vector, vector) * self.most.genres_scale;
            scorer.share.abs() * if scorer.share < 0.0 { self.most.genres - part } else { part }
        });
        parts.sum()
    }

    fn language_part(&self, song: SongId, of: Compared<'_>) -> f32 {
        self.languages[usize::from(of.songs.language(song))]
    }

    /// Of a song by these artists.
    fn playlist_part(&self, artists: &[ArtistId]) -> f32 {
        if self.most.playlists <= 0.0 {
            return 0.0;
        }
        self.most.playlists_scale * self.companions.nearness(artists)
    }
}

/// The last values that were computed, each in a place that its key decides.
struct Memo([Option<(u32, f32)>; MEMO]);

const MEMO: usize = 256;

impl Default for Memo {
    fn default() -> Self {
        Self([None; MEMO])
    }
}

impl Memo {
    fn get(&mut self, key: u32, compute: impl FnOnce() -> f32) -> f32 {
        let place = &mut self.0[key as usize % MEMO];
        match place {
            Some((held, value)) if *held == key => *value,
            _ => place.insert((key, compute())).1,
        }
    }
}

impl Default for Most {
    fn default() -> Self {
        Self {
            numbers: [0.0; NUMBERS],
            genres: 0.0,
            genres_scale: 0.0,
            languages: 0.0,
            playlists: 0.0,
            playlists_scale: 0.0,
        }
    }
}

/// What all facets of a song itself together count.
fn total(similarity: &Similarity, aimed: &[bool; NUMBERS], weights: &FacetWeights) -> f32 {
    let facets = super::number_facets().into_iter().enumerate();
    let numbers: f32 = facets
        .map(|(slot, facet)| {
            let weight = weights.get(facet.group());
            let aim = aimed[slot].then_some(AIM);
            Parts::of(similarity, slot, weight, aim).most()
        })
        .sum();
    let genres = similarity.genres.most() * weights.get(Facet::Genres.group());
    let language = similarity.languages.same * weights.get(Facet::Language.group());
    numbers + genres + language
}

/// How two ranks of a number are compared.
struct Parts<'a> {
    similarity: &'a super::similarity::NumberSimilarity,
    weight: f32,
    aim: Option<f32>,
}

impl<'a> Parts<'a> {
    fn of(similarity: &'a Similarity, slot: usize, weight: f32, aim: Option<f32>) -> Self {
        Self { similarity: &similarity.numbers[slot], weight, aim }
    }

    fn most(&self) -> f32 {
        self.aim.unwrap_or(self.similarity.most() * self.weight)
    }

    /// A value that is aimed at counts by a plain curve over the whole range: the learned one may be
    /// flat.
    fn part(&self, seed: u8, rank: u8) -> f32 {
        let Some(aim) = self.aim else {
            return self.similarity.part(seed, rank) * self.weight;
        };
        if seed == UNKNOWN || rank == UNKNOWN {
            return 0.0;
        }
        let scale = &self.similarity.scale;
        let far = f32::from(scale.difference(seed, rank)) / f32::from(scale.reach());
        aim * (1.0 - far.min(1.0)).powi(2)
    }

    fn table(&self, seeds: &Seeds, slot: usize) -> [f32; RANKS] {
        let shares = seeds.shares();
        let value = |rank: u8| {
            let like: f32 = seeds.like.iter().map(|seed| self.part(seed.ranks[slot], rank)).sum();
            let unlike: f32 = seeds
                .unlike
                .iter()
                .map(|seed| self.most() - self.part(seed.ranks[slot], rank))
                .sum();
            like * shares.like + unlike * shares.unlike
        };
        let mut table = [0.0; RANKS];
        (0..=u8::MAX).zip(&mut table).for_each(|(rank, part)| *part = value(rank));
        table
    }
}

fn languages(similarity: &Similarity, seeds: &Seeds, scale: f32) -> Vec<f32> {
    let shares = seeds.shares();
    let languages = &similarity.languages;
    let value = |language: u8| {
        let like: f32 = seeds.like.iter().map(|seed| languages.part(seed.language, language)).sum();
        let unlike: f32 = seeds
            .unlike
            .iter()
            .map(|seed| languages.same - languages.part(seed.language, language))
            .sum();
        scale * (like * shares.like + unlike * shares.unlike)
    };
    (0..=u8::MAX).map(value).collect()
}

fn genres(similarity: &Similarity, seeds: &Seeds) -> Vec<SeedGenres> {
    let shares = seeds.shares();
    let scorer = |seed: &Profile, share: f32| SeedGenres {
        vector: similarity.genres.sum(&seed.genres),
        share,
    };
    let like = seeds.like.iter().map(|seed| scorer(seed, shares.like));
    like.chain(seeds.unlike.iter().map(|seed| scorer(seed, -shares.unlike))).collect()
}

/// A song between two: its numbers lie between theirs, and it has the genres of both.
pub(crate) fn between(
    similarity: &Similarity,
    from: &Profile,
    to: &Profile,
    share: f32,
) -> Profile {
    let mut ranks = [UNKNOWN; NUMBERS];
    for (slot, rank) in ranks.iter_mut().enumerate() {
        *rank = match similarity.numbers[slot].scale {
            Scale::Ranks(_) => mixed(from.ranks[slot], to.ranks[slot], share),
            Scale::Fifths => {
                if share < 0.5 {
                    from.ranks[slot]
                } else {
                    to.ranks[slot]
                }
            }
        };
    }
    let weighted = |song: &Profile, weight: f32| -> Vec<(u32, f32)> {
        let length = song.genres.iter().map(|(_, idf)| idf * idf).sum::<f32>().sqrt().max(1e-6);
        song.genres.iter().map(|&(genre, idf)| (genre, weight * idf / length)).collect()
    };
    let mut genres = weighted(from, 1.0 - share);
    genres.extend(weighted(to, share));
    genres.retain(|(_, weight)| *weight > 0.0);
    Profile { ranks, language: if share < 0.5 { from.language } else { to.language }, genres }
}

fn mixed(from: u8, to: u8, share: f32) -> u8 {
    match (from, to) {
        (UNKNOWN, known) | (known, UNKNOWN) => known,
        (from, to) => byte((f32::from(from) + (f32::from(to) - f32::from(from)) * share).round()),
    }
}
