//! Throws damaged CSV at the whole path from file to catalogue: whatever comes, there is no panic, and
//! the account adds up. `PROPTEST_CASES=500000 cargo test -p pipeline --test hostile` goes on for
//! minutes.

use pipeline::clean::{CleanOptions, load_catalogue, names, terms};
use pipeline::progress::Progress;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use std::fs;

/// A change to a text: at a place, some bytes go and others come.
#[derive(Clone, Debug)]
struct Damage {
    place: Index,
    gone: usize,
    come: Vec<u8>,
}

fn damage() -> impl Strategy<Value = Damage> {
    let snippets = select(vec![
        b"\"".to_vec(),
        b"\"\"".to_vec(),
        b",".to_vec(),
        b"\n".to_vec(),
        b"\r\n".to_vec(),
        b"\r".to_vec(),
        b";".to_vec(),
        b"['".to_vec(),
        b"\\".to_vec(),
        b"\0".to_vec(),
        b"\xff".to_vec(),
        "\u{feff}".into(),
        "\u{202e}".into(),
        b"NaN".to_vec(),
        b"1e999".to_vec(),
    ]);
    let come = prop_oneof![snippets, prop::collection::vec(any::<u8>(), 0..8)];
    (any::<Index>(), 0_usize..12, come).prop_map(|(place, gone, come)| Damage { place, gone, come })
}

fn damaged(text: &[u8], damages: &[Damage]) -> Vec<u8> {
    let mut text = text.to_vec();
    for Damage { place, gone, come } in damages {
        let start = place.index(text.len() + 1);
        let end = (start + gone).min(text.len());
        text.splice(start..end, come.iter().copied());
    }
    text
}

const ZOO: [&[u8]; 5] = [
    include_bytes!("dirty/lists.csv"),
    include_bytes!("dirty/numbers.csv"),
    include_bytes!("dirty/open-quote.csv"),
    include_bytes!("dirty/playlists.csv"),
    include_bytes!("dirty/together/lyrics.csv"),
];

const TRACKS: &[u8] = b"id,name,artists\nt1,Heroes,['David Bowie']\n";

proptest! {
    #[test]
    fn damaged_files_are_cleaned_or_refused(
        file in select(ZOO.to_vec()),
        damages in prop::collection::vec(damage(), 1..12),
    ) {
        let dir = tempfile::tempdir().expect("a directory");
        fs::write(dir.path().join("a.csv"), damaged(file, &damages)).expect("writes");
        fs::write(dir.path().join("tracks.csv"), TRACKS).expect("writes");
        let inputs = [dir.path().to_owned()];
        if let Ok((catalogue, account)) =
            load_catalogue(&inputs, &CleanOptions::default(), &Progress::silent())
        {
            prop_assert!(account.adds_up(), "{}", account);
            prop_assert!(catalogue.tracks.iter().all(|track| !track.name.is_empty()));
        }
    }

    #[test]
    fn damaged_lists_are_read_or_refused(damages in prop::collection::vec(damage(), 1..12)) {
        let list = br#"['Royce Da 5\'9"', "Destiny's Child", 'Beyonc\xe9', None, 'Axwell /\\ Ingrosso']"#;
        let text = String::from_utf8_lossy(&damaged(list, &damages)).into_owned();
        let _ = names(&text);
        let _ = terms(&text);
    }
}
