//! JSON Schemas of what tools take and return, from the schemas of the API.

use rmcp::model::{JsonObject, Tool, ToolAnnotations};
use serde::Serialize;
use serde_json::{Value, json};
use utoipa::ToSchema;

/// A tool that only reads, with answers of type `A`.
pub(super) fn tool<A: ToSchema>(
    name: &'static str,
    title: &str,
    description: &'static str,
    input: JsonObject,
) -> Tool {
    let reads = ToolAnnotations::new().read_only(true).idempotent(true).open_world(false);
    Tool::new(name, description, input)
        .with_title(title)
        .with_raw_output_schema(object::<A>().into())
        .with_annotations(reads)
}

/// The schema of a type, with those that it refers to under `$defs`.
pub(super) fn object<T: ToSchema>() -> JsonObject {
    let mut referred = Vec::new();
    T::schemas(&mut referred);
    let mut schema = as_object(&T::schema());
    if !referred.is_empty() {
        let defs = referred.iter().map(|(name, schema)| (name.clone(), json!(schema)));
        schema.insert("$defs".to_owned(), defs.collect::<JsonObject>().into());
    }
    let mut schema = Value::Object(schema);
    refer_to_defs(&mut schema);
    as_object(&schema)
}

/// `OpenAPI` has its schemas elsewhere.
fn refer_to_defs(schema: &mut Value) {
    match schema {
        Value::Object(fields) => {
            if let Some(Value::String(target)) = fields.get_mut("$ref") {
                *target = target.replace("#/components/schemas/", "#/$defs/");
            }
            fields.values_mut().for_each(refer_to_defs);
        }
        Value::Array(items) => items.iter_mut().for_each(refer_to_defs),
        _ => {}
    }
}

fn as_object(schema: &impl Serialize) -> JsonObject {
    match json!(schema) {
        Value::Object(fields) => fields,
        _ => JsonObject::new(),
    }
}
