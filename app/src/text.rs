//! Every sentence on the page, in each language.
//!
//! A new language is a file beside `german.rs`, a line in each function of [`Language`] and what
//! `Language::pick` picks from; what it lacks does not compile. A sentence with a number has three forms, for none, one and more.

mod about;
mod english;
mod german;
mod language;
mod list;
mod map;
mod path;
mod template;
#[cfg(test)]
mod tests;
mod tune;

pub use language::Language;

pub(crate) use about::AboutWords;
pub(crate) use list::ListWords;
pub(crate) use map::MapWords;
pub(crate) use path::PathWords;
pub(crate) use tune::TuneWords;

use crate::IN_BROWSER;
use crate::api::ApiError;
use crate::columns::Column;
use crate::notation::Notation;
use catalog::{
    AudioFeature, Facet, FacetGroup, FoundBy, FoundSong, InvalidQuery, Likeness, Query, Reason,
    WordMatch,
};
use english::ENGLISH;
use leptos::prelude::{document, use_context};
use std::sync::OnceLock;
use template::{Counted, Template};

pub(crate) const NAME: &str = "Earworm";

/// Hints to start with.
pub(crate) const EXAMPLE_HINTS: [&str; 4] =
    ["bohemain rapsody quen", "fast chapman", "be happy mcferrin", "上を向いて"];

/// Every sentence in the language of whoever looks at the page.
///
/// A component takes it when it is made: what runs later may do so outside the page that the server is
/// rendering, and there is no other way to tell whose it is.
pub(crate) fn text() -> &'static Words {
    if IN_BROWSER { SPOKEN.get().copied().unwrap_or(&ENGLISH) } else { visitor().words() }
}

/// The language of whoever looks at the page.
pub(crate) fn language() -> Language {
    if IN_BROWSER { text().language } else { visitor() }
}

fn visitor() -> Language {
    use_context().unwrap_or_default()
}

/// The words of the page in the browser, where it is in one language; English where there are none yet.
static SPOKEN: OnceLock<&'static Words> = OnceLock::new();

/// Whether the words of the page's language are there. In the browser those of other languages than English
/// are loaded if they are needed.
pub fn can_speak() -> bool {
    SPOKEN.get().is_some() || page_language() == Language::default()
}

/// Lets the page in the browser speak its language. This alone refers to the words of all of them.
pub fn speak() {
    // It cannot fail twice: what is there already is the same.
    let _ = SPOKEN.set(page_language().words());
}

fn page_language() -> Language {
    let tag = document().document_element().and_then(|html| html.get_attribute("lang"));
    tag.and_then(|tag| Language::from_tag(&tag)).unwrap_or_default()
}

/// The title of a page, as the browser's tab shows it.
pub(crate) fn page_title(page: &str) -> String {
    format!("{page} – {NAME}")
}

/// The sentences of a language.
#[derive(Debug)]
#[cfg_attr(test, derive(serde::Serialize))]
pub(crate) struct Words {
    /// The language that they are in.
    pub(crate) language: Language,
    /// How numbers are written.
    pub(crate) notation: &'static Notation,

    pub(crate) tagline: &'static str,
    pub(crate) description: &'static str,

    pub(crate) skip_to_content: &'static str,
    pub(crate) navigation: &'static str,
    pub(crate) about: &'static str,
    /// What is in a list, to be read after their number.
    songs: [&'static str; 2],
    /// Links to the page in other languages.
    pub(crate) languages: &'static str,

    pub(crate) question: &'static str,
    pub(crate) hint_label: &'static str,
    pub(crate) hint_placeholder: &'static str,
    pub(crate) find: &'static str,
    pub(crate) matches: &'static str,
    pub(crate) best_match: &'static str,
    pub(crate) likely_match: &'static str,
    /// Above matches by what they were found by: title, artist, lyrics.
    pub(crate) found_by: [&'static str; 3],
    pub(crate) no_sure_match: &'static str,
    pub(crate) no_letters: &'static str,
    pub(crate) examples: &'static str,

    pub(crate) artists: &'static str,
    pub(crate) year: &'static str,
    pub(crate) length: &'static str,
    pub(crate) tempo: &'static str,
    pub(crate) key: &'static str,
    pub(crate) columns: &'static str,
    pub(crate) columns_shown: &'static str,
    pub(crate) genres: &'static str,
    pub(crate) title: &'static str,
    pub(crate) actions: &'static str,
    pub(crate) similarity: &'static str,
    pub(crate) reasons: &'static str,
    pub(crate) in_numbers: &'static str,
    pub(crate) listen: &'static str,
    pub(crate) look_for: &'static str,
    pub(crate) copy_link: &'static str,
    pub(crate) link_copied: &'static str,
    pub(crate) recent: &'static str,
    pub(crate) forget: &'static str,
    pub(crate) chosen_song: &'static str,
    /// Before the song that others sound like.
    pub(crate) similar_before: &'static str,
    pub(crate) sort_help: &'static str,
    pub(crate) nothing_left: &'static str,
    pub(crate) show_more: &'static str,
    pub(crate) nothing_similar: &'static str,
    pub(crate) estimated: &'static str,
    pub(crate) more_about_data: &'static str,
    pub(crate) try_again: &'static str,
    pub(crate) back_to_search: &'static str,

    pub(crate) not_found_title: &'static str,
    pub(crate) not_found_text: &'static str,

    pub(crate) about_title: &'static str,

    in_catalogue: Counted,
    found: Counted,
    similar_found: Counted,
    nothing_found: Template,
    versions: Counted,
    other_versions: Counted,
    and_others: Counted,
    found_by_lyrics: Template,
    left_out: Template,
    too_long: Template,
    /// Kinds of versions by their English names; those that are missing are called so.
    kinds: &'static [(&'static str, &'static str)],
    /// Why a song is recommended, in one sentence.
    #[cfg_attr(test, serde(skip))]
    failures: Failures,
    facets: FacetNames,
    groups: GroupNames,
}

/// What went wrong, and what to do about it.
#[derive(Debug)]
#[cfg_attr(test, derive(serde::Serialize))]
struct Failures {
    invalid_request: [&'static str; 2],
    no_wishes: [&'static str; 2],
    no_map: [&'static str; 2],
    unknown_track: [&'static str; 2],
    invalid_list: [&'static str; 2],
    no_destination: &'static str,
    internal: [&'static str; 2],
    unreachable: [&'static str; 2],
}

/// What columns and axes are called that have no name elsewhere.
#[derive(Debug)]
#[cfg_attr(test, derive(serde::Serialize))]
struct FacetNames {
    popularity: &'static str,
    language: &'static str,
    danceability: &'static str,
    energy: &'static str,
    loudness: &'static str,
    mode: &'static str,
    speechiness: &'static str,
    acousticness: &'static str,
    instrumentalness: &'static str,
    liveness: &'static str,
    valence: &'static str,
    time_signature: &'static str,
}

/// What is weighed together.
#[derive(Debug)]
#[cfg_attr(test, derive(serde::Serialize))]
struct GroupNames {
    sound: &'static str,
    genre: &'static str,
    era: &'static str,
    popularity: &'static str,
    language: &'static str,
}

/// What went wrong, as the page tells it.
pub(crate) struct FailureText {
    pub(crate) title: &'static str,
    pub(crate) advice: String,
    /// What exactly was wrong, in English, where the page is in another language.
    pub(crate) detail: Option<String>,
}

impl FailureText {
    fn new(title: &'static str, advice: String) -> Self {
        Self { title, advice, detail: None }
    }

    fn of([title, advice]: [&'static str; 2]) -> Self {
        Self::new(title, advice.to_owned())
    }

    /// The same with what exactly was wrong, which in English is the advice itself.
    fn in_detail(self, detail: String) -> Self {
        if self.advice.is_empty() {
            Self { advice: detail, ..self }
        } else {
            Self { detail: Some(detail), ..self }
        }
    }
}

/// Words that are needed in one place, apart: in the browser they come with its code.
impl Words {
    /// Those of the controls of the similar songs.
    pub(crate) fn tune(&self) -> &'static TuneWords {
        self.language.pick(&english::TUNE, &german::TUNE)
    }

    /// Those of paths.
    pub(crate) fn path(&self) -> &'static PathWords {
        self.language.pick(&english::PATH, &german::PATH)
    }

    /// Those of the list of songs.
    pub(crate) fn list(&self) -> &'static ListWords {
        self.language.pick(&english::LIST, &german::LIST)
    }

    /// Those of the map.
    pub(crate) fn map(&self) -> &'static MapWords {
        self.language.pick(&english::MAP, &german::MAP)
    }

    /// Those of the page about Earworm.
    pub(crate) fn about_page(&self) -> &'static AboutWords {
        self.language.pick(&english::ABOUT, &german::ABOUT)
    }
}

impl Words {
    /// The title of the first page.
    pub(crate) fn home_title(&self) -> String {
        format!("{NAME}: {}", self.tagline)
    }

    /// What a list has so many of, to be read after the number.
    pub(crate) fn songs(&self, count: usize) -> &'static str {
        self.songs[usize::from(count != 1)]
    }

    /// The line at the bottom of every page.
    pub(crate) fn in_catalogue(&self, tracks: u32) -> String {
        self.in_catalogue.of(tracks as usize, self.notation)
    }

    /// What a screen reader says when matches have come.
    pub(crate) fn matches_found(&self, count: usize, best: Option<&str>) -> String {
        let matches = self.found.of(count, self.notation);
        match best {
            Some(best) => format!("{matches}. {}: {best}", self.best_match),
            None => format!("{matches}."),
        }
    }

    /// What a screen reader says when a song was chosen and its similar songs have come.
    pub(crate) fn similar_found(&self, count: usize, song: &str) -> String {
        format!("{song}: {}", self.similar_found.of(count, self.notation))
    }

    /// Nothing in the catalogue is like the hint.
    pub(crate) fn nothing_found(&self, hint: &str) -> String {
        self.nothing_found.fill(&[("hint", hint)])
    }

    /// How many recordings of a song there are.
    pub(crate) fn versions(&self, count: u32) -> String {
        self.versions.of(count as usize, self.notation)
    }

    /// How many other recordings of a song there are.
    pub(crate) fn other_versions(&self, count: u32) -> String {
        self.other_versions.of(count as usize, self.notation)
    }

    /// How a recording differs from the first one, by the English word for it.
    pub(crate) fn kind(&self, kind: &str) -> String {
        let known = self.kinds.iter().find(|(english, _)| *english == kind);
        known.map_or(kind, |(_, name)| name).to_owned()
    }

    /// After the title of a song that others are to be sounded like, too.
    pub(crate) fn and_others(&self, count: usize) -> String {
        self.and_others.of(count, self.notation)
    }

    /// Why a song was found, where its title and artists alone do not tell.
    pub(crate) fn why_found(&self, song: &FoundSong) -> Option<String> {
        if let Some(line) = song.lyrics.as_ref().filter(|_| song.found_by == FoundBy::Lyrics) {
            return Some(self.found_by_lyrics.fill(&[("line", line)]));
        }
        let reasons: Vec<String> = song.words.iter().filter_map(other_word).collect();
        (!reasons.is_empty()).then(|| reasons.join(" · "))
    }

    /// Why a song is recommended; some models do not tell.
    pub(crate) fn why_recommended(&self, reasons: &[Reason]) -> Option<String> {
        let sentence = self
            .language
            .pick::<fn(&[Reason]) -> String>(catalog::sentence, german::why_recommended);
        (!reasons.is_empty()).then(|| sentence(reasons))
    }

    /// What is above the matches that were found by this.
    pub(crate) const fn found_by(&self, found_by: FoundBy) -> &'static str {
        let [title, artist, lyrics] = self.found_by;
        match found_by {
            FoundBy::Title => title,
            FoundBy::Artist => artist,
            FoundBy::Lyrics => lyrics,
        }
    }

    /// What of the hint had to be left out.
    pub(crate) fn left_out(&self, words: &[String]) -> Option<String> {
        (!words.is_empty()).then(|| self.left_out.fill(&[("words", &words.join(", "))]))
    }

    /// The hint is longer than any hint needs to be.
    pub(crate) fn too_long(&self, chars: usize) -> String {
        let most = Query::MAX_CHARS.to_string();
        self.too_long.fill(&[("n", &self.notation.count(chars)), ("most", &most)])
    }

    /// What went wrong, and what to do about it.
    pub(crate) fn failure(&self, failure: ApiError) -> FailureText {
        let failures = &self.failures;
        match failure {
            ApiError::InvalidRequest(error) => {
                FailureText::of(failures.invalid_request).in_detail(error.to_string())
            }
            ApiError::InvalidList(why) => FailureText::of(failures.invalid_list).in_detail(why),
            ApiError::NoDestination(hint) => {
                FailureText::new(failures.no_destination, self.no_destination(&hint))
            }
            ApiError::NoWishes => FailureText::of(failures.no_wishes),
            ApiError::NoMap => FailureText::of(failures.no_map),
            ApiError::UnknownTrack => FailureText::of(failures.unknown_track),
            ApiError::Internal => FailureText::of(failures.internal),
            ApiError::Unreachable => FailureText::of(failures.unreachable),
        }
    }

    /// What to do about a hint that means no song.
    fn no_destination(&self, hint: &str) -> String {
        match hint.parse::<Query>() {
            Err(InvalidQuery::Empty) => self.no_letters.into(),
            Err(InvalidQuery::TooLong { chars }) => self.too_long(chars),
            Ok(_) => self.nothing_found(hint),
        }
    }

    /// A column of the table of similar songs, of which one shows this number.
    pub(crate) const fn column(&self, column: Column, number: Facet) -> &'static str {
        match column {
            Column::Artists => self.artists,
            Column::Year => self.year,
            Column::Genres => self.genres,
            Column::Number => self.facet(number),
            Column::Reasons => self.reasons,
        }
    }

    /// What songs are compared in, as a column or an axis is called.
    pub(crate) const fn facet(&self, facet: Facet) -> &'static str {
        match facet {
            Facet::Genres => self.genres,
            Facet::Year => self.year,
            Facet::Popularity => self.facets.popularity,
            Facet::Language => self.facets.language,
            Facet::Duration => self.length,
            Facet::Audio(feature) => self.audio_feature(feature),
        }
    }

    const fn audio_feature(&self, feature: AudioFeature) -> &'static str {
        match feature {
            AudioFeature::Danceability => self.facets.danceability,
            AudioFeature::Energy => self.facets.energy,
            AudioFeature::Key => self.key,
            AudioFeature::Loudness => self.facets.loudness,
            AudioFeature::Mode => self.facets.mode,
            AudioFeature::Speechiness => self.facets.speechiness,
            AudioFeature::Acousticness => self.facets.acousticness,
            AudioFeature::Instrumentalness => self.facets.instrumentalness,
            AudioFeature::Liveness => self.facets.liveness,
            AudioFeature::Valence => self.facets.valence,
            AudioFeature::Tempo => self.tempo,
            AudioFeature::TimeSignature => self.facets.time_signature,
        }
    }

    /// What is weighed together.
    pub(crate) const fn group(&self, group: FacetGroup) -> &'static str {
        match group {
            FacetGroup::Sound => self.groups.sound,
            FacetGroup::Genre => self.groups.genre,
            FacetGroup::Era => self.groups.era,
            FacetGroup::Popularity => self.groups.popularity,
            FacetGroup::Language => self.groups.language,
        }
    }
}

fn other_word(found: &WordMatch) -> Option<String> {
    let WordMatch { typed, word, how, .. } = found;
    let told = !matches!(how, Likeness::Exact | Likeness::Prefix) && typed != word;
    told.then(|| format!("{typed} → {word}"))
}
