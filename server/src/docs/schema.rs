use super::json::text;
use leptos::either::Either;
use leptos::prelude::*;
use serde_json::Value;

/// A section for each schema, with its fields.
pub(super) fn schemas(description: &Value) -> impl IntoView + use<> {
    let schemas = description["components"]["schemas"].as_object().into_iter().flatten();
    let sections = schemas.map(|(name, schema)| section(name, schema)).collect_view();
    view! {
        <section>
            <h2>"Schemas"</h2>
            {sections}
        </section>
    }
}

fn section(name: &str, schema: &Value) -> impl IntoView + use<> {
    let parts = [schema].into_iter().chain(schema["allOf"].as_array().into_iter().flatten());
    let fields =
        parts.clone().flat_map(|part| part["properties"].as_object().into_iter().flatten());
    let rows: Vec<_> = fields.map(|(field, schema)| row(field, schema)).collect();
    let includes = parts.filter_map(reference).map(|name| {
        let href = format!("#{name}");
        view! { <p>"All fields of " <a href=href>{name}</a> ", and:"</p> }
    });
    let includes = includes.collect_view();
    let table = (!rows.is_empty()).then(|| table(rows.into_iter().collect_view()));
    let (id, heading) = (name.to_owned(), name.to_owned());
    let kind = values(schema);
    view! {
        <section id=id>
            <h3><code>{heading}</code></h3>
            <p>{text(&schema["description"])} " " {kind}</p>
            {includes}
            {table}
        </section>
    }
}

// Focusable, so that a table wider than the screen can be scrolled with the keyboard.
fn table(rows: impl IntoView) -> impl IntoView {
    view! {
        <div class="table" tabindex="0" role="group" aria-label="Fields">
            <table>
                <thead>
                    <tr><th>"Field"</th><th>"Type"</th><th>"Description"</th></tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}

fn row(field: &str, schema: &Value) -> impl IntoView + use<> {
    let description = description(schema);
    view! {
        <tr>
            <td><code>{field.to_owned()}</code></td>
            <td>{kind(schema)}</td>
            <td>{description}</td>
        </tr>
    }
}

/// A field's description, or else that of the first alternative that has one.
fn description(schema: &Value) -> String {
    let alternatives = schema["oneOf"].as_array().into_iter().flatten();
    let mut all =
        [schema].into_iter().chain(alternatives).map(|schema| text(&schema["description"]));
    all.find(|text| !text.is_empty()).unwrap_or_default()
}

/// A value's type as text, with a link to its schema if it has one.
fn kind(schema: &Value) -> impl IntoView + use<> {
    let alternatives = schema["oneOf"].as_array().into_iter().flatten();
    let mut named =
        [schema, &schema["items"]].into_iter().chain(alternatives).filter_map(reference);
    match named.next() {
        Some(name) => {
            let href = format!("#{name}");
            let (before, after) = (list(schema), nullable(schema));
            Either::Left(view! { {before} <a href=href>{name}</a> {after} })
        }
        None => Either::Right(words(schema)),
    }
}

fn list(schema: &Value) -> &'static str {
    if schema["type"] == "array" { "list of " } else { "" }
}

fn nullable(schema: &Value) -> &'static str {
    let mut alternatives = schema["oneOf"].as_array().into_iter().flatten();
    if alternatives.any(|schema| schema["type"] == "null") { " or null" } else { "" }
}

fn words(schema: &Value) -> String {
    let alternatives = || schema["oneOf"].as_array().into_iter().flatten().map(words);
    match &schema["type"] {
        Value::String(name) if name == "array" => format!("list of {}", words(&schema["items"])),
        Value::String(name) => name.clone(),
        Value::Array(names) => names.iter().map(text).collect::<Vec<_>>().join(" or "),
        _ => alternatives().collect::<Vec<_>>().join(" or "),
    }
}

/// The values of an enumeration.
fn values(schema: &Value) -> String {
    let names = schema["enum"].as_array().into_iter().flatten().chain(
        // Values with a description each.
        schema["oneOf"].as_array().into_iter().flatten().filter_map(|one| one["enum"].get(0)),
    );
    names.map(text).collect::<Vec<_>>().join(", ")
}

/// The name of the schema in a `$ref`.
fn reference(schema: &Value) -> Option<String> {
    schema["$ref"].as_str()?.rsplit('/').next().map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn types_as_text() {
        for (schema, expected) in [
            (json!({"type": "integer"}), "integer"),
            (json!({"type": ["string", "null"]}), "string or null"),
            (json!({"type": "array", "items": {"type": "string"}}), "list of string"),
            (json!({"oneOf": [{"type": "null"}, {"type": "number"}]}), "null or number"),
        ] {
            assert_eq!(words(&schema), expected);
        }
    }
}
