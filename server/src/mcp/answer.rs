use crate::Problem;
use serde::Serialize;
use serde_json::Value;

/// An answer as the API writes it. By way of text, since `serde_json::to_value` widens numbers: 0.28
/// would become 0.2800000011920929.
///
/// # Errors
/// If it cannot be written, which is the server's fault.
pub(super) fn json(answer: &impl Serialize) -> Result<Value, Problem> {
    let text = serde_json::to_string(answer);
    text.and_then(|text| serde_json::from_str(&text)).map_err(|error| Problem::internal(&error))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_stay_short() {
        assert_eq!(json(&0.28_f32).expect("JSON").to_string(), "0.28");
    }
}
