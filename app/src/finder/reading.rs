use super::state::Finder;
use crate::text::text;
use catalog::{Clue, ReadAs, SearchResults, Understood};
use leptos::prelude::*;

/// What is understood of a description or a wish, and the way to the songs that it wishes for.
#[component]
pub(crate) fn Reading(finder: Finder) -> impl IntoView {
    let found = move || {
        let answer = finder.matches.answer().filter(|_| finder.shows_matches());
        answer.map(|(_, found)| found).filter(|found| found.read_as.is_some())
    };
    let wish = move || finder.wish().map(|wish| wish.href());
    move || found().map(|found| view! { <Clues found wish=wish() /> })
}

#[component]
fn Clues(found: SearchResults, wish: Option<String>) -> impl IntoView {
    let text = text();
    let SearchResults { read_as, understood, not_understood, .. } = found;
    let clues = understood.into_iter().map(|clue| view! { <ClueChip clue /> }).collect_view();
    // The words of a description are looked for in lyrics and titles even if they are no clues.
    let unknown = text.not_understood(&not_understood).filter(|_| read_as == Some(ReadAs::Wish));
    view! {
        <div class="reading">
            <ul class="chips" aria-label=text.understood>
                {clues}
            </ul>
            {unknown.map(|unknown| view! { <p class="reading__unknown">{unknown}</p> })}
            {wish
                .map(|href| {
                    view! {
                        <a class="button" href=href>
                            {text.wish}
                        </a>
                    }
                })}
        </div>
    }
}

#[component]
fn ClueChip(clue: Understood) -> impl IntoView {
    let kind = text().clue(&clue.clue);
    let value = match clue.clue {
        Clue::Years { from, to } if from != to => format!("{from}–{to}"),
        Clue::Years { from, .. } => from.to_string(),
        Clue::Genre { genre } => genre,
        _ => clue.text,
    };
    view! {
        <li class="chip">
            <span class="chip__kind">{kind}</span>
            " "
            <bdi>{value}</bdi>
        </li>
    }
}
