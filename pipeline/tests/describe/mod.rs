//! Describes a catalogue and its account, for snapshots.

use pipeline::catalogue::{Catalogue, CatalogueTrack};
use pipeline::clean::Account;
use std::fmt::Write;

pub(crate) fn describe(catalogue: &Catalogue, account: &Account) -> String {
    let mut text = format!("{account}\n\n");
    for (file, reject) in account.rejects() {
        writeln!(text, "{file}:{}: {}: {}", reject.line, reject.rule, reject.reason).expect("text");
    }
    catalogue.tracks.iter().for_each(|track| describe_track(&mut text, track));
    text
}

/// All facts of a track on one line.
fn describe_track(text: &mut String, track: &CatalogueTrack) {
    write!(text, "{} {:?} by {:?}", track.id, track.name, track.artists).expect("text");
    let facts = [
        track.release_date.map(|date| format!("of {date}")),
        track.popularity.map(|popularity| format!("popularity {popularity}")),
        track.duration_ms.map(|duration| format!("{duration} ms")),
        track.explicit.map(|explicit| format!("explicit {explicit}")),
        track.lang.as_ref().map(|lang| format!("in {lang}")),
        track.lyrics.as_ref().map(|lyrics| format!("lyrics {lyrics:?}")),
    ];
    facts.into_iter().flatten().for_each(|fact| write!(text, ", {fact}").expect("text"));
    for (feature, value) in track.features.iter() {
        if let Some(value) = value {
            write!(text, ", {} {value}", feature.name()).expect("text");
        }
    }
    writeln!(text, ", genres {:?}, artist ids {:?}", track.genres, track.id_artists).expect("text");
}
