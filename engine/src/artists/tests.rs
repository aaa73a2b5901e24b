use super::*;
use crate::tracks::table::tests::track;
use catalog::AudioFeature;

fn table() -> TrackTable {
    let song = |id, name, artists: &[&str], genres: &[&str], popularity, energy| {
        let mut song = track(id, name, artists, genres);
        song.popularity = Some(popularity);
        song.features.set(AudioFeature::Energy, Some(energy));
        song
    };
    TrackTable::new([
        song("1", "Heroes", &["David Bowie"], &["art rock", "glam rock"], 60, 0.7),
        song("2", "Under Pressure", &["Queen", "David Bowie"], &["rock", "glam rock"], 80, 0.7),
        song("3", "Fame", &["David Bowie"], &["glam rock"], 50, 0.7),
        song("4", "20th Century Boy", &["T. Rex"], &["glam rock"], 60, 0.8),
        song("5", "Take Five", &["Dave Brubeck"], &["jazz"], 70, 0.3),
        song("6", "Naima", &["John Coltrane"], &["jazz"], 60, 0.2),
        song("7", "Queen Bee", &["Queen Bee Band"], &[], 10, 0.5),
    ])
}

fn named(name: &str) -> ArtistId {
    Artists::new(&table()).find(artist_id(name)).expect(name)
}

#[test]
fn tracks_stand_best_known_first_and_genres_most_frequent_first() {
    let (table, artist) = (table(), named("David Bowie"));
    let artists = Artists::new(&table);
    assert_eq!(artists.tracks(artist), [1, 0, 2].map(TrackRow));
    let bowie = artists.describe(artist, &table);
    assert_eq!(bowie.genres, ["glam rock", "art rock"]);
    assert_eq!((bowie.popularity, bowie.tracks), (Some(80), 3));
}

#[test]
fn related_artists_share_genres() {
    let table = table();
    let artists = Artists::new(&table);
    let first = |name| artists.related(named(name), 1, &table)[0];
    assert_eq!(first("Dave Brubeck"), named("John Coltrane"));
    assert_eq!(first("T. Rex"), named("David Bowie"));
}

#[test]
fn names_without_other_words_come_first() {
    let table = table();
    let found = Artists::new(&table).named_like("QUEEN", &table);
    assert_eq!(found, [named("Queen"), named("Queen Bee Band")]);
    assert!(Artists::new(&table).named_like("?!", &table).is_empty());
    assert!(Artists::new(&table).named_like(" \u{3164}", &table).is_empty());
    assert_eq!(Artists::new(&table).all(&table).len(), 6);
}

#[test]
fn a_typical_song_is_in_the_middle() {
    let table = table();
    let song = Artists::new(&table).typical_song(named("David Bowie"), &table).expect("a song");
    assert_eq!(song.popularity, Some(60));
    assert!(song.features.get(AudioFeature::Energy).is_some_and(|it| (it - 0.7).abs() < 1e-6));
}
