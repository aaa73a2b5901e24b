//! Sums of what the tokens of a query say for each song or document.

use std::sync::{Mutex, MutexGuard, PoisonError};

/// Sums that no query uses. Not one a thread: a server has many threads, of which few ask at once.
static FREE: Mutex<Vec<Sums>> = Mutex::new(Vec::new());

/// Calls `ask` with sums over so many items.
pub(super) fn with_sums<T>(items: usize, ask: impl FnOnce(&mut Sums) -> T) -> T {
    let mut sums = take(items);
    sums.start(items);
    let answer = ask(&mut sums);
    free().push(sums);
    answer
}

/// Sums over as many items if there are any.
fn take(items: usize) -> Sums {
    let mut free = free();
    let fits = free.iter().position(|sums| sums.entries.len() == items);
    fits.map(|at| free.swap_remove(at)).or_else(|| free.pop()).unwrap_or_default()
}

fn free() -> MutexGuard<'static, Vec<Sums>> {
    FREE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Sums by item, reused between queries. Entries carry the token they were last changed for, so stale
/// ones need no clearing.
#[derive(Default)]
pub(super) struct Sums {
    entries: Vec<Entry>,
    /// The items with a sum.
    touched: Vec<u32>,
    token: u32,
    /// The first token of this query.
    first_token: u32,
    greatest: f32,
}

#[derive(Clone, Copy, Default)]
struct Entry {
    sum: f32,
    /// The token that changed it last, from 1.
    last_token: u32,
}

/// Counting restarts after this token, well before it would overflow within a query.
const LAST_TOKEN: u32 = u32::MAX - 100_000;

impl Sums {
    /// Begins a query over so many items.
    fn start(&mut self, items: usize) {
        if self.entries.len() != items || self.token > LAST_TOKEN {
            *self = Self { entries: vec![Entry::default(); items], ..Self::default() };
        }
        self.touched.clear();
        self.first_token = self.token + 1;
        self.greatest = 0.0;
    }

    pub(super) fn next_token(&mut self) {
        self.token += 1;
    }

    /// Adds what the token gains for these items. Each item counts once a token: the first gain is to be
    /// the greatest.
    pub(super) fn add(&mut self, items: &[u32], gain: f32) {
        for &item in items {
            let entry = &mut self.entries[item as usize];
            if entry.last_token == self.token {
                continue;
            }
            let mut sum = gain;
            if entry.last_token < self.first_token {
                self.touched.push(item);
            } else {
                sum += entry.sum;
            }
            *entry = Entry { sum, last_token: self.token };
            self.greatest = self.greatest.max(sum);
        }
    }

    /// As [`Sums::add`], but only for items that have a sum. `items` are in order.
    pub(super) fn add_to_known(&mut self, items: &[u32], gain: f32) {
        if self.touched.len() < items.len() / SEARCH_COST {
            for at in 0..self.touched.len() {
                let item = self.touched[at];
                if items.binary_search(&item).is_ok() {
                    self.raise(item, gain);
                }
            }
            return;
        }
        for &item in items {
            if self.entries[item as usize].last_token >= self.first_token {
                self.raise(item, gain);
            }
        }
    }

    fn raise(&mut self, item: u32, gain: f32) {
        let entry = &mut self.entries[item as usize];
        if entry.last_token != self.token {
            *entry = Entry { sum: entry.sum + gain, last_token: self.token };
            self.greatest = self.greatest.max(entry.sum);
        }
    }

    /// How many items [`Sums::add_to_known`] looks at for so many.
    pub(super) fn known_cost(&self, items: usize) -> usize {
        items.min(self.touched.len() * SEARCH_COST)
    }

    /// The greatest sum so far.
    pub(super) fn greatest(&self) -> f32 {
        self.greatest
    }

    /// The items that have a sum, with it.
    pub(super) fn iter(&self) -> impl Iterator<Item = (f32, u32)> {
        self.touched.iter().map(|&item| (self.entries[item as usize].sum, item))
    }
}

/// Looking for one item among many takes as long as passing over so many.
const SEARCH_COST: usize = 16;

#[cfg(test)]
mod tests {
    use super::*;

    fn sums(sums: &mut Sums, tokens: &[&[(u32, f32)]]) -> Vec<(f32, u32)> {
        sums.start(3);
        for gains in tokens {
            sums.next_token();
            gains.iter().for_each(|(item, gain)| sums.add(&[*item], *gain));
        }
        sums.iter().collect()
    }

    #[test]
    fn each_token_counts_once_an_item() {
        let tokens: [&[_]; 2] = [&[(1, 0.75), (1, 0.5)], &[(1, 0.5), (2, 1.0)]];
        let mut all = Sums::default();
        assert_eq!(sums(&mut all, &tokens), [(1.25, 1), (1.0, 2)]);
        assert!((all.greatest() - 1.25).abs() < 1e-6);
    }

    #[test]
    fn queries_do_not_see_each_other() {
        let mut all = Sums::default();
        for token in [0, LAST_TOKEN, LAST_TOKEN + 1] {
            sums(&mut all, &[&[(0, 1.0), (1, 1.0)]]);
            all.token += token;
            assert_eq!(sums(&mut all, &[&[(1, 0.5)], &[(1, 0.25)]]), [(0.75, 1)]);
        }
    }

    #[test]
    fn known_items_gain_and_others_do_not() {
        let check = |items: &[u32]| {
            let mut all = Sums::default();
            all.start(1_000);
            all.next_token();
            all.add(&[3, 500], 1.0);
            all.next_token();
            all.add_to_known(items, 0.5);
            all.add_to_known(items, 0.25);
            assert_eq!(all.iter().collect::<Vec<_>>(), [(1.0, 3), (1.5, 500)]);
        };
        check(&[4, 500, 501]);
        check(&(400..600).collect::<Vec<u32>>());
    }
}
