//! What a text says of a track, rather than of its names and words: how it sounds, its language, its fame and
//! its length.

use super::part::{Part, PartValues};
use super::songs::Songs;
use crate::id::SongId;
use crate::numeric::{float, float_from_u32};
use crate::request::{ClueKind, Named, Request, Role};
use catalog::AudioFeature;

/// What is wanted of a track.
pub(super) struct Sounds {
    features: Vec<(AudioFeature, bool)>,
    /// Higher or lower than so many standard deviations.
    shifts: Vec<(AudioFeature, bool, f32)>,
    languages: Vec<&'static str>,
    popular: Option<bool>,
    long: Option<bool>,
}

/// Standard deviations beyond which a track is no better and no worse.
const MOST: f32 = 1.5;

/// Milliseconds of a song that is neither long nor short, and by how much one is either.
const USUAL_LENGTH: f32 = 225_000.0;
const OTHER_LENGTH: f32 = 60_000.0;

impl Sounds {
    /// What a request says of tracks.
    pub(super) fn of(request: &Request, songs: Songs<'_>) -> Self {
        let mut sounds = Self {
            features: Vec::new(),
            shifts: Vec::new(),
            languages: Vec::new(),
            popular: None,
            long: None,
        };
        for clue in &request.clues {
            match &clue.kind {
                ClueKind::Sound { feature, high } => sounds.features.push((*feature, *high)),
                ClueKind::Shift { feature, high } => {
                    let of_seeds = mean_of_seeds(request, *feature, songs);
                    sounds.shifts.push((*feature, *high, of_seeds));
                }
                ClueKind::Language(code) => sounds.languages.push(code),
                ClueKind::Popular(popular) => sounds.popular = Some(*popular),
                ClueKind::Long(long) => sounds.long = Some(*long),
                ClueKind::Line
                | ClueKind::Name { .. }
                | ClueKind::Years(_)
                | ClueKind::Newer(_)
                | ClueKind::BetterKnown(_)
                | ClueKind::Genre(_) => {}
            }
        }
        sounds.features.sort_unstable_by_key(|(feature, high)| (*feature as usize, *high));
        sounds.features.dedup();
        sounds
    }

    /// Sets the parts of a song's track.
    pub(super) fn complete(&self, songs: Songs<'_>, song: SongId, values: &mut PartValues) {
        let Songs { index, words, table, .. } = songs;
        let row = words.representative(song);
        let beyond = |feature, high, from: f32| {
            let deviation = (index.deviation(row, feature, table) - from).clamp(-MOST, MOST);
            if high { deviation } else { -deviation }
        };
        let features = self.features.iter().map(|&(feature, high)| beyond(feature, high, 0.0));
        values[Part::Sound as usize] = mean(features);
        let shifts = self.shifts.iter().map(|&(feature, high, from)| beyond(feature, high, from));
        values[Part::Shift as usize] = mean(shifts);
        let has_language =
            |code: &str| table.language(row).is_some_and(|language| language == code);
        let wanted = self.languages.iter().any(|code| has_language(code));
        values[Part::Language as usize] = f32::from(u8::from(wanted));
        let signed = |high: bool, value: f32| if high { value } else { -value };
        let fame = index.popularity[song.index()];
        values[Part::Fame as usize] = self.popular.map_or(0.0, |popular| signed(popular, fame));
        let length = table.duration_ms(row).map_or(0.0, |ms| {
            ((float_from_u32(ms) - USUAL_LENGTH) / OTHER_LENGTH).clamp(-MOST, MOST)
        });
        values[Part::Length as usize] = self.long.map_or(0.0, |long| signed(long, length));
    }
}

/// The mean deviation of the songs that the song is like; 0 if there are none.
fn mean_of_seeds(request: &Request, feature: AudioFeature, songs: Songs<'_>) -> f32 {
    let seeds = request.clues.iter().filter_map(|clue| match &clue.kind {
        ClueKind::Name { named, role: Role::Mentioned | Role::Like } => Some(named),
        _ => None,
    });
    let of = |named: &Named| {
        let (Named::Artist(all) | Named::Title(all) | Named::Song(all)) = named;
        mean(all.iter().map(|&song| {
            let row = songs.words.representative(song);
            songs.index.deviation(row, feature, songs.table)
        }))
    };
    mean(seeds.map(of))
}

/// The mean of numbers; 0 of none.
fn mean(numbers: impl Iterator<Item = f32>) -> f32 {
    let (sum, count) = numbers.fold((0.0, 0), |(sum, count), number| (sum + number, count + 1));
    sum / float(count.max(1))
}
