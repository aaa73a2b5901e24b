use crate::api::{MapSong, MapView};
use crate::device::EraseOnServer;
use crate::text::text;
use crate::url::MapLocation;
use leptos::prelude::*;

/// The marked songs as a table, for visitors who cannot see the picture.
#[component]
pub(crate) fn MapTable(location: MapLocation, view: MapView) -> impl IntoView {
    let (text, words) = (text(), text().map());
    let caption = match (&location.song, location.family, view.shown.first()) {
        (Some(_), _, Some(song)) => words.around(&song.track.label()),
        (_, Some(family), _) => words.of_family(family),
        _ => words.of_each_family.to_owned(),
    };
    let rows =
        view.shown.into_iter().map(move |song| view! { <Row song location=location.clone() /> });
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
    .erased_on_server()
}

#[component]
fn Row(song: MapSong, location: MapLocation) -> impl IntoView {
    let words = text().map();
    let artists = song.track.artist_line();
    let href = location.with_song(song.track.id.to_string()).href();
    let region = words.position(song.region.as_deref(), song.point);
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
