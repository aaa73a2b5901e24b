use crate::api::ApiError;
use crate::components::{FailureNotice, MapLegend, MapPicture, MapTable};
use crate::erased::Erase;
use crate::first::use_first_answers;
use crate::map_place::{MapPlace, use_map_place};
use crate::map_view::{MapAnswer, MapView, map_answer};
use crate::parts::{Part, sent};
use crate::place::Place;
use crate::text::text;
use crate::title::{follow_title, map_title};
use catalog::SongEntry;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// The page of the map.
#[component]
pub(crate) fn MapPage() -> impl IntoView {
    let map = MapSent { map: use_first_answers().map };
    let sent = sent(&map);
    view! {
        <div class="part" data-part=Part::Map.name() data-answers=sent>
            <SongMap sent=map />
        </div>
    }
}

/// What the server sends along with the map.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct MapSent {
    map: Option<Result<MapView, ApiError>>,
}

/// The map of the catalogue.
#[component]
pub(crate) fn SongMap(sent: MapSent) -> impl IntoView {
    let words = text().map();
    let place = use_map_place();
    let answer = map_answer(place, sent.map);
    follow_title(move || Some(map_title(words, chosen(answer).as_ref())));
    let shown = move || {
        let view = answer.answer().filter(|_| answer.is_shown());
        view.map(|(place, view)| view! { <MapTable place view /> })
    };
    view! {
        <article class="map">
            <h1>{words.title}</h1>
            <p class="map__lead">{words.lead}</p>
            <Failure answer />
            <ChosenOnMap answer />
            <MapPicture place answer />
            <MapLegend place answer />
            <div class:is-waiting=move || answer.is_waiting()>{shown}</div>
        </article>
    }
    .erased()
}

#[component]
fn Failure(answer: MapAnswer) -> impl IntoView {
    let notice = move || {
        let retry = move |()| answer.retry();
        answer.failure().map(|failure| view! { <FailureNotice failure retry /> })
    };
    notice.erased()
}

/// Which song is chosen, and where more is told of it.
#[component]
fn ChosenOnMap(answer: MapAnswer) -> impl IntoView {
    let words = text().map();
    let line = move || {
        let song = chosen(answer)?;
        let (href, label) = (Place::of_song(&song).href(), song.label());
        let whole = MapPlace::default().href();
        Some(view! {
            <span dir="auto">{label}</span>
            " "
            <a href=href>{words.show_song}</a>
            " · "
            <a href=whole>{words.choose_none}</a>
        })
    };
    view! {
        <p class="map__chosen" role="status">
            {line}
        </p>
    }
    .erased()
}

fn chosen(answer: MapAnswer) -> Option<SongEntry> {
    let (place, view) = answer.current()?;
    place.song.as_ref().and_then(|_| view.chosen().cloned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::map_view::MapSong;
    use crate::testing::{bare_song, bohemian_rhapsody, render_at};
    use catalog::GenreFamily;

    fn view() -> MapView {
        let song = |track, place, family, region: Option<&str>| MapSong {
            track,
            place,
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
            view! { <SongMap sent=MapSent { map: Some(map) } /> }
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
