mod reasons;

pub(super) use reasons::sentence as why_recommended;

#[cfg(feature = "ssr")]
use super::about::AboutWords;
use super::failures::Failures;
use super::language::Language;
use super::list::ListWords;
use super::map::MapWords;
use super::notation::Notation;
use super::path::PathWords;
use super::template::{Counted, Template};
use super::tune::TuneWords;
use super::words::{FacetNames, GroupNames, Words};

static NOTATION: Notation = Notation {
    thousands: ",",
    decimal: ".",
    percent: "%",
    major: [
        "C major",
        "D♭ major",
        "D major",
        "E♭ major",
        "E major",
        "F major",
        "F♯ major",
        "G major",
        "A♭ major",
        "A major",
        "B♭ major",
        "B major",
    ],
    minor: [
        "C minor",
        "C♯ minor",
        "D minor",
        "E♭ minor",
        "E minor",
        "F minor",
        "F♯ minor",
        "G minor",
        "G♯ minor",
        "A minor",
        "B♭ minor",
        "B minor",
    ],
    keys: ["C", "D♭", "D", "E♭", "E", "F", "F♯", "G", "A♭", "A", "B♭", "B"],
    modes: ["minor", "major"],
    bytes: "bytes",
};

pub(super) static ENGLISH: Words = Words {
    language: Language::English,
    notation: &NOTATION,

    tagline: "Find the song in your head, and more like it",
    description: "Type what you remember of a song, misspelt or half forgotten. Earworm finds it \
        and shows songs that sound like it.",

    skip_to_content: "Skip to content",
    navigation: "Site",
    my_list: "My list",
    song_map: "Map",
    about: "About",
    songs: ["song", "songs"],
    languages: "Languages",

    question: "Which song is stuck in your head?",
    query_label: "What you remember of a song",
    query_placeholder: "A title or an artist",
    find: "Find",
    matches: "Matches",
    best_match: "Best match",
    likely_match: "Likely match",
    found_by: ["By title", "By artist", "By lyrics"],
    no_sure_match: "Nothing fits well. These come closest.",
    no_letters: "Type at least one letter, digit or sign of a title or an artist.",
    examples: "Misspelt or half-remembered is fine. For example:",

    artists: "Artists",
    year: "Year",
    length: "Length",
    tempo: "Tempo",
    key: "Key",
    columns: "Columns",
    columns_shown: "Columns of the table",
    genres: "Genres",
    title: "Title",
    actions: "Actions",
    similarity: "Similarity",
    reasons: "Reasons",
    in_numbers: "How it sounds, in numbers",
    listen: "Listen on Spotify",
    search_spotify: "Search Spotify",
    copy_link: "Copy link",
    link_copied: "Link copied",
    recent: "Recent",
    clear_recent: "Clear",
    chosen_song: "Your song",
    similar_before: "Songs that sound like ",
    sort_help: ". Use the links in the headers to sort.",
    nothing_left: "No songs match these settings. Loosen a filter or reset them.",
    show_more: "Show more songs",
    nothing_similar: "The catalogue has no other song to compare this one with.",
    estimated: "Audio features are estimates, not measurements.",
    more_about_data: "More about the data",
    try_again: "Try again",
    back_to_search: "Back to the search",

    not_found_title: "Page not found",
    not_found_text: "The address may be misspelt, or the page may have moved.",

    about_title: "About Earworm",

    song_description: Template("Songs that sound like {song}, with the reasons, on Earworm."),
    in_catalogue: Counted::new(
        "0 songs in the catalogue",
        "1 song in the catalogue",
        "{n} songs in the catalogue",
    ),
    found: Counted::new("No matches", "1 match", "{n} matches"),
    similar_found: Counted::new("no similar songs", "1 similar song", "{n} similar songs"),
    nothing_found: Template(
        "Nothing found for “{query}”. Try fewer words, a part of the title, or the artist alone.",
    ),
    versions: Counted::new("0 versions", "1 version", "{n} versions"),
    other_versions: Counted::new("0 other versions", "1 other version", "{n} other versions"),
    and_others: Counted::new("", " and 1 other", " and {n} others"),
    found_by_lyrics: Template("Found by its lyrics: “{line}”"),
    left_out: Template("Left out: {words}"),
    too_long: Template("Your search has {n} characters: shorten it to at most {most}."),
    kinds: &[],
    failures: Failures {
        invalid_request: ["These settings conflict", ""],
        no_tuning: [
            "These models cannot be tuned",
            "They were built to answer like Spotifinder. Reset the settings.",
        ],
        no_map: ["There is no map", "These models were built without one. Everything else works."],
        unknown_track: [
            "This song is not in the catalogue",
            "The link may come from another catalogue. Search for the song by its title.",
        ],
        invalid_list: ["This link contains no list of songs", ""],
        no_destination: "No such song",
        busy: [
            "The server is busy",
            "It has too many requests at the moment. Earworm tries again in a few seconds.",
        ],
        outdated: ["Earworm has been updated", "Reload the page to continue."],
        internal: ["Something went wrong on the server", "Try again, or try another search."],
        unreachable: [
            "The server cannot be reached",
            "Earworm keeps trying. Check your connection in the meantime.",
        ],
    },
    facets: FacetNames {
        popularity: "Popularity",
        language: "Language",
        danceability: "Danceable",
        energy: "Energy",
        loudness: "Loudness",
        mode: "Mode",
        speechiness: "Spoken",
        acousticness: "Acoustic",
        instrumentalness: "Instrumental",
        liveness: "Live",
        valence: "Happy",
        time_signature: "Beats in a bar",
    },
    groups: GroupNames {
        sound: "Sound",
        genre: "Genre",
        era: "Era",
        popularity: "Popularity",
        language: "Language",
    },
};

pub(super) static TUNE: TuneWords = TuneWords {
    notation: &NOTATION,
    tune: "Tune the results",
    weights: "What matters",
    filters: "Filters",
    from_year: "From year",
    to_year: "To year",
    years_conflict: "The first year must not be after the last one.",
    language: "Language",
    any_language: "Any language",
    genre: "Genre",
    any_genre: "Any genre",
    not_explicit: "Without explicit lyrics",
    order: "Sort by",
    apply: "Apply",
    reset: "Reset",
    shifts: "More like this, but",
    like: "Also like",
    unlike: "Less like",
    legend: "What makes up the score",
    chips: [
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
    ],
    orders: [
        ("", "similarity"),
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
    ],
    languages: [
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
    ],
    weight_off: "off",
    weight_default: "default",
    removed: Counted::new("leaves out none", "leaves out 1 song", "leaves out {n} songs"),
    changes: Counted::new("", "1 change", "{n} changes"),
    more_like: Template("Also like {song}"),
    less_like: Template("Less like {song}"),
    remove: Template("Remove {song}"),
};

pub(super) static PATH: PathWords = PathWords {
    notation: &NOTATION,
    path: "A path to another song",
    what: "Songs that lead step by step from this one to another:",
    to: "The other song",
    show: "Show the path",
    close: "Close the path",
    from: "From ",
    to_before: " to ",
    nothing_between: "No song lies between these two. Try another one.",
    compared: "Each song is compared with the one before it.",
    others: "Other matches",
    songs_between: Counted::new("no songs between", "1 song between", "{n} songs between"),
};

pub(super) static LIST: ListWords = ListWords {
    notation: &NOTATION,
    add: "Add to my list",
    take_out: "Remove from my list",
    empty: "Search for a song, choose it and press “Add to my list”. You can add similar songs, too.",
    in_url: "The list is part of this page’s address: share the link, or bookmark it.",
    is_stored: "The list is also stored on this device, and nowhere else.",
    not_mine: "This is not the list stored on this device. Changes only affect the link.",
    not_stored: "This list is not stored on this device. Changes only affect the link.",
    replace: "Replace my list",
    save_as_mine: "Save as my list",
    replaced: "This list is now stored on this device.",
    drag: "Drag to move",
    save: "Save as",
    links: "a list of links",
    clear: "Remove all",
    cleared: "All songs were removed.",
    undo: "Undo",
    suggestions: "Songs that go with this list",
    fill: "A playlist from elsewhere",
    fill_how: "Choose a playlist’s CSV file, such as one from Exportify, or drop it on the field. You get it back \
        with the audio features that are missing.",
    fill_file: "CSV file",
    fill_button: "Fill in audio features",
    title: Counted::new("Your list is empty", "A list of 1 song", "A list of {n} songs"),
    length: Template("{length} in total. "),
    missing: Counted::new(
        "",
        "1 song in this link is not in the catalogue.",
        "{n} songs in this link are not in the catalogue.",
    ),
    asked_by_all: "Based on all songs in the list.",
    asked_by_some: Template("Based on {most} of its {n} songs, spread evenly over the list."),
    show_mine: Counted::new(
        "Show my list (empty)",
        "Show my list (1 song)",
        "Show my list ({n} songs)",
    ),
    add_song: Template("Add {song} to my list"),
    take_song_out: Template("Remove {song} from my list"),
    remove: Template("Remove {song}"),
    move_up: Template("Move {song} up"),
    move_down: Template("Move {song} down"),
    full: Template("The list is full: it holds at most {most} songs."),
    added: Counted::new(
        "{song} was added.",
        "{song} was added. The list has 1 song.",
        "{song} was added. The list has {n} songs.",
    ),
    removed: Template("{song} was removed."),
    moved: Template("{song} is now number {number} of {n}."),
    undone: Template("Undone: {what}"),
};

#[cfg(feature = "ssr")]
pub(super) static ABOUT: AboutWords = AboutWords {
    notation: &NOTATION,
    lead: "Type what you remember of a song, misspelt or half forgotten. Earworm finds the song \
        and shows others that sound like it, wherever and whenever they were recorded.",
    finding: "How a song is found",
    finding_text: "Each word you type is matched with the words of the catalogue that it may stand \
        for: similar spellings, similar sounds, words run together, other alphabets. Songs with \
        such words are then compared with your search word by word; rare words count more than \
        common ones. If the words are not enough, a small neural network turns the letters into 64 \
        numbers, and the songs with the nearest numbers are compared too, as are the lyrics.",
    recommending: "How similar songs are found",
    recommending_text: "Similarity has several parts: genres, year, popularity, language and sound \
        (energy, tempo, mood, key and more). How much each part counts was learned from playlists \
        that people made, and the parts add up to the score. A second network picks the songs \
        worth comparing. Other versions of the chosen song are left out.",
    data: "The data",
    data_estimated: "Titles, artists, years, lengths, tempo and key are facts. The other audio \
        features, such as energy or mood, are estimates by the authors of the catalogue: nobody \
        measured the recordings. Take the similarities as the opinion of somebody who knows a lot \
        of music.",
    data_measured: "Its audio features were computed from the recordings, and its genres are those \
        of the artists.",
    models: "The models in use",
    recorded: "Recorded when they were built:",
    read_from: "Source files of the catalogue",
    parameters: "Build parameters",
    files: "Model files",
    limits: "What they cannot do",
    limits_text: [
        "They only find what is in the catalogue, by title, by artist, and by lyrics where there \
         are any. They cannot search for a melody.",
        "They do not listen to music. Songs are compared by what the catalogue says about them: \
         each figure describes a whole recording, and genres are those of the artists.",
        "The weights were learned from playlists and reflect the taste, the time and the languages \
         of the people who made them.",
        "The measured recall says how well the index is searched, not how often the right song is \
         found or whether people like the recommendations.",
    ],
    licence: "Licence",
    licence_text: "Earworm’s code is available under the MIT licence or the Apache License 2.0. The \
        models do not record the licence of their catalogue: ask whoever runs this server.",
    privacy: "What you type",
    privacy_text: "Your searches go to this server only and are not logged. The page loads nothing \
        from other sites. It sets a single cookie, for the language, and only if you choose one. \
        Your recent songs and your list are stored on your device; a list is sent to this server \
        only when you open it.",
    api: "For developers",
    api_text: "The same answers as JSON:",
    catalogue: Counted::new(
        "The catalogue holds 0 songs.",
        "The catalogue holds 1 song.",
        "The catalogue holds {n} songs.",
    ),
    card: ["Method", "Catalogue", "Audio features", "Finding", "Recommending", "Size"],
    estimated: "estimated by the authors of the catalogue",
    measured: "computed from the recordings",
    tracks_and_songs: Template("{tracks} tracks of {songs} songs"),
    retriever: Template(
        "embeddings of {numbers} numbers, from {columns} inputs; recall at 10: {share}",
    ),
};

pub(super) static MAP: MapWords = MapWords {
    notation: &NOTATION,
    title: "The map of all songs",
    lead: "Each point is a song. Songs that sound alike are close together; colours show genres. \
        Select a point to see what is around it.",
    picture: "Map; the table below lists the marked songs",
    needs_script: "The map needs JavaScript. The table lists the songs that it would mark.",
    no_picture: "The map cannot be drawn here. The table lists the songs that it would mark.",
    zoom_in: "Zoom in",
    zoom_out: "Zoom out",
    whole: "Show the whole map",
    left: "Move left",
    right: "Move right",
    up: "Move up",
    down: "Move down",
    legend: "Genre families; select one to highlight it",
    family: "Family",
    region: "Region",
    show_song: "Show this song",
    clear_selection: "Clear selection",
    show_on_map: "Show on the map",
    of_each_family: "Well-known songs of each family",
    on_map: Template("{song} on the map"),
    around: Template("{song} and songs that sound like it"),
    of_family: Template("Well-known songs: {family}"),
    near: Template("near {region}, {part}"),
    parts: [
        ["bottom left", "bottom", "bottom right"],
        ["left", "middle", "right"],
        ["top left", "top", "top right"],
    ],
    families: [
        "Classical",
        "Jazz",
        "Hip hop",
        "Metal",
        "Electronic",
        "Latin",
        "Country",
        "Folk",
        "Soul",
        "Blues",
        "Rock",
        "Pop",
        "Other",
        "Unknown",
    ],
};
