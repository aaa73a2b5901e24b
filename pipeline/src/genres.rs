//! Joins the genres of artists to their tracks.

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
    /// Adds an artist. If one with the same id is known, or, for an artist without an id, one with the
    /// same name and no id, only fills in its genres and returns false.
    pub fn add(&mut self, id: Option<String>, names: Vec<String>, genres: Vec<String>) -> bool {
        let known = match &id {
            Some(id) => self.by_id.get(id).copied(),
            None => names.iter().find_map(|name| self.without_id(name)),
        };
        if let Some(artist) = known {
            self.fill(artist, genres);
            return false;
        }
        let artist = self.artists.len();
        self.artists.push(Artist { has_id: id.is_some(), genres });
        self.by_id.extend(id.map(|id| (id, artist)));
        names.into_iter().for_each(|name| self.by_name.entry(name).or_default().push(artist));
        true
    }

    fn without_id(&self, name: &str) -> Option<usize> {
        self.by_name.get(name)?.iter().copied().find(|&artist| !self.artists[artist].has_id)
    }

    fn fill(&mut self, artist: usize, genres: Vec<String>) {
        let known = &mut self.artists[artist].genres;
        if known.is_empty() {
            *known = genres;
        }
    }

    /// The genres of a track: the union over its artists by id or, if that is empty, by name, in the
    /// order of the artists.
    pub fn of(&self, ids: &[String], names: &[String]) -> Vec<String> {
        let by_id = union(ids.iter().filter_map(|id| self.of_id(id)));
        if by_id.is_empty() {
            union(names.iter().filter_map(|name| self.of_name(name)))
        } else {
            by_id
        }
    }

    fn of_id(&self, id: &str) -> Option<&[String]> {
        self.by_id.get(id).map(|&artist| self.artists[artist].genres.as_slice())
    }

    /// A name shared by several artists with genres is ambiguous and gives none.
    fn of_name(&self, name: &str) -> Option<&[String]> {
        let namesakes =
            self.by_name.get(name)?.iter().map(|&artist| self.artists[artist].genres.as_slice());
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
    fn an_ambiguous_name_gives_no_genres() {
        check(&[], &["David Bowie", "Queen"], &["art rock", "rock"]);
        let mut artists = artists();
        artists.add(Some("4".into()), texts(&["David Bowie"]), Vec::new());
        assert_eq!(artists.of(&[], &texts(&["David Bowie"])), ["art rock", "rock"]);
    }

    #[test]
    fn a_repeated_artist_fills_in_genres() {
        let mut artists = artists();
        assert!(!artists.add(None, texts(&["Wham!"]), texts(&["pop"])));
        assert!(!artists.add(Some("1".into()), texts(&["Queen"]), texts(&["opera"])));
        assert_eq!(artists.of(&[], &texts(&["Wham!"])), ["pop"]);
        assert_eq!(artists.of(&texts(&["1"]), &[]), ["rock", "glam rock"]);
    }
}
