use super::Failure;
use crate::api::PathTo;
use crate::place::Destination;
use catalog::{Query, ResultCount, SongEntry, SongPath, TrackId};
use engine::{Engine, EngineError};

/// How many songs a hint for the end of a path is taken for: one, and others to choose from.
const MEANT: u32 = 5;

/// The songs on the way from a track to another. From a song to itself there are none.
pub(super) fn song_path(engine: &Engine, question: &PathTo) -> Result<SongPath, Failure> {
    let from = engine.track(&question.from.parse::<TrackId>()?)?;
    let (to, mut others) = destination(engine, &question.to)?;
    others.retain(|other| other.id != from.id);
    let results = if from.id == to.id {
        Vec::new()
    } else {
        engine.path(&from.id, &to.id, ResultCount::default())?
    };
    Ok(SongPath { from, to, others, results })
}

/// The track that a path leads to, and others that may be meant.
fn destination(engine: &Engine, to: &Destination) -> Result<(SongEntry, Vec<SongEntry>), Failure> {
    match to {
        Destination::Track(id) => Ok((engine.track(&id.parse::<TrackId>()?)?, Vec::new())),
        Destination::Hint(hint) => {
            meant(engine, hint)?.ok_or_else(|| Failure::NoDestination(hint.clone()))
        }
    }
}

fn meant(engine: &Engine, hint: &str) -> Result<Option<(SongEntry, Vec<SongEntry>)>, EngineError> {
    let Ok(query) = hint.parse::<Query>() else { return Ok(None) };
    let count = ResultCount::try_from(MEANT).unwrap_or_default();
    let found = engine.find_song_entries(&query, count)?;
    let best = found.best.unwrap_or_default() as usize;
    let mut songs: Vec<SongEntry> = found.results.into_iter().map(|song| song.track).collect();
    Ok((best < songs.len()).then(|| (songs.remove(best), songs)))
}
