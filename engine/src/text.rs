//! Normalises and tokenises text. The pipeline and the engine share it, so that they agree.

mod censored;

use censored::CENSOR;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The normalised words of a text: lower case, without diacritics and punctuation.
///
/// Scripts without blanks between words (Han, Kana, Thai, …) give overlapping pairs of characters
/// instead.
pub fn words(text: &str) -> Vec<String> {
    let normalised = normalise(text);
    let mut words = Vec::new();
    normalised.split(' ').filter(|run| !run.is_empty()).for_each(|run| push_run(run, &mut words));
    words
}

/// A text in normal form: "Beyoncé – Don't Hurt Yourself (feat. Jack White)" becomes
/// "beyonce dont hurt yourself feat jack white". Words are separated by single blanks.
///
/// A text of signs alone, such as "?" or "!!!", is one word.
pub fn normalise(text: &str) -> String {
    let chars: Vec<char> = if text.is_ascii() {
        text.chars().collect()
    } else {
        text.nfkd().filter(|c| !is_diacritic(*c) && !is_invisible(*c)).nfc().collect()
    };
    if !chars.iter().any(|&c| is_letter(c)) {
        return signs(&chars);
    }
    let chars = if chars.contains(&CENSOR) { censored::restore(chars) } else { chars };
    let mut folded = String::with_capacity(text.len());
    for at in 0..chars.len() {
        fold(&chars, at, &mut folded);
    }
    folded.truncate(folded.trim_end().len());
    if folded.is_ascii() {
        return folded;
    }
    // A dropped character may have separated marks that have a canonical order, in which one may come first.
    let mut ordered = String::with_capacity(folded.len());
    for c in folded.nfc() {
        if is_letter(c) || !is_combining_mark(c) || is_mark_of_word(c, &ordered) {
            ordered.push(c);
        }
    }
    ordered
}

fn signs(chars: &[char]) -> String {
    let is_sign = |c: &char| !c.is_whitespace() && !c.is_control() && !is_combining_mark(*c);
    chars.iter().copied().filter(is_sign).nfc().collect()
}

fn fold(chars: &[char], at: usize, folded: &mut String) {
    let letter_at =
        |at: Option<usize>| at.and_then(|at| chars.get(at)).is_some_and(|&c| is_letter(c));
    let (after_letter, before_letter) = (letter_at(at.checked_sub(1)), letter_at(Some(at + 1)));
    let after_single_letter = after_letter && !letter_at(at.checked_sub(2));
    match chars[at] {
        '\'' | '’' | '‘' | '`' | '´' | 'ʼ' => {}
        // "T.N.T." is one word, "Mr. Blue" is two words.
        '.' if after_single_letter => {}
        '&' | '+' => push_word("and", folded),
        '$' if after_letter || before_letter => folded.push('s'),
        '!' if after_letter && before_letter => folded.push('i'),
        c if is_letter(c) || is_mark_of_word(c, folded) => fold_case(c, folded),
        _ => end_word(folded),
    }
}

/// Upper case first: full case folding joins "ς" and "σ", "ı" and "i", "ß" and "ss".
fn fold_case(c: char, folded: &mut String) {
    if c.is_ascii() {
        folded.push(c.to_ascii_lowercase());
        return;
    }
    let lower = c.to_uppercase().flat_map(char::to_lowercase);
    lower.for_each(|c| fold_letter(c, folded));
}

/// Letters that do not decompose, as people type them without such keys.
fn fold_letter(c: char, folded: &mut String) {
    match c {
        'ß' => folded.push_str("ss"),
        'æ' => folded.push_str("ae"),
        'œ' => folded.push_str("oe"),
        'þ' => folded.push_str("th"),
        'ø' => folded.push('o'),
        'ð' | 'đ' => folded.push('d'),
        'ł' => folded.push('l'),
        c => folded.push(c),
    }
}

fn push_word(word: &str, folded: &mut String) {
    end_word(folded);
    folded.push_str(word);
    end_word(folded);
}

fn end_word(folded: &mut String) {
    if !folded.is_empty() && !folded.ends_with(' ') {
        folded.push(' ');
    }
}

/// Whether a character is a letter or a digit, but for the letters that serve as emoji: "🅴".
fn is_letter(c: char) -> bool {
    c.is_alphanumeric() && !matches!(c, '\u{1f150}'..='\u{1f189}')
}

// Indic vowel signs are combining marks that belong to the word. A mark without a base does not.
fn is_mark_of_word(c: char, folded: &str) -> bool {
    is_combining_mark(c) && !folded.is_empty() && !folded.ends_with(' ')
}

/// Marks that people may leave out: Latin, Greek and Cyrillic accents, Hebrew points, Arabic vowel signs.
fn is_diacritic(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{591}'..='\u{5c7}' | '\u{64b}'..='\u{65f}' | '\u{670}')
}

/// Soft hyphens, zero-width characters, directions, variation selectors, the frames of keycaps and
/// Hangul fillers.
fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{180b}'..='\u{180f}'
        | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
        | '\u{20d0}'..='\u{20f0}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
        | '\u{e0000}'..='\u{e0fff}')
}

fn push_run(run: &str, words: &mut Vec<String>) {
    let mut rest = run;
    while let Some(first) = rest.chars().next() {
        let unspaced = is_unspaced(first);
        let end = rest
            .find(|c| is_unspaced(c) != unspaced && !is_combining_mark(c))
            .unwrap_or(rest.len());
        let (part, after) = rest.split_at(end);
        if unspaced {
            push_pairs(part, words);
        } else {
            words.push(part.to_owned());
        }
        rest = after;
    }
}

fn push_pairs(part: &str, words: &mut Vec<String>) {
    let chars: Vec<char> = part.chars().collect();
    if chars.len() == 1 {
        words.push(part.to_owned());
    }
    words.extend(chars.windows(2).map(|pair| pair.iter().collect::<String>()));
}

/// Whether a character's script has no blanks between words.
fn is_unspaced(c: char) -> bool {
    matches!(c,
        '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}'
        | '\u{3040}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}' | '\u{3400}'..='\u{4dbf}'
        | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(text: &str, expected: &str) {
        assert_eq!(words(text).join(" "), expected, "{text:?}");
    }

    #[test]
    fn latin() {
        check(
            "Beyoncé – Don't Hurt Yourself (feat. Jack White)",
            "beyonce dont hurt yourself feat jack white",
        );
        check("Simon & Garfunkel", "simon and garfunkel");
        check("T.N.T.", "tnt");
        check("Born in the U.S.A.", "born in the usa");
        check("R.E.M.", "rem");
        check("Mr. Blue Sky", "mr blue sky");
        check("A$AP Rocky, Ke$ha, P!nk", "asap rocky kesha pink");
        check("Help!", "help");
        check("Smørrebrød Straße Łódź Æon", "smorrebrod strasse lodz aeon");
        check("ｆｕｌｌ　ｗｉｄｔｈ", "full width");
        check("99 Luftballons", "99 luftballons");
        check("", "");
    }

    #[test]
    fn signs_alone_are_a_word() {
        check("?", "?");
        check(" ! ! ! ", "!!!");
        check("÷", "÷");
        check("+", "+");
        check("***", "***");
        check("?!…", "?!...");
        check("❤\u{fe0f}", "❤");
        check("What?! + Why", "what and why");
    }

    #[test]
    fn invisible_characters_are_no_words() {
        check("love \u{fe0f} me", "love me");
        check("❤\u{fe0f} love ❤\u{fe0f}", "love");
        check("lo\u{200b}ve\u{ad}ly", "lovely");
        check("1\u{fe0f}\u{20e3} thing", "1 thing");
        check("HUMBLE \u{1f174}", "humble");
        check("\u{3164}", "");
    }

    #[test]
    fn case_is_folded() {
        check("ΟΔΟΣ οδος οδός", "οδοσ οδοσ οδοσ");
        check("ŞIMARIK şımarık Şimarik ŞİMARİK", "simarik simarik simarik simarik");
        check("STRASSE straße STRAẞE", "strasse strasse strasse");
        check("ЁЛКА ёлка", "елка елка");
        check("Øl øl ŁÓDŹ łódź", "ol ol lodz lodz");
    }

    #[test]
    fn censored_words_are_restored() {
        check("F**kin' Problems", "fuckin problems");
        check("f*** you", "fuck you");
        check("Sh*t, B****!", "shit bitch");
        check("M*A*S*H", "m a s h");
        check("Song*", "song");
        check("*NSYNC", "nsync");
    }

    #[test]
    fn other_scripts() {
        check("Подмосковные вечера", "подмосковные вечера");
        check("Θα πιω απόψε", "θα πιω αποψε");
        check("שָׁלוֹם", "שלום");
        check("上を向いて", "上を を向 向い いて");
        check("がんばれ", "がん んば ばれ");
        check("雪", "雪");
        check("강남스타일", "강남스타일");
        check("लग जा गले", "लग जा गले");
        check("Perfume ポリリズム", "perfume ポリ リリ リズ ズム");
    }

    proptest! {
        #[test]
        fn normalising_again_changes_nothing(text in "\\PC{0,40}") {
            let once = normalise(&text);
            prop_assert_eq!(normalise(&once), once);
        }

        #[test]
        fn case_does_not_matter(text in "\\PC{0,20}|[a-z '.&-]{0,30}|[α-ωά-ώ ]{0,20}|[ıiİI]{0,8}") {
            // An iota subscript has no upper case but a letter of its own.
            prop_assume!(!text.nfd().any(|c| c == '\u{345}'));
            let expected = normalise(&text);
            prop_assert_eq!(normalise(&text.to_uppercase()), expected.as_str());
            prop_assert_eq!(normalise(&text.to_lowercase()), expected);
        }
    }
}
