//! The browser's entry point: wakes the parts of the page.
//!
//! The code of the larger parts is split off when the site is built and loaded when its part wakes.

#![allow(clippy::unnecessary_wraps, reason = "what is split off may fail to be loaded")]

use app::{Given, Part, parts};
use leptos::mount::{hydrate_from, mount_to_renderer};
use leptos::prelude::*;
use wasm_bindgen::prelude::*;
use wasm_split_helpers::{SplitLoaderError, wasm_split};
use web_sys::HtmlElement;

/// Fails if code could not be loaded.
type Woken = Result<(), SplitLoaderError>;

/// Takes over a part that the server rendered.
///
/// # Errors
///
/// If the code of the part cannot be loaded; then it can be tried again.
#[wasm_bindgen]
pub async fn wake(part: HtmlElement) -> Result<(), JsError> {
    console_error_panic_hook::set_once();
    wake_part(part).await.map_err(|error| JsError::new(&error.to_string()))
}

async fn wake_part(part: HtmlElement) -> Woken {
    if !app::can_speak() {
        speak().await?;
    }
    match part.dataset().get("part").as_deref().and_then(Part::named) {
        Some(Part::ListCount) => view(part, |_| parts::list_count()),
        Some(Part::ListSaid) => view(part, |_| parts::list_said()),
        Some(Part::Languages) => view(part, |_| parts::languages()),
        Some(Part::Search) => view(part, parts::search),
        Some(Part::Recent) => view(part, |_| parts::recent()),
        Some(Part::Song) => wake_song(part).await,
        Some(Part::Similar) => wake_similar(part).await,
        Some(Part::List) => wake_list(part).await,
        Some(Part::Map) => wake_map(part).await,
        None => Ok(()),
    }
}

#[wasm_split(languages, fallible)]
fn speak() -> Woken {
    app::speak();
    Ok(())
}

#[wasm_split(song, fallible)]
fn wake_song(part: HtmlElement) -> Woken {
    view(part, parts::song)
}

#[wasm_split(song, fallible)]
fn wake_similar(part: HtmlElement) -> Woken {
    view(part, |_| parts::similar())
}

#[wasm_split(list, fallible)]
fn wake_list(part: HtmlElement) -> Woken {
    view(part, parts::list)
}

#[wasm_split(map, fallible)]
fn wake_map(part: HtmlElement) -> Woken {
    view(part, parts::map)
}

/// Views the part from what the server gave it. No part ever ends.
///
/// One that was asleep is empty, and one that was rendered for another place than where the page is by now shows
/// what is of no use: such a part is made anew, and asks for what it needs.
fn view<V: IntoView>(part: HtmlElement, view: impl FnOnce(&Given) -> V + 'static) -> Woken {
    let data = part.dataset();
    let rendered = data.get("rendered").unwrap_or_default();
    let anew = part.has_attribute("data-asleep") || !parts::is_at(&rendered);
    let answers = data.get("answers").filter(|_| !anew);
    let given = Given {
        answers: answers.unwrap_or_default(),
        facts: data.get("facts").unwrap_or_default(),
    };
    let view = move || view(&given);
    if anew {
        part.set_inner_html("");
        mount_to_renderer(&part, move || view().into_view()).forget();
    } else {
        hydrate_from(part, view).forget();
    }
    Ok(())
}

/// Room for splitting, which drops this and then has space to align the data of each part; without it, it leaves
/// all data in the main file.
#[used]
static ROOM: [u8; 1024] = [1; 1024];
