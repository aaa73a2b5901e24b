//! Pages of lists: `offset` beside `limit`.

use super::params;
use crate::Problem;
use catalog::ResultCount;
use serde::Deserialize;
use std::ops::Range;
use utoipa::IntoParams;

/// Which part of a list is asked for. Pages are asked for with an offset, be it 0.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Page {
    offset: Option<u32>,
    limit: usize,
}

impl Page {
    /// The page with at most `limit` items after `offset` others.
    pub(crate) fn new(limit: usize, offset: Option<u32>) -> Self {
        Self { offset, limit }
    }

    /// How many songs to rank. All pages are cut from as many, since the order of songs may depend on how
    /// many are wanted.
    pub(crate) fn ranked(self) -> ResultCount {
        let limit = u32::try_from(self.limit).unwrap_or(ResultCount::MAX);
        let wanted = if self.offset.is_some() { ResultCount::MAX } else { limit };
        ResultCount::try_from(wanted).unwrap_or_default()
    }

    /// The items' places in the whole list, and one more, which shows whether another page follows.
    pub(crate) fn places(self) -> Range<usize> {
        let start = self.offset.unwrap_or_default() as usize;
        start..start.saturating_add(self.limit).saturating_add(1)
    }

    /// Cuts the page out of a whole list. Returns the offset of the next page, if another follows.
    pub(crate) fn cut<T>(self, list: &mut Vec<T>) -> Option<u32> {
        list.drain(..self.places().start.min(list.len()));
        self.end(list)
    }

    /// Cuts off what follows the page. Returns the offset of the next page, if another follows.
    pub(crate) fn end<T>(self, list: &mut Vec<T>) -> Option<u32> {
        let others_follow = list.len() > self.limit;
        list.truncate(self.limit);
        let next = self.offset?.checked_add(u32::try_from(self.limit).ok()?);
        next.filter(|_| others_follow)
    }
}

/// The parameters of a list.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct PageParams {
    /// How many, at most.
    #[param(value_type = Option<u32>, minimum = 1, maximum = 100, default = 10)]
    limit: Option<String>,
    /// How many to skip: 0 for the first page.
    #[param(value_type = Option<u32>, minimum = 0)]
    offset: Option<String>,
}

impl PageParams {
    /// The page they ask for.
    ///
    /// # Errors
    /// If one is invalid.
    pub(super) fn page(&self) -> Result<Page, Problem> {
        let limit = params::limit(self.limit.as_deref())?;
        Ok(Page::new(limit.get(), offset(self.offset.as_deref())?))
    }
}

/// Where a page of a list begins, in the parameter `offset`.
pub(crate) fn offset(text: Option<&str>) -> Result<Option<u32>, Problem> {
    parse(text, u32::MAX, "")
}

/// Where a page of a ranking begins, in the parameter `offset`.
pub(crate) fn offset_in_ranking(text: Option<&str>) -> Result<Option<u32>, Problem> {
    let why = format!(", because only the {} best songs are ranked", ResultCount::MAX);
    parse(text, ResultCount::MAX - 1, &why)
}

fn parse(text: Option<&str>, most: u32, why: &str) -> Result<Option<u32>, Problem> {
    let Some(text) = text else { return Ok(None) };
    let offset = text.parse().ok().filter(|offset| *offset <= most);
    offset.map(Some).ok_or_else(|| {
        let text: String = text.chars().take(20).collect();
        let detail = format!("offset is {text:?}: give a whole number from 0 to {most}{why}");
        Problem::parameter("offset", detail)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// All pages of a list, each of which is cut by `cut`.
    fn pages(limit: usize, cut: impl Fn(Page) -> (Vec<u32>, Option<u32>)) -> Vec<u32> {
        let (mut all, mut offset) = (Vec::new(), Some(0));
        while offset.is_some() {
            let (page, next) = cut(Page::new(limit, offset));
            assert!(page.len() <= limit && (next.is_none() || page.len() == limit));
            all.extend(page);
            offset = next;
        }
        all
    }

    proptest! {
        #[test]
        fn pages_make_the_list(length in 0_u32..30, limit in 1_usize..12) {
            let list: Vec<u32> = (0..length).collect();
            let of_ranking = pages(limit, |page| {
                let mut list = list.clone();
                let next = page.cut(&mut list);
                (list, next)
            });
            prop_assert_eq!(&of_ranking, &list);
            let of_list = pages(limit, |page| {
                let places = page.places();
                let mut part: Vec<u32> =
                    list.iter().copied().skip(places.start).take(places.len()).collect();
                let next = page.end(&mut part);
                (part, next)
            });
            prop_assert_eq!(&of_list, &list);
        }
    }

    #[test]
    fn without_an_offset_there_is_no_next_page() {
        let mut list = vec![1, 2, 3];
        let page = Page::new(2, None);
        assert_eq!((page.ranked().get(), page.cut(&mut list)), (2, None));
        assert_eq!(list, [1, 2]);
        assert_eq!(Page::new(2, Some(0)).ranked().get(), 100);
    }
}
