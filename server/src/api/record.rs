use crate::Problem;
use catalog::{AudioFeature, AudioFeatures, ReleaseDate, SongEntry};
use engine::numeric::{byte, single, whole64};
use serde::Deserialize;
use serde_json::{Map, Value};
use std::borrow::Cow;
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{ArrayBuilder, ObjectBuilder, Schema, Type};
use utoipa::{PartialSchema, ToSchema};

/// The id of a song sent without one.
const UNLISTED: &str = "unlisted";

/// A song as Spotifinder's clients send it, parsed leniently: numbers may be strings or null, lists may
/// be arrays, `a,b` or Python's `['a', 'b']`, and unknown fields are ignored.
#[derive(Deserialize)]
#[serde(transparent)]
pub(super) struct Record(Map<String, Value>);

impl Record {
    /// Converts it to a song.
    ///
    /// # Errors
    /// If it has nothing to compare songs by.
    pub(super) fn into_song(self) -> Result<SongEntry, Problem> {
        let id = self.text("id").and_then(|id| id.parse().ok());
        let features = self.features();
        let genres = self.list("genres");
        let is_empty = genres.is_empty() && features.iter().all(|(_, value)| value.is_none());
        if id.is_none() && is_empty {
            return Err(Problem::body(
                "the song has no id, genres or audio features: give at least one of them",
            ));
        }
        Ok(SongEntry {
            id: id.or_else(|| UNLISTED.parse().ok()).ok_or_else(|| Problem::body("no id"))?,
            index: 0,
            name: self.text("name").unwrap_or_default().to_owned(),
            artists: self.list("artists"),
            release_date: self.release_date(),
            popularity: self
                .number("popularity")
                .map(|value| byte(single(value.clamp(0.0, 100.0)))),
            duration_ms: self.number("duration_ms").map(whole64),
            explicit: self.number("explicit").map(|value| value != 0.0),
            features,
            genres,
            lang: self.text("lang").map(str::to_owned),
        })
    }

    fn text(&self, field: &str) -> Option<&str> {
        self.0.get(field)?.as_str().map(str::trim).filter(|text| !text.is_empty())
    }

    fn number(&self, field: &str) -> Option<f64> {
        let number = match self.0.get(field)? {
            Value::Number(number) => number.as_f64(),
            Value::Bool(flag) => Some(f64::from(u8::from(*flag))),
            Value::String(text) => text.trim().parse().ok(),
            _ => None,
        };
        number.filter(|number| number.is_finite())
    }

    fn list(&self, field: &str) -> Vec<String> {
        match self.0.get(field) {
            Some(Value::Array(items)) => {
                items.iter().filter_map(Value::as_str).map(str::to_owned).collect()
            }
            Some(Value::String(text)) => split(text),
            _ => Vec::new(),
        }
    }

    fn features(&self) -> AudioFeatures {
        let value = |feature: AudioFeature| self.number(feature.name()).map(single);
        AudioFeature::ALL.into_iter().map(|feature| (feature, value(feature))).collect()
    }

    // Text in the original's data, but clients may send a bare year as a number.
    fn release_date(&self) -> Option<ReleaseDate> {
        let year = || self.number("release_date").map(|year| format!("{year:04.0}"));
        self.text("release_date")
            .and_then(|date| date.parse().ok())
            .or_else(|| year()?.parse().ok())
    }
}

/// Splits `a,b` or `['a', "b"]`. Quotes protect commas, and backslashes protect quotes.
fn split(text: &str) -> Vec<String> {
    let text = text.trim();
    let inside = text.strip_prefix('[').and_then(|text| text.strip_suffix(']'));
    let items = inside.map_or_else(|| text.split(',').map(str::to_owned).collect(), split_quoted);
    let trimmed = items.iter().map(|item| item.trim().to_owned());
    trimmed.filter(|item| !item.is_empty()).collect()
}

fn split_quoted(text: &str) -> Vec<String> {
    let mut items = vec![String::new()];
    let mut quote = None;
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        match (c, quote) {
            ('\\', Some(_)) => push(&mut items, chars.next()),
            (c, Some(open)) if c == open => quote = None,
            ('\'' | '"', None) => quote = Some(c),
            (',', None) => items.push(String::new()),
            _ => push(&mut items, Some(c)),
        }
    }
    items
}

fn push(items: &mut [String], c: Option<char>) {
    if let (Some(item), Some(c)) = (items.last_mut(), c) {
        item.push(c);
    }
}

/// In their plain form, without the others that are understood as well.
impl PartialSchema for Record {
    fn schema() -> RefOr<Schema> {
        let object = ObjectBuilder::new().schema_type(Type::Object);
        let object = object.description(Some("A song, with the fields that are known."));
        let of = |kind| ObjectBuilder::new().schema_type(kind);
        let texts = ["id", "name", "release_date", "lang"].into_iter();
        let object = texts.fold(object, |object, name| object.property(name, of(Type::String)));
        let list = || ArrayBuilder::new().items(of(Type::String));
        let object = object.property("artists", list()).property("genres", list());
        let object = object.property("explicit", of(Type::Boolean));
        let features = AudioFeature::ALL.into_iter().map(AudioFeature::name);
        let numbers = ["popularity", "duration_ms"].into_iter().chain(features);
        numbers.fold(object, |object, name| object.property(name, of(Type::Number))).into()
    }
}

impl ToSchema for Record {
    fn name() -> Cow<'static, str> {
        Cow::Borrowed("UnlistedSong")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn song(json: &str) -> SongEntry {
        serde_json::from_str::<Record>(json).expect("an object").into_song().expect("a song")
    }

    fn check_split(text: &str, expected: &[&str]) {
        assert_eq!(split(text), expected, "{text}");
    }

    #[test]
    fn lists_as_text() {
        check_split("Queen,David Bowie", &["Queen", "David Bowie"]);
        check_split("Queen", &["Queen"]);
        check_split("['Queen', 'David Bowie']", &["Queen", "David Bowie"]);
        check_split(
            r#"["Tyler, The Creator", 'Guns N\' Roses']"#,
            &["Tyler, The Creator", "Guns N' Roses"],
        );
        check_split("[]", &[]);
        check_split("", &[]);
        check_split("['open", &["['open"]);
    }

    #[test]
    fn numbers_in_any_form() {
        let song = song(
            r#"{"id": "x", "explicit": true, "popularity": 61.0, "duration_ms": "248000",
                "key": 2, "tempo": null, "energy": "0.5", "danceability": [], "release_date": 1981}"#,
        );
        assert_eq!(
            (song.explicit, song.popularity, song.duration_ms),
            (Some(true), Some(61), Some(248_000))
        );
        assert_eq!(song.features.get(AudioFeature::Key), Some(2.0));
        assert_eq!(song.features.get(AudioFeature::Energy), Some(0.5));
        assert_eq!(song.features.get(AudioFeature::Tempo), None);
        assert_eq!(song.features.get(AudioFeature::Danceability), None);
        assert_eq!(song.release_date.map(|date| date.to_string()).as_deref(), Some("1981"));
    }

    #[test]
    fn empty_records_are_refused() {
        let record: Record = serde_json::from_str(r#"{"lyrics": "la la"}"#).expect("an object");
        assert!(record.into_song().is_err());
    }

    proptest! {
        #[test]
        fn items_are_trimmed_and_not_empty(text in ".{0,60}") {
            prop_assert!(split(&text).iter().all(|item| !item.is_empty() && item.trim() == item));
        }

        #[test]
        fn quoted_lists_read_back(items in prop::collection::vec("[a-z,'\"\\\\]{1,8}", 0..5)) {
            let quoted: Vec<String> = items.iter().map(|item| format!("{item:?}")).collect();
            prop_assert_eq!(split(&format!("[{}]", quoted.join(", "))), items);
        }
    }
}
