//! A playlist export goes in without features and comes back with them.

use axum::Router;
use axum::body::Body;
use axum::http::{Method, Request};
use catalog::{AudioFeature, SongEntry};
use engine::{Engine, TrackRow};
use http_body_util::BodyExt;
use server::{AppState, Config, app};
use std::path::Path;
use std::sync::{Arc, LazyLock};
use tower::ServiceExt;

static ENGINE: LazyLock<Arc<Engine>> = LazyLock::new(|| {
    let models = Path::new(env!("CARGO_MANIFEST_DIR")).join("../models/demo");
    Arc::new(Engine::load(&models).expect("the demo models load"))
});

static ROUTER: LazyLock<Router> =
    LazyLock::new(|| app(AppState::new(Arc::clone(&ENGINE), Config::default())));

async fn fill(file: &str) -> (u16, String) {
    send("/api/v1/fill", "text/csv", file.to_owned()).await
}

async fn send(uri: &str, content_type: &str, body: String) -> (u16, String) {
    let request = Request::builder().method(Method::POST).uri(uri);
    let request = request.header("content-type", content_type).body(Body::from(body));
    let response = ROUTER.clone().oneshot(request.expect("a request")).await.expect("an answer");
    let (head, body) = response.into_parts();
    let body = body.collect().await.expect("a body").to_bytes();
    (head.status.as_u16(), String::from_utf8(body.to_vec()).expect("UTF-8"))
}

/// Sends a file as the page's form does.
async fn fill_by_form(file: &str) -> (u16, String) {
    let form = format!(
        "--boundary\r\ncontent-disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\
         content-type: text/csv\r\n\r\n{file}\r\n--boundary--\r\n"
    );
    send("/fill", "multipart/form-data; boundary=boundary", form).await
}

/// How a playlist tells of its tracks.
struct Generation {
    header: &'static [&'static str],
    row: fn(&SongEntry) -> Vec<String>,
    delimiter: u8,
    matched_by: &'static str,
}

const WITH_IDS: Generation = Generation {
    header: &["Track URI", "Track Name", "Artist URI(s)", "Artist Name(s)", "Energy", "Added At"],
    row: |song| {
        let uris = song.artists.iter().map(|_| "spotify:artist:x").collect::<Vec<_>>().join(", ");
        let uri = format!("spotify:track:{}", song.id);
        let [name, artists] = [song.name.clone(), song.artists.join(", ")];
        vec![uri, name, uris, artists, String::new(), "2024-11-27".into()]
    },
    delimiter: b',',
    matched_by: "id (certain)",
};

const WITHOUT_IDS: Generation = Generation {
    header: &["Track Name", "Artist URI(s)", "Artist Name(s)", "Track Duration (ms)", "Energy"],
    row: |song| {
        let uris = song.artists.iter().map(|_| "spotify:artist:x").collect::<Vec<_>>().join(", ");
        let length = song.duration_ms.unwrap_or_default().to_string();
        vec![song.name.clone(), uris, song.artists.join(", "), length, String::new()]
    },
    delimiter: b',',
    matched_by: "title, artist and length (likely)",
};

const SEMICOLONS: Generation = Generation {
    header: &["Title", "Artist(s)", "Duration (ms)", "Tempo"],
    row: |song| {
        let length = song.duration_ms.unwrap_or_default().to_string();
        vec![song.name.clone(), song.artists.join(";"), length, String::new()]
    },
    delimiter: b';',
    matched_by: "title, artist and length (likely)",
};

/// 200 songs of the catalogue: those whose texts are hardest to keep whole, and others.
fn songs() -> Vec<SongEntry> {
    let tracks = ENGINE.tracks();
    let all: Vec<SongEntry> = tracks.rows().filter_map(|row| tracks.entry(row)).collect();
    let is_hard = |song: &&SongEntry| {
        let text = song.label();
        song.artists.len() > 1
            || song.artists.iter().any(|artist| artist.contains(','))
            || text.contains(['"', '/', ';'])
            || !text.is_ascii()
    };
    let hard: Vec<&SongEntry> = all.iter().filter(is_hard).take(100).collect();
    assert!(hard.len() >= 50, "{}", hard.len());
    let plain = all.iter().filter(|song| !is_hard(song)).take(200 - hard.len());
    hard.into_iter().chain(plain).cloned().collect()
}

fn write(generation: &Generation, rows: &[Vec<String>]) -> String {
    let mut writer =
        csv::WriterBuilder::new().delimiter(generation.delimiter).from_writer(Vec::new());
    writer.write_record(generation.header).expect("written");
    rows.iter().for_each(|row| writer.write_record(row).expect("written"));
    String::from_utf8(writer.into_inner().expect("written")).expect("UTF-8")
}

async fn check(generation: &Generation) {
    let songs = songs();
    let mut rows: Vec<Vec<String>> = songs.iter().map(generation.row).collect();
    let mut unknown = rows[0].clone();
    unknown.iter_mut().for_each(|cell| *cell = cell.replace(char::is_alphanumeric, "q"));
    rows.push(unknown);
    let (status, filled) = fill(&write(generation, &rows)).await;
    assert_eq!(status, 200, "{filled}");
    let mut reader =
        csv::ReaderBuilder::new().delimiter(generation.delimiter).from_reader(filled.as_bytes());
    let header = reader.headers().expect("a header").clone();
    assert!(header.iter().zip(generation.header).all(|(own, given)| own == *given), "{header:?}");
    let names: Vec<String> = header.iter().map(str::to_lowercase).collect();
    let column = |name: &str| names.iter().position(|own| own == name).expect(name);
    let filled: Vec<csv::StringRecord> = reader.records().collect::<Result<_, _>>().expect("rows");
    assert_eq!(filled.len(), rows.len());
    for ((record, row), song) in filled.iter().zip(&rows).zip(&songs) {
        let kept = record.iter().zip(row).filter(|(_, given)| !given.is_empty());
        kept.for_each(|(own, given)| assert_eq!(own, given));
        assert_eq!(&record[column("match")], generation.matched_by, "{}", song.label());
        for feature in AudioFeature::ALL {
            let expected = song.features.get(feature).map(|value| value.to_string());
            let label = song.label();
            assert_eq!(record[column(feature.name())], expected.unwrap_or_default(), "{label}");
        }
    }
    let last = filled.last().expect("a row");
    assert!(&last[column("match")] == "not found" && last[column("energy")].is_empty(), "{last:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn by_id() {
    check(&WITH_IDS).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn by_title_artists_and_length() {
    check(&WITHOUT_IDS).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn with_semicolons() {
    check(&SEMICOLONS).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_filled_stays() {
    let song = ENGINE.tracks().entry(TrackRow(0)).expect("a song");
    let file = format!("Track URI,Energy,Tempo\r\nspotify:track:{},0.123,\r\n", song.id);
    let (_, filled) = fill(&file).await;
    let tempo = song.features.get(AudioFeature::Tempo).expect("known");
    assert!(filled.contains(&format!("{},0.123,{tempo},", song.id)), "{filled}");
    assert_eq!(filled.lines().count(), 2, "{filled:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_playlist_is_refused() {
    for (file, part) in [("Album,Year\nx,1\n", "track ids"), ("", "track ids")] {
        let (status, body) = fill(file).await;
        assert!(status == 400 && body.contains(part), "{file:?}: {status} {body}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_form_fills_as_the_api_does() {
    let file = "Track Name,Artist Name(s),Energy\nFast Car,Tracy Chapman,\n";
    let (status, filled) = fill_by_form(file).await;
    assert_eq!((status, &filled), (200, &fill(file).await.1));
    assert!(filled.contains("Fast Car,Tracy Chapman,0."), "{filled}");
    let (status, problem) = fill_by_form("no columns of a playlist\n").await;
    assert_eq!((status, problem), fill("no columns of a playlist\n").await);
    assert_eq!(status, 400);
    let (status, problem) = send("/fill", "text/csv", file.to_owned()).await;
    assert_eq!(status, 400, "{problem}");
    let cut_off = "--boundary\r\ncontent-disposition: form-data; name=\"file\"\r\n\r\nTrack";
    let form = "multipart/form-data; boundary=boundary";
    let (status, problem) = send("/fill", form, cut_off.to_owned()).await;
    assert_eq!(status, 400, "{problem}");
    let (status, problem) = fill_by_form(&"a,".repeat(5 << 20)).await;
    assert_eq!(status, 413, "{problem}");
}
