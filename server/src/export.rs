//! A list of songs as a file: for a spreadsheet, for a player, or as links.

mod format;

use crate::{AppState, Problem};
use axum::Router;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::IntoResponse;
use axum::routing::get;
use catalog::{SongEntry, SongList};
use format::Format;
use serde::Deserialize;

const SONGS: &str = "songs";

/// `/list.csv`, `/list.m3u` and `/list.txt`.
pub(crate) fn routes() -> Router<AppState> {
    Format::ALL.into_iter().fold(Router::new(), |router, format| {
        router.route(
            &format!("/{}", format.facts().file),
            get(move |state, list| export(format, state, list)),
        )
    })
}

#[derive(Deserialize)]
struct Params {
    songs: Option<String>,
}

async fn export(
    format: Format,
    State(state): State<AppState>,
    params: Result<Query<Params>, QueryRejection>,
) -> Result<impl IntoResponse, Problem> {
    let Query(params) = params.map_err(|rejection| Problem::query_string(rejection.body_text()))?;
    let list = song_list(params.songs.as_deref())?;
    let songs = songs(&state, list).await?;
    let facts = format.facts();
    let disposition = format!("attachment; filename=\"{}\"", facts.file);
    let headers =
        [(CONTENT_TYPE, facts.content_type.to_owned()), (CONTENT_DISPOSITION, disposition)];
    Ok((headers, format.write(&songs)))
}

fn song_list(text: Option<&str>) -> Result<SongList, Problem> {
    let list: SongList =
        text.unwrap_or_default().parse().map_err(|error| Problem::parameter(SONGS, error))?;
    if list.is_empty() {
        return Err(Problem::parameter(SONGS, "give songs=…: comma-separated track ids"));
    }
    Ok(list)
}

async fn songs(state: &AppState, list: SongList) -> Result<Vec<SongEntry>, Problem> {
    let songs =
        state.ask(move |engine| list.ids().iter().map(|id| engine.tracks().track(id)).collect());
    songs.await.map_err(|problem| problem.about(SONGS))
}
