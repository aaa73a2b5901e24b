//! `pipeline clean`.

use super::output;
use crate::catalogue::{ACCOUNT_FILE, CATALOGUE_FILE, Catalogue};
use crate::clean::{Account, CleanOptions, load_catalogue};
use crate::data::Data;
use crate::error::PipelineError;
use crate::inputs::Inputs;
use crate::progress::Progress;
use crate::read::file_facts;
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

const REJECTED_FILE: &str = "rejected.csv";

/// Runs the command; the account goes to standard output. A catalogue that was cleaned of the same
/// inputs by the same program stays as it is.
///
/// # Errors
/// If the files cannot be read or the catalogue cannot be written.
pub fn run(args: &CleanArgs, progress: Progress) -> Result<(), PipelineError> {
    let options = CleanOptions { lang: args.lang.clone() };
    check_out(args)?;
    let inputs = inputs(args)?;
    if let Some(before) = finished_before(&args.out, &inputs) {
        progress.line("nothing has changed since this catalogue was cleaned");
        return print(&before, args.json);
    }
    let (catalogue, account) = load_catalogue(&args.data, &options, &progress)?;
    let report = report(&account, inputs);
    let report = progress
        .step("writing the catalogue", 0, |_| write(&catalogue, &account, report, &args.out))?;
    print(&report, args.json)
}

fn inputs(args: &CleanArgs) -> Result<Value, PipelineError> {
    let files = Data::Csv(args.data.clone()).files()?;
    Ok(json!(Inputs::new(files, [("lang", args.lang.clone().unwrap_or_default())])))
}

/// Among its sources, the catalogue would be taken for one of them.
fn check_out(args: &CleanArgs) -> Result<(), PipelineError> {
    let Ok(out) = args.out.canonicalize() else { return Ok(()) };
    let among = args.data.iter().any(|data| data.canonicalize().is_ok_and(|data| data == out));
    if among { Err(PipelineError::OutAmongData(args.out.clone())) } else { Ok(()) }
}

/// The report of an earlier run with the same inputs, if its catalogue is still what it wrote.
fn finished_before(out: &Path, inputs: &Value) -> Option<Value> {
    let text = fs::read_to_string(out.join(ACCOUNT_FILE)).ok()?;
    let report: Value = serde_json::from_str(&text).ok()?;
    let whole = || {
        let catalogue = file_facts(&out.join(CATALOGUE_FILE)).ok();
        catalogue.is_some_and(|facts| report["output"] == json!(facts))
    };
    let rejected = out.join(REJECTED_FILE).exists();
    (rejected && report.get("inputs") == Some(inputs) && whole()).then_some(report)
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
    mut report: Value,
    out: &Path,
) -> Result<Value, PipelineError> {
    let io = |path: &Path, source| PipelineError::Io { path: path.to_owned(), source };
    fs::create_dir_all(out).map_err(|source| io(out, source))?;
    let written = out.join(ACCOUNT_FILE);
    if written.exists() {
        fs::remove_file(&written).map_err(|source| io(&written, source))?;
    }
    write_aside(out, CATALOGUE_FILE, |path| Ok(catalogue.write_parquet(path)?))?;
    write_aside(out, REJECTED_FILE, |path| account.write_rejects(path))?;
    report["output"] = json!(file_facts(&out.join(CATALOGUE_FILE))?);
    write_aside(out, ACCOUNT_FILE, |path| {
        fs::write(path, format!("{report:#}\n")).map_err(|source| io(path, source))
    })?;
    Ok(report)
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

fn print(report: &Value, json: bool) -> Result<(), PipelineError> {
    if json {
        output::print_json(report)
    } else {
        output::print(&report["text"].as_str().unwrap_or_default())
    }
}
