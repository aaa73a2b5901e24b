use crate::device::HIDDEN_COLUMNS;
use crate::text::Words;
use catalog::Facet;
use leptos::prelude::*;

/// The columns of the table of similar songs that the visitor hides; `None` until the browser has loaded them.
#[derive(Clone, Copy)]
pub(crate) struct HiddenColumns(RwSignal<Option<Vec<Column>>>);

/// A column that can be hidden.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Column {
    Artists,
    Year,
    Genres,
    /// The facet by which the songs are ordered, or the tempo.
    Number,
    /// Why the song is similar.
    Reasons,
}

impl HiddenColumns {
    /// Reads the browser's storage once the page is hydrated.
    pub(crate) fn new() -> Self {
        let hidden = Self(RwSignal::new(None));
        Effect::new(move |_| hidden.0.set(Some(load())));
        hidden
    }

    pub(crate) fn is_loaded(self) -> bool {
        self.0.with(Option::is_some)
    }

    pub(crate) fn contains(self, column: Column) -> bool {
        self.0.with(|columns| columns.as_ref().is_some_and(|columns| columns.contains(&column)))
    }

    pub(crate) fn toggle(self, column: Column) {
        let columns = toggled(self.0.get_untracked().unwrap_or_default(), column);
        let names: Vec<String> = columns.iter().map(|column| column.name().to_owned()).collect();
        HIDDEN_COLUMNS.save(&names);
        self.0.set(Some(columns));
    }

    /// The CSS classes of the table.
    pub(crate) fn classes(self) -> String {
        let columns = Column::ALL.into_iter().filter(|column| self.contains(*column));
        let without = columns.map(|column| format!(" similar--without-{}", column.name()));
        std::iter::once("similar".to_owned()).chain(without).collect()
    }
}

impl Column {
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

    /// The name of the column; `facet` is the one of the number column.
    pub(crate) const fn title(self, text: &Words, facet: Facet) -> &'static str {
        match self {
            Self::Artists => text.artists,
            Self::Year => text.year,
            Self::Genres => text.genres,
            Self::Number => text.facet(facet),
            Self::Reasons => text.reasons,
        }
    }

    fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|column| column.name() == name)
    }
}

fn load() -> Vec<Column> {
    HIDDEN_COLUMNS.load().iter().filter_map(|name| Column::named(name)).collect()
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
    fn a_column_is_hidden_and_shown_again() {
        let columns = toggled(vec![Column::Year], Column::Genres);
        assert_eq!(columns, [Column::Year, Column::Genres]);
        assert_eq!(toggled(columns, Column::Year), [Column::Genres]);
    }
}
