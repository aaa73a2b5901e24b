//! Detects the language of a title.
//!
//! Most scripts belong to one language. For Latin script, whichlang guesses first: when it says
//! English it is right. When it says another language, lingua, which is slower but gives
//! probabilities, compares that one with English, the most common language of titles.

use engine::base_title;
use lingua::{Language, LanguageDetector, LanguageDetectorBuilder};
use std::collections::HashMap;
use std::sync::LazyLock;
use unicode_script::{Script, UnicodeScript};
use whichlang::Lang;

/// ISO 639-1 code of the language of a title; none if the title is too short, or if two languages are
/// about equally likely. Version suffixes ("- 2011 Remaster") are ignored.
pub fn language_of(name: &str) -> Option<&'static str> {
    let title = base_title(name);
    match main_script(&title)? {
        Script::Latin => latin_language(&title),
        Script::Cyrillic => Some(cyrillic_language(&title)),
        Script::Arabic => Some(arabic_language(&title)),
        Script::Han if title.contains(is_kana) => Some("ja"),
        Script::Han => Some(code(whichlang::detect_language(&title))),
        script => only_language(script),
    }
}

/// The most frequent script among the letters.
fn main_script(text: &str) -> Option<Script> {
    let mut counts: Vec<(Script, usize)> = Vec::new();
    for script in text.chars().filter(|c| c.is_alphabetic()).map(|c| c.script()) {
        match counts.iter_mut().find(|(known, _)| *known == script) {
            Some((_, count)) => *count += 1,
            None => counts.push((script, 1)),
        }
    }
    counts.retain(|(script, _)| !matches!(script, Script::Common | Script::Inherited));
    counts.into_iter().max_by_key(|(_, count)| *count).map(|(script, _)| script)
}

fn is_kana(c: char) -> bool {
    matches!(c.script(), Script::Hiragana | Script::Katakana)
}

/// The language of nearly all titles in a script.
fn only_language(script: Script) -> Option<&'static str> {
    Some(match script {
        Script::Armenian => "hy",
        Script::Bengali => "bn",
        Script::Devanagari => "hi",
        Script::Ethiopic => "am",
        Script::Georgian => "ka",
        Script::Greek => "el",
        Script::Gujarati => "gu",
        Script::Gurmukhi => "pa",
        Script::Hangul => "ko",
        Script::Hebrew => "he",
        Script::Hiragana | Script::Katakana => "ja",
        Script::Kannada => "kn",
        Script::Khmer => "km",
        Script::Lao => "lo",
        Script::Malayalam => "ml",
        Script::Mongolian => "mn",
        Script::Myanmar => "my",
        Script::Sinhala => "si",
        Script::Tamil => "ta",
        Script::Telugu => "te",
        Script::Thai => "th",
        Script::Tibetan => "bo",
        _ => return None,
    })
}

/// Decides by letters that only one of the languages has.
fn cyrillic_language(text: &str) -> &'static str {
    let has = |letters: &str| text.to_lowercase().contains(|c| letters.contains(c));
    match () {
        () if has("ў") => "be",
        () if has("іїєґ") => "uk",
        () if has("ѓќѕ") => "mk",
        () if has("ђћџљњј") => "sr",
        () => "ru",
    }
}

fn arabic_language(text: &str) -> &'static str {
    match () {
        () if text.contains(['ٹ', 'ڈ', 'ڑ', 'ں', 'ے', 'ھ', 'ہ']) => "ur",
        () if text.contains(['پ', 'چ', 'ژ', 'گ', 'ک', 'ی']) => "fa",
        () => "ar",
    }
}

/// Thresholds on lingua's probability of a language against English.
struct Thresholds {
    /// Below this, the title is English.
    english: f64,
    /// Above this, it is in the other language.
    other: f64,
}

/// Shorter titles need more certainty.
const FEW_LETTERS: usize = 9;
/// Shorter titles have no language.
const MIN_LETTERS: usize = 3;

/// Tuned on the titles of the demo catalogue, whose languages are labelled.
const THRESHOLDS: Thresholds = Thresholds { english: 0.5, other: 0.65 };
const THRESHOLDS_FOR_FEW: Thresholds = Thresholds { english: 0.3, other: 0.9 };

fn latin_language(title: &str) -> Option<&'static str> {
    let letters = title.chars().filter(|c| c.is_alphabetic()).count();
    if letters < MIN_LETTERS {
        return None;
    }
    let guess = whichlang::detect_language(title);
    let Some((language, detector)) = AGAINST_ENGLISH.get(code(guess)) else {
        return Some(code(guess));
    };
    let confidence = detector.compute_language_confidence(title, *language);
    let thresholds = if letters < FEW_LETTERS { THRESHOLDS_FOR_FEW } else { THRESHOLDS };
    match confidence {
        sure if sure > thresholds.other => Some(code(guess)),
        unsure if unsure < thresholds.english => Some("en"),
        _ => None,
    }
}

/// For each language, a detector that decides between it and English.
static AGAINST_ENGLISH: LazyLock<HashMap<&str, (Language, LanguageDetector)>> =
    LazyLock::new(|| {
        let others = [
            ("de", Language::German),
            ("es", Language::Spanish),
            ("fr", Language::French),
            ("it", Language::Italian),
            ("nl", Language::Dutch),
            ("pt", Language::Portuguese),
            ("sv", Language::Swedish),
            ("tr", Language::Turkish),
            ("vi", Language::Vietnamese),
        ];
        let detector = |language| {
            let languages = [Language::English, language];
            (language, LanguageDetectorBuilder::from_languages(&languages).build())
        };
        others.into_iter().map(|(code, language)| (code, detector(language))).collect()
    });

fn code(lang: Lang) -> &'static str {
    match lang {
        Lang::Ara => "ar",
        Lang::Cmn => "zh",
        Lang::Deu => "de",
        Lang::Eng => "en",
        Lang::Fra => "fr",
        Lang::Hin => "hi",
        Lang::Ita => "it",
        Lang::Jpn => "ja",
        Lang::Kor => "ko",
        Lang::Nld => "nl",
        Lang::Por => "pt",
        Lang::Rus => "ru",
        Lang::Spa => "es",
        Lang::Swe => "sv",
        Lang::Tur => "tr",
        Lang::Vie => "vi",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(name: &str, expected: &str) {
        assert_eq!(language_of(name).unwrap_or("unknown"), expected, "{name}");
    }

    #[test]
    fn latin_titles() {
        check("Never Gonna Give You Up", "en");
        check("I Will Always Love You - Live", "en");
        check("Ne me quitte pas - Remastered", "fr");
        check("Non, je ne regrette rien", "fr");
        check("Ich bin von Kopf bis Fuß auf Liebe eingestellt", "de");
        check("La Leyenda Del Tiempo", "es");
        check("A Minha Menina", "pt");
        check("Nel blu dipinto di blu", "it");
        check("1979", "unknown");
        check("Hm", "unknown");
        check("?", "unknown");
        check("", "unknown");
    }

    #[test]
    fn other_scripts() {
        check("上を向いて歩こう", "ja");
        check("月亮代表我的心", "zh");
        check("강남스타일", "ko");
        check("Подмосковные вечера", "ru");
        check("Червона рута і я", "uk");
        check("Ђурђевдан", "sr");
        check("Τα παιδιά του Πειραιά", "el");
        check("ירושלים של זהב", "he");
        check("إنت عمري", "ar");
        check("گل گلدون من", "fa");
        check("लग जा गले", "hi");
        check("ลอยกระทง", "th");
        check("ポリリズム (Perfume)", "ja");
    }
}
