use super::{answer, arguments, schema};
use crate::{AppState, Problem};
use catalog::{Query, ResultCount, SearchResults};
use rmcp::model::{JsonObject, Tool};
use serde::Deserialize;
use serde_json::Value;
use utoipa::ToSchema;

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Arguments {
    /// Words of the title, the artists or the lyrics, in any order and spelling, or a description of the song.
    #[schema(value_type = String, min_length = 1, max_length = 2000, example = "bohemain rapsody quen")]
    query: Query,
    /// Maximum number of songs.
    #[serde(default)]
    #[schema(value_type = u32, minimum = 1, maximum = 100, default = 10)]
    limit: ResultCount,
}

pub(super) fn tool() -> Tool {
    schema::tool::<SearchResults>(
        "find",
        "Find a song",
        "Finds songs of the catalogue by what somebody remembers of them: misspelt, partial or in the \
         wrong order. Returns songs, best match first, each with its track (whose id the other tools \
         take), a confidence (sure, likely or guess), the words that matched and its other versions. \
         best is the index of the song that is probably meant, or null if nothing fits well: then ask \
         for other words instead of guessing.",
        schema::object::<Arguments>(),
    )
}

pub(super) async fn call(state: &AppState, arguments: JsonObject) -> Result<Value, Problem> {
    let Arguments { query, limit } = arguments::parse(arguments)?;
    let found = state.ask(move |engine| engine.search(&query, limit)).await?;
    answer::json(&found)
}
