use super::{answer, arguments, schema};
use crate::api::{Recommended, TuningParams, recommended};
use crate::{AppState, Problem};
use catalog::Shift;
use engine::request::Request;
use rmcp::model::{JsonObject, Tool};
use serde_json::{Value, json};
use utoipa::IntoParams;
use utoipa::openapi::path::Parameter;

/// The arguments that are lists, where the API takes commas.
const LISTS: [(&str, &str); 6] = [
    ("seed_tracks", "Ids of tracks to start from."),
    ("seed_genres", "Genres to start from."),
    ("seed_artists", "Ids of artists to start from."),
    ("unlike_tracks", "Ids of tracks to steer away from."),
    ("without_artists", "Ids of artists to leave out."),
    ("more", "How the songs should differ from the seeds."),
];

const WISH: &str = "What the songs should be like, in words: \"something like radiohead but calmer, 90s\". \
    Other arguments count instead where they say something else.";

pub(super) fn tool() -> Tool {
    schema::tool::<Recommended>(
        "similar",
        "Recommend songs",
        "Recommends songs like one or more tracks, artists or genres of the catalogue. Give 1 to 10 \
         seeds, or a text with the wish in words; everything else is optional and narrows or shifts the answer: more for \"like this, but \
         calmer\", min_ and max_ for bounds, target_ for values to aim at. Returns the seed tracks, the \
         songs (best match first; why says in words what each has in common with the seeds) and how many \
         songs each filter excludes.",
        input(),
    )
}

pub(super) async fn call(state: &AppState, arguments: JsonObject) -> Result<Value, Problem> {
    let pairs = arguments::pairs(arguments, &LISTS.map(|(name, _)| name))?;
    answer::json(&recommended(state, pairs, None).await?)
}

/// The parameters of the API, some of them as lists.
fn input() -> JsonObject {
    let tuning = TuningParams::into_params(|| None).into_iter().map(number_or_text);
    let text = json!({"type": "string", "maxLength": Request::MAX_CHARS, "description": WISH});
    let text = ("text".to_owned(), text);
    let properties: JsonObject = tuning.chain(LISTS.map(list)).chain([text]).collect();
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
        items["enum"] = Shift::named().map(|(name, _)| name).collect();
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
