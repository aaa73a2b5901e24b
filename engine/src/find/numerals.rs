//! Words with several spellings: numbers, and what is typed as it sounds.

/// Other ways to write a word: "2" may be "two", or "to".
pub(crate) fn other_spellings(word: &str) -> impl Iterator<Item = &'static str> {
    let groups = SPELLINGS.iter().filter(move |group| group.contains(&word));
    groups.flat_map(|group| group.iter().copied()).filter({
        let word = word.to_owned();
        move |other| *other != word
    })
}

const SPELLINGS: [&[&str]; 47] = [
    &["0", "zero"],
    &["1", "one", "i", "won"],
    &["2", "two", "to", "too", "ii"],
    &["3", "three", "iii"],
    &["4", "four", "for", "iv"],
    &["5", "five", "v"],
    &["6", "six", "vi"],
    &["7", "seven", "vii"],
    &["8", "eight", "viii", "ate"],
    &["9", "nine", "ix"],
    &["10", "ten"],
    &["11", "eleven"],
    &["12", "twelve"],
    &["13", "thirteen"],
    &["14", "fourteen"],
    &["15", "fifteen"],
    &["16", "sixteen"],
    &["17", "seventeen"],
    &["18", "eighteen"],
    &["19", "nineteen"],
    &["20", "twenty"],
    &["30", "thirty"],
    &["40", "forty", "fourty"],
    &["50", "fifty"],
    &["60", "sixty"],
    &["70", "seventy"],
    &["80", "eighty"],
    &["90", "ninety"],
    &["100", "hundred"],
    &["1000", "thousand"],
    &["1000000", "million"],
    &["1st", "first"],
    &["2nd", "second"],
    &["3rd", "third"],
    &["and", "n", "et", "y", "und", "e"],
    &["u", "you", "yu", "ya"],
    &["ur", "your", "youre"],
    &["r", "are"],
    &["b", "be"],
    &["c", "see"],
    &["luv", "love"],
    &["tonite", "tonight"],
    &["nite", "night"],
    &["thru", "through"],
    &["cuz", "cause", "coz", "because"],
    &["wanna", "want"],
    &["gonna", "going"],
];

/// A number from 21 to 99 in two words ("ninety nine") as digits.
pub(crate) fn digits(tens: &str, ones: &str) -> Option<String> {
    let tens = TENS.iter().position(|&word| word == tens)?;
    let ones = ONES.iter().position(|&word| word == ones)?;
    Some(format!("{}{}", tens + 2, ones + 1))
}

/// A number from 21 to 99 in digits as two words.
pub(crate) fn spelled_out(digits: &str) -> Option<[&'static str; 2]> {
    let [tens @ b'2'..=b'9', ones @ b'1'..=b'9'] = digits.as_bytes() else {
        return None;
    };
    Some([TENS[usize::from(tens - b'2')], ONES[usize::from(ones - b'1')]])
}

const TENS: [&str; 8] =
    ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
const ONES: [&str; 9] = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];

#[cfg(test)]
mod tests {
    use super::*;

    fn check(word: &str, expected: &[&str]) {
        assert_eq!(other_spellings(word).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn spellings() {
        check("2", &["two", "to", "too", "ii"]);
        check("u", &["you", "yu", "ya"]);
        check("queen", &[]);
    }

    #[test]
    fn numbers_to_ninety_nine() {
        assert_eq!(digits("ninety", "nine").as_deref(), Some("99"));
        assert_eq!(digits("nine", "ninety"), None);
        assert_eq!(spelled_out("99"), Some(["ninety", "nine"]));
        assert_eq!(spelled_out("90"), None);
        assert_eq!(spelled_out("199"), None);
    }
}
