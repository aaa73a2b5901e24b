//! Counts which artists playlists have together.

use crate::playlists::{Playlist, Split};
use engine::numeric::index32;
use engine::recommend::{ArtistGraph, Companion, nearness};
use engine::{ArtistId, TrackRow, TrackTable, is_placeholder};
use rayon::prelude::*;
use std::collections::HashMap;

/// The most companions that are kept of an artist. More of them gain nothing on the playlists of the
/// part *tune*; half as many lose a little.
const COMPANIONS: usize = 100;

/// Counts the artists of the playlists for learning. The graph is the same for any number of threads, and
/// empty without playlists.
pub fn learn_artist_graph(table: &TrackTable, playlists: &[Playlist]) -> ArtistGraph {
    let learning = playlists.iter().filter(|list| list.split() == Split::Learn);
    let lists: Vec<Vec<ArtistId>> = learning.map(|list| artists(list, table)).collect();
    if lists.is_empty() {
        return ArtistGraph::default();
    }
    let mut lists_of = vec![Vec::new(); table.all_artists().len()];
    for list in &lists {
        list.iter().for_each(|artist| lists_of[artist.index()].push(list));
    }
    let companions: Vec<Vec<Companion>> = lists_of
        .par_iter()
        .zip(table.all_artists().collect::<Vec<_>>())
        .map(|(lists, artist)| companions(artist, lists, |other| lists_of[other.index()].len()))
        .collect();
    let mut graph = ArtistGraph::default();
    for (lists, companions) in lists_of.iter().zip(companions) {
        graph.push(index32(lists.len()), companions);
    }
    graph
}

/// The artists of a playlist, each once, without "Various Artists".
fn artists(list: &Playlist, table: &TrackTable) -> Vec<ArtistId> {
    let all = list.tracks.iter().flat_map(|row| table.artist_ids(TrackRow(*row)));
    let mut artists: Vec<ArtistId> =
        all.copied().filter(|artist| !is_placeholder(table.artist_name(*artist))).collect();
    artists.sort_unstable();
    artists.dedup();
    artists
}

/// The nearest artists; of equals those in more playlists.
fn companions(
    artist: ArtistId,
    lists: &[&Vec<ArtistId>],
    playlists: impl Fn(ArtistId) -> usize,
) -> Vec<Companion> {
    let mut counts: HashMap<ArtistId, u32> = HashMap::new();
    for other in lists.iter().copied().flatten().filter(|other| **other != artist) {
        *counts.entry(*other).or_default() += 1;
    }
    let near = |companion: &Companion| {
        let both = [lists.len(), playlists(companion.artist)].map(index32);
        (nearness(companion.playlists, both), both[1])
    };
    let mut companions: Vec<Companion> =
        counts.into_iter().map(|(artist, playlists)| Companion { artist, playlists }).collect();
    companions.sort_unstable_by_key(|companion| companion.artist);
    companions.sort_by(|a, b| {
        let (a, b) = (near(a), near(b));
        b.0.total_cmp(&a.0).then(b.1.cmp(&a.1))
    });
    companions.truncate(COMPANIONS);
    companions
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fit::testing;
    use rayon::ThreadPoolBuilder;

    /// A track for each list of artists.
    fn table(artists: &[&[&str]]) -> TrackTable {
        let tracks: Vec<_> = artists.iter().map(|&artists| (artists, &[][..])).collect();
        testing::table(&tracks)
    }

    /// Playlists for learning, or for something else.
    fn playlists(tracks: &[&[u32]], learn: bool) -> Vec<Playlist> {
        let ids = (0..).map(|number: u32| format!("list {number}"));
        let empty = ids.map(|id| Playlist { id, tracks: Vec::new() });
        let lists = empty.filter(|list| (list.split() == Split::Learn) == learn).zip(tracks);
        lists.map(|(list, tracks)| Playlist { tracks: tracks.to_vec(), ..list }).collect()
    }

    fn named(graph: &ArtistGraph, table: &TrackTable, artist: &str) -> (u32, Vec<(String, u32)>) {
        let named = |id: &ArtistId| table.artist_name(*id) == artist;
        let id = table.all_artists().find(named).expect("the artist");
        let companions = graph.companions(id).iter();
        let name = |near: &Companion| (table.artist_name(near.artist).to_owned(), near.playlists);
        (graph.playlists(id), companions.map(name).collect())
    }

    #[test]
    fn each_playlist_counts_an_artist_and_a_pair_once() {
        let table = table(&[
            &["Ride"],
            &["Ride"],
            &["Lush"],
            &["Slowdive", "Lush"],
            &["Various Artists"],
            &["Curve"],
        ]);
        let lists = playlists(&[&[0, 1, 2, 4], &[0, 3], &[3, 4], &[2]], true);
        let graph = learn_artist_graph(&table, &lists);
        let check = |artist: &str, playlists: u32, companions: &[(&str, u32)]| {
            let expected = companions.iter().map(|(name, n)| ((*name).to_owned(), *n)).collect();
            assert_eq!(named(&graph, &table, artist), (playlists, expected));
        };
        check("Ride", 2, &[("Lush", 2), ("Slowdive", 1)]);
        check("Lush", 4, &[("Ride", 2), ("Slowdive", 2)]);
        check("Slowdive", 2, &[("Lush", 2), ("Ride", 1)]);
        check("Various Artists", 0, &[]);
        check("Curve", 0, &[]);
    }

    #[test]
    fn only_playlists_for_learning_count() {
        let table = table(&[&["Ride"], &["Lush"]]);
        let held_out = playlists(&[&[0, 1]], false);
        assert_eq!(learn_artist_graph(&table, &held_out), ArtistGraph::default());
        assert_eq!(learn_artist_graph(&table, &[]), ArtistGraph::default());
    }

    #[test]
    fn the_graph_does_not_depend_on_threads() {
        let names: Vec<String> = (0..300).map(|number| format!("artist {number}")).collect();
        let artists: Vec<[&str; 1]> = names.iter().map(|name| [name.as_str()]).collect();
        let artists: Vec<&[&str]> = artists.iter().map(<[&str; 1]>::as_slice).collect();
        let table = table(&artists);
        let tracks: Vec<Vec<u32>> =
            (1..40).map(|list| (0..300).filter(|track| track % list < 2).collect()).collect();
        let tracks: Vec<&[u32]> = tracks.iter().map(Vec::as_slice).collect();
        let lists = playlists(&tracks, true);
        let graph = |threads| {
            let pool = ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
            pool.install(|| learn_artist_graph(&table, &lists))
        };
        let one = graph(1);
        assert_eq!(one, graph(4));
        assert_eq!(one.companions(ArtistId(0)).len(), COMPANIONS);
    }
}
