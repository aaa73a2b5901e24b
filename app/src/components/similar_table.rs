use super::column_chooser::ColumnChooser;
use super::similar_row::SimilarRow;
use super::sort_header::SortHeader;
use crate::columns::LeftOut;
use crate::place::Place;
use crate::text::text;
use catalog::{AudioFeature, Facet, Line, Recommendation, SongEntry};
use leptos::prelude::*;

/// The songs that go with the chosen one; each title leads on to its song.
#[component]
pub(crate) fn SimilarTable(
    /// Where the page is.
    place: Memo<Place>,
    /// The chosen song's title.
    #[prop(into)]
    title: Signal<String>,
    /// How many other songs are to be sounded like too.
    #[prop(optional)]
    others: Signal<usize>,
    /// The songs, in their order.
    #[prop(into)]
    songs: Signal<Vec<Recommendation>>,
    /// The order that they are in, as it stands in the URL.
    #[prop(into)]
    order: Signal<String>,
    /// Is given the song that somebody points at.
    #[prop(optional)]
    compared: RwSignal<Option<SongEntry>>,
) -> impl IntoView {
    let text = text();
    let number = Memo::new(move |_| order.with(|order| number_column(order)));
    let rows = move || {
        let number = number.get();
        let rows = songs.get().into_iter();
        rows.map(|song| view! { <SimilarRow place song number compared /> }).collect_view()
    };
    let left_out = LeftOut::new();
    view! {
        <ColumnChooser left_out number />
        <table id="similar" class=move || left_out.classes() role="table" tabindex="-1">
            <caption>
                {text.similar_before}
                <bdi>{title}</bdi>
                {move || text.and_others(others.get())}
                <span class="visually-hidden">{text.sort_help}</span>
            </caption>
            <thead role="rowgroup">
                <tr role="row">
                    <Header name=text.title />
                    <Header name=text.artists />
                    <SortHeader place order name=Signal::from(text.year) by=Signal::from("year") />
                    <Header name=text.genres />
                    <SortHeader
                        place
                        order
                        name=Signal::derive(move || text.facet(number.get()))
                        by=Signal::derive(move || number.get().name())
                    />
                    <SortHeader
                        place
                        order
                        name=Signal::from(text.similarity)
                        by=Signal::from("")
                    />
                    <Header name=text.actions />
                </tr>
            </thead>
            <tbody role="rowgroup">{rows}</tbody>
        </table>
    }
}

#[component]
fn Header(name: &'static str) -> impl IntoView {
    view! {
        <th scope="col" role="columnheader">
            {name}
        </th>
    }
}

/// The number that has a column besides the year: what the songs are ordered by, else the tempo.
fn number_column(order: &str) -> Facet {
    let tempo = Facet::Audio(AudioFeature::Tempo);
    let ordered = order.parse::<Line>().map(|line| line.facet);
    ordered.ok().filter(|facet| *facet != Facet::Year).unwrap_or(tempo)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Language;
    use crate::testing::{bare_song, bohemian_rhapsody, recommended, render_in};

    fn render_table(order: &'static str) -> String {
        render_table_in(Language::English, order)
    }

    fn render_table_in(language: Language, order: &'static str) -> String {
        render_in(language, move || {
            let place = Place { song: Some("ew-3".into()), ..Place::default() };
            let place = Memo::new(move |_| place.clone());
            let songs = vec![recommended(bare_song()), recommended(bohemian_rhapsody())];
            view! { <SimilarTable place title="Under Pressure".to_owned() songs order=order.to_owned() /> }
        })
    }

    #[test]
    fn table() {
        insta::assert_snapshot!(render_table(""));
    }

    #[test]
    fn table_ordered_by_a_number_that_has_no_column() {
        insta::assert_snapshot!(render_table("-popularity"));
    }

    #[test]
    fn table_in_german() {
        insta::assert_snapshot!(render_table_in(Language::German, "year"));
    }
}
