//! The browser's entry point: wakes the parts of the page.
//!
//! The code of the larger parts is split off when the site is built and loaded when its part wakes.

use app::{Part, parts};
use leptos::mount::{hydrate_from, mount_to};
use leptos::prelude::*;
use wasm_bindgen::prelude::*;
use wasm_split_helpers::{SplitLoaderError, wasm_split};
use web_sys::HtmlElement;

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

async fn wake_part(part: HtmlElement) -> Result<(), SplitLoaderError> {
    if !app::can_speak() {
        speak().await?;
    }
    match part.dataset().get("part").as_deref().and_then(Part::named) {
        Some(Part::ListCount) => Ok(view(part, |_| parts::list_count())),
        Some(Part::ListSaid) => Ok(view(part, |_| parts::list_said())),
        Some(Part::Languages) => Ok(view(part, |_| parts::languages())),
        Some(Part::Search) => Ok(view(part, parts::search)),
        Some(Part::Recent) => Ok(view(part, |_| parts::recent())),
        Some(Part::Song) => wake_song(part).await,
        Some(Part::List) => wake_list(part).await,
        Some(Part::Map) => wake_map(part).await,
        None => Ok(()),
    }
}

#[wasm_split(languages, fallible)]
fn speak() -> Result<(), SplitLoaderError> {
    Ok(app::speak())
}

/// To be called once, when all parts that are needed at first are awake.
#[wasm_bindgen]
pub fn settle() {
    parts::settle();
}

#[wasm_split(song, fallible)]
fn wake_song(part: HtmlElement) -> Result<(), SplitLoaderError> {
    Ok(view(part, parts::song))
}

#[wasm_split(list, fallible)]
fn wake_list(part: HtmlElement) -> Result<(), SplitLoaderError> {
    Ok(view(part, parts::list))
}

#[wasm_split(map, fallible)]
fn wake_map(part: HtmlElement) -> Result<(), SplitLoaderError> {
    Ok(view(part, parts::map))
}

/// Views the part from what the server sent along with it. No part ever ends.
///
/// One that was asleep is empty, and the page may have gone to another place since the server rendered it:
/// it is made anew.
fn view<V: IntoView>(part: HtmlElement, view: impl FnOnce(&str) -> V + 'static) {
    let sent = part.dataset().get("sent").unwrap_or_default();
    let asleep = part.has_attribute("data-asleep");
    let view = move || view(&sent);
    if asleep {
        part.set_inner_html("");
        mount_to(part, view).forget();
    } else {
        hydrate_from(part, view).forget();
    }
}

/// Room for splitting, which drops this and then has space to align the data of each part; without it, it leaves
/// all data in the main file.
#[used]
static ROOM: [u8; 1024] = [1; 1024];
