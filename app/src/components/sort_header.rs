use crate::place::Place;
use crate::tuning::Tuning;
use leptos::prelude::*;

/// The header of a column that the songs can be ordered by: a link to the other order.
#[component]
pub(crate) fn SortHeader(
    place: Memo<Place>,
    /// The order that the songs are in, as it stands in the URL.
    order: Signal<String>,
    /// What the column is called.
    name: Signal<&'static str>,
    /// The number that it shows, or nothing for the likeness.
    by: Signal<&'static str>,
) -> impl IntoView {
    let direction = Memo::new(move |_| order.with(|order| Direction::of(order, by.get())));
    let href = move || {
        let next = next_order(direction.get(), by.get());
        let place = place.get();
        let tuning: Tuning = place.tuning.with("order", next);
        place.tuned(tuning).href()
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
    /// The direction that an order has along a number, if it is one along it.
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
    fn a_header_leads_to_the_other_order() {
        check("", "year", None, "year");
        check("year", "year", Some(Direction::Rising), "-year");
        check("-year", "year", Some(Direction::Falling), "year");
        check("-tempo", "year", None, "year");
        check("", "", Some(Direction::Falling), "");
        check("tempo", "", None, "");
    }
}
