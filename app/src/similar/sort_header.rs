use crate::url::{SearchLocation, Tuning};
use leptos::prelude::*;

/// The header of a sortable column: a link to the order by it, or to the opposite order.
#[component]
pub(crate) fn SortHeader(
    location: Memo<SearchLocation>,
    /// The order of the songs, as the URL has it.
    order: Signal<String>,
    name: Signal<&'static str>,
    /// The name of its facet, or empty for the similarity.
    by: Signal<&'static str>,
) -> impl IntoView {
    let direction = Memo::new(move |_| order.with(|order| Direction::of(order, by.get())));
    let href = move || {
        let next = next_order(direction.get(), by.get());
        let location = location.get();
        let tuning: Tuning = location.tuning.with("order", next);
        location.tuned(tuning).href()
    };
    view! {
        <th
            scope="col"
            role="columnheader"
            aria-sort=move || direction.get().map(Direction::name)
        >
            <a class="sort" data-noscroll href=href>
                {name}
                <span class="sort__arrow" aria-hidden="true">
                    {move || direction.get().map_or("↕", Direction::arrow)}
                </span>
            </a>
        </th>
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Direction {
    Rising,
    Falling,
}

impl Direction {
    /// The direction of an order, if it is by this facet.
    fn of(order: &str, by: &str) -> Option<Self> {
        match order.strip_prefix('-') {
            _ if by.is_empty() => order.is_empty().then_some(Self::Falling),
            None => (order == by).then_some(Self::Rising),
            Some(falling) => (falling == by).then_some(Self::Falling),
        }
    }

    const fn name(self) -> &'static str {
        match self {
            Self::Rising => "ascending",
            Self::Falling => "descending",
        }
    }

    const fn arrow(self) -> &'static str {
        match self {
            Self::Rising => "▲",
            Self::Falling => "▼",
        }
    }
}

fn next_order(direction: Option<Direction>, by: &str) -> String {
    match direction {
        Some(Direction::Rising) => format!("-{by}"),
        _ => by.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(order: &str, by: &str, direction: Option<Direction>, next: &str) {
        assert_eq!(Direction::of(order, by), direction);
        assert_eq!(next_order(direction, by), next);
    }

    #[test]
    fn a_header_links_to_the_next_order() {
        check("", "year", None, "year");
        check("year", "year", Some(Direction::Rising), "-year");
        check("-year", "year", Some(Direction::Falling), "year");
        check("-tempo", "year", None, "year");
        check("", "", Some(Direction::Falling), "");
        check("tempo", "", None, "");
    }
}
