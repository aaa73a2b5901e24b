use super::labelled::LabelledHint;
use catalog::Query;

/// Hints of extreme length: one letter or digit, and 200 characters.
pub(super) fn extreme_hints(hints: &[LabelledHint]) -> [Vec<Query>; 2] {
    let letters = ('a'..='z').chain('0'..='9').chain("éñжщαω愛の사".chars());
    let one_letter = letters.filter_map(|letter| letter.to_string().parse().ok()).collect();
    [one_letter, long_hints(hints)]
}

/// Concatenated hints.
fn long_hints(hints: &[LabelledHint]) -> Vec<Query> {
    let mut texts = hints.iter().map(|hint| hint.hint.as_str()).cycle();
    let long = (0..LONG_HINTS).map(|_| {
        let mut text = String::new();
        while text.chars().count() < LONG {
            text.push_str(texts.next().unwrap_or("nothing"));
            text.push(' ');
        }
        text.chars().take(LONG).collect::<String>()
    });
    long.filter_map(|text| text.parse().ok()).collect()
}

/// Characters per long hint, and number of long hints.
const LONG: usize = 200;
const LONG_HINTS: usize = 50;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::eval::find::kind::HintKind;

    #[test]
    fn extreme_hints_have_the_right_length() {
        let hint = "never gonna give you up".parse().expect("a query");
        let kind = HintKind::CleanTitle;
        let hints = [LabelledHint { kind, hint, answers: vec![0], preferred: vec![] }];
        let [short, long] = extreme_hints(&hints);
        assert!(short.len() > 40 && short.iter().all(|hint| hint.as_str().chars().count() == 1));
        assert_eq!(long.len(), LONG_HINTS);
        assert!(long.iter().all(|hint| (190..=LONG).contains(&hint.as_str().chars().count())));
        assert_eq!(extreme_hints(&[])[1].len(), LONG_HINTS);
    }
}
