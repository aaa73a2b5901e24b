//! Noise that nothing was tuned on: kinds that only the held-out half has.
//!
//! Where its words, keys and errors come from is said in docs/evaluation.md. None of it is shared
//! with the finder or with [`noise`](super::noise).

mod keyboards;
mod sentences;
mod templates;
mod typos;

pub(super) use sentences::sentence;

use super::draft::Draft;
use super::kind::HintKind;
use super::noise::Subject;
use rand::Rng;

/// A hint of a held-out kind for a song; none if the kind does not apply to it, or is no held-out one.
pub(super) fn draft(kind: HintKind, subject: &Subject, rng: &mut impl Rng) -> Option<Draft> {
    match kind {
        HintKind::ListedTypos => typos::misspelt(subject, rng),
        HintKind::OtherKeyboards => keyboards::misspelt(subject, rng),
        HintKind::FileNames => templates::file_name(subject, rng),
        HintKind::Hashtags => templates::hashtag(subject, rng),
        HintKind::Spoken => templates::spoken(subject, rng),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
