//! Ranks of values within the catalogue.

use catalog::{AudioFeature, Facet};
use engine::recommend::{Facts, MAX_CUTS, Scale, number_facets};
use engine::{TrackRow, TrackTable};
use std::collections::BTreeMap;

/// The scale of each number: quantiles over the songs represented by `rows`.
pub(super) fn scales(table: &TrackTable, rows: &[TrackRow]) -> Vec<Scale> {
    let facts: Vec<Facts<'_>> = rows.iter().map(|&row| Facts::of_row(table, row)).collect();
    let numbers = number_facets().into_iter().enumerate();
    numbers
        .map(|(place, facet)| {
            if facet == Facet::Audio(AudioFeature::Key) {
                return Scale::Fifths;
            }
            ranks(facts.iter().filter_map(|facts| facts.numbers[place]).collect())
        })
        .collect()
}

/// The scale of a number that songs have with these values.
pub(super) fn ranks(mut values: Vec<f32>) -> Scale {
    values.sort_unstable_by(f32::total_cmp);
    Scale::Ranks(quantiles(&values))
}

/// [`MAX_CUTS`] evenly spaced quantiles of sorted values.
fn quantiles(sorted: &[f32]) -> Vec<f32> {
    if sorted.is_empty() {
        return Vec::new();
    }
    let at = |cut: usize| sorted[cut * (sorted.len() - 1) / (MAX_CUTS - 1)];
    (0..MAX_CUTS).map(at).collect()
}

/// The most frequent languages, in falling order.
pub(super) fn frequent_languages(
    table: &TrackTable,
    rows: &[TrackRow],
    most: usize,
) -> Vec<String> {
    let mut counts: BTreeMap<&str, u32> = BTreeMap::new();
    for language in rows.iter().filter_map(|&row| table.language(row)) {
        *counts.entry(language).or_default() += 1;
    }
    let mut languages: Vec<(&str, u32)> = counts.into_iter().collect();
    languages.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    languages.into_iter().take(most).map(|(code, _)| code.to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn ranks_rise_with_values_and_span_the_range(
            mut values in prop::collection::vec(0_u16..2000, 2..600),
        ) {
            values.sort_unstable();
            let sorted: Vec<f32> = values.iter().map(|value| f32::from(*value)).collect();
            let scale = Scale::Ranks(quantiles(&sorted));
            let ranks: Vec<u8> = sorted.iter().map(|value| scale.rank(Some(*value))).collect();
            prop_assert!(ranks.windows(2).all(|pair| pair[0] <= pair[1]));
            prop_assert!(values.first() == values.last() || ranks.first() != ranks.last());
        }
    }

    #[test]
    fn equal_values_get_the_middle_of_their_ranks() {
        let sorted = [vec![0.0; 500], vec![1.0; 500]].concat();
        let scale = Scale::Ranks(quantiles(&sorted));
        let (minor, major) = (scale.rank(Some(0.0)), scale.rank(Some(1.0)));
        assert!((50..80).contains(&minor) && (170..200).contains(&major), "{minor} {major}");
        assert!(quantiles(&[]).is_empty());
    }
}
