//! Splits joined artists that can be split in several ways, once all tracks are known.

use super::credits::NAMES_WITH_COMMAS;
use super::merge::Draft;
use crate::columns::Column;
use crate::rules::{Rule, Tally};
use std::collections::{HashMap, HashSet};

/// Longer lists stay as they are: the number of groupings explodes.
const MAX_PARTS: usize = 12;

/// Splits the ambiguous artists of tracks whose number of artists is known, with the help of the names
/// that other tracks give to the same ids.
pub(super) fn split_ambiguous(drafts: &mut [Draft], tally: &mut Tally) {
    if drafts.iter().all(|draft| draft.row.joined_artists.is_none()) {
        return;
    }
    let known = KnownArtists::of(drafts);
    for Draft { row, .. } in drafts {
        let (Some(count), [joined]) = (row.joined_artists.take(), row.track.artists.as_slice())
        else {
            continue;
        };
        if let Some(artists) = known.best_split(joined, count, &row.track.id_artists) {
            row.track.artists = artists;
            tally.count(Rule::JoinedArtists, Column::Artists);
        }
    }
}

/// Artists of tracks that are not ambiguous.
struct KnownArtists {
    by_id: HashMap<String, String>,
    names: HashSet<String>,
}

impl KnownArtists {
    fn of(drafts: &[Draft]) -> Self {
        let (mut by_id, mut names) = (HashMap::new(), HashSet::new());
        for Draft { row, .. } in drafts.iter().filter(|draft| draft.row.joined_artists.is_none()) {
            names.extend(row.track.artists.iter().cloned());
            if row.track.artists.len() == row.track.id_artists.len() {
                let ids = row.track.id_artists.iter().cloned();
                by_id.extend(ids.zip(row.track.artists.iter().cloned()));
            }
        }
        Self { by_id, names }
    }

    /// The most plausible way to group the parts of `joined` into `count` names.
    fn best_split(&self, joined: &str, count: usize, ids: &[String]) -> Option<Vec<String>> {
        let parts: Vec<&str> = joined.split(", ").collect();
        if parts.len() > MAX_PARTS {
            return None;
        }
        let mut best: Option<(i32, Vec<String>)> = None;
        for names in groupings(&parts, count) {
            let score = names.iter().enumerate();
            let score = score.map(|(at, name)| self.plausibility(name, ids.get(at))).sum();
            if best.as_ref().is_none_or(|(highest, _)| score > *highest) {
                best = Some((score, names));
            }
        }
        best.map(|(_, names)| names)
    }

    fn plausibility(&self, name: &str, id: Option<&String>) -> i32 {
        let by_id = match id.and_then(|id| self.by_id.get(id)) {
            Some(known) if known == name => 20,
            Some(_) => -20,
            None => 0,
        };
        let known = if self.names.contains(name) { 5 } else { 0 };
        by_id + known + shape(name)
    }
}

/// "Earth, Wind & Fire" looks like one name, and so, less surely, does "Tyler, The Creator".
fn shape(name: &str) -> i32 {
    match name.rsplit_once(", ") {
        _ if NAMES_WITH_COMMAS.contains(&name) => 10,
        None => 0,
        Some((_, last)) if last.contains(" & ") || last.contains(" and ") => 2,
        Some((_, last)) if last.starts_with("The ") || last.ends_with('.') => 1,
        Some(_) => -1,
    }
}

/// All ways to join neighbouring parts into `count` names.
fn groupings(parts: &[&str], count: usize) -> Vec<Vec<String>> {
    if count <= 1 || parts.len() < count {
        return vec![vec![parts.join(", ")]];
    }
    let firsts = 1..=parts.len() - (count - 1);
    let all = firsts.flat_map(|first| {
        let name = parts[..first].join(", ");
        let rests = groupings(&parts[first..], count - 1);
        rests.into_iter().map(move |rest| [vec![name.clone()], rest].concat())
    });
    all.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ambiguous_credits() {
        let known = KnownArtists {
            by_id: [("1".to_owned(), "Emmylou, Again".to_owned())].into(),
            names: ["Dolly Parton".to_owned()].into(),
        };
        let check = |joined, ids: &[&str], count, expected: &[&str]| {
            let ids: Vec<String> = ids.iter().map(|&id| id.to_owned()).collect();
            let found = known.best_split(joined, count, &ids).expect("few parts");
            assert_eq!(found, expected, "{joined}");
        };
        check("Earth, Wind & Fire, The Emotions", &[], 2, &["Earth, Wind & Fire", "The Emotions"]);
        check("The Emotions, Earth, Wind & Fire", &[], 2, &["The Emotions", "Earth, Wind & Fire"]);
        check("Emmylou, Again, Other", &["1", "2"], 2, &["Emmylou, Again", "Other"]);
        check("Who, Else, Dolly Parton", &[], 2, &["Who, Else", "Dolly Parton"]);
    }
}
