//! Every sentence on the page.

use crate::api::ApiError;
use crate::notation;
use catalog::{FoundBy, FoundSong, Likeness, WordMatch};

pub(crate) const NAME: &str = "Earworm";
pub(crate) const TAGLINE: &str = "Find the song in your head, and more like it";
pub(crate) const DESCRIPTION: &str = "Type what you remember of a song, misspelt or half forgotten. \
    Earworm finds it and shows songs that sound like it.";

pub(crate) const SKIP_TO_CONTENT: &str = "Skip to the content";
pub(crate) const NAVIGATION: &str = "Site";
pub(crate) const ABOUT: &str = "About";

pub(crate) const QUESTION: &str = "Which song is stuck in your head?";
pub(crate) const HINT_LABEL: &str = "What you remember of a song";
pub(crate) const HINT_PLACEHOLDER: &str = "A title or an artist";
pub(crate) const FIND: &str = "Find";
pub(crate) const MATCHES: &str = "Matches";
pub(crate) const BEST_MATCH: &str = "Best match";
pub(crate) const LIKELY_MATCH: &str = "Best match?";
pub(crate) const NO_SURE_MATCH: &str = "Nothing fits well. These come closest.";
pub(crate) const NO_LETTERS: &str = "Type at least one letter or digit of a title or an artist.";
pub(crate) const EXAMPLES: &str = "Misspelt or half forgotten will do. For example:";
pub(crate) const EXAMPLE_HINTS: [&str; 4] =
    ["bohemain rapsody quen", "fast chapman", "be happy mcferrin", "上を向いて"];

pub(crate) const ARTISTS: &str = "Artists";
pub(crate) const YEAR: &str = "Year";
pub(crate) const LENGTH: &str = "Length";
pub(crate) const TEMPO: &str = "Tempo";
pub(crate) const KEY: &str = "Key";
pub(crate) const GENRES: &str = "Genres";
pub(crate) const TITLE: &str = "Title";
pub(crate) const SIMILARITY: &str = "Similarity";
pub(crate) const CHOSEN_SONG: &str = "Your song";
pub(crate) const SIMILAR_BEFORE: &str = "Songs that sound like ";
pub(crate) const SIMILAR_AFTER: &str = ", most similar first";
pub(crate) const NOTHING_SIMILAR: &str =
    "The catalogue has no other song to compare this one with.";
pub(crate) const ESTIMATED: &str = "How songs sound is judged here by the authors of the catalogue, \
    not measured from recordings.";
pub(crate) const MORE_ABOUT_DATA: &str = "More about the data";
pub(crate) const TRY_AGAIN: &str = "Try again";
pub(crate) const BACK_TO_SEARCH: &str = "Back to the search";

pub(crate) const NOT_FOUND_TITLE: &str = "There is no such page";
pub(crate) const NOT_FOUND_TEXT: &str = "The address may be misspelt, or the page has moved.";

pub(crate) const ABOUT_TITLE: &str = "About Earworm";

/// The title of a page, as the browser's tab shows it.
pub(crate) fn page_title(page: &str) -> String {
    format!("{page} – {NAME}")
}

/// The title of the first page.
pub(crate) fn home_title() -> String {
    format!("{NAME}: {TAGLINE}")
}

/// The line at the bottom of every page.
pub(crate) fn in_catalogue(tracks: u32) -> String {
    format!("{} in the catalogue", catalogue_size(tracks))
}

/// How many songs there are.
fn catalogue_size(tracks: u32) -> String {
    match tracks {
        1 => "1 song".into(),
        _ => format!("{} songs", notation::count(tracks)),
    }
}

/// What a screen reader says when matches have come.
pub(crate) fn matches_found(count: usize, best: Option<&str>) -> String {
    let matches = match count {
        0 => "No matches".into(),
        1 => "1 match".into(),
        _ => format!("{count} matches"),
    };
    match best {
        Some(best) => format!("{matches}. Best match: {best}"),
        None => format!("{matches}."),
    }
}

/// What a screen reader says when a song was chosen and its similar songs have come.
pub(crate) fn similar_found(count: usize, song: &str) -> String {
    format!("{song}: {count} similar songs")
}

/// Nothing in the catalogue is like the hint.
pub(crate) fn nothing_found(hint: &str) -> String {
    format!(
        "Nothing found for “{hint}”. Try fewer words, a part of the title, or the artist alone."
    )
}

/// How many recordings of a song there are.
pub(crate) fn versions(count: u32) -> String {
    match count {
        1 => "1 version".into(),
        _ => format!("{} versions", notation::count(count)),
    }
}

/// Why a song was found, where its title and artists alone do not tell.
pub(crate) fn why_found(song: &FoundSong) -> Option<String> {
    if let Some(line) = song.lyrics.as_ref().filter(|_| song.found_by == FoundBy::Lyrics) {
        return Some(format!("Found by its lyrics: “{line}”"));
    }
    let reasons: Vec<String> = song.words.iter().filter_map(other_word).collect();
    (!reasons.is_empty()).then(|| reasons.join(" · "))
}

fn other_word(found: &WordMatch) -> Option<String> {
    let WordMatch { typed, word, how, .. } = found;
    let told = !matches!(how, Likeness::Exact | Likeness::Prefix) && typed != word;
    told.then(|| format!("{typed} → {word}"))
}

/// What of the hint had to be left out.
pub(crate) fn left_out(words: &[String]) -> Option<String> {
    (!words.is_empty()).then(|| format!("Left out: {}", words.join(", ")))
}

/// The hint is longer than any hint needs to be.
pub(crate) fn too_long(chars: usize) -> String {
    format!(
        "This hint has {} characters: shorten it to at most {}.",
        notation::count(u32::try_from(chars).unwrap_or(u32::MAX)),
        catalog::Query::MAX_CHARS
    )
}

/// What went wrong, and what to do about it.
pub(crate) fn failure(failure: ApiError) -> (&'static str, &'static str) {
    match failure {
        ApiError::UnknownTrack => (
            "This song is not in the catalogue",
            "The link may come from another catalogue. Search for the song by its title.",
        ),
        ApiError::Internal => (
            "Something went wrong on the server",
            "Your text is kept. Try again, or try another hint.",
        ),
        ApiError::Unreachable => (
            "The server cannot be reached",
            "Your text is kept. Earworm tries again by itself; check your connection meanwhile.",
        ),
    }
}

/// The page about Earworm.
pub(crate) mod about {
    pub(crate) const LEAD: &str = "Type what you remember of a song, misspelt or half forgotten. \
        Earworm finds the song and shows others that sound like it, wherever and whenever they \
        were recorded.";
    pub(crate) const FINDING: &str = "How a song is found";
    pub(crate) const FINDING_TEXT: &str = "Each word that you type is taken for the words of the \
        catalogue that it may mean: spelt alike, sounding alike, run together, or in another \
        alphabet. Songs that have such words are compared with the hint word by word; rare words \
        count for more than common ones. Where words tell too little, a small neural network \
        turns the letters into 64 numbers, and the songs with the nearest numbers are compared \
        too, as are the lyrics.";
    pub(crate) const RECOMMENDING: &str = "How similar songs are found";
    pub(crate) const RECOMMENDING_TEXT: &str = "Songs are alike in parts: genres, year, popularity, \
        language, and how they sound (energy, tempo, mood, key and more). How much each part \
        counts was learned from playlists that people made; the parts add up to the similarity \
        that is shown. A second network finds the songs that are worth comparing. Other versions \
        of the chosen song are left out.";
    pub(crate) const DATA: &str = "The data";
    pub(crate) const DATA_ESTIMATED: &str = "Titles, artists, years, lengths, tempo and key are \
        facts. The other figures about how a song sounds, such as its energy or mood, are \
        estimates by the authors of the catalogue: nobody measured the recordings. Take the \
        similarities as the opinion of somebody who knows much music.";
    pub(crate) const DATA_MEASURED: &str = "Its audio features were computed from the recordings, \
        and its genres are those of the artists.";
    pub(crate) const PRIVACY: &str = "What you type";
    pub(crate) const PRIVACY_TEXT: &str = "Hints go to this server only and are not written down. \
        The page loads nothing from anywhere else and keeps no cookies.";
    pub(crate) const API: &str = "For programs";
    pub(crate) const API_TEXT: &str = "The same answers as JSON:";
    pub(crate) const ENDPOINTS: [&str; 3] = [
        "GET /api/v1/search?q=bohemain%20rapsody&limit=10",
        "GET /api/v1/tracks/{id}",
        "GET /api/v1/tracks/{id}/similar?limit=10",
    ];

    /// How many songs there are, as a sentence.
    pub(crate) fn catalogue(tracks: u32) -> String {
        format!("The catalogue holds {}.", super::catalogue_size(tracks))
    }
}
