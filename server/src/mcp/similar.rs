use super::{answer, arguments, schema};
use crate::api::{Recommended, TuningParams, recommend, recommendation_request};
use crate::{AppState, Problem};
use rmcp::model::{JsonObject, Tool};
use serde_json::{Value, json};
use utoipa::IntoParams;
use utoipa::openapi::path::Parameter;

/// The arguments that are lists, where the API takes commas.
const LISTS: [(&str, &str); 5] = [
    ("seed_tracks", "Ids of tracks to start from."),
    ("seed_genres", "Genres to start from."),
    ("seed_artists", "Ids of artists to start from."),
    ("unlike_tracks", "Ids of tracks to steer away from."),
    ("more", "How the songs should differ from the seeds."),
];

pub(super) fn tool() -> Tool {
    schema::tool::<Recommended>(
        "similar",
        "Recommend songs",
        "Recommends songs like one or more tracks, artists or genres of the catalogue. Give 1 to 10 \
         seeds; everything else is optional and narrows or shifts the answer: more for \"like this, but \
         calmer\", min_ and max_ for bounds, target_ for values to aim at. Returns the seed tracks, the \
         songs (best match first; why says in words what each has in common with the seeds) and how many \
         songs each filter excludes.",
        input(),
    )
}

pub(super) async fn call(state: &AppState, arguments: JsonObject) -> Result<Value, Problem> {
    let pairs = arguments::pairs(arguments, &LISTS.map(|(name, _)| name))?;
    let pairs = pairs.iter().map(|(name, value)| (name.as_str(), value.as_str()));
    let request = recommendation_request(Vec::new(), pairs)?;
    let found = state.ask(move |engine| Ok(recommend(engine, &request))).await??;
    answer::json(&found)
}

/// The parameters of the API, some of them as lists.
fn input() -> JsonObject {
    let tuning = TuningParams::into_params(|| None).into_iter().map(number_or_text);
    let properties: JsonObject = tuning.chain(LISTS.map(list)).collect();
    let schema = json!({"type": "object", "properties": properties, "additionalProperties": false});
    schema.as_object().cloned().unwrap_or_default()
}

fn number_or_text(parameter: Parameter) -> (String, Value) {
    let mut schema = json!(parameter.schema);
    schema["description"] = json!(parameter.description);
    (parameter.name, schema)
}

fn list((name, description): (&str, &str)) -> (String, Value) {
    let mut items = json!({"type": "string"});
    if name == "more" {
        items["enum"] = app::shifts().map(|(name, _)| name).collect();
    }
    (name.to_owned(), json!({"type": "array", "description": description, "items": items}))
}

#[cfg(test)]
mod tests {
    use super::*;
    use catalog::RecommendationRequest;

    #[test]
    fn says_how_many_seeds() {
        let seeds = format!("1 to {} seeds", RecommendationRequest::MAX_SEEDS);
        assert!(tool().description.is_some_and(|text| text.contains(&seeds)));
    }
}
