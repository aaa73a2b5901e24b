use crate::api::{ApiError, use_catalogue_facts};
use crate::components::{
    BesidesSong, ChosenSong, RecentSongs, SearchForm, SimilarAnswer, shows_song,
};
use crate::finder::Finder;
use crate::first::{FirstAnswers, use_first_answers};
use crate::parts::{Part, sent, use_hydrated};
use crate::place::{Place, use_place};
use crate::song_state::{SongSent, SongState};
use crate::stage::{Scene, Stage, failure_told, use_stage};
use crate::text::{EXAMPLE_HINTS, Words, text};
use crate::title::{follow_title, hint_title, song_title};
use catalog::SearchResults;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// The first page: the search box, and the chosen song with those that sound like it.
#[component]
pub(crate) fn SearchPage() -> impl IntoView {
    let FirstAnswers { matches, similar, path, .. } = use_first_answers();
    let lacks_song = similar.as_ref().is_some_and(Result::is_err);
    let scene = Scene::of(text(), similar.as_ref(), path.as_ref(), lacks_song);
    let search = SearchSent { matches, scene };
    let song = SongSent { similar, path };
    let (search_sent, song_sent) = (sent(&search), sent(&song));
    let facts = sent(&use_catalogue_facts());
    let place = use_place();
    let asleep = place.with_untracked(|place| place.song.is_none());
    let state = SongState::new(place, song);
    view! {
        <div class="part" data-part=Part::Search.name() data-answers=search_sent>
            <Search sent=search />
        </div>
        <Examples />
        <div class="part" data-part=Part::Recent.name()>
            <RecentSongs />
        </div>
        <div class="wave" aria-hidden="true"></div>
        // Without a song, the code that shows one is loaded when somebody begins to type or to point.
        <div
            id="chosen-song"
            class="part"
            data-part=Part::Song.name()
            data-answers=song_sent
            data-facts=facts
            data-asleep=asleep
        >
            <Song state />
        </div>
        <div class="part" data-part=Part::Similar.name() data-given-by="chosen-song" data-late data-asleep=asleep || lacks_song>
            <Similar state />
        </div>
    }
}

/// What the server sends along with the search box.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct SearchSent {
    matches: Option<Result<SearchResults, ApiError>>,
    scene: Scene,
}

/// The search box with its matches.
#[component]
pub(crate) fn Search(sent: SearchSent) -> impl IntoView {
    let text = text();
    let (place, stage) = (use_place(), use_stage());
    stage.set(sent.scene);
    let finder = Finder::new(place, sent.matches);
    let chosen = Memo::new(move |_| place.with(|place| place.song.is_some()));
    let title = move || (!chosen.get()).then(|| place.with(|place| hint_title(text, place)));
    follow_title(title);
    let hydrated = use_hydrated();
    let begun = move || finder.text.with(|text| !text.trim().is_empty());
    let asks = Memo::new(move |_| !chosen.get() || stage.lacks_song());
    let question =
        move || asks.get().then(|| view! { <h1 class="search__question">{text.question}</h1> });
    view! {
        <div class="search" class:search--chosen=chosen class:search--begun=begun>
            {question}
            <SearchForm finder hydrated />
        </div>
        <p class="visually-hidden" role="status">
            {move || announcement(text, finder, stage)}
        </p>
    }
}

/// The chosen song, if there is one.
#[component]
pub(crate) fn Song(state: SongState) -> impl IntoView {
    let hydrated = use_hydrated();
    let chosen = Memo::new(move |_| state.is_chosen());
    follow_title(title(state));
    follow_stage(state);
    view! {
        <Show when=move || chosen.get()>
            <ChosenSong state hydrated />
        </Show>
    }
}

/// What there is besides to the chosen song: a path, controls, and the songs that sound like it.
#[component]
pub(crate) fn Similar(state: SongState) -> impl IntoView {
    let hydrated = use_hydrated();
    let shown = Memo::new(move |_| {
        state.is_chosen() && shows_song(state.similar) && state.similar.answer().is_some()
    });
    view! {
        <Show when=move || shown.get()>
            <BesidesSong state hydrated />
        </Show>
    }
}

fn has_no_song(similar: SimilarAnswer) -> bool {
    similar.failure().is_some() && (similar.answer().is_none() || !shows_song(similar))
}

fn title(state: SongState) -> impl Fn() -> Option<String> {
    let text = text();
    move || {
        let place = state.place.get();
        let id = place.song.clone()?;
        let answer = state.similar.answer().filter(|(asked, _)| asked.track == id);
        let song = answer.map(|(_, found)| found.track);
        let path = state.path.current().map(|(_, path)| path);
        Some(song_title(text, &place, song.as_ref(), path.as_ref()))
    }
}

/// Lets the search box know how it stands with the song.
fn follow_stage(song: SongState) {
    let (text, stage) = (text(), use_stage());
    Effect::new(move |_| {
        let (similar, path) = (song.similar.outcome(), song.path.outcome());
        let lacks_song = has_no_song(song.similar);
        stage.set(Scene::of(text, similar.as_ref(), path.as_ref(), lacks_song));
    });
}

/// What screen readers are told when something on the page has changed.
fn announcement(text: &Words, finder: Finder, stage: Stage) -> String {
    if !finder.open.get() {
        return stage.told();
    }
    match finder.matches.failure() {
        Some(failure) => failure_told(text.failure(failure)),
        None if finder.is_fresh() => matches_found(text, finder),
        None => String::new(),
    }
}

fn matches_found(text: &Words, finder: Finder) -> String {
    let options = finder.options();
    let best = finder.best().and_then(|best| options.get(best)).map(|best| best.track.label());
    text.matches_found(options.len(), best.as_deref())
}

/// Hints to start with. The style hides them where something is typed or chosen.
#[component]
fn Examples() -> impl IntoView {
    let examples = EXAMPLE_HINTS.map(|hint| view! { <Example hint /> });
    view! {
        <section class="examples">
            <p>{text().examples}</p>
            <ul>{examples}</ul>
        </section>
    }
}

#[component]
fn Example(hint: &'static str) -> impl IntoView {
    let href = Place::of_hint(hint).href();
    view! {
        <li>
            <a class="chip" href=href dir="auto">
                {hint}
            </a>
        </li>
    }
}
