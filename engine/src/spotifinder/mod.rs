//! The method of Spotifinder, the project that Earworm re-creates.

mod find;
mod index;
mod recommend;

pub use find::spotifinder_document;
pub use index::TrackIndex;

use crate::doors::{Find, Recommend};
use crate::encode::OnnxEncoder;
use crate::error::EngineError;
use crate::song_vector::SongVectorizer;
use crate::store::{FIND, ModelsReader, ModelsWriter, RECOMMEND, Retriever};
use crate::tracks::TrackTable;
use crate::vectorize::TfIdf;
use find::TrackFinder;
use recommend::Recommender;
use std::sync::Arc;

/// The models of the original's method.
pub struct SpotifinderModels {
    /// The tracks' words, an autoencoder of them, and the tracks' embeddings.
    pub find: Retriever<TfIdf, TrackIndex>,
    /// The tracks' features and genres, an autoencoder of them, and the tracks' embeddings.
    pub recommend: Retriever<SongVectorizer, TrackIndex>,
}

/// Answers for finding and for recommending.
type Opened = (Arc<dyn Find>, Arc<dyn Recommend>);

impl SpotifinderModels {
    pub(crate) fn read(reader: &ModelsReader, tracks: &TrackTable) -> Result<Self, EngineError> {
        let models = Self { find: FIND.read(reader)?, recommend: RECOMMEND.read(reader)? };
        let fits = models.is_consistent(tracks.len());
        reader.checked(models, fits)
    }

    fn is_consistent(&self, tracks: usize) -> bool {
        self.find.vectorizer.is_consistent()
            && self.find.index.is_consistent(tracks)
            && self.recommend.vectorizer.is_consistent()
            && self.recommend.index.is_consistent(tracks)
    }

    pub(crate) fn write(&self, writer: &mut ModelsWriter) -> Result<(), EngineError> {
        FIND.write(writer, &self.find)?;
        RECOMMEND.write(writer, &self.recommend)
    }

    /// Prepares the models for answering.
    pub(crate) fn open(self, tracks: &Arc<TrackTable>) -> Result<Opened, EngineError> {
        let Retriever { vectorizer, encoder, index } = self.find;
        let encoder = Box::new(OnnxEncoder::load(&encoder, vectorizer.len())?);
        let find = TrackFinder { vectorizer, encoder, index, tracks: Arc::clone(tracks) };
        let Retriever { vectorizer, encoder, index } = self.recommend;
        let encoder = Box::new(OnnxEncoder::load(&encoder, vectorizer.len())?);
        let recommend = Recommender { vectorizer, encoder, index, tracks: Arc::clone(tracks) };
        Ok((Arc::new(find), Arc::new(recommend)))
    }
}
