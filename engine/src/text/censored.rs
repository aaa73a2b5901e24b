//! Restores censored words: "F**k" is found by "fuck" and the other way round.

/// Stands for a letter of a censored word.
pub(super) const CENSOR: char = '*';

/// Words that titles censor, the likelier of equally long ones first.
const WORDS: [&str; 43] = [
    "fuck",
    "fucks",
    "fucked",
    "fucker",
    "fuckers",
    "fuckin",
    "fucking",
    "motherfucker",
    "motherfuckers",
    "motherfuckin",
    "motherfucking",
    "shit",
    "shits",
    "shitty",
    "bullshit",
    "bitch",
    "bitches",
    "bitchin",
    "nigga",
    "niggas",
    "nigger",
    "ass",
    "asses",
    "asshole",
    "assholes",
    "pussy",
    "dick",
    "dicks",
    "cunt",
    "cock",
    "hoe",
    "hoes",
    "whore",
    "whores",
    "slut",
    "damn",
    "goddamn",
    "hell",
    "tits",
    "cum",
    "sex",
    "kill",
    "drugs",
];

/// The text with the letters of censored words in their places.
pub(super) fn restore(mut chars: Vec<char>) -> Vec<char> {
    let in_word = |c: char| c.is_alphanumeric() || c == CENSOR;
    let mut start = 0;
    while start < chars.len() {
        let end = start + chars[start..].iter().take_while(|&&c| in_word(c)).count();
        let masked = &mut chars[start..end];
        if masked.contains(&CENSOR)
            && let Some(word) = WORDS.iter().find(|word| fits(masked, word))
        {
            masked.iter_mut().zip(word.chars()).for_each(|(masked, c)| *masked = c);
        }
        start = end + 1;
    }
    chars
}

/// Whether a word has the letters that are left of a masked one, the first among them.
fn fits(masked: &[char], word: &str) -> bool {
    let same = |(masked, c): (&char, char)| *masked == CENSOR || masked.eq_ignore_ascii_case(&c);
    masked.len() == word.len()
        && masked.first() != Some(&CENSOR)
        && masked.iter().zip(word.chars()).all(same)
}
