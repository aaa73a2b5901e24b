//! Recognises what a file holds by its columns.

use super::error::ReadError;
use crate::columns::{Column, Header};
use catalog::AudioFeature;
use serde::Serialize;
use std::fmt;

/// What a file holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum FileKind {
    /// One track per row.
    Tracks,
    /// Tracks with lyrics or playlists; a track may be repeated.
    Songs,
    /// One artist per row, with genres.
    Artists,
    /// Lyrics of tracks in other files.
    Lyrics,
    /// One playlist entry per row.
    Playlists,
    /// Expected genres of tracks, for evaluation only; skipped.
    TrackGenres,
    /// Averages over the tracks of an artist, a genre or a year; skipped.
    Averages,
    /// No known columns; skipped.
    Unknown,
}

impl FileKind {
    /// The kind of a file with this header.
    pub fn of(header: &Header) -> Self {
        let has = |column| header.has(column);
        let named = has(Column::Name) || has(Column::Artists);
        let identity = [Column::Id, Column::Name, Column::Artists];
        let known = identity.iter().filter(|column| has(**column)).count();
        if has(Column::PlaylistId) && !named {
            return if has(Column::Id) { Self::Playlists } else { Self::Unknown };
        }
        if header.features() >= 3 {
            return Self::with_features(header);
        }
        // A track has a name and artists; an artist has one or the other.
        if has(Column::Genres) && known < identity.len() {
            return if named { Self::Artists } else { Self::TrackGenres };
        }
        match (has(Column::Lyrics), known) {
            (true, _) => Self::Lyrics,
            (false, 2..) => Self::Tracks,
            _ => Self::Unknown,
        }
    }

    fn with_features(header: &Header) -> Self {
        let has = |column| header.has(column);
        let averages = has(Column::Count) || !(has(Column::Name) || has(Column::Artists));
        match (has(Column::Id) || has(Column::Name), averages) {
            (false, true) if has(Column::Genres) && has(Column::Artists) => Self::Artists,
            (false, true) => Self::Averages,
            _ if has(Column::Lyrics) || has(Column::PlaylistId) => Self::Songs,
            _ => Self::Tracks,
        }
    }

    /// The columns that a file of this kind must have.
    pub fn required(self) -> &'static [Column] {
        match self {
            Self::Tracks | Self::Songs => &[Column::Id, Column::Name, Column::Artists],
            Self::Artists => &[Column::Genres],
            Self::Lyrics => &[Column::Id, Column::Lyrics],
            Self::Playlists => &[Column::PlaylistId, Column::Id],
            _ => &[],
        }
    }

    /// Useful columns that the file lacks; a year replaces a release date.
    pub fn missing(self, header: &Header) -> impl Iterator<Item = Column> {
        let has_year = header.has(Column::Year);
        let present =
            move |column: Column| header.has(column) || (column == Column::ReleaseDate && has_year);
        self.useful().into_iter().filter(move |column| !present(*column))
    }

    fn useful(self) -> Vec<Column> {
        use Column::{
            ArtistIds, Artists, Duration, Explicit, Genres, Id, Language, Lyrics, Name, Popularity,
            ReleaseDate,
        };
        match self {
            Self::Tracks | Self::Songs => {
                let facts =
                    [Id, Name, Artists, ArtistIds, Popularity, Duration, Explicit, ReleaseDate];
                facts.into_iter().chain(AudioFeature::ALL.map(Column::Feature)).collect()
            }
            Self::Artists => vec![Id, Genres],
            Self::Lyrics => vec![Id, Lyrics, Language],
            _ => Vec::new(),
        }
    }

    /// Whether its rows become tracks.
    pub fn has_tracks(self) -> bool {
        matches!(self, Self::Tracks | Self::Songs)
    }

    /// Why files of this kind are skipped, if they are.
    pub fn skipped(self) -> Option<&'static str> {
        match self {
            Self::TrackGenres => Some(
                "genres of tracks are for evaluation only: the catalogue joins those of the artists",
            ),
            Self::Averages => Some("averages over many tracks say nothing about a single one"),
            Self::Unknown => Some("no known columns"),
            _ => None,
        }
    }

    /// Checks that a file of this kind has all required columns.
    ///
    /// # Errors
    /// If a column is missing.
    pub fn check(self, file: &str, header: &Header) -> Result<(), ReadError> {
        let missing = self.required().iter().find(|column| !header.has(**column));
        missing.map_or(Ok(()), |column| {
            Err(ReadError::MissingColumn {
                file: file.to_owned(),
                kind: self,
                column: column.name(),
                accepted: column.names(),
            })
        })
    }
}

impl fmt::Display for FileKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Tracks => "tracks",
            Self::Songs => "songs",
            Self::Artists => "artists",
            Self::Lyrics => "lyrics",
            Self::Playlists => "playlists",
            Self::TrackGenres => "genres of tracks",
            Self::Averages => "averages",
            Self::Unknown => "unknown data",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FEATURES: &str = "danceability,energy,key,loudness,mode,tempo,duration_ms,popularity";

    fn header(names: &str) -> Header {
        Header::new(names.replace("FEATURES", FEATURES).split(',').map(str::to_owned).collect())
    }

    fn check(names: &str, kind: FileKind) {
        assert_eq!(FileKind::of(&header(names)), kind, "{names}");
        assert!(kind.check("f", &header(names)).is_ok(), "{names}");
    }

    #[test]
    fn public_data_sets_are_recognised() {
        check("id,name,artists,id_artists,release_date,FEATURES", FileKind::Tracks);
        check("id,followers,genres,name,popularity", FileKind::Artists);
        check("valence,year,artists,FEATURES,id,name,release_date", FileKind::Tracks);
        check("genres,artists,FEATURES,count", FileKind::Artists);
        check("mode,count,artists,FEATURES", FileKind::Averages);
        check("mode,genres,FEATURES", FileKind::Averages);
        check("mode,year,FEATURES", FileKind::Averages);
        check("id,name,album,album_id,artists,artist_ids,FEATURES,year", FileKind::Tracks);
        check(",track_id,artists,album_name,track_name,FEATURES,track_genre", FileKind::Tracks);
        check("genre,artist_name,track_name,track_id,FEATURES", FileKind::Tracks);
        check("track_id,track_name,track_artist,lyrics,playlist_id,FEATURES", FileKind::Songs);
        check("track_id,track_name,track_artist,playlist_id,FEATURES", FileKind::Songs);
        check("track_id,artist,title,language,source,match,lyrics", FileKind::Lyrics);
        check("id,artist_genres,method,source_labels", FileKind::TrackGenres);
        check("playlist_id,track_id", FileKind::Playlists);
        check("playlist_id,followers", FileKind::Unknown);
        check("id,name,artists", FileKind::Tracks);
        check("id,name,artists,genres", FileKind::Tracks);
        check("colour,shape", FileKind::Unknown);
    }

    fn check_missing(names: &str, column: &str) {
        let header = header(names);
        let error =
            FileKind::of(&header).check("my.csv", &header).expect_err("a column is missing");
        let message = error.to_string();
        assert!(message.starts_with(&format!("my.csv has no column `{column}`")), "{message}");
    }

    #[test]
    fn missing_columns_are_named() {
        check_missing("id,titel,artists,FEATURES", "name");
        check_missing("name,artists,FEATURES", "id");
        check_missing("id,name,FEATURES", "artists");
        check_missing("lyrics,title", "id");
    }
}
