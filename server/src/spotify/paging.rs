//! A part of a longer list, with links to the parts before and after it.

use serde::Serialize;
use utoipa::openapi::schema::{ArrayBuilder, Ref};
use utoipa::openapi::{RefOr, Schema};
use utoipa::{PartialSchema, ToSchema};

/// A part of a longer list.
#[derive(Serialize, ToSchema)]
#[schema(as = SpotifyPage)]
pub(super) struct Page<T> {
    href: String,
    #[schema(schema_with = items::<T>)]
    items: Vec<T>,
    limit: usize,
    next: Option<String>,
    offset: usize,
    previous: Option<String>,
    total: usize,
}

/// By name, which a derived schema of a generic type would leave out.
fn items<T: ToSchema>() -> impl Into<RefOr<Schema>> {
    let item: RefOr<Schema> = match T::name().as_ref() {
        "String" => <T as PartialSchema>::schema(),
        name => Ref::from_schema_name(name).into(),
    };
    RefOr::T(Schema::Array(ArrayBuilder::new().items(item).build()))
}

/// Which part is asked for.
#[derive(Clone, Copy)]
pub(super) struct Window {
    pub(super) limit: usize,
    pub(super) offset: usize,
}

impl<T> Page<T> {
    /// The part of `all` in a window; `href` writes the address of another.
    pub(super) fn of<S>(
        all: &[S],
        window: Window,
        item: impl Fn(&S) -> T,
        href: impl Fn(Window) -> String,
    ) -> Self {
        let Window { limit, offset } = window;
        let total = all.len();
        let items = all.iter().skip(offset).take(limit).map(item).collect();
        let at = |offset| href(Window { limit, offset });
        Self {
            href: at(offset),
            items,
            limit,
            next: (offset + limit < total).then(|| at(offset + limit)),
            offset,
            previous: (offset > 0).then(|| at(offset.saturating_sub(limit))),
            total,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(offset: usize, expected: (&[u32], Option<&str>, Option<&str>)) {
        let all: Vec<u32> = (0..5).collect();
        let href = |window: Window| window.offset.to_string();
        let page = Page::of(&all, Window { limit: 2, offset }, |number| *number, href);
        assert_eq!(page.total, 5);
        let found = (&page.items[..], page.previous.as_deref(), page.next.as_deref());
        assert_eq!(found, expected, "{offset}");
    }

    #[test]
    fn links_lead_from_end_to_end() {
        check(0, (&[0, 1], None, Some("2")));
        check(1, (&[1, 2], Some("0"), Some("3")));
        check(4, (&[4], Some("2"), None));
        check(9, (&[], Some("7"), None));
    }
}
