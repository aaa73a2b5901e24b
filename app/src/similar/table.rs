use super::column_chooser::ColumnChooser;
use super::columns::HiddenColumns;
use super::row::SimilarRow;
use super::sort_header::SortHeader;
use crate::text::text;
use crate::url::{SearchLocation, sort_order};
use catalog::{AudioFeature, Facet, Recommendation, SongEntry};
use leptos::prelude::*;

/// The similar songs; each title is a link to its song.
#[component]
pub(crate) fn SimilarTable(
    location: Memo<SearchLocation>,
    /// The chosen song's title.
    #[prop(into)]
    title: Signal<String>,
    /// How many other seeds there are.
    #[prop(optional)]
    others: Signal<usize>,
    #[prop(into)] songs: Signal<Vec<Recommendation>>,
    /// The order of the songs, as the URL has it.
    #[prop(into)]
    order: Signal<String>,
    /// Is set to the song that is pointed at.
    #[prop(optional)]
    compared: RwSignal<Option<SongEntry>>,
) -> impl IntoView {
    let text = text();
    let facet = Memo::new(move |_| order.with(|order| number_facet(order)));
    let rows = move || {
        let facet = facet.get();
        let rows = songs.get().into_iter();
        rows.map(|song| view! { <SimilarRow location song facet compared /> }).collect_view()
    };
    let hidden = HiddenColumns::new();
    view! {
        <ColumnChooser hidden facet />
        <table id="similar" class=move || hidden.classes() role="table" tabindex="-1">
            <caption class=move || title.with(String::is_empty).then_some("visually-hidden")>
                {move || title.with(|title| text.songs_before(title))}
                <bdi>{title}</bdi>
                {move || text.and_others(others.get())}
                <span class="visually-hidden">{text.sort_help}</span>
            </caption>
            <thead role="rowgroup">
                <tr role="row">
                    <Header name=text.title />
                    <Header name=text.artists />
                    <SortHeader location order name=Signal::from(text.year) by=Signal::from("year") />
                    <Header name=text.genres />
                    <SortHeader
                        location
                        order
                        name=Signal::derive(move || text.facet(facet.get()))
                        by=Signal::derive(move || facet.get().name())
                    />
                    <SortHeader
                        location
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

/// The facet of the number column: what the songs are ordered by, unless that is the year; else the tempo.
fn number_facet(order: &str) -> Facet {
    let tempo = Facet::Audio(AudioFeature::Tempo);
    let ordered = sort_order(order).map(|order| order.facet);
    ordered.ok().filter(|facet| *facet != Facet::Year).unwrap_or(tempo)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::testing::{bare_song, bohemian_rhapsody, recommended, render_in};
    use crate::text::Language;

    fn render_table(order: &'static str) -> String {
        render_table_in(Language::English, order)
    }

    fn render_table_in(language: Language, order: &'static str) -> String {
        render_in(language, move || {
            let location =
                SearchLocation { song: Some("ew-3".into()), ..SearchLocation::default() };
            let location = Memo::new(move |_| location.clone());
            let songs = vec![recommended(bare_song()), recommended(bohemian_rhapsody())];
            view! { <SimilarTable location title="Under Pressure".to_owned() songs order=order.to_owned() /> }
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
