//! The same tests for every index of the embeddings: the engine's own, a minimal implementation of the
//! trait, and the Qdrant that `EARWORM_TEST_QDRANT_URL` names, if any.

mod support;

use catalog::{Bounds, Facet, Filter, Query, RecommendationRequest, ResultCount, Seed};
use engine::{
    Embedding, Engine, EngineError, Manifest, Models, Neighbour, SongId, SongIndex, VectorIndex,
    VectorIndexes,
};
use server::Qdrant;
use support::{Server, demo, not_run};

fn models() -> (Manifest, Models) {
    Models::open(&demo()).expect("the demo models")
}

/// The indexes of the demo models, for finding and for recommending.
fn own() -> [SongIndex; 2] {
    let (_, models) = models();
    let engine::PresetModels::Earworm(models) = models.preset else {
        panic!("the demo models have the preset earworm");
    };
    [models.find.retriever.index, models.recommend.index]
}

/// A minimal index: filters are applied by asking for ever more neighbours.
struct Plain(SongIndex);

impl VectorIndex for Plain {
    fn nearest(
        &self,
        embedding: &Embedding,
        wanted: usize,
    ) -> Result<Vec<Neighbour<SongId>>, EngineError> {
        Ok(self.0.nearest(embedding, wanted))
    }
}

/// An index that cannot be reached.
struct Gone;

impl VectorIndex for Gone {
    fn nearest(&self, _: &Embedding, _: usize) -> Result<Vec<Neighbour<SongId>>, EngineError> {
        Err(EngineError::index("connection refused"))
    }
}

fn check(indexes: VectorIndexes) {
    let [_, exact] = own();
    check_neighbours(indexes.recommend.as_ref(), &exact);
    check_accepted(indexes.recommend.as_ref(), &exact);
    let (manifest, models) = models();
    check_answers(&Engine::with_indexes(manifest, models, indexes).expect("earworm's"));
}

/// Neighbours are sorted, and nearly all agree with exact search.
fn check_neighbours(index: &dyn VectorIndex, exact: &SongIndex) {
    let (mut same, mut all) = (0, 0);
    for (song, embedding) in exact.embeddings().iter().step_by(50) {
        let near = index.nearest(embedding, 10).expect("answers");
        assert!(near.is_sorted_by(|a, b| a.distance <= b.distance), "{near:?}");
        let near: Vec<SongId> = near.iter().map(|near| near.member).collect();
        assert!(near.contains(song), "{song} is near to itself: {near:?}");
        let expected = exact.nearest_of_all(embedding, 10);
        same += expected.iter().filter(|song| near.contains(song)).count();
        all += expected.len();
    }
    assert!(same * 100 >= all * 97, "{same} of {all}");
}

/// Only accepted songs are found, if the index looks for them.
fn check_accepted(index: &dyn VectorIndex, exact: &SongIndex) {
    let (_, embedding) = exact.embeddings()[0];
    for accepts in [|song: SongId| song.0 % 3 == 1, |song| song == SongId(1), |_| false] {
        let found = index.nearest_accepted(&embedding, 8, 500, &accepts).expect("answers");
        assert!(found.is_none_or(|found| found.len() == 8 && found.into_iter().all(accepts)));
    }
}

fn check_answers(engine: &Engine) {
    let usual = Engine::load(&demo()).expect("loads");
    let query: Query = "bohemain rapsody quen".parse().expect("a query");
    let found = engine.finding().best(&query).expect("answers");
    assert_eq!(found, usual.finding().best(&query).expect("answers"));
    let seed = Seed::Track(found.expect("is there").id);
    let old = Bounds { least: None, greatest: Some(1969.0) };
    for filters in [vec![], vec![Filter::Number(Facet::Year, old)]] {
        let request =
            RecommendationRequest { filters, ..RecommendationRequest::like(vec![seed.clone()]) };
        let songs = |engine: &Engine| -> Vec<String> {
            let found = engine.recommending().recommend(&request).expect("answers");
            found.results.iter().map(|found| found.track.label()).collect()
        };
        let (own, elsewhere) = (songs(&usual), songs(engine));
        let same = elsewhere.iter().filter(|song| own.contains(song)).count();
        assert!(elsewhere.len() == own.len() && same + 1 >= own.len(), "{own:?} {elsewhere:?}");
    }
}

#[test]
fn engine_index() {
    let [find, recommend] = own();
    check(VectorIndexes { find: Box::new(find), recommend: Box::new(recommend) });
}

#[test]
fn minimal_index() {
    let [find, recommend] = own().map(Plain);
    check(VectorIndexes { find: Box::new(find), recommend: Box::new(recommend) });
}

#[test]
fn unreachable_index() {
    let indexes = VectorIndexes { find: Box::new(Gone), recommend: Box::new(Gone) };
    let (manifest, models) = models();
    let engine = Engine::with_indexes(manifest, models, indexes).expect("earworm's");
    let song = engine.tracks().entry(engine::TrackRow(0)).expect("a song");
    let error = engine.recommending().similar(&song, ResultCount::default()).expect_err("is gone");
    assert!(error.to_string().contains("connection refused"), "{error}");
    let query: Query = song.name.parse().expect("a query");
    assert!(engine.finding().best(&query).is_ok(), "titles are found without embeddings");
    let hopeless: Query = "xqzjvw kkqqzz".parse().expect("a query");
    assert!(engine.finding().best(&hopeless).is_ok(), "a failing index does not fail a search");
}

#[test]
fn qdrant() {
    let Ok(url) = std::env::var("EARWORM_TEST_QDRANT_URL") else {
        return not_run("qdrant", "EARWORM_TEST_QDRANT_URL is not set");
    };
    let qdrant = Qdrant::at(&url, "").expect("a URL");
    let (manifest, models) = models();
    let songs = qdrant.upload(&manifest, &models).expect("uploads");
    assert_eq!(songs, models.tracks.songs());
    check(qdrant.indexes(&manifest));
}

#[test]
fn unreachable_qdrant() {
    let qdrant = Qdrant::at("http://127.0.0.1:1", "").expect("a URL");
    let (manifest, models) = models();
    let error = qdrant.upload(&manifest, &models).expect_err("nobody listens");
    assert!(error.to_string().contains("does not answer"), "{error}");
    assert!(Qdrant::at("not a URL", "").is_err());
}

#[test]
fn server_without_its_qdrant() {
    let server = Server::start(&demo(), &["--qdrant-url", "http://127.0.0.1:1"]);
    assert!(server.get("/readyz").starts_with("HTTP/1.1 200"), "titles are still found");
    let answer = server.get("/api/v1/tracks/ew-t0793/similar");
    assert!(
        answer.starts_with("HTTP/1.1 503") && answer.contains("/problems/not-ready"),
        "{answer}"
    );
    for query in ["bohemian+rhapsody", "xqzjvw+kkqqzz"] {
        let answer = server.get(&format!("/api/v1/search?q={query}"));
        assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    }
    let metrics = server.get("/metrics");
    assert!(metrics.contains("earworm_qdrant_breaker_open 1\n"), "{metrics}");
    assert!(metrics.contains("earworm_qdrant_calls_total{outcome=\"failure\"} 3\n"), "{metrics}");
}
