//! Makes noisy hints for a song, one kind of noise at a time.

mod credits;
mod hangul;
mod keyboard;
mod letters;
mod phonetic;
mod script;
mod spelt;
mod subject;
mod words;

pub(super) use letters::with_errors;
pub(super) use subject::Subject;

use super::draft::{Claim, Draft};
use super::kind::HintKind;
use super::plain;
use super::spelling::typed;
use rand::{Rng, RngExt};

/// A hint of a kind for a song; none if the kind does not apply to it.
pub(super) fn draft(kind: HintKind, subject: &Subject, rng: &mut impl Rng) -> Option<Draft> {
    let mut draft = match kind {
        HintKind::CleanTitle => Some(clean_title(subject, rng)),
        HintKind::TitleArtist => with_artist(subject, |title, artist| format!("{title} {artist}")),
        HintKind::ArtistTitle => with_artist(subject, |title, artist| format!("{artist} {title}")),
        HintKind::ArtistOnly => artist_only(subject),
        HintKind::PartSurname => words::part_surname(subject, rng),
        HintKind::Prefix => words::prefix(subject, rng),
        HintKind::JoinedWords => words::joined(subject, rng),
        HintKind::SplitWords => words::split(subject, rng),
        HintKind::DroppedWords => words::dropped(subject, rng),
        HintKind::AddedWords => words::added(subject, rng),
        HintKind::ShuffledWords => words::shuffled(subject, rng),
        HintKind::OneEdit => letters::one_edit(subject, rng),
        HintKind::TwoEdits => letters::two_edits(subject, rng),
        HintKind::TransposedKeys => letters::transposed(subject, rng),
        HintKind::NeighbouringKeys => letters::neighbouring(subject, rng),
        HintKind::FirstLetter => letters::first_letter(subject, rng),
        HintKind::Phonetic => phonetic::misspelt(subject, rng),
        HintKind::MissingDiacritics => script::without_diacritics(subject, rng),
        HintKind::MissingPunctuation => script::without_punctuation(subject, rng),
        HintKind::Transliteration => script::transliterated(subject, rng),
        HintKind::Numbers => spelt::numbers(subject, rng),
        HintKind::Ampersands => spelt::ampersands(subject, rng),
        HintKind::Guest => credits::guest(subject, rng),
        HintKind::Version => credits::version(subject, rng),
        HintKind::SharedTitle
        | HintKind::Remembered
        | HintKind::Misheard
        | HintKind::ListedTypos
        | HintKind::OtherKeyboards
        | HintKind::FileNames
        | HintKind::Hashtags
        | HintKind::Spoken
        | HintKind::NoSongWords
        | HintKind::NoSongKeys
        | HintKind::NoSongSentence
        | HintKind::NoSongNews => None,
    }?;
    if rng.random_bool(CAPITALISED) {
        draft.typed = capitalised(&draft.typed);
    }
    Some(draft)
}

/// The share of hints with capital letters.
const CAPITALISED: f64 = 0.1;

fn capitalised(text: &str) -> String {
    let words = text.split(' ').map(|word| {
        let mut chars = word.chars();
        let first = chars.next().map(char::to_uppercase);
        first.into_iter().flatten().chain(chars).collect::<String>()
    });
    words.collect::<Vec<_>>().join(" ")
}

/// The title as typed or as written.
fn clean_title(subject: &Subject, rng: &mut impl Rng) -> Draft {
    let written = || subject.track.title.to_lowercase();
    let title = if rng.random_bool(0.5) { written() } else { subject.title() };
    Draft::whole(title, Vec::new())
}

/// The title and the artist, in a given order.
pub(super) fn with_artist(
    subject: &Subject,
    order: impl Fn(String, String) -> String,
) -> Option<Draft> {
    let artist = subject.artist?;
    Some(Draft::whole(order(subject.title(), typed(artist)), vec![artist.to_owned()]))
}

fn artist_only(subject: &Subject) -> Option<Draft> {
    let artist = subject.artist?;
    Some(Draft::new(typed(artist), Claim::Artist(plain::normalise(artist))))
}

#[cfg(test)]
mod tests;
