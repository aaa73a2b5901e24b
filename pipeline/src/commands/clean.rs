//! `pipeline clean`.

use crate::catalogue::Catalogue;
use crate::clean::{Account, CleanOptions, load_catalogue};
use crate::error::PipelineError;
use crate::progress::Progress;
use crate::read::{file_facts, find_sources};
use engine::FileFacts;
use serde_json::{Value, json};
use std::fs;
use std::path::{Path, PathBuf};

/// Cleans CSV files to one catalogue, with an account of every row.
#[derive(Debug, clap::Args)]
pub struct CleanArgs {
    /// CSV files, or a directory of them.
    #[arg(long, required = true, num_args = 1.., value_name = "PATH")]
    data: Vec<PathBuf>,
    /// Directory for the catalogue, the rejected rows and the account.
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// Keep only tracks with genres whose name is in this language, such as en.
    #[arg(long, value_name = "CODE")]
    lang: Option<String>,
    /// Print the account as JSON.
    #[arg(long)]
    json: bool,
}

const CATALOGUE: &str = "catalogue.parquet";
const REJECTED: &str = "rejected.csv";
const ACCOUNT: &str = "account.json";

/// Runs the command; the account goes to standard output.
///
/// # Errors
/// If the files cannot be read or the catalogue cannot be written.
pub fn run(args: &CleanArgs, progress: Progress) -> Result<(), PipelineError> {
    let options = CleanOptions { lang: args.lang.clone() };
    let inputs = inputs(args)?;
    if let Some(before) = finished_before(&args.out, &inputs) {
        progress.line("nothing has changed since this catalogue was cleaned");
        print(&before, args.json);
        return Ok(());
    }
    let (catalogue, account) = load_catalogue(&args.data, &options, &progress)?;
    let report = report(&account, inputs);
    progress
        .step("writing the catalogue", 0, |_| write(&catalogue, &account, &report, &args.out))?;
    print(&report, args.json);
    Ok(())
}

/// What decides the result: the files, the options and the version of the program.
fn inputs(args: &CleanArgs) -> Result<Value, PipelineError> {
    let mut paths: Vec<PathBuf> =
        find_sources(&args.data)?.into_iter().map(|source| source.path).collect();
    paths.dedup();
    let files: Result<Vec<FileFacts>, _> = paths.iter().map(|path| file_facts(path)).collect();
    Ok(json!({ "files": files?, "lang": args.lang, "version": env!("CARGO_PKG_VERSION") }))
}

/// The report of an earlier run with the same inputs, if its catalogue is still there.
fn finished_before(out: &Path, inputs: &Value) -> Option<Value> {
    let text = fs::read_to_string(out.join(ACCOUNT)).ok()?;
    let report: Value = serde_json::from_str(&text).ok()?;
    let there = [CATALOGUE, REJECTED].iter().all(|file| out.join(file).exists());
    (there && report.get("inputs") == Some(inputs)).then_some(report)
}

fn report(account: &Account, inputs: Value) -> Value {
    let mut report = serde_json::to_value(account).unwrap_or_default();
    report["inputs"] = inputs;
    report["text"] = account.to_string().into();
    report
}

/// Writes each file aside and renames it; the account comes last, so that it vouches for the others.
fn write(
    catalogue: &Catalogue,
    account: &Account,
    report: &Value,
    out: &Path,
) -> Result<(), PipelineError> {
    let io = |path: &Path, source| PipelineError::Io { path: path.to_owned(), source };
    fs::create_dir_all(out).map_err(|source| io(out, source))?;
    let written = out.join(ACCOUNT);
    if written.exists() {
        fs::remove_file(&written).map_err(|source| io(&written, source))?;
    }
    write_aside(out, CATALOGUE, |path| Ok(catalogue.write_parquet(path)?))?;
    write_aside(out, REJECTED, |path| account.write_rejects(path))?;
    write_aside(out, ACCOUNT, |path| {
        fs::write(path, format!("{report:#}\n")).map_err(|source| io(path, source))
    })
}

fn write_aside(
    out: &Path,
    name: &str,
    write: impl FnOnce(&Path) -> Result<(), PipelineError>,
) -> Result<(), PipelineError> {
    let (aside, path) = (out.join(format!("{name}.part")), out.join(name));
    write(&aside)?;
    fs::rename(&aside, &path).map_err(|source| PipelineError::Io { path, source })
}

fn print(report: &Value, json: bool) {
    if json {
        println!("{report:#}");
    } else {
        println!("{}", report["text"].as_str().unwrap_or_default());
    }
}
