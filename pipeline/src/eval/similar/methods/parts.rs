use super::method::{FIRST, Method, first};
use crate::error::PipelineError;
use crate::eval::similar::catalogue::Songs;
use crate::fit::similarity::score;
use engine::recommend::{GenreVector, Profile, profiles};
use engine::{Encoder, Models, OnnxEncoder, PresetModels, RecommendModels};

/// Which part of Earworm's method.
#[derive(Clone, Copy)]
pub(crate) enum Part {
    /// The nearest embeddings, in their order.
    Embeddings,
    /// The similarity of all songs, without candidates.
    Similarity,
}

/// A part of Earworm's method, alone.
pub(crate) struct PartAlone<'a> {
    pub(crate) part: Part,
    pub(crate) parts: &'a Parts,
    pub(crate) songs: &'a Songs<'a>,
}

/// The models that the parts are taken from.
pub(crate) struct Parts {
    models: RecommendModels,
    encoder: OnnxEncoder,
    profiles: Vec<(Profile, GenreVector)>,
}

impl Parts {
    /// The parts of models of the preset earworm; none of other models.
    pub(crate) fn new(models: Models) -> Result<Option<Self>, PipelineError> {
        let PresetModels::Earworm(earworm) = models.preset else { return Ok(None) };
        let recommend = earworm.recommend;
        let encoder = OnnxEncoder::load(&recommend.encoder, recommend.vectorizer.columns())?;
        let profiles = profiles(&models.tracks, &recommend.vectorizer)
            .into_iter()
            .map(|profile| {
                let genres = recommend.vectorizer.genres.sum(&profile.genres);
                (profile, genres)
            })
            .collect();
        Ok(Some(Self { models: recommend, encoder, profiles }))
    }

    fn nearest_embeddings(&self, seed: u32) -> Result<Vec<u32>, PipelineError> {
        let vector = self.models.vectorizer.vectorize(&self.profiles[seed as usize].0);
        let embedding = self.encoder.encode_one(&vector)?;
        let near = self.models.index.nearest_of_all(&embedding, FIRST);
        Ok(near.into_iter().map(|song| song.0).collect())
    }

    fn most_similar(&self, seed: u32) -> Vec<u32> {
        let own = &self.profiles[seed as usize];
        let similarity = &self.models.vectorizer;
        let scores: Vec<f32> =
            self.profiles.iter().map(|other| score(similarity, own, other)).collect();
        first(scores.len(), FIRST, |a, b| {
            scores[b as usize].total_cmp(&scores[a as usize]).then(a.cmp(&b))
        })
    }
}

impl Method for PartAlone<'_> {
    fn name(&self) -> String {
        match self.part {
            Part::Embeddings => "  embeddings alone".to_owned(),
            Part::Similarity => "  similarity of all songs".to_owned(),
        }
    }

    fn list(
        &self,
        seed: u32,
        other_artists: bool,
        limit: usize,
    ) -> Result<Vec<u32>, PipelineError> {
        let ordered = match self.part {
            Part::Embeddings => self.parts.nearest_embeddings(seed)?,
            Part::Similarity => self.parts.most_similar(seed),
        };
        Ok(self.songs.chosen(ordered.into_iter(), seed, other_artists, limit))
    }
}
