//! Reads the rows of a source, batch by batch.

use super::batch::Batch;
use super::blanks::WithoutBlanks;
use super::decompress::unpacked;
use super::error::ReadError;
use super::profile::Profile;
use super::sieve::sift;
use super::source::Source;
use super::table::Format;
use super::{json, parquet};
use encoding_rs::UTF_8;
use encoding_rs_io::DecodeReaderBytesBuilder;
use std::io::{self, Read};
use std::ops::ControlFlow;
use std::sync::mpsc::sync_channel;
use std::thread;

/// Batches that wait while the one before them is worked on.
const QUEUED: usize = 1;

/// Passes the rows of a source to `work`, in order, while another thread unpacks and parses the next
/// ones; `watch` is told the number of bytes after each read of the file.
///
/// # Errors
/// If the file cannot be read or unpacked, or if `work` fails.
pub fn for_each_batch<E: From<ReadError>>(
    source: &Source,
    watch: &(dyn Fn(usize) + Sync),
    mut work: impl FnMut(Batch) -> Result<(), E>,
) -> Result<(), E> {
    thread::scope(|scope| {
        let (sender, receiver) = sync_channel(QUEUED);
        let reading = scope.spawn(move || {
            read(source, watch, &mut |batch| match sender.send(batch) {
                Ok(()) => ControlFlow::Continue(()),
                Err(_) => ControlFlow::Break(()),
            })
        });
        let mut profile = None;
        let outcome = receiver.into_iter().try_for_each(|mut batch| {
            batch.profile = *profile.get_or_insert_with(|| profile_of(source, &batch));
            work(batch)
        });
        let read = reading.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        outcome.and(read.map_err(E::from))
    })
}

/// The first batch is the whole file up to some 65,000 rows.
fn profile_of(source: &Source, batch: &Batch) -> Profile {
    let mut profile = Profile::of(|column| batch.cells(column));
    profile.joined_artists = source.header.joins_artists();
    profile
}

fn read(
    source: &Source,
    watch: &(dyn Fn(usize) + Sync),
    take: &mut dyn FnMut(Batch) -> ControlFlow<()>,
) -> Result<(), ReadError> {
    if source.format == Format::Parquet {
        let error = |error| ReadError::Parquet { file: source.name(), source: error };
        return parquet::read(&source.path, &source.header, take).map_err(error);
    }
    unpacked(&source.path, source.entry.as_deref(), watch, |reader| {
        let io = |error| ReadError::Io { file: source.name(), source: error };
        read_text(source, reader, take).map_err(io)
    })
}

fn read_text(
    source: &Source,
    reader: &mut dyn Read,
    take: &mut dyn FnMut(Batch) -> ControlFlow<()>,
) -> io::Result<()> {
    let converted = source.encoding != UTF_8;
    // UTF-8 stays as it is, so that invalid bytes are counted by column.
    let reader: Box<dyn Read> = if converted {
        Box::new(DecodeReaderBytesBuilder::new().encoding(Some(source.encoding)).build(reader))
    } else {
        Box::new(reader)
    };
    match source.format {
        Format::Json(layout) => json::read(&source.header, layout, converted, reader, take),
        Format::Csv { delimiter, blanks } => {
            let reader = WithoutBlanks::new(reader, delimiter, blanks);
            sift(&source.header, delimiter, converted, reader, take)
        }
        Format::Parquet => Ok(()),
    }
}
