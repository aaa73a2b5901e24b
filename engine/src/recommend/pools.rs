//! How many songs there are to choose from for each seed.

use super::filter::Admitted;
use super::songs::SongTable;
use crate::track_table::TrackTable;
use catalog::SongEntry;
use std::collections::HashMap;

/// How many songs share a genre with a seed; the whole catalogue if it has none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PoolSize {
    /// All of them.
    pub all: u32,
    /// Those that the filters leave.
    pub admitted: u32,
}

/// The pool of each seed.
pub(super) fn pool_sizes(
    seeds: &[SongEntry],
    songs: &SongTable,
    admitted: &Admitted,
    table: &TrackTable,
) -> Vec<PoolSize> {
    let genres = genre_numbers(seeds, table);
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

/// Numbers of all genres of the seeds: looked up together, since a name is found by going through all.
fn genre_numbers<'a>(seeds: &'a [SongEntry], table: &TrackTable) -> HashMap<&'a str, u32> {
    let mut numbers: HashMap<&str, u32> =
        seeds.iter().flat_map(|seed| &seed.genres).map(|name| (name.as_str(), u32::MAX)).collect();
    for (number, name) in table.genre_names().enumerate() {
        if let Some(own) = numbers.get_mut(name) {
            *own = number as u32;
        }
    }
    numbers.retain(|_, number| *number != u32::MAX);
    numbers
}

/// The songs with each list of genres.
fn songs_by_list(songs: &SongTable, admitted: &Admitted) -> Vec<PoolSize> {
    let mut by_list = vec![PoolSize::default(); songs.list_count()];
    for (song, list) in songs.genre_lists().iter().enumerate() {
        let pool = &mut by_list[*list as usize];
        pool.all += 1;
        pool.admitted += u32::from(admitted.has(song as u32));
    }
    by_list
}

fn sum<'a>(pools: impl IntoIterator<Item = &'a PoolSize>) -> PoolSize {
    pools.into_iter().fold(PoolSize::default(), |sum, pool| PoolSize {
        all: sum.all + pool.all,
        admitted: sum.admitted + pool.admitted,
    })
}
