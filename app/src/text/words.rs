use super::failures::Failures;
use super::language::Language;
use super::notation::Notation;
use super::template::{Counted, Template};
use catalog::{
    AudioFeature, Clue, Facet, FacetGroup, FoundBy, FoundSong, Likeness, NameKind, NameRole, Query,
    ScorePart, TextSpan, WordMatch,
};

/// The name of the site.
pub(crate) const NAME: &str = "Earworm";

/// The title of a page, as the browser's tab shows it.
pub(crate) fn page_title(page: &str) -> String {
    format!("{page} – {NAME}")
}

/// The words of a language that the page needs at once.
#[derive(Debug)]
#[cfg_attr(test, derive(serde::Serialize))]
#[cfg_attr(
    not(feature = "ssr"),
    allow(dead_code, reason = "some words are only on what the server renders")
)]
pub(crate) struct Words {
    pub(crate) language: Language,
    pub(crate) notation: &'static Notation,

    pub(crate) tagline: &'static str,
    pub(crate) description: &'static str,

    pub(crate) skip_to_content: &'static str,
    pub(crate) navigation: &'static str,
    pub(crate) my_list: &'static str,
    pub(crate) song_map: &'static str,
    pub(crate) about: &'static str,
    /// Singular and plural, to follow a number.
    pub(super) songs: [&'static str; 2],
    /// The label of the links to other languages.
    pub(crate) languages: &'static str,

    pub(crate) question: &'static str,
    pub(crate) query_label: &'static str,
    pub(crate) query_placeholder: &'static str,
    pub(crate) find: &'static str,
    pub(crate) matches: &'static str,
    pub(crate) best_match: &'static str,
    pub(crate) likely_match: &'static str,
    /// Headings of the matches by title, artist, lyrics and description.
    pub(crate) found_by: [&'static str; 4],
    pub(crate) understood: &'static str,
    /// Kinds of clues that no other word names: remembered words, like, by, not, sound, shift, length.
    pub(super) clues: [&'static str; 7],
    /// The link to songs for a wish.
    pub(crate) wish: &'static str,
    pub(crate) described: &'static str,
    pub(super) lyrics: &'static str,
    pub(crate) no_sure_match: &'static str,
    pub(crate) no_letters: &'static str,
    pub(crate) examples: &'static str,

    pub(crate) artists: &'static str,
    pub(crate) year: &'static str,
    pub(crate) length: &'static str,
    pub(crate) tempo: &'static str,
    pub(crate) key: &'static str,
    pub(crate) columns: &'static str,
    pub(crate) columns_shown: &'static str,
    pub(crate) genres: &'static str,
    pub(crate) title: &'static str,
    pub(crate) actions: &'static str,
    pub(crate) similarity: &'static str,
    pub(crate) reasons: &'static str,
    pub(crate) in_numbers: &'static str,
    pub(crate) listen: &'static str,
    pub(crate) search_spotify: &'static str,
    pub(crate) copy_link: &'static str,
    pub(crate) link_copied: &'static str,
    pub(crate) recent: &'static str,
    pub(crate) clear_recent: &'static str,
    pub(crate) chosen_song: &'static str,
    /// Precedes the title of the chosen song.
    pub(super) similar_before: &'static str,
    /// Stands where there is no chosen song.
    pub(super) wished: &'static str,
    pub(crate) sort_help: &'static str,
    pub(crate) nothing_left: &'static str,
    pub(crate) show_more: &'static str,
    pub(crate) nothing_similar: &'static str,
    pub(crate) estimated: &'static str,
    pub(crate) more_about_data: &'static str,
    pub(crate) try_again: &'static str,
    pub(crate) back_to_search: &'static str,

    pub(crate) not_found_title: &'static str,
    pub(crate) not_found_text: &'static str,

    pub(crate) about_title: &'static str,

    pub(super) song_description: Template,
    pub(super) in_catalogue: Counted,
    pub(super) found: Counted,
    pub(super) similar_found: Counted,
    pub(super) nothing_found: Template,
    pub(super) versions: Counted,
    pub(super) other_versions: Counted,
    pub(super) and_others: Counted,
    pub(super) found_by_lyrics: Template,
    pub(super) fits: Template,
    pub(super) not_understood: Template,
    pub(super) left_out: Template,
    pub(super) too_long: Template,
    /// Kinds of versions by their English names, which are the default.
    pub(super) kinds: &'static [(&'static str, &'static str)],
    pub(crate) failures: Failures,
    pub(super) facets: FacetNames,
    pub(super) groups: GroupNames,
}

/// The names of facets that `Words` does not have.
#[derive(Debug)]
#[cfg_attr(test, derive(serde::Serialize))]
pub(super) struct FacetNames {
    pub(super) popularity: &'static str,
    pub(super) language: &'static str,
    pub(super) danceability: &'static str,
    pub(super) energy: &'static str,
    pub(super) loudness: &'static str,
    pub(super) mode: &'static str,
    pub(super) speechiness: &'static str,
    pub(super) acousticness: &'static str,
    pub(super) instrumentalness: &'static str,
    pub(super) liveness: &'static str,
    pub(super) valence: &'static str,
    pub(super) time_signature: &'static str,
}

/// The names of groups of facets.
#[derive(Debug)]
#[cfg_attr(test, derive(serde::Serialize))]
pub(super) struct GroupNames {
    pub(super) sound: &'static str,
    pub(super) genre: &'static str,
    pub(super) era: &'static str,
    pub(super) popularity: &'static str,
    pub(super) language: &'static str,
    pub(super) playlists: &'static str,
}

impl Words {
    /// The title of the empty search page.
    pub(crate) fn home_title(&self) -> String {
        format!("{NAME}: {}", self.tagline)
    }

    /// The noun to follow a number of songs.
    pub(crate) fn songs(&self, count: usize) -> &'static str {
        self.songs[usize::from(count != 1)]
    }

    /// The description of a song's page for search engines.
    #[cfg(feature = "ssr")]
    pub(crate) fn song_description(&self, song: &str) -> String {
        self.song_description.fill(&[("song", song)])
    }

    #[cfg(feature = "ssr")]
    pub(crate) fn in_catalogue(&self, tracks: u32) -> String {
        self.in_catalogue.of(tracks as usize, self.notation)
    }

    /// The announcement of matches.
    pub(crate) fn matches_found(&self, count: usize, best: Option<&str>) -> String {
        let matches = self.found.of(count, self.notation);
        match best {
            Some(best) => format!("{matches}. {}: {best}", self.best_match),
            None => format!("{matches}."),
        }
    }

    /// The announcement of similar songs.
    pub(crate) fn similar_found(&self, count: usize, song: &str) -> String {
        format!("{song}: {}", self.similar_found.of(count, self.notation))
    }

    pub(crate) fn nothing_found(&self, query: &str) -> String {
        self.nothing_found.fill(&[("query", query)])
    }

    pub(crate) fn versions(&self, count: u32) -> String {
        self.versions.of(count as usize, self.notation)
    }

    pub(crate) fn other_versions(&self, count: u32) -> String {
        self.other_versions.of(count as usize, self.notation)
    }

    /// The name of a kind of version.
    pub(crate) fn kind(&self, kind: &str) -> String {
        let known = self.kinds.iter().find(|(english, _)| *english == kind);
        known.map_or(kind, |(_, name)| name).to_owned()
    }

    /// The number of other seeds, to follow the title of the chosen song.
    pub(crate) fn and_others(&self, count: usize) -> String {
        self.and_others.of(count, self.notation)
    }

    /// Why a song was found, unless its title and artists show that.
    pub(crate) fn why_found(&self, song: &FoundSong) -> Option<String> {
        if let Some(line) = song.lyrics.as_ref().filter(|_| song.found_by == FoundBy::Lyrics) {
            return Some(self.found_by_lyrics.fill(&[("line", line)]));
        }
        if song.found_by == FoundBy::Description {
            return self.fits(&song.parts);
        }
        let reasons: Vec<String> = song.words.iter().filter_map(other_word).collect();
        (!reasons.is_empty()).then(|| reasons.join(" · "))
    }

    /// The heading of a group of matches.
    pub(crate) const fn found_by(&self, found_by: FoundBy) -> &'static str {
        let [title, artist, lyrics, description] = self.found_by;
        match found_by {
            FoundBy::Title => title,
            FoundBy::Artist => artist,
            FoundBy::Lyrics => lyrics,
            FoundBy::Description => description,
        }
    }

    /// What precedes the title of the chosen song, or stands for it in the heading of the songs for a wish.
    pub(crate) const fn songs_before(&self, title: &str) -> &'static str {
        if title.is_empty() { self.wished } else { self.similar_before }
    }

    /// What a clue is about.
    pub(crate) const fn clue(&self, clue: &Clue) -> &'static str {
        let [lyric, like, by, not, sound, shift, length] = self.clues;
        match clue {
            Clue::Line => lyric,
            Clue::Name { role: NameRole::Like, .. } => like,
            Clue::Name { role: NameRole::By, .. } => by,
            Clue::Name { role: NameRole::Not, .. } => not,
            Clue::Name { named: NameKind::Artist, .. } => self.artists,
            Clue::Name { .. } => self.title,
            Clue::Years { .. } => self.year,
            Clue::Genre { .. } => self.groups.genre,
            Clue::Language { .. } => self.facets.language,
            Clue::Sound { .. } => sound,
            Clue::Shift { .. } => shift,
            Clue::Popularity { .. } => self.facets.popularity,
            Clue::Length { .. } => length,
        }
    }

    /// The words of a wish that are not understood.
    pub(crate) fn not_understood(&self, words: &[TextSpan]) -> Option<String> {
        let words: Vec<&str> = words.iter().map(|span| span.text.as_str()).collect();
        (!words.is_empty()).then(|| self.not_understood.fill(&[("words", &words.join(", "))]))
    }

    /// What of a description a song fits, the most important first.
    fn fits(&self, parts: &[ScorePart]) -> Option<String> {
        let mut names: Vec<&str> = Vec::new();
        for name in
            parts.iter().filter(|part| part.share > LEAST_SHARE).filter_map(|part| self.part(part))
        {
            if names.len() < PARTS_NAMED && !names.contains(&name) {
                names.push(name);
            }
        }
        (!names.is_empty()).then(|| self.fits.fill(&[("parts", &names.join(", "))]))
    }

    /// The name of a part of a score; none if it has nothing to do with the text.
    fn part(&self, part: &ScorePart) -> Option<&'static str> {
        Some(match part.part.as_str() {
            "words of lines" | "lines" | "whole lines" | "lines by sound" | "phrases" => {
                self.lyrics
            }
            "words of title" | "quoted words of title" | "title" => self.title,
            "artist" => self.artists,
            "likeness" => self.similarity,
            "genre" => self.groups.genre,
            "years" => self.year,
            "sound" | "shift" => self.groups.sound,
            "language" => self.facets.language,
            "fame" => self.facets.popularity,
            "length" => self.length,
            _ => return None,
        })
    }

    /// The words of the query that were ignored.
    pub(crate) fn left_out(&self, words: &[String]) -> Option<String> {
        (!words.is_empty()).then(|| self.left_out.fill(&[("words", &words.join(", "))]))
    }

    pub(crate) fn too_long(&self, chars: usize) -> String {
        let most = self.notation.count(Query::MAX_CHARS);
        self.too_long.fill(&[("n", &self.notation.count(chars)), ("most", &most)])
    }

    /// The name of a facet.
    pub(crate) const fn facet(&self, facet: Facet) -> &'static str {
        match facet {
            Facet::Genres => self.genres,
            Facet::Year => self.year,
            Facet::Popularity => self.facets.popularity,
            Facet::Language => self.facets.language,
            Facet::Duration => self.length,
            Facet::Playlists => self.groups.playlists,
            Facet::Audio(feature) => self.audio_feature(feature),
        }
    }

    const fn audio_feature(&self, feature: AudioFeature) -> &'static str {
        match feature {
            AudioFeature::Danceability => self.facets.danceability,
            AudioFeature::Energy => self.facets.energy,
            AudioFeature::Key => self.key,
            AudioFeature::Loudness => self.facets.loudness,
            AudioFeature::Mode => self.facets.mode,
            AudioFeature::Speechiness => self.facets.speechiness,
            AudioFeature::Acousticness => self.facets.acousticness,
            AudioFeature::Instrumentalness => self.facets.instrumentalness,
            AudioFeature::Liveness => self.facets.liveness,
            AudioFeature::Valence => self.facets.valence,
            AudioFeature::Tempo => self.tempo,
            AudioFeature::TimeSignature => self.facets.time_signature,
        }
    }

    /// The name of a group of facets.
    pub(crate) const fn group(&self, group: FacetGroup) -> &'static str {
        match group {
            FacetGroup::Sound => self.groups.sound,
            FacetGroup::Genre => self.groups.genre,
            FacetGroup::Era => self.groups.era,
            FacetGroup::Popularity => self.groups.popularity,
            FacetGroup::Language => self.groups.language,
            FacetGroup::Playlists => self.groups.playlists,
        }
    }
}

/// The parts of a score that are named, and what each must add.
const PARTS_NAMED: usize = 3;
const LEAST_SHARE: f32 = 0.2;

fn other_word(found: &WordMatch) -> Option<String> {
    let WordMatch { typed, word, how, .. } = found;
    let differs = !matches!(how, Likeness::Exact | Likeness::Prefix) && typed != word;
    differs.then(|| format!("{typed} → {word}"))
}
