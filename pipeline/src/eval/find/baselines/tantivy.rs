use super::one_row_per_song;
use crate::error::PipelineError;
use crate::eval::find::finder::{Finder, Found};
use crate::eval::find::songs::{HintTrack, Songs};
use catalog::Query as Hint;
use engine::numeric::{float_from_u64, single};
use engine::text;
use std::sync::Arc;
use tantivy::collector::TopDocs;
use tantivy::columnar::ColumnValues;
use tantivy::query::{
    BooleanQuery, BoostQuery, DisjunctionMaxQuery, FuzzyTermQuery, Query, TermQuery,
};
use tantivy::schema::{FAST, Field, IndexRecordOption, Schema, TextFieldIndexing, TextOptions};
use tantivy::tokenizer::{TextAnalyzer, WhitespaceTokenizer};
use tantivy::{
    DocAddress, DocId, Index, IndexWriter, Score, Searcher, SegmentReader, TantivyDocument,
    TantivyError, Term,
};

/// A textbook search engine: titles and artists ranked by BM25; any word may be misspelt and the
/// last one incomplete. Words are normalised as in Earworm, results are one per song, and
/// popularity breaks near-ties.
pub struct Tantivy<'a> {
    songs: &'a Songs,
    searcher: Searcher,
    rows: Vec<Option<Column>>,
    fields: Fields,
}

#[derive(Clone, Copy)]
struct Fields {
    title: Field,
    artists: Field,
    popularity: Field,
    row: Field,
}

const POPULARITY: &str = "popularity";
const ROW: &str = "row";
const WORDS: &str = "words";

/// Tracks ranked, so that ten songs remain once versions are merged.
const TRACKS: usize = 60;

/// Memory for indexing, bytes.
const MEMORY: usize = 200_000_000;

impl<'a> Tantivy<'a> {
    /// Indexes a catalogue in memory.
    ///
    /// # Errors
    /// If tantivy fails.
    pub fn new(songs: &'a Songs) -> Result<Self, TantivyError> {
        let (schema, fields) = schema();
        let index = Index::create_in_ram(schema);
        index.tokenizers().register(WORDS, TextAnalyzer::from(WhitespaceTokenizer::default()));
        let mut writer: IndexWriter = index.writer_with_num_threads(1, MEMORY)?;
        for (track, row) in songs.tracks().iter().zip(0_u64..) {
            writer.add_document(fields.document(&track.track, row))?;
        }
        writer.commit()?;
        writer.merge(&index.searchable_segment_ids()?).wait()?;
        let searcher = index.reader()?.searcher();
        let rows = searcher.segment_readers().iter().map(|segment| column(segment, ROW));
        Ok(Self { songs, rows: rows.collect(), searcher, fields })
    }

    fn search(&self, query: &dyn Query) -> Result<Vec<u32>, TantivyError> {
        let by_score = TopDocs::with_limit(TRACKS).tweak_score(|segment: &SegmentReader| {
            let column = column(segment, POPULARITY);
            move |document: DocId, score: Score| {
                let popularity = column.as_ref().map_or(0, |column| column.get_val(document));
                score * (1.0 + POPULARITY_WEIGHT * single(float_from_u64(popularity)) / 100.0)
            }
        });
        let found: Vec<(Score, DocAddress)> = self.searcher.search(query, &by_score)?;
        Ok(found.iter().filter_map(|(_, address)| self.row(*address)).collect())
    }

    fn row(&self, address: DocAddress) -> Option<u32> {
        let rows = self.rows.get(address.segment_ord as usize)?.as_ref()?;
        rows.get_val(address.doc_id).try_into().ok()
    }
}

type Column = Arc<dyn ColumnValues<u64>>;

fn column(segment: &SegmentReader, name: &str) -> Option<Column> {
    segment.fast_fields().u64(name).ok().map(|column| column.first_or_default_col(0))
}

fn schema() -> (Schema, Fields) {
    let mut schema = Schema::builder();
    let indexing = TextFieldIndexing::default()
        .set_tokenizer(WORDS)
        .set_index_option(IndexRecordOption::WithFreqs);
    let text = TextOptions::default().set_indexing_options(indexing);
    let fields = Fields {
        title: schema.add_text_field("title", text.clone()),
        artists: schema.add_text_field("artists", text),
        popularity: schema.add_u64_field(POPULARITY, FAST),
        row: schema.add_u64_field(ROW, FAST),
    };
    (schema.build(), fields)
}

const POPULARITY_WEIGHT: f32 = 0.1;

impl Fields {
    fn document(self, track: &HintTrack, row: u64) -> TantivyDocument {
        let words = |text: &str| text::words(text).join(" ");
        let mut document = TantivyDocument::default();
        document.add_text(self.title, words(&track.name));
        document.add_text(self.artists, words(&track.artists.join(" ")));
        document.add_u64(self.popularity, track.popularity.unwrap_or_default().into());
        document.add_u64(self.row, row);
        document
    }

    /// Every word may be in either field; more and rarer words score higher.
    fn query(self, words: &[String]) -> BooleanQuery {
        let last = words.len().saturating_sub(1);
        let words = words.iter().enumerate();
        BooleanQuery::union(words.map(|(at, word)| self.word(word, at == last)).collect())
    }

    /// A word matched exactly (BM25), misspelt or incomplete (constant scores), whichever is best.
    fn word(self, word: &str, unfinished: bool) -> Box<dyn Query> {
        let errors = match word.chars().count() {
            0..4 => 0,
            4..8 => 1,
            _ => 2,
        };
        let fields = [self.title, self.artists];
        let ways = fields.into_iter().flat_map(|field| {
            let term = Term::from_field_text(field, word);
            let exact = TermQuery::new(term.clone(), IndexRecordOption::WithFreqs);
            let mut ways: Vec<Box<dyn Query>> = vec![Box::new(exact)];
            if errors > 0 {
                ways.push(boosted(FuzzyTermQuery::new(term.clone(), errors, true), FUZZY));
            }
            if unfinished {
                ways.push(boosted(FuzzyTermQuery::new_prefix(term, errors.min(1), true), PREFIX));
            }
            ways
        });
        Box::new(DisjunctionMaxQuery::with_tie_breaker(ways.collect(), TIE))
    }
}

/// Scores of misspelt and incomplete words; BM25 scores are mostly 5 to 12.
const FUZZY: f32 = 4.0;
const PREFIX: f32 = 3.0;
const TIE: f32 = 0.1;

fn boosted(query: impl Query + 'static, boost: f32) -> Box<dyn Query> {
    Box::new(BoostQuery::new(Box::new(query), boost))
}

impl Finder for Tantivy<'_> {
    fn name(&self) -> String {
        "tantivy".to_owned()
    }

    fn find(&self, hint: &Hint) -> Result<Found, PipelineError> {
        let query = self.fields.query(&text::words(hint.as_str()));
        let rows = one_row_per_song(self.search(&query)?.into_iter(), self.songs);
        Ok(Found { answered: !rows.is_empty(), rows, confidence: None, chance: None })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::eval::find::songs::tests::songs;

    #[test]
    fn words_may_be_misspelt_or_incomplete() {
        let songs = songs(&[
            ("Heroes", "David Bowie"),
            ("Under Pressure", "Queen;David Bowie"),
            ("Under Pressure - Live", "Queen;David Bowie"),
            ("Hello", "Adele"),
        ]);
        let finder = Tantivy::new(&songs).expect("indexed");
        let check = |hint: &str, first: u32| {
            let found = finder.find(&hint.parse().expect("a query")).expect("found");
            let song = found.rows.first().map(|&row| songs.track(row).song);
            assert_eq!(song, Some(songs.track(first).song), "{hint:?} gave {found:?}");
        };
        check("heroes", 0);
        check("presure queen", 1);
        check("bowie her", 0);
        check("adele", 3);
    }
}
