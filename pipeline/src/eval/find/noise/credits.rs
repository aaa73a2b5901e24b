use super::subject::{Subject, pick};
use crate::eval::find::draft::Draft;
use crate::eval::find::plain;
use crate::eval::find::spelling::typed;
use engine::{TitlePart, VersionKind, parse_title};
use rand::{Rng, RngExt};

/// Title T, artist A and guest G, with words that introduce a guest.
const WITH_GUEST: [&str; 8] = [
    "T A feat G",
    "T A feat. G",
    "T A ft G",
    "T feat G",
    "T ft. G",
    "A ft G T",
    "A and G T",
    "T A featuring G",
];

/// With the second artist of the song as a guest.
pub(super) fn guest(subject: &Subject, rng: &mut impl Rng) -> Option<Draft> {
    let artist = subject.artist?;
    let others = subject.track.track.artists.iter().filter(|other| *other != artist);
    let guest = others.map(String::as_str).next()?;
    let around = pick(rng, &WITH_GUEST)?;
    let (title, name, guest_name) = (subject.title(), typed(artist), typed(guest));
    let words = around.split(' ').map(|word| match word {
        "T" => title.as_str(),
        "A" => name.as_str(),
        "G" => guest_name.as_str(),
        word => word,
    });
    let typed = words.collect::<Vec<_>>().join(" ");
    let named = [artist, guest].into_iter().zip(["A", "G"]);
    let named = named.filter(|(_, sign)| around.split(' ').any(|word| word == *sign));
    Some(Draft::whole(typed, named.map(|(artist, _)| artist.to_owned()).collect()))
}

/// With words for a version the song has, as in the title or plainer.
pub(super) fn version(subject: &Subject, rng: &mut impl Rng) -> Option<Draft> {
    let song = &subject.songs.songs()[subject.track.song as usize];
    let row = *pick(rng, &song.rows)?;
    let parts = parse_title(&subject.songs.track(row).track.name).parts;
    let part = parts.iter().find(|part| plain_words(part.kind).is_some())?;
    let version = if rng.random_bool(0.3) { short(part) } else { None };
    let version = version.map_or_else(|| plain_words(part.kind).map(str::to_owned), Some)?;
    let artist = subject.artist.filter(|_| rng.random_bool(0.7));
    let (title, name) = (subject.title(), artist.map(typed));
    let mut words = vec![title, version];
    words.extend(name);
    if words.len() == 3 && rng.random_bool(0.7) {
        words.swap(1, 2);
    }
    let artists = artist.map(str::to_owned).into_iter().collect();
    Some(Draft { version: Some(part.kind), ..Draft::whole(words.join(" "), artists) })
}

/// The title's words for the version, if short enough to type.
fn short(part: &TitlePart) -> Option<String> {
    let words = plain::normalise(&part.text);
    ((1..=3).contains(&words.split(' ').count()) && !words.is_empty()).then_some(words)
}

/// What people call a version.
fn plain_words(kind: VersionKind) -> Option<&'static str> {
    Some(match kind {
        VersionKind::Remaster => "remastered",
        VersionKind::Edit => "radio edit",
        VersionKind::Extended => "extended",
        VersionKind::Acoustic => "acoustic",
        VersionKind::Demo => "demo",
        VersionKind::Live => "live",
        VersionKind::Remix => "remix",
        VersionKind::Instrumental => "instrumental",
        _ => return None,
    })
}
