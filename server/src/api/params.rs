use crate::Problem;
use catalog::{Query, ResultCount, TrackId};

/// The hint in the parameter `name`.
pub(crate) fn hint(name: &'static str, text: Option<&str>) -> Result<Query, Problem> {
    let text = text.ok_or_else(|| missing_hint(name))?;
    text.parse().map_err(|error| Problem::parameter(name, error))
}

/// The number of results in the parameter `limit`.
pub(crate) fn limit(text: Option<&str>) -> Result<ResultCount, Problem> {
    let Some(text) = text else {
        return Ok(ResultCount::default());
    };
    let count = text.parse::<u32>().map_err(|_| not_a_count(text))?;
    ResultCount::try_from(count).map_err(|error| Problem::parameter("limit", error))
}

/// The track id in the path.
pub(crate) fn id(text: &str) -> Result<TrackId, Problem> {
    text.parse().map_err(|error| Problem::parameter("id", error))
}

fn missing_hint(name: &'static str) -> Problem {
    Problem::parameter(name, format!("give {name}=…: what you remember of a title or an artist"))
}

fn not_a_count(text: &str) -> Problem {
    let text: String = text.chars().take(20).collect();
    let max = ResultCount::MAX;
    Problem::parameter("limit", format!("limit is {text:?}: give a whole number from 1 to {max}"))
}
