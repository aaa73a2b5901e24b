//! Lists of lines in the browser's local storage.
//!
//! Where storage is blocked, as in some private windows, the lists last only as long as the page.

use leptos::prelude::window;
use leptos::web_sys::Storage;

/// A stored list, by its key.
#[derive(Clone, Copy)]
pub(crate) struct StoredLines(&'static str);

/// Columns that the table of similar songs hides.
pub(crate) const HIDDEN_COLUMNS: StoredLines = StoredLines("earworm.columns-left-out");

/// The ids of the songs in the user's list.
pub(super) const LIST: StoredLines = StoredLines("earworm.list");

/// The songs chosen most recently.
pub(super) const RECENT: StoredLines = StoredLines("earworm.recent");

impl StoredLines {
    pub(crate) fn load(self) -> Vec<String> {
        let stored = storage().and_then(|storage| storage.get_item(self.0).ok().flatten());
        stored.map(|lines| lines.lines().map(str::to_owned).collect()).unwrap_or_default()
    }

    pub(crate) fn save(self, lines: &[String]) {
        if let Some(storage) = storage() {
            // If the storage is full, the old list stays.
            let _ = storage.set_item(self.0, &lines.join("\n"));
        }
    }
}

fn storage() -> Option<Storage> {
    window().local_storage().ok().flatten()
}
