//! What was read from a text, as answers have it.

use crate::describe::{DescribedSong, Part};
use crate::numeric::index32;
use crate::request::{Clue, ClueKind, Named, Role};
use crate::tracks::TrackTable;
use catalog::{Clue as Said, Facet, NameKind, NameRole, ScorePart, TextSpan, Understood};
use std::ops::Range;

/// A clue, with its place in the text.
pub fn understood(clue: &Clue, text: &str, table: &TrackTable) -> Understood {
    let TextSpan { start, end, text } = text_span(&clue.span, text);
    Understood { start, end, text, strength: clue.strength, clue: said(&clue.kind, table) }
}

/// A range of bytes, in characters.
pub fn text_span(bytes: &Range<usize>, text: &str) -> TextSpan {
    let chars = |part: Option<&str>| index32(part.unwrap_or_default().chars().count());
    let start = chars(text.get(..bytes.start));
    let part = text.get(bytes.clone());
    TextSpan { start, end: start + chars(part), text: part.unwrap_or_default().to_owned() }
}

/// The parts of a song's score that are not 0, the largest first.
pub fn score_parts(song: &DescribedSong) -> Vec<ScorePart> {
    let share = |part: Part| ScorePart { part: part.to_string(), share: part.share(&song.parts) };
    let mut parts: Vec<ScorePart> = Part::ALL.into_iter().map(share).collect();
    parts.retain(|part| part.share != 0.0);
    parts.sort_by(|a, b| b.share.total_cmp(&a.share));
    parts
}

fn said(kind: &ClueKind, table: &TrackTable) -> Said {
    match kind {
        ClueKind::Line => Said::Line,
        ClueKind::Name { named, role } => {
            Said::Name { named: name_kind(named), role: name_role(*role) }
        }
        ClueKind::Years(years) => Said::Years { from: *years.start(), to: *years.end() },
        ClueKind::Genre(genre) => Said::Genre { genre: table.genre_name(*genre).to_owned() },
        ClueKind::Language(code) => Said::Language { language: (*code).to_owned() },
        ClueKind::Sound { feature, high } => {
            Said::Sound { feature: feature.name().to_owned(), high: *high }
        }
        ClueKind::Shift { feature, high } => {
            Said::Shift { feature: feature.name().to_owned(), high: *high }
        }
        ClueKind::Newer(high) => {
            Said::Shift { feature: Facet::Year.name().to_owned(), high: *high }
        }
        ClueKind::BetterKnown(high) => {
            Said::Shift { feature: Facet::Popularity.name().to_owned(), high: *high }
        }
        ClueKind::Popular(high) => Said::Popularity { high: *high },
        ClueKind::Long(high) => Said::Length { high: *high },
    }
}

const fn name_kind(named: &Named) -> NameKind {
    match named {
        Named::Artist(_) => NameKind::Artist,
        Named::Title(_) => NameKind::Title,
        Named::Song(_) => NameKind::Song,
    }
}

const fn name_role(role: Role) -> NameRole {
    match role {
        Role::Mentioned => NameRole::Mentioned,
        Role::By => NameRole::By,
        Role::Like => NameRole::Like,
        Role::Not => NameRole::Not,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_count_characters() {
        let check = |bytes: Range<usize>, start: u32, end: u32, part: &str| {
            let text = part.to_owned();
            assert_eq!(text_span(&bytes, "“Für Elise” 90s"), TextSpan { start, end, text });
        };
        check(3..7, 1, 4, "Für");
        check(17..20, 12, 15, "90s");
        check(90..99, 0, 0, "");
    }
}
