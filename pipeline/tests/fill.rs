//! A playlist export of 200 rows comes back with its audio features.

use catalog::{AudioFeature, SongEntry};
use csv::StringRecord;
use engine::{Filler, MATCH_COLUMN, Models};
use std::path::Path;

const HEADER: [&str; 8] = [
    "Track URI",
    "Track Name",
    "Artist Name(s)",
    "Album Name",
    "Duration (ms)",
    "Danceability",
    "Tempo",
    "Added At",
];

fn demo_tracks() -> Vec<SongEntry> {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("../models/demo");
    let tracks = Models::open(&dir).expect("the demo models load").1.tracks;
    let rows = tracks.rows();
    rows.step_by(10).filter_map(|row| tracks.entry(row)).take(200).collect()
}

/// Every third row has an id that the catalogue does not know, every tenth a title.
fn export(tracks: &[SongEntry]) -> Vec<StringRecord> {
    let rows = tracks.iter().enumerate().map(|(row, track)| {
        let uri = match row {
            row if row % 3 == 0 => format!("spotify:track:unknown{row}"),
            _ => format!("spotify:track:{}", track.id),
        };
        let title =
            if row % 30 == 0 { format!("Nobody's \"Song\", {row}") } else { track.name.clone() };
        let length = track.duration_ms.map(|ms| ms.to_string()).unwrap_or_default();
        let artists = track.artists.join(", ");
        StringRecord::from(vec![
            &uri,
            &title,
            &artists,
            "Album, \"Live\"",
            &length,
            "",
            "",
            "2024-01-01",
        ])
    });
    rows.collect()
}

fn written(rows: &[StringRecord]) -> Vec<u8> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(HEADER).expect("writes");
    rows.iter().for_each(|row| writer.write_record(row).expect("writes"));
    writer.into_inner().expect("writes")
}

#[test]
fn an_export_comes_back_with_its_features() {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("../models/demo");
    let table = Models::open(&dir).expect("the demo models load").1.tracks;
    let tracks = demo_tracks();
    let rows = export(&tracks);
    let (filled, report) = Filler::new(&table).fill(&written(&rows)).expect("filled");
    assert_eq!((report.rows, report.not_found), (200, 7), "{report:?}");

    let mut reader = csv::Reader::from_reader(filled.as_bytes());
    let header = reader.headers().expect("a header").clone();
    assert_eq!(header.iter().take(HEADER.len()).collect::<Vec<_>>(), HEADER);
    let at = |name: &str| header.iter().position(|found| found == name).expect("a column");
    let filled_rows: Vec<StringRecord> = reader.records().map(|row| row.expect("a row")).collect();
    assert_eq!(filled_rows.len(), rows.len());
    for (row, ((before, after), track)) in rows.iter().zip(&filled_rows).zip(&tracks).enumerate() {
        for kept in [0, 1, 2, 3, 4, 7] {
            assert_eq!(before.get(kept), after.get(kept));
        }
        let expected = if row % 30 == 0 { None } else { track.features.get(AudioFeature::Tempo) };
        let tempo = after[at("Tempo")].parse().ok();
        assert_eq!(tempo, expected, "{} {}", track.name, &after[at(MATCH_COLUMN)]);
        assert_eq!(after[at("energy")].is_empty(), row % 30 == 0);
    }
}
