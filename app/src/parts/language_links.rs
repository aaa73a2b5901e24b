use crate::text::{Language, language, text};
use crate::url::{PageUrl, escape, use_router};
use leptos::prelude::*;

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
    let router = use_router();
    let href = move || href(language, &router.get());
    let code = language.code();
    view! {
        <a href=href rel="external nofollow" lang=code hreflang=code>
            {language.name()}
        </a>
    }
}

/// The URL that chooses a language and leads back to a page.
fn href(language: Language, page: &PageUrl) -> String {
    let PageUrl { path, query } = page;
    let back = if query.is_empty() { path.clone() } else { format!("{path}?{query}") };
    format!("/language/{}?back={}", language.code(), escape(&back))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::testing::{render_at, render_in};

    #[test]
    fn hrefs() {
        let check = |language, page: &str, expected: &str| {
            assert_eq!(href(language, &PageUrl::parse(page)), expected);
        };
        check(Language::German, "/about", "/language/de?back=%2Fabout");
        let back = "/language/en?back=%2F%3Fq%3Da%2520b%26song%3Dx";
        check(Language::English, "/?q=a%20b&song=x", back);
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
