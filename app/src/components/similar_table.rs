use crate::notation;
use crate::place::Place;
use crate::text;
use catalog::{FacetGroup, Reason, Recommendation, SimilarSongs};
use leptos::prelude::*;

/// How many genres of a song the table shows.
const GENRES_SHOWN: usize = 3;

/// The songs that sound like the chosen one; each title leads on to its song.
#[component]
pub(crate) fn SimilarTable(similar: SimilarSongs) -> impl IntoView {
    if similar.results.is_empty() {
        return view! { <p class="similar__none">{text::NOTHING_SIMILAR}</p> }.into_any();
    }
    let rows = similar.results.into_iter().map(|song| view! { <Row song /> }).collect_view();
    view! {
        <table class="similar" role="table">
            <caption>
                {text::SIMILAR_BEFORE} <bdi>{similar.track.name}</bdi>
                <span class="visually-hidden">{text::SIMILAR_AFTER}</span>
            </caption>
            <thead role="rowgroup">
                <tr role="row">
                    {HEADERS.map(|name| view! { <th scope="col" role="columnheader">{name}</th> })}
                </tr>
            </thead>
            <tbody role="rowgroup">{rows}</tbody>
        </table>
    }
    .into_any()
}

const HEADERS: [&str; 6] =
    [text::TITLE, text::ARTISTS, text::YEAR, text::GENRES, text::TEMPO, text::SIMILARITY];

// The roles repeat what the elements mean: on small screens the rows are laid out as grids, and some
// browsers then forget that they are rows.
#[component]
fn Row(song: Recommendation) -> impl IntoView {
    let Recommendation { track, score, reasons, why } = song;
    let href = Place::of_song(&track).href();
    let artists = track.artist_line();
    let year = track.release_date.map(|date| date.year().to_string());
    let tempo = notation::tempo(&track.features);
    let genres = track.genres.iter().take(GENRES_SHOWN).cloned().collect::<Vec<_>>().join(", ");
    view! {
        <tr role="row">
            <th class="similar__title" scope="row" role="rowheader">
                <a href=href dir="auto">
                    {track.name}
                </a>
                {(!why.is_empty()).then(|| view! { <p class="similar__why">{why}</p> })}
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
            <td class="similar__tempo" role="cell">
                {tempo}
            </td>
            <td class="similar__score" role="cell">
                <Bar parts=parts(score, &reasons) />
                {notation::percent(score)}
            </td>
        </tr>
    }
}

/// A bar that is filled to a share of its length, part by part; the number stands beside it.
#[component]
fn Bar(parts: Vec<Part>) -> impl IntoView {
    let mut start = 0.0;
    let filled = parts.into_iter().map(move |part| {
        let x = start;
        start += part.width;
        let class = format!("bar__fill bar__fill--{}", part.group);
        view! {
            <rect class=class x=format!("{x:.1}") width=format!("{:.1}", part.width) height="10" />
        }
    });
    view! {
        <svg class="bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
            <rect class="bar__track" width="100" height="10" />
            {filled.collect_view()}
        </svg>
    }
}

/// What a group of reasons adds to a score, in hundredths.
struct Part {
    group: &'static str,
    width: f32,
}

/// The parts of a score; models that tell no reasons have one.
fn parts(score: f32, reasons: &[Reason]) -> Vec<Part> {
    if reasons.is_empty() {
        return vec![Part { group: "score", width: score.clamp(0.0, 1.0) * 100.0 }];
    }
    let of_group = |group: FacetGroup| {
        let reasons = reasons.iter().filter(|reason| reason.facet.group() == group);
        Part { group: group.name(), width: reasons.map(|reason| reason.part * 100.0).sum() }
    };
    FacetGroup::ALL.into_iter().map(of_group).filter(|part| part.width >= 0.05).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{bare_song, bohemian_rhapsody, render};
    use catalog::Facet;

    #[test]
    fn table() {
        let reason = |facet, part| Reason { facet, part, most: 0.6, seed: None, value: None };
        let reasons = vec![reason(Facet::Genres, 0.5), reason(Facet::Year, 0.373)];
        let why = "same classic rock".to_owned();
        let results = vec![Recommendation { track: bare_song(), score: 0.873, reasons, why }];
        let similar = SimilarSongs { track: bohemian_rhapsody(), results };
        insta::assert_snapshot!(render(move || view! { <SimilarTable similar /> }));
    }

    #[test]
    fn table_without_rows() {
        let similar = SimilarSongs { track: bohemian_rhapsody(), results: vec![] };
        insta::assert_snapshot!(render(move || view! { <SimilarTable similar /> }));
    }
}
