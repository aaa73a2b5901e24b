//! Normalises and tokenises text. The pipeline and the engine share it, so that they agree.

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
/// "beyonce dont hurt yourself feat jack white". Words are separated by
/// single blanks.
pub fn normalise(text: &str) -> String {
    let chars: Vec<char> = if text.is_ascii() {
        text.chars().collect()
    } else {
        text.nfkd().filter(|c| !is_diacritic(*c)).nfc().collect()
    };
    let mut folded = String::with_capacity(text.len());
    for at in 0..chars.len() {
        fold(&chars, at, &mut folded);
    }
    folded.truncate(folded.trim_end().len());
    if folded.is_ascii() {
        return folded;
    }
    // A dropped character may have separated marks that have a canonical order.
    folded.nfc().collect()
}

fn fold(chars: &[char], at: usize, folded: &mut String) {
    let is_letter =
        |at: Option<usize>| at.and_then(|at| chars.get(at)).is_some_and(|c| c.is_alphanumeric());
    let (after_letter, before_letter) = (is_letter(at.checked_sub(1)), is_letter(Some(at + 1)));
    let after_single_letter = after_letter && !is_letter(at.checked_sub(2));
    match chars[at] {
        '\'' | '’' | '‘' | '`' | '´' | 'ʼ' => {}
        // "T.N.T." is one word, "Mr. Blue" is two words.
        '.' if after_single_letter => {}
        '&' | '+' => push_word("and", folded),
        '$' if after_letter || before_letter => folded.push('s'),
        '!' if after_letter && before_letter => folded.push('i'),
        c if is_word_char(c) => c.to_lowercase().for_each(|c| fold_letter(c, folded)),
        _ => end_word(folded),
    }
}

fn fold_letter(c: char, folded: &mut String) {
    match c {
        'ß' => folded.push_str("ss"),
        'æ' => folded.push_str("ae"),
        'œ' => folded.push_str("oe"),
        'þ' => folded.push_str("th"),
        'ø' => folded.push('o'),
        'ð' | 'đ' => folded.push('d'),
        'ł' => folded.push('l'),
        'ı' => folded.push('i'),
        'ё' => folded.push('е'),
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

// Indic vowel signs are combining marks that belong to the word.
fn is_word_char(c: char) -> bool {
    c.is_alphanumeric() || is_combining_mark(c)
}

/// Marks that people may leave out: Latin, Greek and Cyrillic accents, Hebrew points, Arabic vowel signs.
fn is_diacritic(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{591}'..='\u{5c7}' | '\u{64b}'..='\u{65f}' | '\u{670}')
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
        check("?!…", "");
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
        fn case_does_not_matter(text in "[a-z '.&-]{0,30}") {
            prop_assert_eq!(normalise(&text.to_uppercase()), normalise(&text));
        }
    }
}
