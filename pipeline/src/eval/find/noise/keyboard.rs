/// The keys adjacent to a key on the usual keyboard of its script.
pub(super) fn neighbours(key: char) -> Vec<char> {
    let Some((layout, row, x)) = place(key) else { return Vec::new() };
    let rows = layout.iter().enumerate().filter(|(other, _)| other.abs_diff(row) <= 1);
    let keys = rows.flat_map(|(row, keys)| keys.chars().zip(0..).map(move |(c, at)| (c, row, at)));
    let near = keys.filter(|&(c, row, at)| c != key && (position(row, at) - x).abs() <= REACH);
    near.map(|(c, ..)| c).collect()
}

const LAYOUTS: [[&str; 3]; 3] = [
    ["qwertyuiop", "asdfghjkl", "zxcvbnm"],
    ["йцукенгшщзхъ", "фывапролджэ", "ячсмитьбю"],
    [";ςερτυθιοπ", "ασδφγηξκλ", "ζχψωβνμ"],
];

/// Horizontal offset of each row, in key widths.
const SHIFTS: [f32; 3] = [0.0, 0.25, 0.75];

/// The horizontal reach of a slip, in key widths.
const REACH: f32 = 1.0;

fn place(key: char) -> Option<(&'static [&'static str; 3], usize, f32)> {
    LAYOUTS.iter().find_map(|layout| {
        layout.iter().enumerate().find_map(|(row, keys)| {
            let at = keys.chars().position(|c| c == key)?;
            Some((layout, row, position(row, u8::try_from(at).ok()?)))
        })
    })
}

fn position(row: usize, at: u8) -> f32 {
    f32::from(at) + SHIFTS[row]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn adjacent_keys() {
        let check = |key, expected| {
            let found: String = neighbours(key).into_iter().collect();
            assert_eq!(found, expected, "{key}");
        };
        check('g', "tyfhvb");
        check('q', "wa");
        check('m', "jkn");
        check('п', "енарми");
        check('雪', "");
    }
}
