use super::matches::MatchGroup;
use crate::text::text;
use catalog::FoundSong;
use leptos::prelude::*;

/// Matches in groups with headings. If there is only one group it has no heading, and its elements no roles.
pub(super) fn view_groups<V: IntoView + 'static>(
    groups: Vec<MatchGroup>,
    within: Within,
    view_match: impl Fn(usize, FoundSong) -> V,
) -> impl IntoView {
    let many = groups.len() > 1;
    let groups = groups.into_iter().map(|MatchGroup { found_by, first, songs }| {
        let heading = many.then(|| (format!("matches-{first}"), text().found_by(found_by)));
        let matches = (first..).zip(songs).map(|(index, song)| view_match(index, song));
        view_group(heading, within, matches.collect_view())
    });
    groups.collect_view()
}

fn view_group(
    heading: Option<(String, &'static str)>,
    within: Within,
    matches: impl IntoView,
) -> impl IntoView {
    let name = heading.as_ref().map(|(id, _)| id.clone());
    let (item, list) = match (&name, within) {
        (Some(_), Within::Listbox) => (Some("none"), Some("group")),
        (None, Within::Listbox) => (Some("none"), Some("none")),
        (Some(_), Within::List) => (None, None),
        (None, Within::List) => (Some("none"), None),
    };
    let whole = name.is_none() && within == Within::List;
    let heading = heading.map(|(id, name)| {
        view! {
            <span id=id class="matches__heading">
                {name}
            </span>
        }
    });
    view! {
        <li role=item>
            {heading}
            <ul role=list aria-labelledby=name aria-label=whole.then(|| text().matches)>
                {matches}
            </ul>
        </li>
    }
}

/// What contains the groups.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Within {
    /// The listbox of the combobox.
    Listbox,
    /// A list of links.
    List,
}
