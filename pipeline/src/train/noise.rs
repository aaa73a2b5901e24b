//! Makes noisy queries of titles and artists, to train the denoising encoder on.

use engine::text;
use rand::seq::SliceRandom;
use rand::{Rng, RngExt};

/// A query for a song as somebody might type it: some of its words, in some order, with errors.
pub fn noisy_query(rng: &mut impl Rng, name: &str, artists: &[String]) -> String {
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

/// Keeps each word with probability `share`, and at least one.
fn some_words(rng: &mut impl Rng, words: Vec<String>, share: f64) -> Vec<String> {
    let spared = if words.is_empty() { 0 } else { rng.random_range(0..words.len()) };
    let chosen = words.into_iter().enumerate();
    chosen.filter(|(at, _)| *at == spared || rng.random_bool(share)).map(|(_, word)| word).collect()
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
    fn queries_are_repeatable_and_never_empty() {
        let queries = |seed| -> Vec<String> {
            let mut rng = ChaCha8Rng::seed_from_u64(seed);
            let artists = ["Queen".to_owned()];
            (0..200).map(|_| noisy_query(&mut rng, "Bohemian Rhapsody", &artists)).collect()
        };
        assert_eq!(queries(1), queries(1));
        assert_ne!(queries(1), queries(2));
        assert!(queries(1).iter().all(|query| !query.is_empty()));
        assert!(queries(1).iter().any(|query| query == "bohemian rhapsody queen"));
    }
}
