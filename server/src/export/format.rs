use crate::Problem;
use app::ssr::listen_url;
use catalog::{AudioFeature, SongEntry};

/// A file format for lists of songs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    /// Comma-separated values (RFC 4180).
    Csv,
    /// Extended M3U, in UTF-8.
    M3u,
    /// One link per line.
    Links,
}

/// File name and media type of a format.
pub(super) struct Facts {
    pub(super) file: &'static str,
    pub(super) content_type: &'static str,
}

impl Format {
    pub(super) const fn facts(self) -> Facts {
        let (file, content_type) = match self {
            Self::Csv => ("list.csv", "text/csv; charset=utf-8"),
            Self::M3u => ("list.m3u", "audio/x-mpegurl; charset=utf-8"),
            Self::Links => ("list.txt", "text/plain; charset=utf-8"),
        };
        Facts { file, content_type }
    }

    /// Writes the songs in this format.
    ///
    /// # Errors
    /// If the CSV writer fails.
    pub(super) fn write(self, songs: &[SongEntry]) -> Result<String, Problem> {
        match self {
            Self::Csv => csv(songs).map_err(|error| Problem::internal(&error)),
            Self::M3u => Ok(m3u(songs)),
            Self::Links => Ok(songs.iter().map(|song| listen_url(song) + "\n").collect()),
        }
    }
}

const COLUMNS: [&str; 10] = [
    "number",
    "title",
    "artists",
    "release_date",
    "duration_ms",
    "tempo",
    "popularity",
    "genres",
    "id",
    "link",
];

fn csv(songs: &[SongEntry]) -> Result<String, csv::Error> {
    let mut writer =
        csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    writer.write_record(COLUMNS)?;
    for (index, song) in songs.iter().enumerate() {
        writer.write_record(cells(index + 1, song).map(|cell| defuse(&cell)))?;
    }
    let bytes = writer.into_inner().map_err(csv::IntoInnerError::into_error)?;
    // Without a byte order mark Excel takes the file for a legacy encoding.
    Ok(format!("\u{feff}{}", String::from_utf8_lossy(&bytes)))
}

fn cells(number: usize, song: &SongEntry) -> [String; COLUMNS.len()] {
    let tempo = song.features.get(AudioFeature::Tempo).map(|tempo| format!("{tempo:.1}"));
    [
        number.to_string(),
        song.name.clone(),
        song.artist_line(),
        song.release_date.map(|date| date.to_string()).unwrap_or_default(),
        song.duration_ms.map(|length| length.to_string()).unwrap_or_default(),
        tempo.unwrap_or_default(),
        song.popularity.map(|popularity| popularity.to_string()).unwrap_or_default(),
        song.genres.join(", "),
        song.id.to_string(),
        listen_url(song),
    ]
}

/// What formulas start with, full-width forms included.
const FORMULA: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];

/// What may end a quoted cell where a spreadsheet expects another separator than the comma.
const SEPARATORS: [char; 4] = [';', '\t', '\r', '\n'];

/// Puts an apostrophe before whatever a spreadsheet would take for the start of a formula, be it at the
/// start of the cell or where other locales split it. To read a cell back, drop one apostrophe before
/// each such character.
fn defuse(cell: &str) -> String {
    let mut at_start = true;
    let mut safe = String::with_capacity(cell.len());
    for c in cell.chars() {
        if at_start && FORMULA.contains(&c) {
            safe.push('\'');
        }
        safe.push(c);
        at_start = SEPARATORS.contains(&c) || at_start && matches!(c, ' ' | '"' | '\'');
    }
    safe
}

fn m3u(songs: &[SongEntry]) -> String {
    let entries = songs.iter().map(|song| {
        let seconds = song.duration_ms.map_or("-1".to_owned(), seconds);
        format!("#EXTINF:{seconds},{}\n{}\n", display_title(song), listen_url(song))
    });
    std::iter::once("#EXTM3U\n#EXTENC:UTF-8\n".to_owned()).chain(entries).collect()
}

fn seconds(milliseconds: u32) -> String {
    (milliseconds.saturating_add(500) / 1000).to_string()
}

/// "Queen - Bohemian Rhapsody", without line breaks.
fn display_title(song: &SongEntry) -> String {
    let artists = song.artist_line();
    let title =
        if artists.is_empty() { song.name.clone() } else { format!("{artists} - {}", song.name) };
    title.replace(|c: char| c.is_control(), " ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn song(name: &str, artists: &[&str]) -> SongEntry {
        SongEntry {
            id: "7tFiyTwD0nx5a1eklYtX2J".parse().expect("an id"),
            index: 0,
            name: name.to_owned(),
            artists: artists.iter().map(|artist| (*artist).to_owned()).collect(),
            release_date: "1975-10-31".parse().ok(),
            popularity: None,
            duration_ms: Some(354_947),
            explicit: None,
            features: [(AudioFeature::Tempo, Some(71.58))].into_iter().collect(),
            genres: vec!["rock".into(), "glam rock".into()],
            lang: None,
        }
    }

    /// The inverse of `defuse`, as documented.
    fn restore(cell: &str) -> String {
        let mut at_start = true;
        let mut restored = String::new();
        for c in cell.chars() {
            if at_start && FORMULA.contains(&c) {
                assert_eq!(restored.pop(), Some('\''), "{cell}");
            }
            restored.push(c);
            at_start = SEPARATORS.contains(&c) || at_start && matches!(c, ' ' | '"' | '\'');
        }
        restored
    }

    #[test]
    fn csv_cells_are_quoted_and_never_formulas() {
        let songs =
            [song("=HYPERLINK(\"x\")", &["Simon, Paul", "@home"]), song("One\nTwo", &["-"])];
        assert_eq!(
            Format::Csv.write(&songs).expect("a file"),
            "\u{feff}number,title,artists,release_date,duration_ms,tempo,popularity,genres,id,link\r\n\
             1,\"'=HYPERLINK(\"\"x\"\")\",\"Simon, Paul, @home\",1975-10-31,354947,71.6,,\
             \"rock, glam rock\",7tFiyTwD0nx5a1eklYtX2J,\
             https://open.spotify.com/track/7tFiyTwD0nx5a1eklYtX2J\r\n\
             2,\"One\nTwo\",'-,1975-10-31,354947,71.6,,\"rock, glam rock\",7tFiyTwD0nx5a1eklYtX2J,\
             https://open.spotify.com/track/7tFiyTwD0nx5a1eklYtX2J\r\n"
        );
    }

    #[test]
    fn m3u_has_two_lines_per_song() {
        let unknown = SongEntry { duration_ms: None, ..song("One\r\n#Two", &[]) };
        assert_eq!(
            Format::M3u.write(&[song("Bohemian Rhapsody", &["Queen"]), unknown]).expect("a file"),
            "#EXTM3U\n#EXTENC:UTF-8\n\
             #EXTINF:355,Queen - Bohemian Rhapsody\n\
             https://open.spotify.com/track/7tFiyTwD0nx5a1eklYtX2J\n\
             #EXTINF:-1,One  #Two\n\
             https://open.spotify.com/track/7tFiyTwD0nx5a1eklYtX2J\n"
        );
    }

    proptest! {
        #[test]
        fn csv_reads_back(title in ".{0,40}", artist in ".{0,40}") {
            let file = Format::Csv.write(&[song(&title, &[&artist])]).expect("a file");
            let mut reader = csv::Reader::from_reader(file.as_bytes());
            let row = reader.records().next().expect("a row").expect("well formed");
            prop_assert_eq!(row.len(), COLUMNS.len());
            prop_assert_eq!(restore(&row[1]), title);
            prop_assert_eq!(restore(&row[2]), artist);
        }

        #[test]
        fn no_cell_starts_a_formula(cell in "[=+@＝;,\t\r\n\"' a-]{0,20}") {
            let safe = defuse(&cell);
            for part in safe.split(SEPARATORS) {
                prop_assert!(!part.trim_start_matches([' ', '"']).starts_with(FORMULA), "{safe}");
            }
            prop_assert_eq!(restore(&safe), cell);
        }

        #[test]
        fn m3u_titles_stay_on_one_line(title in ".{0,40}", artist in "\\PC{0,40}|[\n\r#]{0,9}") {
            let file = Format::M3u.write(&[song(&title, &[&artist])]).expect("a file");
            prop_assert_eq!(file.lines().count(), 4);
        }
    }
}
