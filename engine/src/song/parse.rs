//! Separates a title from the parts that name a version.

use super::classify::{Delimiter, classify, is_only_year, is_piece};
use super::kind::VersionKind;

/// A title, separated from the parts that name a version.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ParsedTitle {
    /// The title without the parts that name a version; never empty unless the name is.
    pub base: String,
    /// The greatest kind of all parts.
    pub kind: VersionKind,
    /// The parts that name a version, in the order in which they were recognised.
    pub parts: Vec<TitlePart>,
}

/// A part of a title that names a version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TitlePart {
    /// Its text, without brackets and dashes.
    pub text: String,
    /// The kind of version it names.
    pub kind: VersionKind,
}

/// Parses a title: recognises suffixes after a dash, parts in brackets and guests, in the languages of
/// real catalogues. What names a piece rather than a version stays in the base: "Pt. 2", "Reprise", "I.
/// Allegro".
///
/// A text with more characters or more parts than any title has is taken as it stands, so that the work
/// stays linear in its length whatever it is.
pub fn parse_title(name: &str) -> ParsedTitle {
    let whole = || ParsedTitle { base: name.trim().to_owned(), ..ParsedTitle::default() };
    let mut title = whole();
    if name.len() > MAX_BYTES {
        return title;
    }
    while let Some(cut) = cut(&title.base) {
        if title.parts.len() == MAX_PARTS {
            return whole();
        }
        title.kind = title.kind.max(cut.part.kind);
        title.parts.push(cut.part);
        title.base = cut.base;
    }
    title
}

/// The longest title of a real catalogue has 511 characters.
const MAX_BYTES: usize = 4096;

/// Parts that are cut off, and brackets or dashes that are looked at for each.
const MAX_PARTS: usize = 12;
const MAX_DELIMITERS: usize = 16;

/// A title with one part cut off.
struct Cut {
    base: String,
    part: TitlePart,
}

fn cut(name: &str) -> Option<Cut> {
    cut_bracket(name)
        .or_else(|| cut_dash(name))
        .or_else(|| cut_hyphens(name))
        .or_else(|| cut_guest(name))
        .or_else(|| cut_last_words(name))
}

impl Cut {
    /// None if what is left would be no title.
    fn new(base: String, text: &str, kind: VersionKind) -> Option<Self> {
        let generic = kind == VersionKind::Soundtrack && is_generic(&base);
        let part = TitlePart { text: text.trim().to_owned(), kind };
        (is_title(&base) && !generic).then_some(Self { base, part })
    }
}

fn is_title(base: &str) -> bool {
    base.chars().any(|c| c.is_alphanumeric() || "?!$#*+&@%=^♥★☆∞".contains(c))
}

/// Whether it takes the film to say which piece is meant.
fn is_generic(base: &str) -> bool {
    let base = crate::text::normalise(base);
    matches!(
        base.as_str(),
        "main title"
            | "main titles"
            | "main theme"
            | "theme"
            | "title"
            | "end credits"
            | "end title"
            | "opening"
            | "ending"
            | "intro"
            | "outro"
            | "prologue"
            | "epilogue"
            | "overture"
            | "finale"
            | "suite"
            | "opening titles"
            | "love theme"
            | "end titles"
            | "the end"
    )
}

/// A pair of outermost brackets. The closing one may be missing.
struct Bracket<'a> {
    before: &'a str,
    inside: &'a str,
    after: &'a str,
}

fn cut_bracket(name: &str) -> Option<Cut> {
    brackets(name).into_iter().take(MAX_DELIMITERS).find_map(|bracket| {
        let Bracket { before, inside, after } = bracket;
        let rest = [before, after];
        let kind = classify(inside, Delimiter::Brackets, &rest)?;
        let after = if kind == VersionKind::Live { without_venue(after) } else { after };
        Cut::new(join(before, after), inside, kind)
    })
}

/// After "(Live)", a dash is followed by place and date.
fn without_venue(after: &str) -> &str {
    let venue = after.trim_start();
    if venue.starts_with(is_dash) && !is_piece(venue) { "" } else { after }
}

fn join(before: &str, after: &str) -> String {
    let (before, after) = (before.trim(), after.trim());
    let apart = after.starts_with(|c: char| c.is_alphanumeric() || is_dash(c) || is_opening(c));
    let blank = if before.is_empty() || !apart { "" } else { " " };
    format!("{before}{blank}{after}").trim().to_owned()
}

fn brackets(name: &str) -> Vec<Bracket<'_>> {
    let mut found = Vec::new();
    let (mut depth, mut start) = (0_usize, 0);
    for (at, c) in name.char_indices() {
        if is_opening(c) {
            if depth == 0 {
                start = at;
            }
            depth += 1;
        } else if is_closing(c) && depth > 0 {
            depth -= 1;
            if depth == 0 {
                found.push(bracket(name, start, at));
            }
        }
    }
    if depth > 0 {
        found.push(bracket(name, start, name.len()));
    }
    found
}

fn bracket(name: &str, start: usize, end: usize) -> Bracket<'_> {
    let skip = |from: &'_ str| from.chars().next().map_or(0, char::len_utf8);
    let inside = start + skip(&name[start..]);
    let after = end + skip(&name[end..]);
    Bracket { before: &name[..start], inside: &name[inside..end], after: &name[after..] }
}

fn is_opening(c: char) -> bool {
    matches!(c, '(' | '[' | '{' | '（' | '［' | '【' | '〔')
}

fn is_closing(c: char) -> bool {
    matches!(c, ')' | ']' | '}' | '）' | '］' | '】' | '〕')
}

fn is_dash(c: char) -> bool {
    matches!(c, '-' | '–' | '—' | '−')
}

/// Cuts off the first suffix that names a version and all that follows it.
fn cut_dash(name: &str) -> Option<Cut> {
    let dashes = dashes(name);
    dashes.iter().enumerate().take(MAX_DELIMITERS).find_map(|(at, &(start, end))| {
        let (before, suffix) = (&name[..start], &name[end..]);
        let kind = suffix_kind(before, segments(name, &dashes[at..]))?;
        Cut::new(before.trim().to_owned(), suffix, kind)
    })
}

/// The text after each dash, up to the next one.
fn segments<'a>(
    name: &'a str,
    dashes: &'a [(usize, usize)],
) -> impl Iterator<Item = &'a str> + Clone {
    let ends = dashes.iter().skip(1).map(|&(start, _)| start).chain([name.len()]);
    dashes.iter().zip(ends).map(|(&(_, start), end)| &name[start..end])
}

/// The kind of a suffix of several segments; none if the first names no version or a later one names a
/// piece.
fn suffix_kind<'a>(
    before: &str,
    mut segments: impl Iterator<Item = &'a str> + Clone,
) -> Option<VersionKind> {
    let first = segments.next()?;
    let kind = classify(first, Delimiter::Dash, &[before])?;
    if segments.clone().any(is_piece) {
        return None;
    }
    let others = segments.filter_map(|segment| classify(segment, Delimiter::Dash, &[before])).max();
    // In "2001 - Remaster" the year alone says nothing.
    Some(match others {
        Some(other) if is_only_year(first) => other,
        others => kind.max(others.unwrap_or_default()),
    })
}

/// Start and end of each dash outside brackets that has a blank beside it.
fn dashes(name: &str) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut depth = 0_usize;
    let mut before = None;
    for (at, c) in name.char_indices() {
        if is_opening(c) {
            depth += 1;
        } else if is_closing(c) {
            depth = depth.saturating_sub(1);
        } else if is_dash(c) && depth == 0 {
            let end = at + c.len_utf8();
            let after = name[end..].chars().next();
            let blank = |beside: Option<char>| beside.is_some_and(char::is_whitespace);
            if blank(before) || (blank(after) && at > 0) {
                found.push((at, end));
            }
        }
        before = Some(c);
    }
    found
}

/// Versions between hyphens or tildes, as in Japanese titles: "走れ! -ZZ ver.-".
fn cut_hyphens(name: &str) -> Option<Cut> {
    let last =
        name.chars().next_back().filter(|&c| is_dash(c) || matches!(c, '~' | '〜' | '～'))?;
    let body = &name[..name.len() - last.len_utf8()];
    let start = body.rfind(last)?;
    let inside = &body[start + last.len_utf8()..];
    let before = &body[..start];
    let kind = classify(inside, Delimiter::Dash, &[before])?;
    Cut::new(before.trim().to_owned(), inside, kind)
}

/// Guests without brackets: "pictures feat. Kacey Musgraves".
fn cut_guest(name: &str) -> Option<Cut> {
    let (start, kind) = name.match_indices(' ').find_map(|(at, _)| {
        let found = GUESTS.iter().find(|(mark, _)| starts_with(&name[at..], mark));
        Some((at, found?.1))
    })?;
    if is_piece(name[start..].rsplit(is_closing).next().unwrap_or_default()) {
        return None;
    }
    Cut::new(name[..start].trim().to_owned(), &name[start..], kind)
}

/// Whether a text starts with an ASCII text, ignoring case.
fn starts_with(text: &str, ascii: &str) -> bool {
    text.as_bytes()
        .get(..ascii.len())
        .is_some_and(|start| start.eq_ignore_ascii_case(ascii.as_bytes()))
}

const GUESTS: [(&str, VersionKind); 5] = [
    (" feat ", VersionKind::Guest),
    (" feat.", VersionKind::Guest),
    (" ft. ", VersionKind::Guest),
    (" featuring ", VersionKind::Guest),
    (" coke studio season ", VersionKind::Live),
];

/// Versions at the end without a dash: "Noche Loca Remix".
fn cut_last_words(name: &str) -> Option<Cut> {
    LAST_WORDS.iter().find_map(|&(words, kind)| {
        let at = name.len().checked_sub(words.len())?;
        let (before, text) = name.split_at_checked(at)?;
        let found = starts_with(text, words) && !needs_noun(before);
        found.then(|| Cut::new(before.trim().to_owned(), text, kind)).flatten()
    })
}

/// Whether the next word still belongs to the title: "Welcome to the Remix".
fn needs_noun(before: &str) -> bool {
    let last = before.rsplit(' ').next().unwrap_or_default().to_ascii_lowercase();
    matches!(&*last, "the" | "a" | "my" | "this" | "in" | "of" | "no" | "to" | "dj")
}

const LAST_WORDS: [(&str, VersionKind); 9] = [
    (" remix", VersionKind::Remix),
    (" radio edit", VersionKind::Edit),
    (" original mix", VersionKind::Original),
    (" extended mix", VersionKind::Extended),
    (" single version", VersionKind::Edit),
    (" album version", VersionKind::Original),
    (" acoustic version", VersionKind::Acoustic),
    (" ao vivo", VersionKind::Live),
    (" en vivo", VersionKind::Live),
];
