use catalog::{Facet, FacetGroup, FacetWeights, RecommendationRequest, ResultCount, Shift};
use utoipa::IntoParams;
use utoipa::openapi::path::{Parameter, ParameterBuilder, ParameterIn};
use utoipa::openapi::schema::{ObjectBuilder, Type};

/// Ids with commas between them.
const IDS: &str = r"^[!-+\-.-~]{1,64}(,[!-+\-.-~]{1,64})*$";

/// The parameters of a recommendation besides its seeds.
pub(crate) struct WishParams;

/// The seeds of a recommendation.
pub(crate) struct SeedParams;

impl IntoParams for SeedParams {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        let most = RecommendationRequest::MAX_SEEDS;
        vec![
            parameter(
                "seed_tracks",
                &format!(
                    "Ids of tracks to recommend like, with commas between them; with the genres at most {most}."
                ),
                ids().examples(["ew-t0793"]),
            ),
            parameter(
                "seed_genres",
                "Genres to recommend like, with commas between them.",
                genres(),
            ),
        ]
    }
}

impl IntoParams for WishParams {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        let mut parameters = plain();
        parameters.extend(Facet::numbers().flat_map(numbers));
        parameters.extend(FacetGroup::ALL.map(weight));
        parameters
    }
}

fn plain() -> Vec<Parameter> {
    let shifts: Vec<&str> = Shift::all().map(|(name, _)| name).collect();
    let several = format!("^({0})(,({0}))*$", shifts.join("|"));
    let shifts =
        format!("Like this, but…: any of {}, with commas between them.", shifts.join(", "));
    let orders = Facet::numbers().flat_map(|facet| [facet.to_string(), format!("-{facet}")]);
    let count = |least: u32, default: u32| {
        ObjectBuilder::new()
            .schema_type(Type::Integer)
            .minimum(Some(least))
            .maximum(Some(ResultCount::MAX))
            .default(Some(default.into()))
    };
    let limit = u32::from(ResultCount::default());
    vec![
        parameter("limit", "How many songs, at most.", count(1, limit)),
        parameter("unlike_tracks", "Ids of tracks that are wanted less of.", ids()),
        parameter("more", &shifts, text().pattern(Some(several))),
        parameter(
            "language",
            "ISO 639-1 code of the language of the name.",
            text().pattern(Some("^[A-Za-z]{2}$")),
        ),
        parameter("genre", "A genre that the songs must have.", text().min_length(Some(1))),
        parameter(
            "explicit",
            "Only songs that are marked as explicit, or only those that are not.",
            flag(),
        ),
        parameter("other_artists", "Whether songs by the seeds' artists are left out.", flag()),
        parameter(
            "per_artist",
            "Most songs by one artist.",
            count(1, RecommendationRequest::PER_ARTIST),
        ),
        parameter(
            "order",
            "The order of the answer, falling with - before it; best first if it is left out.",
            text().enum_values(Some(orders)),
        ),
    ]
}

fn numbers(facet: Facet) -> [Parameter; 3] {
    let schema = || {
        let number = ObjectBuilder::new().schema_type(Type::Number);
        match facet.range() {
            Some(range) => number.minimum(Some(*range.start())).maximum(Some(*range.end())),
            None => number,
        }
    };
    [
        parameter(&format!("min_{facet}"), &format!("The least {facet}."), schema()),
        parameter(&format!("max_{facet}"), &format!("The greatest {facet}."), schema()),
        parameter(&format!("target_{facet}"), &format!("The {facet} to aim at."), schema()),
    ]
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
        &format!("What {name} counts, 1 being as learned."),
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

fn flag() -> ObjectBuilder {
    ObjectBuilder::new().schema_type(Type::Boolean)
}

fn parameter(name: &str, description: &str, schema: ObjectBuilder) -> Parameter {
    ParameterBuilder::new()
        .name(name)
        .parameter_in(ParameterIn::Query)
        .description(Some(description))
        .schema(Some(schema))
        .build()
}
