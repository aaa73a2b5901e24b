//! How alike two words are.

/// The similarity of a typed word to a word of the catalogue, 0 to 1: 1 for equal words, less with
/// every edit (insertion, deletion, substitution, transposition of neighbours), 0 beyond the budget
/// of edits that a word of this length may have.
pub(crate) fn word_similarity(typed: &str, word: &str) -> f32 {
    if typed == word {
        return 1.0;
    }
    let typed: Vec<char> = typed.chars().collect();
    let word: Vec<char> = word.chars().collect();
    edits_within_budget(&typed, &word).map_or(0.0, |edits| similarity_after(edits, &typed, &word))
}

/// As [`word_similarity`], for a word that may be still unfinished: one that begins with what was
/// typed is alike too, the more so the less is missing.
pub(crate) fn prefix_similarity(typed: &str, word: &str) -> f32 {
    if typed != word && word.starts_with(typed) {
        return 0.75 + 0.2 * typed.len() as f32 / word.len() as f32;
    }
    word_similarity(typed, word)
}

/// How many edits a typed word of so many characters may have.
pub(crate) fn edit_budget(chars: usize) -> usize {
    match chars {
        0..=2 => 0,
        3..=4 => 1,
        5..=9 => 2,
        _ => 3,
    }
}

fn edits_within_budget(typed: &[char], word: &[char]) -> Option<usize> {
    let budget = edit_budget(typed.len());
    if typed.len().abs_diff(word.len()) > budget {
        return None;
    }
    let edits = edit_distance(typed, word);
    (edits <= budget).then_some(edits)
}

fn similarity_after(edits: usize, typed: &[char], word: &[char]) -> f32 {
    let length = typed.len().max(word.len()) as f32;
    let first_letter = if typed.first() == word.first() { 0.0 } else { 0.05 };
    (1.0 - 0.9 * edits as f32 / length - first_letter).max(0.0)
}

/// Optimal string alignment distance: Levenshtein's with transpositions of neighbours
/// (Damerau, 1964).
fn edit_distance(a: &[char], b: &[char]) -> usize {
    let mut before_last: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for (i, &from) in a.iter().enumerate() {
        let mut row = vec![i + 1; b.len() + 1];
        for (j, &to) in b.iter().enumerate() {
            let substituted = last[j] + usize::from(from != to);
            row[j + 1] = substituted.min(last[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && from == b[j - 1] && a[i - 1] == to {
                row[j + 1] = row[j + 1].min(before_last[j - 1] + 1);
            }
        }
        before_last = std::mem::replace(&mut last, row);
    }
    last[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check_distance(a: &str, b: &str, expected: usize) {
        let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
        assert_eq!(edit_distance(&a, &b), expected);
    }

    #[test]
    fn distances() {
        check_distance("bohemain", "bohemian", 1);
        check_distance("rapsody", "rhapsody", 1);
        check_distance("quen", "queen", 1);
        check_distance("", "abc", 3);
        check_distance("kitten", "sitting", 3);
        check_distance("ñandú", "nandu", 2);
    }

    #[test]
    fn budgets() {
        assert!(word_similarity("quen", "queen") > 0.7);
        assert!(word_similarity("me", "my") == 0.0);
        assert!(word_similarity("quen", "quebec") == 0.0);
        assert!(word_similarity("astley", "ashley") < word_similarity("astley", "astleys") + 0.1);
        assert!(prefix_similarity("bohe", "bohemian") > 0.8);
        assert!(prefix_similarity("bohe", "queen") == 0.0);
    }

    proptest! {
        #[test]
        fn distance_is_symmetric_and_bounded(a in "[abc]{0,6}", b in "[abc]{0,6}") {
            let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
            let distance = edit_distance(&a, &b);
            prop_assert_eq!(distance, edit_distance(&b, &a));
            prop_assert!(distance >= a.len().abs_diff(b.len()) && distance <= a.len().max(b.len()));
        }

        #[test]
        fn similarity_is_a_share(a in "\\PC{0,12}", b in "\\PC{0,12}") {
            prop_assert!((0.0..=1.0).contains(&word_similarity(&a, &b)));
            prop_assert!((0.0..=1.0).contains(&prefix_similarity(&a, &b)));
        }
    }
}
