//! `pipeline clean`.

use super::output;
use crate::catalogue::{ACCOUNT_FILE, CATALOGUE_FILE, Catalogue};
use crate::clean::{Account, CleanOptions, load_catalogue};
use crate::data::Data;
use crate::durable::{rename, sync};
use crate::error::PipelineError;
use crate::fingerprint::Fingerprint;
use crate::progress::Progress;
use crate::read::file_facts;
use serde_json::{Value, json};
use std::fs;
use std::path::{Path, PathBuf};

/// Clean source files into one catalogue, with an account of every row.
#[derive(Debug, clap::Args)]
pub struct CleanArgs {
    /// Source files, archives or directories of them.
    #[arg(long, required = true, num_args = 1.., value_name = "PATH")]
    data: Vec<PathBuf>,
    /// Directory for the catalogue, the account and the rejected rows.
    #[arg(long, value_name = "DIR", required_unless_present = "dry_run")]
    out: Option<PathBuf>,
    /// Print the account and write nothing.
    #[arg(long)]
    dry_run: bool,
    /// Keep only tracks with genres and in this language, such as en.
    #[arg(long, value_name = "CODE")]
    lang: Option<String>,
    /// Print the account as JSON.
    #[arg(long)]
    json: bool,
}

const REJECTED_FILE: &str = "rejected.csv";

/// Runs the command and prints the account. A catalogue with the same fingerprint is left as it is.
///
/// # Errors
/// If the files cannot be read or the catalogue cannot be written.
pub fn run(args: &CleanArgs, progress: Progress) -> Result<(), PipelineError> {
    let options = CleanOptions { lang: args.lang.clone() };
    let Some(out) = args.out.as_deref().filter(|_| !args.dry_run) else {
        let (_, account) = load_catalogue(&args.data, &options, &progress)?;
        return print(&report(&account, fingerprint(args)?), args.json);
    };
    check_out(&args.data, out)?;
    let fingerprint = fingerprint(args)?;
    if let Some(before) = finished_before(out, &fingerprint) {
        progress.line("nothing has changed since this catalogue was cleaned");
        return print(&before, args.json);
    }
    let (catalogue, account) = load_catalogue(&args.data, &options, &progress)?;
    let report = report(&account, fingerprint);
    let report =
        progress.step("writing the catalogue", 0, |_| write(&catalogue, &account, report, out))?;
    print(&report, args.json)
}

fn fingerprint(args: &CleanArgs) -> Result<Value, PipelineError> {
    let files = Data::Sources(args.data.clone()).files()?;
    Ok(json!(Fingerprint::new(files, [("lang", args.lang.clone().unwrap_or_default())])))
}

/// Refuses to write among the sources, where the catalogue would be read as one of them next time, and
/// to overwrite a file of somebody else's.
fn check_out(data: &[PathBuf], out: &Path) -> Result<(), PipelineError> {
    let Ok(out) = out.canonicalize() else { return Ok(()) };
    if data.iter().any(|data| data.canonicalize().is_ok_and(|data| data == out)) {
        return Err(PipelineError::OutAmongData(out));
    }
    let catalogue = out.join(CATALOGUE_FILE);
    if catalogue.exists() && !Catalogue::is_at(&catalogue) && !out.join(ACCOUNT_FILE).exists() {
        return Err(PipelineError::NotACatalogue(catalogue));
    }
    Ok(())
}

/// The report of an earlier run with the same fingerprint, if its output is unchanged.
fn finished_before(out: &Path, fingerprint: &Value) -> Option<Value> {
    let text = fs::read_to_string(out.join(ACCOUNT_FILE)).ok()?;
    let report: Value = serde_json::from_str(&text).ok()?;
    let whole = || {
        let catalogue = file_facts(&out.join(CATALOGUE_FILE)).ok();
        catalogue.is_some_and(|facts| report["output"] == json!(facts))
    };
    let rejected = out.join(REJECTED_FILE).exists();
    (rejected && report.get("inputs") == Some(fingerprint) && whole()).then_some(report)
}

fn report(account: &Account, fingerprint: Value) -> Value {
    let mut report = serde_json::to_value(account).unwrap_or_default();
    report["inputs"] = fingerprint;
    report["text"] = account.to_string().into();
    report
}

/// Writes each file aside and renames it. The account is removed first and written last: where there is
/// one, the other files are complete.
fn write(
    catalogue: &Catalogue,
    account: &Account,
    mut report: Value,
    out: &Path,
) -> Result<Value, PipelineError> {
    fs::create_dir_all(out).map_err(PipelineError::io(out))?;
    let written = out.join(ACCOUNT_FILE);
    if written.exists() {
        fs::remove_file(&written).map_err(PipelineError::io(&written))?;
    }
    write_aside(out, CATALOGUE_FILE, |path| Ok(catalogue.write_parquet(path)?))?;
    write_aside(out, REJECTED_FILE, |path| account.write_rejects(path))?;
    report["output"] = json!(file_facts(&out.join(CATALOGUE_FILE))?);
    write_aside(out, ACCOUNT_FILE, |path| {
        fs::write(path, format!("{report:#}\n")).map_err(PipelineError::io(path))
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
    sync(&aside)?;
    rename(&aside, &path)
}

fn print(report: &Value, json: bool) -> Result<(), PipelineError> {
    if json {
        output::print_json(report)
    } else {
        output::print(&report["text"].as_str().unwrap_or_default())
    }
}
