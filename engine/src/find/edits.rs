//! Edit distance between words.

/// A typed word, prepared to be compared with many others.
///
/// Optimal string alignment: insertions, deletions, substitutions and transpositions of neighbours
/// (Damerau, 1964), bit-parallel with one machine word a column (Hyyrö, 2003).
pub(crate) struct Pattern {
    length: usize,
    ascii: [u64; 128],
    others: Vec<(char, u64)>,
    letters: u64,
}

/// Characters of a word that are compared: as many as a machine word has bits.
pub(crate) const LONGEST: usize = 64;

/// The distances from a typed word to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Edits {
    /// To the whole other word.
    pub whole: usize,
    /// To the nearest prefix of the other word.
    pub beginning: usize,
    /// Characters of the other word.
    pub length: usize,
}

impl Pattern {
    pub(crate) fn new(typed: &str) -> Self {
        let mut pattern = Self { length: 0, ascii: [0; 128], others: Vec::new(), letters: 0 };
        for (at, c) in typed.chars().take(LONGEST).enumerate() {
            pattern.mark(c, 1 << at);
            pattern.letters |= letter(c);
            pattern.length += 1;
        }
        pattern
    }

    fn mark(&mut self, c: char, bit: u64) {
        if c.is_ascii() {
            self.ascii[c as usize] |= bit;
            return;
        }
        match self.others.iter_mut().find(|(other, _)| *other == c) {
            Some((_, bits)) => *bits |= bit,
            None => self.others.push((c, bit)),
        }
    }

    fn positions_of(&self, c: char) -> u64 {
        if c.is_ascii() {
            return self.ascii[c as usize];
        }
        self.others.iter().find(|(other, _)| *other == c).map_or(0, |(_, bits)| *bits)
    }

    /// Characters of the typed word.
    pub(crate) fn len(&self) -> usize {
        self.length
    }

    /// Whether another word, or its beginning, may be within so many edits: each accounts for one letter at most
    /// that the other lacks. Far quicker than [`Pattern::edits`].
    pub(crate) fn may_be_within(&self, edits: usize, other: &str) -> bool {
        let others = other.chars().fold(0, |letters, c| letters | letter(c));
        (self.letters & !others).count_ones() as usize <= edits
    }

    /// The edits between the typed word and another.
    pub(crate) fn edits(&self, other: &str) -> Edits {
        let mut column = Column::new(self.length);
        let mut edits = Edits { whole: self.length, beginning: self.length, length: 0 };
        for c in other.chars().take(LONGEST) {
            edits.whole = column.next(self.positions_of(c));
            edits.beginning = edits.beginning.min(edits.whole);
            edits.length += 1;
        }
        if self.length == 0 {
            edits.whole = edits.length;
        }
        edits
    }
}

/// A bit for a letter, which some share.
fn letter(c: char) -> u64 {
    1 << (u32::from(c) % u64::BITS)
}

/// A column of the distance matrix, as vertical differences.
struct Column {
    distance: usize,
    last: u64,
    plus: u64,
    minus: u64,
    diagonal: u64,
    last_positions: u64,
}

impl Column {
    fn new(length: usize) -> Self {
        let last = if length == 0 { 0 } else { 1 << (length - 1) };
        Self { distance: length, last, plus: !0, minus: 0, diagonal: 0, last_positions: 0 }
    }

    /// Advances to the next character of the other word, given its positions in the typed one, and
    /// returns the distance to what has been read.
    fn next(&mut self, positions: u64) -> usize {
        let transposed = ((!self.diagonal & positions) << 1) & self.last_positions;
        let carried = (positions & self.plus).wrapping_add(self.plus) ^ self.plus;
        self.diagonal = carried | positions | self.minus | transposed;
        let horizontal_plus = self.minus | !(self.diagonal | self.plus);
        let horizontal_minus = self.diagonal & self.plus;
        self.distance += usize::from(horizontal_plus & self.last != 0);
        self.distance -= usize::from(horizontal_minus & self.last != 0);
        let shifted_plus = (horizontal_plus << 1) | 1;
        self.plus = (horizontal_minus << 1) | !(self.diagonal | shifted_plus);
        self.minus = shifted_plus & self.diagonal;
        self.last_positions = positions;
        self.distance
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The distance by the textbook recurrence.
    fn by_matrix(a: &str, b: &str) -> usize {
        let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
        let mut cells = vec![vec![0; b.len() + 1]; a.len() + 1];
        for i in 0..=a.len() {
            for j in 0..=b.len() {
                cells[i][j] = if i == 0 || j == 0 {
                    i + j
                } else {
                    let replaced = cells[i - 1][j - 1] + usize::from(a[i - 1] != b[j - 1]);
                    let least = replaced.min(cells[i - 1][j] + 1).min(cells[i][j - 1] + 1);
                    let swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
                    if swapped { least.min(cells[i - 2][j - 2] + 1) } else { least }
                };
            }
        }
        cells[a.len()][b.len()]
    }

    fn check(typed: &str, other: &str, whole: usize, beginning: usize) {
        let length = other.chars().count();
        let expected = Edits { whole, beginning, length };
        assert_eq!(Pattern::new(typed).edits(other), expected, "{typed} {other}");
    }

    #[test]
    fn distances() {
        check("bohemain", "bohemian", 1, 1);
        check("rapsody", "rhapsody", 1, 1);
        check("quen", "queen", 1, 1);
        check("rapso", "rhapsody", 3, 1);
        check("", "abc", 3, 0);
        check("abc", "", 3, 3);
        check("ñandú", "nandu", 2, 2);
        check("вечеро", "вечера", 1, 1);
    }

    proptest! {
        #[test]
        fn equals_the_textbook_distance(a in "[abcé]{0,8}", b in "[abcé]{0,8}") {
            let edits = Pattern::new(&a).edits(&b);
            prop_assert_eq!(edits.whole, by_matrix(&a, &b));
            let nearest = (0..=b.chars().count())
                .map(|end| by_matrix(&a, &b.chars().take(end).collect::<String>()))
                .min();
            prop_assert_eq!(Some(edits.beginning), nearest);
            prop_assert!(Pattern::new(&a).may_be_within(edits.beginning, &b));
        }
    }
}
