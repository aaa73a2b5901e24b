use super::base_url::BaseUrl;
use super::description::ErrorObjects;
use super::ids::{parse_artist_id, parse_track_id};
use super::object::{Objects, TrackObject};
use super::params::Params;
use super::query::has_phrase;
use super::tracks::known_track;
use super::tuning::RecommendationParams;
use crate::json::Json;
use crate::models::ServedModels;
use crate::problem::shown;
use crate::track_aliases::public_id;
use crate::{AppState, Problem};
use axum::extract::State;
use catalog::{ArtistId, RecommendationRequest, ResultCount, Seed, TrackId};
use engine::numeric::index32;
use engine::{EngineError, PoolSize};
use serde::Serialize;
use utoipa::ToSchema;

/// Most seeds, of all kinds together.
const MAX_SEEDS: usize = 5;
const DEFAULT_LIMIT: usize = 20;

/// Tracks that go with the seeds.
#[derive(Serialize, ToSchema)]
#[schema(as = SpotifyRecommendations)]
pub(super) struct Recommended {
    seeds: Vec<SeedObject>,
    tracks: Vec<TrackObject>,
}

/// A seed, and how many songs of the catalogue share a genre with it.
#[derive(Serialize, ToSchema)]
#[schema(as = SpotifySeed, rename_all = "camelCase")]
#[serde(rename_all = "camelCase")]
struct SeedObject {
    /// Before minima and maxima are applied.
    initial_pool_size: u32,
    /// Afterwards.
    after_filtering_size: u32,
    /// The same: nothing is relinked here.
    after_relinking_size: u32,
    href: Option<String>,
    id: String,
    /// In capitals, unlike the types of all other objects.
    r#type: &'static str,
}

#[derive(Serialize, ToSchema)]
#[schema(as = SpotifyGenreSeeds)]
pub(super) struct GenreSeeds {
    /// Every genre of the catalogue, the commonest first.
    genres: Vec<String>,
}

/// A seed as it was asked for.
enum AskedSeed {
    Track(TrackId),
    Artist(ArtistId),
    Genre(String),
}

/// Tracks that go with artists, genres and tracks, near targets and within bounds.
#[utoipa::path(
    get,
    path = "/v1/recommendations",
    operation_id = "spotifyRecommendations",
    tag = "spotify",
    params(RecommendationParams),
    responses((status = 200, description = "Tracks, the best first.", body = Recommended), ErrorObjects)
)]
pub(super) async fn recommendations(
    State(state): State<AppState>,
    BaseUrl(base_url): BaseUrl,
    params: Params,
) -> Result<Json<Recommended>, Problem> {
    let limit = params.number("limit", DEFAULT_LIMIT, 1, ResultCount::MAX as usize)?;
    let request = RecommendationRequest {
        limit: ResultCount::try_from(index32(limit)).unwrap_or_default(),
        ..super::tuning::tuned(&params)?
    };
    let seeds = asked_seeds(&params)?;
    let answer = state.ask_models(move |models| recommend(models, &seeds, request, &base_url));
    answer.await?.map(Json)
}

/// The genres that seeds can be.
#[utoipa::path(
    get,
    path = "/v1/recommendations/available-genre-seeds",
    operation_id = "spotifyGenreSeeds",
    tag = "spotify",
    responses((status = 200, description = "All genres of the catalogue.", body = GenreSeeds), super::description::OverloadErrors)
)]
pub(super) async fn genre_seeds(
    State(state): State<AppState>,
) -> Result<Json<GenreSeeds>, Problem> {
    let names = |models: &ServedModels| {
        models.genres.iter().map(|genre| genre.name.clone()).collect::<Vec<_>>()
    };
    Ok(Json(GenreSeeds { genres: state.ask_models(names).await? }))
}

fn asked_seeds(params: &Params) -> Result<Vec<AskedSeed>, Problem> {
    let mut seeds = Vec::new();
    for id in params.list("seed_artists") {
        seeds.push(AskedSeed::Artist(parse_artist_id("seed_artists", id)?));
    }
    for genre in params.list("seed_genres") {
        seeds.push(AskedSeed::Genre(genre.to_owned()));
    }
    for id in params.list("seed_tracks") {
        seeds.push(AskedSeed::Track(parse_track_id("seed_tracks", id)?));
    }
    // A genre whose name has commas may look like several seeds, but not like that many.
    if seeds.len() > MAX_SEEDS * MAX_SEEDS {
        return Err(too_many_seeds(seeds.len()));
    }
    if seeds.is_empty() {
        let detail = "give 1 to 5 seeds in seed_artists, seed_genres and seed_tracks: targets and \
                      bounds tune what goes with them";
        return Err(Problem::parameter("seed_tracks", detail));
    }
    Ok(seeds)
}

fn too_many_seeds(count: usize) -> Problem {
    let detail = format!("there are {count} seeds: give at most {MAX_SEEDS}");
    Problem::parameter("seed_tracks", detail)
}

fn recommend(
    models: &ServedModels,
    asked: &[AskedSeed],
    request: RecommendationRequest,
    base_url: &str,
) -> Result<Recommended, Problem> {
    let seeds = known_seeds(models, asked)?;
    if seeds.len() > MAX_SEEDS {
        return Err(too_many_seeds(seeds.len()));
    }
    let request = RecommendationRequest { seeds, ..request };
    let (found, pools) = models.engine.recommending().recommend_with_pools(&request)?;
    let objects = Objects { base_url };
    let seeds = request.seeds.iter().zip(pools);
    Ok(Recommended {
        seeds: seeds.map(|(seed, pool)| seed_object(seed, pool, objects)).collect(),
        tracks: found.results.iter().map(|song| objects.track(&song.track)).collect(),
    })
}

/// The seeds as the engine takes them. Genres may have commas, so neighbours that are a genre of the
/// catalogue together are one.
fn known_seeds(models: &ServedModels, asked: &[AskedSeed]) -> Result<Vec<Seed>, Problem> {
    let mut seeds = Vec::new();
    let mut rest = asked;
    while let Some(first) = rest.first() {
        let (seed, taken) = match first {
            AskedSeed::Artist(id) => (known_artist(models, *id)?, 1),
            AskedSeed::Track(id) => (known_track_seed(models, id)?, 1),
            AskedSeed::Genre(_) => known_genre(models, rest)?,
        };
        rest = &rest[taken..];
        if !seeds.contains(&seed) {
            seeds.push(seed);
        }
    }
    Ok(seeds)
}

fn known_artist(models: &ServedModels, id: ArtistId) -> Result<Seed, Problem> {
    match models.engine.artists().find(id) {
        Some(_) => Ok(Seed::Artist(id)),
        None => Err(Problem::parameter("seed_artists", EngineError::UnknownArtist(id))),
    }
}

fn known_track_seed(models: &ServedModels, id: &TrackId) -> Result<Seed, Problem> {
    let track = known_track(models, id);
    track
        .map(|track| Seed::Track(track.id))
        .map_err(|error| Problem::parameter("seed_tracks", error))
}

/// The genre that the first of some seeds begins, and how many of them it takes.
fn known_genre(models: &ServedModels, seeds: &[AskedSeed]) -> Result<(Seed, usize), Problem> {
    let names = seeds.iter().map_while(|seed| match seed {
        AskedSeed::Genre(name) => Some(name.as_str()),
        _ => None,
    });
    let names: Vec<&str> = names.take(MAX_SEEDS).collect();
    let mut joined = (2..=names.len()).rev().flat_map(|taken| {
        [",", ", "].map(|comma| (find_genre(models, &names[..taken].join(comma)), taken))
    });
    let joined = joined.find_map(|(genre, taken)| Some((genre?, taken)));
    let single = || {
        let name = names.first()?;
        Some((find_genre(models, name).or_else(|| find_kind_of(models, name))?, 1))
    };
    let (genre, taken) = joined.or_else(single).ok_or_else(|| {
        let name = shown(names.first().copied().unwrap_or_default());
        let advice = "/v1/recommendations/available-genre-seeds lists the genres";
        Problem::parameter("seed_genres", format!("no track has the genre {name}: {advice}"))
    })?;
    Ok((Seed::Genre(genre.to_owned()), taken))
}

/// The genre of this name, whatever its case. Spotify wrote "hip-hop" for "hip hop".
fn find_genre<'a>(models: &'a ServedModels, name: &str) -> Option<&'a str> {
    let spelling = |name: &str| name.to_lowercase().replace('-', " ");
    let wanted = (name.to_lowercase(), spelling(name));
    let find = |is_it: &dyn Fn(&str) -> bool| {
        models.genres.iter().map(|genre| genre.name.as_str()).find(|name| is_it(name))
    };
    find(&|name| name.to_lowercase() == wanted.0)
        .or_else(|| find(&|name| spelling(name) == wanted.1))
}

/// The commonest genre that has the words of a name: catalogues without "jazz" have "vocal jazz".
fn find_kind_of<'a>(models: &'a ServedModels, name: &str) -> Option<&'a str> {
    let mut genres = models.genres.iter().map(|genre| genre.name.as_str());
    genres.find(|genre| has_phrase(genre, name))
}

fn seed_object(seed: &Seed, pool: PoolSize, objects: Objects<'_>) -> SeedObject {
    let (r#type, id, href) = match seed {
        Seed::Track(id) => {
            let id = public_id(id);
            ("TRACK", id.clone(), Some(objects.href("tracks", &id)))
        }
        Seed::Artist(id) => {
            ("ARTIST", id.to_string(), Some(objects.href("artists", &id.to_string())))
        }
        Seed::Genre(name) => ("GENRE", name.clone(), None),
    };
    SeedObject {
        initial_pool_size: pool.all,
        after_filtering_size: pool.admitted,
        after_relinking_size: pool.admitted,
        href,
        id,
        r#type,
    }
}
