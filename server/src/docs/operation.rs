use super::json::text;
use leptos::either::Either;
use leptos::prelude::*;
use serde_json::Value;

/// One operation of the `OpenAPI` document.
pub(super) struct Operation {
    method: String,
    path: String,
    summary: String,
    parameters: Vec<Parameter>,
    body: Option<Body>,
    responses: Vec<Answer>,
}

struct Body {
    media_type: String,
    schema: Option<String>,
    description: String,
}

struct Parameter {
    name: String,
    required: bool,
    description: String,
    values: String,
}

#[derive(Clone)]
struct Answer {
    status: String,
    description: String,
    schema: Option<String>,
}

impl Operation {
    /// The operations with a tag, in the document's order.
    pub(super) fn of_tag(tag: &str, description: &Value) -> Vec<Self> {
        let paths = description["paths"].as_object().into_iter().flatten();
        let operations = paths.flat_map(|(path, item)| {
            let methods = item.as_object().into_iter().flatten();
            methods.map(move |(method, operation)| (path, method, operation))
        });
        operations
            .filter(|(_, _, operation)| operation["tags"][0] == tag)
            .map(|(path, method, operation)| Self::read(path, method, operation, description))
            .collect()
    }

    fn read(path: &str, method: &str, operation: &Value, description: &Value) -> Self {
        let parameters = operation["parameters"].as_array().into_iter().flatten();
        let responses = operation["responses"].as_object().into_iter().flatten();
        Self {
            method: method.to_uppercase(),
            path: path.to_owned(),
            summary: text(&operation["summary"]),
            parameters: parameters
                .map(|parameter| Parameter::read(parameter, description))
                .collect(),
            body: Body::read(&operation["requestBody"]),
            responses: responses.map(|(status, response)| Answer::read(status, response)).collect(),
        }
    }

    pub(super) fn view(&self) -> impl IntoView + use<> {
        let heading = format!("{} {}", self.method, self.path);
        let parameters = (!self.parameters.is_empty()).then(|| parameters(&self.parameters));
        let body = self.body.as_ref().map(Body::view);
        let responses = self.responses.clone().into_iter().map(response).collect_view();
        view! {
            <section>
                <h3><code>{heading}</code></h3>
                <p>{self.summary.clone()}</p>
                {parameters}
                {body}
                <dl>{responses}</dl>
            </section>
        }
    }
}

impl Body {
    fn read(body: &Value) -> Option<Self> {
        let (media_type, content) = body["content"].as_object()?.iter().next()?;
        Some(Self {
            media_type: media_type.clone(),
            schema: schema_name(&content["schema"]),
            description: text(&body["description"]),
        })
    }

    fn view(&self) -> impl IntoView + use<> {
        let schema = self.schema.clone().map(schema_link);
        view! {
            <p>
                "Body: " <code>{self.media_type.clone()}</code> {schema} " " {self.description.clone()}
            </p>
        }
    }
}

impl Parameter {
    fn read(parameter: &Value, description: &Value) -> Self {
        Self {
            name: text(&parameter["name"]),
            required: parameter["required"] == true,
            description: text(&parameter["description"]),
            values: values(resolve(&parameter["schema"], description)),
        }
    }
}

/// Follows a `$ref`.
fn resolve<'a>(schema: &'a Value, description: &'a Value) -> &'a Value {
    let pointer = schema["$ref"].as_str().and_then(|uri| uri.strip_prefix('#'));
    pointer.and_then(|pointer| description.pointer(pointer)).unwrap_or(schema)
}

/// The values a parameter may have, e.g. "integer, 1 to 100, default 10".
fn values(schema: &Value) -> String {
    let mut parts = vec![text(&schema["type"])];
    if let (Some(least), Some(most)) = (schema["minimum"].as_f64(), schema["maximum"].as_f64()) {
        parts.push(format!("{least} to {most}"));
    }
    if let Some(length) = schema["maxLength"].as_u64() {
        parts.push(format!("at most {length} characters"));
    }
    if let Some(values) = schema["enum"].as_array() {
        parts.push(values.iter().map(text).collect::<Vec<_>>().join(" "));
    }
    if !schema["default"].is_null() {
        parts.push(format!("default {}", schema["default"]));
    }
    parts.join(", ")
}

fn parameters(parameters: &[Parameter]) -> impl IntoView + use<> {
    let rows = parameters.iter().map(row).collect_view();
    view! {
        <div class="table" tabindex="0" role="group" aria-label="Parameters">
            <table>
                <thead>
                    <tr><th>"Parameter"</th><th>"Values"</th><th>"Description"</th></tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}

fn row(parameter: &Parameter) -> impl IntoView + use<> {
    let required = parameter.required.then_some(" (required)");
    view! {
        <tr>
            <td><code>{parameter.name.clone()}</code>{required}</td>
            <td>{parameter.values.clone()}</td>
            <td>{parameter.description.clone()}</td>
        </tr>
    }
}

impl Answer {
    fn read(status: &str, response: &Value) -> Self {
        Self {
            status: status.to_owned(),
            description: text(&response["description"]),
            schema: schema_name(&response["content"]["application/json"]["schema"]),
        }
    }
}

/// The name of the schema that is referred to.
fn schema_name(reference: &Value) -> Option<String> {
    reference["$ref"].as_str()?.rsplit('/').next().map(str::to_owned)
}

fn schema_link(name: String) -> impl IntoView + use<> {
    let href = format!("#{name}");
    view! { " " <a href=href>{name}</a> }
}

fn response(answer: Answer) -> impl IntoView {
    let schema = answer.schema.map(schema_link);
    view! {
        <dt>{answer.status}</dt>
        <dd>{linked(&answer.description)} {schema}</dd>
    }
}

/// Text with paths in backticks turned into links.
fn linked(text: &str) -> impl IntoView + use<> {
    let parts = text.split('`').enumerate().map(|(index, part)| {
        let part = part.to_owned();
        if index % 2 == 1 {
            let href = part.clone();
            Either::Left(view! { <a href=href>{part}</a> })
        } else {
            Either::Right(part)
        }
    });
    parts.collect_view()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn values_as_text() {
        let schema = json!({"type": "integer", "minimum": 1, "maximum": 100, "default": 10});
        assert_eq!(values(&schema), "integer, 1 to 100, default 10");
        assert_eq!(values(&json!({"type": "string", "enum": ["a", "b"]})), "string, a b");
    }
}
