//! How often each rule was met.

use super::rule::{Effect, Rule};
use crate::columns::Column;
use serde::Serialize;
use serde::ser::SerializeSeq;
use std::collections::BTreeMap;

/// Counts per rule and column; the column is none where a rule is about whole rows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally(BTreeMap<(Rule, Option<Column>), u64>);

impl Tally {
    /// Counts a value.
    pub fn count(&mut self, rule: Rule, column: Column) {
        *self.0.entry((rule, Some(column))).or_default() += 1;
    }

    /// Counts a row.
    pub fn count_row(&mut self, rule: Rule) {
        *self.0.entry((rule, None)).or_default() += 1;
    }

    /// Adds the counts of another tally.
    pub fn add(&mut self, other: &Self) {
        other.0.iter().for_each(|(key, count)| *self.0.entry(*key).or_default() += count);
    }

    /// The count of a rule over all columns.
    pub fn total(&self, rule: Rule) -> u64 {
        self.iter().filter(|(found, ..)| *found == rule).map(|(.., count)| count).sum()
    }

    /// All counts, by rule and column.
    pub fn iter(&self) -> impl Iterator<Item = (Rule, Option<Column>, u64)> {
        self.0.iter().map(|(&(rule, column), &count)| (rule, column, count))
    }

    /// Unwraps a parsed value; one that broke a rule is counted and becomes unknown.
    pub(crate) fn value<T>(&mut self, value: Result<Option<T>, Rule>, column: Column) -> Option<T> {
        value.unwrap_or_else(|rule| {
            self.count(rule, column);
            None
        })
    }
}

#[derive(Serialize)]
struct Entry {
    rule: &'static str,
    effect: Effect,
    #[serde(skip_serializing_if = "Option::is_none")]
    column: Option<&'static str>,
    count: u64,
}

impl Serialize for Tally {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut list = serializer.serialize_seq(Some(self.0.len()))?;
        for (rule, column, count) in self.iter() {
            let column = column.map(Column::name);
            let (rule, effect) = (rule.name(), rule.effect());
            list.serialize_element(&Entry { rule, effect, column, count })?;
        }
        list.end()
    }
}
