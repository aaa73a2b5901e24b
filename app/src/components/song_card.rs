use super::radar::Radar;
use super::song_links::{SongLinks, Versions};
use crate::api::use_catalogue_facts;
use crate::notation;
use crate::text;
use catalog::{Provenance, SongEntry, SongVersion};
use leptos::prelude::*;
use leptos_router::components::A;

/// The chosen song with its facts, its other versions and the shape of its sound.
#[component]
pub(crate) fn SongCard(
    song: SongEntry,
    versions: Vec<SongVersion>,
    /// The song that somebody points at, to be compared with this one.
    #[prop(into)]
    compared: Signal<Option<SongEntry>>,
    hydrated: Signal<bool>,
) -> AnyView {
    let artists = song.artist_line();
    let estimated = use_catalogue_facts().provenance == Provenance::Estimated;
    view! {
        <section class="song" aria-labelledby="song-title">
            <div class="song__told">
                <p class="song__kicker">{text::CHOSEN_SONG}</p>
                <h1 id="song-title" class="song__title" tabindex="-1" dir="auto">
                    {song.name.clone()}
                </h1>
                {(!artists.is_empty())
                    .then(|| view! { <p class="song__artists" dir="auto">{artists}</p> })}
                <Facts song=song.clone() />
                <Genres genres=song.genres.clone() />
                <SongLinks song=song.clone() hydrated />
                <Versions song=song.clone() versions />
                {estimated.then(|| view! { <EstimatedNote /> })}
            </div>
            <Radar song compared />
        </section>
    }
    .into_any()
}

/// The facts that are known.
#[component]
fn Facts(song: SongEntry) -> impl IntoView {
    let known = facts(&song)
        .into_iter()
        .filter_map(|(name, value)| value.map(|value| view! { <Fact name value /> }))
        .collect::<Vec<_>>();
    (!known.is_empty()).then(|| view! { <dl class="facts">{known}</dl> })
}

fn facts(song: &SongEntry) -> [(&'static str, Option<String>); 4] {
    [
        (text::YEAR, song.release_date.map(|date| date.year().to_string())),
        (text::LENGTH, song.duration_ms.map(notation::duration)),
        (text::TEMPO, notation::tempo(&song.features)),
        (text::KEY, notation::key(&song.features)),
    ]
}

#[component]
fn Fact(name: &'static str, value: String) -> impl IntoView {
    view! {
        <div class="facts__fact">
            <dt>{name}</dt>
            <dd>{value}</dd>
        </div>
    }
}

#[component]
fn Genres(genres: Vec<String>) -> impl IntoView {
    let chips = genres.into_iter().map(|genre| view! { <li class="chip">{genre}</li> });
    let chips = chips.collect::<Vec<_>>();
    (!chips.is_empty()).then(|| view! { <ul class="chips" aria-label=text::GENRES>{chips}</ul> })
}

/// Says that nobody measured these recordings.
#[component]
fn EstimatedNote() -> impl IntoView {
    view! {
        <p class="song__note">
            {text::ESTIMATED} " " <A href="/about">{text::MORE_ABOUT_DATA}</A> "."
        </p>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{bohemian_rhapsody, render};

    fn render_card(song: SongEntry, versions: Vec<SongVersion>) -> String {
        render(move || {
            let (hydrated, compared) = (Signal::from(false), RwSignal::new(None));
            view! { <SongCard song versions compared hydrated /> }
        })
    }

    #[test]
    fn card() {
        let version = SongVersion {
            id: "ew-7".parse().expect("an id"),
            name: "Bohemian Rhapsody - Live".into(),
            release_date: "1986".parse().ok(),
            kind: "live".into(),
        };
        insta::assert_snapshot!(render_card(bohemian_rhapsody(), vec![version]));
    }

    #[test]
    fn card_of_a_song_of_which_little_is_known() {
        insta::assert_snapshot!(render_card(crate::testing::bare_song(), Vec::new()));
    }
}
