use super::notation::Notation;

/// A sentence with named gaps: `{song} was removed.`
#[derive(Clone, Copy, Debug)]
#[cfg_attr(test, derive(serde::Serialize))]
pub(crate) struct Template(pub(super) &'static str);

impl Template {
    /// Fills the gaps; one without a value stays empty.
    pub(super) fn fill(self, values: &[(&str, &str)]) -> String {
        let mut pieces = self.0.split('{');
        let mut filled = pieces.next().unwrap_or_default().to_owned();
        for piece in pieces {
            let (gap, rest) = piece.split_once('}').unwrap_or(("", piece));
            let value = values.iter().find(|(name, _)| *name == gap);
            filled.push_str(value.map_or("", |(_, value)| value));
            filled.push_str(rest);
        }
        filled
    }
}

/// A sentence about a number of things, which fills the gap `{n}`.
#[derive(Clone, Copy, Debug)]
#[cfg_attr(test, derive(serde::Serialize))]
pub(crate) struct Counted {
    pub(super) none: Template,
    pub(super) one: Template,
    pub(super) more: Template,
}

impl Counted {
    pub(super) const fn new(none: &'static str, one: &'static str, more: &'static str) -> Self {
        Self { none: Template(none), one: Template(one), more: Template(more) }
    }

    pub(super) fn of(self, count: usize, notation: &Notation) -> String {
        self.form(count).fill(&[("n", &notation.count(count))])
    }

    /// The form for a number, not filled.
    pub(super) const fn form(self, count: usize) -> Template {
        match count {
            0 => self.none,
            1 => self.one,
            _ => self.more,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gaps_are_filled_once() {
        let check = |template: &'static str, expected: &str| {
            let values = [("song", "a {n} b"), ("n", "3")];
            assert_eq!(Template(template).fill(&values), expected);
        };
        check("{song} is number {n}.", "a {n} b is number 3.");
        check("{n}{n} {other}", "33 ");
        check("no gap", "no gap");
        check("", "");
    }
}
