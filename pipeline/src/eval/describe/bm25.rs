//! BM25 (Robertson et al., 1994) by tantivy, over titles, artists, genres and lyrics.

use super::case::Indexed;
use crate::error::PipelineError;
use engine::{SongId, text};
use std::collections::BTreeSet;
use tantivy::collector::TopDocs;
use tantivy::query::{BooleanQuery, Query, TermQuery};
use tantivy::schema::{FAST, Field, IndexRecordOption, Schema, TextFieldIndexing, TextOptions};
use tantivy::tokenizer::{TextAnalyzer, WhitespaceTokenizer};
use tantivy::{Index, IndexWriter, Searcher, TantivyDocument, TantivyError, Term};

/// One document a song, with a field for each kind of text; a word may be in any.
pub(super) struct Bm25 {
    searcher: Searcher,
    fields: [Field; 4],
}

const SONG: &str = "song";
const WORDS: &str = "words";

/// Memory for indexing, bytes.
const MEMORY: usize = 200_000_000;

impl Bm25 {
    pub(super) fn new(songs: &Indexed) -> Result<Self, TantivyError> {
        let mut schema = Schema::builder();
        let indexing = TextFieldIndexing::default()
            .set_tokenizer(WORDS)
            .set_index_option(IndexRecordOption::WithFreqs);
        let options = TextOptions::default().set_indexing_options(indexing);
        let fields = ["title", "artists", "genres", "lyrics"]
            .map(|name| schema.add_text_field(name, options.clone()));
        let song = schema.add_u64_field(SONG, FAST);
        let index = Index::create_in_ram(schema.build());
        index.tokenizers().register(WORDS, TextAnalyzer::from(WhitespaceTokenizer::default()));
        let mut writer: IndexWriter = index.writer_with_num_threads(1, MEMORY)?;
        for number in 0..songs.tracks.songs() {
            let mut document = TantivyDocument::default();
            document.add_u64(song, number as u64);
            for (field, text) in fields.iter().zip(songs.texts(SongId::at(number))) {
                document.add_text(*field, text::words(&text).join(" "));
            }
            writer.add_document(document)?;
        }
        writer.commit()?;
        writer.merge(&index.searchable_segment_ids()?).wait()?;
        Ok(Self { searcher: index.reader()?.searcher(), fields })
    }

    /// The best songs for a text.
    pub(super) fn find(&self, text: &str, count: usize) -> Result<Vec<SongId>, PipelineError> {
        let words: BTreeSet<String> = text::words(text).into_iter().collect();
        let terms = words.iter().flat_map(|word| {
            self.fields.map(|field| Box::new(term(field, word)) as Box<dyn Query>)
        });
        let query = BooleanQuery::union(terms.collect());
        let found = self.searcher.search(&query, &TopDocs::with_limit(count).order_by_score())?;
        let song = |(_, address): &(f32, tantivy::DocAddress)| {
            let segment = self.searcher.segment_reader(address.segment_ord);
            let songs = segment.fast_fields().u64(SONG).ok()?;
            songs.first(address.doc_id)?.try_into().ok().map(SongId)
        };
        Ok(found.iter().filter_map(song).collect())
    }
}

fn term(field: Field, word: &str) -> TermQuery {
    TermQuery::new(Term::from_field_text(field, word), IndexRecordOption::WithFreqs)
}
