use crate::text::phrase::{Character, Phrase, Quality, phrases};
use catalog::{Facet, Reason};

/// Why a song is recommended: „auch dream pop, ebenso ruhig, 8 BPM langsamer“.
pub(crate) fn sentence(reasons: &[Reason], first: &[Facet]) -> String {
    let phrases: Vec<String> = phrases(reasons, first).into_iter().map(phrase).collect();
    if phrases.is_empty() { "in Kleinigkeiten ähnlich".to_owned() } else { phrases.join(", ") }
}

fn phrase(phrase: Phrase) -> String {
    let unit = |years: u32| if years == 1 { "Jahr" } else { "Jahre" };
    match phrase {
        Phrase::SameGenre(genre) => format!("auch {genre}"),
        Phrase::NearGenre { genre, seed } => format!("{genre} (nah an {seed})"),
        Phrase::SameLanguage => "gleiche Sprache".into(),
        Phrase::SameYear(year) => format!("auch von {year}"),
        Phrase::Newer(years) => format!("{years} {} neuer", unit(years)),
        Phrase::Older(years) => format!("{years} {} älter", unit(years)),
        Phrase::SameTempo => "gleiches Tempo".into(),
        Phrase::Faster(beats) => format!("{beats} BPM schneller"),
        Phrase::Slower(beats) => format!("{beats} BPM langsamer"),
        Phrase::SameKey => "gleiche Tonart".into(),
        Phrase::AboutAsLong => "etwa gleich lang".into(),
        Phrase::InPlaylists { playlists: 1, artist } => {
            format!("in einer Playlist mit {artist}")
        }
        Phrase::InPlaylists { playlists, artist } => {
            format!("in {playlists} Playlists mit {artist}")
        }
        Phrase::Equally(character) => format!("ebenso {}", character_word(character)),
        Phrase::Less(quality) => less(quality).into(),
        Phrase::More(quality) => more(quality).into(),
    }
}

const fn character_word(character: Character) -> &'static str {
    match character {
        Character::LittleKnown => "wenig bekannt",
        Character::WellKnown => "bekannt",
        Character::Calm => "ruhig",
        Character::Energetic => "energiegeladen",
        Character::Sad => "traurig",
        Character::Cheerful => "fröhlich",
        Character::Danceable => "tanzbar",
        Character::Acoustic => "akustisch",
        Character::Instrumental => "instrumental",
        Character::Spoken => "viel gesprochen",
    }
}

const fn less(quality: Quality) -> &'static str {
    match quality {
        Quality::Popularity => "weniger bekannt",
        Quality::Energy => "ruhiger",
        Quality::Mood => "trauriger",
        Quality::Danceability => "weniger tanzbar",
        Quality::Acousticness => "weniger akustisch",
        Quality::Instrumentalness => "mehr Gesang",
        Quality::Speechiness => "weniger gesprochen",
    }
}

const fn more(quality: Quality) -> &'static str {
    match quality {
        Quality::Popularity => "bekannter",
        Quality::Energy => "energiegeladener",
        Quality::Mood => "fröhlicher",
        Quality::Danceability => "tanzbarer",
        Quality::Acousticness => "akustischer",
        Quality::Instrumentalness => "weniger Gesang",
        Quality::Speechiness => "mehr gesprochen",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_in_german() {
        let check = |of: Phrase, expected: &str| assert_eq!(phrase(of), expected);
        check(Phrase::SameGenre("dream pop"), "auch dream pop");
        check(
            Phrase::NearGenre { genre: "shoegaze", seed: "dream pop" },
            "shoegaze (nah an dream pop)",
        );
        check(Phrase::SameYear(1991), "auch von 1991");
        let playlists = |playlists| Phrase::InPlaylists { playlists, artist: "Ride" };
        check(playlists(1), "in einer Playlist mit Ride");
        check(playlists(5), "in 5 Playlists mit Ride");
        check(Phrase::Newer(1), "1 Jahr neuer");
        check(Phrase::Older(12), "12 Jahre älter");
        check(Phrase::Slower(8), "8 BPM langsamer");
        check(Phrase::Equally(Character::Calm), "ebenso ruhig");
        check(Phrase::Less(Quality::Instrumentalness), "mehr Gesang");
        check(Phrase::More(Quality::Popularity), "bekannter");
    }

    #[test]
    fn without_phrases() {
        assert_eq!(sentence(&[], &[]), "in Kleinigkeiten ähnlich");
    }
}
