//! The chips of a wish, read from its parameters.

use crate::text::{TuneWords, Words, duration};
use crate::url::Tuning;
use catalog::{AudioFeature, Facet, SimilarSongs, SongEntry};

/// A clue of a wish.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct WishChip {
    /// What it is about; may be empty.
    pub(super) kind: String,
    pub(super) value: String,
    /// The tuning without it.
    pub(super) without: Tuning,
}

/// The clues in a tuning. Tracks and artists have the names of the answer, which may be an older one.
pub(super) fn wish_chips(
    text: &Words,
    tuning: &Tuning,
    named: Option<&SimilarSongs>,
) -> Vec<WishChip> {
    let mut pairs: Vec<(&str, &str)> = tuning.pairs().collect();
    let place = |name: &str| ORDER.iter().position(|start| name.starts_with(start));
    pairs.sort_by_key(|(name, _)| place(name).unwrap_or(ORDER.len()));
    let pairs = pairs.into_iter();
    pairs.flat_map(|(name, value)| chips_of(text, tuning, named, name, value)).collect()
}

/// The beginnings of parameters, in the order of their chips; the others come last.
const ORDER: [&str; 6] = ["seed_", "unlike_", "without_", "more", "target_", "min_"];

fn chips_of(
    text: &Words,
    tuning: &Tuning,
    named: Option<&SimilarSongs>,
    name: &str,
    value: &str,
) -> Vec<WishChip> {
    let words = text.tune();
    let chip = |kind: &str, value: String, without: Tuning| WishChip {
        kind: kind.to_owned(),
        value,
        without,
    };
    let list = |kind: &str, shown: &dyn Fn(&str) -> String| {
        let items = tuning.list(name);
        items.map(|item| chip(kind, shown(item), tuning.without_item(name, item))).collect()
    };
    let single = |kind: &str, value: String| vec![chip(kind, value, tuning.with(name, ""))];
    match name {
        "seed_tracks" => list(words.wish_like, &|id| track_name(named, id)),
        "seed_artists" => list(words.wish_like, &|id| artist_name(named, id)),
        "seed_genres" => list(words.genre, &str::to_owned),
        "unlike_tracks" => list(words.wish_not, &|id| track_name(named, id)),
        "without_artists" => list(words.wish_not, &|id| artist_name(named, id)),
        "more" => list("", &|shift| words.shift(shift)),
        "genre" => single(words.genre, value.to_owned()),
        "language" => single(words.language, language_name(words, value)),
        "explicit" if matches!(value, "false" | "0") => single("", words.not_explicit.to_owned()),
        _ => number_chip(text, tuning, name, value).into_iter().collect(),
    }
}

/// A target, or both bounds of a number in one.
fn number_chip(text: &Words, tuning: &Tuning, name: &str, value: &str) -> Option<WishChip> {
    let (kind, of) = name.split_once('_')?;
    let facet = Facet::from_name(of)?;
    let shown = |value: &str| number(text, facet, value);
    let (least, most) = (tuning.get(&format!("min_{of}")), tuning.get(&format!("max_{of}")));
    let value = match kind {
        "target" => format!("≈ {}", shown(value)),
        "max" if least.is_empty() => format!("≤ {}", shown(most)),
        "min" if most.is_empty() => format!("≥ {}", shown(least)),
        "min" if least == most => shown(least),
        "min" => format!("{}–{}", shown(least), shown(most)),
        _ => return None,
    };
    let without = match kind {
        "target" => tuning.with(name, ""),
        _ => tuning.with(&format!("min_{of}"), "").with(&format!("max_{of}"), ""),
    };
    Some(WishChip { kind: text.facet(facet).to_owned(), value, without })
}

/// A value as the page shows that of a song; as it was given if it is no number.
fn number(text: &Words, facet: Facet, value: &str) -> String {
    let Ok(number) = value.parse::<f32>() else { return value.to_owned() };
    match facet {
        Facet::Audio(AudioFeature::Tempo) => format!("{number:.0} BPM"),
        Facet::Audio(AudioFeature::Loudness) => format!("{number:.0} dB"),
        Facet::Audio(feature) if *feature.range().end() <= 1.0 => text.notation.percent(number),
        Facet::Popularity => text.notation.percent(number / 100.0),
        Facet::Duration => value.parse().map_or(value.to_owned(), duration),
        _ => value.to_owned(),
    }
}

fn track_name(named: Option<&SimilarSongs>, id: &str) -> String {
    let mut tracks = named.into_iter().flat_map(|named| named.like.iter().chain(&named.unlike));
    tracks.find(|track| track.id.as_str() == id).map_or(id.to_owned(), SongEntry::label)
}

fn artist_name(named: Option<&SimilarSongs>, id: &str) -> String {
    let mut artists = named.into_iter().flat_map(|named| &named.artists);
    let artist = artists.find(|artist| artist.id.to_string() == id);
    artist.map_or(id, |artist| &artist.name).to_owned()
}

fn language_name(words: &TuneWords, code: &str) -> String {
    let known = words.languages.iter().find(|(known, _)| *known == code);
    known.map_or(code, |(_, name)| name).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Language;
    use crate::url::SearchLocation;

    /// The chips of a wish, and the URL without each.
    fn check(wish: &str, expected: &[(&str, &str)]) {
        let location = SearchLocation::of_wish("", wish);
        let chips = wish_chips(Language::English.words(), &location.tuning, None);
        let shown: Vec<(String, String)> = chips
            .into_iter()
            .map(|chip| {
                let said = format!("{} {}", chip.kind, chip.value).trim().to_owned();
                (said, location.clone().tuned(chip.without).href())
            })
            .collect();
        let shown: Vec<(&str, &str)> =
            shown.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
        assert_eq!(shown, expected);
    }

    #[test]
    fn lists_have_a_chip_for_each_item() {
        check(
            "seed_tracks=a,b&more=calmer,instrumental",
            &[
                ("Like a", "/?more=calmer%2Cinstrumental&seed_tracks=b"),
                ("Like b", "/?more=calmer%2Cinstrumental&seed_tracks=a"),
                ("calmer", "/?more=instrumental&seed_tracks=a%2Cb"),
                ("more instrumental", "/?more=calmer&seed_tracks=a%2Cb"),
            ],
        );
        check(
            "without_artists=x&seed_genres=soul",
            &[("Genre soul", "/?without_artists=x"), ("Not x", "/?seed_genres=soul")],
        );
    }

    #[test]
    fn numbers() {
        check("min_year=1990&max_year=1999", &[("Year 1990–1999", "/")]);
        check("max_year=1999", &[("Year ≤ 1999", "/")]);
        check("min_popularity=50", &[("Popularity ≥ 50%", "/")]);
        check("target_tempo=71", &[("Tempo ≈ 71 BPM", "/")]);
        check("target_duration_ms=420000", &[("Length ≈ 7:00", "/")]);
        check("target_energy=0.15", &[("Energy ≈ 15%", "/")]);
        check("target_energy=low", &[("Energy ≈ low", "/")]);
    }

    #[test]
    fn filters_but_no_weights() {
        check("language=ja&weight_era=2", &[("Language Japanese", "/?weight_era=2")]);
        check("explicit=false&order=year", &[("Without explicit lyrics", "/?order=year")]);
    }
}
