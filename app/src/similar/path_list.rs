use crate::device::EraseOnServer;
use crate::song::ScoredSong;
use crate::text::text;
use crate::url::{Destination, SearchLocation, href_onward};
use catalog::{Recommendation, SongEntry, SongPath};
use leptos::either::Either;
use leptos::prelude::*;

/// The songs between two others, each with its similarity to the one before.
#[component]
pub(crate) fn PathList(location: Memo<SearchLocation>, path: SongPath) -> impl IntoView {
    let words = text().path();
    let SongPath { from, to, others, results } = path;
    let end = href_onward(location, to.clone());
    let steps = if results.is_empty() {
        Either::Left(view! { <p>{words.nothing_between}</p> })
    } else {
        Either::Right(view! { <Steps location songs=results /> })
    };
    view! {
        <section aria-labelledby="path-title">
            <h2 id="path-title" class="path__title" tabindex="-1">
                {words.from}
                <bdi>{from.name}</bdi>
                {words.to_before}
                <a href=end>
                    <bdi>{to.name}</bdi>
                </a>
            </h2>
            {steps}
            <Others location songs=others />
        </section>
    }
    .erased_on_server()
}

#[component]
fn Steps(location: Memo<SearchLocation>, songs: Vec<Recommendation>) -> impl IntoView {
    let steps = songs.into_iter().map(|song| view! { <Step location song /> }).collect_view();
    view! {
        <ol class="path__steps" aria-labelledby="path-title">
            {steps}
        </ol>
        <p class="path__note">{text().path().compared}</p>
    }
}

#[component]
fn Step(location: Memo<SearchLocation>, song: Recommendation) -> impl IntoView {
    let href = Signal::derive(href_onward(location, song.track.clone()));
    view! {
        <li>
            <div class="path__step">
                <ScoredSong song href />
            </div>
        </li>
    }
}

/// Links to paths to other matches of the destination.
#[component]
fn Others(location: Memo<SearchLocation>, songs: Vec<SongEntry>) -> impl IntoView {
    let words = text().path();
    let chips = songs.into_iter().map(|song| {
        let label = song.label();
        let href = move || {
            let to = Destination::Track(song.id.to_string());
            location.get().with_path(Some(to)).href()
        };
        view! {
            <li>
                <a class="chip" data-noscroll href=href dir="auto">
                    {label}
                </a>
            </li>
        }
    });
    let chips = chips.collect::<Vec<_>>();
    (!chips.is_empty()).then(|| {
        view! {
            <div class="chip-group">
                <p class="chip-group__label">{words.others}</p>
                <ul class="chips" aria-label=words.others>
                    {chips}
                </ul>
            </div>
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::testing::{bare_song, bohemian_rhapsody, recommended, render};

    fn render_path(others: Vec<SongEntry>, results: Vec<Recommendation>) -> String {
        let path = SongPath { from: bohemian_rhapsody(), to: bare_song(), others, results };
        render(move || {
            let location =
                SearchLocation::of_song(&path.from).with_path(Destination::typed("shir"));
            let location = Memo::new(move |_| location.clone());
            view! { <PathList location path /> }
        })
    }

    #[test]
    fn path() {
        let songs = [bohemian_rhapsody(), bare_song()];
        let steps = songs.clone().map(recommended).to_vec();
        insta::assert_snapshot!(render_path(songs.to_vec(), steps));
    }

    #[test]
    fn nothing_between() {
        insta::assert_snapshot!(render_path(Vec::new(), Vec::new()));
    }
}
