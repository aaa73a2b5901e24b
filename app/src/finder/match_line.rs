use super::highlighted::Highlighted;
use crate::text::{Words, after_dots, text};
use catalog::{Confidence, FoundSong};
use leptos::prelude::*;

/// A match in two lines: its title, its facts and why it was found.
#[component]
pub(crate) fn MatchLine(song: FoundSong, best: bool) -> impl IntoView {
    let text = text();
    let badge = badge(text, &song, best);
    let why = text.why_found(&song);
    let facts = facts(text, &song);
    view! {
        <span class="match__title" dir="auto">
            <Highlighted text=&song.track.name marks=&song.title_marks />
        </span>
        " "
        <span class="match__facts">
            <bdi><Artists artists=song.track.artists marks=song.artist_marks /></bdi>
            {facts}
        </span>
        {why.map(|why| view! { " " <span class="match__why" dir="auto">{why}</span> })}
        {badge.map(|badge| view! { " " <span class="match__best">{badge}</span> })}
    }
}

#[component]
fn Artists(artists: Vec<String>, marks: Vec<Vec<catalog::Mark>>) -> impl IntoView {
    let marks = marks.into_iter().chain(std::iter::repeat(Vec::new()));
    let artists = artists.into_iter().zip(marks).enumerate();
    artists
        .map(|(index, (text, marks))| {
            view! { {(index > 0).then_some(", ")} <Highlighted text=&text marks=&marks /> }
        })
        .collect_view()
}

/// The badge of the best match, which depends on the confidence.
fn badge(text: &Words, song: &FoundSong, best: bool) -> Option<&'static str> {
    best.then_some(match song.confidence {
        Confidence::Sure => text.best_match,
        _ => text.likely_match,
    })
}

/// " · 1975 · 5 versions"
fn facts(text: &Words, song: &FoundSong) -> String {
    let year = song.track.release_date.map(|date| date.year().to_string());
    let versions = (song.version_count > 1).then(|| text.versions(song.version_count));
    after_dots([year, versions])
}
