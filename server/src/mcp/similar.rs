use super::{arguments, schema};
use crate::api::{Recommended, TuningParams, recommend, recommendation_request};
use crate::{AppState, Problem};
use catalog::{RecommendationRequest, Shift};
use rmcp::model::{JsonObject, Tool};
use serde_json::{Value, json};
use utoipa::IntoParams;

/// The arguments that are lists of texts.
const LISTS: [&str; 5] = ["seed_tracks", "seed_genres", "seed_artists", "unlike_tracks", "more"];

pub(super) fn tool() -> Tool {
    schema::tool::<Recommended>(
        "similar",
        "Recommend songs",
        "Recommends songs like one or more tracks, artists or genres of the catalogue. Give at least one \
         seed; everything else is optional and narrows or shifts the answer: more for \"like this, but \
         calmer\", min_ and max_ for bounds, target_ for values to aim at. Returns the seed tracks, the \
         songs (best match first; why says in words what each has in common with the seeds) and how many \
         songs each filter excludes.",
        input(),
    )
}

pub(super) async fn call(state: &AppState, arguments: JsonObject) -> Result<Value, Problem> {
    let pairs = arguments::pairs(arguments, &LISTS)?;
    let pairs = pairs.iter().map(|(name, value)| (name.as_str(), value.as_str()));
    let request = recommendation_request(Vec::new(), pairs)?;
    let found = state.ask(move |engine| Ok(recommend(engine, &request))).await??;
    arguments::json(&found)
}

/// The parameters of the API, with arrays for comma-separated lists.
fn input() -> JsonObject {
    let mut properties = JsonObject::new();
    for (name, description) in [
        ("seed_tracks", "Ids of tracks to start from; at most 10 seeds of all kinds."),
        ("seed_genres", "Genres to start from."),
        ("seed_artists", "Ids of artists to start from."),
    ] {
        properties.insert(name.to_owned(), list(description, &json!({"type": "string"})));
    }
    for parameter in TuningParams::into_params(|| None) {
        let mut schema = json!(parameter.schema);
        schema["description"] = json!(parameter.description);
        properties.insert(parameter.name, schema);
    }
    let unlike = list("Ids of tracks to steer away from.", &json!({"type": "string"}));
    properties.insert("unlike_tracks".to_owned(), unlike);
    let shifts: Vec<&str> = Shift::all().map(|(name, _)| name).collect();
    let more = list("Like the seeds, but so.", &json!({"type": "string", "enum": shifts}));
    properties.insert("more".to_owned(), more);
    let mut schema = JsonObject::new();
    schema.insert("type".to_owned(), "object".into());
    schema.insert("properties".to_owned(), properties.into());
    schema.insert("additionalProperties".to_owned(), false.into());
    schema
}

fn list(description: &str, items: &Value) -> Value {
    let most = RecommendationRequest::MAX_SEEDS;
    json!({"type": "array", "description": description, "items": items, "maxItems": most})
}
