//! A list of songs as a file: for a spreadsheet, for a player, or as links.

mod format;

use crate::responses::TrackProblems;
use crate::{AppState, Problem};
use app::SongList;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use catalog::SongEntry;
use format::Format;
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

const SONGS: &str = "songs";

/// `/list.csv`, `/list.m3u` and `/list.txt`.
pub(crate) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::default()
        .routes(routes!(list_csv))
        .routes(routes!(list_m3u))
        .routes(routes!(list_txt))
}

/// Export a list of songs for spreadsheets.
#[utoipa::path(
    get,
    path = "/list.csv",
    operation_id = "exportCsv",
    tag = "catalogue",
    params(Params),
    responses((status = 200, description = "A CSV file.", body = String, content_type = "text/csv"), TrackProblems)
)]
async fn list_csv(state: State<AppState>, params: Extracted) -> Result<Response, Problem> {
    export(Format::Csv, state, params).await
}

/// Export a list of songs as a playlist.
#[utoipa::path(
    get,
    path = "/list.m3u",
    operation_id = "exportPlaylist",
    tag = "catalogue",
    params(Params),
    responses((status = 200, description = "An M3U file.", body = String, content_type = "audio/x-mpegurl"), TrackProblems)
)]
async fn list_m3u(state: State<AppState>, params: Extracted) -> Result<Response, Problem> {
    export(Format::M3u, state, params).await
}

/// Export a list of songs as links.
#[utoipa::path(
    get,
    path = "/list.txt",
    operation_id = "exportLinks",
    tag = "catalogue",
    params(Params),
    responses((status = 200, description = "One link per line.", body = String, content_type = "text/plain"), TrackProblems)
)]
async fn list_txt(state: State<AppState>, params: Extracted) -> Result<Response, Problem> {
    export(Format::Links, state, params).await
}

type Extracted = Result<Query<Params>, QueryRejection>;

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Params {
    /// Comma-separated ids of 1 to 100 tracks.
    #[param(value_type = String, required = true, pattern = r"^[!-+\-.-~]{1,64}(,[!-+\-.-~]{1,64})*$", example = "ew-t0793,ew-t0001")]
    songs: Option<String>,
}

async fn export(
    format: Format,
    State(state): State<AppState>,
    params: Extracted,
) -> Result<Response, Problem> {
    let Query(params) = params.map_err(|rejection| Problem::query_string(rejection.body_text()))?;
    let list = song_list(params.songs.as_deref())?;
    let songs = songs(&state, list).await?;
    let facts = format.facts();
    let disposition = format!("attachment; filename=\"{}\"", facts.file);
    let headers =
        [(CONTENT_TYPE, facts.content_type.to_owned()), (CONTENT_DISPOSITION, disposition)];
    Ok((headers, format.write(&songs)?).into_response())
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
