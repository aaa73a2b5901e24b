use super::initial_answers::InitialAnswers;
use crate::api::use_catalogue_facts;
use crate::finder::{InitialSearch, RecentSongs, Search};
use crate::list::{InitialList, MyListPage};
use crate::map::{InitialMap, SongMap};
use crate::parts::{Part, to_json};
use crate::similar::Similar;
use crate::song::{Announcement, InitialSong, Song, SongState};
use crate::text::{EXAMPLE_QUERIES, text};
use crate::url::{SearchLocation, use_location};
use leptos::prelude::*;

/// The search page: the search box, and the chosen song with its similar songs.
#[component]
pub(super) fn SearchPage(initial: InitialAnswers) -> impl IntoView {
    let InitialAnswers { matches, similar, path, .. } = initial;
    let location = use_location();
    let chosen = location.with_untracked(|location| location.song.is_some());
    let song_missing = chosen && similar.as_ref().is_some_and(Result::is_err);
    let announcement = Announcement::of(text(), similar.as_ref(), path.as_ref(), song_missing);
    let search = InitialSearch { matches, announcement };
    let song = InitialSong { similar, path };
    let (search_json, song_json) = (to_json(&search), to_json(&song));
    let facts = to_json(&use_catalogue_facts());
    let asleep = location.with_untracked(|location| !location.shows_songs());
    let state = SongState::new(location, song);
    view! {
        <div class="part" data-part=Part::Search.name() data-answers=search_json>
            <Search initial=search />
        </div>
        <Examples />
        <div class="part" data-part=Part::Recent.name()>
            <RecentSongs />
        </div>
        <div class="wave" aria-hidden="true"></div>
        // Without a song, the code for it is loaded at the first sign of activity.
        <div
            id="chosen-song"
            class="part"
            data-part=Part::Song.name()
            data-answers=song_json
            data-facts=facts
            data-asleep=asleep
        >
            <Song state />
        </div>
        <div
            class="part"
            data-part=Part::Similar.name()
            data-given-by="chosen-song"
            data-late
            data-asleep=asleep || song_missing
        >
            <Similar state />
        </div>
    }
}

/// Queries to start with. CSS hides them once something is typed or chosen.
#[component]
pub(super) fn Examples() -> impl IntoView {
    let examples = EXAMPLE_QUERIES.map(|query| view! { <Example query /> });
    view! {
        <section class="examples">
            <p>{text().examples}</p>
            <ul>{examples}</ul>
        </section>
    }
}

#[component]
fn Example(query: &'static str) -> impl IntoView {
    let href = SearchLocation::of_query(query).href();
    view! {
        <li>
            <a class="chip" href=href dir="auto">
                {query}
            </a>
        </li>
    }
}

/// The page of a list.
#[component]
pub(super) fn ListPage(initial: InitialAnswers) -> impl IntoView {
    let list = InitialList { tracks: initial.tracks, similar: initial.similar };
    let json = to_json(&list);
    view! {
        <div class="part" data-part=Part::List.name() data-answers=json>
            <MyListPage initial=list />
        </div>
    }
}

/// The page of the map.
#[component]
pub(super) fn MapPage(initial: InitialAnswers) -> impl IntoView {
    let map = InitialMap { map: initial.map };
    let json = to_json(&map);
    view! {
        <div class="part" data-part=Part::Map.name() data-answers=json>
            <SongMap initial=map />
        </div>
    }
}
