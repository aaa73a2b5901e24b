//! What each of several seeds counts.

use crate::numeric::float;

/// What one song counts among those to be like and unlike.
pub(super) struct Shares {
    pub(super) like: f32,
    pub(super) unlike: f32,
}

impl Shares {
    /// Of so many songs to be like and unlike.
    pub(super) fn of(like: usize, unlike: usize) -> Self {
        let unlikeness = if unlike == 0 { 0.0 } else { UNLIKE };
        let whole = 1.0 + unlikeness;
        Self {
            like: 1.0 / (whole * float(like.max(1))),
            unlike: unlikeness / (whole * float(unlike.max(1))),
        }
    }
}

/// What being unlike a song counts beside being like one.
const UNLIKE: f32 = 0.5;
