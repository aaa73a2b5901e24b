//! What a song is, and what is asked and answered about songs.
//!
//! The types here cross the wire between browser and server, so this crate stays small, compiles to
//! WebAssembly and does no input or output. Values that could be wrong are parsed once, into types
//! that cannot be: [`TrackId`], [`Query`], [`ResultCount`], [`ReleaseDate`].

mod artist;
pub mod base62;
mod features;
mod genre_family;
#[cfg(feature = "openapi")]
mod openapi;
mod query;
mod reading;
mod recommendation;
mod release_date;
mod results;
mod song;
mod track_id;

pub use artist::{Artist, ArtistId, InvalidArtistId};
pub use features::{AudioFeature, AudioFeatures};
pub use genre_family::GenreFamily;
pub use query::{InvalidQuery, InvalidResultCount, Query, ResultCount};
pub use reading::{Clue, NameKind, NameRole, ReadAs, ScorePart, TextSpan, Understood};
pub use recommendation::{
    Bounds, Facet, FacetGroup, FacetValue, FacetWeights, Filter, FilterEffect, Reason,
    Recommendation, RecommendationRequest, Recommendations, Seed, Shift, SortOrder, Target,
};
pub use release_date::{InvalidReleaseDate, ReleaseDate};
pub use results::{
    Confidence, FoundBy, FoundSong, GenreCount, Likeness, Mark, Match, MatchedField, SearchResults,
    SimilarSongs, SongPath, SongVersion, Tracks, WordMatch,
};
pub use song::{Provenance, SongEntry};
pub use track_id::{InvalidTrackId, TrackId};
