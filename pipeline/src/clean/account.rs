//! The account of a cleaning: what happened to every row.

use super::summary::Summary;
use crate::error::PipelineError;
use crate::read::{FileKind, Source};
use crate::rules::{Effect, Reject, Rule, Tally};
use engine::FileFacts;
use serde::Serialize;
use std::fmt;
use std::path::{Path, PathBuf};

/// What happened to every row of every file: rows = kept + merged + rejected.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Account {
    /// The files, in the order in which they were read.
    pub files: Vec<FileAccount>,
    /// How often each rule was met.
    pub rules: Tally,
    /// Counts over the finished catalogue.
    pub catalogue: Summary,
    #[serde(skip)]
    rejects: Vec<(usize, Reject)>,
}

/// What happened to the rows of a file.
#[derive(Clone, Debug, Serialize)]
pub struct FileAccount {
    /// Its name.
    pub file: String,
    /// What it holds.
    pub kind: FileKind,
    /// Why it was skipped, if it was.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub skipped: Option<&'static str>,
    /// Rows read.
    pub rows: u64,
    /// Rows that made a track or an artist.
    pub kept: u64,
    /// Rows that added to a track or an artist of another row.
    pub merged: u64,
    /// Rows that were rejected.
    pub rejected: u64,
    /// Remarks.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
    #[serde(skip)]
    path: PathBuf,
    /// SHA-256 of the file or of the archive that it is in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub facts: Option<FileFacts>,
}

impl Account {
    /// Opens the account of a file and returns its number.
    pub(super) fn open(&mut self, source: &Source, facts: Option<FileFacts>) -> usize {
        self.files.push(FileAccount {
            skipped: source.kind.skipped(),
            notes: notes(source),
            ..FileAccount::new(source.name(), source.kind, &source.path, facts)
        });
        self.files.len() - 1
    }

    /// Opens the account of a cleaned catalogue and returns its number.
    pub(super) fn open_cleaned(&mut self, path: &Path, facts: FileFacts) -> usize {
        let name = facts.name.clone();
        self.files.push(FileAccount::new(name, FileKind::Tracks, path, Some(facts)));
        self.files.len() - 1
    }

    pub(super) fn keep(&mut self, file: usize) {
        self.files[file].rows += 1;
        self.files[file].kept += 1;
    }

    pub(super) fn merge(&mut self, file: usize, rule: Rule) {
        self.rules.count_row(rule);
        self.files[file].rows += 1;
        self.files[file].merged += 1;
    }

    pub(super) fn reject(&mut self, file: usize, reject: Reject) {
        self.rules.count_row(reject.rule);
        self.files[file].rows += 1;
        self.files[file].rejected += 1;
        self.rejects.push((file, reject));
    }

    /// Rejects a row that was kept before.
    pub(super) fn reject_kept(&mut self, file: usize, reject: Reject) {
        self.files[file].rows -= 1;
        self.files[file].kept -= 1;
        self.reject(file, reject);
    }

    /// The files that the catalogue was made from, each archive once.
    pub fn sources(&self) -> Vec<FileFacts> {
        let mut paths: Vec<&Path> = Vec::new();
        let mut sources = Vec::new();
        for file in &self.files {
            if let Some(facts) =
                file.facts.as_ref().filter(|_| !paths.contains(&file.path.as_path()))
            {
                paths.push(&file.path);
                sources.push(facts.clone());
            }
        }
        sources
    }

    /// Whether every row is accounted for, and each kept row of tracks is a track.
    pub fn adds_up(&self) -> bool {
        let each =
            self.files.iter().all(|file| file.rows == file.kept + file.merged + file.rejected);
        let tracks = self.files.iter().filter(|file| file.kind.has_tracks()).map(|file| file.kept);
        let rejected = self.files.iter().map(|file| file.rejected).sum::<u64>();
        each && tracks.sum::<u64>() == self.catalogue.tracks
            && rejected == self.rejects.len() as u64
    }

    /// The rejected rows with the names of their files.
    pub fn rejects(&self) -> impl Iterator<Item = (&str, &Reject)> {
        self.rejects.iter().map(|(file, reject)| (self.files[*file].file.as_str(), reject))
    }

    /// Writes the rejected rows as CSV: file, line, rule, reason.
    ///
    /// # Errors
    /// If the file cannot be written.
    pub fn write_rejects(&self, path: &Path) -> Result<(), PipelineError> {
        let io = PipelineError::io(path);
        let mut writer = csv::Writer::from_path(path).map_err(|error| io(error.into()))?;
        let mut write = || -> csv::Result<()> {
            writer.write_record(["file", "line", "rule", "reason"])?;
            for (file, Reject { line, rule, reason }) in self.rejects() {
                writer.write_record([file, &line.to_string(), rule.name(), reason])?;
            }
            Ok(writer.flush()?)
        };
        write().map_err(|error| io(error.into()))
    }

    /// The account as indented JSON.
    pub fn to_json(&self) -> String {
        let mut json = serde_json::to_string_pretty(self).unwrap_or_default();
        json.push('\n');
        json
    }
}

impl FileAccount {
    fn new(file: String, kind: FileKind, path: &Path, facts: Option<FileFacts>) -> Self {
        Self {
            file,
            kind,
            skipped: None,
            rows: 0,
            kept: 0,
            merged: 0,
            rejected: 0,
            notes: Vec::new(),
            path: path.to_owned(),
            facts,
        }
    }
}

fn notes(source: &Source) -> Vec<String> {
    let duplicates = source.header.duplicates();
    let repeated = duplicates
        .iter()
        .map(|name| format!("the header repeats the column {name:?}: the first one is used"));
    let encoding = (source.encoding() != "UTF-8")
        .then(|| format!("encoded in {}: converted to UTF-8", source.encoding()));
    let blanks = source.skips_blanks().then(|| "blanks before quotation marks skipped".to_owned());
    encoding.into_iter().chain(blanks).chain(repeated).collect()
}

impl fmt::Display for Account {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "{:<28} {:>9} {:>9} {:>9} {:>9}",
            "file", "rows", "kept", "merged", "rejected"
        )?;
        for file in &self.files {
            write_file(f, file)?;
        }
        write_rules(f, &self.rules)?;
        write_summary(f, &self.catalogue)
    }
}

fn write_file(f: &mut fmt::Formatter<'_>, account: &FileAccount) -> fmt::Result {
    let FileAccount { file, rows, kept, merged, rejected, .. } = account;
    match account.skipped {
        Some(reason) => writeln!(f, "{file:<28} skipped: {reason}")?,
        None => writeln!(f, "{file:<28} {rows:>9} {kept:>9} {merged:>9} {rejected:>9}")?,
    }
    account.notes.iter().try_for_each(|note| writeln!(f, "  {note}"))
}

fn write_rules(f: &mut fmt::Formatter<'_>, rules: &Tally) -> fmt::Result {
    for (rule, column, count) in rules.iter() {
        let effect = match rule.effect() {
            Effect::Rejects => "rejected",
            Effect::Merges => "merged",
            Effect::Forgets => "made unknown",
            Effect::Repairs => "repaired",
        };
        let column = column.map(|column| format!(" in {}", column.name())).unwrap_or_default();
        writeln!(f, "{count:>9} {effect}: {rule}{column} ({})", rule.description())?;
    }
    Ok(())
}

fn write_summary(f: &mut fmt::Formatter<'_>, summary: &Summary) -> fmt::Result {
    let Summary { tracks, with_genres, with_lyrics, .. } = summary;
    let mut languages: Vec<_> = summary.languages.iter().collect();
    languages.sort_by_key(|(_, count)| std::cmp::Reverse(**count));
    let languages: Vec<String> =
        languages.iter().take(8).map(|(lang, count)| format!("{lang} {count}")).collect();
    writeln!(f, "{tracks} tracks, {with_genres} with genres, {with_lyrics} with lyrics")?;
    write!(f, "languages: {}", languages.join(", "))
}
