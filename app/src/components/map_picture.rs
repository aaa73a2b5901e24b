use crate::address::{Step, use_addresses};
use crate::erased::Erase;
use crate::map_place::MapPlace;
use crate::map_view::{MapAnswer, MapView};
use crate::text::text;
use catalog::GenreFamily;
use leptos::prelude::*;
use web_sys::CustomEvent;

/// Where the picture's points come from.
const PLACES: &str = "/api/v1/map/places";

/// What its regions are called, and which song a point is.
const MAP: &str = "/api/v1/map";

/// The picture of the map, which the script draws once it is there: `public/song-map.js`. It needs no
/// part of the page's own program, which stays as small as it is.
#[component]
pub(crate) fn MapPicture(place: Memo<MapPlace>, answer: MapAnswer) -> impl IntoView {
    let words = text().map();
    let addresses = use_addresses();
    let choose = move |event: CustomEvent| {
        let Some(song) = event.detail().as_string() else { return };
        let there = place.with_untracked(|place| place.with_song(song));
        addresses.go(&there.href(), Step { replace: false, scroll: false });
    };
    let view = move || answer.answer().filter(|_| answer.is_shown());
    let marks = move || view().map_or_else(String::new, |(_, view)| marks(&view));
    let chosen = move || view().is_some_and(|(place, _)| place.song.is_some()).to_string();
    let family = move || place.with(|place| place.family).map(|family| number(family).to_string());
    view! {
        <script type="module" src="/song-map.js"></script>
        <song-map
            class="map__picture"
            role="group"
            aria-label=words.picture
            places=PLACES
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
            </div>
            <p class="map__note" slot="failure">
                {words.no_picture}
            </p>
        </song-map>
    }
    .erased()
}

/// Moves the picture, by the script.
#[component]
fn Control(does: &'static str, name: &'static str, sign: &'static str) -> impl IntoView {
    view! {
        <button type="button" class="sign" data-do=does aria-label=name title=name>
            {sign}
        </button>
    }
}

/// Places of the songs to be marked: `x y,x y`.
fn marks(view: &MapView) -> String {
    let marks: Vec<String> = view
        .shown
        .iter()
        .map(|song| {
            let [x, y] = song.place;
            format!("{x} {y}")
        })
        .collect();
    marks.join(",")
}

/// What the colours mean. A family can be made to stand out.
#[component]
pub(crate) fn MapLegend(place: Memo<MapPlace>, answer: MapAnswer) -> impl IntoView {
    let words = text().map();
    let families =
        Memo::new(move |_| answer.answer().map(|(_, view)| view.families).unwrap_or_default());
    let entries = move || {
        let families = families.get().into_iter();
        families.map(|(family, songs)| view! { <LegendEntry place family songs /> }).collect_view()
    };
    view! {
        <ul class="map__legend" aria-label=words.legend>
            {entries}
        </ul>
    }
    .erased()
}

#[component]
fn LegendEntry(place: Memo<MapPlace>, family: GenreFamily, songs: u32) -> impl IntoView {
    let words = text().map();
    let stands_out = move || place.with(|place| place.family) == Some(family);
    let href = move || place.with(|place| place.toggled(family)).href();
    view! {
        <li>
            <a
                href=href
                data-noscroll
                class="chip"
                aria-current=move || stands_out().then_some("true")
            >
                <span class="map__swatch" data-family=number(family) aria-hidden="true"></span>
                {words.family(family)}
                " "
                <span class="map__count">{words.songs(songs)}</span>
            </a>
        </li>
    }
}

/// The number that the places' colours are told by.
fn number(family: GenreFamily) -> u8 {
    family as u8
}
