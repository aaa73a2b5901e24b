/// A track or song near an embedding.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Neighbour<M> {
    /// The track or song.
    pub member: M,
    /// Square of the Euclidean distance, in the units of the index.
    pub distance: f32,
}
