use super::params;
use crate::responses::ParameterProblems;
use crate::{AppState, Problem};
use axum::Json;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use catalog::{AudioFeature, SongEntry};
use engine::Engine;
use engine::describe::{DescribedSong, Description, Part};
use engine::request::{Clue, ClueKind, Named, Request, Role};
use serde::{Deserialize, Serialize};
use std::ops::Range;
use utoipa::{IntoParams, ToSchema};

/// A text in somebody's own words, and the songs that it may describe.
#[derive(Serialize, ToSchema)]
#[schema(as = DescribedSongs)]
pub(super) struct Answer {
    /// What is understood, in the order of the text.
    understood: Vec<Understood>,
    /// The words that are not understood.
    not_understood: Vec<Span>,
    /// The songs, best match first.
    results: Vec<Described>,
}

/// A part of the text and what it says.
#[derive(Serialize, ToSchema)]
struct Understood {
    #[serde(flatten)]
    span: Span,
    /// How certain the reading is, 0 to 1.
    strength: f32,
    /// What it says.
    clue: Says,
}

/// A range of the text, in characters (Unicode scalar values).
#[derive(Serialize, ToSchema)]
#[schema(as = TextSpan)]
struct Span {
    /// Index of the first character.
    start: usize,
    /// Index after the last character.
    end: usize,
    /// The text in this range.
    text: String,
}

/// What a part of the text says.
#[derive(Serialize, ToSchema)]
#[schema(as = Clue)]
#[serde(tag = "kind", rename_all = "snake_case")]
enum Says {
    /// Remembered words of the lyrics or the title.
    Line,
    /// An artist, a title or both.
    Name { named: NameKind, role: NameRole },
    /// When the song came out.
    Years { from: u16, to: u16 },
    /// A genre of the catalogue.
    Genre { genre: String },
    /// The language of the song, an ISO 639 code.
    Language { language: &'static str },
    /// A high or a low audio feature.
    Sound { feature: &'static str, high: bool },
    /// A higher or lower audio feature than that of the songs it is like.
    Shift { feature: &'static str, high: bool },
    /// Whether the song is well known.
    Popularity { high: bool },
    /// Whether the song is long.
    Length { high: bool },
}

#[derive(Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum NameKind {
    Artist,
    Title,
    Song,
}

/// What a name has to do with the song.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum NameRole {
    Mentioned,
    By,
    Like,
    Not,
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

/// A part of a score.
#[derive(Serialize, ToSchema)]
struct ScorePart {
    /// What matched, such as "lines" or "years".
    part: String,
    /// What it adds to the score.
    share: f32,
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
    let text = parse_text(params.text)?;
    let limit = params::limit(params.limit.as_deref())?.get();
    let answer = state.ask(move |engine| Ok(answer(engine, &text, limit))).await?;
    answer.map(Json).ok_or_else(|| {
        Problem::query_string(
            "these models cannot find songs by description: build them with the preset earworm",
        )
    })
}

fn parse_text(text: Option<String>) -> Result<String, Problem> {
    let invalid = |detail: String| Problem::parameter("text", detail);
    let text = text.unwrap_or_default();
    let chars = text.chars().count();
    match chars {
        _ if text.trim().is_empty() => Err(invalid("give text=…: a description of a song".into())),
        _ if chars > Request::MAX_CHARS => {
            let most = Request::MAX_CHARS;
            Err(invalid(format!("it has {chars} characters: shorten it to at most {most}")))
        }
        _ => Ok(text),
    }
}

fn answer(engine: &Engine, text: &str, limit: usize) -> Option<Answer> {
    let Description { request, songs } = engine.describing()?.describe(text, limit);
    Some(Answer {
        understood: request.clues.iter().map(|clue| understood(engine, text, clue)).collect(),
        not_understood: request.not_understood.into_iter().map(|range| span(text, range)).collect(),
        results: songs.iter().filter_map(|song| described(engine, song)).collect(),
    })
}

fn understood(engine: &Engine, text: &str, clue: &Clue) -> Understood {
    let clue_says = says(engine, &clue.kind);
    Understood { span: span(text, clue.span.clone()), strength: clue.strength, clue: clue_says }
}

fn span(text: &str, bytes: Range<usize>) -> Span {
    let chars = |part: Option<&str>| part.unwrap_or_default().chars().count();
    let start = chars(text.get(..bytes.start));
    let part = text.get(bytes).unwrap_or_default();
    Span { start, end: start + part.chars().count(), text: part.to_owned() }
}

fn says(engine: &Engine, kind: &ClueKind) -> Says {
    let name = AudioFeature::name;
    match kind {
        ClueKind::Line => Says::Line,
        ClueKind::Name { named, role } => {
            Says::Name { named: NameKind::of(named), role: NameRole::of(*role) }
        }
        ClueKind::Years(years) => Says::Years { from: *years.start(), to: *years.end() },
        ClueKind::Genre(genre) => {
            Says::Genre { genre: engine.tracks().genre_name(*genre).to_owned() }
        }
        ClueKind::Language(language) => Says::Language { language },
        ClueKind::Sound { feature, high } => Says::Sound { feature: name(*feature), high: *high },
        ClueKind::Shift { feature, high } => Says::Shift { feature: name(*feature), high: *high },
        ClueKind::Popular(high) => Says::Popularity { high: *high },
        ClueKind::Long(high) => Says::Length { high: *high },
    }
}

impl NameKind {
    fn of(named: &Named) -> Self {
        match named {
            Named::Artist(_) => Self::Artist,
            Named::Title(_) => Self::Title,
            Named::Song(_) => Self::Song,
        }
    }
}

impl NameRole {
    fn of(role: Role) -> Self {
        match role {
            Role::Mentioned => Self::Mentioned,
            Role::By => Self::By,
            Role::Like => Self::Like,
            Role::Not => Self::Not,
        }
    }
}

fn described(engine: &Engine, song: &DescribedSong) -> Option<Described> {
    let share = |part: Part| ScorePart { part: part.to_string(), share: part.share(&song.parts) };
    let mut parts: Vec<ScorePart> = Part::ALL.into_iter().map(share).collect();
    parts.retain(|part| part.share != 0.0);
    parts.sort_by(|a, b| b.share.total_cmp(&a.share));
    Some(Described { track: engine.tracks().entry(song.row)?, score: song.score, parts })
}
