use super::wish_chips::{WishChip, wish_chips};
use crate::device::EraseOnServer;
use crate::song::{SongState, SongsFailure};
use crate::text::text;
use crate::url::SearchLocation;
use leptos::prelude::*;

/// What is wished for: the text, and a chip for each clue.
#[component]
pub(crate) fn WishHeading(state: SongState) -> impl IntoView {
    let SongState { location, similar, .. } = state;
    let text = text();
    let words = text.tune();
    let title = move || words.wish(&location.with(|location| location.query.trim().to_owned()));
    let chips = move || {
        let named = similar.answer().map(|(_, found)| found);
        let tuning = location.with(|location| location.tuning.clone());
        let chips = wish_chips(text, &tuning, named.as_ref()).into_iter();
        chips.map(|chip| view! { <Chip location chip /> }).collect_view()
    };
    view! {
        <section class="wish" aria-labelledby="wish">
            <h1 id="wish" class="wish__title" tabindex="-1" dir="auto">
                {title}
            </h1>
            <ul class="chips" aria-label=text.understood>
                {chips}
            </ul>
            <SongsFailure state />
        </section>
    }
    .erased_on_server()
}

#[component]
fn Chip(location: Memo<SearchLocation>, chip: WishChip) -> impl IntoView {
    let WishChip { kind, value, without } = chip;
    let remove = text().tune().remove(format!("{kind} {value}").trim());
    let href = move || location.get().tuned(without.clone()).href();
    view! {
        <li class="chip chip--seed">
            {(!kind.is_empty()).then(|| view! { <span class="chip__kind">{kind}</span> })}
            <bdi>{value}</bdi>
            <a class="chip__remove" data-noscroll href=href aria-label=remove>
                <span aria-hidden="true">"×"</span>
            </a>
        </li>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::testing::{bohemian_rhapsody, recommended, render_in};
    use crate::song::InitialSong;
    use crate::text::Language;
    use catalog::SimilarSongs;

    fn render_heading(language: Language) -> String {
        render_in(language, || {
            let wish =
                "seed_tracks=ew-1&seed_genres=trip%20hop&more=calmer&min_year=1990&max_year=1999";
            let location = SearchLocation::of_wish("something calmer", wish);
            let found = SimilarSongs {
                track: None,
                versions: Vec::new(),
                like: vec![bohemian_rhapsody()],
                artists: Vec::new(),
                unlike: Vec::new(),
                results: vec![recommended(bohemian_rhapsody())],
                filters: Vec::new(),
            };
            let initial = InitialSong { similar: Some(Ok(found)), path: None };
            let state = SongState::new(Memo::new(move |_| location.clone()), initial);
            view! { <WishHeading state /> }
        })
    }

    #[test]
    fn heading() {
        insta::assert_snapshot!(render_heading(Language::English));
    }

    #[test]
    fn heading_in_german() {
        insta::assert_snapshot!(render_heading(Language::German));
    }
}
