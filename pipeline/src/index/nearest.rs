use crate::progress::Progress;
use engine::numeric::float;
use engine::{Embedding, IndexParams, SongIndex, TrackIndex};
use indicatif::ProgressBar;
use rayon::prelude::*;

/// An index of embeddings, one for each track or song, which are numbered in order.
pub trait NearestIndex: Sync {
    /// Builds the index; the bar counts embeddings.
    fn build(embeddings: &[Embedding], params: IndexParams, bar: &ProgressBar) -> Self;

    /// The numbers of the nearest embeddings, nearest first: about as many as `wanted`, more where equal
    /// ones follow each other.
    fn nearest(&self, embedding: &Embedding, wanted: usize) -> Vec<usize>;
}

impl NearestIndex for SongIndex {
    fn build(embeddings: &[Embedding], params: IndexParams, bar: &ProgressBar) -> Self {
        Self::build(embeddings, params, &|inserted| bar.inc(inserted as u64))
    }

    fn nearest(&self, embedding: &Embedding, wanted: usize) -> Vec<usize> {
        Self::nearest(self, embedding, wanted).iter().map(|near| near.member.index()).collect()
    }
}

impl NearestIndex for TrackIndex {
    fn build(embeddings: &[Embedding], params: IndexParams, _: &ProgressBar) -> Self {
        Self::build(embeddings, params)
    }

    fn nearest(&self, embedding: &Embedding, wanted: usize) -> Vec<usize> {
        Self::nearest(self, embedding, wanted).iter().map(|near| near.member.index()).collect()
    }
}

/// Builds an index and measures its recall@10.
pub fn build_index<I: NearestIndex>(
    name: &str,
    embeddings: &[Embedding],
    params: IndexParams,
    progress: Progress,
) -> (I, f32) {
    let index: I = progress.step(&format!("{name}: building the index"), embeddings.len(), |bar| {
        I::build(embeddings, params, bar)
    });
    let sample = embeddings.len().min(RECALL_SAMPLE);
    let recall = progress
        .step(&format!("{name}: measuring recall"), sample, |bar| recall(&index, embeddings, bar));
    progress.line(&format!("  recall@10 of the index: {recall:.4}"));
    (index, recall)
}

/// The most embeddings whose neighbours are searched exactly.
const RECALL_SAMPLE: usize = 1000;

/// The neighbours that count.
const NEAREST: usize = 10;

/// Recall@10 of an index against exact search in the embeddings as the encoder gives them, over a sample of
/// them; none is its own neighbour.
fn recall(index: &impl NearestIndex, embeddings: &[Embedding], bar: &ProgressBar) -> f32 {
    let step = embeddings.len().div_ceil(RECALL_SAMPLE).max(1);
    let sample: Vec<usize> = (0..embeddings.len()).step_by(step).collect();
    let counts = sample.into_par_iter().map(|own| {
        bar.inc(1);
        let mut distances = distances(embeddings, own);
        let wanted = NEAREST.min(distances.len());
        let Some(last) = wanted.checked_sub(1) else { return (0, 0) };
        let reach = *distances.select_nth_unstable_by(last, f32::total_cmp).1;
        let near = index.nearest(&embeddings[own], NEAREST + 1).into_iter();
        let near = near.filter(|other| *other != own).take(NEAREST);
        let is_hit = |other: &usize| embeddings[own].squared_distance(&embeddings[*other]) <= reach;
        (near.filter(is_hit).count(), wanted)
    });
    let (found, wanted) = counts.reduce(|| (0, 0), |a, b| (a.0 + b.0, a.1 + b.1));
    if wanted == 0 { 1.0 } else { float(found) / float(wanted) }
}

/// The distances of all other embeddings from one.
fn distances(embeddings: &[Embedding], own: usize) -> Vec<f32> {
    let (before, after) = (&embeddings[..own], &embeddings[own + 1..]);
    before.iter().chain(after).map(|other| embeddings[own].squared_distance(other)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use engine::EMBEDDING_DIM;

    /// An index that knows only some of the embeddings.
    struct Partial(Vec<Embedding>, usize);

    impl NearestIndex for Partial {
        fn build(embeddings: &[Embedding], _: IndexParams, _: &ProgressBar) -> Self {
            Self(embeddings.to_vec(), embeddings.len())
        }

        fn nearest(&self, embedding: &Embedding, wanted: usize) -> Vec<usize> {
            let mut all: Vec<usize> = (0..self.0.len()).step_by(self.1).collect();
            let distance = |number: &usize| embedding.squared_distance(&self.0[*number]);
            all.sort_by(|a, b| distance(a).total_cmp(&distance(b)));
            all.truncate(wanted);
            all
        }
    }

    #[test]
    fn recall_is_the_share_of_true_neighbours() {
        let check = |count: usize, step: usize, expected: std::ops::RangeInclusive<f32>| {
            let embedding = |number: usize| {
                Embedding::new(std::array::from_fn(|axis| float(number * axis % 97) / 97.0))
            };
            let embeddings: Vec<Embedding> = (0..count).map(embedding).collect();
            let found =
                recall(&Partial(embeddings.clone(), step), &embeddings, &ProgressBar::hidden());
            assert!(expected.contains(&found), "{count} {step}: {found}");
        };
        assert_eq!(EMBEDDING_DIM, 64);
        check(0, 1, 1.0..=1.0);
        check(1, 1, 1.0..=1.0);
        check(5, 1, 1.0..=1.0);
        check(90, 1, 1.0..=1.0);
        check(90, 2, 0.2..=0.8);
    }
}
