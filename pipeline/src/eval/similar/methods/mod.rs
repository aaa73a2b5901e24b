//! The methods of recommending that are compared.

mod earworm;
mod method;
mod parts;
mod plain_distance;
mod popularity;
mod spotifinder;

pub(super) use earworm::Earworm;
pub(super) use method::Method;
pub(super) use parts::{Part, PartAlone, Parts};
pub(super) use plain_distance::PlainDistance;
pub(super) use popularity::Popularity;
pub(super) use spotifinder::Spotifinder;
