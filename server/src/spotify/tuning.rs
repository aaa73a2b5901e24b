//! Targets and bounds: `min_energy`, `max_tempo`, `target_valence`.

use super::params::Params;
use crate::Problem;
use crate::problem::shown;
use crate::query_parameters::{numbers, parameter};
use catalog::{Bounds, Facet, Filter, RecommendationRequest, Target};
use utoipa::IntoParams;
use utoipa::openapi::path::{Parameter, ParameterIn};
use utoipa::openapi::schema::{ObjectBuilder, Type};

/// The numbers that Spotify tunes by: all but the year.
fn tunable() -> impl Iterator<Item = Facet> {
    Facet::numbers().filter(|facet| *facet != Facet::Year)
}

/// A request without seeds that has the targets and bounds of a query string. What else stands there
/// is left alone, as Spotify does.
pub(super) fn tuned(params: &Params) -> Result<RecommendationRequest, Problem> {
    let mut request = RecommendationRequest::like(Vec::new());
    for facet in tunable() {
        let value = |kind: &str| value(params, kind, facet);
        let (least, greatest) = (value("min")?, value("max")?);
        if least.zip(greatest).is_some_and(|(least, greatest)| least > greatest) {
            let detail = format!("it is above max_{facet}: no track can be both");
            return Err(Problem::parameter(format!("min_{facet}"), detail));
        }
        if least.or(greatest).is_some() {
            request.filters.push(Filter::Number(facet, Bounds { least, greatest }));
        }
        request.targets.extend(value("target")?.map(|value| Target { facet, value }));
    }
    Ok(request)
}

fn value(params: &Params, kind: &str, facet: Facet) -> Result<Option<f32>, Problem> {
    let name = format!("{kind}_{facet}");
    let Some(text) = params.text(&name)? else { return Ok(None) };
    let range = facet.range().unwrap_or(f32::MIN..=f32::MAX);
    let number = text.parse().unwrap_or(f32::NAN);
    // Clients write min_tempo=0 for no minimum.
    if kind == "min" && number < *range.start() || kind == "max" && number > *range.end() {
        return Ok(None);
    }
    if range.contains(&number) {
        return Ok(Some(number));
    }
    let (least, greatest) = (range.start(), range.end());
    let detail = format!("it is {}: give a number from {least} to {greatest}", shown(text));
    Err(Problem::parameter(name, detail))
}

/// The parameters of a recommendation.
pub(super) struct RecommendationParams;

impl IntoParams for RecommendationParams {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        let text = || ObjectBuilder::new().schema_type(Type::String);
        let limit = ObjectBuilder::new()
            .schema_type(Type::Integer)
            .minimum(Some(1))
            .maximum(Some(100))
            .default(Some(20.into()));
        let mut parameters = vec![
            parameter("seed_artists", "Ids of artists; 1 to 5 seeds in all.", text()),
            parameter("seed_genres", "Genres.", text().examples(["rock"])),
            parameter("seed_tracks", "Ids of tracks.", text().examples(["ew-t0793"])),
            parameter("limit", "How many tracks, at most.", limit),
        ];
        parameters.extend(tunable().flat_map(numbers));
        parameters
    }
}
