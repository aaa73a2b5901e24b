use super::kind::HintKind;
use rand::SeedableRng;
use rand::rngs::ChaCha8Rng;
use sha2::{Digest, Sha256};
use std::fmt;
use std::str::FromStr;

/// Which hints are drawn, and from which half of the songs.
///
/// The halves share no song, so looking at failures of the tuning half reveals nothing about the
/// held-out hints.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seed {
    /// For reporting; never inspected while a finder is improved.
    HeldOut,
    /// For improving a finder.
    Tuning,
    /// More hints from the tuning half.
    Number(u64),
}

/// A half of all songs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Half {
    /// For reporting.
    HeldOut,
    /// For improving.
    Tuning,
}

impl Half {
    /// The half a song belongs to, in any catalogue.
    pub fn of(song_key: &str) -> Self {
        let hash = Sha256::digest(song_key.as_bytes());
        if hash[0] & 1 == 0 { Self::HeldOut } else { Self::Tuning }
    }
}

impl Seed {
    /// The half songs are drawn from.
    pub fn half(self) -> Half {
        if self == Self::HeldOut { Half::HeldOut } else { Half::Tuning }
    }

    /// The random numbers for a kind of hints.
    pub(super) fn rng(self, kind: HintKind) -> ChaCha8Rng {
        let hash = Sha256::digest(format!("{self} {kind}").as_bytes());
        ChaCha8Rng::from_seed(hash.into())
    }
}

impl fmt::Display for Seed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::HeldOut => f.write_str("held-out"),
            Self::Tuning => f.write_str("tuning"),
            Self::Number(number) => number.fmt(f),
        }
    }
}

/// The text is not a seed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("invalid seed {0:?}: use tuning, held-out or a number")]
pub struct InvalidSeed(String);

impl FromStr for Seed {
    type Err = InvalidSeed;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "held-out" => Ok(Self::HeldOut),
            "tuning" => Ok(Self::Tuning),
            number => number.parse().map(Self::Number).map_err(|_| InvalidSeed(number.to_owned())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::RngExt;

    #[test]
    fn seeds_round_trip() {
        for seed in [Seed::HeldOut, Seed::Tuning, Seed::Number(7)] {
            assert_eq!(seed.to_string().parse(), Ok(seed));
        }
        assert!("test".parse::<Seed>().is_err());
    }

    #[test]
    fn songs_are_halved() {
        let halves = (0..1000).map(|number| Half::of(&format!("song {number}")));
        let held_out = halves.filter(|&half| half == Half::HeldOut).count();
        assert!((450..550).contains(&held_out), "{held_out} of 1000");
        assert_eq!(Seed::HeldOut.half(), Half::HeldOut);
        assert_eq!(Seed::Number(1).half(), Half::Tuning);
    }

    #[test]
    fn kinds_have_different_random_numbers() {
        let first = |seed: Seed, kind| seed.rng(kind).random::<u64>();
        let one = first(Seed::Tuning, HintKind::OneEdit);
        assert_eq!(one, first(Seed::Tuning, HintKind::OneEdit));
        assert_ne!(one, first(Seed::Tuning, HintKind::TwoEdits));
        assert_ne!(one, first(Seed::Number(1), HintKind::OneEdit));
    }
}
