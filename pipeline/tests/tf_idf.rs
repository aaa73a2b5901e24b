//! The preset `spotifinder` weighs terms as scikit-learn does; `fixtures/tf_idf.py` wrote what it
//! makes of the same documents.

use engine::{Analyzer, TfIdf, spotifinder_document};
use pipeline::fit::{TermParams, fit_terms};
use serde::Deserialize;

#[derive(Deserialize)]
struct Fixture {
    documents: Vec<(String, Vec<String>, Vec<String>)>,
    titles: Expected,
    genres: Expected,
}

#[derive(Deserialize)]
struct Expected {
    terms: Vec<String>,
    rows: Vec<Vec<(u32, f32)>>,
}

fn fixture() -> Fixture {
    serde_json::from_str(include_str!("fixtures/tf_idf.json")).expect("the fixture is valid")
}

fn check(documents: &[String], analyzer: Analyzer, min_df: u32, expected: &Expected) {
    let fitted = fit_terms(documents, TermParams { analyzer, min_df, max_terms: usize::MAX });
    assert_eq!(fitted.len(), expected.terms.len());
    assert!(documents.len() >= 300, "a few hundred rows");
    for (document, row) in documents.iter().zip(&expected.rows) {
        check_row(&fitted, document, row);
    }
}

fn check_row(fitted: &TfIdf, document: &str, expected: &[(u32, f32)]) {
    let vector = fitted.transform(document);
    let ids: Vec<u32> = expected.iter().map(|(id, _)| *id).collect();
    assert_eq!(vector.ids(), ids, "{document:?}");
    for (weight, (_, wanted)) in vector.weights().iter().zip(expected) {
        assert!((weight - wanted).abs() <= 1e-6, "{document:?}: {weight} instead of {wanted}");
    }
}

#[test]
fn titles_agree_with_scikit_learn() {
    let Fixture { documents, titles, .. } = fixture();
    let texts: Vec<String> = documents
        .iter()
        .map(|(name, artists, _)| {
            let artists: Vec<&str> = artists.iter().map(String::as_str).collect();
            spotifinder_document(name, &artists)
        })
        .collect();
    check(&texts, Analyzer::SpotifinderTitle, 2, &titles);
}

#[test]
fn genres_agree_with_scikit_learn() {
    let Fixture { documents, genres, .. } = fixture();
    let texts: Vec<String> = documents.iter().map(|(_, _, genres)| genres.join(",")).collect();
    check(&texts, Analyzer::Words { max_ngram: 2 }, 3, &genres);
}
