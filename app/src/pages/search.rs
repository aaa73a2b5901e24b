use crate::api::{self, ApiError, PathTo, SimilarTo};
use crate::components::{
    ChosenSong, PathAnswer, RecentSongs, SearchForm, SimilarAnswer, shows_song,
};
use crate::finder::Finder;
use crate::first::FirstAnswers;
use crate::latest::Latest;
use crate::place::{Place, use_place};
use crate::text::{EXAMPLE_HINTS, FailureText, Words, page_title, text};
use crate::tuner::Tuner;
use catalog::{SimilarSongs, SongPath};
use leptos::prelude::*;
use leptos_meta::{Meta, Title};

/// The first page: the search box, and the chosen song with those that sound like it.
#[component]
pub(crate) fn SearchPage() -> impl IntoView {
    view! { <Search place=use_place() first=FirstAnswers::take() /> }
}

#[component]
fn Search(place: Memo<Place>, first: FirstAnswers) -> impl IntoView {
    let text = text();
    let finder = Finder::new(place, first.matches);
    let song = Memo::new(move |_| place.with(|place| place.song.clone()));
    let question = Memo::new(move |_| place.with(question));
    let ask = |SimilarTo { track, tuning }: SimilarTo| api::find_similar(track, tuning);
    let similar = Latest::new(question, first.similar, ask);
    let path = path_answer(place, first.path);
    let tuner = Tuner::new(place);
    let title = computed_title(place, similar, path);
    let hydrated = RwSignal::new(false);
    Effect::new(move |_| hydrated.set(true));
    view! {
        <Title text=move || title.get() />
        <Meta name="description" content=text.description />
        <div class="search" class:search--chosen=move || song.with(Option::is_some)>
            <Show when=move || song.with(Option::is_none) || has_no_song(similar)>
                <h1 class="search__question">{text.question}</h1>
            </Show>
            <SearchForm finder hydrated />
        </div>
        <p class="visually-hidden" role="status">
            {move || announcement(text, finder, similar, path)}
        </p>
        <Show when=move || song.with(Option::is_some) fallback=move || view! { <Examples finder /> }>
            <ChosenSong tuner similar path hydrated=hydrated.into() />
        </Show>
    }
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

/// The title, computed once already: the server writes it into the page's head after the page itself,
/// when the signals that it comes from may be disposed of.
fn computed_title(place: Memo<Place>, similar: SimilarAnswer, path: PathAnswer) -> ArcMemo<String> {
    let text = text();
    let title = ArcMemo::new(move |_| title(text, place, similar, path));
    title.with_untracked(|_| ());
    title
}

fn title(text: &Words, place: Memo<Place>, similar: SimilarAnswer, path: PathAnswer) -> String {
    if let Some((_, path)) = path.current() {
        return page_title(&text.path.ends(&path.from.name, &path.to.name));
    }
    let Place { hint, song, .. } = place.get();
    let chosen = similar.answer().filter(|(asked, _)| song.as_ref() == Some(&asked.track));
    match (chosen, hint.trim()) {
        (Some((_, similar)), _) => page_title(&similar.track.label()),
        (None, "") => text.home_title(),
        (None, hint) => page_title(hint),
    }
}

/// What screen readers are told when something on the page has changed.
fn announcement(text: &Words, finder: Finder, similar: SimilarAnswer, path: PathAnswer) -> String {
    let failure = finder.matches.failure().filter(|_| finder.open.get());
    let failure = failure.or(similar.failure()).or(path.failure());
    if let Some(failure) = failure {
        return failure_told(text.failure(failure));
    }
    if finder.open.get() {
        return if finder.is_fresh() { matches_found(text, finder) } else { String::new() };
    }
    let found = similar.current().map(|(_, found)| songs_found(text, &found));
    let path = path.current().map(|(_, path)| path_found(text, &path));
    found.into_iter().chain(path).collect::<Vec<_>>().join(". ")
}

fn failure_told(failure: FailureText) -> String {
    let FailureText { title, advice, detail } = failure;
    let advice = [advice, detail.unwrap_or_default()].join(" ");
    format!("{title}. {}", advice.trim())
}

fn songs_found(text: &Words, found: &SimilarSongs) -> String {
    text.similar_found(found.results.len(), &found.track.label())
}

fn path_found(text: &Words, path: &SongPath) -> String {
    text.path.found(path.results.len(), &path.from.name, &path.to.name)
}

fn matches_found(text: &Words, finder: Finder) -> String {
    let options = finder.options();
    let best = finder.best().and_then(|best| options.get(best)).map(|best| best.track.label());
    text.matches_found(options.len(), best.as_deref())
}

/// Hints to start with, on the empty page.
#[component]
fn Examples(finder: Finder) -> impl IntoView {
    let text = text();
    let empty = move || finder.text.with(|text| text.trim().is_empty());
    let links = || EXAMPLE_HINTS.map(|hint| view! { <Example hint /> });
    view! {
        <Show when=empty>
            <section class="examples">
                <p>{text.examples}</p>
                <ul>{links()}</ul>
            </section>
            <RecentSongs />
            <div class="wave" aria-hidden="true"></div>
        </Show>
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
