use super::{answer, arguments, schema};
use crate::api::{Way, way};
use crate::{AppState, Problem};
use catalog::{ResultCount, TrackId};
use rmcp::model::{JsonObject, Tool};
use serde::Deserialize;
use serde_json::Value;
use utoipa::ToSchema;

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Arguments {
    /// Id of the first track.
    #[schema(value_type = String, min_length = 1, max_length = 64, example = "ew-t0793")]
    from: TrackId,
    /// Id of the last track.
    #[schema(value_type = String, min_length = 1, max_length = 64, example = "ew-t0001")]
    to: TrackId,
    /// Number of songs in between.
    #[serde(default)]
    #[schema(value_type = u32, minimum = 1, maximum = 100, default = 10)]
    limit: ResultCount,
}

pub(super) fn tool() -> Tool {
    schema::tool::<Way>(
        "path",
        "Lead from one song to another",
        "Finds songs that lead from one track to another in small steps, as for a playlist. Returns \
         both tracks and the songs in between, in order; why says how each relates to the one before.",
        schema::object::<Arguments>(),
    )
}

pub(super) async fn call(state: &AppState, arguments: JsonObject) -> Result<Value, Problem> {
    let Arguments { from, to, limit } = arguments::parse(arguments)?;
    let found = state.ask(move |engine| Ok(way(engine, &from, &to, limit))).await??;
    answer::json(&found)
}
