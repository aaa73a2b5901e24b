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

    skip_to_content: "Skip to the content",
    navigation: "Site",
    about: "About",
    songs: ["song", "songs"],
    languages: "Languages",

    question: "Which song is stuck in your head?",
    query_label: "What you remember of a song",
    query_placeholder: "A title or an artist",
    find: "Find",
    matches: "Matches",
    best_match: "Best match",
    likely_match: "Best match?",
    found_by: ["By title", "By artist", "By lyrics"],
    no_sure_match: "Nothing fits well. These come closest.",
    no_letters: "Type at least one letter, digit or sign of a title or an artist.",
    examples: "Misspelt or half forgotten will do. For example:",

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
    look_for: "Look for it on Spotify",
    copy_link: "Copy link",
    link_copied: "Link copied",
    recent: "Chosen last, on this device:",
    forget: "Forget these",
    chosen_song: "Your song",
    similar_before: "Songs that sound like ",
    sort_help: ". Links in the headers sort it.",
    nothing_left: "No song is left. Loosen a filter, or start again from how it was.",
    show_more: "Show more songs",
    nothing_similar: "The catalogue has no other song to compare this one with.",
    estimated: "How songs sound is judged here by the authors of the catalogue, not measured from \
        recordings.",
    more_about_data: "More about the data",
    try_again: "Try again",
    back_to_search: "Back to the search",

    not_found_title: "There is no such page",
    not_found_text: "The address may be misspelt, or the page has moved.",

    about_title: "About Earworm",

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
    too_long: Template("This hint has {n} characters: shorten it to at most {most}."),
    kinds: &[],
    failures: Failures {
        invalid_request: ["The songs cannot be tuned like this", ""],
        no_tuning: [
            "These models cannot do this",
            "They were built to answer as Spotifinder did. Start again from how it was.",
        ],
        no_map: ["There is no map", "These models were built without one. Everything else works."],
        unknown_track: [
            "This song is not in the catalogue",
            "The link may come from another catalogue. Search for the song by its title.",
        ],
        invalid_list: ["This address holds no list of songs", ""],
        no_destination: "There is no such song to go to",
        internal: [
            "Something went wrong on the server",
            "Your text is kept. Try again, or try another hint.",
        ],
        unreachable: [
            "The server cannot be reached",
            "Your text is kept. Earworm tries again by itself; check your connection meanwhile.",
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
    tune: "Tune these songs",
    weights: "What counts",
    filters: "Only songs",
    from_year: "From year",
    to_year: "To year",
    language: "In the language",
    any_language: "Any language",
    genre: "Of the genre",
    any_genre: "Any genre",
    not_explicit: "Without explicit lyrics",
    order: "In the order of",
    apply: "Apply",
    reset: "Start again from how it was",
    shifts: "More like this, but",
    like: "Also like",
    unlike: "Less like",
    legend: "What the bars are made of",
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
    weight_learned: "as learned",
    removed: Counted::new("leaves out none", "leaves out 1 song", "leaves out {n} songs"),
    changes: Counted::new("", "1 change", "{n} changes"),
    more_like: Template("And like {song}"),
    less_like: Template("Less like {song}"),
    remove: Template("Remove {song}"),
};

pub(super) static PATH: PathWords = PathWords {
    notation: &NOTATION,
    path: "A path to another song",
    what: "Songs that lead in small steps from this one to another:",
    to: "The other song",
    show: "Show the path",
    close: "Close the path",
    from: "From ",
    to_before: " to ",
    nothing_between: "No song lies between these two. Try another one.",
    compared: "Each song is compared with the one before it.",
    others: "Or to",
    songs_between: Counted::new("no songs between", "1 song between", "{n} songs between"),
};

pub(super) static LIST: ListWords = ListWords {
    notation: &NOTATION,
    my_list: "My list",
    add: "Add to my list",
    take_out: "Remove from my list",
    empty: "Search for a song, choose it, and press “Add to my list”. The songs like it can be \
        added too.",
    in_url: "The address of this page holds the list: send it to somebody, or keep it as a \
        bookmark.",
    is_stored: "The list is kept on this device, too, and nowhere else.",
    not_mine: "This is not the list that is kept on this device. Changes of it are in its address \
        only.",
    replace: "Keep this list instead of mine",
    replaced: "This list is now kept on this device.",
    drag: "Drag to move",
    save: "Save as",
    links: "a list of links",
    clear: "Remove all",
    cleared: "All songs were removed.",
    undo: "Undo",
    suggestions: "Songs that go with this list",
    title: Counted::new("A list without songs", "A list of one song", "A list of {n} songs"),
    length: Template("{length} in all. "),
    missing: Counted::new(
        "",
        "One song of this link is not in this catalogue and is left out.",
        "{n} songs of this link are not in this catalogue and are left out.",
    ),
    asked_by_all: "Recommended by all songs of the list.",
    asked_by_some: Template("Recommended by {most} of its {n} songs, spread evenly over the list."),
    show_mine: Counted::new(
        "Show my list, which is empty",
        "Show my list of one song",
        "Show my list of {n} songs",
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
    moved: Template("{song} is now number {place} of {n}."),
    undone: Template("Undone: {what}"),
};

pub(super) static ABOUT: AboutWords = AboutWords {
    notation: &NOTATION,
    lead: "Type what you remember of a song, misspelt or half forgotten. Earworm finds the song \
        and shows others that sound like it, wherever and whenever they were recorded.",
    finding: "How a song is found",
    finding_text: "Each word that you type is taken for the words of the catalogue that it may \
        mean: spelt alike, sounding alike, run together, or in another alphabet. Songs that have \
        such words are compared with the hint word by word; rare words count for more than common \
        ones. Where words tell too little, a small neural network turns the letters into 64 \
        numbers, and the songs with the nearest numbers are compared too, as are the lyrics.",
    recommending: "How similar songs are found",
    recommending_text: "Songs are alike in parts: genres, year, popularity, language, and how they \
        sound (energy, tempo, mood, key and more). How much each part counts was learned from \
        playlists that people made; the parts add up to the similarity that is shown. A second \
        network finds the songs that are worth comparing. Other versions of the chosen song are \
        left out.",
    data: "The data",
    data_estimated: "Titles, artists, years, lengths, tempo and key are facts. The other figures \
        about how a song sounds, such as its energy or mood, are estimates by the authors of the \
        catalogue: nobody measured the recordings. Take the similarities as the opinion of \
        somebody who knows much music.",
    data_measured: "Its audio features were computed from the recordings, and its genres are those \
        of the artists.",
    models: "The models that answer here",
    recorded: "What was recorded when they were made:",
    read_from: "Files that the catalogue was read from",
    parameters: "Parameters of the build",
    files: "Files of the models",
    limits: "What they cannot do",
    limits_text: [
        "Only what is in the catalogue is found, by its titles, its artists, and its lyrics where \
         it has them. A melody cannot be searched for.",
        "Nothing here listens to music. Songs are compared by what the catalogue says of them: \
         each figure stands for a whole recording, and genres are those of the artists.",
        "How much each part counts was learned from playlists, with the taste, the time and the \
         languages of the people who made them.",
        "The measured share tells how well the index is searched. It does not tell how often the \
         right song is found or whether people like what is recommended.",
    ],
    licence: "Licence",
    licence_text: "Earworm’s code may be used under the MIT licence or the Apache License 2.0. The \
        models do not record the licence of the catalogue that they were made of: ask whoever runs \
        this server.",
    privacy: "What you type",
    privacy_text: "Hints go to this server only and are not written down. The page loads nothing \
        from anywhere else. It keeps one cookie, and only if you choose a language: that language. \
        The songs that you chose last and your list are kept on your device only; a list is sent \
        here when you look at it.",
    api: "For programs",
    api_text: "The same answers as JSON:",
    catalogue: Counted::new(
        "The catalogue holds 0 songs.",
        "The catalogue holds 1 song.",
        "The catalogue holds {n} songs.",
    ),
    card: ["Method", "Catalogue", "How songs sound", "Finding", "Recommending", "Size"],
    estimated: "estimated by the authors of the catalogue",
    measured: "computed from the recordings",
    tracks_and_songs: Template("{tracks} tracks, which are versions of {songs} songs"),
    retriever: Template(
        "{columns} columns become {numbers} numbers; the index finds {share} of the ten nearest",
    ),
};

pub(super) static MAP: MapWords = MapWords {
    notation: &NOTATION,
    map: "Map",
    title: "The map of all songs",
    lead: "Each point is a song. Songs that sound alike lie together; the colours tell their \
        genres. Choose a point to see what is around it.",
    picture: "Picture of the map; the table below tells what is marked on it",
    needs_script: "The picture is drawn by a script, which this browser does not run. The table \
        tells what would be marked on it.",
    no_picture: "The picture cannot be drawn here. The table tells what would be marked on it.",
    zoom_in: "Zoom in",
    zoom_out: "Zoom out",
    whole: "Show the whole map",
    legend: "Families of genres; choose one to make it stand out",
    family: "Family",
    region: "Where it lies",
    show_song: "Show the song",
    clear_selection: "Choose none",
    show_on_map: "Show on the map",
    of_each_family: "Well-known songs of each family",
    on_map: Template("{song} on the map"),
    around: Template("{song} and songs that sound like it"),
    of_family: Template("Well-known songs of the family {family}"),
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
