use super::seed::Half;
use super::songs::Songs;
use engine::numeric::index32;
use rand::seq::SliceRandom;
use rand::{Rng, RngExt};
use std::collections::HashSet;

/// The songs of a half in random order, each once. Every other one is drawn by popularity, the rest
/// uniformly, so that both popular and obscure songs are represented.
pub(super) fn shuffled(songs: &Songs, half: Half, rng: &mut impl Rng) -> Vec<u32> {
    let all = songs.songs().iter().enumerate().filter(|(_, song)| song.half == half);
    let mut uniform: Vec<u32> = all.map(|(number, _)| index32(number)).collect();
    uniform.shuffle(rng);
    let weighted = by_popularity(songs, &uniform, rng);
    let mut seen = HashSet::new();
    let alternating = uniform.iter().zip(&weighted).flat_map(|(&a, &b)| [a, b]);
    alternating.filter(|&song| seen.insert(song)).collect()
}

/// Weighted sampling without replacement (Efraimidis and Spirakis, 2006) by the square of
/// popularity; unknown popularity counts as low.
fn by_popularity(songs: &Songs, among: &[u32], rng: &mut impl Rng) -> Vec<u32> {
    let mut keyed: Vec<(f64, u32)> = among
        .iter()
        .map(|&song| {
            let weight = (f64::from(songs.songs()[song as usize].popularity) + 1.0).powi(2);
            (rng.random::<f64>().ln() / weight, song)
        })
        .collect();
    keyed.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    keyed.into_iter().map(|(_, song)| song).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::eval::find::songs::tests::songs;
    use engine::numeric::float64;
    use rand::SeedableRng;
    use rand::rngs::ChaCha8Rng;

    #[test]
    fn popular_songs_come_earlier_and_each_song_once() {
        let titles: Vec<String> = (0..2000).map(|number| format!("Song {number}")).collect();
        let tracks: Vec<(&str, &str)> = titles.iter().map(|title| (&**title, "Band")).collect();
        let songs = songs(&tracks);
        let mut rng = ChaCha8Rng::seed_from_u64(1);
        let order = shuffled(&songs, Half::Tuning, &mut rng);
        let half = songs.songs().iter().filter(|song| song.half == Half::Tuning).count();
        assert_eq!(order.len(), half);
        assert_eq!(order.iter().collect::<HashSet<_>>().len(), half);
        let mean = |some: &[u32]| -> f64 {
            let sum: f64 =
                some.iter().map(|&song| f64::from(songs.songs()[song as usize].popularity)).sum();
            sum / float64(some.len())
        };
        assert!(mean(&order[..200]) > mean(&order) + 5.0);
    }
}
