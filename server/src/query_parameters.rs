//! Descriptions of query parameters.

use catalog::Facet;
use utoipa::openapi::path::{Parameter, ParameterBuilder, ParameterIn};
use utoipa::openapi::schema::{ObjectBuilder, Type};

/// A parameter that may be left out.
pub(crate) fn parameter(name: &str, description: &str, schema: ObjectBuilder) -> Parameter {
    ParameterBuilder::new()
        .name(name)
        .parameter_in(ParameterIn::Query)
        .description(Some(description))
        .schema(Some(schema))
        .build()
}

/// The bounds and the target of a number.
pub(crate) fn numbers(facet: Facet) -> [Parameter; 3] {
    let schema = || {
        let number = ObjectBuilder::new().schema_type(Type::Number);
        match facet.range() {
            Some(range) => number.minimum(Some(*range.start())).maximum(Some(*range.end())),
            None => number,
        }
    };
    [
        parameter(&format!("min_{facet}"), &format!("Minimum {facet}."), schema()),
        parameter(&format!("max_{facet}"), &format!("Maximum {facet}."), schema()),
        parameter(&format!("target_{facet}"), &format!("Target {facet}."), schema()),
    ]
}
