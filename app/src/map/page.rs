use super::picture::{MapLegend, MapPicture};
use super::table::MapTable;
use crate::api::{self, ApiError, Failed, Latest, MapView};
use crate::device::EraseOnServer;
use crate::song::{follow_title, map_title};
use crate::text::text;
use crate::url::{MapLocation, SearchLocation, use_map_location};
use catalog::SongEntry;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// What the server sends along with the map.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct InitialMap {
    pub(crate) map: Option<Result<MapView, ApiError>>,
}

/// The map of the catalogue.
#[component]
pub(crate) fn SongMap(initial: InitialMap) -> impl IntoView {
    let words = text().map();
    let location = use_map_location();
    let question = Memo::new(move |_| Some(location.get()));
    let answer = Latest::new(question, initial.map, api::find_on_map);
    follow_title(move || Some(map_title(words, selected(answer).as_ref())));
    let shown = move || {
        let view = answer.answer().filter(|_| answer.is_shown());
        view.map(|(location, view)| view! { <MapTable location view /> })
    };
    view! {
        <article class="map">
            <h1>{words.title}</h1>
            <p class="map__lead">{words.lead}</p>
            <Failed answer />
            <SelectedSong answer />
            <MapPicture location answer />
            <MapLegend location answer />
            <div class:is-waiting=move || answer.is_waiting()>{shown}</div>
        </article>
    }
    .erased_on_server()
}

/// The selected song, with a link to its page.
#[component]
fn SelectedSong(answer: Latest<MapLocation, MapView>) -> impl IntoView {
    let words = text().map();
    let line = move || {
        let song = selected(answer)?;
        let (href, label) = (SearchLocation::of_song(&song).href(), song.label());
        let whole = MapLocation::default().href();
        Some(view! {
            <span dir="auto">{label}</span>
            " "
            <a href=href>{words.show_song}</a>
            " · "
            <a href=whole>{words.clear_selection}</a>
        })
    };
    view! {
        <p class="map__chosen" role="status">
            {line}
        </p>
    }
    .erased_on_server()
}

fn selected(answer: Latest<MapLocation, MapView>) -> Option<SongEntry> {
    let (location, view) = answer.current()?;
    location.song.as_ref().and_then(|_| view.selected().cloned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::MapSong;
    use crate::api::testing::{bare_song, bohemian_rhapsody, render_at};
    use catalog::GenreFamily;

    fn view() -> MapView {
        let song = |track, point, family, region: Option<&str>| MapSong {
            track,
            point,
            family,
            region: region.map(Into::into),
        };
        let shown = vec![
            song(bohemian_rhapsody(), [1200, 64_000], GenreFamily::Rock, Some("glam rock")),
            song(bare_song(), [300, 4], GenreFamily::Unknown, None),
        ];
        let families = vec![(GenreFamily::Rock, 1200), (GenreFamily::Unknown, 1)];
        MapView { families, shown }
    }

    fn render_page(url: &'static str, map: Result<MapView, ApiError>) -> String {
        render_at(url, move || {
            view! { <SongMap initial=InitialMap { map: Some(map) } /> }
        })
    }

    #[test]
    fn page_of_the_whole_map() {
        insta::assert_snapshot!(render_page("/map?family=rock", Ok(view())));
    }

    #[test]
    fn page_of_a_song_on_the_map() {
        insta::assert_snapshot!(render_page("/map?song=ew-1", Ok(view())));
    }

    #[test]
    fn page_of_models_without_a_map() {
        insta::assert_snapshot!(render_page("/map", Err(ApiError::NoMap)));
    }
}
