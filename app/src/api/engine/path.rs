use super::failure::Failure;
use crate::api::question::PathTo;
use crate::url::Destination;
use catalog::{Query, ResultCount, SongEntry, SongPath, TrackId};
use engine::{Engine, EngineError};

/// How many matches of the destination are offered, the best one included.
const MATCHES: u32 = 5;

/// The songs between a track and a destination; none between a song and itself.
pub(super) fn song_path(engine: &Engine, question: &PathTo) -> Result<SongPath, Failure> {
    let from = engine.tracks().track(&question.from.parse::<TrackId>()?)?;
    let (to, mut others) = destination(engine, &question.to)?;
    others.retain(|other| other.id != from.id);
    let results = if from.id == to.id {
        Vec::new()
    } else {
        engine.recommending().path(&from.id, &to.id, ResultCount::default())?
    };
    Ok(SongPath { from, to, others, results })
}

/// The track that a path leads to, and other matches.
fn destination(engine: &Engine, to: &Destination) -> Result<(SongEntry, Vec<SongEntry>), Failure> {
    match to {
        Destination::Track(id) => Ok((engine.tracks().track(&id.parse::<TrackId>()?)?, Vec::new())),
        Destination::Query(query) => {
            matches(engine, query)?.ok_or_else(|| Failure::NoDestination(query.clone()))
        }
    }
}

fn matches(
    engine: &Engine,
    query: &str,
) -> Result<Option<(SongEntry, Vec<SongEntry>)>, EngineError> {
    let Ok(query) = query.parse::<Query>() else { return Ok(None) };
    let count = ResultCount::try_from(MATCHES).unwrap_or_default();
    let found = engine.finding().find(&query, count)?;
    let best = found.best.unwrap_or_default() as usize;
    let mut songs: Vec<SongEntry> = found.results.into_iter().map(|song| song.track).collect();
    Ok((best < songs.len()).then(|| (songs.remove(best), songs)))
}
