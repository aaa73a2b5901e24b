use crate::device::COLUMNS_LEFT_OUT;
use leptos::prelude::*;

/// The columns that this device leaves out of the table of similar songs; none until it is known.
#[derive(Clone, Copy)]
pub(crate) struct LeftOut(RwSignal<Option<Vec<Column>>>);

/// A column that can be left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Column {
    Artists,
    Year,
    Genres,
    /// The number that the songs are ordered by, else the tempo.
    Number,
    /// What two songs have in common, in words.
    Reasons,
}

impl LeftOut {
    /// What this device remembers; the browser then loads it.
    pub(crate) fn new() -> Self {
        let left_out = Self(RwSignal::new(None));
        Effect::new(move |_| left_out.0.set(Some(load())));
        left_out
    }

    /// Whether it is loaded.
    pub(crate) fn is_loaded(self) -> bool {
        self.0.with(Option::is_some)
    }

    /// Whether a column is left out.
    pub(crate) fn has(self, column: Column) -> bool {
        self.0.with(|columns| columns.as_ref().is_some_and(|columns| columns.contains(&column)))
    }

    /// Leaves a column out, or shows it again.
    pub(crate) fn toggle(self, column: Column) {
        let columns = toggled(self.0.get_untracked().unwrap_or_default(), column);
        let names: Vec<String> = columns.iter().map(|column| column.name().to_owned()).collect();
        COLUMNS_LEFT_OUT.save(&names);
        self.0.set(Some(columns));
    }

    /// The classes of the table.
    pub(crate) fn classes(self) -> String {
        let columns = Column::ALL.into_iter().filter(|column| self.has(*column));
        let without = columns.map(|column| format!(" similar--without-{}", column.name()));
        std::iter::once("similar".to_owned()).chain(without).collect()
    }
}

impl Column {
    /// All of them, in their order.
    pub(crate) const ALL: [Self; 5] =
        [Self::Artists, Self::Year, Self::Genres, Self::Number, Self::Reasons];

    const fn name(self) -> &'static str {
        match self {
            Self::Artists => "artists",
            Self::Year => "year",
            Self::Genres => "genres",
            Self::Number => "number",
            Self::Reasons => "reasons",
        }
    }

    fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|column| column.name() == name)
    }
}

fn load() -> Vec<Column> {
    COLUMNS_LEFT_OUT.load().iter().filter_map(|name| Column::named(name)).collect()
}

fn toggled(columns: Vec<Column>, column: Column) -> Vec<Column> {
    let had = columns.contains(&column);
    let others = columns.into_iter().filter(|other| *other != column);
    others.chain((!had).then_some(column)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lead_back_to_the_columns() {
        for column in Column::ALL {
            assert_eq!(Column::named(column.name()), Some(column));
        }
        assert_eq!(Column::named("title"), None);
    }

    #[test]
    fn a_column_is_left_out_and_shown_again() {
        let columns = toggled(vec![Column::Year], Column::Genres);
        assert_eq!(columns, [Column::Year, Column::Genres]);
        assert_eq!(toggled(columns, Column::Year), [Column::Genres]);
    }
}
