//! What is kept on this device: lists of lines, in the browser's local storage.
//!
//! A browser may keep nothing, e.g. in private windows; then the lists are empty on the next visit.

use leptos::prelude::window;
use leptos::web_sys::Storage;

/// A list that is kept.
#[derive(Clone, Copy)]
pub(crate) struct Kept(&'static str);

/// Columns that tables do not show.
pub(crate) const COLUMNS_LEFT_OUT: Kept = Kept("earworm.columns-left-out");

/// The list of songs, by their ids.
pub(crate) const LIST: Kept = Kept("earworm.list");

/// Songs that were chosen last.
pub(crate) const RECENT: Kept = Kept("earworm.recent");

impl Kept {
    pub(crate) fn load(self) -> Vec<String> {
        let kept = storage().and_then(|storage| storage.get_item(self.0).ok().flatten());
        kept.map(|kept| kept.lines().map(str::to_owned).collect()).unwrap_or_default()
    }

    pub(crate) fn save(self, lines: &[String]) {
        if let Some(storage) = storage() {
            // A full storage keeps what it had.
            let _ = storage.set_item(self.0, &lines.join("\n"));
        }
    }
}

fn storage() -> Option<Storage> {
    window().local_storage().ok().flatten()
}
