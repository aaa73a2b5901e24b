//! The texts by which a song is found.

use super::forward_index::Field;
use crate::id::TrackRow;
use crate::song::parse_title;
use crate::text;
use crate::tracks::TrackTable;

/// Spells a text in Latin letters if it is in others.
pub type Romanise<'a> = &'a (dyn Fn(&str) -> String + Sync);

/// The words of a song's titles, artists and version suffixes, each spelling once, titles first.
pub(crate) struct SongTexts(Vec<(Field, Vec<String>)>);

/// Titles and artists kept of a song with very many versions.
const MAX_TEXTS: usize = 24;

/// Words kept of the version suffixes.
const MAX_VERSION_WORDS: usize = 48;

impl SongTexts {
    /// The texts of a song's tracks, those of the one that stands for it first.
    pub(crate) fn of(
        first: TrackRow,
        tracks: &[TrackRow],
        table: &TrackTable,
        romanise: Romanise<'_>,
    ) -> Self {
        let mut texts = Self(Vec::new());
        let mut version = Vec::new();
        let others = tracks.iter().copied().filter(|&track| track != first);
        for track in std::iter::once(first).chain(others) {
            let title = parse_title(table.name(track));
            for spelling in [title.base.as_str(), before_bracket(&title.base)] {
                texts.add_spellings(Field::Title, spelling, romanise);
            }
            for artist in table.artists(track) {
                texts.add_spellings(Field::Artist, artist, romanise);
            }
            version.extend(title.parts.iter().flat_map(|part| text::words(&part.text)));
        }
        version.sort_unstable();
        version.dedup();
        version.truncate(MAX_VERSION_WORDS);
        texts.0.push((Field::Version, version));
        texts.0.sort_by_key(|(field, _)| *field);
        texts
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &(Field, Vec<String>)> {
        self.0.iter()
    }

    fn add_spellings(&mut self, field: Field, text: &str, romanise: Romanise<'_>) {
        self.add(field, text::words(text));
        if text.chars().any(|c| c.is_alphabetic() && c >= GREEK) {
            self.add(field, text::words(&romanise(text)));
        }
    }

    fn add(&mut self, field: Field, words: Vec<String>) {
        let text = (field, words);
        if !text.1.is_empty() && self.0.len() < MAX_TEXTS && !self.0.contains(&text) {
            self.0.push(text);
        }
    }
}

/// The first letter of the Greek block; all before it are Latin.
const GREEK: char = '\u{370}';

/// "Fly Me to the Moon (In Other Words)" is also known as "Fly Me to the Moon".
fn before_bracket(title: &str) -> &str {
    title.split_once(['(', '[']).map_or("", |(before, _)| before)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::SongId;
    use crate::tracks::table::tests::track;

    fn check(tracks: &[(&str, &[&str])], expected: &[(Field, &str)]) {
        let ids = ["a", "b", "c"];
        let tracks =
            ids.iter().zip(tracks).map(|(id, (name, artists))| track(id, name, artists, &[]));
        let table = TrackTable::new(tracks);
        let rows: Vec<TrackRow> = table.rows().collect();
        let romanise = |text: &str| text.replace('я', "ya");
        let first = table.representative(SongId(0));
        let texts = SongTexts::of(first, &rows, &table, &romanise);
        let texts: Vec<(Field, String)> =
            texts.iter().map(|(field, words)| (*field, words.join(" "))).collect();
        let texts: Vec<(Field, &str)> =
            texts.iter().map(|(field, words)| (*field, words.as_str())).collect();
        assert_eq!(texts, expected);
    }

    #[test]
    fn texts_of_versions() {
        use Field::{Artist, Title, Version};
        check(
            &[("Kettle (Live)", &["Salt"]), ("Kettle", &["Salt", "Rope"])],
            &[(Title, "kettle"), (Artist, "salt"), (Artist, "rope"), (Version, "live")],
        );
        check(
            &[("Fly Me (In Words)", &["Salt"])],
            &[(Title, "fly me in words"), (Title, "fly me"), (Artist, "salt"), (Version, "")],
        );
        check(&[("Я", &["Salt"])], &[(Title, "я"), (Artist, "salt"), (Version, "")]);
        check(
            &[("моя", &["Salt"])],
            &[(Title, "моя"), (Title, "моya"), (Artist, "salt"), (Version, "")],
        );
    }
}
