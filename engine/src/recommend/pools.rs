//! How many songs there are to choose from for each seed.

use super::filter::Admitted;
use super::songs::SongTable;
use crate::doors::PoolSize;
use crate::id::{GenreId, SongId};
use crate::tracks::TrackTable;
use catalog::SongEntry;
use std::collections::{HashMap, HashSet};

/// The pool of each seed.
pub(super) fn pool_sizes(
    seeds: &[SongEntry],
    songs: &SongTable,
    admitted: &Admitted,
    table: &TrackTable,
) -> Vec<PoolSize> {
    let genres = genre_ids(seeds, table);
    let by_list = songs_by_list(songs, admitted);
    let pool = |seed: &SongEntry| {
        let own = seed.genres.iter().filter_map(|name| genres.get(name.as_str()));
        let mut lists: Vec<u32> =
            own.flat_map(|genre| songs.lists_of_genre(*genre)).copied().collect();
        if seed.genres.is_empty() {
            return sum(&by_list);
        }
        lists.sort_unstable();
        lists.dedup();
        sum(lists.into_iter().map(|list| &by_list[list as usize]))
    };
    seeds.iter().map(pool).collect()
}

/// The genres of the seeds by name; looked up together, since a name is found by going through all.
fn genre_ids<'a>(seeds: &'a [SongEntry], table: &TrackTable) -> HashMap<&'a str, GenreId> {
    let own: HashSet<&str> =
        seeds.iter().flat_map(|seed| &seed.genres).map(String::as_str).collect();
    let all = table.genre_names().enumerate();
    let found = all.filter_map(|(at, name)| Some((*own.get(name)?, GenreId::at(at))));
    found.take(own.len()).collect()
}

/// The songs with each list of genres.
fn songs_by_list(songs: &SongTable, admitted: &Admitted) -> Vec<PoolSize> {
    let pool = |all: &u32| PoolSize { all: *all, admitted: *all };
    let mut by_list: Vec<PoolSize> = songs.list_sizes().iter().map(pool).collect();
    if !admitted.has_all() {
        for (song, list) in songs.genre_lists().iter().enumerate() {
            let removed = !admitted.has(SongId::at(song));
            by_list[*list as usize].admitted -= u32::from(removed);
        }
    }
    by_list
}

fn sum<'a>(pools: impl IntoIterator<Item = &'a PoolSize>) -> PoolSize {
    pools.into_iter().fold(PoolSize::default(), |sum, pool| PoolSize {
        all: sum.all + pool.all,
        admitted: sum.admitted + pool.admitted,
    })
}
