//! The parameters that recommendations share.

use crate::query_parameters::{numbers, parameter};
use catalog::{Facet, FacetGroup, FacetWeights, RecommendationRequest, ResultCount, Shift};
use utoipa::IntoParams;
use utoipa::openapi::extensions::ExtensionsBuilder;
use utoipa::openapi::path::{Parameter, ParameterIn};
use utoipa::openapi::schema::{ObjectBuilder, Type};

/// Pattern of comma-separated ids.
const IDS: &str = r"^[!-+\-.-~]{1,64}(,[!-+\-.-~]{1,64})*$";

/// The parameters of a recommendation besides its seeds.
pub(crate) struct TuningParams;

/// The seeds of a recommendation.
pub(crate) struct SeedParams;

impl IntoParams for SeedParams {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        let most = RecommendationRequest::MAX_SEEDS;
        vec![
            parameter(
                "seed_tracks",
                &format!(
                    "Comma-separated ids of tracks to start from; at most {most} seeds of all kinds."
                ),
                ids().examples(["ew-t0793"]),
            ),
            parameter("seed_genres", "Comma-separated genres to start from.", genres()),
            parameter("seed_artists", "Comma-separated ids of artists to start from.", artists()),
        ]
    }
}

impl IntoParams for TuningParams {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        let mut parameters = plain();
        parameters.extend(Facet::numbers().flat_map(numbers));
        parameters.extend(FacetGroup::ALL.map(weight));
        parameters
    }
}

fn plain() -> Vec<Parameter> {
    let shifts: Vec<&str> = Shift::named().map(|(name, _)| name).collect();
    let several = format!("^({0})(,({0}))*$", shifts.join("|"));
    let shifts = format!("Like the seeds, but …: comma-separated, any of {}.", shifts.join(", "));
    let count = |least: u32, default: u32| {
        ObjectBuilder::new()
            .schema_type(Type::Integer)
            .minimum(Some(least))
            .maximum(Some(ResultCount::MAX))
            .default(Some(default.into()))
    };
    let limit = u32::from(ResultCount::default());
    vec![
        parameter("limit", "Maximum number of songs.", count(1, limit)),
        parameter("unlike_tracks", "Comma-separated ids of tracks to steer away from.", ids()),
        parameter("without_artists", "Comma-separated ids of artists to leave out.", artists()),
        parameter("more", &shifts, text().pattern(Some(several))),
        parameter(
            "language",
            "Language of the title, as an ISO 639-1 code.",
            text().pattern(Some("^[A-Za-z]{2}$")),
        ),
        parameter("genre", "Only songs with this genre.", text().min_length(Some(1))),
        parameter("explicit", "true for explicit songs only, false for others only.", flag()),
        parameter("other_artists", "Whether to omit songs by the seeds' artists.", flag()),
        parameter(
            "per_artist",
            "Maximum number of songs by one artist.",
            count(1, RecommendationRequest::PER_ARTIST),
        ),
        parameter(
            "order",
            "Sort order; prefix - for descending. Best match first by default.",
            orders(),
        ),
    ]
}

/// The sort orders, with names for generated clients: `-year` cannot be one.
fn orders() -> ObjectBuilder {
    let orders = Facet::numbers().flat_map(|facet| [facet.to_string(), format!("-{facet}")]);
    let names: Vec<String> = Facet::numbers()
        .map(|facet| facet.to_string().to_uppercase())
        .flat_map(|name| [name.clone(), format!("{name}_DESCENDING")])
        .collect();
    let names = ExtensionsBuilder::new().add("x-enum-varnames", names).build();
    text().enum_values(Some(orders)).extensions(Some(names))
}

fn weight(group: FacetGroup) -> Parameter {
    let name = group.name();
    let schema = ObjectBuilder::new()
        .schema_type(Type::Number)
        .minimum(Some(0))
        .maximum(Some(FacetWeights::MAX))
        .default(Some(1.into()));
    parameter(
        &format!("weight_{name}"),
        &format!("Weight of {name}, relative to the learned one."),
        schema,
    )
}

fn text() -> ObjectBuilder {
    ObjectBuilder::new().schema_type(Type::String)
}

fn ids() -> ObjectBuilder {
    text().pattern(Some(IDS))
}

fn genres() -> ObjectBuilder {
    text().pattern(Some("^[^,]+(,[^,]+)*$"))
}

fn artists() -> ObjectBuilder {
    text().pattern(Some("^[0-9A-Za-z]{22}(,[0-9A-Za-z]{22})*$"))
}

fn flag() -> ObjectBuilder {
    ObjectBuilder::new().schema_type(Type::Boolean)
}
