use super::*;
use crate::eval::find::songs::tests::songs;

const CATALOGUE: [(&str, &str); 12] = [
    ("Hello", "Adele"),
    ("Hello", "Lionel Richie"),
    ("Someone Like You", "Adele"),
    ("Someone Like You - Live", "Adele"),
    ("Hello (In the Style of Adele) [Karaoke Version]", "Sing Along"),
    ("Rolling in the Deep", "Adele"),
    ("Rolling Stone", "Passenger"),
    ("Like a Rolling Stone", "Bob Dylan"),
    ("Radiohead", "Cover Band"),
    ("Creep", "Radiohead"),
    ("Queen Bee", "Taj Mahal"),
    ("Bohemian Rhapsody", "Queen"),
];

fn check(row: u32, draft: &Draft, ambiguous: bool) {
    let songs = songs(&CATALOGUE);
    let ambiguity = Ambiguity::new(&songs);
    let title = &songs.track(row).title;
    let found = ambiguity.is_ambiguous(draft, title, &songs.answers(row));
    assert_eq!(found, ambiguous, "{draft:?} for {title:?}");
}

fn whole(typed: &str, artists: &[&str], errors: usize) -> Draft {
    let artists = artists.iter().map(|&artist| artist.to_owned()).collect();
    Draft::new(typed.to_owned(), Claim::Whole { artists, errors })
}

#[test]
fn a_shared_title_is_ambiguous_without_the_artist() {
    check(0, &whole("hello", &[], 0), true);
    check(0, &whole("hello adele", &["Adele"], 0), false);
    check(0, &whole("adele hello", &["Adele"], 0), false);
    check(2, &whole("someone like you", &[], 0), false);
}

#[test]
fn a_whole_title_is_not_confused_with_a_longer_one() {
    check(6, &whole("rolling stone", &[], 0), false);
    check(6, &whole("stone rolling", &[], 0), false);
}

#[test]
fn a_title_that_is_also_an_artist_is_ambiguous() {
    check(8, &whole("radiohead", &[], 0), true);
    check(8, &whole("radiohaed", &[], 1), true);
    check(8, &whole("radiohead cover band", &["Cover Band"], 0), false);
}

#[test]
fn errors_that_lead_to_another_song_are_ambiguous() {
    check(0, &whole("hullo adele", &["Adele"], 1), false);
    check(2, &whole("somone like you", &[], 1), false);
    check(6, &whole("rolling stine", &[], 1), false);
    // Correct to the letter, except that the last word is incomplete.
    check(6, &whole("rolling st", &[], 3), true);
}

#[test]
fn a_part_is_ambiguous_if_another_song_has_all_its_words() {
    let part = |typed: &str| Draft::part(typed.to_owned());
    check(6, &part("rolling passenger"), false);
    check(7, &part("rolling stone"), true);
    check(7, &part("like stone"), false);
    let begun = |typed: &str| Draft::new(typed.to_owned(), Claim::Part(LastWord::Unfinished));
    check(7, &begun("like a"), true);
    check(7, &begun("like a ro"), false);
}

#[test]
fn an_artist_is_ambiguous_with_a_title_or_a_better_known_longer_name() {
    let artist = |name: &str| Draft::new(name.to_owned(), Claim::Artist(name.to_owned()));
    check(9, &artist("radiohead"), true);
    check(11, &artist("queen"), false);
    check(4, &artist("sing along"), false);
}

#[test]
fn text_outside_the_catalogue_is_unknown() {
    let songs = songs(&CATALOGUE);
    let ambiguity = Ambiguity::new(&songs);
    let check = |text: &str, known| assert_eq!(ambiguity.is_known(text), known, "{text:?}");
    check("rolling in the deeep", true);
    check("you rolling someone like", true);
    check("where did i put the keys", false);
    check("zorbu mekitan", false);
    assert!(ambiguity.is_word("stone") && !ambiguity.is_word("zorbu"));
}
