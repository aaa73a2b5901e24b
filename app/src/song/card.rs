use super::links::{SongLinks, Versions};
use super::radar::Radar;
use crate::api::use_catalogue_facts;
use crate::device::EraseOnServer;
use crate::text::{Words, duration, tempo, text};
use catalog::{Provenance, SongEntry, SongVersion};
use leptos::prelude::*;

/// The chosen song with its facts, its other versions and a radar chart of its sound.
#[component]
pub(crate) fn SongCard(
    song: SongEntry,
    versions: Vec<SongVersion>,
    /// The song that is pointed at, to be compared with this one.
    #[prop(into)]
    compared: Signal<Option<SongEntry>>,
    hydrated: Signal<bool>,
) -> impl IntoView {
    let text = text();
    let artists = song.artist_line();
    let estimated = use_catalogue_facts().provenance == Provenance::Estimated;
    view! {
        <section class="song" aria-labelledby="song-title">
            <div class="song__told">
                <p class="song__kicker">{text.chosen_song}</p>
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
    .erased_on_server()
}

#[component]
fn Facts(song: SongEntry) -> impl IntoView {
    let known = facts(text(), &song)
        .into_iter()
        .filter_map(|(name, value)| value.map(|value| view! { <Fact name value /> }))
        .collect::<Vec<_>>();
    (!known.is_empty()).then(|| view! { <dl class="facts">{known}</dl> })
}

fn facts(text: &Words, song: &SongEntry) -> [(&'static str, Option<String>); 4] {
    [
        (text.year, song.release_date.map(|date| date.year().to_string())),
        (text.length, song.duration_ms.map(duration)),
        (text.tempo, tempo(&song.features)),
        (text.key, text.notation.key(&song.features)),
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
    (!chips.is_empty()).then(|| view! { <ul class="chips" aria-label=text().genres>{chips}</ul> })
}

/// Says that the audio features are estimates.
#[component]
fn EstimatedNote() -> impl IntoView {
    let text = text();
    view! {
        <p class="song__note">
            {text.estimated} " " <a href="/about">{text.more_about_data}</a> "."
        </p>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::testing::{bare_song, bohemian_rhapsody, render_in};
    use crate::text::Language;

    fn render_card(song: SongEntry, versions: Vec<SongVersion>) -> String {
        render_card_in(Language::English, song, versions)
    }

    fn render_card_in(language: Language, song: SongEntry, versions: Vec<SongVersion>) -> String {
        render_in(language, move || {
            let (hydrated, compared) = (Signal::from(false), RwSignal::new(None));
            view! { <SongCard song versions compared hydrated /> }
        })
    }

    fn versions() -> Vec<SongVersion> {
        vec![SongVersion {
            id: "ew-7".parse().expect("an id"),
            name: "Bohemian Rhapsody - Live".into(),
            release_date: "1986".parse().ok(),
            kind: "live".into(),
        }]
    }

    #[test]
    fn card() {
        insta::assert_snapshot!(render_card(bohemian_rhapsody(), versions()));
    }

    #[test]
    fn card_of_a_song_of_which_little_is_known() {
        insta::assert_snapshot!(render_card(bare_song(), Vec::new()));
    }

    #[test]
    fn card_in_german() {
        insta::assert_snapshot!(render_card_in(Language::German, bohemian_rhapsody(), versions()));
    }
}
