use crate::text::{Language, language, text};
use leptos::prelude::*;
use leptos_router::hooks::use_location;
use leptos_router::location::Url;

/// Links to the same page in the other languages. The server remembers the choice.
#[component]
pub(crate) fn LanguageLinks() -> impl IntoView {
    let shown = language();
    let others = Language::ALL.into_iter().filter(|other| *other != shown);
    let links = others.map(|language| view! { <LanguageLink language /> }).collect_view();
    view! { <nav aria-label=text().languages>{links}</nav> }
}

#[component]
fn LanguageLink(language: Language) -> impl IntoView {
    let location = use_location();
    let (path, search) = (location.pathname, location.search);
    let href = move || href(language, &path.get(), &search.get());
    let code = language.code();
    view! {
        <a href=href rel="external nofollow" lang=code hreflang=code>
            {language.name()}
        </a>
    }
}

/// The URL that chooses a language and leads back to a page.
fn href(language: Language, path: &str, search: &str) -> String {
    let back = if search.is_empty() { path.to_owned() } else { format!("{path}?{search}") };
    format!("/language/{}?back={}", language.code(), Url::escape(&back))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{render_at, render_in};

    #[test]
    fn hrefs() {
        assert_eq!(href(Language::German, "/about", ""), "/language/de?back=%2Fabout");
        assert_eq!(
            href(Language::English, "/", "q=a%20b&song=x"),
            "/language/en?back=%2F%3Fq%3Da%2520b%26song%3Dx"
        );
    }

    #[test]
    fn links_to_the_other_language() {
        let english = render_at("/list?songs=a", || view! { <LanguageLinks /> });
        assert!(english.contains("href=\"/language/de?back=%2Flist%3Fsongs%3Da\""), "{english}");
        assert!(english.contains("lang=\"de\"") && english.contains(">Deutsch<"), "{english}");
        let german = render_in(Language::German, || view! { <LanguageLinks /> });
        assert!(german.contains("/language/en") && !german.contains("/language/de"), "{german}");
    }
}
