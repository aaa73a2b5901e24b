use crate::song::{ListIconButton, ScoreBar};
use crate::text::text;
use crate::url::{SearchLocation, SeedKind, href_onward};
use catalog::{Facet, Recommendation, SongEntry};
use leptos::prelude::*;

/// How many genres of a song are shown.
const GENRES_SHOWN: usize = 3;

// The roles repeat the semantics of the elements, which some browsers drop where CSS lays the rows out as grids.
/// A similar song. Pointing at it compares it with the chosen one.
#[component]
pub(crate) fn SimilarRow(
    location: Memo<SearchLocation>,
    song: Recommendation,
    /// The facet of the number column.
    facet: Facet,
    compared: RwSignal<Option<SongEntry>>,
) -> impl IntoView {
    let text = text();
    let Recommendation { track, score, reasons, .. } = song;
    let why = text.why_recommended(&reasons, &location.with_untracked(|now| now.tuning.aimed()));
    let year = track.release_date.map(|date| date.year().to_string());
    let value = text.notation.facet(&track, facet);
    let genres = track.genres.iter().take(GENRES_SHOWN).cloned().collect::<Vec<_>>().join(", ");
    let artists = track.artist_line();
    let title = track.name.clone();
    let onward = href_onward(location, track.clone());
    let link_id = format!("similar-{}", track.id);
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
                <a id=link_id href=onward dir="auto">
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
                <ListIconButton song=track.clone() />
                <SeedLinks location track />
            </td>
        </tr>
    }
}

/// Links that add the song to those to be like or unlike.
#[component]
fn SeedLinks(location: Memo<SearchLocation>, track: SongEntry) -> impl IntoView {
    let label = track.label();
    let words = text().tune();
    let (more, less) = (words.more_like(&label), words.less_like(&label));
    let links = [(SeedKind::Like, "+", more), (SeedKind::Unlike, "−", less)];
    links
        .map(|(kind, sign, label)| {
            let id = track.id.clone();
            let href = move || {
                let location = location.get();
                let tuning = location.tuning.with_track(kind, &id);
                location.tuned(tuning).href()
            };
            let room = Memo::new(move |_| location.with(|location| location.tuning.has_room(kind)));
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
