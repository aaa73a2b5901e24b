//! Titles and artists in the shapes in which people paste and say them.

use crate::eval::find::draft::Draft;
use crate::eval::find::noise::Subject;
use crate::eval::find::plain;
use rand::prelude::*;

/// The name of a file of the song.
pub(super) fn file_name(subject: &Subject, rng: &mut impl Rng) -> Option<Draft> {
    filled(subject, FILE_NAMES, rng, |text, joint| text.replace(' ', joint))
}

/// Title T, artist A; what follows the bar stands for blanks in them.
const FILE_NAMES: &[&str] = &[
    "A - T.mp3| ",
    "01 - T.mp3| ",
    "07. A - T.flac| ",
    "A_-_T.mp3|_",
    "A-T-320kbps|-",
    "[1080p] A - T.mp4| ",
    "A - T (HQ)| ",
    "T_by_A.wav|_",
];

/// A tag of the title, or one of each.
pub(super) fn hashtag(subject: &Subject, rng: &mut impl Rng) -> Option<Draft> {
    filled(subject, HASHTAGS, rng, |text, _| plain::without_spaces(text))
}

const HASHTAGS: &[&str] = &["#T", "#T #A", "#A #T"];

/// What one says to a machine, or asks somebody.
pub(super) fn spoken(subject: &Subject, rng: &mut impl Rng) -> Option<Draft> {
    filled(subject, SPOKEN, rng, |text, _| plain::normalise(text))
}

const SPOKEN: &[&str] = &[
    "play T by A",
    "play the track T from A",
    "put on T by A please",
    "can you play T by A",
    "i want to listen to T by A",
    "start A with T",
    "who sings T is it A",
    "add T by A to my queue",
];

/// A template at random, filled in.
fn filled(
    subject: &Subject,
    templates: &[&str],
    rng: &mut impl Rng,
    written: impl Fn(&str, &str) -> String,
) -> Option<Draft> {
    let template = templates.choose(rng)?;
    let (template, joint) = template.split_once('|').unwrap_or((template, " "));
    let artist = subject.artist.filter(|_| template.contains('A'));
    if template.contains('A') && artist.is_none() {
        return None;
    }
    let title = written(&subject.track.title, joint);
    let name = artist.map(|artist| written(artist, joint)).unwrap_or_default();
    let fill = |c: char| match c {
        'T' => title.clone(),
        'A' => name.clone(),
        c => c.to_string(),
    };
    let typed: String = template.chars().map(fill).collect();
    Some(Draft::whole(typed, artist.map(str::to_owned).into_iter().collect()))
}
