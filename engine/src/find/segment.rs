//! Splits words that were typed without blanks.

use super::params::{MAX_SPLIT_TERM, SHORT_SPLIT_COST, SPLIT_CHARS, SPLIT_COST};
use super::word_index::WordIndex;

/// The likeliest two or more terms that make up a text without blanks.
///
/// A unigram model: each term costs its idf, and dynamic programming finds the cheapest sequence
/// (Viterbi, 1967).
pub(crate) fn segment(text: &str, index: &WordIndex) -> Option<Vec<String>> {
    let ends: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let chars = ends.len() - 1;
    if !SPLIT_CHARS.contains(&chars) {
        return None;
    }
    let mut best: Vec<Option<Step>> = vec![None; ends.len()];
    best[0] = Some(Step { cost: 0.0, start: 0 });
    for end in 1..ends.len() {
        for start in end.saturating_sub(MAX_SPLIT_TERM)..end {
            let Some(before) = best[start] else { continue };
            let whole = start == 0 && end == chars;
            let term = &text[ends[start]..ends[end]];
            let Some(cost) = cost(term, end - start, index).filter(|_| !whole) else { continue };
            let cost = before.cost + cost;
            if best[end].is_none_or(|best| cost < best.cost) {
                best[end] = Some(Step { cost, start });
            }
        }
    }
    terms(text, &ends, &best)
}

/// The cheapest way to reach an end: its cost, and where its last term starts.
#[derive(Clone, Copy)]
struct Step {
    cost: f32,
    start: usize,
}

fn cost(term: &str, chars: usize, index: &WordIndex) -> Option<f32> {
    let idf = index.idf(index.vocabulary.id(term)?);
    let short = if chars <= 2 { SHORT_SPLIT_COST } else { 0.0 };
    Some(idf + SPLIT_COST + short)
}

fn terms(text: &str, ends: &[usize], best: &[Option<Step>]) -> Option<Vec<String>> {
    let mut terms = Vec::new();
    let mut end = best.len() - 1;
    while end > 0 {
        let start = best[end]?.start;
        terms.push(text[ends[start]..ends[end]].to_owned());
        end = start;
    }
    terms.reverse();
    Some(terms)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::find::testing;
    use proptest::prelude::*;

    fn check(typed: &str, expected: Option<&str>) {
        let index = testing::index(&[
            ("Bullet", "Maroon Town"),
            ("The Sun", "The Flower"),
            ("Sunflower", "A"),
            ("I", "Am"),
        ]);
        assert_eq!(segment(typed, &index).map(|terms| terms.join(" ")).as_deref(), expected);
    }

    #[test]
    fn terms_come_apart() {
        check("bulletmaroontown", Some("bullet maroon town"));
        check("thesunflower", Some("the sunflower"));
        check("theflowerbullet", Some("the flower bullet"));
    }

    #[test]
    fn other_text_stays() {
        check("bullet", None);
        check("bulletx", None);
        check("iam", None);
        check("", None);
    }

    proptest! {
        #[test]
        fn the_parts_make_up_the_text(text in "[abc]{0,12}") {
            let index = testing::index(&[("a ab abc", "c cc"), ("b", "bca")]);
            if let Some(terms) = segment(&text, &index) {
                prop_assert_eq!(terms.concat(), text);
                prop_assert!(terms.iter().all(|term| index.vocabulary.id(term).is_some()));
            }
        }
    }
}
