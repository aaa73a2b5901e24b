use super::notation::Notation;

/// A sentence with named gaps: `{song} was removed.`
#[derive(Clone, Copy, Debug)]
#[cfg_attr(test, derive(serde::Serialize))]
pub(crate) struct Template(pub(super) &'static str);

impl Template {
    /// Fills the gaps; one without a value stays empty. Values with right-to-left text are isolated, so that they do
    /// not reorder the sentence around them.
    pub(super) fn fill(self, values: &[(&str, &str)]) -> String {
        let mut pieces = self.0.split('{');
        let mut filled = pieces.next().unwrap_or_default().to_owned();
        for piece in pieces {
            let (gap, rest) = piece.split_once('}').unwrap_or(("", piece));
            let value = values.iter().find(|(name, _)| *name == gap);
            if let Some((_, value)) = value {
                push_isolated(&mut filled, value);
            }
            filled.push_str(rest);
        }
        filled
    }
}

fn push_isolated(text: &mut String, value: &str) {
    if value.chars().any(is_right_to_left) {
        text.extend(["\u{2068}", value, "\u{2069}"]);
    } else {
        text.push_str(value);
    }
}

/// Whether a character is in the blocks of Hebrew, Arabic and the scripts like them.
fn is_right_to_left(character: char) -> bool {
    matches!(character, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}')
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

    #[test]
    fn right_to_left_values_are_isolated() {
        let template = Template("{song} was removed.");
        let filled = |song: &str| template.fill(&[("song", song)]);
        assert_eq!(filled("Fast Car"), "Fast Car was removed.");
        assert_eq!(filled("شب"), "\u{2068}شب\u{2069} was removed.");
    }
}
