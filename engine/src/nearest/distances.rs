//! Distances from one embedding to many.

use super::quantized::QuantizedEmbedding;
use multiversion::multiversion;

/// A point that a search found.
///
/// Packed into one number, distance and point are compared at once, and equally near points always come in
/// the same order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Found(u64);

impl Found {
    pub(super) fn new(distance: u32, point: u32) -> Self {
        Self(u64::from(distance) << u32::BITS | u64::from(point))
    }

    /// Where the point stands among the points.
    #[expect(clippy::cast_possible_truncation, reason = "the lower half is the point")]
    pub(super) fn point(self) -> u32 {
        self.0 as u32
    }

    /// Square of its distance, in quantisation steps.
    pub(super) fn distance(self) -> u32 {
        (self.0 >> u32::BITS) as u32
    }
}

/// One embedding, to be compared with points.
#[derive(Clone, Copy)]
pub(super) struct Distances<'a> {
    pub own: &'a QuantizedEmbedding,
    pub points: &'a [QuantizedEmbedding],
}

impl Distances<'_> {
    /// A point with its distance.
    pub(super) fn to(self, point: u32) -> Found {
        Found::new(self.own.squared_distance(&self.points[point as usize]), point)
    }

    /// Points with their distances, at once: so the processor fetches them from memory together.
    pub(super) fn to_all(self, points: &[u32], found: &mut [Found]) {
        measure(self.own, self.points, points, found);
    }
}

/// Compiled for wide registers as well, which halve the time.
#[multiversion(targets("x86_64+avx2"))]
fn measure(
    own: &QuantizedEmbedding,
    all: &[QuantizedEmbedding],
    points: &[u32],
    found: &mut [Found],
) {
    for (found, &point) in found.iter_mut().zip(points) {
        *found = Found::new(own.squared_distance(&all[point as usize]), point);
    }
}
