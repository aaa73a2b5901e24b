//! Descriptions with the songs that solve them, and what they are looked for in.

use crate::build::index_songs;
use crate::clean::CleanOptions;
use crate::data::Data;
use crate::error::PipelineError;
use crate::progress::Progress;
use engine::describe::{DescribeIndex, Describer, PartValues};
use engine::{LyricsIndex, SongId, TrackTable, WordIndex};
use serde::Deserialize;
use std::collections::HashMap;
use std::path::PathBuf;

/// A line of a file of descriptions.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Description {
    /// The title of the post.
    #[serde(default)]
    pub title: String,
    #[serde(default)]
    pub text: String,
    /// The tracks that solve it.
    pub track_ids: Vec<String>,
}

/// A description and the songs that solve it.
#[derive(Clone, Debug)]
pub(super) struct Case {
    pub text: String,
    pub answers: Vec<SongId>,
}

/// The songs that a description may mean, by their parts.
#[derive(Clone, Debug)]
pub(super) struct Candidates {
    pub values: Vec<PartValues>,
    /// Which are right.
    pub right: Vec<usize>,
}

/// The songs of source files, without what only other queries need.
pub(in crate::eval) struct Indexed {
    pub tracks: TrackTable,
    pub words: WordIndex,
    pub lyrics: Option<LyricsIndex>,
    pub described: DescribeIndex,
    lyrics_by_song: HashMap<SongId, String>,
}

impl Case {
    /// The case of a description; none if the catalogue lacks the song.
    pub(super) fn new(description: &Description, table: &TrackTable) -> Option<Self> {
        let ids = description.track_ids.iter().filter_map(|id| id.parse().ok());
        let rows = ids.filter_map(|id| table.row(&id));
        let mut answers: Vec<SongId> = rows.filter_map(|row| table.song(row)).collect();
        answers.sort_unstable();
        answers.dedup();
        let text = format!("{}\n{}", description.title, description.text);
        // What the posts' source leaves of Markdown.
        let text = text.replace("&#x200B;", " ").replace('\\', "");
        (!answers.is_empty()).then_some(Self { text, answers })
    }
}

impl Indexed {
    /// Cleans and indexes source files.
    pub(in crate::eval) fn read(
        data: &[PathBuf],
        progress: Progress,
    ) -> Result<Self, PipelineError> {
        let (catalogue, _) = Data::recognise(data)?.load(&CleanOptions { lang: None }, progress)?;
        let texts: Vec<Option<String>> =
            catalogue.tracks.iter().map(|track| track.lyrics.clone()).collect();
        let (tracks, words, lyrics) = index_songs(catalogue, progress);
        let described = DescribeIndex::new(&words, lyrics.as_ref(), &tracks);
        let mut lyrics_by_song = HashMap::new();
        for (row, text) in tracks.rows().zip(texts) {
            if let (Some(song), Some(lyrics)) = (tracks.song(row), text) {
                lyrics_by_song.entry(song).or_insert(lyrics);
            }
        }
        Ok(Self { tracks, words, lyrics, described, lyrics_by_song })
    }

    pub(in crate::eval) fn describer(&self) -> Describer<'_> {
        let (words, lyrics) = (&self.words, self.lyrics.as_ref());
        Describer { index: &self.described, words, lyrics, table: &self.tracks }
    }

    pub(super) fn has_lyrics(&self, song: SongId) -> bool {
        self.lyrics_by_song.contains_key(&song)
    }

    /// The title, artists, genres and lyrics of a song.
    #[cfg(feature = "baselines")]
    pub(super) fn texts(&self, song: SongId) -> [String; 4] {
        let row = self.words.representative(song);
        let join = |texts: Vec<&str>| texts.join(" ");
        [
            self.tracks.name(row).to_owned(),
            join(self.tracks.artists(row).collect()),
            join(self.tracks.genres(row).collect()),
            self.lyrics_by_song.get(&song).cloned().unwrap_or_default(),
        ]
    }
}
