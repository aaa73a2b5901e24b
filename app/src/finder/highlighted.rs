use catalog::Mark;
use leptos::either::Either;
use leptos::prelude::*;

/// A text with the parts highlighted that were typed.
#[component]
pub(crate) fn Highlighted<'a>(text: &'a str, marks: &'a [Mark]) -> impl IntoView + use<> {
    let pieces = pieces(text, marks).into_iter();
    pieces
        .map(|piece| match piece {
            Piece::Plain(text) => Either::Left(text),
            Piece::Highlighted(text) => Either::Right(view! { <mark>{text}</mark> }),
        })
        .collect_view()
}

#[derive(Debug, PartialEq, Eq)]
enum Piece {
    Plain(String),
    Highlighted(String),
}

/// The parts of a text in order; highlights beyond its end are cut, as are overlaps.
fn pieces(text: &str, marks: &[Mark]) -> Vec<Piece> {
    let chars: Vec<char> = text.chars().collect();
    let part = |from: usize, to: usize| chars[from..to].iter().collect::<String>();
    let mut pieces = Vec::new();
    let mut at = 0;
    for mark in marks {
        let start = (mark.start as usize).clamp(at, chars.len());
        let end = (mark.end as usize).clamp(start, chars.len());
        if start > at {
            pieces.push(Piece::Plain(part(at, start)));
        }
        if end > start {
            pieces.push(Piece::Highlighted(part(start, end)));
        }
        at = end;
    }
    if at < chars.len() {
        pieces.push(Piece::Plain(part(at, chars.len())));
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, marks: &[(u32, u32)], expected: &str) {
        let marks: Vec<Mark> = marks.iter().map(|&(start, end)| Mark { start, end }).collect();
        let shown: String = pieces(text, &marks)
            .into_iter()
            .map(|piece| match piece {
                Piece::Plain(text) => text,
                Piece::Highlighted(text) => format!("[{text}]"),
            })
            .collect();
        assert_eq!(shown, expected);
    }

    #[test]
    fn pieces_are_cut_at_characters() {
        check("Bohemian Rhapsody", &[(0, 8), (9, 13)], "[Bohemian] [Rhap]sody");
        check("Déjà Vu", &[(0, 4)], "[Déjà] Vu");
        check("上を向いて", &[(1, 4)], "上[を向い]て");
        check("Queen", &[], "Queen");
        check("", &[(0, 3)], "");
    }

    #[test]
    fn marks_outside_the_text_are_cut() {
        check("Queen", &[(3, 9), (20, 30)], "Que[en]");
        check("Queen", &[(0, 4), (2, 5)], "[Quee][n]");
    }
}
