//! The parts of the page that come alive in the browser. All else is the server's HTML and needs no code.
//!
//! The server renders a part into an element with its name and what the server knew when it did so. In the
//! browser the same view takes the element over. Parts share what is true of the whole page.

use crate::address::{Address, Addresses};
use crate::api::CatalogueFacts;
use crate::components::{LanguageLinks, ListCount, ListSaid, RecentSongs};
use crate::my_list::MyList;
use crate::pages::{MyListPage, Search, Similar, Song, SongMap};
use crate::place::{Place, use_place};
use crate::song_state::SongState;
use crate::stage::Stage;
use leptos::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::sync::OnceLock;

/// A part of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// How many songs are in the list of this device.
    ListCount,
    /// What is said of changes of that list.
    ListSaid,
    /// Links to the page in other languages.
    Languages,
    /// The search box and its matches.
    Search,
    /// The songs that were chosen last on this device.
    Recent,
    /// The chosen song.
    Song,
    /// The ways to tune the songs that sound like it, a path from it, and the songs themselves.
    Similar,
    /// A list of songs.
    List,
    /// The map.
    Map,
}

impl Part {
    const ALL: [Self; 9] = [
        Self::ListCount,
        Self::ListSaid,
        Self::Languages,
        Self::Search,
        Self::Recent,
        Self::Song,
        Self::Similar,
        Self::List,
        Self::Map,
    ];

    /// Its name, as the element has it in `data-part`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::ListCount => "list-count",
            Self::ListSaid => "list-said",
            Self::Languages => "languages",
            Self::Search => "search",
            Self::Recent => "recent",
            Self::Song => "song",
            Self::Similar => "similar",
            Self::List => "list",
            Self::Map => "map",
        }
    }

    /// The part with this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|part| part.name() == name)
    }
}

/// What the server gave a part, as its element has it.
#[derive(Clone, Debug, Default)]
pub struct Given {
    /// Answers to what it asks where the page was rendered, in `data-answers`.
    pub answers: String,
    /// What holds everywhere, in `data-facts`.
    pub facts: String,
}

/// The view of [`Part::ListCount`] in the browser.
pub fn list_count() -> impl IntoView {
    share();
    view! { <ListCount /> }
}

/// The view of [`Part::ListSaid`] in the browser.
pub fn list_said() -> impl IntoView {
    share();
    view! { <ListSaid /> }
}

/// The view of [`Part::Languages`] in the browser.
pub fn languages() -> impl IntoView {
    share();
    view! { <LanguageLinks /> }
}

/// The view of [`Part::Search`] in the browser.
pub fn search(given: &Given) -> impl IntoView + use<> {
    share();
    view! { <Search sent=read(&given.answers) /> }
}

/// The view of [`Part::Recent`] in the browser.
pub fn recent() -> impl IntoView {
    share();
    view! { <RecentSongs /> }
}

/// The view of [`Part::Song`] in the browser.
pub fn song(given: &Given) -> impl IntoView + use<> {
    share();
    provide_context::<CatalogueFacts>(read(&given.facts));
    view! { <Song state=song_state(given) /> }
}

/// The view of [`Part::Similar`] in the browser, which is given the same as [`Part::Song`].
pub fn similar(given: &Given) -> impl IntoView + use<> {
    share();
    view! { <Similar state=song_state(given) /> }
}

/// What is known of the chosen song. The first part that asks owns it.
fn song_state(given: &Given) -> SongState {
    static STATE: OnceLock<SongState> = OnceLock::new();
    *STATE.get_or_init(|| SongState::new(use_place(), read(&given.answers)))
}

/// The view of [`Part::List`] in the browser.
pub fn list(given: &Given) -> impl IntoView + use<> {
    share();
    view! { <MyListPage sent=read(&given.answers) /> }
}

/// The view of [`Part::Map`] in the browser.
pub fn map(given: &Given) -> impl IntoView + use<> {
    share();
    view! { <SongMap sent=read(&given.answers) /> }
}

impl Part {
    /// Whether the page is still at this URL, from the root of the site, as far as the part shows where it is.
    pub fn is_at(self, url: &str) -> bool {
        let (then, now) = (Address::parse(url), Address::of_window());
        match self {
            Self::Song | Self::Similar => place_of_song(&then) == place_of_song(&now),
            _ => then == now,
        }
    }
}

/// Without the hint, which may be another by now.
fn place_of_song(address: &Address) -> Place {
    Place { hint: String::new(), ..Place::from_params(&address.params()) }
}

/// What is given to a part, as its element has it.
pub(crate) fn sent(what: &impl Serialize) -> String {
    // What cannot be sent is asked for by the browser.
    serde_json::to_string(what).unwrap_or_default()
}

fn read<T: DeserializeOwned + Default>(sent: &str) -> T {
    // From bytes, as answers of the server are read: the same code serves both.
    serde_json::from_slice(sent.as_bytes()).unwrap_or_default()
}

/// What all parts share in the browser, where there is only one page.
#[derive(Clone, Copy)]
struct Shared {
    addresses: Addresses,
    my_list: MyList,
    stage: Stage,
}

static SHARED: OnceLock<Shared> = OnceLock::new();

// The first part that wakes owns it; no part ever ends.
fn share() {
    let shared = SHARED.get_or_init(|| Shared {
        addresses: Addresses::of_window(),
        my_list: MyList::of_device(),
        stage: Stage::default(),
    });
    provide_context(shared.addresses);
    provide_context(shared.my_list.in_part(use_hydrated()));
    provide_context(shared.stage);
}

/// Becomes true in the browser, once the part of the page is taken over.
pub(crate) fn use_hydrated() -> Signal<bool> {
    let hydrated = RwSignal::new(false);
    Effect::new(move |_| hydrated.set(true));
    hydrated.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names() {
        for part in Part::ALL {
            assert_eq!(Part::named(part.name()), Some(part));
        }
        assert_eq!(Part::named("tail"), None);
    }
}
