use crate::api::{Latest, MapView};
use crate::device::EraseOnServer;
use crate::text::text;
use crate::url::{MapLocation, Navigation, use_router};
use catalog::GenreFamily;
use leptos::prelude::*;
use web_sys::CustomEvent;

/// The URL of the points.
const POINTS: &str = "/api/v1/map/places";

/// The URL of the labels and of the songs of the points.
const MAP: &str = "/api/v1/map";

/// The picture of the map, which `public/song-map.js` draws. A script of its own keeps the wasm small.
#[component]
pub(crate) fn MapPicture(
    location: Memo<MapLocation>,
    answer: Latest<MapLocation, MapView>,
) -> impl IntoView {
    let words = text().map();
    let router = use_router();
    let choose = move |event: CustomEvent| {
        let Some(song) = event.detail().as_string() else { return };
        let selected = location.with_untracked(|location| location.with_song(song));
        router.go(&selected.href(), Navigation { replace: false, scroll: false });
    };
    let view = move || answer.answer().filter(|_| answer.is_shown());
    let marks = move || view().map_or_else(String::new, |(_, view)| marks(&view));
    let chosen = move || view().is_some_and(|(location, _)| location.song.is_some()).to_string();
    let family =
        move || location.with(|location| location.family).map(|family| number(family).to_string());
    view! {
        <script type="module" src="/song-map.js"></script>
        <song-map
            class="map__picture"
            role="group"
            tabindex="0"
            aria-label=words.picture
            places=POINTS
            map=MAP
            marks=marks
            chosen=chosen
            family=family
            on:choose=choose
        >
            <noscript>
                <p class="map__note">{words.needs_script}</p>
            </noscript>
            <div class="map__controls" slot="controls">
                <Control does="in" name=words.zoom_in sign="+" />
                <Control does="out" name=words.zoom_out sign="−" />
                <Control does="whole" name=words.whole sign="⤢" />
                <Control does="left" name=words.left sign="←" />
                <Control does="right" name=words.right sign="→" />
                <Control does="up" name=words.up sign="↑" />
                <Control does="down" name=words.down sign="↓" />
            </div>
            <p class="map__note" slot="failure">
                {words.no_picture}
            </p>
        </song-map>
    }
    .erased_on_server()
}

/// A button for the script.
#[component]
fn Control(does: &'static str, name: &'static str, sign: &'static str) -> impl IntoView {
    view! {
        <button type="button" class="sign" data-do=does aria-label=name title=name>
            {sign}
        </button>
    }
}

/// The points of the marked songs: `x y,x y`.
fn marks(view: &MapView) -> String {
    let marks: Vec<String> = view
        .shown
        .iter()
        .map(|song| {
            let [x, y] = song.point;
            format!("{x} {y}")
        })
        .collect();
    marks.join(",")
}

/// The colours of the families, with links that highlight one.
#[component]
pub(crate) fn MapLegend(
    location: Memo<MapLocation>,
    answer: Latest<MapLocation, MapView>,
) -> impl IntoView {
    let words = text().map();
    let families =
        Memo::new(move |_| answer.answer().map(|(_, view)| view.families).unwrap_or_default());
    let entries = move || {
        let families = families.get().into_iter();
        families
            .map(|(family, songs)| view! { <LegendEntry location family songs /> })
            .collect_view()
    };
    view! {
        <ul class="map__legend" aria-label=words.legend>
            {entries}
        </ul>
    }
    .erased_on_server()
}

#[component]
fn LegendEntry(location: Memo<MapLocation>, family: GenreFamily, songs: u32) -> impl IntoView {
    let words = text().map();
    let highlighted = move || location.with(|location| location.family) == Some(family);
    let href = move || location.with(|location| location.toggled(family)).href();
    view! {
        <li>
            <a
                href=href
                data-noscroll
                class="chip"
                aria-current=move || highlighted().then_some("true")
            >
                <span class="map__swatch" data-family=number(family) aria-hidden="true"></span>
                {words.family(family)}
                " "
                <span class="map__count">{words.songs(songs)}</span>
            </a>
        </li>
    }
}

/// The number of a family, which stands for its colour.
fn number(family: GenreFamily) -> u8 {
    family as u8
}
