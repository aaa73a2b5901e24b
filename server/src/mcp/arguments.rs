//! The arguments of a call, with errors that name them.

use crate::Problem;
use rmcp::model::JsonObject;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// The arguments as a tool takes them.
///
/// # Errors
/// If one is missing, unknown or has an invalid value.
pub(super) fn parse<T: DeserializeOwned>(arguments: JsonObject) -> Result<T, Problem> {
    serde_path_to_error::deserialize(Value::Object(arguments)).map_err(|error| {
        let name = error.path().to_string();
        let detail = error.into_inner();
        if name == "." { Problem::arguments(detail) } else { Problem::parameter(name, detail) }
    })
}

/// Arguments as the pairs of a query string, with lists joined by commas: `more=calmer,older`. Nulls and empty lists
/// are left out.
///
/// # Errors
/// If a value is an object, or a list other than one of the `lists`.
pub(super) fn pairs(
    arguments: JsonObject,
    lists: &[&str],
) -> Result<Vec<(String, String)>, Problem> {
    let is_given =
        |value: &Value| !value.is_null() && value.as_array().is_none_or(|items| !items.is_empty());
    let given = arguments.into_iter().filter(|(_, value)| is_given(value));
    given
        .map(|(name, value)| match text(&value, lists.contains(&name.as_str())) {
            Some(text) => Ok((name, text)),
            None => Err(unexpected(name, &value)),
        })
        .collect()
}

fn unexpected(name: String, value: &Value) -> Problem {
    let kind = if value.is_array() { "list" } else { "object" };
    Problem::parameter(name, format!("unexpected {kind}: see the schema for what is allowed"))
}

fn text(value: &Value, is_list: bool) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Bool(flag) => Some(flag.to_string()),
        // Whole numbers without a fraction, however they are written: "5" for 5.0.
        Value::Number(number) => number.as_f64().map(|number| number.to_string()),
        Value::Array(items) if is_list => {
            let items: Option<Vec<&str>> = items.iter().map(Value::as_str).collect();
            items.map(|items| items.join(","))
        }
        Value::Array(_) | Value::Object(_) | Value::Null => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    fn check(arguments: &Value, expected: Result<&str, &str>) {
        let arguments = arguments.as_object().expect("an object").clone();
        let pairs = pairs(arguments, &["more"]).map(|pairs| {
            let pairs = pairs.iter().map(|(name, value)| format!("{name}={value}"));
            pairs.collect::<Vec<_>>().join("&")
        });
        let outcome = pairs.map_err(|problem| problem.message());
        match (&outcome, expected) {
            (Ok(pairs), Ok(expected)) => assert_eq!(pairs, expected),
            (Err(message), Err(part)) => assert!(message.contains(part), "{message}"),
            _ => panic!("{outcome:?} instead of {expected:?}"),
        }
    }

    #[test]
    fn arguments_as_pairs() {
        check(&json!({"more": ["calmer", "older"]}), Ok("more=calmer,older"));
        check(&json!({"limit": 5.0}), Ok("limit=5"));
        check(&json!({"target_energy": 0.25}), Ok("target_energy=0.25"));
        check(&json!({"explicit": false}), Ok("explicit=false"));
        check(&json!({"genre": null}), Ok(""));
        check(&json!({"more": ["calmer", 1]}), Err("more: unexpected list"));
        check(&json!({"limit": [5]}), Err("limit: unexpected list"));
        check(&json!({"genre": {}}), Err("genre: unexpected object"));
    }

    proptest! {
        #[test]
        fn any_number_is_text(number in any::<f64>()) {
            if let Some(text) = text(&json!(number), false) {
                prop_assert_eq!(text.parse::<f64>(), Ok(number));
            }
        }
    }
}
