//! Compares the languages of 500 labelled titles with what is told of them, and with langdetect,
//! which the original system used. Half of the titles are not English. The figures are printed by
//! `cargo test -p pipeline --test languages -- --nocapture`.

use pipeline::language::language_of;

struct Title {
    name: String,
    language: String,
    langdetect: String,
}

fn titles() -> Vec<Title> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/name_languages.csv");
    let mut reader = csv::Reader::from_path(path).expect("the fixture");
    let records = reader.records().map(|record| record.expect("a record"));
    let field = |record: &csv::StringRecord, at: usize| record[at].to_owned();
    records
        .map(|r| Title { name: field(&r, 0), language: field(&r, 1), langdetect: field(&r, 2) })
        .collect()
}

#[test]
fn titles_are_told_better_than_the_original_did() {
    let titles = titles();
    let told: Vec<Option<&str>> = titles.iter().map(|title| language_of(&title.name)).collect();
    let pairs = || titles.iter().zip(&told);
    let answered = told.iter().flatten().count();
    let right = pairs().filter(|(title, lang)| **lang == Some(title.language.as_str())).count();
    let agreeing =
        pairs().filter(|(title, lang)| **lang == Some(title.langdetect.as_str())).count();
    let langdetect_right = titles.iter().filter(|title| title.language == title.langdetect).count();
    let count = titles.len();
    println!(
        "{count} titles: {answered} told, {right} of them rightly; langdetect {langdetect_right} \
         rightly; both agree on {agreeing}"
    );
    assert!(right > langdetect_right, "{right} right, langdetect {langdetect_right}");
    assert!(right * 100 >= answered * 80, "{right} of {answered}");
}
