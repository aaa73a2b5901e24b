//! Reads the rows of a source, batch by batch.

use super::batch::Batch;
use super::decompress::unpacked;
use super::error::ReadError;
use super::sieve::sift;
use super::source::Source;
use std::ops::ControlFlow;
use std::sync::mpsc::{SyncSender, sync_channel};
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
        let reading = scope.spawn(move || send_batches(source, watch, &sender));
        let outcome = receiver.into_iter().try_for_each(&mut work);
        let read = reading.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        outcome.and(read.map_err(E::from))
    })
}

fn send_batches(
    source: &Source,
    watch: &(dyn Fn(usize) + Sync),
    sender: &SyncSender<Batch>,
) -> Result<(), ReadError> {
    unpacked(&source.path, source.entry.as_deref(), watch, |reader| {
        sift(source, reader, &mut |batch| match sender.send(batch) {
            Ok(()) => ControlFlow::Continue(()),
            Err(_) => ControlFlow::Break(()),
        })
    })
}
