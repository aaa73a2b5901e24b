//! Track ids in the form of Spotify's, 22 letters and digits: its clients refuse others unasked.

use catalog::{TrackId, base62};
use engine::alias::{AliasOf, alias, alias_id};
use engine::{Engine, TrackRow, TrackTable};

/// The tracks whose own ids have another form, by their aliases.
pub(crate) struct TrackAliases(Vec<(u128, TrackRow)>);

impl TrackAliases {
    pub(crate) fn new(table: &TrackTable) -> Self {
        let ids = table.rows().filter_map(|row| Some((table.id(row)?, row)));
        let foreign = ids.filter(|(id, _)| !has_spotify_form(id));
        let mut aliases: Vec<(u128, TrackRow)> =
            foreign.map(|(id, row)| (alias(AliasOf::Track, id.as_str()), row)).collect();
        aliases.sort_unstable();
        Self(aliases)
    }

    /// The row of the track with this id or this alias.
    pub(crate) fn row(&self, id: &TrackId, engine: &Engine) -> Option<TrackRow> {
        engine.tracks().row(id).or_else(|| {
            let number = base62::decode(id.as_str())?;
            let place = self.0.binary_search_by_key(&number, |(alias, _)| *alias).ok()?;
            Some(self.0[place].1)
        })
    }
}

/// The id of a track if it has the form of Spotify's, or else its alias.
pub(crate) fn public_id(own: &TrackId) -> String {
    if has_spotify_form(own) { own.to_string() } else { alias_id(AliasOf::Track, own.as_str()) }
}

pub(crate) fn has_spotify_form(id: &TrackId) -> bool {
    let id = id.as_str();
    id.len() == base62::LEN && id.bytes().all(|byte| byte.is_ascii_alphanumeric())
}
