//! Opens compressed files, recognised by their first bytes, and limits what they unpack to.

use super::error::ReadError;
use flate2::read::MultiGzDecoder;
use std::fs::File;
use std::io::{self, BufReader, Read, Seek, SeekFrom};
use std::path::Path;
use zip::ZipArchive;
use zip::result::ZipError;

/// How a file is compressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Packing {
    Plain,
    Gzip,
    Zstandard,
    Zip,
}

/// A small hostile file can unpack to far more than any real CSV file holds.
const MAX_BYTES: u64 = 32 << 30;

/// 128 MiB: a Zstandard file may ask for gigabytes.
const MAX_WINDOW_LOG: u32 = 27;

/// How an open file is compressed; reading continues at its start.
pub(super) fn packing(file: &mut File) -> io::Result<Packing> {
    let mut magic = Vec::with_capacity(4);
    file.take(4).read_to_end(&mut magic)?;
    file.seek(SeekFrom::Start(0))?;
    Ok(match magic.as_slice() {
        [0x1f, 0x8b, ..] => Packing::Gzip,
        [0x28, 0xb5, 0x2f, 0xfd] => Packing::Zstandard,
        [b'P', b'K', 3, 4] => Packing::Zip,
        _ => Packing::Plain,
    })
}

/// The names of the entries of a zip archive that `is_table` accepts, sorted.
pub(super) fn zip_entries(
    file: File,
    path: &Path,
    is_table: fn(&str) -> bool,
) -> Result<Vec<String>, ReadError> {
    let archive = ZipArchive::new(BufReader::new(file)).map_err(|error| unpack(path, &error))?;
    let wanted = |name: &&str| is_table(name) && !name.starts_with("__MACOSX");
    let mut names: Vec<String> = archive.file_names().filter(wanted).map(str::to_owned).collect();
    names.sort();
    if names.is_empty() {
        return Err(ReadError::NoTables(path.to_owned()));
    }
    Ok(names)
}

/// Passes the unpacked bytes of a file to `work`; `watch` is told the number of packed bytes read.
pub(super) fn unpacked<T>(
    path: &Path,
    entry: Option<&str>,
    watch: &(dyn Fn(usize) + Sync),
    work: impl FnOnce(&mut dyn Read) -> Result<T, ReadError>,
) -> Result<T, ReadError> {
    let io = |source| ReadError::Io { file: path.display().to_string(), source };
    let mut file = File::open(path).map_err(io)?;
    let packing = packing(&mut file).map_err(io)?;
    if let Some(entry) = entry {
        let file = BufReader::new(Watched { file, watch });
        let mut archive = ZipArchive::new(file).map_err(|error| unpack(path, &error))?;
        let unpacked = archive.by_name(entry).map_err(|error| unpack(path, &error))?;
        return work(&mut bounded(unpacked)).map_err(damaged);
    }
    let file = Watched { file, watch };
    match packing {
        Packing::Gzip => {
            let decoder = MultiGzDecoder::new(BufReader::with_capacity(1 << 17, file));
            work(&mut bounded(decoder)).map_err(damaged)
        }
        Packing::Zstandard => {
            let mut decoder = zstd::Decoder::new(file).map_err(io)?;
            decoder.window_log_max(MAX_WINDOW_LOG).map_err(io)?;
            work(&mut bounded(decoder)).map_err(damaged)
        }
        Packing::Plain | Packing::Zip => work(&mut bounded(file)),
    }
}

/// Errors of these kinds come from the decoder, so the file is to blame.
fn damaged(error: ReadError) -> ReadError {
    use io::ErrorKind::{InvalidData, InvalidInput, Other, UnexpectedEof};
    match error {
        ReadError::Io { file, source }
            if matches!(source.kind(), InvalidData | InvalidInput | Other | UnexpectedEof) =>
        {
            ReadError::Unpack { file, reason: source.to_string() }
        }
        error => error,
    }
}

fn unpack(path: &Path, error: &ZipError) -> ReadError {
    ReadError::Unpack { file: path.display().to_string(), reason: error.to_string() }
}

struct Watched<'a> {
    file: File,
    watch: &'a (dyn Fn(usize) + Sync),
}

impl Read for Watched<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.file.read(buffer)?;
        (self.watch)(read);
        Ok(read)
    }
}

impl Seek for Watched<'_> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.file.seek(to)
    }
}

struct Bounded<R> {
    inner: R,
    left: u64,
}

fn bounded<R: Read>(inner: R) -> Bounded<R> {
    Bounded { inner, left: MAX_BYTES }
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.left = self.left.checked_sub(read as u64).ok_or_else(too_large)?;
        Ok(read)
    }
}

fn too_large() -> io::Error {
    io::Error::other(format!("it unpacks to more than {} GiB", MAX_BYTES >> 30))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unpacked_bytes_are_limited() {
        let mut reader = Bounded { inner: io::repeat(b'x'), left: 1000 };
        let error = reader.read_to_end(&mut Vec::new()).expect_err("too much");
        assert!(error.to_string().contains("32 GiB"), "{error}");
    }
}
