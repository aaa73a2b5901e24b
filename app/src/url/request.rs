//! Recommendation requests in a query string, under the names that Spotify's endpoint used as far as it had them.

use catalog::{
    Bounds, Facet, FacetGroup, FacetWeights, Filter, RecommendationRequest, ResultCount, Seed,
    Shift, SortOrder, Target,
};
use serde::{Deserialize, Serialize};
use std::collections::HashSet;
use std::fmt::Display;
use std::hash::Hash;
use std::str::FromStr;

/// Parses decoded parameters, in any order; `seeds` come before the seeds among the parameters.
///
/// # Errors
/// If a parameter is unknown, repeated or out of range, if there is no seed, target or filter, or if two bounds
/// exclude every song.
pub fn parse_request<'a>(
    seeds: Vec<Seed>,
    params: impl IntoIterator<Item = (&'a str, &'a str)>,
) -> Result<RecommendationRequest, InvalidRequest> {
    check(read(seeds, params)?)
}

/// As [`parse_request`], with what is wished for where the parameters say nothing else.
///
/// # Errors
/// As [`parse_request`].
pub fn parse_request_for<'a>(
    wish: &RecommendationRequest,
    params: impl IntoIterator<Item = (&'a str, &'a str)>,
) -> Result<RecommendationRequest, InvalidRequest> {
    check(read(Vec::new(), params)?.over(wish))
}

fn read<'a>(
    seeds: Vec<Seed>,
    params: impl IntoIterator<Item = (&'a str, &'a str)>,
) -> Result<RecommendationRequest, InvalidRequest> {
    let mut request = RecommendationRequest::like(seeds);
    let mut seen: Vec<&str> = Vec::new();
    for (name, value) in params {
        if seen.contains(&name) {
            return Err(InvalidRequest::new(name, "it is given more than once: give it once"));
        }
        seen.push(name);
        let set = set(&mut request, name, value.trim());
        set.map_err(|detail| InvalidRequest::new(name, detail))?;
    }
    Ok(request)
}

/// A parameter that was refused.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[error("{parameter}: {detail}")]
pub struct InvalidRequest {
    /// The parameter's name.
    pub parameter: String,
    /// What is wrong, and what to do.
    pub detail: String,
}

impl InvalidRequest {
    fn new(parameter: &str, detail: impl Into<String>) -> Self {
        Self { parameter: shown(parameter), detail: detail.into() }
    }
}

/// The shift with this name.
pub(crate) fn shift(name: &str) -> Result<Shift, String> {
    let found = Shift::named().find(|(known, _)| *known == name);
    found.map(|(_, shift)| shift).ok_or_else(|| {
        let names: Vec<&str> = Shift::named().map(|(name, _)| name).collect();
        format!("{} is not one of {}", shown(name), names.join(", "))
    })
}

fn set(request: &mut RecommendationRequest, name: &str, value: &str) -> Result<(), String> {
    match name {
        "seed_tracks" => request.seeds.extend(ids(value)?.into_iter().map(Seed::Track)),
        "seed_genres" => request.seeds.extend(list(value)?.map(|g| Seed::Genre(g.to_owned()))),
        "seed_artists" => request.seeds.extend(ids(value)?.into_iter().map(Seed::Artist)),
        "unlike_tracks" => request.unlike = ids(value)?,
        "without_artists" => request.without = ids(value)?,
        "limit" => request.limit = limit(value)?,
        "language" => request.filters.push(Filter::Language(language(value)?)),
        "genre" => request.filters.push(Filter::Genre(genre(value)?)),
        "explicit" => request.filters.push(Filter::Explicit(flag(value)?)),
        "more" => request.shifts = list(value)?.map(shift).collect::<Result<_, _>>()?,
        "order" => request.order = Some(sort_order(value)?),
        "per_artist" => request.per_artist = whole(value, 1, ResultCount::MAX)?,
        "other_artists" => request.other_artists = flag(value)?,
        _ => return set_number(request, name, value),
    }
    Ok(())
}

fn set_number(request: &mut RecommendationRequest, name: &str, value: &str) -> Result<(), String> {
    let (kind, of) = name.split_once('_').unwrap_or((name, ""));
    if let Some(group) =
        FacetGroup::ALL.into_iter().find(|group| kind == "weight" && group.name() == of)
    {
        request.weights.set(group, number(value, 0.0, FacetWeights::MAX)?);
        return Ok(());
    }
    let facet = Facet::from_name(of).and_then(|facet| Some((facet, facet.range()?)));
    let (Some((facet, range)), "target" | "min" | "max") = (facet, kind) else {
        return Err(unknown_parameter());
    };
    let value = number(value, *range.start(), *range.end())?;
    match kind {
        "target" => request.targets.push(Target { facet, value }),
        "min" => bounds(&mut request.filters, facet).least = Some(value),
        _ => bounds(&mut request.filters, facet).greatest = Some(value),
    }
    Ok(())
}

fn bounds(filters: &mut Vec<Filter>, facet: Facet) -> &mut Bounds {
    let is_of = |filter: &Filter| matches!(filter, Filter::Number(other, _) if *other == facet);
    if !filters.iter().any(is_of) {
        filters.push(Filter::Number(facet, Bounds::default()));
    }
    let bounds = filters.iter_mut().find_map(|filter| match filter {
        Filter::Number(other, bounds) if *other == facet => Some(bounds),
        _ => None,
    });
    bounds.expect("it was added if it was missing")
}

fn check(mut request: RecommendationRequest) -> Result<RecommendationRequest, InvalidRequest> {
    let fail = |name: &str, detail: String| Err(InvalidRequest::new(name, detail));
    dedup(&mut request.seeds);
    dedup(&mut request.unlike);
    dedup(&mut request.without);
    dedup(&mut request.shifts);
    if request.seeds.is_empty() && request.targets.is_empty() && request.filters.is_empty() {
        return fail(
            "seed_tracks",
            "give a seed (seed_tracks, seed_genres or seed_artists), a target or a filter"
                .to_owned(),
        );
    }
    let counts = [
        ("seed_tracks", request.seeds.len()),
        ("unlike_tracks", request.unlike.len()),
        ("without_artists", request.without.len()),
    ];
    for (name, count) in counts {
        if count > RecommendationRequest::MAX_SEEDS {
            return fail(
                name,
                format!("there are {count}: give at most {}", RecommendationRequest::MAX_SEEDS),
            );
        }
    }
    if let Some(id) =
        request.unlike.iter().find(|id| request.seeds.contains(&Seed::Track((*id).clone())))
    {
        return fail("unlike_tracks", format!("{id} is a seed too: it cannot be both"));
    }
    if request.weights.are_zero() {
        return fail("weight_genre", "every weight is 0: give at least one above 0".to_owned());
    }
    check_tuning(request)
}

fn check_tuning(request: RecommendationRequest) -> Result<RecommendationRequest, InvalidRequest> {
    let twice = request.shifts.iter().enumerate().find(|(place, shift)| {
        request.shifts[..*place].iter().any(|other| other.facet == shift.facet)
            || request.targets.iter().any(|target| target.facet == shift.facet)
    });
    if let Some((_, shift)) = twice {
        let detail = format!("{} is asked for in two ways: choose one", shift.facet);
        return Err(InvalidRequest::new("more", detail));
    }
    for filter in &request.filters {
        if let Filter::Number(facet, Bounds { least: Some(least), greatest: Some(greatest) }) =
            filter
            && least > greatest
        {
            let detail = format!("it is above max_{facet}: no song can be both");
            return Err(InvalidRequest::new(&format!("min_{facet}"), detail));
        }
    }
    Ok(request)
}

/// The sort order that a parameter names: `tempo`, or `-tempo` for the highest first.
pub(crate) fn sort_order(text: &str) -> Result<SortOrder, String> {
    let name = text.strip_prefix('-');
    let facet = Facet::numbers().find(|facet| facet.name() == name.unwrap_or(text));
    let order = facet.map(|facet| SortOrder { facet, descending: name.is_some() });
    order.ok_or_else(|| {
        let names: Vec<&str> = Facet::numbers().map(Facet::name).collect();
        format!(
            "{} is not a number to sort by: give one of {}, with - before it for descending",
            shown(text),
            names.join(", ")
        )
    })
}

fn dedup<T: Clone + Eq + Hash>(items: &mut Vec<T>) {
    let mut seen = HashSet::new();
    items.retain(|item| seen.insert(item.clone()));
}

fn list(text: &str) -> Result<impl Iterator<Item = &str>, String> {
    let items = text.split(',').map(str::trim);
    if items.clone().any(str::is_empty) {
        return Err("an item of the list is empty: remove the extra comma".to_owned());
    }
    Ok(items)
}

fn ids<T: FromStr<Err: Display>>(text: &str) -> Result<Vec<T>, String> {
    list(text)?.map(|id| id.parse().map_err(|error: T::Err| error.to_string())).collect()
}

fn limit(text: &str) -> Result<ResultCount, String> {
    let count = whole(text, 1, ResultCount::MAX)?;
    ResultCount::try_from(count).map_err(|error| error.to_string())
}

fn whole(text: &str, least: u32, greatest: u32) -> Result<u32, String> {
    let number = text.parse().ok().filter(|number| (least..=greatest).contains(number));
    number.ok_or_else(|| {
        format!("it is {}: give a whole number from {least} to {greatest}", shown(text))
    })
}

fn number(text: &str, least: f32, greatest: f32) -> Result<f32, String> {
    let number = text.parse().ok().filter(|number| (least..=greatest).contains(number));
    number.ok_or_else(|| format!("it is {}: give a number from {least} to {greatest}", shown(text)))
}

fn flag(text: &str) -> Result<bool, String> {
    match text {
        "true" | "1" => Ok(true),
        "false" | "0" => Ok(false),
        _ => Err(format!("it is {}: give true or false", shown(text))),
    }
}

fn language(text: &str) -> Result<String, String> {
    let code = text.to_ascii_lowercase();
    let valid = matches!(code.len(), 2 | 3) && code.bytes().all(|byte| byte.is_ascii_lowercase());
    if valid {
        Ok(code)
    } else {
        Err("give an ISO 639 code of two or three letters, such as en".to_owned())
    }
}

fn genre(text: &str) -> Result<String, String> {
    if text.is_empty() {
        Err("give the name of a genre".to_owned())
    } else {
        Ok(text.to_lowercase())
    }
}

fn unknown_parameter() -> String {
    "unknown parameter: the documentation lists all of them".to_owned()
}

/// The start of a text, so that an error does not repeat all that was sent.
fn shown(text: &str) -> String {
    text.chars().take(40).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use catalog::AudioFeature;
    use proptest::prelude::*;

    const TEMPO: Facet = Facet::Audio(AudioFeature::Tempo);

    fn parse(query: &str) -> Result<RecommendationRequest, InvalidRequest> {
        let pairs = query.split('&').filter(|pair| !pair.is_empty());
        parse_request(Vec::new(), pairs.map(|pair| pair.split_once('=').unwrap_or((pair, ""))))
    }

    fn check_refused(query: &str, parameter: &str) {
        let error = parse(query).expect_err(query);
        assert_eq!(error.parameter, parameter, "{query}: {error}");
        assert!(!error.detail.is_empty());
    }

    #[test]
    fn everything_at_once() {
        let request = parse(
            "seed_tracks=a,b&seed_artists=4ZapctcTty6aNlE76a9nen&unlike_tracks=c&limit=5\
             &target_energy=0.3&min_tempo=90&max_tempo=120&weight_genre=2&language=EN\
             &genre=Dream Pop&explicit=false&more=older,less_known&order=-tempo&per_artist=1\
             &other_artists=true",
        )
        .expect("it is right");
        assert_eq!(request.seeds.len(), 3);
        assert_eq!(request.limit.get(), 5);
        assert_eq!(request.targets[0].facet, Facet::Audio(AudioFeature::Energy));
        assert_eq!(request.filters.len(), 4);
        assert!(request.filters.contains(&Filter::Genre("dream pop".into())));
        assert_eq!(request.filters[0].text(), "min_tempo=90&max_tempo=120");
        assert_eq!(request.shifts[1], Shift { facet: Facet::Popularity, up: false });
        assert_eq!(request.order, Some(SortOrder { facet: TEMPO, descending: true }));
        assert_eq!((request.per_artist, request.other_artists), (1, true));
    }

    #[test]
    fn wrong_parameters_are_named() {
        check_refused("", "seed_tracks");
        check_refused("more=calmer", "seed_tracks");
        check_refused("seed_tracks=", "seed_tracks");
        check_refused("seed_tracks=a,,b", "seed_tracks");
        check_refused("seed_tracks=a,b,c,d,e,f,g,h,i,j,k", "seed_tracks");
        check_refused("seed_tracks=a&unlike_tracks=a", "unlike_tracks");
        check_refused("seed_tracks=a&limit=0", "limit");
        check_refused("seed_tracks=a&limit=1&limit=2", "limit");
        check_refused("seed_tracks=a&target_energy=2", "target_energy");
        check_refused("seed_tracks=a&target_energy=NaN", "target_energy");
        check_refused("seed_tracks=a&target_genres=1", "target_genres");
        check_refused("seed_tracks=a&min_tempo=120&max_tempo=90", "min_tempo");
        check_refused("seed_tracks=a&more=better", "more");
        check_refused("seed_tracks=a&more=calmer,livelier", "more");
        check_refused("seed_tracks=a&more=calmer&target_energy=0.5", "more");
        check_refused("seed_tracks=a&order=genres", "order");
        check_refused("seed_tracks=a&language=english", "language");
        check_refused("seed_tracks=a&explicit=maybe", "explicit");
        check_refused("seed_tracks=a&seed_artists=b", "seed_artists");
        check_refused("seed_tracks=a&weight_sound=11", "weight_sound");
        check_refused(
            "seed_tracks=a&weight_sound=0&weight_genre=0&weight_era=0&weight_popularity=0\
             &weight_language=0&weight_playlists=0",
            "weight_genre",
        );
    }

    #[test]
    fn wishes_read_back() {
        let query = "seed_tracks=a,b&seed_artists=4ZapctcTty6aNlE76a9nen&seed_genres=trip hop\
            &unlike_tracks=c&without_artists=4ZapctcTty6aNlE76a9nen&more=older,calmer\
            &target_tempo=71&min_year=1990&max_year=1999&language=ja";
        let request = parse(query).expect("it is right");
        let pairs = request.wishes();
        let shown: Vec<String> = pairs.iter().map(|(n, v)| format!("{n}={v}")).collect();
        assert_eq!(shown.join("&"), query);
        assert!(
            request.wish_query().contains("&seed_genres=trip%20hop&"),
            "{}",
            request.wish_query()
        );
        let genre = RecommendationRequest {
            filters: vec![Filter::Genre("r&b".into())],
            ..RecommendationRequest::like(Vec::new())
        };
        assert_eq!(genre.wish_query(), "genre=r%26b");
        assert_eq!(parse("max_year=1990").map(|request| request.seeds.len()), Ok(0));
    }

    #[test]
    fn parameters_precede_wishes() {
        let check = |wish: &str, given: &str, expected: &str| {
            let wish = parse(wish).expect("a wish");
            let given = given.split('&').filter_map(|pair| pair.split_once('='));
            let request = parse_request_for(&wish, given).expect("no conflict");
            let pairs = request.wishes();
            let shown: Vec<String> = pairs.iter().map(|(n, v)| format!("{n}={v}")).collect();
            assert_eq!(shown.join("&"), expected);
        };
        let wish = "seed_genres=soul&more=calmer,older&min_year=1990&max_year=1999&language=en";
        check(wish, "limit=5", wish);
        check(wish, "min_year=1980", "seed_genres=soul&more=calmer&min_year=1980&language=en");
        check(
            wish,
            "seed_tracks=a&target_energy=0.5&language=de",
            "seed_tracks=a&seed_genres=soul&more=older&target_energy=0.5&language=de\
             &min_year=1990&max_year=1999",
        );
        check(
            "seed_tracks=a,b&unlike_tracks=c",
            "unlike_tracks=a",
            "seed_tracks=b&unlike_tracks=a,c",
        );
        check("seed_tracks=a&unlike_tracks=c", "seed_tracks=c", "seed_tracks=c,a");
    }

    #[test]
    fn every_number_can_be_bounded_and_aimed_at() {
        for facet in Facet::numbers() {
            let value = *facet.range().expect("a number").end();
            for kind in ["min", "max", "target"] {
                let request = parse(&format!("seed_tracks=a&{kind}_{facet}={value}"));
                assert!(request.is_ok(), "{kind}_{facet}");
            }
        }
    }

    proptest! {
        #[test]
        fn any_parameters_are_parsed_or_refused_by_name(
            params in prop::collection::vec(("[a-z_]{1,12}|(min|max|target)_(tempo|year|energy)", ".{0,12}"), 0..6),
        ) {
            let pairs = params.iter().map(|(name, value)| (name.as_str(), value.as_str()));
            if let Err(error) = parse_request(vec![Seed::Genre("pop".into())], pairs) {
                let known = ["seed_tracks", "unlike_tracks", "more"].contains(&error.parameter.as_str());
                let named = params.iter().any(|(name, _)| *name == error.parameter);
                prop_assert!(known || named, "{error}");
            }
        }

        #[test]
        fn numbers_in_range_are_kept(value in 0.0_f32..=1.0) {
            let request = parse(&format!("seed_tracks=a&target_valence={value}")).expect("in range");
            prop_assert_eq!(request.targets[0].value.to_bits(), value.to_bits());
        }
    }
}
