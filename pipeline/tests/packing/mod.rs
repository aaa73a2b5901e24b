//! Packs what tests read.

use std::io::{Cursor, Write};

pub(crate) fn gzip(plain: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(plain).expect("packs");
    encoder.finish().expect("packs")
}

pub(crate) fn zstandard(plain: &[u8]) -> Vec<u8> {
    zstd::encode_all(plain, 1).expect("packs")
}

pub(crate) fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    for (name, content) in files {
        writer.start_file(*name, options).expect("packs");
        writer.write_all(content).expect("packs");
    }
    writer.finish().expect("packs").into_inner()
}
