//! Takes words apart that were typed without blanks.

use super::hint::Alike;
use super::word_index::WordIndex;
use catalog::Likeness;

/// The likeliest words of which a text without blanks consists, if it consists of two or more.
///
/// Each word costs as much as it is rare, as in a unigram model, found by dynamic programming
/// (Viterbi, 1967).
pub(crate) fn segment(text: &str, index: &WordIndex) -> Option<Vec<String>> {
    let ends: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let letters = ends.len() - 1;
    if !(SHORTEST..=LONGEST).contains(&letters) {
        return None;
    }
    let mut best: Vec<Option<(f32, usize)>> = vec![None; ends.len()];
    best[0] = Some((0.0, 0));
    for end in 1..ends.len() {
        for start in end.saturating_sub(LONGEST_WORD)..end {
            let Some((so_far, _)) = best[start] else { continue };
            let whole = start == 0 && end == letters;
            let word = &text[ends[start]..ends[end]];
            let Some(cost) = cost(word, end - start, index).filter(|_| !whole) else { continue };
            if best[end].is_none_or(|(least, _)| so_far + cost < least) {
                best[end] = Some((so_far + cost, start));
            }
        }
    }
    words(text, &ends, &best)
}

/// How a token is alike to the words it was taken apart to.
pub(crate) const SEGMENTED: Alike = Alike { similarity: 0.95, how: Likeness::Joined };

/// Letters of a text that is taken apart.
const SHORTEST: usize = 5;
const LONGEST: usize = 80;
const LONGEST_WORD: usize = 18;

/// What a word costs beside its rarity, so that few words are better than many.
const PER_WORD: f32 = 4.0;
/// What a word of one or two letters costs in addition: any text consists of them.
const PER_SHORT_WORD: f32 = 3.0;

fn cost(word: &str, letters: usize, index: &WordIndex) -> Option<f32> {
    let rarity = index.idf(index.vocabulary.id(word)?);
    let short = if letters <= 2 { PER_SHORT_WORD } else { 0.0 };
    Some(rarity + PER_WORD + short)
}

fn words(text: &str, ends: &[usize], best: &[Option<(f32, usize)>]) -> Option<Vec<String>> {
    let mut words = Vec::new();
    let mut end = best.len() - 1;
    while end > 0 {
        let (_, start) = best[end]?;
        words.push(text[ends[start]..ends[end]].to_owned());
        end = start;
    }
    words.reverse();
    Some(words)
}
