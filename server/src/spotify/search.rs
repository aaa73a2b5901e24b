use super::base_url::BaseUrl;
use super::description::ErrorObjects;
use super::object::{ArtistObject, Objects, TrackObject};
use super::paging::{Page, Window};
use super::params::Params;
use super::query::SearchQuery;
use crate::json::Json;
use crate::problem::shown;
use crate::{AppState, Problem};
use axum::extract::State;
use catalog::{Artist, FoundBy, Query, ResultCount, SongEntry};
use engine::{Engine, EngineError, TrackRow};
use serde::Serialize;
use std::cmp::Reverse;
use std::collections::HashSet;
use utoipa::ToSchema;

const MAX_LIMIT: usize = 50;
const DEFAULT_LIMIT: usize = 20;
const MAX_OFFSET: usize = 1000;

/// The longest search, in characters.
const MAX_CHARS: usize = 1000;

/// Kinds of things that Spotify finds and catalogues do not have.
const NOT_HERE: [&str; 5] = ["album", "playlist", "show", "episode", "audiobook"];

/// What was found, of the kinds asked for.
#[derive(Default, Serialize, ToSchema)]
#[schema(as = SpotifySearch)]
pub(super) struct Found {
    #[serde(skip_serializing_if = "Option::is_none")]
    tracks: Option<Page<TrackObject>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    artists: Option<Page<ArtistObject>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    albums: Option<Page<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    playlists: Option<Page<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    shows: Option<Page<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    episodes: Option<Page<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    audiobooks: Option<Page<String>>,
}

/// What a search asks for.
struct Search {
    q: String,
    query: SearchQuery,
    kinds: Vec<String>,
    window: Window,
}

/// Tracks and artists that words and filters ask for, misspelt or not.
#[utoipa::path(
    get,
    path = "/v1/search",
    operation_id = "spotifySearch",
    tag = "spotify",
    params(
        ("q" = String, Query, description = "Words, and any of the filters artist:, track:, genre:, year: (1980 or 1980-1989).", example = "artist:queen year:1970-1979"),
        ("type" = String, Query, description = "track, artist, or both with a comma between them.", example = "track"),
        ("limit" = Option<u32>, Query, minimum = 1, maximum = 50, description = "How many of each kind, at most; 20 by default."),
        ("offset" = Option<u32>, Query, minimum = 0, maximum = 1000, description = "How many to pass over."),
    ),
    responses((status = 200, description = "What was found.", body = Found), ErrorObjects)
)]
pub(super) async fn search(
    State(state): State<AppState>,
    BaseUrl(base_url): BaseUrl,
    params: Params,
) -> Result<Json<Found>, Problem> {
    let search = Search::parse(&params)?;
    let query = search.query.clone();
    let (tracks, artists) = (search.wants("track"), search.wants("artist"));
    let (tracks, artists) = state
        .ask(move |engine| {
            let tracks = if tracks { find_tracks(engine, &query)? } else { Vec::new() };
            let artists = if artists { find_artists(engine, &query)? } else { Vec::new() };
            Ok((tracks, artists))
        })
        .await?;
    Ok(Json(search.answer(&base_url, &tracks, &artists)))
}

impl Search {
    fn parse(params: &Params) -> Result<Self, Problem> {
        let q = params.text("q")?.ok_or_else(|| {
            Problem::parameter("q", "give q=…: words of a title or an artist, or filters")
        })?;
        let chars = q.chars().count();
        if chars > MAX_CHARS {
            let detail = format!("it has {chars} characters: shorten it to at most {MAX_CHARS}");
            return Err(Problem::parameter("q", detail));
        }
        let kinds: Vec<String> = params.list("type").into_iter().map(str::to_owned).collect();
        if kinds.is_empty() {
            return Err(Problem::parameter("type", "give type=track, type=artist or both"));
        }
        let is_known = |kind: &str| ["track", "artist"].contains(&kind) || NOT_HERE.contains(&kind);
        if let Some(unknown) = kinds.iter().find(|kind| !is_known(kind)) {
            let detail = format!("there is no type {}: give track or artist", shown(unknown));
            return Err(Problem::parameter("type", detail));
        }
        let window = Window {
            limit: params.number("limit", DEFAULT_LIMIT, 1, MAX_LIMIT)?,
            offset: params.number("offset", 0, 0, MAX_OFFSET)?,
        };
        Ok(Self { query: SearchQuery::parse(q)?, q: q.to_owned(), kinds, window })
    }

    fn wants(&self, kind: &str) -> bool {
        self.kinds.iter().any(|own| own == kind)
    }

    fn answer(&self, base_url: &str, tracks: &[SongEntry], artists: &[Artist]) -> Found {
        let objects = Objects { base_url };
        let address = |kind| move |window| self.address(base_url, kind, window);
        let nothing = |kind: &'static str| {
            self.wants(kind).then(|| Page::of(&[], self.window, String::clone, address(kind)))
        };
        let track = |track: &SongEntry| objects.track(track);
        let artist = |artist: &Artist| objects.artist(artist.clone());
        Found {
            tracks: self
                .wants("track")
                .then(|| Page::of(tracks, self.window, track, address("track"))),
            artists: self
                .wants("artist")
                .then(|| Page::of(artists, self.window, artist, address("artist"))),
            albums: nothing("album"),
            playlists: nothing("playlist"),
            shows: nothing("show"),
            episodes: nothing("episode"),
            audiobooks: nothing("audiobook"),
        }
    }

    fn address(&self, base_url: &str, kind: &str, Window { limit, offset }: Window) -> String {
        let q: String = form_urlencoded::byte_serialize(self.q.as_bytes()).collect();
        format!("{base_url}/v1/search?q={q}&type={kind}&limit={limit}&offset={offset}")
    }
}

/// Tracks that answer to a query, best first; without words in it the best known first.
fn find_tracks(engine: &Engine, query: &SearchQuery) -> Result<Vec<SongEntry>, EngineError> {
    if query.is_unanswerable {
        return Ok(Vec::new());
    }
    if !query.words.is_empty() {
        return find_by_words(engine, query);
    }
    let rows = match &query.artist {
        Some(artist) => rows_of_artists(engine, artist),
        None => engine.tracks().rows().collect(),
    };
    let found = if query.artist.is_none() && query.title.is_some() {
        Vec::new()
    } else {
        best_known(engine, query, rows)
    };
    if found.is_empty() { find_by_words(engine, query) } else { Ok(found) }
}

/// Tracks whose words match all words of a query. Where titles and artists are misspelt, so that
/// none has those of `artist:` and `track:`, the likeliest are meant.
fn find_by_words(engine: &Engine, query: &SearchQuery) -> Result<Vec<SongEntry>, EngineError> {
    let text: String = query.text().chars().take(Query::MAX_TITLE_CHARS).collect();
    let Ok(text) = text.parse::<Query>() else { return Ok(Vec::new()) };
    let most = ResultCount::try_from(ResultCount::MAX).unwrap_or_default();
    let found = engine.finding().find(&text, most)?.results.into_iter();
    let fits = |track: &SongEntry| {
        query.has_year(track.release_date.map(catalog::ReleaseDate::year))
            && (query.genre.is_none() || track.genres.iter().any(|genre| query.has_genre(genre)))
    };
    let found: Vec<SongEntry> = found.map(|song| song.track).filter(fits).collect();
    let named = |track: &&SongEntry| {
        query.has_title(&track.name) && query.has_artist(track.artists.iter().map(String::as_str))
    };
    let as_written: Vec<SongEntry> = found.iter().filter(named).cloned().collect();
    Ok(if as_written.is_empty() { found } else { as_written })
}

fn rows_of_artists(engine: &Engine, name: &str) -> Vec<TrackRow> {
    let artists = engine.find_artists(name, 0..usize::MAX).into_iter();
    let found = artists.filter_map(|artist| engine.artists().find(artist.id));
    found.flat_map(|artist| engine.artists().tracks(artist).iter().copied()).collect()
}

/// One version of each song that passes the filters, the best known first.
fn best_known(engine: &Engine, query: &SearchQuery, rows: Vec<TrackRow>) -> Vec<SongEntry> {
    let table = engine.tracks();
    let genres = wanted_genres(engine, query);
    let passes = |row: &TrackRow| {
        query.has_year(table.release_date(*row).map(catalog::ReleaseDate::year))
            && (query.genre.is_none() || table.genres(*row).any(|genre| genres.contains(genre)))
            && query.has_title(table.name(*row))
    };
    let mut rows: Vec<TrackRow> = rows.into_iter().filter(passes).collect();
    rows.sort_by_key(|row| Reverse(table.popularity(*row)));
    let mut songs = HashSet::new();
    rows.retain(|row| songs.insert(table.song(*row)));
    rows.truncate(MAX_OFFSET);
    rows.into_iter().filter_map(|row| table.entry(row)).collect()
}

/// The names of the genres that a query asks for.
fn wanted_genres(engine: &Engine, query: &SearchQuery) -> HashSet<String> {
    if query.genre.is_none() {
        return HashSet::new();
    }
    let names = engine.tracks().genre_counts().into_iter().map(|genre| genre.name);
    names.filter(|genre| query.has_genre(genre)).collect()
}

/// Artists whose names and genres match. If no name matches as written, the artists of the songs that finding
/// attributes to an artist's name.
fn find_artists(engine: &Engine, query: &SearchQuery) -> Result<Vec<Artist>, EngineError> {
    let name = query.artist.as_deref().unwrap_or(&query.words);
    if query.is_unanswerable || name.is_empty() && query.genre.is_none() {
        return Ok(Vec::new());
    }
    let mut artists = if name.is_empty() {
        engine.all_artists()
    } else {
        engine.find_artists(name, 0..usize::MAX)
    };
    if artists.is_empty() {
        artists = artists_misspelt(engine, name)?;
    }
    let genres = wanted_genres(engine, query);
    artists.retain(|artist| {
        query.genre.is_none() || artist.genres.iter().any(|genre| genres.contains(genre))
    });
    artists.truncate(MAX_OFFSET);
    Ok(artists)
}

fn artists_misspelt(engine: &Engine, name: &str) -> Result<Vec<Artist>, EngineError> {
    let Ok(text) = name.parse::<Query>() else { return Ok(Vec::new()) };
    let found = engine.finding().find(&text, ResultCount::default())?.results.into_iter();
    let by_artist = found.filter(|song| song.found_by == FoundBy::Artist);
    let mut names: Vec<String> = Vec::new();
    for name in by_artist.filter_map(|song| song.track.artists.into_iter().next()) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names.iter().map(|name| engine.artist(engine::alias::artist_id(name))).collect()
}
