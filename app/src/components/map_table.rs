use crate::erased::Erase;
use crate::map_place::MapPlace;
use crate::map_view::{MapSong, MapView};
use crate::text::text;
use leptos::prelude::*;

/// The marked songs in words: what the picture shows, for those who do not see it.
#[component]
pub(crate) fn MapTable(place: MapPlace, view: MapView) -> impl IntoView {
    let (text, words) = (text(), text().map());
    let caption = match (&place.song, place.family, view.shown.first()) {
        (Some(_), _, Some(song)) => words.around(&song.track.label()),
        (_, Some(family), _) => words.of_family(family),
        _ => words.of_each_family.to_owned(),
    };
    let rows = view.shown.into_iter().map(move |song| view! { <Row song place=place.clone() /> });
    let rows = rows.collect_view();
    view! {
        <table class="map__table">
            <caption>{caption}</caption>
            <thead>
                <tr>
                    <th scope="col">{text.title}</th>
                    <th scope="col">{text.artists}</th>
                    <th scope="col">{words.family}</th>
                    <th scope="col">{words.region}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .erased()
}

#[component]
fn Row(song: MapSong, place: MapPlace) -> impl IntoView {
    let words = text().map();
    let artists = song.track.artist_line();
    let href = place.with_song(song.track.id.to_string()).href();
    let region = words.place(song.region.as_deref(), song.place);
    view! {
        <tr>
            <th scope="row" dir="auto">
                <a href=href data-noscroll>
                    {song.track.name}
                </a>
            </th>
            <td dir="auto">{artists}</td>
            <td>{words.family(song.family)}</td>
            <td>{region}</td>
        </tr>
    }
}
