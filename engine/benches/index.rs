//! What an index costs as it grows: seconds and peak memory, the embeddings included, and the bytes of a further song.
//!
//! `cargo bench -p engine --bench index -- 300000 1200000`. Linux only: the memory is what the kernel says.

use engine::numeric::float_from_u32;
use engine::{EMBEDDING_DIM, Embedding, IndexParams, SongIndex};
use std::error::Error;
use std::fs;
use std::time::Instant;

const PARAMS: IndexParams = IndexParams { ef_construction: 100, ef_search: 120, seed: 1 };

fn main() -> Result<(), Box<dyn Error>> {
    let numbers = std::env::args().skip(1).filter(|argument| !argument.starts_with("--"));
    let mut sizes: Vec<usize> = numbers.map(|songs| songs.parse()).collect::<Result<_, _>>()?;
    if sizes.is_empty() {
        sizes = vec![100_000, 400_000];
    }
    sizes.sort_unstable();
    sizes.dedup();
    println!("{:>10} {:>9} {:>9} {:>9}", "songs", "seconds", "MiB", "B a song");
    let mut before = None;
    for songs in sizes {
        let seconds = build(songs);
        let bytes = peak()?;
        println!("{songs:>10} {seconds:>9.1} {:>9} {:>9}", bytes >> 20, bytes / songs);
        if let Some((fewer, least)) = before.replace((songs, bytes)) {
            println!("slope: {} bytes a song", (bytes - least) / (songs - fewer));
        }
    }
    Ok(())
}

fn build(songs: usize) -> f64 {
    let embeddings: Vec<Embedding> = (0..songs).map(embedding).collect();
    let started = Instant::now();
    let index = SongIndex::build(&embeddings, PARAMS, &|_| {});
    assert_eq!(index.points(), songs, "random embeddings differ");
    started.elapsed().as_secs_f64()
}

/// A point near to one of a thousand others, as embeddings lie.
fn embedding(number: usize) -> Embedding {
    let (mut centre, mut own) = (number as u64 % 1000, number as u64 | 1 << 40);
    Embedding::new([(); EMBEDDING_DIM].map(|()| 0.2 * drawn(&mut centre) + 0.1 * drawn(&mut own)))
}

/// A number from -1 to 1 that looks random: splitmix64.
fn drawn(state: &mut u64) -> f32 {
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let x = (*state ^ (*state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    float_from_u32((x >> 40) as u32) / 8_388_608.0 - 1.0
}

/// The most memory that this process ever had, in bytes.
fn peak() -> Result<usize, Box<dyn Error>> {
    let status = fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kibibytes = line.and_then(|line| line.trim().strip_suffix(" kB"));
    Ok(kibibytes.ok_or("no VmHWM in /proc/self/status")?.parse::<usize>()? << 10)
}
