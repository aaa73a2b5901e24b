//! Which program this is.

pub(crate) const VERSION: &str = env!("CARGO_PKG_VERSION");

/// A hash of the sources, set by the build script. Releases share a version, builds do not share this.
pub(crate) const BUILD: &str = env!("EARWORM_BUILD");
