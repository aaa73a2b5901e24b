//! Parsing of request parameters, with errors that name the parameter.

use crate::Problem;
use crate::in_path::in_path;
use axum::body::Bytes;
use axum::extract::Path;
use axum::extract::rejection::{BytesRejection, PathRejection, QueryRejection};
use axum::http::StatusCode;
use catalog::{Query, ResultCount, TrackId};
use engine::request::Request;
use serde::de::DeserializeOwned;
use std::fmt::Display;
use std::str::FromStr;

/// Maximum size of a body, in bytes: enough for a song with the longest lyrics.
pub(crate) const MAX_BODY: usize = 1 << 20;

/// Maximum number of tracks per look-up.
const MAX_IDS: usize = 50;

const MAX_GENRES: u32 = 10_000;
const DEFAULT_GENRES: u32 = 100;

/// Maximum length of a genre prefix, in characters.
const MAX_PREFIX: usize = 100;

/// The query string as extracted, or a problem that says why it cannot be read.
pub(crate) fn query_string<T>(extracted: Result<T, QueryRejection>) -> Result<T, Problem> {
    extracted.map_err(|rejection| Problem::query_string(rejection.body_text()))
}

/// The search query in the parameter `name`.
pub(crate) fn query(name: &'static str, text: Option<&str>) -> Result<Query, Problem> {
    let text = text.ok_or_else(|| missing_query(name))?;
    text.parse().map_err(|error| Problem::parameter(name, error))
}

/// The text in somebody's own words in the parameter `text`.
pub(crate) fn text(text: Option<String>) -> Result<String, Problem> {
    let invalid = |detail: String| Problem::parameter("text", detail);
    let text = text.unwrap_or_default();
    let chars = text.chars().count();
    match chars {
        _ if text.trim().is_empty() => Err(invalid("give text=…: a description or a wish".into())),
        _ if chars > Request::MAX_CHARS => {
            let most = Request::MAX_CHARS;
            Err(invalid(format!("it has {chars} characters: shorten it to at most {most}")))
        }
        _ => Ok(text),
    }
}

/// The problem of models that cannot read texts.
pub(crate) fn cannot_read() -> Problem {
    Problem::query_string("these models cannot read texts: build them with the preset earworm")
}

/// The number of results in the parameter `limit`.
pub(crate) fn limit(text: Option<&str>) -> Result<ResultCount, Problem> {
    let Some(text) = text else {
        return Ok(ResultCount::default());
    };
    let count = text.parse::<u32>().map_err(|_| not_a_count(text, ResultCount::MAX))?;
    ResultCount::try_from(count).map_err(|error| Problem::parameter("limit", error))
}

/// The number of genres in the parameter `limit`.
pub(crate) fn genre_limit(text: Option<&str>) -> Result<usize, Problem> {
    let Some(text) = text else {
        return Ok(DEFAULT_GENRES as usize);
    };
    let count: Option<u32> = text.parse().ok().filter(|count| (1..=MAX_GENRES).contains(count));
    count.map(|count| count as usize).ok_or_else(|| not_a_count(text, MAX_GENRES))
}

/// The beginning of a genre's name, in lower case.
pub(crate) fn prefix(text: Option<&str>) -> Result<String, Problem> {
    let text = text.unwrap_or_default().trim();
    let chars = text.chars().count();
    if chars > MAX_PREFIX {
        let detail = format!("the prefix has {chars} characters: give at most {MAX_PREFIX}");
        return Err(Problem::parameter("prefix", detail));
    }
    Ok(text.to_lowercase())
}

/// The id of a track or an artist in the path.
pub(crate) fn path_id<I: FromStr<Err: Display>>(
    id: Result<Path<String>, PathRejection>,
) -> Result<I, Problem> {
    in_path("id", id)?.parse().map_err(|error| Problem::parameter("id", error))
}

/// The song number in the path.
pub(crate) fn song_number(number: Result<Path<String>, PathRejection>) -> Result<u32, Problem> {
    let detail = "give a song's number on the map, from 0";
    in_path("number", number)?.parse().map_err(|_| Problem::parameter("number", detail))
}

/// The track ids in the parameter `ids`, without duplicates.
pub(crate) fn ids(text: Option<&str>) -> Result<Vec<TrackId>, Problem> {
    let text = text.ok_or_else(|| Problem::parameter("ids", "give ids=…: track ids"))?;
    let mut ids: Vec<TrackId> = Vec::new();
    for id in text.split(',') {
        let id = id.trim().parse().map_err(|error| Problem::parameter("ids", error))?;
        if !ids.contains(&id) {
            ids.push(id);
        }
        if ids.len() > MAX_IDS {
            let detail = format!("more than {MAX_IDS} ids: split them over several requests");
            return Err(Problem::parameter("ids", detail));
        }
    }
    Ok(ids)
}

/// A JSON body.
pub(crate) fn json<T: DeserializeOwned>(body: Result<Bytes, BytesRejection>) -> Result<T, Problem> {
    serde_json::from_slice(&bytes(body, MAX_BODY)?)
        .map_err(|error| Problem::body(format!("unexpected body: {error}")))
}

/// A body of at most `most` bytes.
pub(crate) fn bytes(body: Result<Bytes, BytesRejection>, most: usize) -> Result<Bytes, Problem> {
    body.map_err(|rejection| match rejection.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Problem::body_too_large(most),
        _ => Problem::body(rejection.body_text()),
    })
}

fn missing_query(name: &'static str) -> Problem {
    Problem::parameter(name, format!("give {name}=…: what you remember of a title or an artist"))
}

fn not_a_count(text: &str, max: u32) -> Problem {
    let text: String = text.chars().take(20).collect();
    Problem::parameter("limit", format!("limit is {text:?}: give a whole number from 1 to {max}"))
}
