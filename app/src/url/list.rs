//! Lists of songs in URLs.

use super::params::{Params, escape};
use super::router::use_router;
use super::song_list::{InvalidSongList, ListEdit, SongList};
use catalog::TrackId;
use leptos::prelude::*;

/// The path of the list.
pub(crate) const LIST_PATH: &str = "/list";

/// Formats to save a list in: the file extension, and the name, where it is the same in all languages.
pub(crate) const FORMATS: [(&str, Option<&str>); 3] =
    [(".csv", Some("CSV")), (".m3u", Some("M3U")), (".txt", None)];

/// The URL of a list.
pub(crate) fn list_href(list: &SongList) -> String {
    format!("{LIST_PATH}{}", query(list))
}

/// The URL of a list in one of [`FORMATS`].
pub(crate) fn export_href(list: &SongList, format: &str) -> String {
    format!("{LIST_PATH}{format}{}", query(list))
}

fn query(list: &SongList) -> String {
    let ids: Vec<String> = list.ids().iter().map(|id| escape(id.as_str())).collect();
    if ids.is_empty() { String::new() } else { format!("?songs={}", ids.join(",")) }
}

/// The list in the URL.
pub(crate) fn use_listed() -> Memo<Result<SongList, InvalidSongList>> {
    use_router().memo(listed)
}

/// The list in the parameters, after the change that they ask for.
pub(crate) fn listed(params: &Params) -> Result<SongList, InvalidSongList> {
    let list: SongList = params.get("songs").unwrap_or_default().parse()?;
    Ok(list_edit(params).map_or(list.clone(), |edit| list.edited(&edit)))
}

/// The change of the list that the parameters ask for.
pub(crate) fn list_edit(params: &Params) -> Option<ListEdit> {
    let track = |name: &str| params.get(name)?.parse::<TrackId>().ok();
    (track("add").map(ListEdit::Add))
        .or_else(|| track("remove").map(ListEdit::Remove))
        .or_else(|| track("up").map(ListEdit::MoveUp))
        .or_else(|| track("down").map(ListEdit::MoveDown))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(text: &str) -> SongList {
        text.parse().expect("a list")
    }

    #[test]
    fn hrefs() {
        assert_eq!(list_href(&list("")), "/list");
        assert_eq!(list_href(&list("ew-1,b&c")), "/list?songs=ew-1,b%26c");
        assert_eq!(export_href(&list("a"), ".m3u"), "/list.m3u?songs=a");
    }
}
