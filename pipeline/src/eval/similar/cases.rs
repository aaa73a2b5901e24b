use super::catalogue::Songs;
use crate::playlists::Playlist;
use engine::numeric::float64;
use rand::SeedableRng;
use rand::rngs::ChaCha8Rng;
use rand::seq::SliceRandom;
use std::collections::HashSet;

/// A seed from a playlist and what should be recommended for it: the other songs of the playlist.
pub(super) struct Case {
    /// Number of the playlist.
    pub playlist: usize,
    pub seed: u32,
    pub truth: HashSet<u32>,
    /// The part of the truth that shares no artist with the seed.
    pub by_others: HashSet<u32>,
    /// The part of `by_others` for which no artist, of the seed or the song, occurs in a playlist that
    /// models may have learned from.
    pub unseen: HashSet<u32>,
}

/// Shorter playlists are skipped: they say too little.
const SHORTEST: usize = 5;

/// At most `count` seeds; the same playlists always give the same ones.
pub(super) fn cases(
    playlists: &[&Playlist],
    songs: &Songs<'_>,
    learned: &HashSet<u32>,
    count: usize,
) -> Vec<Case> {
    let lists: Vec<Vec<u32>> = playlists.iter().map(|list| distinct(list, songs)).collect();
    let long = lists.iter().enumerate().filter(|(_, list)| list.len() >= SHORTEST);
    let mut places: Vec<(usize, u32)> =
        long.flat_map(|(number, list)| list.iter().map(move |song| (number, *song))).collect();
    places.shuffle(&mut ChaCha8Rng::seed_from_u64(1));
    places.truncate(count);
    places
        .into_iter()
        .map(|(number, seed)| Case::new(number, seed, &lists[number], songs, learned))
        .collect()
}

/// The artists of all songs of playlists.
pub(super) fn artists_of(playlists: &[&Playlist], songs: &Songs<'_>) -> HashSet<u32> {
    let rows = playlists.iter().flat_map(|list| &list.tracks);
    let songs_of = rows.filter_map(|&row| songs.of_row(row));
    songs_of.flat_map(|song| songs.artists(song).iter().copied()).collect()
}

/// The songs of a playlist, each once.
fn distinct(list: &Playlist, songs: &Songs<'_>) -> Vec<u32> {
    let mut distinct: Vec<u32> = list.tracks.iter().filter_map(|&row| songs.of_row(row)).collect();
    distinct.sort_unstable();
    distinct.dedup();
    distinct
}

impl Case {
    fn new(
        playlist: usize,
        seed: u32,
        list: &[u32],
        songs: &Songs<'_>,
        learned: &HashSet<u32>,
    ) -> Self {
        let truth: HashSet<u32> = list.iter().copied().filter(|song| *song != seed).collect();
        let by_others: HashSet<u32> =
            truth.iter().copied().filter(|song| !songs.share_an_artist(seed, *song)).collect();
        let is_unseen = |song: u32| songs.artists(song).iter().all(|a| !learned.contains(a));
        let unseen = by_others.iter().copied();
        let unseen = unseen.filter(|song| is_unseen(seed) && is_unseen(*song)).collect();
        Self { playlist, seed, truth, by_others, unseen }
    }

    pub(super) fn truth(&self, other_artists: bool) -> &HashSet<u32> {
        if other_artists { &self.by_others } else { &self.truth }
    }

    /// The expected hits of a random list of ten.
    pub(super) fn mean_expected(cases: &[Self], songs: usize, other_artists: bool) -> f64 {
        let wanted: usize = cases.iter().map(|case| case.truth(other_artists).len()).sum();
        10.0 * float64(wanted)
            / float64(cases.len().max(1))
            / float64(songs.saturating_sub(1).max(1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use engine::Engine;
    use std::path::Path;

    fn list(tracks: impl Iterator<Item = u32>) -> Playlist {
        Playlist { id: String::new(), tracks: tracks.collect() }
    }

    #[test]
    fn unseen_pairs_have_no_artist_that_was_learned_from() {
        let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("../models/demo");
        let engine = Engine::load(&dir).expect("the demo models load");
        let songs = Songs::new(&engine);
        let learned = artists_of(&[&list(0..60)], &songs);
        let evaluated = list(40..120);
        let seen = |song: u32| songs.artists(song).iter().any(|artist| learned.contains(artist));
        let cases = |learned| super::cases(&[&evaluated], &songs, learned, 1000);
        let (with, without) = (cases(&learned), cases(&HashSet::new()));
        assert!(with.iter().any(|case| seen(case.seed)));
        assert!(with.iter().any(|case| !case.unseen.is_empty()));
        for case in with {
            assert!(case.unseen.is_subset(&case.by_others));
            assert!(case.unseen.is_empty() || !seen(case.seed));
            assert!(!case.unseen.iter().any(|song| seen(*song)));
        }
        assert!(without.iter().all(|case| case.unseen == case.by_others));
    }
}
