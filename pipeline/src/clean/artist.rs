//! Parses a row of a file of artists.

use super::{text, track};
use crate::columns::Column;
use crate::read::Row;
use crate::rules::{Reject, Rule, Tally};

/// An artist as one row gives it.
pub(super) struct ArtistRow {
    pub(super) id: Option<String>,
    /// One name, or several if the row is about artists that play together.
    pub(super) names: Vec<String>,
    pub(super) genres: Vec<String>,
}

/// # Errors
/// If it has neither an id nor a name.
pub(super) fn artist(row: Row<'_>, tally: &mut Tally) -> Result<ArtistRow, Reject> {
    let id = row.get(Column::Id).map(str::to_owned);
    let names = names(row, tally);
    if id.is_none() && names.is_empty() {
        return Err(Reject::new(row.line(), Rule::Nameless, "neither an id nor a name"));
    }
    Ok(ArtistRow { id, names, genres: track::terms(row, Column::Genres, tally) })
}

fn names(row: Row<'_>, tally: &mut Tally) -> Vec<String> {
    let names = match (row.get(Column::Name), row.get(Column::Artists)) {
        (Some(name), _) => vec![text::name(name, Column::Name, tally)],
        (None, Some(names)) => track::names(names, tally),
        (None, None) => Vec::new(),
    };
    names.into_iter().filter(|name| !name.is_empty()).collect()
}
