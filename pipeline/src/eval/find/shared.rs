//! Titles that several songs share: whoever types one gets the song meant sooner, the more of the
//! well-known ones come first.

use super::draft::Draft;
use super::finder::MOST_FOUND;
use super::kind::HintKind;
use super::labelled::LabelledHint;
use super::measure::Outcome;
use super::noise::Subject;
use super::songs::Songs;
use super::statistics::mean;
use engine::numeric::float64;
use std::cmp::Reverse;

/// The title of a song, if songs by others have the same; the best known of them is preferred.
pub(super) fn shared_title(subject: &Subject) -> Option<LabelledHint> {
    let songs = subject.songs;
    let answers = songs.with_title(&subject.track.loose_title).to_vec();
    let others = answers.iter().any(|&row| songs.track(row).song != subject.track.song);
    let best = answers.iter().copied().max_by_key(|&row| (popularity(songs, row), Reverse(row)))?;
    let best = songs.track(best).song;
    let preferred = answers.iter().copied().filter(|&row| songs.track(row).song == best).collect();
    let hint = Draft::whole(subject.title(), Vec::new()).typed.parse().ok()?;
    others.then_some(LabelledHint { kind: HintKind::SharedTitle, hint, answers, preferred })
}

fn popularity(songs: &Songs, row: u32) -> u8 {
    let song = &songs.songs()[songs.track(row).song as usize];
    song.popularity
}

/// The mean expected reciprocal rank (Chapelle et al. 2009) of hints of a shared title, as a share of
/// the best possible; none without such hints. The popularity of a song, 0 to 100, is its grade.
pub fn expected_reciprocal_rank(outcomes: &[Outcome], songs: &Songs) -> Option<f64> {
    let of_kind = outcomes.iter().filter(|outcome| outcome.hint.kind == HintKind::SharedTitle);
    let shares: Vec<f64> = of_kind
        .map(|outcome| {
            let best = reciprocal_rank(&ideal(&outcome.hint.answers, songs));
            let found = reciprocal_rank(&satisfactions(&outcome.rows, outcome.hint, songs));
            if best > 0.0 { found / best } else { 1.0 }
        })
        .collect();
    (!shares.is_empty()).then(|| mean(shares.into_iter()))
}

/// How likely each row satisfies.
fn satisfactions(rows: &[u32], hint: &LabelledHint, songs: &Songs) -> Vec<f64> {
    let is_answer = |row: u32| hint.answers.binary_search(&row).is_ok();
    rows.iter().map(|&row| if is_answer(row) { satisfaction(row, songs) } else { 0.0 }).collect()
}

/// Those of the songs of some rows, best known first.
fn ideal(answers: &[u32], songs: &Songs) -> Vec<f64> {
    let mut rows = answers.to_vec();
    rows.sort_by_key(|&row| songs.track(row).song);
    rows.dedup_by_key(|row| songs.track(*row).song);
    rows.sort_by_key(|&row| Reverse(popularity(songs, row)));
    rows.truncate(MOST_FOUND);
    rows.into_iter().map(|row| satisfaction(row, songs)).collect()
}

/// Grades from 0 to 4, as relevance is judged.
fn satisfaction(row: u32, songs: &Songs) -> f64 {
    let grade = f64::from(popularity(songs, row)) / 25.0;
    (grade.exp2() - 1.0) / 16.0
}

fn reciprocal_rank(satisfactions: &[f64]) -> f64 {
    let (mut sum, mut unsatisfied) = (0.0, 1.0);
    for (place, satisfaction) in satisfactions.iter().enumerate() {
        sum += unsatisfied * satisfaction / float64(place + 1);
        unsatisfied *= 1.0 - satisfaction;
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::eval::find::songs::tests::songs;
    use crate::eval::find::{Finder, Found, Trial, measure};

    struct Finds(Vec<u32>);

    impl Finder for Finds {
        fn name(&self) -> String {
            String::new()
        }

        fn find(&self, _: &catalog::Query) -> Result<Found, crate::error::PipelineError> {
            Ok(Found { rows: self.0.clone(), answered: true, confidence: None, chance: None })
        }
    }

    #[test]
    fn well_known_songs_should_come_first() {
        let songs = songs(&[("Hello", "A"), ("Hello", "B"), ("Hello", "C"), ("Else", "D")]);
        let subject = Subject::of(&songs, 0).expect("a subject");
        let hint = shared_title(&subject).expect("a hint");
        assert_eq!((&hint.answers[..], &hint.preferred[..]), (&[0, 1, 2][..], &[2][..]));
        let hints = [hint];
        let score = |rows: &[u32]| {
            let trial = Trial { hints: &hints, songs: &[] };
            let finder = Finds(rows.to_vec());
            let (_, outcomes) =
                measure(&finder, &trial, crate::progress::Progress::silent()).expect("measured");
            expected_reciprocal_rank(&outcomes, &songs).expect("a score")
        };
        assert!((score(&[2, 1, 0]) - 1.0).abs() < 1e-9);
        assert!(score(&[2, 1, 0]) > score(&[1, 2, 0]) && score(&[1, 2, 0]) > score(&[3, 1, 2]));
        assert!(score(&[3]).abs() < f64::EPSILON);
    }

    #[test]
    fn a_title_of_one_song_is_not_shared() {
        let songs = songs(&[("Hello", "A"), ("Hello - Live", "A")]);
        assert_eq!(Subject::of(&songs, 0).and_then(|subject| shared_title(&subject)), None);
    }
}
