use crate::{ArtistId, AudioFeature, AudioFeatures, Facet, Query, ReleaseDate, TrackId};
use std::borrow::Cow;
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{Object, ObjectBuilder, OneOfBuilder, Schema, Type};
use utoipa::{PartialSchema, ToSchema};

/// Schemas of the types that are not in JSON what they are in memory.
macro_rules! schema {
    ($type:ident, $schema:expr) => {
        impl PartialSchema for $type {
            fn schema() -> RefOr<Schema> {
                RefOr::T($schema.into())
            }
        }

        impl ToSchema for $type {
            fn name() -> Cow<'static, str> {
                Cow::Borrowed(stringify!($type))
            }
        }
    };
}

schema!(
    TrackId,
    text("Identifies a track.")
        .min_length(Some(1))
        .max_length(Some(TrackId::MAX_CHARS))
        .pattern(Some("^[!-~]+$"))
);
schema!(ArtistId, text("Identifies an artist.").pattern(Some("^[0-9A-Za-z]{22}$")));
schema!(
    Query,
    text("A query, with at least one visible character.")
        .min_length(Some(1))
        .max_length(Some(Query::MAX_CHARS))
);
schema!(
    ReleaseDate,
    text("A year, a month or a day.").pattern(Some("^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"))
);
schema!(
    Facet,
    text("What songs are compared in.").enum_values(Some(Facet::all().map(Facet::name)))
);
schema!(AudioFeatures, features());

fn text(description: &str) -> ObjectBuilder {
    ObjectBuilder::new().schema_type(Type::String).description(Some(description))
}

fn features() -> ObjectBuilder {
    let all =
        ObjectBuilder::new().description(Some("How a track sounds; what is unknown is null."));
    AudioFeature::ALL.into_iter().fold(all, |object, feature| {
        let value = OneOfBuilder::new().item(nothing()).item(number(feature));
        object.property(feature.name(), value).required(feature.name())
    })
}

fn nothing() -> Object {
    ObjectBuilder::new().schema_type(Type::Null).build()
}

fn number(feature: AudioFeature) -> ObjectBuilder {
    let range = feature.range();
    let kind = if feature.is_whole() { Type::Integer } else { Type::Number };
    ObjectBuilder::new().schema_type(kind).minimum(Some(*range.start())).maximum(Some(*range.end()))
}
