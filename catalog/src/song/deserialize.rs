use super::SongEntry;
use crate::AudioFeatures;
use serde::de::{Error, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use std::fmt;

// Written out because what serde derives for a flattened field keeps all values aside first, which is slower and,
// in the browser, more code than everything else that is known of a song.
impl<'de> Deserialize<'de> for SongEntry {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(SongVisitor)
    }
}

struct SongVisitor;

impl<'de> Visitor<'de> for SongVisitor {
    type Value = SongEntry;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a track")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<SongEntry, A::Error> {
        let (mut id, mut index, mut name, mut artists, mut genres) = (None, None, None, None, None);
        let (mut release_date, mut popularity, mut duration_ms) = (None, None, None);
        let (mut explicit, mut lang) = (None, None);
        let mut features = AudioFeatures::default();
        while let Some(field) = map.next_key::<String>()? {
            match field.as_str() {
                "id" => id = Some(map.next_value()?),
                "index" => index = Some(map.next_value()?),
                "name" => name = Some(map.next_value()?),
                "artists" => artists = Some(map.next_value()?),
                "genres" => genres = Some(map.next_value()?),
                "release_date" => release_date = map.next_value()?,
                "popularity" => popularity = map.next_value()?,
                "duration_ms" => duration_ms = map.next_value()?,
                "explicit" => explicit = map.next_value()?,
                "lang" => lang = map.next_value()?,
                other => features.read(other, &mut map)?,
            }
        }
        Ok(SongEntry {
            id: id.ok_or_else(|| A::Error::missing_field("id"))?,
            index: index.ok_or_else(|| A::Error::missing_field("index"))?,
            name: name.ok_or_else(|| A::Error::missing_field("name"))?,
            artists: artists.ok_or_else(|| A::Error::missing_field("artists"))?,
            release_date,
            popularity,
            duration_ms,
            explicit,
            features,
            genres: genres.ok_or_else(|| A::Error::missing_field("genres"))?,
            lang,
        })
    }
}
