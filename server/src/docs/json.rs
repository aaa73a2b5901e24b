use serde_json::Value;

/// A JSON string, or "" for any other value.
pub(super) fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}
