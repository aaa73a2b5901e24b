//! Every sentence on the page, in each language.
//!
//! A new language is a file beside `german.rs`, a variant of [`Language`] and a field of `ByLanguage` in
//! `translations.rs`: the compiler then names every place that lacks it.

#[cfg(feature = "ssr")]
mod about;
mod english;
mod failures;
mod german;
mod language;
mod list;
mod map;
mod notation;
mod path;
mod phrase;
mod template;
#[cfg(test)]
mod tests;
mod translations;
mod tune;
mod words;

pub use language::Language;

#[cfg(feature = "ssr")]
pub(crate) use about::AboutWords;
pub(crate) use failures::FailureText;
pub(crate) use map::MapWords;
pub(crate) use notation::{after_dots, duration, tempo};
pub(crate) use tune::TuneWords;
#[cfg(feature = "ssr")]
pub(crate) use words::NAME;
pub(crate) use words::{Words, page_title};

use catalog::{AudioFeatures, Facet, Reason};
use english::ENGLISH;
use leptos::prelude::{document, use_context};
use std::sync::OnceLock;

/// Queries to start with.
#[cfg(feature = "ssr")]
pub(crate) const EXAMPLE_QUERIES: [&str; 4] =
    ["bohemain rapsody quen", "fast chapman", "be happy mcferrin", "上を向いて"];

/// The words of the visitor's language.
///
/// Call it when a component is created: on the server, what runs later has no access to the request.
pub(crate) fn text() -> &'static Words {
    if IN_BROWSER { LOADED.get().copied().unwrap_or(&ENGLISH) } else { visitor().words() }
}

/// Why a song is recommended, in English; `None` without reasons. The facets in `first` lead.
pub fn why_in_english(reasons: &[Reason], first: &[Facet]) -> Option<String> {
    ENGLISH.why_recommended(reasons, first)
}

/// The key of a track, in English: "B♭ major"; `None` if it is unknown.
pub fn key_in_english(features: &AudioFeatures) -> Option<String> {
    ENGLISH.notation.key(features)
}

/// The visitor's language.
pub(crate) fn language() -> Language {
    if IN_BROWSER { text().language } else { visitor() }
}

/// Lets the compiler drop what only the server needs.
pub(crate) const IN_BROWSER: bool = cfg!(target_arch = "wasm32");

fn visitor() -> Language {
    use_context().unwrap_or_default()
}

/// The words in the browser, where there is only one page; until they are loaded, English.
static LOADED: OnceLock<&'static Words> = OnceLock::new();

/// Whether the words of the page's language are loaded. English comes with the main code.
pub fn can_speak() -> bool {
    LOADED.get().is_some() || page_language() == Language::default()
}

/// Makes the page in the browser use its language. Only this refers to all languages, so that the words of the
/// others can be split off.
pub fn speak() {
    // Only fails if the same words are set already.
    let _ = LOADED.set(page_language().words());
}

fn page_language() -> Language {
    let tag = document().document_element().and_then(|html| html.get_attribute("lang"));
    tag.and_then(|tag| Language::from_tag(&tag)).unwrap_or_default()
}
