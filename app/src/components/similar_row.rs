use super::list_toggle::ListSign;
use super::score_bar::ScoreBar;
use crate::place::{Place, href_onward};
use crate::text::text;
use crate::tuning::Wish;
use catalog::{Facet, Recommendation, SongEntry};
use leptos::prelude::*;

/// How many genres of a song the table shows.
const GENRES_SHOWN: usize = 3;

// The roles repeat what the elements mean: on small screens the rows are laid out as grids, and some
// browsers then forget that they are rows.
/// A song that goes with the chosen one. Pointing at it compares the two.
#[component]
pub(crate) fn SimilarRow(
    place: Memo<Place>,
    song: Recommendation,
    /// The number that has a column.
    number: Facet,
    compared: RwSignal<Option<SongEntry>>,
) -> impl IntoView {
    let text = text();
    let Recommendation { track, score, reasons, .. } = song;
    let why = text.why_recommended(&reasons);
    let year = track.release_date.map(|date| date.year().to_string());
    let value = text.notation.facet(&track, number);
    let genres = track.genres.iter().take(GENRES_SHOWN).cloned().collect::<Vec<_>>().join(", ");
    let artists = track.artist_line();
    let title = track.name.clone();
    let onward = href_onward(place, track.clone());
    let pointed = track.clone();
    let compare = move || compared.set(Some(pointed.clone()));
    let also = compare.clone();
    view! {
        <tr
            role="row"
            on:mouseenter=move |_| compare()
            on:mouseleave=move |_| compared.set(None)
            on:focusin=move |_| also()
            on:focusout=move |_| compared.set(None)
        >
            <th class="similar__title" scope="row" role="rowheader">
                <a href=onward dir="auto">
                    {title}
                </a>
            </th>
            <td class="similar__artists" role="cell">
                <bdi>{artists}</bdi>
            </td>
            <td class="similar__year" role="cell">
                {year}
            </td>
            <td class="similar__genres" role="cell">
                {genres}
            </td>
            <td class="similar__number" role="cell">
                {value}
            </td>
            <td class="similar__score" role="cell">
                <ScoreBar score reasons />
                {text.notation.percent(score)}
                {why.map(|why| view! { <p class="similar__why">{why}</p> })}
            </td>
            <td class="similar__actions" role="cell">
                <ListSign song=track.clone() />
                <SeedLinks place track />
            </td>
        </tr>
    }
}

/// Links to more, and to less, like this song besides the chosen one.
#[component]
fn SeedLinks(place: Memo<Place>, track: SongEntry) -> impl IntoView {
    let label = track.label();
    let words = text().tune();
    let (more, less) = (words.more_like(&label), words.less_like(&label));
    let links = [(Wish::More, "+", more), (Wish::Less, "−", less)];
    links
        .map(|(wish, sign, label)| {
            let id = track.id.clone();
            let href = move || {
                let place = place.get();
                let tuning = place.tuning.with_track(wish, &id);
                place.tuned(tuning).href()
            };
            let room = Memo::new(move |_| place.with(|place| place.tuning.has_room(wish)));
            let tip = label.clone();
            view! {
                <a
                    class="sign"
                    data-noscroll
                    hidden=move || !room.get()
                    href=href
                    aria-label=label
                    title=tip
                >
                    <span aria-hidden="true">{sign}</span>
                </a>
            }
        })
        .collect_view()
}
