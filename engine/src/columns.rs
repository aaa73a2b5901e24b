//! Column names: which column of a file holds what.

use catalog::AudioFeature;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Column {
    /// Track id; in a file of artists, the artist's id.
    Id,
    /// Title of the track; in a file of artists, the artist's name.
    Name,
    /// Names of the artists: a list, or one name.
    Artists,
    /// Ids of the artists, a list.
    ArtistIds,
    /// Number of artists, where their names are joined with commas.
    ArtistCount,
    /// 0 to 100.
    Popularity,
    /// Milliseconds, or seconds if all values are small.
    Duration,
    /// Whether the lyrics are marked as explicit.
    Explicit,
    /// `YYYY`, `YYYY-MM`, `YYYY-MM-DD` or another common form.
    ReleaseDate,
    /// Year of release, used where there is no release date.
    Year,
    /// Month of release, beside the year.
    Month,
    /// Day of release, beside the year and the month.
    Day,
    /// One of the audio features.
    Feature(AudioFeature),
    /// Genres of an artist or a track, a list.
    Genres,
    /// A genre that the track was listed under.
    GenreLabel,
    /// A narrower genre that the track was listed under.
    SubgenreLabel,
    /// The album as a nested object, which has the release date.
    Album,
    /// Language of the song.
    Language,
    /// Lyrics of the song.
    Lyrics,
    /// Where the audio features come from: `estimated` or `measured`.
    Provenance,
    /// Playlist id.
    PlaylistId,
    /// Number of tracks that a row is the average of.
    Count,
}

/// The names that each column goes by, its own first: to support another data set, add its names here.
/// If a file has several of them, the first in this list is used.
const ALIASES: [(Column, &[&str]); Column::COUNT] = [
    (
        Column::Id,
        &[
            "id",
            "track_id",
            "song_id",
            "spotify_id",
            "spotify_track_id",
            "uri",
            "track_uri",
            "spotify_uri",
            "spotify_track_uri",
            "track_url",
            "spotify_url",
        ],
    ),
    (
        Column::Name,
        &["name", "track_name", "song_name", "title", "track_title", "song_title", "track", "song"],
    ),
    (
        Column::Artists,
        &[
            "artists",
            "track_artist",
            "artist_names",
            "artist_name",
            "artist",
            "track_artists",
            "artists_name",
            "artists_names",
            "artist_name_s",
            "performer",
            "performers",
        ],
    ),
    (
        Column::ArtistIds,
        &[
            "id_artists",
            "artist_ids",
            "artists_id",
            "artist_id",
            "artists_ids",
            "artist_uris",
            "artist_uri",
            "artist_uri_s",
        ],
    ),
    (Column::ArtistCount, &["artist_count", "artists_count"]),
    (Column::Popularity, &["popularity", "track_popularity", "song_popularity", "pop"]),
    (
        Column::Duration,
        &[
            "duration_ms",
            "track_duration_ms",
            "song_duration_ms",
            "length_ms",
            "duration",
            "track_duration",
            "length",
            "length_duration",
            "duration_s",
            "duration_sec",
            "duration_seconds",
            "length_s",
            "length_seconds",
            "dur",
        ],
    ),
    (Column::Explicit, &["explicit", "is_explicit", "track_explicit"]),
    (
        Column::ReleaseDate,
        &[
            "release_date",
            "track_album_release_date",
            "album_release_date",
            "track_release_date",
            "released",
        ],
    ),
    (
        Column::Year,
        &["year", "release_year", "album_release_year", "released_year", "year_released"],
    ),
    (Column::Month, &["release_month", "released_month"]),
    (Column::Day, &["release_day", "released_day"]),
    (Column::Feature(AudioFeature::Danceability), &["danceability", "dnce"]),
    (Column::Feature(AudioFeature::Energy), &["energy", "nrgy"]),
    (Column::Feature(AudioFeature::Key), &["key"]),
    (Column::Feature(AudioFeature::Loudness), &["loudness", "loudness_db", "db"]),
    (Column::Feature(AudioFeature::Mode), &["mode", "audio_mode"]),
    (Column::Feature(AudioFeature::Speechiness), &["speechiness", "spch"]),
    (Column::Feature(AudioFeature::Acousticness), &["acousticness", "acous"]),
    (Column::Feature(AudioFeature::Instrumentalness), &["instrumentalness"]),
    (Column::Feature(AudioFeature::Liveness), &["liveness", "live"]),
    (Column::Feature(AudioFeature::Valence), &["valence", "audio_valence", "val"]),
    (
        Column::Feature(AudioFeature::Tempo),
        &["tempo", "bpm", "beats_per_minute", "beats_per_minute_bpm", "tempo_bpm"],
    ),
    (Column::Feature(AudioFeature::TimeSignature), &["time_signature"]),
    (Column::Genres, &["genres", "artist_genres"]),
    (Column::GenreLabel, &["track_genre", "genre", "top_genre"]),
    (Column::SubgenreLabel, &["track_subgenre", "subgenre"]),
    (Column::Album, &["album", "track_album"]),
    (Column::Language, &["language", "lang"]),
    (Column::Lyrics, &["lyrics", "lyric"]),
    (Column::Provenance, &["audio_features"]),
    (Column::PlaylistId, &["playlist_id", "pid"]),
    (Column::Count, &["count"]),
];

/// Columns of these names join several artists with commas.
const JOINED_ARTISTS: [&str; 4] =
    ["artist_names", "artists_name", "artists_names", "artist_name_s"];

impl Column {
    /// Number of columns.
    pub const COUNT: usize = 33;

    /// All columns.
    pub fn all() -> impl Iterator<Item = Self> {
        ALIASES.iter().map(|(column, _)| *column)
    }

    /// The names that it goes by, its own first.
    pub fn names(self) -> &'static [&'static str] {
        let entry = ALIASES.iter().find(|(column, _)| *column == self);
        entry.map_or(&[], |(_, names)| names)
    }

    /// Its own name.
    pub fn name(self) -> &'static str {
        self.names().first().copied().unwrap_or_default()
    }

    /// Its position in the list of all columns.
    pub fn index(self) -> usize {
        ALIASES.iter().position(|(column, _)| *column == self).unwrap_or_default()
    }
}

/// The header of a file and the columns recognised in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Header {
    names: Vec<String>,
    columns: Vec<(Column, usize)>,
}

impl Header {
    /// Recognises columns by their names, whatever their case and punctuation.
    pub fn new(names: Vec<String>) -> Self {
        let folded = folded_names(&names);
        let position = |column: Column| {
            let mut aliases = column.names().iter();
            aliases.find_map(|alias| folded.iter().position(|name| name == alias))
        };
        let columns =
            Column::all().filter_map(|column| Some((column, position(column)?))).collect();
        Self { names, columns }
    }

    /// Whether the file has the column.
    pub fn has(&self, column: Column) -> bool {
        self.columns.iter().any(|(found, _)| *found == column)
    }

    /// The position of a column in a row.
    pub fn position(&self, column: Column) -> Option<usize> {
        self.columns.iter().find(|(found, _)| *found == column).map(|&(_, position)| position)
    }

    /// Stops using a column.
    pub fn forget(&mut self, column: Column) {
        self.columns.retain(|(found, _)| *found != column);
    }

    /// Whether the column of artists joins several with commas.
    pub fn joins_artists(&self) -> bool {
        let artists = self.columns.iter().find(|(column, _)| *column == Column::Artists);
        artists.is_some_and(|&(_, position)| {
            JOINED_ARTISTS.contains(&folded(self.name_at(position)).as_str())
        })
    }

    /// The recognised columns, each with its position in a row.
    pub fn columns(&self) -> &[(Column, usize)] {
        &self.columns
    }

    /// The names of all columns as the file gives them.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// The file's own name for the column at a position.
    pub fn name_at(&self, position: usize) -> &str {
        self.names.get(position).map_or("", String::as_str)
    }

    /// The names of the columns that are not used.
    pub fn unused(&self) -> impl Iterator<Item = &str> {
        let used = |position| self.columns.iter().any(|(_, used)| *used == position);
        let unused = self.names.iter().enumerate().filter(move |(position, _)| !used(*position));
        unused.map(|(_, name)| name.as_str())
    }

    /// The names that the header repeats; only the first column of each is used.
    pub fn duplicates(&self) -> Vec<&str> {
        let folded = folded_names(&self.names);
        let repeats = |position: usize| {
            !folded[position].is_empty() && folded[..position].contains(&folded[position])
        };
        let positions = (0..folded.len()).filter(|&position| repeats(position));
        positions.map(|position| self.names[position].as_str()).collect()
    }

    /// Whether the file says when tracks were played, as the exports of Spotify and Last.fm do.
    pub fn is_listening_history(&self) -> bool {
        let folded = folded_names(&self.names);
        let has = |name: &str| folded.iter().any(|found| found == name);
        has("ms_played") || has("mbid") && has("streamable")
    }

    /// Number of audio features.
    pub fn features(&self) -> usize {
        AudioFeature::ALL.into_iter().filter(|feature| self.has(Column::Feature(*feature))).count()
    }
}

fn folded_names(names: &[String]) -> Vec<String> {
    names.iter().map(|name| folded(name)).collect()
}

/// A name in words of small letters: `Track Name`, `track-name`, `trackName` and `Track.Name..` become
/// `track_name`, `Artist Name(s)` becomes `artist_names`.
fn folded(name: &str) -> String {
    let name = split_camel_case(&name.replace("(s)", "s"));
    let words = name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect::<Vec<_>>().join("_")
}

/// `trackName` becomes `track_Name`, but `dB` stays.
fn split_camel_case(name: &str) -> String {
    let mut split = String::with_capacity(name.len() + 4);
    let mut small_letters = 0;
    for c in name.chars() {
        if c.is_uppercase() && small_letters > 1 {
            split.push('_');
        }
        small_letters = if c.is_lowercase() { small_letters + 1 } else { 0 };
        split.push(c);
    }
    split
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    fn header(names: &str) -> Header {
        Header::new(names.split(',').map(str::to_owned).collect())
    }

    fn check(names: &str, column: Column, position: Option<usize>) {
        let header = header(names);
        let found = header.columns().iter().find(|(found, _)| *found == column);
        assert_eq!(found.map(|(_, position)| *position), position, "{names}");
    }

    #[test]
    fn columns_are_recognised_by_any_of_their_names() {
        check("id,name", Column::Name, Some(1));
        check(",track_id,artists,album_name,track_name", Column::Name, Some(4));
        check("Track Name,Artist", Column::Name, Some(0));
        check("track-name,x", Column::Name, Some(0));
        check("track_id,track_artist", Column::Artists, Some(1));
        check("title,name", Column::Name, Some(1));
        check("tempo,TEMPO", Column::Feature(AudioFeature::Tempo), Some(0));
        check("a,b", Column::Id, None);
        check("Beats.Per.Minute,Loudness..dB..", Column::Feature(AudioFeature::Tempo), Some(0));
        check("Valence.,Loudness..dB..", Column::Feature(AudioFeature::Loudness), Some(1));
        check("Length (Duration)", Column::Duration, Some(0));
        check("Track Duration (ms)", Column::Duration, Some(0));
        check("Artist URI(s),Artist Name(s)", Column::ArtistIds, Some(0));
        check("Artist URI(s),Artist Name(s)", Column::Artists, Some(1));
        check("track_name,artist(s)_name", Column::Artists, Some(1));
        check("Album Artist Name(s),Album Name,Album URI", Column::Artists, None);
        check("trackName,msPlayed", Column::Name, Some(0));
        check("bpm,nrgy,dnce,dB", Column::Feature(AudioFeature::Loudness), Some(3));
        check("danceability_%", Column::Feature(AudioFeature::Danceability), Some(0));
        check("playlist_genre,playlist_subgenre", Column::GenreLabel, None);
    }

    #[test]
    fn unused_and_duplicate_names_are_listed() {
        let header = header("id,label,Id,name");
        assert_eq!(header.unused().collect::<Vec<_>>(), ["label", "Id"]);
        assert_eq!(header.duplicates(), ["Id"]);
    }

    #[test]
    fn no_name_belongs_to_two_columns() {
        let mut seen = HashSet::new();
        for column in Column::all() {
            assert!(column.names().iter().all(|name| seen.insert(*name)), "{column:?}");
        }
        assert_eq!(Column::all().collect::<HashSet<_>>().len(), Column::COUNT);
    }
}
