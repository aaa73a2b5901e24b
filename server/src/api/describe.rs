use super::page::{self, Page};
use super::params;
use crate::json::Json;
use crate::responses::ParameterProblems;
use crate::{AppState, Problem};
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use catalog::{ScorePart, SongEntry, TextSpan, Understood};
use engine::Engine;
use engine::describe::{DescribedSong, Description};
use engine::reading::{score_parts, text_span, understood};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// A text in somebody's own words, and the songs that it may describe.
#[derive(Serialize, ToSchema)]
#[schema(as = DescribedSongs)]
pub(super) struct Answer {
    /// What is understood, in the order of the text.
    understood: Vec<Understood>,
    /// The words that are not understood.
    not_understood: Vec<TextSpan>,
    /// The songs, best match first.
    results: Vec<Described>,
    /// Offset of the next page; only with an offset, and absent from the last page.
    #[serde(skip_serializing_if = "Option::is_none")]
    next_offset: Option<u32>,
}

/// A song that the text may describe.
#[derive(Serialize, ToSchema)]
#[schema(as = DescribedSong)]
struct Described {
    /// The track that represents the song.
    track: SongEntry,
    /// The sum of the parts; comparable only within one answer.
    score: f32,
    /// The parts of the score, the largest first.
    parts: Vec<ScorePart>,
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct Params {
    /// The description, in English or German: lines you remember, names, years, genres, moods.
    #[param(value_type = String, required = true, max_length = 2000, example = "a rock song by Queen from the 70s, not a slow one")]
    text: Option<String>,
    /// Maximum number of songs.
    #[param(value_type = Option<u32>, minimum = 1, maximum = 100, default = 10)]
    limit: Option<String>,
    /// How many of the 100 best songs to skip: 0 for the first page.
    #[param(value_type = Option<u32>, minimum = 0, maximum = 99)]
    offset: Option<String>,
}

/// Find songs by a description.
#[utoipa::path(
    get,
    path = "/describe",
    operation_id = "describeSong",
    tag = "finding",
    params(Params),
    responses((status = 200, description = "What is understood, and songs, best match first.", body = Answer), ParameterProblems)
)]
pub(super) async fn describe(
    State(state): State<AppState>,
    params: Result<Query<Params>, QueryRejection>,
) -> Result<Json<Answer>, Problem> {
    let Query(params) = params::query_string(params)?;
    let text = params::text(params.text)?;
    let limit = params::limit(params.limit.as_deref())?.get();
    let page = Page::new(limit, page::offset_in_ranking(params.offset.as_deref())?);
    let answer = state.ask(move |engine| Ok(answer(engine, &text, page))).await?;
    answer.map(Json).ok_or_else(params::cannot_read)
}

fn answer(engine: &Engine, text: &str, page: Page) -> Option<Answer> {
    let wanted = page.ranked().get();
    let Description { request, mut songs } = engine.describing()?.describe(text, wanted);
    let next_offset = page.cut(&mut songs);
    let (clues, unknown) = (request.clues.iter(), request.not_understood.iter());
    Some(Answer {
        understood: clues.map(|clue| understood(clue, text, engine.tracks())).collect(),
        not_understood: unknown.map(|range| text_span(range, text)).collect(),
        results: songs.iter().filter_map(|song| described(engine, song)).collect(),
        next_offset,
    })
}

fn described(engine: &Engine, song: &DescribedSong) -> Option<Described> {
    let track = engine.tracks().entry(song.row)?;
    Some(Described { track, score: song.score, parts: score_parts(song) })
}
