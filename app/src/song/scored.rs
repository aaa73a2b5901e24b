use super::score_bar::ScoreBar;
use crate::device::EraseOnServer;
use crate::text::{after_dots, text};
use catalog::Recommendation;
use leptos::prelude::*;

/// A song with its score and the reasons.
#[component]
pub(crate) fn ScoredSong(
    song: Recommendation,
    /// Where the title leads.
    #[prop(into)]
    href: Signal<String>,
) -> impl IntoView {
    let text = text();
    let Recommendation { track, score, reasons, .. } = song;
    let why = text.why_recommended(&reasons, &[]);
    let artists = track.artist_line();
    let year = track.release_date.map(|date| date.year().to_string());
    view! {
        <span class="path__song">
            <a class="path__name" href=href dir="auto">
                {track.name}
            </a>
            " "
            <span class="path__artists">
                <bdi>{artists}</bdi>
                {after_dots([year])}
            </span>
        </span>
        <span class="path__score">
            <ScoreBar score reasons />
            {text.notation.percent(score)}
        </span>
        {why.map(|why| view! { <p class="path__note">{why}</p> })}
    }
    .erased_on_server()
}
