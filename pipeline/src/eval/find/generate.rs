//! Draws labelled hints from a catalogue.

use super::ambiguity::Ambiguity;
use super::draft::{Claim, Draft};
use super::keystrokes::TypedSong;
use super::kind::HintKind;
use super::labelled::LabelledHint;
use super::no_song::no_song;
use super::noise::{self, Subject, with_artist};
use super::outside;
use super::remembered::remembered;
use super::sample::shuffled;
use super::seed::Seed;
use super::shared::shared_title;
use super::songs::Songs;
use crate::error::PipelineError;
use catalog::Query;
use engine::parse_title;
use indicatif::ProgressBar;
use rand::Rng;
use rayon::prelude::*;
use serde::Serialize;
use std::collections::HashSet;

/// Which hints to draw.
#[derive(Clone, Debug)]
pub struct HintPlan {
    seed: Seed,
    per_kind: usize,
    kinds: Vec<HintKind>,
}

impl HintPlan {
    /// How many kinds of hints are drawn.
    pub fn kinds(&self) -> usize {
        self.kinds.len()
    }

    /// At most `per_kind` hints of each of the kinds, or of all that the seed may have.
    ///
    /// # Errors
    /// If the seed is for tuning and a kind is held out.
    pub fn new(seed: Seed, per_kind: usize, kinds: &[HintKind]) -> Result<Self, PipelineError> {
        let allowed = |kind: &HintKind| seed == Seed::HeldOut || !kind.is_held_out();
        if let Some(kind) = kinds.iter().find(|kind| !allowed(kind)) {
            return Err(PipelineError::HeldOutKind(kind.to_string()));
        }
        let all = HintKind::all().iter().copied().filter(allowed);
        let kinds = if kinds.is_empty() { all.collect() } else { kinds.to_vec() };
        Ok(Self { seed, per_kind, kinds })
    }
}

/// Hints, and how many drafts of each kind were discarded.
#[derive(Clone, Debug, Default)]
pub struct DrawnHints {
    /// The hints.
    pub hints: Vec<LabelledHint>,
    /// By kind.
    pub discarded: Vec<Discarded>,
}

/// How many drafts of a kind were discarded because another song fits them as well.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Discarded {
    /// The kind.
    pub kind: HintKind,
    /// Drafts made.
    pub drafts: usize,
    /// Drafts discarded as ambiguous.
    pub ambiguous: usize,
}

/// Draws hints from a catalogue.
pub struct HintGenerator<'a> {
    songs: &'a Songs,
    ambiguity: Ambiguity<'a>,
}

impl<'a> HintGenerator<'a> {
    /// Indexes the catalogue to detect ambiguous hints.
    pub fn new(songs: &'a Songs) -> Self {
        Self { songs, ambiguity: Ambiguity::new(songs) }
    }

    /// Draws hints, always the same for a catalogue and plan: at most one per song and kind, and
    /// none that is ambiguous.
    pub fn hints(&self, plan: &HintPlan) -> Vec<LabelledHint> {
        self.draw(plan, &ProgressBar::hidden()).hints
    }

    /// The same, with how many drafts were discarded; the bar counts kinds.
    pub fn draw(&self, plan: &HintPlan, bar: &ProgressBar) -> DrawnHints {
        let of_kind = |&kind: &HintKind| {
            let rng = &mut plan.seed.rng(kind);
            if kind.is_no_song() {
                return (no_songs(kind, &self.ambiguity, plan.per_kind, rng), None);
            }
            if matches!(kind, HintKind::Remembered | HintKind::Misheard) {
                return (remembered(kind, self.songs), None);
            }
            let mut of_kind = OfKind::new(self, kind);
            let hints = of_kind.hints(plan, rng);
            (hints, Some(of_kind.discarded))
        };
        let (hints, discarded): (Vec<_>, Vec<_>) =
            plan.kinds.par_iter().map(of_kind).inspect(|_| bar.inc(1)).unzip();
        DrawnHints {
            hints: hints.into_iter().flatten().collect(),
            discarded: discarded.into_iter().flatten().collect(),
        }
    }

    /// Draws songs to be typed letter by letter, whose title and artist fit no other song.
    pub fn typed_songs(&self, seed: Seed, count: usize) -> Vec<TypedSong> {
        let order = shuffled(self.songs, seed.half(), &mut seed.rng(HintKind::TitleArtist));
        let songs = order.into_iter().filter_map(|song| self.typed_song(song));
        songs.take(count).collect()
    }

    fn typed_song(&self, song: u32) -> Option<TypedSong> {
        let subject = Subject::of(self.songs, song)?;
        let whole = with_artist(&subject, |title, artist| format!("{title} {artist}"))?;
        let answers = self.songs.answers(subject.row);
        let ambiguous = self.ambiguity.is_ambiguous(&whole, &subject.track.title, &answers);
        (!ambiguous).then_some(TypedSong { text: whole.typed, answers })
    }
}

fn no_songs(
    kind: HintKind,
    ambiguity: &Ambiguity,
    count: usize,
    rng: &mut impl Rng,
) -> Vec<LabelledHint> {
    let mut seen = HashSet::new();
    (0..count * DRAFTS)
        .filter_map(|_| no_song(kind, ambiguity, rng))
        .filter(|text| seen.insert(text.clone()))
        .filter_map(|text| text.parse().ok())
        .map(|hint| LabelledHint { kind, hint, answers: Vec::new(), preferred: Vec::new() })
        .take(count)
        .collect()
}

fn draft(kind: HintKind, subject: &Subject, rng: &mut impl Rng) -> Option<Draft> {
    if kind.is_held_out() {
        outside::draft(kind, subject, rng)
    } else {
        noise::draft(kind, subject, rng)
    }
}

/// Attempts per song before another one is taken.
const DRAFTS: usize = 4;

/// Draws the hints of one kind.
struct OfKind<'a> {
    songs: &'a Songs,
    ambiguity: &'a Ambiguity<'a>,
    kind: HintKind,
    discarded: Discarded,
}

impl<'a> OfKind<'a> {
    fn new(generator: &'a HintGenerator<'a>, kind: HintKind) -> Self {
        let discarded = Discarded { kind, drafts: 0, ambiguous: 0 };
        Self { songs: generator.songs, ambiguity: &generator.ambiguity, kind, discarded }
    }

    fn hints(&mut self, plan: &HintPlan, rng: &mut impl Rng) -> Vec<LabelledHint> {
        let order = shuffled(self.songs, plan.seed.half(), rng);
        let mut seen = HashSet::new();
        let whole = order.into_iter().filter(|&song| self.songs.is_of_one_half(song));
        let hints = whole.filter_map(|song| self.hint(song, rng));
        hints.filter(|hint| seen.insert(hint.hint.clone())).take(plan.per_kind).collect()
    }

    fn hint(&mut self, song: u32, rng: &mut impl Rng) -> Option<LabelledHint> {
        let subject = Subject::of(self.songs, song)?;
        if self.kind == HintKind::SharedTitle {
            return shared_title(&subject);
        }
        let (mut answers, mut artist) = (None, None);
        let kind = self.kind;
        for draft in (0..DRAFTS).filter_map(|_| draft(kind, &subject, rng)) {
            let Ok(hint) = draft.typed.parse::<Query>() else { continue };
            let answers = match &draft.claim {
                Claim::Artist(name) => artist.get_or_insert_with(|| self.tracks_by(name)),
                _ => answers.get_or_insert_with(|| self.songs.answers(subject.row)),
            };
            self.discarded.drafts += 1;
            if self.ambiguity.is_ambiguous(&draft, &subject.track.title, answers) {
                self.discarded.ambiguous += 1;
                continue;
            }
            let preferred = self.preferred(&draft, answers);
            return Some(LabelledHint {
                kind: self.kind,
                hint,
                answers: answers.clone(),
                preferred,
            });
        }
        None
    }

    fn preferred(&self, draft: &Draft, answers: &[u32]) -> Vec<u32> {
        let track = |row: u32| &self.songs.track(row).track;
        let is_preferred: Box<dyn Fn(u32) -> bool> = match (&draft.claim, draft.version) {
            (Claim::Artist(_), _) => {
                let best = answers.iter().max_by_key(|&&row| track(row).popularity);
                let best = best.filter(|&&row| track(row).popularity.is_some());
                let song = best.map(|&row| self.songs.track(row).song);
                Box::new(move |row| Some(self.songs.track(row).song) == song)
            }
            (_, Some(kind)) => Box::new(move |row| parse_title(&track(row).name).kind == kind),
            _ => return Vec::new(),
        };
        answers.iter().copied().filter(|&row| is_preferred(row)).collect()
    }

    /// Rows of the tracks by the artist of this normalised name.
    fn tracks_by(&self, name: &str) -> Vec<u32> {
        let tracks = self.songs.tracks().iter().zip(0..);
        let by = tracks.filter(|(track, _)| track.artist_names.iter().any(|other| other == name));
        by.map(|(_, row)| row).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::eval::find::Half;
    use crate::eval::find::songs::tests::songs;

    const WORDS: [&str; 12] = [
        "River", "Midnight", "Golden", "Summer", "Broken", "Mountain", "Silver", "Dancing",
        "Winter", "Electric", "Paradise", "Thunder",
    ];

    /// Songs titled with pairs of words, by a few artists.
    fn catalogue() -> Songs {
        let pairs = WORDS.iter().flat_map(|a| WORDS.iter().map(move |b| format!("{a} {b}")));
        let titles: Vec<String> = pairs.collect();
        let artists = ["Ella Brown", "The Walkers", "Tom Petersen", "Nora & Sons"].iter().cycle();
        let tracks: Vec<(&str, &str)> =
            titles.iter().map(String::as_str).zip(artists.copied()).collect();
        songs(&tracks)
    }

    fn plan(seed: Seed, kinds: &[HintKind]) -> HintPlan {
        HintPlan::new(seed, 10, kinds).expect("kinds of the seed")
    }

    #[test]
    fn held_out_kinds_are_not_for_tuning() {
        for &kind in HintKind::all() {
            let tuning = HintPlan::new(Seed::Tuning, 1, &[kind]);
            assert_eq!(tuning.is_err(), kind.is_held_out(), "{kind}");
            assert!(HintPlan::new(Seed::HeldOut, 1, &[kind]).is_ok(), "{kind}");
        }
        assert!(plan(Seed::Number(1), &[]).kinds.iter().all(|kind| !kind.is_held_out()));
    }

    #[test]
    fn hints_are_repeatable() {
        let songs = catalogue();
        let generator = HintGenerator::new(&songs);
        let hints = generator.hints(&plan(Seed::Tuning, &[]));
        assert!(hints.len() > 150, "{} hints", hints.len());
        assert_eq!(generator.hints(&plan(Seed::Tuning, &[])), hints);
        assert_ne!(generator.hints(&plan(Seed::Number(1), &[])), hints);
    }

    #[test]
    fn halves_share_no_song() {
        let songs = catalogue();
        let generator = HintGenerator::new(&songs);
        for (seed, half) in [(Seed::Tuning, Half::Tuning), (Seed::HeldOut, Half::HeldOut)] {
            let hints = generator.hints(&plan(seed, &[]));
            let named = hints.iter().filter(|hint| !hint.kind.is_of_both_halves());
            let rows = named.flat_map(|hint| &hint.answers);
            assert!(
                rows.map(|&row| songs.track(row).song as usize)
                    .all(|song| { songs.songs()[song].half == half })
            );
            let typed = generator.typed_songs(seed, 5);
            assert_eq!(typed.len(), 5);
            assert!(
                typed
                    .iter()
                    .flat_map(|song| &song.answers)
                    .all(|&row| { songs.songs()[songs.track(row).song as usize].half == half })
            );
        }
    }

    #[test]
    fn every_hint_that_names_a_song_has_an_answer() {
        let songs = catalogue();
        for hint in HintGenerator::new(&songs).hints(&plan(Seed::Tuning, &[])) {
            assert_eq!(hint.kind.is_no_song(), hint.answers.is_empty(), "{hint:?}");
            assert!(hint.answers.is_sorted(), "{hint:?}");
            assert!(hint.preferred.iter().all(|row| hint.answers.contains(row)), "{hint:?}");
        }
    }

    #[test]
    fn discarded_drafts_are_counted() {
        let songs =
            songs(&[("Hello", "Adele"), ("Hello", "Lionel Richie"), ("Hello", "Evanescence")]);
        for seed in [Seed::Tuning, Seed::HeldOut] {
            let count = songs.songs().iter().filter(|song| song.half == seed.half()).count();
            let plan = plan(seed, &[HintKind::CleanTitle]);
            let drawn = HintGenerator::new(&songs).draw(&plan, &ProgressBar::hidden());
            let drafts = DRAFTS * count;
            let kind = HintKind::CleanTitle;
            assert_eq!(drawn.discarded, [Discarded { kind, drafts, ambiguous: drafts }]);
            assert_eq!(drawn.hints, []);
        }
    }

    #[test]
    fn the_best_known_song_of_an_artist_is_preferred() {
        let songs = songs(&[("Yesterday", "The Beatles"), ("Help!", "The Beatles")]);
        let first_half = songs.songs()[0].half;
        let seed = if first_half == Half::Tuning { Seed::Tuning } else { Seed::HeldOut };
        let plan = HintPlan { per_kind: 1, ..plan(seed, &[HintKind::ArtistOnly]) };
        let hints = HintGenerator::new(&songs).hints(&plan);
        let [hint] = &hints[..] else { panic!("{hints:?}") };
        assert_eq!((&hint.answers[..], &hint.preferred[..]), (&[0, 1][..], &[1][..]));
    }
}
