//! Genres of artists, and the genres of tracks that follow from them.

use std::collections::HashMap;

/// The genres of artists, by id and by exact name.
#[derive(Debug, Default)]
pub struct ArtistGenres {
    artists: Vec<Artist>,
    by_id: HashMap<String, usize>,
    by_name: HashMap<String, Vec<usize>>,
}

#[derive(Debug)]
struct Artist {
    has_id: bool,
    genres: Vec<String>,
}

impl ArtistGenres {
    /// Adds an artist; false if one with the same id, or one without an id but with the same name,
    /// was there already and has only been filled in.
    pub fn add(&mut self, id: Option<String>, names: Vec<String>, genres: Vec<String>) -> bool {
        let known = match &id {
            Some(id) => self.by_id.get(id).copied(),
            None => names.iter().find_map(|name| self.without_id(name)),
        };
        if let Some(place) = known {
            self.fill(place, genres);
            return false;
        }
        let place = self.artists.len();
        self.artists.push(Artist { has_id: id.is_some(), genres });
        self.by_id.extend(id.map(|id| (id, place)));
        names.into_iter().for_each(|name| self.by_name.entry(name).or_default().push(place));
        true
    }

    fn without_id(&self, name: &str) -> Option<usize> {
        self.by_name.get(name)?.iter().copied().find(|&place| !self.artists[place].has_id)
    }

    fn fill(&mut self, place: usize, genres: Vec<String>) {
        if self.artists[place].genres.is_empty() {
            self.artists[place].genres = genres;
        }
    }

    /// The genres of a track: the union over its artists by id or, if that gives none, by name; each
    /// once, in the order of the artists.
    pub fn of(&self, ids: &[String], names: &[String]) -> Vec<String> {
        let by_id = union(ids.iter().filter_map(|id| self.of_id(id)));
        if by_id.is_empty() {
            union(names.iter().filter_map(|name| self.of_name(name)))
        } else {
            by_id
        }
    }

    fn of_id(&self, id: &str) -> Option<&[String]> {
        self.by_id.get(id).map(|&place| self.artists[place].genres.as_slice())
    }

    /// A name that several artists with genres have tells nothing.
    fn of_name(&self, name: &str) -> Option<&[String]> {
        let namesakes =
            self.by_name.get(name)?.iter().map(|&place| self.artists[place].genres.as_slice());
        let mut known = namesakes.filter(|genres| !genres.is_empty());
        let first = known.next()?;
        known.next().is_none().then_some(first)
    }
}

fn union<'a>(lists: impl Iterator<Item = &'a [String]>) -> Vec<String> {
    let mut union: Vec<String> = Vec::new();
    for genre in lists.flatten() {
        if !union.contains(genre) {
            union.push(genre.clone());
        }
    }
    union
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(texts: &[&str]) -> Vec<String> {
        texts.iter().map(|&text| text.to_owned()).collect()
    }

    fn artists() -> ArtistGenres {
        let mut artists = ArtistGenres::default();
        artists.add(Some("1".into()), texts(&["Queen"]), texts(&["rock", "glam rock"]));
        artists.add(Some("2".into()), texts(&["David Bowie"]), texts(&["art rock", "rock"]));
        artists.add(Some("3".into()), texts(&["Queen"]), texts(&["soul"]));
        artists.add(None, texts(&["Wham!"]), texts(&[]));
        artists
    }

    fn check(ids: &[&str], names: &[&str], expected: &[&str]) {
        assert_eq!(artists().of(&texts(ids), &texts(names)), texts(expected), "{ids:?} {names:?}");
    }

    #[test]
    fn genres_are_the_union_over_the_artists() {
        check(&["1", "2"], &["Queen", "David Bowie"], &["rock", "glam rock", "art rock"]);
        check(&["3"], &["Queen"], &["soul"]);
        check(&[], &["David Bowie", "Wham!"], &["art rock", "rock"]);
        check(&["9"], &["David Bowie"], &["art rock", "rock"]);
        check(&[], &["david bowie"], &[]);
    }

    #[test]
    fn a_name_of_several_artists_tells_nothing() {
        check(&[], &["David Bowie", "Queen"], &["art rock", "rock"]);
        let mut artists = artists();
        artists.add(Some("4".into()), texts(&["David Bowie"]), Vec::new());
        assert_eq!(artists.of(&[], &texts(&["David Bowie"])), ["art rock", "rock"]);
    }

    #[test]
    fn an_artist_may_come_again() {
        let mut artists = artists();
        assert!(!artists.add(None, texts(&["Wham!"]), texts(&["pop"])));
        assert!(!artists.add(Some("1".into()), texts(&["Queen"]), texts(&["opera"])));
        assert_eq!(artists.of(&[], &texts(&["Wham!"])), ["pop"]);
        assert_eq!(artists.of(&texts(&["1"]), &[]), ["rock", "glam rock"]);
    }
}
