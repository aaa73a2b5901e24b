use crate::text::phrase::{Character, Phrase, Quality, phrases};
use catalog::{Facet, Reason};

/// Why a song is recommended: "same dream pop, equally calm, slower by 8 BPM". The facets in `first` lead.
pub(crate) fn sentence(reasons: &[Reason], first: &[Facet]) -> String {
    let phrases: Vec<String> = phrases(reasons, first).into_iter().map(phrase).collect();
    if phrases.is_empty() { "alike in small ways".to_owned() } else { phrases.join(", ") }
}

fn phrase(phrase: Phrase) -> String {
    let unit = |years: u32| if years == 1 { "year" } else { "years" };
    match phrase {
        Phrase::SameGenre(genre) => format!("same {genre}"),
        Phrase::NearGenre { genre, seed } => format!("{genre} near {seed}"),
        Phrase::SameLanguage => "same language".into(),
        Phrase::SameYear(year) => format!("also from {year}"),
        Phrase::Newer(years) => format!("newer by {years} {}", unit(years)),
        Phrase::Older(years) => format!("older by {years} {}", unit(years)),
        Phrase::SameTempo => "same tempo".into(),
        Phrase::Faster(beats) => format!("faster by {beats} BPM"),
        Phrase::Slower(beats) => format!("slower by {beats} BPM"),
        Phrase::SameKey => "same key".into(),
        Phrase::AboutAsLong => "about as long".into(),
        Phrase::InPlaylists { playlists: 1, artist } => format!("in a playlist with {artist}"),
        Phrase::InPlaylists { playlists, artist } => {
            format!("in {playlists} playlists with {artist}")
        }
        Phrase::Equally(character) => format!("equally {}", character_word(character)),
        Phrase::Less(quality) => less(quality).into(),
        Phrase::More(quality) => more(quality).into(),
    }
}

const fn character_word(character: Character) -> &'static str {
    match character {
        Character::LittleKnown => "little known",
        Character::WellKnown => "well known",
        Character::Calm => "calm",
        Character::Energetic => "energetic",
        Character::Sad => "sad",
        Character::Cheerful => "cheerful",
        Character::Danceable => "danceable",
        Character::Acoustic => "acoustic",
        Character::Instrumental => "instrumental",
        Character::Spoken => "spoken",
    }
}

const fn less(quality: Quality) -> &'static str {
    match quality {
        Quality::Popularity => "less known",
        Quality::Energy => "calmer",
        Quality::Mood => "sadder",
        Quality::Danceability => "less danceable",
        Quality::Acousticness => "less acoustic",
        Quality::Instrumentalness => "more vocal",
        Quality::Speechiness => "less spoken",
    }
}

const fn more(quality: Quality) -> &'static str {
    match quality {
        Quality::Popularity => "better known",
        Quality::Energy => "more energetic",
        Quality::Mood => "more cheerful",
        Quality::Danceability => "more danceable",
        Quality::Acousticness => "more acoustic",
        Quality::Instrumentalness => "more instrumental",
        Quality::Speechiness => "more spoken",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use catalog::{AudioFeature, FacetValue};

    fn names(names: &[&str]) -> FacetValue {
        FacetValue::Names(names.iter().map(|&name| name.to_owned()).collect())
    }

    fn reason(facet: Facet, part: f32, seed: FacetValue, value: FacetValue) -> Reason {
        Reason { facet, part, most: 1.0, seed: Some(seed), value: Some(value) }
    }

    fn number(facet: Facet, part: f32, seed: f32, value: f32) -> Reason {
        reason(facet, part, FacetValue::Number(seed), FacetValue::Number(value))
    }

    fn check(reasons: &[Reason], expected: &str) {
        assert_eq!(sentence(reasons, &[]), expected);
    }

    #[test]
    fn sentences() {
        let genre = reason(Facet::Genres, 0.4, names(&["dream pop"]), names(&["dream pop"]));
        let energy = number(Facet::Audio(AudioFeature::Energy), 0.2, 0.3, 0.35);
        let tempo = number(Facet::Audio(AudioFeature::Tempo), 0.1, 108.4, 100.2);
        let year = number(Facet::Year, 0.05, 1991.2, 1992.7);
        check(
            &[tempo.clone(), genre.clone(), energy, year.clone()],
            "same dream pop, equally calm, slower by 8 BPM",
        );
        let near = reason(Facet::Genres, 0.6, names(&["dream pop"]), names(&["shoegaze"]));
        check(&[near.clone(), year], "shoegaze near dream pop, newer by 1 year");
        let far = Reason { most: 2.0, ..near };
        let sung = number(Facet::Audio(AudioFeature::Instrumentalness), 0.3, 0.0, 0.05);
        check(&[far, sung], "alike in small ways");
        let unknown = Reason { value: None, ..genre };
        check(&[unknown], "alike in small ways");
        check(&[number(Facet::Popularity, 0.1, 80.0, 20.0)], "less known");
        let playlists =
            |number| reason(Facet::Playlists, 0.1, names(&["Ride"]), FacetValue::Number(number));
        check(&[playlists(1.0)], "in a playlist with Ride");
        check(&[playlists(5.0)], "in 5 playlists with Ride");
        let own = reason(Facet::Playlists, 0.1, names(&["Ride"]), names(&["Ride"]));
        check(&[own], "alike in small ways");
        check(&[number(Facet::Audio(AudioFeature::Key), 0.1, 2.0, 4.0)], "alike in small ways");
    }

    #[test]
    fn what_was_asked_for_comes_first() {
        let genre = reason(Facet::Genres, 0.4, names(&["dream pop"]), names(&["dream pop"]));
        let year = number(Facet::Year, 0.0, 1991.0, 1999.0);
        let reasons = [genre, year];
        assert_eq!(sentence(&reasons, &[Facet::Year]), "newer by 8 years, same dream pop");
        assert_eq!(sentence(&reasons, &[]), "same dream pop");
    }
}
