use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// The parameters of a URL, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Params(Vec<(String, String)>);

impl Params {
    /// Parses a query string in the form encoding (URL Standard, section 5.1).
    pub(crate) fn parse(query: &str) -> Self {
        Self(form_urlencoded::parse(query.as_bytes()).into_owned().collect())
    }

    /// The value of a parameter; if it is repeated, the last one.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.values(name).next_back()
    }

    /// The value, unless it is empty.
    pub(crate) fn non_empty(&self, name: &str) -> Option<&str> {
        self.get(name).filter(|value| !value.is_empty())
    }

    /// All values of a parameter.
    pub(crate) fn values(&self, name: &str) -> impl DoubleEndedIterator<Item = &str> {
        self.0.iter().filter(move |(named, _)| named == name).map(|(_, value)| value.as_str())
    }

    /// The names in order; repeated parameters appear more than once.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|(name, _)| name.as_str())
    }
}

/// The characters that need no escape in a URL (RFC 3986, section 2.3).
const UNRESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// Percent-encodes a text.
pub(crate) fn escape(text: &str) -> String {
    utf8_percent_encode(text, UNRESERVED).to_string()
}

/// The URL of a path with these parameters.
pub(crate) fn href<'a>(path: &str, pairs: impl Iterator<Item = (&'a str, &'a str)>) -> String {
    let mut href = path.to_owned();
    for (number, (name, value)) in pairs.enumerate() {
        href.push(if number == 0 { '?' } else { '&' });
        href.push_str(name);
        href.push('=');
        href.push_str(&escape(value));
    }
    href
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn lookup() {
        let params = Params::parse("q=a+b%20c&song=&more=x&more=y&broken=%ff%2");
        assert_eq!(params.get("q"), Some("a b c"));
        assert_eq!((params.get("song"), params.non_empty("song")), (Some(""), None));
        assert_eq!(params.get("more"), Some("y"));
        assert_eq!(params.values("more").collect::<Vec<_>>(), ["x", "y"]);
        assert_eq!(params.get("broken"), Some("\u{fffd}%2"));
        assert_eq!(params.get("missing"), None);
        assert_eq!(params.names().count(), 5);
    }

    proptest! {
        #[test]
        fn written_parameters_are_read_back(first in ".*", second in ".*") {
            let href = href("/", [("a", first.as_str()), ("b", second.as_str())].into_iter());
            let params = Params::parse(href.strip_prefix("/?").expect("parameters"));
            prop_assert_eq!(params.get("a"), Some(first.as_str()));
            prop_assert_eq!(params.get("b"), Some(second.as_str()));
        }
    }
}
