//! The numbers that finding was tuned with, in the order in which a query meets them.
//!
//! Most were set by hand on the tuning half of the benchmark (`docs/finding.md`), those of lyrics, signs and
//! censored words on small cases; after a change, `pipeline eval find --seed tuning` tells whether it
//! helped. What the ranking features count is learned ([`crate::ranking`]). [`edit_budget`],
//! `DEFAULT_POPULARITY`, `POPULARITY_PRIOR` and `SHORT_TITLE_PRIOR` are also used when models are built: build them
//! again after changing one of them.

// ---- Parsing the query ----

/// Tokens of a query that are used; the rest is ignored.
pub(super) const MAX_TOKENS: usize = 32;

/// A query of more tokens is long: its known words are taken as typed, which keeps it fast.
pub(super) const LONG_QUERY: usize = 9;

/// How much a filler such as "lyrics" counts, next to an ordinary word.
pub(super) const FILLER_WEIGHT: f32 = 0.12;

/// How much an unknown word counts, next to a term that occurs in one song.
pub(super) const UNKNOWN_WEIGHT: f32 = 0.5;

/// The least that a word counts, however common; on the scale of idf.
pub(super) const MIN_WEIGHT: f32 = 0.5;

// ---- Expanding tokens to terms ----

/// The typo budget: how many edits a misspelt word of so many characters may have.
pub(super) fn edit_budget(chars: usize) -> usize {
    match chars {
        0..=2 => 0,
        3..=4 => 1,
        5..=8 => 2,
        _ => 3,
    }
}

/// Terms that one token is expanded to by spelling and by sound.
pub(super) const MAX_MISSPELLINGS: usize = 40;

/// Terms that an unfinished token is completed to.
pub(super) const MAX_CONTINUATIONS: usize = 24;

// ---- Similarity of a token and a term, 0 to 1 ----

/// Another spelling of the same word: "2" for "two".
pub(super) const OTHER_SPELLING: f32 = 0.94;

/// Two words written as one, or one as two.
pub(super) const JOINED: f32 = 0.95;

/// A term of which hardly anything was typed yet, and what typing all of it adds.
pub(super) const PREFIX: f32 = 0.86;
pub(super) const PREFIX_GAIN: f32 = 0.12;

/// What an edit costs, divided by the length of the word.
pub(super) const EDIT_COST: f32 = 0.85;

/// What it costs in addition if the first letters differ: people rarely get them wrong.
pub(super) const FIRST_LETTER_COST: f32 = 0.06;

/// The similarity of a misspelling, however many edits it takes.
pub(super) const MIN_TYPO: f32 = 0.05;

/// A term that sounds like the token, what each different letter costs, divided by the length of the
/// word, and the least that still counts.
pub(super) const SOUND: f32 = 0.88;
pub(super) const SOUND_EDIT_COST: f32 = 0.5;
pub(super) const MIN_SOUND: f32 = 0.3;

// ---- Splitting words that were typed without blanks ----

/// Characters of a token that is worth splitting.
pub(super) const SPLIT_CHARS: std::ops::RangeInclusive<usize> = 5..=80;

/// The longest term that splitting considers.
pub(super) const MAX_SPLIT_TERM: usize = 18;

/// What each word costs beside its idf, so that few words beat many, and what one of up to two letters
/// costs in addition: any text consists of those.
pub(super) const SPLIT_COST: f32 = 4.0;
pub(super) const SHORT_SPLIT_COST: f32 = 3.0;

/// How much more of the query a song must explain once it is split.
pub(super) const SPLIT_GAIN: f32 = 0.1;

// ---- Collecting candidates ----

/// Candidates with the largest sums of idf. Chosen of 100, 160, 250 and 500 with `pipeline eval find --seed 2
/// --per-kind 500 --candidates 100,250,500`: the song is first for 0.996 and among ten for 0.999 of the hints with
/// each of them, and medians differ by less than the runs do (0.8 to 1.0 ms on a busy machine).
pub(super) const MAX_BY_TERMS: usize = 160;

/// Candidates whose titles begin with the query.
pub(super) const MAX_BY_BEGINNING: usize = 24;

/// A candidate needs this share of the best candidate's sum.
pub(super) const MIN_CANDIDATE_SHARE: f32 = 0.35;

/// Postings read for one token. A common word's remaining expansions are left to the alignment.
pub(super) const MAX_POSTINGS_PER_TOKEN: usize = 40_000;

/// Postings read for a query, rarest words first, and for a long one. The remaining words are left to
/// the alignment.
pub(super) const MAX_POSTINGS: usize = 60_000;
pub(super) const MAX_POSTINGS_LONG: usize = 30_000;

/// What popularity 100 and a title of one word add to a candidate's sum of idf. They decide among
/// songs with the same words.
pub(super) const POPULARITY_PRIOR: f32 = 0.8;
pub(super) const SHORT_TITLE_PRIOR: f32 = 1.2;

/// The popularity of a song for which none is known: that of most songs.
pub(super) const DEFAULT_POPULARITY: u8 = 20;

// ---- Re-ranking ----

/// In re-ranking, any token may be the beginning of a term. One of this length may, and its similarity
/// is that of an unfinished last token times this factor.
pub(super) const MIN_PREFIX: usize = 3;
pub(super) const INNER_PREFIX: f32 = 0.9;

/// Songs are re-ranked letter by letter unless the best explains this share of the query.
pub(super) const WELL_EXPLAINED: f32 = 0.93;

/// The best candidates by words that are re-ranked.
pub(super) const MAX_RERANKED: usize = 40;

/// Tokens compared letter by letter with each song.
pub(super) const MAX_LOOSE_TOKENS: usize = 6;

/// Query and song are compared without blanks if the song explains less than this share; what an edit
/// then costs, divided by the length; and the least similarity that counts.
pub(super) const SPACELESS_BELOW: f32 = 0.85;
pub(super) const SPACELESS_EDIT_COST: f32 = 1.2;
pub(super) const MIN_SPACELESS: f32 = 0.5;

// ---- Embeddings and lyrics ----

/// Below this share, the song that is meant may not contain any word of the query.
pub(super) const POORLY_EXPLAINED: f32 = 0.78;

/// Candidates by embedding.
pub(super) const MAX_NEAREST: usize = 60;

/// Words of a query that may be a line of lyrics, and that are compared.
pub(super) const LYRICS_WORDS: std::ops::RangeInclusive<usize> = 2..=12;

/// A query of fewer words must be in the lyrics word for word, since any song has some of them, and its
/// sum of idf, of words and of pairs of words, must be this share of that of a term which occurs in one song.
pub(super) const SHORT_LINE: usize = 4;
pub(super) const MIN_SHORT_LINE_IDF: f32 = 0.8;

/// Lyrics need this share of the query's sum of idf to be aligned with it, and so many are.
pub(super) const MIN_LYRICS_SUM: f32 = 0.3;
pub(super) const MAX_LYRICS_ALIGNED: usize = 30;

/// Postings of words and pairs that are read. A line of twelve common words with all their misspellings has fewer.
pub(super) const MAX_LYRICS_POSTINGS: usize = 100_000;

/// What a skipped word costs in aligning lyrics, where a matching one gains 1.
pub(super) const SKIPPED_IN_LYRICS: f32 = 0.34;
pub(super) const SKIPPED_IN_QUERY: f32 = 0.5;

/// A line needs this share of the query's words, and so many songs are found by lyrics.
pub(super) const MIN_LINE_SHARE: f32 = 0.6;
pub(super) const MAX_BY_LYRICS: usize = 5;

/// Pairs of two neighbouring tokens' terms that are looked up.
pub(super) const MAX_WORD_PAIRS: usize = 100;

/// What the share of words that no lyrics have, and that are taken for misspelt, costs a line; and what is
/// left of one in which other words were taken for misspelt. Chosen with `pipeline eval find --seed tuning` and
/// `pipeline eval lyrics`.
pub(super) const MISTYPED_WORD: f32 = 0.5;
pub(super) const MISTYPED_LINE: f32 = 0.85;

// ---- Misheard lines ----

/// A line needs so many sounds, and more than this are not compared; so many documents are.
pub(super) const MIN_HEARD: usize = 6;
pub(super) const MAX_HEARD: usize = 40;
pub(super) const HEARD_ALIGNED: usize = 12;

/// Postings of runs of sounds that are read; the forty sounds of a line have fewer.
pub(super) const MAX_HEARD_POSTINGS: usize = 300_000;

/// What a sound gains that is taken for a similar one or for any other, where the same one gains 1, and
/// what a skipped one costs.
pub(super) const HEARD_SIMILAR: f32 = 0.2;
pub(super) const HEARD_ODD: f32 = -0.7;
pub(super) const HEARD_GAP: f32 = 0.5;

/// A line needs this share of the query's sounds.
pub(super) const MIN_HEARD_SHARE: f32 = 0.5;

/// A query of more words is no line that was misheard, and takes long to compare.
pub(super) const MAX_HEARD_WORDS: usize = 14;

// ---- Confidence ----

/// A song that explains less than this share is not shown.
pub(super) const MIN_EXPLAINED: f32 = 0.25;

/// Without a learned confidence, the best song is *likely* from this score on: on the tuning half, hardly any
/// query that means no song, and hardly any wrong answer, scores as much.
pub(super) const LIKELY_SCORE: f32 = 0.64;

/// It is *sure* if it also explains this share and leads the second by this margin.
pub(super) const SURE_EXPLAINED: f32 = 0.9;
pub(super) const SURE_MARGIN: f32 = 0.05;
