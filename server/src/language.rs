//! The language of a page: the visitor's choice, or else the browser's preference.

use crate::{AppState, Problem};
use app::Language;
use axum::Router;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query};
use axum::http::header::{ACCEPT_LANGUAGE, CACHE_CONTROL, LOCATION, SET_COOKIE};
use axum::http::uri::PathAndQuery;
use axum::http::{HeaderMap, StatusCode};
use axum::response::IntoResponse;
use axum::routing::get;
use headers::{Cookie, HeaderMapExt};
use serde::Deserialize;
use std::str::FromStr;

/// Name of the cookie with the chosen language.
const COOKIE: &str = "language";

/// Lifetime of the cookie: a year, in seconds.
const MAX_AGE: u32 = 31_536_000;

/// `/language/de?back=/about` sets the language and redirects to a page.
pub(crate) fn routes() -> Router<AppState> {
    Router::new().route("/language/{code}", get(choose))
}

/// The language of a page for a request with these headers.
pub(crate) fn of_visitor(headers: &HeaderMap) -> Language {
    chosen(headers).or_else(|| asked_for(headers)).unwrap_or_default()
}

fn chosen(headers: &HeaderMap) -> Option<Language> {
    let cookie = headers.typed_get::<Cookie>()?;
    cookie.get(COOKIE).and_then(Language::from_tag)
}

fn asked_for(headers: &HeaderMap) -> Option<Language> {
    let values = headers.get_all(ACCEPT_LANGUAGE).iter().filter_map(|value| value.to_str().ok());
    best(&values.collect::<Vec<_>>().join(","))
}

/// The preferred language in `Accept-Language` (RFC 9110, section 12.5.4); the first of equals.
fn best(accepted: &str) -> Option<Language> {
    let mut ranges: Vec<(Language, f32)> = accepted.split(',').filter_map(range).collect();
    ranges.sort_by(|(_, a), (_, b)| b.total_cmp(a));
    ranges.first().map(|(language, _)| *language)
}

/// A supported language and its quality, in `(0, 1]`.
fn range(range: &str) -> Option<(Language, f32)> {
    let (tag, weight) = range.split_once(';').unwrap_or((range, "q=1"));
    let quality = weight.trim().strip_prefix(['q', 'Q'])?.trim_start().strip_prefix('=')?;
    let quality: f32 = quality.trim().parse().ok()?;
    let language = Language::from_tag(tag.trim())?;
    (quality > 0.0 && quality <= 1.0).then_some((language, quality))
}

/// A path on this site, with its query string. Browsers do not take it for a URL of another site.
#[derive(Debug, PartialEq, Eq)]
struct LocalPath(PathAndQuery);

impl FromStr for LocalPath {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        // Browsers treat a backslash as a slash, and `//host` as a URL of another host.
        let elsewhere = !text.starts_with('/') || text.starts_with("//") || text.contains('\\');
        let page = text.parse().ok().filter(|_| !elsewhere).map(Self);
        page.ok_or_else(|| "give a path on this site, such as /about".to_owned())
    }
}

#[derive(Deserialize)]
struct Params {
    back: Option<String>,
}

async fn choose(
    Path(code): Path<String>,
    params: Result<Query<Params>, QueryRejection>,
) -> Result<impl IntoResponse, Problem> {
    let Query(params) = params.map_err(|rejection| Problem::query_string(rejection.body_text()))?;
    let language = Language::ALL.into_iter().find(|language| language.code() == code);
    let language = language.ok_or_else(unknown_language)?;
    let back: LocalPath = params.back.as_deref().unwrap_or("/").parse().map_err(invalid_path)?;
    let cookie =
        format!("{COOKIE}={}; Path=/; Max-Age={MAX_AGE}; SameSite=Lax; HttpOnly", language.code());
    let headers = [
        (LOCATION, back.0.as_str().to_owned()),
        (SET_COOKIE, cookie),
        (CACHE_CONTROL, "no-store".to_owned()),
    ];
    Ok((StatusCode::SEE_OTHER, headers))
}

fn unknown_language() -> Problem {
    let codes = Language::ALL.map(Language::code).join(", ");
    Problem::parameter("code", format!("unsupported language: give one of {codes}"))
}

fn invalid_path(why: String) -> Problem {
    Problem::parameter("back", why)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(cookie: Option<&str>, accepted: &[&str], expected: Language) {
        let mut headers = HeaderMap::new();
        if let Some(cookie) = cookie {
            headers.insert("cookie", cookie.parse().expect("a value"));
        }
        for accepted in accepted {
            headers.append(ACCEPT_LANGUAGE, accepted.parse().expect("a value"));
        }
        assert_eq!(of_visitor(&headers), expected, "{cookie:?} {accepted:?}");
    }

    #[test]
    fn browser_preference() {
        check(None, &[], Language::English);
        check(None, &["de"], Language::German);
        check(None, &["de-AT,de;q=0.9,en;q=0.8"], Language::German);
        check(None, &["en-GB,en;q=0.9,de;q=0.8"], Language::English);
        check(None, &["en;q=0.7, DE;q=0.8"], Language::German);
        check(None, &["fr-FR, de ; q=0.5 , en;q=0.4"], Language::German);
        check(None, &["de;q=0.5", "en;q=0.6"], Language::English);
        check(None, &["en, de"], Language::English);
        check(None, &["de;q=0"], Language::English);
        check(None, &["de;q=0, *"], Language::English);
        check(None, &["fr, *;q=0.5"], Language::English);
        check(None, &["de;q=2, en;q=0.1", ""], Language::English);
        check(None, &["de;q=nan", "de;q=", "de;level=1", ";;,,=", "q=1"], Language::English);
    }

    #[test]
    fn choice_overrides_preference() {
        check(Some("language=de"), &["en"], Language::German);
        check(Some("a=b; language=en; c=d"), &["de"], Language::English);
        check(Some("language=fr"), &["de"], Language::German);
        check(Some("language="), &["de"], Language::German);
        check(Some("languages=en; xlanguage=en"), &["de"], Language::German);
        check(Some("language"), &[], Language::English);
    }

    #[test]
    fn local_paths() {
        for page in ["/", "/about", "/?q=a%20b&song=x", "/list?songs=a,b", "/a//b", "/?to=//x"] {
            assert_eq!(page.parse::<LocalPath>().map(|page| page.0.to_string()), Ok(page.into()));
        }
    }

    #[test]
    fn other_sites() {
        for page in [
            "",
            "about",
            "//example.org",
            "///example.org",
            "/\\example.org",
            "\\\\example.org",
            "https://example.org",
            "https:/example.org",
            "javascript:alert(1)",
            " //example.org",
            "/\t/example.org",
            "\t//example.org",
            "/\r\nset-cookie: a=b",
            "/ü b",
            "*",
        ] {
            assert!(page.parse::<LocalPath>().is_err(), "{page:?}");
        }
    }

    proptest! {
        #[test]
        fn any_header_is_parsed(text in ".{0,80}") {
            best(&text);
        }

        #[test]
        fn highest_quality_wins(de in 1_u32..=1000, en in 1_u32..=1000) {
            let quality = |thousandths: u32| f64::from(thousandths) / 1000.0;
            let found = best(&format!("de;q={},fr,en-US;q={}", quality(de), quality(en)));
            let expected = if de >= en { Language::German } else { Language::English };
            prop_assert_eq!(found, Some(expected));
        }

        #[test]
        fn local_paths_start_with_one_slash(text in "[/\\\\a-z.:?#@\t ]{0,12}") {
            if let Ok(LocalPath(page)) = text.parse::<LocalPath>() {
                let mut chars = page.as_str().chars();
                prop_assert_eq!(chars.next(), Some('/'));
                prop_assert!(!matches!(chars.next(), Some('/' | '\\' | '\t')));
            }
        }
    }
}
