use super::hangul;
use super::letters::with_errors;
use super::subject::{Phrase, Subject};
use crate::eval::find::draft::Draft;
use crate::eval::find::spelling::typed;
use any_ascii::any_ascii;
use rand::{Rng, RngExt};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;
use unicode_script::{Script, UnicodeScript};
use wana_kana::ConvertJapanese;

/// Without accents; German umlauts half of the time as two letters: "fuer".
pub(super) fn without_diacritics(subject: &Subject, rng: &mut impl Rng) -> Option<Draft> {
    let phrase = subject.phrase(rng);
    let german = subject.track.track.lang.as_deref() == Some("de") && rng.random_bool(0.5);
    let spelt = if german { with_digraphs(&phrase.text) } else { phrase.text.clone() };
    let plain: String = spelt.nfc().map(without_accents).collect();
    let accented = plain != phrase.text.nfc().collect::<String>();
    accented.then(|| {
        let as_meant = with_errors(&phrase.text, plain.clone(), phrase.artists.clone());
        as_meant.unwrap_or_else(|| phrase.whole(plain))
    })
}

fn with_digraphs(text: &str) -> String {
    text.replace('ä', "ae").replace('ö', "oe").replace('ü', "ue").replace('ß', "ss")
}

fn without_accents(c: char) -> String {
    match (c, c.script()) {
        (c, Script::Latin) => any_ascii(&c.to_string()).to_lowercase(),
        ('ё', _) => "е".to_owned(),
        (c, Script::Greek) => c.nfd().filter(|c| !is_combining_mark(*c)).collect(),
        (c, _) => c.to_string(),
    }
}

/// Without punctuation inside words, or with a space for it: "dont", "heart shaped".
pub(super) fn without_punctuation(subject: &Subject, rng: &mut impl Rng) -> Option<Draft> {
    let phrase = subject.phrase(rng);
    let chars: Vec<char> = phrase.text.chars().collect();
    let blank = rng.random_bool(0.5);
    let mut plain = String::with_capacity(phrase.text.len());
    for (place, &c) in chars.iter().enumerate() {
        match c {
            '\'' => plain.extend(rng.random_bool(0.15).then_some(' ')),
            '-' | '.' | '/' | '·' | '・' if is_inside(&chars, place) => {
                plain.extend(blank.then_some(' '));
            }
            c => plain.push(c),
        }
    }
    (plain != phrase.text).then(|| phrase.whole(plain))
}

fn is_inside(chars: &[char], place: usize) -> bool {
    let is_word = |at: Option<usize>| at.and_then(|at| chars.get(at)).is_some_and(|c| *c != ' ');
    is_word(place.checked_sub(1)) && is_word(Some(place + 1))
}

/// A title in a script with a well-defined romanisation, possibly with the artist, in Latin
/// letters.
pub(super) fn transliterated(subject: &Subject, rng: &mut impl Rng) -> Option<Draft> {
    let title = romanised(&subject.track.title)?;
    let artist = subject.artist.filter(|_| rng.random_bool(0.5));
    let phrase = Phrase::new(&title, artist);
    let latin = romanised(&phrase.text).unwrap_or_else(|| phrase.text.clone());
    let readable = latin.is_ascii() && latin.chars().filter(char::is_ascii_alphabetic).count() >= 4;
    readable.then(|| phrase.whole(typed(&latin)))
}

/// The romanised text; none if it is in Latin script already or its script does not determine the
/// reading: Han has several readings, Arabic and Hebrew omit vowels.
fn romanised(text: &str) -> Option<String> {
    let letters = || text.chars().filter(|c| c.is_alphabetic());
    let foreign = letters().filter(|c| is_romanised(c.script())).count();
    let known = letters().all(|c| is_romanised(c.script()) || c.script() == Script::Latin);
    (known && foreign > 0).then(|| {
        let kana = hangul::romanise(&text.nfc().collect::<String>()).replace('・', " ");
        // Nobody types the mark that stands for a soft sign.
        typed(&any_ascii(&kana.to_romaji()).replace('\'', ""))
    })
}

fn is_romanised(script: Script) -> bool {
    matches!(
        script,
        Script::Cyrillic
            | Script::Greek
            | Script::Hangul
            | Script::Hiragana
            | Script::Katakana
            | Script::Armenian
            | Script::Georgian
            // The long vowel mark of Kana.
            | Script::Common
    )
}
