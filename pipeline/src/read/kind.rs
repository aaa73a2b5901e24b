//! Recognises what a file holds by its columns.

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
    /// Audio features of tracks in other files.
    Features,
    /// One playlist entry per row.
    Playlists,
    /// Expected genres of tracks, for evaluation only; skipped.
    TrackGenres,
    /// Averages over the tracks of an artist, a genre or a year; skipped.
    Averages,
    /// When tracks were played; skipped.
    ListeningHistory,
    /// No known columns; skipped.
    Unknown,
}

impl FileKind {
    /// The kind of a file with this header.
    pub fn of(header: &Header) -> Self {
        let has = |column| header.has(column);
        let named = has(Column::Name) || has(Column::Artists);
        let is_track = has(Column::Name) && has(Column::Artists);
        if header.is_listening_history() {
            return Self::ListeningHistory;
        }
        if has(Column::PlaylistId) && !named {
            return if has(Column::Id) { Self::Playlists } else { Self::Unknown };
        }
        if header.features() >= 3 {
            return Self::with_features(header);
        }
        // A track has a name and artists; an artist has one or the other.
        if has(Column::Genres) && !is_track {
            return if named { Self::Artists } else { Self::TrackGenres };
        }
        let is_like_a_track = is_track || has(Column::Id) && named;
        match (has(Column::Lyrics), is_like_a_track) {
            (true, _) => Self::Lyrics,
            (false, true) => Self::Tracks,
            _ => Self::Unknown,
        }
    }

    fn with_features(header: &Header) -> Self {
        let has = |column| header.has(column);
        let averages = has(Column::Count) || !(has(Column::Name) || has(Column::Artists));
        if has(Column::Id) && !has(Column::Name) && !has(Column::Artists) && !has(Column::Count) {
            return Self::Features;
        }
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
            Self::Tracks | Self::Songs => &[Column::Name, Column::Artists],
            Self::Artists => &[Column::Genres],
            Self::Lyrics => &[Column::Id, Column::Lyrics],
            Self::Features => &[Column::Id],
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
            Self::Features => AudioFeature::ALL.map(Column::Feature).to_vec(),
            _ => Vec::new(),
        }
    }

    /// Columns that files of this kind may have but that are not used.
    pub fn unused(self) -> &'static [Column] {
        if self.has_tracks() { &[Column::PlaylistId] } else { &[] }
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
            Self::ListeningHistory => Some("a listening history says when songs were played only"),
            Self::Unknown => Some("no known columns"),
            _ => None,
        }
    }

    /// The first required column that a file of this kind lacks.
    pub fn lacks(self, header: &Header) -> Option<Column> {
        self.required().iter().copied().find(|column| !header.has(*column))
    }
}

impl fmt::Display for FileKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Tracks => "tracks",
            Self::Songs => "songs",
            Self::Artists => "artists",
            Self::Lyrics => "lyrics",
            Self::Features => "audio features of tracks",
            Self::ListeningHistory => "a listening history",
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
        assert_eq!(kind.lacks(&header(names)), None, "{names}");
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
        check("id,name,artists,lyrics", FileKind::Lyrics);
        check("artist,song,year,genre,FEATURES", FileKind::Tracks);
        check("Title,Artist,Genres", FileKind::Tracks);
        check("Rank,Title,Artist", FileKind::Tracks);
        check("FEATURES,type,id,uri", FileKind::Features);
        check("endTime,artistName,trackName,msPlayed", FileKind::ListeningHistory);
        check("ts,ms_played,spotify_track_uri", FileKind::ListeningHistory);
        check("colour,shape", FileKind::Unknown);
    }

    fn check_missing(names: &str, column: Column) {
        let header = header(names);
        assert_eq!(FileKind::of(&header).lacks(&header), Some(column), "{names}");
    }

    #[test]
    fn missing_columns_are_named() {
        check_missing("id,titel,artists,FEATURES", Column::Name);
        check_missing("id,name,FEATURES", Column::Artists);
        check_missing("lyrics,title", Column::Id);
    }
}
