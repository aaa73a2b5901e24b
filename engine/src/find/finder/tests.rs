use super::*;
use crate::find::testing;
use crate::nearest::{Embedding, Neighbour};
use crate::ranking::RankingWeights;
use crate::sparse::SparseVector;
use crate::tracks::TrackTable;
use crate::tracks::table::tests::track;
use crate::vectorize::Analyzer;
use proptest::prelude::*;

/// Stands in for the encoder and the index of embeddings, which these tests leave out.
struct Absent;

impl Encoder for Absent {
    fn encode(&self, _: &[SparseVector]) -> Result<Vec<Embedding>, EngineError> {
        Err(EngineError::index("no encoder in this test"))
    }
}

impl VectorIndex for Absent {
    fn nearest(&self, _: &Embedding, _: usize) -> Result<Vec<Neighbour<SongId>>, EngineError> {
        Err(EngineError::index("no index in this test"))
    }
}

fn finder(words: WordIndex, lyrics: Option<LyricsIndex>) -> Finder {
    // Without any terms, no query has an embedding.
    let vectorizer = TfIdf::new(Analyzer::CharGrams { size: 3 }, Vec::new(), 0);
    let (encoder, embeddings) = (Box::new(Absent), Box::new(Absent));
    let options = FindOptions::new(RankingWeights::PRESET);
    Finder { words, lyrics, vectorizer, encoder, embeddings, options }
}

fn found(finder: &Finder, query: &str) -> Vec<Candidate> {
    finder.find(query, &finder.options).expect("no part of it fails").1
}

const SONGS: [(&str, &str); 6] = [
    ("Copper Kettle", "The Harbour"),
    ("Kettle", "Salt and Rope"),
    ("Nobody Knows the Tune", "The Harbour"),
    ("Snow on the Harbour", "Salt and Rope"),
    ("99 Lanterns", "Ada"),
    ("Sunflower Road", "Ada"),
];

fn check(query: &str, expected: u32) {
    let found = found(&finder(testing::index(&SONGS), None), query);
    assert_eq!(found.first().map(|best| best.song.0), Some(expected), "{query:?}");
}

#[test]
fn the_song_that_is_meant_comes_first() {
    check("copper kettle", 0);
    check("kettle", 1);
    check("kettle harbour", 0);
    check("coper ketle", 0);
    check("copperkettleharbour", 0);
    check("ninety nine lanterns", 4);
    check("sun flower", 5);
    check("nobody kno", 2);
    check("snwo harbor", 3);
    check("kttl", 1);
}

#[test]
fn lyrics_are_searched_last() {
    let lyrics = [(SongId(5), "a copper coin beneath the seventh stone was all we owned")];
    let finder = finder(testing::index(&SONGS), Some(LyricsIndex::build(lyrics)));
    let best = &found(&finder, "beneath the seventh stone")[0];
    assert_eq!(best.song, SongId(5));
    assert!(best.line.as_ref().is_some_and(|line| line.words == "beneath the seventh stone"));
    let best = &found(&finder, "copper kettle")[0];
    assert_eq!((best.song, best.line.is_some()), (SongId(0), false));
}

#[test]
fn parts_can_be_left_out() {
    let finder = finder(testing::index(&SONGS), None);
    let first = |query: &str, without: &[FindPart]| {
        let options = FindOptions { without: without.to_vec(), ..finder.options.clone() };
        let (_, found) = finder.find(query, &options).expect("no part of it fails");
        found.first().map(|best| best.song.0)
    };
    assert_eq!(first("ketle", &[FindPart::Misspellings]), None);
    assert_eq!(first("copper", &[FindPart::Words]), None);
    let glued = "nobodyknowsthetune";
    assert_eq!(first(glued, &[]), Some(2));
    assert_eq!(first(glued, &[FindPart::Segments]), None);
}

proptest! {
    #[test]
    fn a_ranking_does_not_depend_on_song_numbers(
        order in Just((0..SONGS.len()).collect::<Vec<_>>()).prop_shuffle(),
        query in prop::sample::select(vec!["kettle", "harbour", "the", "salt ropes", "snow kettle"]),
    ) {
        // Popularity breaks ties, so that each song has a score of its own.
        let song = |&at: &usize| {
            let (title, artist) = SONGS[at];
            let mut song = track(&format!("track{at}"), title, &[artist], &[]);
            song.popularity = u8::try_from(10 + 9 * at).ok();
            song
        };
        let titles = |order: &[usize]| {
            let table = TrackTable::new(order.iter().map(song));
            let words = WordIndex::build(&table, &str::to_owned);
            let found = found(&finder(words, None), query);
            found.into_iter().map(|found| order[found.song.index()]).collect::<Vec<_>>()
        };
        let in_order: Vec<usize> = (0..SONGS.len()).collect();
        prop_assert_eq!(titles(&order), titles(&in_order));
    }
}
