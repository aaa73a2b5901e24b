//! Lists of songs in URLs.

use crate::address::{Params, escape, use_addresses};
use crate::api::SimilarTo;
use crate::tuning::Tuning;
use catalog::{InvalidSongList, ListEdit, RecommendationRequest, ResultCount, SongList, TrackId};
use leptos::prelude::*;

/// The path of the page that shows a list.
pub(crate) const LIST_PATH: &str = "/list";

/// How many songs are recommended for a list.
pub(crate) const SUGGESTIONS: usize = 10;

/// Formats that a list can be saved in: the end of the path, and what it is called in every language;
/// links have no such name.
pub(crate) const FORMATS: [(&str, Option<&str>); 3] =
    [(".csv", Some("CSV")), (".m3u", Some("M3U")), (".txt", None)];

/// The URL of a list, from the root of the site.
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

/// The list in the URL, which follows it.
pub(crate) fn use_listed() -> Memo<Result<SongList, InvalidSongList>> {
    use_addresses().memo(listed)
}

/// The list in the parameters of a URL, after the change that they ask for.
pub(crate) fn listed(params: &Params) -> Result<SongList, InvalidSongList> {
    let list: SongList = params.get("songs").unwrap_or_default().parse()?;
    Ok(edit(params).map_or(list.clone(), |edit| list.edited(&edit)))
}

/// Where the parameters of a URL lead if they ask for a change: to the URL of the changed list.
#[cfg(feature = "ssr")]
pub(crate) fn edited_href(params: &Params) -> Option<String> {
    edit(params)?;
    listed(params).ok().map(|list| list_href(&list))
}

fn edit(params: &Params) -> Option<ListEdit> {
    let track = |name: &str| params.get(name)?.parse::<TrackId>().ok();
    (track("add").map(ListEdit::Add))
        .or_else(|| track("remove").map(ListEdit::Remove))
        .or_else(|| track("up").map(ListEdit::MoveUp))
        .or_else(|| track("down").map(ListEdit::MoveDown))
}

/// What is asked to recommend for a list: songs like all of it, or like so many of its songs as can be
/// asked about, and enough of them that some are left without those of the list itself.
pub(crate) fn suggestions_for(list: &SongList) -> Option<SimilarTo> {
    let seeds = list.spread(RecommendationRequest::MAX_SEEDS);
    let mut ids: Vec<&str> = seeds.ids().iter().map(TrackId::as_str).collect();
    // In another order they are the same question.
    ids.sort_unstable();
    let (first, others) = ids.split_first()?;
    let limit = (SUGGESTIONS + list.len() - seeds.len()).min(ResultCount::MAX as usize);
    let tuning = Tuning::default().with("seed_tracks", others.join(","));
    Some(SimilarTo { track: (*first).to_owned(), tuning: tuning.with("limit", limit.to_string()) })
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

    #[test]
    fn a_change_in_the_url_leads_to_the_changed_list() {
        let check = |query: &str, expected: Option<&str>| {
            assert_eq!(edited_href(&Params::parse(query)).as_deref(), expected);
        };
        check("songs=a,b&add=c", Some("/list?songs=a,b,c"));
        check("add=c", Some("/list?songs=c"));
        check("songs=a,b&remove=a", Some("/list?songs=b"));
        check("songs=a,b&up=b", Some("/list?songs=b,a"));
        check("songs=a,b&down=a", Some("/list?songs=b,a"));
        check("songs=a,b", None);
        check("songs=a,b&add=two+words", None);
        check("songs=two+words&add=a", None);
    }

    #[test]
    fn suggestions_are_asked_for_by_at_most_ten_songs() {
        let check = |text: &str, first: &str, others: usize, limit: &str| {
            let asked = suggestions_for(&list(text)).expect("a question");
            assert_eq!(asked.track, first);
            assert_eq!(asked.tuning.list("seed_tracks").count(), others);
            assert_eq!(asked.tuning.get("limit"), limit);
        };
        check("b,a", "a", 1, "10");
        let long: Vec<String> = (0..100).map(|number| format!("{number:02}")).collect();
        check(&long[..15].join(","), "00", 9, "15");
        check(&long.join(","), "00", 9, "100");
        assert_eq!(suggestions_for(&list("a,b,c")), suggestions_for(&list("c,a,b")));
        assert_eq!(suggestions_for(&list("")), None);
    }
}
