//! The models that songs are found with.

use super::lyrics::LyricsIndex;
use super::word_index::WordIndex;
use crate::error::EngineError;
use crate::nearest::SongIndex;
use crate::store::{FIND, ModelsReader, ModelsWriter, Retriever};
use crate::tracks::TrackTable;
use crate::vectorize::TfIdf;

/// What songs are found with.
pub struct FindModels {
    /// Finds songs whose words are beyond recognition: the encoder was trained to undo noise.
    pub retriever: Retriever<TfIdf, SongIndex>,
    /// The songs' words.
    pub words: WordIndex,
    /// Their lyrics, if the catalogue has any.
    pub lyrics: Option<LyricsIndex>,
}

const WORDS: &str = "find.words.bin";
const LYRICS: &str = "find.lyrics.bin";

impl FindModels {
    pub(crate) fn read(reader: &ModelsReader, tracks: &TrackTable) -> Result<Self, EngineError> {
        let models = Self {
            words: reader.map(WORDS)?,
            lyrics: reader.map_if_listed(LYRICS)?,
            retriever: FIND.read(reader)?,
        };
        let fits = models.is_consistent(tracks);
        reader.checked(models, fits)
    }

    fn is_consistent(&self, tracks: &TrackTable) -> bool {
        let songs = tracks.songs();
        self.words.is_consistent(tracks)
            && self.lyrics.as_ref().is_none_or(|lyrics| lyrics.is_consistent(songs))
            && self.retriever.vectorizer.is_consistent()
            && self.retriever.index.is_consistent(songs)
    }

    pub(crate) fn write(&self, writer: &mut ModelsWriter) -> Result<(), EngineError> {
        FIND.write(writer, &self.retriever)?;
        writer.sections(WORDS, &self.words)?;
        self.lyrics.as_ref().map_or(Ok(()), |lyrics| writer.sections(LYRICS, lyrics))
    }
}
