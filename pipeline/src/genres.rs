//! Genres of artists, and the genres of tracks that follow from them.

use std::collections::HashMap;

/// The genres of artists, by id and by exact name.
#[derive(Debug, Default)]
pub struct ArtistGenres {
    genres: Vec<Vec<String>>,
    by_id: HashMap<String, usize>,
    by_name: HashMap<String, usize>,
}

impl ArtistGenres {
    /// Adds an artist; false if one with the same id, or with the same name and no id, was there
    /// already and has only been filled in. Of several artists with one name the first with genres
    /// is found by it.
    pub fn add(&mut self, id: Option<String>, names: Vec<String>, genres: Vec<String>) -> bool {
        let known = match &id {
            Some(id) => self.by_id.get(id).copied(),
            None => names
                .iter()
                .find_map(|name| self.by_name.get(name).copied()),
        };
        if let Some(place) = known {
            self.fill(place, genres);
            return false;
        }
        let place = self.genres.len();
        self.genres.push(genres);
        self.by_id.extend(id.map(|id| (id, place)));
        names.into_iter().for_each(|name| self.name(name, place));
        true
    }

    fn fill(&mut self, place: usize, genres: Vec<String>) {
        if self.genres[place].is_empty() {
            self.genres[place] = genres;
        }
    }

    fn name(&mut self, name: String, place: usize) {
        let found = self.by_name.entry(name).or_insert(place);
        if self.genres[*found].is_empty() {
            *found = place;
        }
    }

    /// The genres of a track: the union over its artists, by id, or by name if the track has no ids;
    /// each once, in the order of the artists.
    pub fn of(&self, ids: &[String], names: &[String]) -> Vec<String> {
        let places: Vec<usize> = if ids.is_empty() {
            names
                .iter()
                .filter_map(|name| self.by_name.get(name).copied())
                .collect()
        } else {
            ids.iter()
                .filter_map(|id| self.by_id.get(id).copied())
                .collect()
        };
        let mut union: Vec<String> = Vec::new();
        for genre in places.into_iter().flat_map(|place| &self.genres[place]) {
            if !union.contains(genre) {
                union.push(genre.clone());
            }
        }
        union
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(texts: &[&str]) -> Vec<String> {
        texts.iter().map(|&text| text.to_owned()).collect()
    }

    fn artists() -> ArtistGenres {
        let mut artists = ArtistGenres::default();
        artists.add(
            Some("1".into()),
            texts(&["Queen"]),
            texts(&["rock", "glam rock"]),
        );
        artists.add(
            Some("2".into()),
            texts(&["David Bowie"]),
            texts(&["art rock", "rock"]),
        );
        artists.add(Some("3".into()), texts(&["Queen"]), texts(&["soul"]));
        artists.add(None, texts(&["Wham!"]), texts(&[]));
        artists
    }

    fn check(ids: &[&str], names: &[&str], expected: &[&str]) {
        assert_eq!(
            artists().of(&texts(ids), &texts(names)),
            texts(expected),
            "{ids:?} {names:?}"
        );
    }

    #[test]
    fn genres_are_the_union_over_the_artists() {
        check(
            &["1", "2"],
            &["Queen", "David Bowie"],
            &["rock", "glam rock", "art rock"],
        );
        check(&["3"], &["Queen"], &["soul"]);
        check(
            &[],
            &["David Bowie", "Queen"],
            &["art rock", "rock", "glam rock"],
        );
        check(&["9"], &["Queen"], &[]);
        check(&[], &["queen"], &[]);
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
