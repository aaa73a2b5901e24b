use axum::http::uri::Authority;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// A host at which clients reach this server: `example.org`, `example.org:8443`, or `*` for any.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Host(String);

impl Host {
    /// Whether it is `*`.
    pub(crate) fn is_any(&self) -> bool {
        self.0 == "*"
    }
}

impl FromStr for Host {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let is_host = text.parse::<Authority>().is_ok_and(|host| !host.as_str().contains('@'));
        if text == "*" || is_host {
            return Ok(Self(text.to_ascii_lowercase()));
        }
        Err(format!(
            "{text:?} is not a host: give one such as example.org or example.org:8443, or * for any"
        ))
    }
}

impl fmt::Display for Host {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for Host {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

impl From<Host> for String {
    fn from(host: Host) -> Self {
        host.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts() {
        for (text, valid) in [
            ("*", true),
            ("Example.org", true),
            ("example.org:8443", true),
            ("[2001:db8::1]:80", true),
            ("https://example.org", false),
            ("example.org/mcp", false),
            ("me@example.org", false),
            ("two words", false),
            ("", false),
        ] {
            assert_eq!(text.parse::<Host>().is_ok(), valid, "{text}");
        }
    }
}
