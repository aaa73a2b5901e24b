use super::hangul;
use super::letters::with_errors;
use super::{Face, Said};
use crate::eval::find::draft::Draft;
use crate::eval::find::spelling::typed;
use any_ascii::any_ascii;
use rand::{Rng, RngExt};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;
use unicode_script::{Script, UnicodeScript};
use wana_kana::ConvertJapanese;

/// Without accents; German ones in half of the cases as two letters: "fuer".
pub(super) fn without_diacritics(face: &Face, rng: &mut impl Rng) -> Option<Draft> {
    let said = face.said(rng);
    let german = face.track.track.lang.as_deref() == Some("de") && rng.random_bool(0.5);
    let spelt = if german { with_digraphs(&said.text) } else { said.text.clone() };
    let plain: String = spelt.nfc().map(without_accents).collect();
    let accented = plain != said.text.nfc().collect::<String>();
    accented.then(|| {
        let as_meant = with_errors(&said.text, plain.clone(), said.artists.clone());
        as_meant.unwrap_or_else(|| said.whole(plain))
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

/// Without the signs inside words, or with a blank for each: "dont", "heart shaped".
pub(super) fn without_punctuation(face: &Face, rng: &mut impl Rng) -> Option<Draft> {
    let said = face.said(rng);
    let chars: Vec<char> = said.text.chars().collect();
    let blank = rng.random_bool(0.5);
    let mut plain = String::with_capacity(said.text.len());
    for (place, &c) in chars.iter().enumerate() {
        match c {
            '\'' => plain.extend(rng.random_bool(0.15).then_some(' ')),
            '-' | '.' | '/' | '·' | '・' if is_inside(&chars, place) => {
                plain.extend(blank.then_some(' '));
            }
            c => plain.push(c),
        }
    }
    (plain != said.text).then(|| said.whole(plain))
}

fn is_inside(chars: &[char], place: usize) -> bool {
    let is_word = |at: Option<usize>| at.and_then(|at| chars.get(at)).is_some_and(|c| *c != ' ');
    is_word(place.checked_sub(1)) && is_word(Some(place + 1))
}

/// A title in a script with a well-defined romanisation, and perhaps the artist, in Latin letters.
pub(super) fn transliterated(face: &Face, rng: &mut impl Rng) -> Option<Draft> {
    let title = romanised(&face.track.title)?;
    let artist = face.artist.filter(|_| rng.random_bool(0.5));
    let said = Said::new(&title, artist);
    let latin = romanised(&said.text).unwrap_or_else(|| said.text.clone());
    let readable = latin.is_ascii() && latin.chars().filter(char::is_ascii_alphabetic).count() >= 4;
    readable.then(|| said.whole(typed(&latin)))
}

/// A text in Latin letters; none if it is in them already, or in a script that does not tell how it
/// is read: Han has several readings, Arabic and Hebrew leave vowels out.
fn romanised(text: &str) -> Option<String> {
    let letters = || text.chars().filter(|c| c.is_alphabetic());
    let foreign = letters().filter(|c| is_romanised(c.script())).count();
    let known = letters().all(|c| is_romanised(c.script()) || c.script() == Script::Latin);
    (known && foreign > 0).then(|| {
        let kana = hangul::romanise(&text.nfc().collect::<String>()).replace('・', " ");
        // What stands for a soft sign is not typed.
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
            // The sign that lengthens a vowel in Kana.
            | Script::Common
    )
}
