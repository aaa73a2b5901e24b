use crate::api::{self, ApiError, PathTo, SimilarTo, use_catalogue_facts};
use crate::components::{
    ChosenSong, PathAnswer, RecentSongs, SearchForm, SimilarAnswer, shows_song,
};
use crate::finder::Finder;
use crate::first::{FirstAnswers, use_first_answers};
use crate::latest::Latest;
use crate::parts::{Part, sent};
use crate::place::{Place, use_place};
use crate::stage::{Scene, Stage, failure_told, use_stage};
use crate::text::{EXAMPLE_HINTS, Words, text};
use crate::title::{follow_title, hint_title, song_title};
use crate::tuner::Tuner;
use catalog::{SearchResults, SimilarSongs, SongPath};
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
    let asleep = use_place().with_untracked(|place| place.song.is_none());
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
        <div class="part" data-part=Part::Song.name() data-answers=song_sent data-facts=facts data-asleep=asleep>
            <Song sent=song />
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

/// Becomes true in the browser.
fn use_hydrated() -> Signal<bool> {
    let hydrated = RwSignal::new(false);
    Effect::new(move |_| hydrated.set(true));
    hydrated.into()
}

/// What the server sends along with the chosen song.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct SongSent {
    similar: Option<Result<SimilarSongs, ApiError>>,
    path: Option<Result<SongPath, ApiError>>,
}

/// The chosen song, if there is one, with those that sound like it.
#[component]
pub(crate) fn Song(sent: SongSent) -> impl IntoView {
    let place = use_place();
    let similar = similar_answer(place, sent.similar);
    let path = path_answer(place, sent.path);
    let tuner = Tuner::new(place);
    let hydrated = use_hydrated();
    let chosen = Memo::new(move |_| place.with(|place| place.song.is_some()));
    follow_title(title(place, similar, path));
    follow_stage(similar, path);
    view! {
        <Show when=move || chosen.get()>
            <ChosenSong tuner similar path hydrated />
        </Show>
    }
}

fn similar_answer(
    place: Memo<Place>,
    first: Option<Result<SimilarSongs, ApiError>>,
) -> SimilarAnswer {
    let question = Memo::new(move |_| place.with(question));
    Latest::new(question, first, |SimilarTo { track, tuning }| api::find_similar(track, tuning))
}

fn question(place: &Place) -> Option<SimilarTo> {
    let tuning = place.tuning.clone();
    place.song.clone().map(|track| SimilarTo { track, tuning })
}

fn path_answer(place: Memo<Place>, first: Option<Result<SongPath, ApiError>>) -> PathAnswer {
    let question = Memo::new(move |_| {
        let Place { song, to, .. } = place.get();
        song.zip(to).map(|(from, to)| PathTo { from, to })
    });
    Latest::new(question, first, |PathTo { from, to }| api::find_path(from, to))
}

fn has_no_song(similar: SimilarAnswer) -> bool {
    similar.failure().is_some() && (similar.answer().is_none() || !shows_song(similar))
}

fn title(
    place: Memo<Place>,
    similar: SimilarAnswer,
    path: PathAnswer,
) -> impl Fn() -> Option<String> {
    let text = text();
    move || {
        let place = place.get();
        let id = place.song.clone()?;
        let answer = similar.answer().filter(|(asked, _)| asked.track == id);
        let song = answer.map(|(_, found)| found.track);
        let path = path.current().map(|(_, path)| path);
        Some(song_title(text, &place, song.as_ref(), path.as_ref()))
    }
}

/// Lets the search box know how it stands with the song.
fn follow_stage(similar: SimilarAnswer, path: PathAnswer) {
    let (text, stage) = (text(), use_stage());
    Effect::new(move |_| {
        let (similar_songs, path) = (similar.outcome(), path.outcome());
        let lacks_song = has_no_song(similar);
        stage.set(Scene::of(text, similar_songs.as_ref(), path.as_ref(), lacks_song));
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
