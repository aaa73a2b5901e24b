//! The browser's entry point: wakes the parts of the page.
//!
//! The code of the larger parts is split off when the site is built and loaded when its part wakes.

#![allow(clippy::unnecessary_wraps, reason = "what is split off may fail to be loaded")]

use app::parts::{self, InitialData, Part};
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
pub async fn wake(element: HtmlElement) -> Result<(), JsError> {
    console_error_panic_hook::set_once();
    wake_part(element).await.map_err(|error| JsError::new(&error.to_string()))
}

async fn wake_part(element: HtmlElement) -> Woken {
    if !app::can_speak() {
        speak().await?;
    }
    match part(&element) {
        Some(Part::ListCount) => view(element, |_| parts::list_count()),
        Some(Part::ListLiveRegion) => view(element, |_| parts::list_live_region()),
        Some(Part::Languages) => view(element, |_| parts::languages()),
        Some(Part::Search) => view(element, parts::search),
        Some(Part::Recent) => view(element, |_| parts::recent()),
        Some(Part::Song) => wake_song(element).await,
        Some(Part::Similar) => wake_similar(element).await,
        Some(Part::List) => wake_list(element).await,
        Some(Part::Map) => wake_map(element).await,
        None => Ok(()),
    }
}

fn part(element: &HtmlElement) -> Option<Part> {
    Part::named(&element.dataset().get("part")?)
}

#[wasm_split(languages, fallible)]
fn speak() -> Woken {
    app::speak();
    Ok(())
}

#[wasm_split(song, fallible)]
fn wake_song(element: HtmlElement) -> Woken {
    view(element, parts::song)
}

#[wasm_split(song, fallible)]
fn wake_similar(element: HtmlElement) -> Woken {
    view(element, parts::similar)
}

#[wasm_split(list, fallible)]
fn wake_list(element: HtmlElement) -> Woken {
    view(element, parts::list)
}

#[wasm_split(map, fallible)]
fn wake_map(element: HtmlElement) -> Woken {
    view(element, parts::map)
}

/// Views a part from what the server gave it. No part ever ends.
///
/// One that was asleep is empty, and one that was rendered for another place than where the page is by now shows
/// what is of no use: such a part is made anew, and asks for what it needs.
fn view<V: IntoView>(
    element: HtmlElement,
    view: impl FnOnce(&InitialData) -> V + 'static,
) -> Woken {
    let rendered = element.dataset().get("rendered").unwrap_or_default();
    let stays = part(&element).is_some_and(|part| part.is_current(&rendered));
    let anew = element.has_attribute("data-asleep") || !stays;
    let mut initial = initial(&element);
    if anew {
        initial.answers.clear();
    }
    let view = move || view(&initial);
    if anew {
        element.set_inner_html("");
        mount_to_renderer(&element, move || view().into_view()).forget();
    } else {
        hydrate_from(element, view).forget();
    }
    Ok(())
}

/// What the server gave a part, or another one together with it.
fn initial(element: &HtmlElement) -> InitialData {
    let giver = element.dataset().get("givenBy").and_then(|id| document().get_element_by_id(&id));
    let giver: Option<HtmlElement> = giver.and_then(|giver| giver.dyn_into().ok());
    let data = giver.as_ref().unwrap_or(element).dataset();
    let attribute = |name| data.get(name).unwrap_or_default();
    InitialData { answers: attribute("answers"), facts: attribute("facts") }
}

/// Room for splitting, which drops this and then has space to align the data of each part; without it, it leaves
/// all data in the main file.
#[used]
static ROOM: [u8; 1024] = [1; 1024];
