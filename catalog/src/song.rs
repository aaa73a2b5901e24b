mod deserialize;

use crate::{AudioFeatures, ReleaseDate, TrackId};
use serde::{Deserialize, Serialize};

/// A track of the catalogue.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SongEntry {
    /// Identifies the track.
    pub id: TrackId,
    /// Row number in the catalogue, from 0.
    pub index: u32,
    /// Title, with suffixes such as "- Remastered 2011".
    pub name: String,
    /// Artists, the main one first.
    pub artists: Vec<String>,
    /// When this recording came out.
    #[cfg_attr(feature = "openapi", schema(required = true))]
    pub release_date: Option<ReleaseDate>,
    /// How well known it is, 0 to 100.
    #[cfg_attr(feature = "openapi", schema(required = true))]
    pub popularity: Option<u8>,
    /// Length in milliseconds.
    #[cfg_attr(feature = "openapi", schema(required = true))]
    pub duration_ms: Option<u32>,
    /// Whether the lyrics are marked as explicit.
    #[cfg_attr(feature = "openapi", schema(required = true))]
    pub explicit: Option<bool>,
    /// How it sounds.
    #[serde(flatten)]
    pub features: AudioFeatures,
    /// Genres of its artists, each once.
    pub genres: Vec<String>,
    /// ISO 639-1 code of the name's language.
    #[cfg_attr(feature = "openapi", schema(required = true))]
    pub lang: Option<String>,
}

impl SongEntry {
    /// The artists in one line: "Queen, David Bowie".
    pub fn artist_line(&self) -> String {
        self.artists.join(", ")
    }

    /// Title and artists in one line: "Under Pressure · Queen, David Bowie".
    pub fn label(&self) -> String {
        if self.artists.is_empty() {
            return self.name.clone();
        }
        format!("{} · {}", self.name, self.artist_line())
    }
}

/// Where the audio features of a catalogue come from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Provenance {
    /// Analysed from the recordings.
    #[default]
    Measured,
    /// Judged by the authors of the catalogue.
    Estimated,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::AudioFeature;

    fn under_pressure() -> SongEntry {
        SongEntry {
            id: "ew-1".parse().expect("an id"),
            index: 7,
            name: "Under Pressure".into(),
            artists: vec!["Queen".into(), "David Bowie".into()],
            release_date: "1981-10-26".parse().ok(),
            popularity: None,
            duration_ms: Some(248_000),
            explicit: Some(false),
            features: [(AudioFeature::Tempo, Some(113.8))].into_iter().collect(),
            genres: vec!["rock".into()],
            lang: Some("en".into()),
        }
    }

    #[test]
    fn json_is_flat_with_nulls_for_what_is_unknown() {
        let json = serde_json::to_value(under_pressure()).expect("serialises");
        assert_eq!(json["artists"][1], "David Bowie");
        assert_eq!(json["release_date"], "1981-10-26");
        assert!(json["popularity"].is_null() && json["energy"].is_null());
        assert!(json.get("features").is_none());
        assert_eq!(json.as_object().map(serde_json::Map::len), Some(22));
    }

    #[test]
    fn json_round_trip() {
        let json = serde_json::to_string(&under_pressure()).expect("serialises");
        assert_eq!(serde_json::from_str::<SongEntry>(&json).expect("parses"), under_pressure());
    }

    #[test]
    fn what_a_song_lacks_or_has_besides() {
        let check = |json: &str, expected: &str| {
            let song = serde_json::from_str::<SongEntry>(json);
            let outcome = song.map(|song| song.label()).map_err(|error| error.to_string());
            assert!(
                outcome.clone().unwrap_or_else(|error| error).contains(expected),
                "{outcome:?}"
            );
        };
        let rest = "\"index\":1,\"name\":\"a\",\"artists\":[],\"genres\":[]";
        check(&format!("{{\"id\":\"x\",{rest},\"energy\":0.5,\"mood\":[1,{{}}]}}"), "a");
        check(&format!("{{{rest}}}"), "missing field `id`");
        check(&format!("{{\"id\":\"x\",{rest},\"energy\":\"high\"}}"), "invalid type");
    }

    #[test]
    fn labels() {
        let song = under_pressure();
        assert_eq!(song.label(), "Under Pressure · Queen, David Bowie");
        assert_eq!(SongEntry { artists: vec![], ..song }.label(), "Under Pressure");
    }
}
