//! What a song gains because playlists have its artists together with a seed's.

use super::artist_graph::{ArtistGraph, nearness};
use super::shares::Shares;
use crate::id::ArtistId;
use crate::numeric::float_from_u32;
use crate::tracks::TrackTable;
use catalog::{FacetValue, SongEntry};
use rustc_hash::FxHashMap;

/// What the playlists add at most, where all else adds 1. Chosen on the playlists of the part *tune*
/// among 0.1, 0.15 and 0.2, which gain as much among ten; the least makes the fewest hubs.
pub(crate) const WEIGHT: f32 = 0.1;

/// The artists that playlists have together with those of the seeds.
#[derive(Clone, Debug, Default)]
pub(crate) struct Companions {
    seeds: Vec<SeedCompanions>,
}

#[derive(Clone, Debug)]
struct SeedCompanions {
    links: FxHashMap<ArtistId, Link>,
    /// The nearness of the strongest link; 0 if there is none.
    most: f32,
    /// Share of the whole; negative for a song to be unlike.
    share: f32,
}

/// The strongest link of an artist to those of a seed.
#[derive(Clone, Copy, Debug)]
struct Link {
    /// The artist of the seed.
    seed: ArtistId,
    /// How many playlists have both.
    playlists: u32,
    nearness: f32,
}

impl Companions {
    /// The companions of the artists of songs to be like and unlike.
    pub(crate) fn new(
        graph: &ArtistGraph,
        table: &TrackTable,
        like: &[SongEntry],
        unlike: &[SongEntry],
    ) -> Self {
        if graph.is_empty() {
            return Self::default();
        }
        let shares = Shares::of(like.len(), unlike.len());
        let seed = |song: &SongEntry, share: f32| {
            let links = links(graph, &artists_of(song, table));
            let most = strongest(links.values().copied()).map_or(0.0, |link| link.nearness);
            SeedCompanions { links, most, share }
        };
        let like = like.iter().map(|song| seed(song, shares.like));
        Self { seeds: like.chain(unlike.iter().map(|song| seed(song, -shares.unlike))).collect() }
    }

    /// How many seeds there are.
    pub(crate) fn len(&self) -> usize {
        self.seeds.len()
    }

    /// The highest possible [`nearness`](Self::nearness); 0 if no playlist has any of the seeds' artists.
    pub(crate) fn most(&self) -> f32 {
        self.seeds.iter().map(|seed| seed.share.abs() * seed.most).sum::<f32>().max(0.0)
    }

    /// How near the artists of a song are to the seeds', 0 to [`most`](Self::most).
    pub(crate) fn nearness(&self, artists: &[ArtistId]) -> f32 {
        let part = |seed: &SeedCompanions| {
            let near = seed.strongest(artists).map_or(0.0, |link| link.nearness);
            seed.share.abs() * if seed.share < 0.0 { seed.most - near } else { near }
        };
        self.seeds.iter().map(part).sum()
    }

    /// The nearest artists to the seeds that songs are to be like, at most `most` for each.
    pub(crate) fn nearest(&self, most: usize) -> impl Iterator<Item = ArtistId> {
        self.seeds.iter().filter(|seed| seed.share > 0.0).flat_map(move |seed| {
            let mut links: Vec<(f32, ArtistId)> =
                seed.links.iter().map(|(artist, link)| (link.nearness, *artist)).collect();
            links.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
            links.into_iter().take(most).map(|(_, artist)| artist)
        })
    }

    /// The seed's artist that the artists of a song are nearest to, and how many playlists have both; or
    /// the artist twice if it is the same.
    pub(crate) fn values(
        &self,
        artists: &[ArtistId],
        table: &TrackTable,
    ) -> Option<(FacetValue, FacetValue)> {
        let like = self.seeds.iter().filter(|seed| seed.share > 0.0);
        let link = strongest(like.filter_map(|seed| seed.strongest(artists)))?;
        let seed = FacetValue::Names(vec![table.artist_name(link.seed).to_owned()]);
        let own = artists.contains(&link.seed);
        let value =
            if own { seed.clone() } else { FacetValue::Number(float_from_u32(link.playlists)) };
        Some((seed, value))
    }
}

impl SeedCompanions {
    fn strongest(&self, artists: &[ArtistId]) -> Option<Link> {
        strongest(artists.iter().filter_map(|artist| self.links.get(artist).copied()))
    }
}

fn strongest(links: impl Iterator<Item = Link>) -> Option<Link> {
    links.reduce(|best, link| if link.nearness > best.nearness { link } else { best })
}

/// The links of artists to their companions, and to themselves.
fn links(graph: &ArtistGraph, artists: &[ArtistId]) -> FxHashMap<ArtistId, Link> {
    let mut links = FxHashMap::default();
    for &seed in artists {
        let own = (seed, graph.playlists(seed));
        let companions = graph.companions(seed).iter().map(|near| (near.artist, near.playlists));
        for (artist, playlists) in companions.chain([own]).filter(|(_, playlists)| *playlists > 0) {
            let nearness = nearness(playlists, [graph.playlists(seed), graph.playlists(artist)]);
            let link = Link { seed, playlists, nearness };
            let held = links.entry(artist).or_insert(link);
            if link.nearness > held.nearness {
                *held = link;
            }
        }
    }
    links
}

/// The artists of a song that the catalogue has, whether it has the song or not.
pub(crate) fn artists_of(song: &SongEntry, table: &TrackTable) -> Vec<ArtistId> {
    match table.row(&song.id) {
        Some(row) => table.artist_ids(row).to_vec(),
        None => table.known_artists(&song.artists),
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::recommend::artist_graph::Companion;
    use crate::tracks::table::tests::track;

    /// Two artists that three playlists have, two of them both, and one more in a single playlist.
    pub(in crate::recommend) fn graph(artists: usize) -> ArtistGraph {
        let companion = |artist, playlists| Companion { artist: ArtistId(artist), playlists };
        let mut graph = ArtistGraph::default();
        graph.push(3, [companion(1, 2)]);
        graph.push(3, [companion(0, 2), companion(2, 1)]);
        graph.push(1, [companion(1, 1)]);
        (3..artists).for_each(|_| graph.push(0, []));
        graph
    }

    fn table() -> TrackTable {
        let artists = ["Slowdive", "Ride", "Lush", "Unknown"];
        TrackTable::new(
            artists
                .iter()
                .zip(["1", "2", "3", "4"])
                .map(|(artist, id)| track(id, id, &[*artist], &[])),
        )
    }

    fn companions(table: &TrackTable, like: &[u32], unlike: &[u32]) -> Companions {
        let songs = |rows: &[u32]| -> Vec<SongEntry> {
            let entry = |row: &u32| table.entry(crate::TrackRow(*row)).expect("a track");
            rows.iter().map(entry).collect()
        };
        Companions::new(&graph(4), table, &songs(like), &songs(unlike))
    }

    #[test]
    fn the_more_playlists_two_artists_share_the_nearer_they_are() {
        let table = table();
        let check = |like: &[u32], unlike: &[u32], expected: [f32; 4]| {
            let companions = companions(&table, like, unlike);
            let found = [0, 1, 2, 3].map(|artist| companions.nearness(&[ArtistId(artist)]));
            for (found, expected) in found.iter().zip(expected) {
                assert!((found - expected).abs() < 1e-5, "{found} {expected}");
            }
        };
        let rare = 1.0 / 48.0_f32.sqrt();
        check(&[0], &[], [3.0 / 8.0, 2.0 / 8.0, 0.0, 0.0]);
        check(&[1], &[], [2.0 / 8.0, 3.0 / 8.0, rare, 0.0]);
        check(&[2], &[], [0.0, rare, 1.0 / 6.0, 0.0]);
        check(&[3], &[], [0.0; 4]);
        check(&[0, 1], &[], [2.5 / 8.0, 2.5 / 8.0, rare / 2.0, 0.0]);
        check(&[3], &[0], [0.0, 1.0 / 24.0, 1.0 / 8.0, 1.0 / 8.0]);
        let most = |companions: Companions| companions.most().to_bits();
        assert_eq!(most(companions(&table, &[0], &[])), (3.0_f32 / 8.0).to_bits());
        assert_eq!(most(companions(&table, &[3], &[])), 0);
        assert_eq!(most(Companions::new(&ArtistGraph::default(), &table, &[], &[])), 0);
    }

    #[test]
    fn the_artist_that_playlists_share_is_named() {
        let table = table();
        let companions = companions(&table, &[0, 2], &[]);
        let values = |artist| companions.values(&[ArtistId(artist)], &table);
        let name = |name: &str| FacetValue::Names(vec![name.to_owned()]);
        assert_eq!(values(1), Some((name("Slowdive"), FacetValue::Number(2.0))));
        assert_eq!(values(2), Some((name("Lush"), name("Lush"))));
        assert_eq!(values(3), None);
        let nearest: Vec<ArtistId> = companions.nearest(1).collect();
        assert_eq!(nearest, [ArtistId(0), ArtistId(2)]);
    }

    #[test]
    fn a_graph_fits_one_catalogue() {
        let check = |artists, fits| assert_eq!(graph(4).is_consistent(artists), fits, "{artists}");
        check(4, true);
        check(5, false);
        check(2, false);
        assert!(ArtistGraph::default().is_consistent(7) && ArtistGraph::default().is_empty());
    }
}
