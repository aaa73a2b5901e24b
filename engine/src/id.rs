//! Numbers of songs, tracks and terms. Each is a type of its own, so that none is taken for another.

use bytemuck::{Pod, Zeroable};
use serde::{Deserialize, Serialize};
use std::fmt;

/// What stands at an index of a vector.
pub trait Id: Copy + Ord {
    /// The id of what stands at `index`.
    ///
    /// # Panics
    /// If there are 2³² of them or more, which no catalogue has.
    fn at(index: usize) -> Self;

    /// Where it stands.
    fn index(self) -> usize;
}

/// Whether every id is of one of `count` things.
pub(crate) fn all_below<I: Id>(ids: &[I], count: usize) -> bool {
    // No early exit, so that it vectorises.
    ids.iter().fold(true, |below, id| below & (id.index() < count))
}

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(
            Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Pod, Zeroable, Serialize,
            Deserialize,
        )]
        #[repr(transparent)]
        #[serde(transparent)]
        pub struct $name(pub u32);

        impl $name {
            /// Where it stands in a vector.
            pub fn index(self) -> usize {
                self.0 as usize
            }

            /// The id of what stands at `index`.
            ///
            /// # Panics
            /// If there are 2³² of them or more, which no catalogue has.
            pub fn at(index: usize) -> Self {
                Self(u32::try_from(index).expect("fewer than 2³² of anything"))
            }
        }

        impl Id for $name {
            fn at(index: usize) -> Self {
                Self::at(index)
            }

            fn index(self) -> usize {
                self.index()
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }
    };
}

id! {
    /// A song: what all its versions have in common. Songs are numbered in the order of their first
    /// tracks.
    SongId
}

id! {
    /// A row of the track table, from 0.
    TrackRow
}

id! {
    /// A term of the finder's vocabulary.
    TermId
}

id! {
    /// An artist, numbered in the order of their first tracks.
    ArtistId
}

id! {
    /// A genre, numbered in the order of its first tracks.
    GenreId
}
