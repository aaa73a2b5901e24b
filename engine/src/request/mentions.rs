//! Finds the artists and songs that a text names.

use super::clue::{Named, Role};
use super::names::{MAX_WORDS, Names};
use super::vocabulary::{Vocabulary, longest, stands_at};
use super::word::Word;
use crate::id::SongId;
use crate::numeric::float;
use std::ops::Range;

/// A name in a text.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Mention {
    /// The words that are the name.
    pub words: Range<usize>,
    pub named: Named,
    pub role: Role,
}

/// Words between a title and its artist: "by", "from", "by the band".
const MAX_BETWEEN: usize = 3;

/// What the weights of a name's words must come to where nothing announces a name, where the name is that
/// of an artist with many songs, and where something announces it. A word's weight is 0 to 1.
const UNANNOUNCED: f32 = 1.2;
const OF_MANY_SONGS: f32 = 0.35;
const OF_FEW_SONGS: f32 = 0.95;
const ANNOUNCED: f32 = 0.25;

/// An artist with so many songs is well known.
const MANY_SONGS: usize = 15;

/// The weight of a single word that is a name by itself, its letters, and the artist's songs.
const SINGLE: f32 = 0.72;
const SINGLE_LETTERS: usize = 4;
const SINGLE_SONGS: usize = 5;

/// The weight of one that stands among names, and words of these.
const AMONG_NAMES: f32 = 0.58;
const LIST_WORDS: usize = 6;

/// The weight of a title of an artist who is named elsewhere.
const OWN_TITLE: f32 = 0.6;

/// The weight of a word that no title and no lyrics have.
const UNKNOWN: f32 = 0.99;

/// Words that are a name, and the songs of it.
type Match<'t> = (Range<usize>, &'t [SongId]);

/// Finds the names in a text's words.
pub(crate) struct MentionFinder<'a> {
    pub words: &'a [Word],
    /// How distinctive each word is, 0 to 1.
    pub weights: &'a [f32],
    /// The words in quotation marks.
    pub quoted: &'a [bool],
    /// The words that do not look like names: lower case in a text that has capitals.
    pub lower: &'a [bool],
    pub names: &'a Names,
    pub vocabulary: &'a Vocabulary,
}

impl<'a> MentionFinder<'a> {
    /// The names, in order, without overlaps: songs with their artists, then artists, then titles.
    pub(crate) fn find(&self) -> Vec<Mention> {
        let mut found = self.songs();
        for at in 0..self.words.len() {
            let in_list = self.continues_list(at, &found);
            let artist = self.longest(at, &found, |words| self.artist(words, in_list));
            found.extend(artist);
        }
        let own = self.own_titles(&found);
        found.extend(own);
        for at in 0..self.words.len() {
            let title = self.longest(at, &found, |words| self.title(words));
            found.extend(title);
        }
        found.sort_by_key(|mention| mention.words.start);
        self.give_roles(&mut found);
        found
    }

    /// Titles beside their artists.
    fn songs(&self) -> Vec<Mention> {
        let titles = self.matches(|words| self.names.titles.songs(words));
        let artists = self.matches(|words| self.artist_songs(words));
        let mut pairs: Vec<(f32, Range<usize>, Vec<SongId>)> = Vec::new();
        for (title, title_songs) in &titles {
            for (artist, artist_songs) in &artists {
                let Some(span) = self.side_by_side(title, artist) else { continue };
                let common = common(title_songs, artist_songs);
                let weight = self.weight(title) + self.weight(artist);
                if !common.is_empty() && weight >= ANNOUNCED {
                    pairs.push((float(title.len()) + float(artist.len()) + weight, span, common));
                }
            }
        }
        pairs.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.start.cmp(&b.1.start)));
        let mut found: Vec<Mention> = Vec::new();
        for (_, words, songs) in pairs {
            if !overlaps(&found, &words) {
                found.push(Mention { words, named: Named::Song(songs), role: Role::Mentioned });
            }
        }
        found
    }

    /// Titles of the artists that are named elsewhere in the text, the longest first.
    fn own_titles(&self, named: &[Mention]) -> Vec<Mention> {
        let by = |songs: &[SongId]| {
            let of = |mention: &Mention| match &mention.named {
                Named::Artist(own) => {
                    songs.iter().copied().filter(|song| own.binary_search(song).is_ok()).collect()
                }
                Named::Title(_) | Named::Song(_) => Vec::new(),
            };
            named.iter().map(of).find(|common: &Vec<SongId>| !common.is_empty())
        };
        let mut titles = self.matches(|words| self.names.titles.songs(words));
        titles.sort_by_key(|(words, _)| std::cmp::Reverse(words.len()));
        let mut found: Vec<Mention> = Vec::new();
        for (words, songs) in titles {
            let weight = self.weight(&words);
            let sure = weight >= OWN_TITLE
                || (weight >= ANNOUNCED && (words.len() > 1 || self.is_announced(words.start)));
            if !sure || overlaps(named, &words) || overlaps(&found, &words) {
                continue;
            }
            let mention =
                |songs| Mention { words, named: Named::Song(songs), role: Role::Mentioned };
            found.extend(by(songs).map(mention));
        }
        found
    }

    /// All runs of words that are names, with the songs of each.
    fn matches<'t>(&self, songs: impl Fn(&[Word]) -> &'t [SongId]) -> Vec<Match<'t>> {
        let mut found = Vec::new();
        for start in 0..self.words.len() {
            for end in start + 1..=self.words.len().min(start + MAX_WORDS) {
                let songs = songs(&self.words[start..end]);
                if !songs.is_empty() {
                    found.push((start..end, songs));
                }
            }
        }
        found
    }

    /// The words of a title and its artist and what links them, if they stand side by side.
    fn side_by_side(&self, title: &Range<usize>, artist: &Range<usize>) -> Option<Range<usize>> {
        let by = |at: usize| {
            let cues = [self.vocabulary.by, self.vocabulary.from];
            cues.into_iter().filter_map(|cues| longest(self.words, at, cues)).max()
        };
        if title.end <= artist.start && artist.start <= title.end + MAX_BETWEEN {
            let between = artist.start - title.end;
            let linked = between == 0 || by(title.end) == Some(between);
            let distinct =
                if between > 0 { self.begins_name(title) } else { self.is_distinct(title, artist) };
            return (linked && distinct).then_some(title.start..artist.end);
        }
        (artist.end == title.start && self.is_distinct(title, artist))
            .then_some(artist.start..title.end)
    }

    /// "A song by somebody" is no title, "Here by somebody" is one.
    fn begins_name(&self, title: &Range<usize>) -> bool {
        let begins = title.start == 0 || self.is_announced(title.start);
        let is_topic = |word: &Word| self.vocabulary.topics.contains(&word.text.as_str());
        let is_phrase = title.len() > 1 && !self.words[title.clone()].iter().any(is_topic);
        title.len() > 2 || self.weight(title) > 0.0 || begins || is_phrase
    }

    fn is_distinct(&self, title: &Range<usize>, artist: &Range<usize>) -> bool {
        let least = self.weight(title).min(self.weight(artist));
        let announced = || {
            let phrase = title.len() > 1 && self.weight(title) >= ANNOUNCED;
            phrase && self.is_announced(title.start.min(artist.start))
        };
        least > 0.2
            || (title.len() + artist.len() > 2 && self.weight(artist) >= ANNOUNCED)
            || announced()
    }

    fn longest(
        &self,
        at: usize,
        found: &[Mention],
        named: impl Fn(&Range<usize>) -> Option<Named>,
    ) -> Option<Mention> {
        let ends = (at + 1..=self.words.len().min(at + MAX_WORDS)).rev();
        ends.map(|end| at..end).find_map(|words| {
            let named = if overlaps(found, &words) { None } else { named(&words) }?;
            Some(Mention { words, named, role: Role::Mentioned })
        })
    }

    fn artist(&self, words: &Range<usize>, in_list: bool) -> Option<Named> {
        let songs = self.artist_songs(&self.words[words.clone()]);
        if songs.is_empty() {
            return None;
        }
        let (weight, long) = (self.weight(words), words.len() > 2);
        let announced = in_list
            || self.is_announced(words.start)
            || self.ends_before(words.start, self.vocabulary.not);
        let lower = self.lower[words.clone()].iter().any(|&lower| lower);
        let many = songs.len() >= MANY_SONGS;
        let expected = || self.ends_before(words.start, self.vocabulary.artists_like);
        let sure = match words.len() {
            _ if announced => weight >= ANNOUNCED || ((long || expected()) && weight > 0.0),
            1 => !lower && self.is_long(words.start) && self.is_single(words.start, songs.len()),
            _ => {
                let distinct = weight >= if many { OF_MANY_SONGS } else { OF_FEW_SONGS };
                let long = (many && long) || words.len() > 3;
                weight >= UNANNOUNCED || (!lower && (distinct || (long && weight > 0.0)))
            }
        };
        sure.then(|| Named::Artist(songs.to_vec()))
    }

    fn is_long(&self, at: usize) -> bool {
        self.words[at].text.chars().count() >= SINGLE_LETTERS
    }

    /// Whether a single word is hardly anything but an artist of so many songs.
    fn is_single(&self, at: usize, songs: usize) -> bool {
        let weight = self.weights[at];
        let known = songs >= SINGLE_SONGS && weight >= SINGLE;
        known || weight >= UNKNOWN || (weight >= AMONG_NAMES && self.is_in_names(at))
    }

    /// Whether there are only words that may be names since a cue for them.
    fn is_in_names(&self, at: usize) -> bool {
        let is_name = |at: &usize| {
            self.weights[*at] > 0.0 || self.vocabulary.and.contains(&self.words[*at].text.as_str())
        };
        let first = (0..at).rev().take_while(is_name).take(LIST_WORDS).last().unwrap_or(at);
        (first..=at).any(|start| self.is_announced(start))
    }

    /// Whether a name ends just before, but for a word such as "and".
    fn continues_list(&self, at: usize, found: &[Mention]) -> bool {
        let ends_at = |end: usize| found.iter().any(|mention| mention.words.end == end);
        let and = at > 0 && self.vocabulary.and.contains(&self.words[at - 1].text.as_str());
        ends_at(at) || (and && ends_at(at - 1))
    }

    fn artist_songs(&self, words: &[Word]) -> &'a [SongId] {
        let names = self.names;
        let of: [&dyn Fn() -> &'a [SongId]; 4] = [
            &|| names.artists.songs(words),
            &|| names.artists.songs_of_possessive(words),
            &|| if words.len() == 1 { names.short.songs(words) } else { &[] },
            &|| if words.len() == 1 { names.short.songs_of_possessive(words) } else { &[] },
        ];
        of.iter().map(|songs| songs()).find(|songs| !songs.is_empty()).unwrap_or_default()
    }

    fn title(&self, words: &Range<usize>) -> Option<Named> {
        let songs = self.names.titles.songs(&self.words[words.clone()]);
        if songs.is_empty() {
            return None;
        }
        let weight = self.weight(words);
        let quoted = self.is_quotation(words) && (words.len() > 1 || weight >= SINGLE);
        let announced = self.is_announced(words.start) && words.len() > 1 && weight >= SINGLE;
        let sure = quoted || announced || (words.len() > 2 && weight >= UNANNOUNCED);
        sure.then(|| Named::Title(songs.to_vec()))
    }

    /// Whether the words are all that is between quotation marks.
    fn is_quotation(&self, words: &Range<usize>) -> bool {
        let is_quoted = |at: usize| self.quoted.get(at).copied().unwrap_or_default();
        self.quoted[words.clone()].iter().all(|&quoted| quoted)
            && !is_quoted(words.end)
            && words.start.checked_sub(1).is_none_or(|before| !is_quoted(before))
    }

    fn weight(&self, words: &Range<usize>) -> f32 {
        self.weights[words.clone()].iter().sum()
    }

    /// Whether a cue for names ends before a word.
    fn is_announced(&self, at: usize) -> bool {
        [self.vocabulary.by, self.vocabulary.like].iter().any(|cues| self.ends_before(at, cues))
    }

    fn ends_before(&self, at: usize, cues: &[&str]) -> bool {
        let begins = at.saturating_sub(5)..at;
        let mut begins = begins.map(|start| (start, &self.words[..at]));
        begins.any(|(start, words)| {
            let ends = |cue: &&str| stands_at(cue, words, start) == Some(at - start);
            cues.iter().any(ends)
        })
    }

    /// A name has the role that a cue before it gives, or that of the name before in a list.
    fn give_roles(&self, found: &mut [Mention]) {
        let mut before: Option<(usize, Role)> = None;
        for mention in found {
            let at = mention.words.start;
            let in_list = before.filter(|(end, _)| at <= end + 2);
            let cue = [
                (Role::Not, self.vocabulary.not),
                (Role::Like, self.vocabulary.like),
                (Role::By, self.vocabulary.by),
            ];
            let role = cue.into_iter().find(|(_, cues)| self.ends_before(at, cues));
            mention.role = role
                .map(|(role, _)| role)
                .or(in_list.map(|(_, role)| role))
                .unwrap_or(Role::Mentioned);
            before = Some((mention.words.end, mention.role));
        }
    }
}

fn common(a: &[SongId], b: &[SongId]) -> Vec<SongId> {
    let (few, many) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let shared = |song: &SongId| many.binary_search(song).is_ok();
    few.iter().copied().filter(shared).collect()
}

fn overlaps(found: &[Mention], words: &Range<usize>) -> bool {
    found.iter().any(|other| words.start < other.words.end && other.words.start < words.end)
}
