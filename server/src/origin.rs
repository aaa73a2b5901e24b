use axum::http::{HeaderValue, Uri};
use serde::{Deserialize, Serialize};
use std::str::FromStr;

/// An origin allowed to call the API from a browser: `https://example.org`, or `*` for any.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Origin(String);

impl Origin {
    /// Whether it is `*`.
    pub(crate) fn is_any(&self) -> bool {
        self.0 == "*"
    }

    /// With its port, also where the scheme implies it. `None` if it is `*`.
    pub(crate) fn with_port(&self) -> Option<String> {
        let uri: Uri = self.0.parse().ok()?;
        let implied = if uri.scheme_str()? == "https" { 443 } else { 80 };
        Some(match uri.port() {
            Some(_) => self.0.clone(),
            None => format!("{}:{implied}", self.0),
        })
    }

    /// As a value of the `Origin` header.
    pub(crate) fn header(&self) -> Option<HeaderValue> {
        self.0.parse().ok()
    }
}

impl FromStr for Origin {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let host = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
        let is_host = |host: &str| {
            !host.is_empty()
                && host.bytes().all(|b| b.is_ascii_alphanumeric() || b"-.:[]".contains(&b))
        };
        if text == "*" || host.is_some_and(is_host) {
            return Ok(Self(text.to_ascii_lowercase()));
        }
        Err(format!(
            "{text:?} is not an origin: give one such as https://example.org, or * for any"
        ))
    }
}

impl TryFrom<String> for Origin {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

impl From<Origin> for String {
    fn from(origin: Origin) -> Self {
        origin.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ports() {
        let check = |text: &str, expected: Option<&str>| {
            let origin: Origin = text.parse().expect("an origin");
            assert_eq!(origin.with_port().as_deref(), expected, "{text}");
        };
        check("https://example.org", Some("https://example.org:443"));
        check("http://localhost", Some("http://localhost:80"));
        check("http://[::1]:8080", Some("http://[::1]:8080"));
        check("*", None);
    }

    #[test]
    fn origins() {
        for (text, valid) in [
            ("*", true),
            ("https://example.org", true),
            ("http://localhost:8080", true),
            ("http://[::1]:80", true),
            ("example.org", false),
            ("https://example.org/page", false),
            ("https://", false),
            ("", false),
        ] {
            assert_eq!(text.parse::<Origin>().is_ok(), valid, "{text}");
        }
    }
}
