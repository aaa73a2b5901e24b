use rayon::prelude::*;
use std::collections::HashMap;

/// The documents that contain each word, by word.
pub(super) fn invert<'a, D: PartialEq + Copy + Send>(
    documents: impl Iterator<Item = (D, impl Iterator<Item = &'a str>)>,
) -> Vec<(&'a str, Vec<D>)> {
    let mut postings = HashMap::<&str, Vec<D>>::new();
    for (document, words) in documents {
        for word in words {
            let found = postings.entry(word).or_default();
            if found.last() != Some(&document) {
                found.push(document);
            }
        }
    }
    let mut postings: Vec<(&str, Vec<D>)> = postings.into_iter().collect();
    postings.par_sort_unstable_by_key(|(word, _)| *word);
    postings
}
