use super::match_groups::{Within, view_groups};
use super::match_line::MatchLine;
use super::matches::MatchGroup;
use super::reading::Reading;
use super::state::Finder;
use crate::api::FailureNotice;
use crate::text::{IN_BROWSER, Words, text};
use crate::url::SearchLocation;
use catalog::{FoundSong, InvalidQuery, ReadAs};
use leptos::prelude::*;
use leptos::web_sys::{ScrollIntoViewOptions, ScrollLogicalPosition};

/// The matches: options of the combobox, or links without JavaScript.
#[component]
pub(crate) fn MatchList(finder: Finder, hydrated: Signal<bool>) -> impl IntoView {
    let covers = move || finder.location.with(SearchLocation::shows_songs);
    let links = move || if hydrated.get() { String::new() } else { links(finder) };
    let options = move || hydrated.get().then(|| view! { <Options finder /> });
    view! {
        <div
            class="finder__results"
            class:finder__results--covering=covers
            class:is-waiting=move || finder.matches.is_waiting()
            // Keeps the focus in the box while the mouse button is pressed here.
            on:mousedown=|event| event.prevent_default()
        >
            <Failure finder />
            <Reading finder />
            <Remark finder />
            <div inner_html=links></div>
            {options}
        </div>
    }
}

/// The HTML of the matches as links. The browser keeps what the server rendered until its own list replaces it, and
/// needs no code for it.
fn links(finder: Finder) -> String {
    if IN_BROWSER {
        " ".to_owned()
    } else {
        view! { <Links groups=finder.groups() best=finder.best() /> }.to_html()
    }
}

/// Why there are no matches for the text.
#[component]
fn Failure(finder: Finder) -> impl IntoView {
    let failure = move || finder.matches.failure().filter(|_| finder.open.get());
    move || {
        failure().map(|failure| {
            view! { <FailureNotice failure retry=move |()| finder.matches.retry() /> }
        })
    }
}

/// A sentence about what the list does not show.
#[component]
fn Remark(finder: Finder) -> impl IntoView {
    let text = text();
    move || remark(text, finder).map(|remark| view! { <p class="finder__remark">{remark}</p> })
}

fn remark(text: &Words, finder: Finder) -> Option<String> {
    if !finder.open.get() || finder.text.with(|text| text.trim().is_empty()) {
        return None;
    }
    match finder.query() {
        Err(InvalidQuery::Empty) => Some(text.no_letters.into()),
        Err(InvalidQuery::TooLong { chars }) => Some(text.too_long(chars)),
        Ok(_) if !finder.is_fresh() => None,
        // The chips say more.
        Ok(_) if finder.wish().is_some() && finder.read_as() == Some(ReadAs::Wish) => None,
        Ok(query) if finder.options().is_empty() => Some(text.nothing_found(query.as_str())),
        Ok(_) if finder.read_as() == Some(ReadAs::Description) => Some(text.described.into()),
        Ok(_) if finder.best().is_none() => Some(text.no_sure_match.into()),
        Ok(_) => text.left_out(&finder.dropped()),
    }
}

/// The listbox of the combobox.
#[component]
fn Options(finder: Finder) -> impl IntoView {
    let view_option = move |index, song| view! { <MatchOption finder index song /> };
    Effect::new(move |_| finder.active().map(scroll_to_option));
    view! {
        <ul
            id="matches"
            class="matches"
            role="listbox"
            tabindex="-1"
            aria-label=text().matches
            aria-busy=move || finder.matches.is_waiting().to_string()
            hidden=move || !finder.is_expanded()
        >
            {move || view_groups(finder.groups(), Within::Listbox, view_option)}
        </ul>
    }
}

#[component]
fn MatchOption(finder: Finder, index: usize, song: FoundSong) -> impl IntoView {
    let selected = Memo::new(move |_| finder.active() == Some(index));
    let best = untrack(move || finder.best()) == Some(index);
    view! {
        <li
            id=option_id(index)
            class="match"
            role="option"
            aria-selected=move || selected.get().to_string()
            on:click=move |_| finder.choose(index)
        >
            <MatchLine song best />
        </li>
    }
}

/// The matches as links.
#[component]
fn Links(groups: Vec<MatchGroup>, best: Option<usize>) -> impl IntoView {
    let view_link = move |index: usize, found: FoundSong| {
        let best = best == Some(index);
        let href = SearchLocation::of_song(&found.track).href();
        view! {
            <li>
                <a class="match" class:match--best=best href=href>
                    <MatchLine song=found best />
                </a>
            </li>
        }
    };
    let many = groups.len() > 1;
    (!groups.is_empty()).then(|| {
        view! {
            <ul
                class="matches"
                role=(!many).then_some("none")
                aria-label=many.then(|| text().matches)
            >
                {view_groups(groups, Within::List, view_link)}
            </ul>
        }
    })
}

/// The id of an option's element.
pub(super) fn option_id(option: usize) -> String {
    format!("match-{option}")
}

fn scroll_to_option(option: usize) {
    if let Some(element) = document().get_element_by_id(&option_id(option)) {
        let options = ScrollIntoViewOptions::new();
        options.set_block(ScrollLogicalPosition::Nearest);
        element.scroll_into_view_with_scroll_into_view_options(&options);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::ApiError;
    use crate::api::testing::{bare_song, bohemian_rhapsody, found_song, render};
    use catalog::{
        Clue, Confidence, FoundBy, Likeness, Mark, MatchedField, ScorePart, SearchResults,
        SongEntry, TextSpan, Understood, WordMatch,
    };

    fn found(best: Option<u32>, songs: Vec<SongEntry>) -> SearchResults {
        SearchResults {
            best,
            results: songs.into_iter().map(found_song).collect(),
            ..SearchResults::none("bohemain".parse().expect("a query"))
        }
    }

    fn render_list(first: Result<SearchResults, ApiError>, hydrated: bool) -> String {
        render(move || {
            let location = SearchLocation::of_query("bohemain");
            let finder = Finder::new(Memo::new(move |_| location.clone()), Some(first));
            view! { <MatchList finder hydrated=Signal::from(hydrated) /> }
        })
    }

    #[test]
    fn options_of_the_combobox() {
        let first = found(Some(0), vec![bohemian_rhapsody(), bare_song()]);
        insta::assert_snapshot!(render_list(Ok(first), true));
    }

    #[test]
    fn links_without_javascript() {
        let first = found(Some(0), vec![bohemian_rhapsody(), bare_song()]);
        insta::assert_snapshot!(render_list(Ok(first), false));
    }

    #[test]
    fn why_a_song_was_found_and_what_was_left_out() {
        let mut first = found(Some(0), vec![bohemian_rhapsody(), bohemian_rhapsody()]);
        let typed = &mut first.results[0];
        typed.confidence = Confidence::Sure;
        typed.version_count = 5;
        typed.title_marks = vec![Mark { start: 0, end: 8 }];
        typed.words = vec![WordMatch {
            typed: "bohemain".into(),
            word: "bohemian".into(),
            field: MatchedField::Title,
            how: Likeness::Typo,
        }];
        let quoted = &mut first.results[1];
        quoted.found_by = FoundBy::Lyrics;
        quoted.lyrics = Some("is this the real life".into());
        first.dropped = vec!["zzz".into()];
        insta::assert_snapshot!(render_list(Ok(first), false));
    }

    #[test]
    fn groups() {
        let mut first = found(Some(0), vec![bohemian_rhapsody(), bare_song(), bohemian_rhapsody()]);
        first.results[0].found_by = FoundBy::Artist;
        first.results[2].found_by = FoundBy::Artist;
        insta::assert_snapshot!("groups_of_options", render_list(Ok(first.clone()), true));
        insta::assert_snapshot!("groups_of_links", render_list(Ok(first), false));
    }

    #[test]
    fn nothing_fits_well() {
        insta::assert_snapshot!(render_list(Ok(found(None, vec![bare_song()])), false));
    }

    #[test]
    fn nothing_found() {
        insta::assert_snapshot!(render_list(Ok(found(None, vec![])), false));
    }

    fn read_as(read_as: ReadAs) -> SearchResults {
        let clue = |text: &str, clue| Understood {
            start: 0,
            end: 3,
            text: text.into(),
            strength: 0.9,
            clue,
        };
        SearchResults {
            read_as: Some(read_as),
            understood: vec![
                clue("90s", Clue::Years { from: 1990, to: 1999 }),
                clue("calmer", Clue::Shift { feature: "energy".into(), high: false }),
            ],
            not_understood: vec![TextSpan { start: 4, end: 8, text: "blue".into() }],
            wish: Some("min_year=1990&max_year=1999".into()),
            ..found(None, vec![bohemian_rhapsody()])
        }
    }

    #[test]
    fn what_is_understood_of_a_wish() {
        let first = read_as(ReadAs::Wish);
        insta::assert_snapshot!("wish_for_links", render_list(Ok(first.clone()), false));
        insta::assert_snapshot!("wish_for_options", render_list(Ok(first), true));
    }

    #[test]
    fn what_fits_a_description() {
        let mut first = read_as(ReadAs::Description);
        let part = |part: &str, share| ScorePart { part: part.into(), share };
        let song = &mut first.results[0];
        song.found_by = FoundBy::Description;
        song.parts = vec![
            part("lines", 3.0),
            part("popularity", 2.0),
            part("whole lines", 1.0),
            part("years", 0.5),
            part("sound", 0.1),
        ];
        insta::assert_snapshot!(render_list(Ok(first), false));
    }

    #[test]
    fn the_server_failed() {
        insta::assert_snapshot!(render_list(Err(ApiError::Internal), false));
    }
}
