//! Cleans a real catalogue and the same one grown to the size of the original's, 586,672 rows, and
//! prints seconds and peak memory beside those of a pandas script that does the same steps, but for
//! the languages of the names.
//!
//! `EARWORM_DATA=DIR cargo bench -p pipeline --bench clean`; `EARWORM_PYTHON` names a Python with
//! pandas and pyarrow; the memory is measured by GNU time. Close everything else first.

use engine::numeric::float_from_u64;
use flate2::read::MultiGzDecoder;
use serde_json::Value;
use std::error::Error;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

/// Rows of tracks in the original's catalogue.
const ORIGINAL: usize = 586_672;

type Outcome<T> = Result<T, Box<dyn Error>>;

fn main() -> Outcome<()> {
    let Some(data) = std::env::var_os("EARWORM_DATA").map(PathBuf::from) else {
        println!("EARWORM_DATA is not set: there is nothing to clean");
        return Ok(());
    };
    let scratch = tempfile::tempdir()?;
    let grown = scratch.path().join("grown");
    grow(&data, &grown)?;
    println!("{:<32} {:>9} {:>9} {:>9} {:>12}", "", "tracks", "seconds", "MiB", "s a 100,000");
    for (name, dir) in [("as it is", data), ("grown to 586,672 rows", grown)] {
        print(&format!("pipeline, {name}"), &clean(&dir, &scratch.path().join("out"))?);
        match clean_with_pandas(&dir, &scratch.path().join("pandas.parquet")) {
            Ok(figures) => print(&format!("pandas, {name}"), &figures),
            Err(error) => println!("pandas, {name}: {error}"),
        }
    }
    Ok(())
}

struct Figures {
    tracks: u64,
    seconds: f64,
    mebibytes: f64,
}

fn print(name: &str, Figures { tracks, seconds, mebibytes }: &Figures) {
    let rate = seconds * 1e5 / float_from_u64((*tracks).max(1));
    println!("{name:<32} {tracks:>9} {seconds:>9.1} {mebibytes:>9.0} {rate:>12.2}");
}

/// A copy of the catalogue with further tracks: those of `tracks.csv.gz` again, under new ids.
fn grow(data: &Path, grown: &Path) -> Outcome<()> {
    fs::create_dir_all(grown)?;
    for entry in fs::read_dir(data)? {
        let path = entry?.path();
        if let Some(name) = path.file_name().filter(|_| path.extension().is_some_and(|e| e == "gz"))
        {
            fs::copy(&path, grown.join(name))?;
        }
    }
    let decoder = MultiGzDecoder::new(File::open(data.join("tracks.csv.gz"))?);
    let mut reader = csv::Reader::from_reader(decoder);
    let rows: Vec<csv::StringRecord> = reader.records().collect::<Result<_, _>>()?;
    let mut writer = csv::Writer::from_path(grown.join("more_tracks.csv"))?;
    writer.write_record(reader.headers()?)?;
    for (number, row) in rows.iter().cycle().take(ORIGINAL.saturating_sub(rows.len())).enumerate() {
        let id = format!("{}-{number}", &row[0]);
        writer.write_record(std::iter::once(id.as_str()).chain(row.iter().skip(1)))?;
    }
    Ok(writer.flush()?)
}

/// Runs the program itself, so that its memory is its own.
fn clean(dir: &Path, out: &Path) -> Outcome<Figures> {
    let _ = fs::remove_dir_all(out);
    let started = Instant::now();
    let mut command = Command::new("/usr/bin/time");
    command.args(["-f", "%M", env!("CARGO_BIN_EXE_pipeline"), "clean", "--json"]);
    let output = command.arg("--data").arg(dir).arg("--out").arg(out).output()?;
    let seconds = started.elapsed().as_secs_f64();
    let account: Value = serde_json::from_slice(&output.stdout)?;
    let errors = String::from_utf8_lossy(&output.stderr);
    let kibibytes: f64 = errors.lines().last().unwrap_or_default().parse()?;
    let tracks = account["catalogue"]["tracks"].as_u64().unwrap_or_default();
    Ok(Figures { tracks, seconds, mebibytes: kibibytes / 1024.0 })
}

fn clean_with_pandas(dir: &Path, out: &Path) -> Outcome<Figures> {
    let python = std::env::var("EARWORM_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/benches/clean.py");
    let output = Command::new(python).arg(script).arg(dir).arg(out).output()?;
    let figures: Value = serde_json::from_slice(&output.stdout).map_err(|_| {
        let errors = String::from_utf8_lossy(&output.stderr).into_owned();
        errors.lines().last().unwrap_or("it printed nothing").to_owned()
    })?;
    let number = |name: &str| figures[name].as_f64().unwrap_or_default();
    let tracks = figures["tracks"].as_u64().unwrap_or_default();
    Ok(Figures { tracks, seconds: number("seconds"), mebibytes: number("mebibytes") })
}
