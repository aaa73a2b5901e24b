//! Songs and rendering for the tests of components.

use crate::text::Language;
use crate::url::{PageUrl, Router};
use catalog::{
    AudioFeature, Confidence, Facet, FacetValue, FoundBy, FoundSong, Reason, Recommendation,
    SongEntry,
};
use leptos::prelude::*;

/// A song with all metadata.
pub(crate) fn bohemian_rhapsody() -> SongEntry {
    let features = [
        (AudioFeature::Key, Some(10.0)),
        (AudioFeature::Mode, Some(1.0)),
        (AudioFeature::Tempo, Some(71.6)),
    ];
    SongEntry {
        id: "ew-1".parse().expect("an id"),
        index: 0,
        name: "Bohemian Rhapsody".into(),
        artists: vec!["Queen".into()],
        release_date: "1975-10-31".parse().ok(),
        popularity: Some(88),
        duration_ms: Some(354_947),
        explicit: Some(false),
        features: features.into_iter().collect(),
        genres: vec!["classic rock".into(), "glam rock".into()],
        lang: Some("en".into()),
    }
}

/// A song with nothing but a title, which looks like markup.
pub(crate) fn bare_song() -> SongEntry {
    SongEntry {
        id: "ew-2".parse().expect("an id"),
        index: 1,
        name: "<b>שיר & song</b>".into(),
        artists: vec![],
        release_date: None,
        popularity: None,
        duration_ms: None,
        explicit: None,
        features: [].into_iter().collect(),
        genres: vec![],
        lang: None,
    }
}

/// A match without explanations.
pub(crate) fn found_song(track: SongEntry) -> FoundSong {
    FoundSong {
        artist_marks: vec![Vec::new(); track.artists.len()],
        track,
        score: 0.9,
        confidence: Confidence::Likely,
        found_by: FoundBy::Title,
        words: Vec::new(),
        title_marks: Vec::new(),
        version_count: 1,
        versions: Vec::new(),
        lyrics: None,
        parts: Vec::new(),
    }
}

/// A recommendation because of genres and year.
pub(crate) fn recommended(track: SongEntry) -> Recommendation {
    let reason = |facet, part, value: Option<FacetValue>| Reason {
        facet,
        part,
        most: 0.6,
        seed: value.clone(),
        value,
    };
    let genre = FacetValue::Names(vec!["classic rock".into()]);
    let reasons = vec![reason(Facet::Genres, 0.5, Some(genre)), reason(Facet::Year, 0.373, None)];
    Recommendation { track, score: 0.873, reasons }
}

/// The HTML of a view, one element per line.
pub(crate) fn render<V: IntoView + 'static>(view: impl FnOnce() -> V + Send + 'static) -> String {
    render_at("/", view)
}

/// The same in another language.
pub(crate) fn render_in<V: IntoView + 'static>(
    language: Language,
    view: impl FnOnce() -> V + Send + 'static,
) -> String {
    render_as("/", language, view)
}

/// The same at another address.
pub(crate) fn render_at<V: IntoView + 'static>(
    url: &str,
    view: impl FnOnce() -> V + Send + 'static,
) -> String {
    render_as(url, Language::English, view)
}

fn render_as<V: IntoView + 'static>(
    url: &str,
    language: Language,
    view: impl FnOnce() -> V + Send + 'static,
) -> String {
    let owner = Owner::new();
    let html = owner.with(|| {
        provide_context(language);
        provide_context(Router::at(PageUrl::parse(url)));
        view().into_view().to_html()
    });
    html.replace("<!>", "").replace("><", ">\n<")
}
