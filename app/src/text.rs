//! Every sentence on the page.

use crate::api::ApiError;
use crate::columns::Column;
use crate::notation;
use catalog::{AudioFeature, Facet, FacetGroup, FoundBy, FoundSong, Likeness, WordMatch};
use std::borrow::Cow;

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
pub(crate) const COLUMNS: &str = "Columns";
pub(crate) const COLUMNS_SHOWN: &str = "Columns of the table";
pub(crate) const GENRES: &str = "Genres";
pub(crate) const TITLE: &str = "Title";
pub(crate) const ACTIONS: &str = "Actions";
pub(crate) const SIMILARITY: &str = "Similarity";
pub(crate) const IN_NUMBERS: &str = "How it sounds, in numbers";
pub(crate) const LISTEN: &str = "Listen on Spotify";
pub(crate) const LOOK_FOR: &str = "Look for it on Spotify";
pub(crate) const COPY_LINK: &str = "Copy link";
pub(crate) const LINK_COPIED: &str = "Link copied";
pub(crate) const RECENT: &str = "Chosen last, on this device:";
pub(crate) const FORGET: &str = "Forget these";
pub(crate) const CHOSEN_SONG: &str = "Your song";
pub(crate) const SIMILAR_BEFORE: &str = "Songs that sound like ";
pub(crate) const SORT_HELP: &str = ". Links in the headers sort it.";
pub(crate) const NOTHING_LEFT: &str =
    "No song is left. Loosen a filter, or start again from how it was.";
pub(crate) const SHOW_MORE: &str = "Show more songs";
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

/// How many other recordings of a song there are.
pub(crate) fn other_versions(count: u32) -> String {
    match count {
        1 => "1 other version".into(),
        _ => format!("{} other versions", notation::count(count)),
    }
}

/// After the title of a song that others are to be sounded like, too.
pub(crate) fn and_others(count: usize) -> String {
    match count {
        0 => String::new(),
        1 => " and 1 other".into(),
        _ => format!(" and {count} others"),
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
pub(crate) fn failure(failure: ApiError) -> (&'static str, Cow<'static, str>) {
    let (title, advice) = match failure {
        ApiError::InvalidRequest(error) => {
            return ("The songs cannot be tuned like this", error.to_string().into());
        }
        ApiError::NoWishes => (
            "These models cannot do this",
            "They were built to answer as Spotifinder did. Start again from how it was.",
        ),
        ApiError::NoMap => {
            ("There is no map", "These models were built without one. Everything else works.")
        }
        ApiError::UnknownTrack => (
            "This song is not in the catalogue",
            "The link may come from another catalogue. Search for the song by its title.",
        ),
        ApiError::InvalidList(why) => {
            return ("This address holds no list of songs", why.into());
        }
        ApiError::NoDestination(hint) => {
            return ("There is no such song to go to", path::no_destination(&hint).into());
        }
        ApiError::Internal => (
            "Something went wrong on the server",
            "Your text is kept. Try again, or try another hint.",
        ),
        ApiError::Unreachable => (
            "The server cannot be reached",
            "Your text is kept. Earworm tries again by itself; check your connection meanwhile.",
        ),
    };
    (title, advice.into())
}

/// A column of the table of similar songs, of which one shows this number.
pub(crate) const fn column(column: Column, number: Facet) -> &'static str {
    match column {
        Column::Artists => ARTISTS,
        Column::Year => YEAR,
        Column::Genres => GENRES,
        Column::Number => facet(number),
        Column::Reasons => "Reasons",
    }
}

/// What songs are compared in, as a column or an axis is called.
pub(crate) const fn facet(facet: Facet) -> &'static str {
    match facet {
        Facet::Genres => GENRES,
        Facet::Year => YEAR,
        Facet::Popularity => "Popularity",
        Facet::Language => "Language",
        Facet::Duration => LENGTH,
        Facet::Audio(feature) => audio_feature(feature),
    }
}

const fn audio_feature(feature: AudioFeature) -> &'static str {
    match feature {
        AudioFeature::Danceability => "Danceable",
        AudioFeature::Energy => "Energy",
        AudioFeature::Key => KEY,
        AudioFeature::Loudness => "Loudness",
        AudioFeature::Mode => "Mode",
        AudioFeature::Speechiness => "Spoken",
        AudioFeature::Acousticness => "Acoustic",
        AudioFeature::Instrumentalness => "Instrumental",
        AudioFeature::Liveness => "Live",
        AudioFeature::Valence => "Happy",
        AudioFeature::Tempo => TEMPO,
        AudioFeature::TimeSignature => "Beats in a bar",
    }
}

/// What is weighed together.
pub(crate) const fn group(group: FacetGroup) -> &'static str {
    match group {
        FacetGroup::Sound => "Sound",
        FacetGroup::Genre => "Genre",
        FacetGroup::Era => "Era",
        FacetGroup::Popularity => "Popularity",
        FacetGroup::Language => "Language",
    }
}

/// Tuning the similar songs.
pub(crate) mod tune {
    use crate::notation;

    pub(crate) const TUNE: &str = "Tune these songs";
    pub(crate) const WEIGHTS: &str = "What counts";
    pub(crate) const FILTERS: &str = "Only songs";
    pub(crate) const FROM_YEAR: &str = "From year";
    pub(crate) const TO_YEAR: &str = "To year";
    pub(crate) const LANGUAGE: &str = "In the language";
    pub(crate) const ANY_LANGUAGE: &str = "Any language";
    pub(crate) const GENRE: &str = "Of the genre";
    pub(crate) const ANY_GENRE: &str = "Any genre";
    pub(crate) const NOT_EXPLICIT: &str = "Without explicit lyrics";
    pub(crate) const ORDER: &str = "In the order of";
    pub(crate) const APPLY: &str = "Apply";
    pub(crate) const RESET: &str = "Start again from how it was";
    pub(crate) const SHIFTS: &str = "More like this, but";
    pub(crate) const LIKE: &str = "Also like";
    pub(crate) const UNLIKE: &str = "Less like";
    pub(crate) const LEGEND: &str = "What the bars are made of";

    /// The wishes that chips offer, by their names in the URL.
    pub(crate) const CHIPS: [(&str, &str); 12] = [
        ("calmer", "calmer"),
        ("livelier", "more energetic"),
        ("slower", "slower"),
        ("faster", "faster"),
        ("older", "older"),
        ("newer", "newer"),
        ("less_known", "less known"),
        ("better_known", "better known"),
        ("sadder", "sadder"),
        ("happier", "happier"),
        ("acoustic", "more acoustic"),
        ("electric", "more electric"),
    ];

    /// Orders by their names in the URL.
    pub(crate) const ORDERS: [(&str, &str); 11] = [
        ("", "likeness"),
        ("tempo", "tempo, slowest first"),
        ("-tempo", "tempo, fastest first"),
        ("energy", "energy, calmest first"),
        ("-energy", "energy, most energetic first"),
        ("year", "year, oldest first"),
        ("-year", "year, newest first"),
        ("valence", "mood, saddest first"),
        ("-valence", "mood, happiest first"),
        ("popularity", "popularity, least known first"),
        ("-popularity", "popularity, best known first"),
    ];

    /// Languages by their ISO 639-1 codes.
    pub(crate) const LANGUAGES: [(&str, &str); 24] = [
        ("ar", "Arabic"),
        ("zh", "Chinese"),
        ("nl", "Dutch"),
        ("en", "English"),
        ("fi", "Finnish"),
        ("fr", "French"),
        ("de", "German"),
        ("el", "Greek"),
        ("he", "Hebrew"),
        ("hi", "Hindi"),
        ("hu", "Hungarian"),
        ("id", "Indonesian"),
        ("it", "Italian"),
        ("ja", "Japanese"),
        ("ko", "Korean"),
        ("pl", "Polish"),
        ("pt", "Portuguese"),
        ("ru", "Russian"),
        ("es", "Spanish"),
        ("sv", "Swedish"),
        ("ta", "Tamil"),
        ("tr", "Turkish"),
        ("ur", "Urdu"),
        ("vi", "Vietnamese"),
    ];

    /// What a weight is called: 0 to 4, 1 being what was learned.
    pub(crate) fn weight(value: f32) -> String {
        match value {
            value if value <= 0.0 => "off".into(),
            value if value.to_bits() == 1.0_f32.to_bits() => "as learned".into(),
            value => format!("× {value}"),
        }
    }

    /// How many songs a filter removes.
    pub(crate) fn removed(songs: u32) -> String {
        match songs {
            0 => "leaves out none".into(),
            1 => "leaves out 1 song".into(),
            _ => format!("leaves out {} songs", notation::count(songs)),
        }
    }

    /// How many things are tuned.
    pub(crate) fn changes(count: usize) -> String {
        match count {
            0 => String::new(),
            1 => "1 change".into(),
            _ => format!("{count} changes"),
        }
    }

    /// Wants more like a song.
    pub(crate) fn more_like(song: &str) -> String {
        format!("And like {song}")
    }

    /// Wants less like a song.
    pub(crate) fn less_like(song: &str) -> String {
        format!("Less like {song}")
    }

    /// Takes a song out of those that were wanted more or less of.
    pub(crate) fn remove(song: &str) -> String {
        format!("Remove {song}")
    }
}

/// A path from the chosen song to another.
pub(crate) mod path {
    use catalog::{InvalidQuery, Query};

    pub(crate) const PATH: &str = "A path to another song";
    pub(crate) const WHAT: &str = "Songs that lead in small steps from this one to another:";
    pub(crate) const TO: &str = "The other song";
    pub(crate) const SHOW: &str = "Show the path";
    pub(crate) const CLOSE: &str = "Close the path";
    pub(crate) const FROM: &str = "From ";
    pub(crate) const TO_BEFORE: &str = " to ";
    pub(crate) const NOTHING_BETWEEN: &str = "No song lies between these two. Try another one.";
    pub(crate) const COMPARED: &str = "Each song is compared with the one before it.";
    pub(crate) const OTHERS: &str = "Or to";

    /// Where a path begins and ends.
    pub(crate) fn from_to(from: &str, to: &str) -> String {
        format!("{FROM}{from}{TO_BEFORE}{to}")
    }

    /// What a screen reader says when a path has come.
    pub(crate) fn found(count: usize, from: &str, to: &str) -> String {
        let songs = match count {
            0 => "no songs between".into(),
            1 => "1 song between".into(),
            _ => format!("{count} songs between"),
        };
        format!("{}: {songs}", from_to(from, to))
    }

    /// What to do about a hint that means no song.
    pub(crate) fn no_destination(hint: &str) -> String {
        match hint.parse::<Query>() {
            Err(InvalidQuery::Empty) => super::NO_LETTERS.into(),
            Err(InvalidQuery::TooLong { chars }) => super::too_long(chars),
            Ok(_) => super::nothing_found(hint),
        }
    }
}

/// A list of songs.
pub(crate) mod list {
    use crate::notation;
    use catalog::{ListEdit, RecommendationRequest, SongList};

    pub(crate) const MY_LIST: &str = "My list";
    pub(crate) const ADD: &str = "Add to my list";
    pub(crate) const TAKE_OUT: &str = "Remove from my list";
    pub(crate) const EMPTY: &str = "Search for a song, choose it, and press “Add to my list”. The songs like it can be added too.";
    pub(crate) const IN_URL: &str =
        "The address of this page holds the list: send it to somebody, or keep it as a bookmark.";
    pub(crate) const IS_KEPT: &str = "The list is kept on this device, too, and nowhere else.";
    pub(crate) const NOT_MINE: &str =
        "This is not the list that is kept on this device. Changes of it are in its address only.";
    pub(crate) const KEEP: &str = "Keep this list instead of mine";
    pub(crate) const KEPT: &str = "This list is now kept on this device.";
    pub(crate) const DRAG: &str = "Drag to move";
    pub(crate) const SAVE: &str = "Save as";
    pub(crate) const CLEAR: &str = "Remove all";
    pub(crate) const CLEARED: &str = "All songs were removed.";
    pub(crate) const UNDO: &str = "Undo";
    pub(crate) const SUGGESTIONS: &str = "Songs that go with this list";

    /// How long a list is, as its title.
    pub(crate) fn title(count: usize) -> String {
        match count {
            0 => "A list without songs".into(),
            1 => "A list of one song".into(),
            _ => format!("A list of {count} songs"),
        }
    }

    /// How long its songs play.
    pub(crate) fn length(milliseconds: u32) -> String {
        match milliseconds {
            0 => String::new(),
            _ => format!("{} in all. ", notation::duration(milliseconds)),
        }
    }

    /// How many songs of a link cannot be shown.
    pub(crate) fn missing(count: usize) -> String {
        match count {
            0 => String::new(),
            1 => "One song of this link is not in this catalogue and is left out.".into(),
            _ => format!("{count} songs of this link are not in this catalogue and are left out."),
        }
    }

    /// What the recommendations were asked by.
    pub(crate) fn asked_by(songs: usize) -> String {
        let most = RecommendationRequest::MAX_SEEDS;
        if songs <= most {
            return "Recommended by all songs of the list.".into();
        }
        format!("Recommended by {most} of its {songs} songs, spread evenly over the list.")
    }

    /// Leads from somebody's list to one's own.
    pub(crate) fn show_mine(count: usize) -> String {
        match count {
            0 => "Show my list, which is empty".into(),
            1 => "Show my list of one song".into(),
            _ => format!("Show my list of {count} songs"),
        }
    }

    /// Adds a song, or takes it out again.
    pub(crate) fn sign(song: &str, listed: bool) -> String {
        if listed {
            format!("Remove {song} from my list")
        } else {
            format!("Add {song} to my list")
        }
    }

    /// Changes a list.
    pub(crate) fn button(edit: &ListEdit, song: &str) -> String {
        match edit {
            ListEdit::Add(_) => sign(song, false),
            ListEdit::Remove(_) => format!("Remove {song}"),
            ListEdit::MoveUp(_) => format!("Move {song} up"),
            ListEdit::MoveDown(_) => format!("Move {song} down"),
        }
    }

    /// What a change did.
    pub(crate) fn changed(
        edit: &ListEdit,
        song: &str,
        before: &SongList,
        after: &SongList,
    ) -> String {
        match edit {
            ListEdit::Add(_) if before == after => {
                format!("The list is full: it holds at most {} songs.", SongList::MAX)
            }
            ListEdit::Add(_) => format!("{song} was added. The list has {}.", songs(after.len())),
            ListEdit::Remove(_) => format!("{song} was removed."),
            ListEdit::MoveUp(id) | ListEdit::MoveDown(id) => {
                moved(song, after.place(id).unwrap_or_default(), after.len())
            }
        }
    }

    /// Where a song came, by its place from 0.
    pub(crate) fn moved(song: &str, place: usize, count: usize) -> String {
        format!("{song} is now number {} of {count}.", place + 1)
    }

    /// What was taken back.
    pub(crate) fn undone(what: &str) -> String {
        format!("Undone: {what}")
    }

    /// What there are so many of, to be read after the number.
    pub(crate) fn after(count: usize) -> &'static str {
        if count == 1 { "song" } else { "songs" }
    }

    fn songs(count: usize) -> String {
        format!("{count} {}", after(count))
    }
}

/// The map of the catalogue.
pub(crate) mod map {
    use crate::notation;
    use catalog::GenreFamily;

    pub(crate) const MAP: &str = "Map";
    pub(crate) const TITLE: &str = "The map of all songs";
    pub(crate) const LEAD: &str = "Each point is a song. Songs that sound alike lie together; \
        the colours tell their genres. Choose a point to see what is around it.";
    pub(crate) const PICTURE: &str =
        "Picture of the map; the table below tells what is marked on it";
    pub(crate) const NEEDS_SCRIPT: &str = "The picture is drawn by a script, which this browser does not run. The table tells what would \
        be marked on it.";
    pub(crate) const NO_PICTURE: &str =
        "The picture cannot be drawn here. The table tells what would be marked on it.";
    pub(crate) const ZOOM_IN: &str = "Zoom in";
    pub(crate) const ZOOM_OUT: &str = "Zoom out";
    pub(crate) const WHOLE: &str = "Show the whole map";
    pub(crate) const LEGEND: &str = "Families of genres; choose one to make it stand out";
    pub(crate) const FAMILY: &str = "Family";
    pub(crate) const REGION: &str = "Where it lies";
    pub(crate) const SHOW_SONG: &str = "Show the song";
    pub(crate) const CHOOSE_NONE: &str = "Choose none";
    pub(crate) const ON_MAP: &str = "Show on the map";
    pub(crate) const OF_EACH_FAMILY: &str = "Well-known songs of each family";

    /// A song as the title of the page.
    pub(crate) fn on_map(song: &str) -> String {
        format!("{song} on the map")
    }

    /// What is marked around a song.
    pub(crate) fn around(song: &str) -> String {
        format!("{song} and songs that sound like it")
    }

    /// What is marked of a family.
    pub(crate) fn of_family(family: GenreFamily) -> String {
        format!("Well-known songs of the family {}", self::family(family).to_lowercase())
    }

    /// How many songs there are, after the name of their family.
    pub(crate) fn songs(count: u32) -> String {
        notation::count(count)
    }

    /// Where a song lies, by the region that is nearest and the part of the map.
    pub(crate) fn place(region: &str, [x, y]: [u16; 2]) -> String {
        let part = match (third(y), third(x)) {
            (1, 1) => "middle",
            (2, 0) => "top left",
            (2, 1) => "top",
            (2, _) => "top right",
            (1, 0) => "left",
            (1, _) => "right",
            (_, 0) => "bottom left",
            (_, 1) => "bottom",
            _ => "bottom right",
        };
        if region.is_empty() { part.to_owned() } else { format!("near {region}, {part}") }
    }

    fn third(axis: u16) -> u32 {
        u32::from(axis) * 3 / (u32::from(u16::MAX) + 1)
    }

    /// A family of genres.
    pub(crate) const fn family(family: GenreFamily) -> &'static str {
        match family {
            GenreFamily::Classical => "Classical",
            GenreFamily::Jazz => "Jazz",
            GenreFamily::HipHop => "Hip hop",
            GenreFamily::Metal => "Metal",
            GenreFamily::Electronic => "Electronic",
            GenreFamily::Latin => "Latin",
            GenreFamily::Country => "Country",
            GenreFamily::Folk => "Folk",
            GenreFamily::Soul => "Soul",
            GenreFamily::Blues => "Blues",
            GenreFamily::Rock => "Rock",
            GenreFamily::Pop => "Pop",
            GenreFamily::Other => "Other",
            GenreFamily::Unknown => "Unknown",
        }
    }
}

/// The page about Earworm.
pub(crate) mod about {
    use crate::model_card::{LaneCard, ModelCard};
    use crate::notation;
    use catalog::Provenance;

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
    pub(crate) const MODELS: &str = "The models that answer here";
    pub(crate) const RECORDED: &str = "What was recorded when they were made:";
    pub(crate) const READ_FROM: &str = "Files that the catalogue was read from";
    pub(crate) const PARAMETERS: &str = "Parameters of the build";
    pub(crate) const FILES: &str = "Files of the models";
    pub(crate) const LIMITS: &str = "What they cannot do";
    pub(crate) const LIMITS_TEXT: [&str; 4] = [
        "Only what is in the catalogue is found, by its titles, its artists, and its lyrics where \
         it has them. A melody cannot be searched for.",
        "Nothing here listens to music. Songs are compared by what the catalogue says of them: \
         each figure stands for a whole recording, and genres are those of the artists.",
        "How much each part counts was learned from playlists, with the taste, the time and the \
         languages of the people who made them.",
        "The measured share tells how well the index is searched. It does not tell how often the \
         right song is found or whether people like what is recommended.",
    ];
    pub(crate) const LICENCE: &str = "Licence";
    pub(crate) const LICENCE_TEXT: &str = "Earworm’s code may be used under the MIT licence or the \
        Apache License 2.0. The models do not record the licence of the catalogue that they were \
        made of: ask whoever runs this server.";
    pub(crate) const PRIVACY: &str = "What you type";
    pub(crate) const PRIVACY_TEXT: &str = "Hints go to this server only and are not written down. \
        The page loads nothing from anywhere else and keeps no cookies. The songs that you chose \
        last and your list are kept on your device only; a list is sent here when you look at it.";
    pub(crate) const API: &str = "For programs";
    pub(crate) const API_TEXT: &str = "The same answers as JSON:";
    pub(crate) const ENDPOINTS: [&str; 3] = [
        "GET /api/v1/search?q=bohemain%20rapsody&limit=10",
        "GET /api/v1/tracks/{id}",
        "GET /api/v1/tracks/{id}/similar?limit=10",
    ];

    /// The lines of the model card.
    pub(crate) fn card(card: &ModelCard) -> [(&'static str, String); 6] {
        let features = match card.provenance {
            Provenance::Estimated => "estimated by the authors of the catalogue",
            Provenance::Measured => "computed from the recordings",
        };
        let (tracks, songs) = (notation::count(card.tracks), notation::count(card.songs));
        [
            ("Method", card.preset.clone()),
            ("Catalogue", format!("{tracks} tracks, which are versions of {songs} songs")),
            ("How songs sound", features.to_owned()),
            ("Finding", lane(&card.find)),
            ("Recommending", lane(&card.recommend)),
            ("Size", size(card.files.iter().map(|file| file.bytes).sum())),
        ]
    }

    fn lane(lane: &LaneCard) -> String {
        let share = f64::from(lane.recall_at_10) * 100.0;
        let columns = notation::count(lane.columns);
        format!(
            "{columns} columns become {} numbers; the index finds {share:.1}% of the ten nearest",
            lane.code_width
        )
    }

    /// A number of bytes in the unit that suits it.
    pub(crate) fn size(bytes: u64) -> String {
        let units = [(1_000_000_000, "GB"), (1_000_000, "MB"), (1_000, "kB")];
        let unit = units.into_iter().find(|(unit, _)| bytes >= *unit);
        unit.map_or(format!("{bytes} bytes"), |(unit, name)| {
            format!("{}.{} {name}", bytes / unit, bytes % unit * 10 / unit)
        })
    }

    /// How many songs there are, as a sentence.
    pub(crate) fn catalogue(tracks: u32) -> String {
        format!("The catalogue holds {}.", super::catalogue_size(tracks))
    }
}
