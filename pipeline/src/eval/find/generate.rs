//! Draws labelled hints from a catalogue.

use super::ambiguity::Rivals;
use super::draft::{Claim, Draft};
use super::keystrokes::TypedSong;
use super::kind::HintKind;
use super::no_song::no_song;
use super::noise::{Face, draft, with_artist};
use super::sample::shuffled;
use super::seed::Seed;
use super::songs::Songs;
use catalog::Query;
use engine::parse_title;
use rand::Rng;
use rayon::prelude::*;
use std::collections::HashSet;

/// A hint and what it means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LabelledHint {
    /// The way in which it was typed.
    pub kind: HintKind,
    /// What was typed.
    pub hint: Query,
    /// Rows of the tracks that are right answers, ascending; none if it is no song.
    pub answers: Vec<u32>,
    /// Rows of the answers that are better than the others: the version that is asked for, or the
    /// best known song of an artist; none if all are as good.
    pub preferred: Vec<u32>,
}

/// How many hints are drawn, and which.
#[derive(Clone, Debug)]
pub struct HintPlan {
    /// Which hints, and of which songs.
    pub seed: Seed,
    /// How many of each kind, if the catalogue has so many songs for it.
    pub per_kind: usize,
    /// The kinds.
    pub kinds: Vec<HintKind>,
}

/// Draws hints from a catalogue.
pub struct HintGenerator<'a> {
    songs: &'a Songs,
    rivals: Rivals<'a>,
}

impl<'a> HintGenerator<'a> {
    /// Indexes the catalogue, to tell which hints are ambiguous.
    pub fn new(songs: &'a Songs) -> Self {
        Self { songs, rivals: Rivals::new(songs) }
    }

    /// Draws hints; the same ones for the same catalogue and plan. Of each kind there is at most one
    /// for a song, and none that is ambiguous.
    pub fn hints(&self, plan: &HintPlan) -> Vec<LabelledHint> {
        let of_kind = |&kind: &HintKind| {
            let rng = &mut plan.seed.rng(kind);
            if kind.is_no_song() {
                return no_songs(kind, &self.rivals, plan.per_kind, rng);
            }
            OfKind { songs: self.songs, rivals: &self.rivals, kind }.hints(plan, rng)
        };
        plan.kinds.par_iter().flat_map_iter(of_kind).collect()
    }

    /// Draws songs whose title with the artist means no other song, to be typed letter by letter.
    pub fn typed_songs(&self, seed: Seed, count: usize) -> Vec<TypedSong> {
        let order = shuffled(self.songs, seed.half(), &mut seed.rng(HintKind::TitleArtist));
        let songs = order.into_iter().filter_map(|song| self.typed_song(song));
        songs.take(count).collect()
    }

    fn typed_song(&self, song: u32) -> Option<TypedSong> {
        let face = Face::of(self.songs, song)?;
        let whole = with_artist(&face, |title, artist| format!("{title} {artist}"))?;
        let answers = self.songs.answers(face.row);
        let ambiguous = self.rivals.has_rival(&whole, &face.track.title, &answers);
        (!ambiguous).then_some(TypedSong { text: whole.typed, answers })
    }
}

fn no_songs(
    kind: HintKind,
    rivals: &Rivals,
    count: usize,
    rng: &mut impl Rng,
) -> Vec<LabelledHint> {
    let mut seen = HashSet::new();
    (0..count * DRAFTS)
        .filter_map(|_| no_song(kind, rivals, rng))
        .filter(|text| seen.insert(text.clone()))
        .filter_map(|text| text.parse().ok())
        .map(|hint| LabelledHint { kind, hint, answers: Vec::new(), preferred: Vec::new() })
        .take(count)
        .collect()
}

/// How often a hint for a song is tried before another song is taken.
const DRAFTS: usize = 4;

/// Draws hints of a kind.
struct OfKind<'a> {
    songs: &'a Songs,
    rivals: &'a Rivals<'a>,
    kind: HintKind,
}

impl OfKind<'_> {
    fn hints(&self, plan: &HintPlan, rng: &mut impl Rng) -> Vec<LabelledHint> {
        let order = shuffled(self.songs, plan.seed.half(), rng);
        let mut seen = HashSet::new();
        let hints = order.into_iter().filter_map(|song| self.hint(song, rng));
        hints.filter(|hint| seen.insert(hint.hint.clone())).take(plan.per_kind).collect()
    }

    fn hint(&self, song: u32, rng: &mut impl Rng) -> Option<LabelledHint> {
        let face = Face::of(self.songs, song)?;
        let (mut answers, mut artist) = (None, None);
        (0..DRAFTS).filter_map(|_| draft(self.kind, &face, rng)).find_map(|draft| {
            let hint: Query = draft.typed.parse().ok()?;
            let answers = match &draft.claim {
                Claim::Artist(name) => artist.get_or_insert_with(|| self.tracks_by(name)),
                _ => answers.get_or_insert_with(|| self.songs.answers(face.row)),
            };
            let fair = !self.rivals.has_rival(&draft, &face.track.title, answers);
            fair.then(|| LabelledHint {
                kind: self.kind,
                hint,
                preferred: self.preferred(&draft, answers),
                answers: answers.clone(),
            })
        })
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

    /// Rows of the tracks by an artist of exactly this normalised name.
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

    /// Songs whose titles are pairs of words, each by one of a few artists.
    fn catalogue() -> Songs {
        let pairs = WORDS.iter().flat_map(|a| WORDS.iter().map(move |b| format!("{a} {b}")));
        let titles: Vec<String> = pairs.collect();
        let artists = ["Ella Brown", "The Walkers", "Tom Petersen", "Nora & Sons"].iter().cycle();
        let tracks: Vec<(&str, &str)> =
            titles.iter().map(String::as_str).zip(artists.copied()).collect();
        songs(&tracks)
    }

    fn plan(seed: Seed) -> HintPlan {
        HintPlan { seed, per_kind: 10, kinds: HintKind::all().to_vec() }
    }

    #[test]
    fn hints_are_repeatable() {
        let songs = catalogue();
        let generator = HintGenerator::new(&songs);
        let hints = generator.hints(&plan(Seed::Tuning));
        assert!(hints.len() > 150, "{} hints", hints.len());
        assert_eq!(generator.hints(&plan(Seed::Tuning)), hints);
        assert_ne!(generator.hints(&plan(Seed::Number(1))), hints);
    }

    #[test]
    fn seeds_have_songs_of_their_own() {
        let songs = catalogue();
        let generator = HintGenerator::new(&songs);
        for (seed, half) in [(Seed::Tuning, Half::Tuning), (Seed::HeldOut, Half::HeldOut)] {
            let hints = generator.hints(&plan(seed));
            let named = hints.iter().filter(|hint| hint.kind != HintKind::ArtistOnly);
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
    fn only_what_is_no_song_has_no_answer() {
        let songs = catalogue();
        for hint in HintGenerator::new(&songs).hints(&plan(Seed::Tuning)) {
            assert_eq!(hint.kind.is_no_song(), hint.answers.is_empty(), "{hint:?}");
            assert!(hint.answers.is_sorted(), "{hint:?}");
            assert!(hint.preferred.iter().all(|row| hint.answers.contains(row)), "{hint:?}");
        }
    }

    #[test]
    fn the_best_known_song_of_an_artist_is_preferred() {
        let songs = songs(&[("Yesterday", "The Beatles"), ("Help!", "The Beatles")]);
        let plan = HintPlan {
            seed: if songs.songs()[0].half == Half::Tuning { Seed::Tuning } else { Seed::HeldOut },
            per_kind: 1,
            kinds: vec![HintKind::ArtistOnly],
        };
        let hints = HintGenerator::new(&songs).hints(&plan);
        let [hint] = &hints[..] else { panic!("{hints:?}") };
        assert_eq!((&hint.answers[..], &hint.preferred[..]), (&[0, 1][..], &[1][..]));
    }
}
