//! Makes of a song's title and artists what somebody might type, to train the encoder on.

use engine::text;
use rand::seq::SliceRandom;
use rand::{Rng, RngExt};

/// A hint for a song, as somebody might type it: some of its words, in some order, with errors.
pub fn noisy_hint(rng: &mut impl Rng, name: &str, artists: &[String]) -> String {
    let mut words = some_words(rng, text::words(name), 0.75);
    let artist = artists.first().map(|artist| text::words(artist)).unwrap_or_default();
    words.extend(some_words(rng, artist, 0.5));
    if rng.random_bool(0.3) {
        words.shuffle(rng);
    }
    words.iter_mut().for_each(|word| misspell(rng, word));
    cut_last_word(rng, &mut words);
    words.join(" ")
}

/// Each word with the probability `share`, and at least one.
fn some_words(rng: &mut impl Rng, words: Vec<String>, share: f64) -> Vec<String> {
    let spared = if words.is_empty() { 0 } else { rng.random_range(0..words.len()) };
    let chosen = words.into_iter().enumerate();
    chosen
        .filter(|(place, _)| *place == spared || rng.random_bool(share))
        .map(|(_, word)| word)
        .collect()
}

fn misspell(rng: &mut impl Rng, word: &mut String) {
    let mut chars: Vec<char> = word.chars().collect();
    let errors = usize::from(chars.len() > 3 && rng.random_bool(0.2))
        + usize::from(chars.len() > 7 && rng.random_bool(0.1));
    (0..errors).for_each(|_| err(rng, &mut chars));
    *word = chars.into_iter().collect();
}

fn err(rng: &mut impl Rng, chars: &mut Vec<char>) {
    let place = rng.random_range(0..chars.len() - 1);
    match rng.random_range(0..4) {
        0 => drop(chars.remove(place)),
        1 => chars.swap(place, place + 1),
        2 => chars.insert(place, chars[place]),
        _ => chars[place] = rng.random_range('a'..='z'),
    }
}

fn cut_last_word(rng: &mut impl Rng, words: &mut [String]) {
    let Some(last) = words.last_mut() else { return };
    let length = last.chars().count();
    if length > 2 && rng.random_bool(0.2) {
        let kept = rng.random_range(2..length);
        *last = last.chars().take(kept).collect();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::SeedableRng;
    use rand::rngs::ChaCha8Rng;

    #[test]
    fn hints_are_repeatable_and_never_empty() {
        let hints = |seed| -> Vec<String> {
            let mut rng = ChaCha8Rng::seed_from_u64(seed);
            let artists = ["Queen".to_owned()];
            (0..200).map(|_| noisy_hint(&mut rng, "Bohemian Rhapsody", &artists)).collect()
        };
        assert_eq!(hints(1), hints(1));
        assert_ne!(hints(1), hints(2));
        assert!(hints(1).iter().all(|hint| !hint.is_empty()));
        assert!(hints(1).iter().any(|hint| hint == "bohemian rhapsody queen"));
    }
}
