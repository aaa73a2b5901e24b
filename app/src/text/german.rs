mod reasons;

pub(super) use reasons::sentence as why_recommended;

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
    thousands: ".",
    decimal: ",",
    percent: "\u{a0}%",
    major: [
        "C-Dur", "Des-Dur", "D-Dur", "Es-Dur", "E-Dur", "F-Dur", "Fis-Dur", "G-Dur", "As-Dur",
        "A-Dur", "B-Dur", "H-Dur",
    ],
    minor: [
        "c-Moll", "cis-Moll", "d-Moll", "es-Moll", "e-Moll", "f-Moll", "fis-Moll", "g-Moll",
        "gis-Moll", "a-Moll", "b-Moll", "h-Moll",
    ],
    keys: ["C", "Des", "D", "Es", "E", "F", "Fis", "G", "As", "A", "B", "H"],
    modes: ["Moll", "Dur"],
    bytes: "Bytes",
};

pub(super) static GERMAN: Words = Words {
    language: Language::German,
    notation: &NOTATION,

    tagline: "Finde den Song in deinem Kopf und mehr davon",
    description: "Tippe ein, was du von einem Song noch weißt, falsch geschrieben oder halb \
        vergessen. Earworm findet ihn und zeigt Songs, die ähnlich klingen.",

    skip_to_content: "Zum Inhalt springen",
    navigation: "Website",
    about: "Info",
    songs: ["Song", "Songs"],
    languages: "Sprachen",

    question: "Welcher Song geht dir nicht aus dem Kopf?",
    query_label: "Was du von einem Song noch weißt",
    query_placeholder: "Titel oder Interpret",
    find: "Suchen",
    matches: "Treffer",
    best_match: "Bester Treffer",
    likely_match: "Bester Treffer?",
    found_by: ["Nach dem Titel", "Nach dem Interpreten", "Nach dem Liedtext"],
    no_sure_match: "Nichts passt richtig gut. Das hier kommt am nächsten.",
    no_letters: "Tippe mindestens einen Buchstaben, eine Ziffer oder ein Zeichen aus einem Titel oder \
        dem Namen eines Interpreten ein.",
    examples: "Falsch geschrieben oder halb vergessen macht nichts. Zum Beispiel:",

    artists: "Interpreten",
    year: "Jahr",
    length: "Länge",
    tempo: "Tempo",
    key: "Tonart",
    columns: "Spalten",
    columns_shown: "Spalten der Tabelle",
    genres: "Genres",
    title: "Titel",
    actions: "Aktionen",
    similarity: "Ähnlichkeit",
    reasons: "Gründe",
    in_numbers: "Wie er klingt, in Zahlen",
    listen: "Auf Spotify anhören",
    look_for: "Auf Spotify suchen",
    copy_link: "Link kopieren",
    link_copied: "Link kopiert",
    recent: "Zuletzt gewählt, auf diesem Gerät:",
    forget: "Diese vergessen",
    chosen_song: "Dein Song",
    similar_before: "Songs, die klingen wie ",
    sort_help: ". Links in den Spaltenköpfen sortieren die Tabelle.",
    nothing_left: "Kein Song bleibt übrig. Lockere einen Filter oder setze alles zurück.",
    show_more: "Mehr Songs zeigen",
    nothing_similar: "Der Katalog hat keinen anderen Song, mit dem sich dieser vergleichen lässt.",
    estimated: "Wie Songs klingen, haben hier die Autoren des Katalogs eingeschätzt; an den \
        Aufnahmen wurde nichts gemessen.",
    more_about_data: "Mehr über die Daten",
    try_again: "Noch einmal versuchen",
    back_to_search: "Zurück zur Suche",

    not_found_title: "Diese Seite gibt es nicht",
    not_found_text: "Vielleicht ist die Adresse falsch geschrieben, oder die Seite ist umgezogen.",

    about_title: "Über Earworm",

    in_catalogue: Counted::new("0 Songs im Katalog", "1 Song im Katalog", "{n} Songs im Katalog"),
    found: Counted::new("Keine Treffer", "1 Treffer", "{n} Treffer"),
    similar_found: Counted::new("keine ähnlichen Songs", "1 ähnlicher Song", "{n} ähnliche Songs"),
    nothing_found: Template(
        "Nichts gefunden für „{query}“. Versuche es mit weniger Wörtern, einem Teil des Titels oder \
         dem Interpreten allein.",
    ),
    versions: Counted::new("0 Fassungen", "1 Fassung", "{n} Fassungen"),
    other_versions: Counted::new(
        "0 weitere Fassungen",
        "1 weitere Fassung",
        "{n} weitere Fassungen",
    ),
    and_others: Counted::new("", " und 1 weiterer", " und {n} weitere"),
    found_by_lyrics: Template("Am Liedtext erkannt: „{line}“"),
    left_out: Template("Nicht berücksichtigt: {words}"),
    too_long: Template("Dieser Text hat {n} Zeichen: Kürze ihn auf höchstens {most}."),
    kinds: &[
        ("original", "Original"),
        ("credited", "mit Nennung"),
        ("soundtrack", "Soundtrack"),
        ("stereo", "Stereo"),
        ("mono", "Mono"),
        ("remaster", "neu gemastert"),
        ("edit", "gekürzt"),
        ("extended", "verlängert"),
        ("alternate", "andere Fassung"),
        ("re-recorded", "neu aufgenommen"),
        ("in another language", "in einer anderen Sprache"),
        ("arrangement", "Bearbeitung"),
        ("acoustic", "akustisch"),
        ("demo", "Demo"),
        ("live", "live"),
        ("remix", "Remix"),
        ("altered", "verändert"),
        ("instrumental", "instrumental"),
        ("karaoke", "Karaoke"),
    ],
    failures: Failures {
        invalid_request: [
            "So lassen sich die Songs nicht abstimmen",
            "Ändere, was du eingestellt hast. Auf Englisch genauer:",
        ],
        no_tuning: [
            "Diese Modelle können das nicht",
            "Sie sind so gemacht, dass sie antworten wie Spotifinder. Setze alles zurück.",
        ],
        no_map: [
            "Es gibt keine Karte",
            "Diese Modelle wurden ohne Karte gebaut. Alles andere funktioniert.",
        ],
        unknown_track: [
            "Dieser Song ist nicht im Katalog",
            "Vielleicht gehört der Link zu einem anderen Katalog. Suche den Song über seinen Titel.",
        ],
        invalid_list: [
            "Diese Adresse enthält keine Liste von Songs",
            "Prüfe, ob sie vollständig ist. Auf Englisch genauer:",
        ],
        no_destination: "Einen solchen Song als Ziel gibt es nicht",
        internal: [
            "Auf dem Server ist etwas schiefgegangen",
            "Dein Text bleibt erhalten. Versuche es noch einmal oder mit einem anderen Text.",
        ],
        unreachable: [
            "Der Server ist nicht zu erreichen",
            "Dein Text bleibt erhalten. Earworm versucht es von selbst wieder; prüfe inzwischen \
             deine Verbindung.",
        ],
    },
    facets: FacetNames {
        popularity: "Bekanntheit",
        language: "Sprache",
        danceability: "Tanzbar",
        energy: "Energie",
        loudness: "Lautstärke",
        mode: "Tongeschlecht",
        speechiness: "Gesprochen",
        acousticness: "Akustisch",
        instrumentalness: "Instrumental",
        liveness: "Live",
        valence: "Fröhlich",
        time_signature: "Schläge im Takt",
    },
    groups: GroupNames {
        sound: "Klang",
        genre: "Genre",
        era: "Epoche",
        popularity: "Bekanntheit",
        language: "Sprache",
    },
};

pub(super) static TUNE: TuneWords = TuneWords {
    notation: &NOTATION,
    tune: "Songs abstimmen",
    weights: "Was zählt",
    filters: "Nur Songs",
    from_year: "Ab Jahr",
    to_year: "Bis Jahr",
    language: "In der Sprache",
    any_language: "Jede Sprache",
    genre: "Aus dem Genre",
    any_genre: "Jedes Genre",
    not_explicit: "Ohne anstößige Texte",
    order: "Geordnet nach",
    apply: "Anwenden",
    reset: "Alles zurücksetzen",
    shifts: "Mehr davon, aber",
    like: "Auch wie",
    unlike: "Weniger wie",
    legend: "Woraus die Balken bestehen",
    chips: [
        ("calmer", "ruhiger"),
        ("livelier", "energiegeladener"),
        ("slower", "langsamer"),
        ("faster", "schneller"),
        ("older", "älter"),
        ("newer", "neuer"),
        ("less_known", "unbekannter"),
        ("better_known", "bekannter"),
        ("sadder", "trauriger"),
        ("happier", "fröhlicher"),
        ("acoustic", "akustischer"),
        ("electric", "elektrischer"),
    ],
    orders: [
        ("", "Ähnlichkeit"),
        ("tempo", "Tempo, langsamste zuerst"),
        ("-tempo", "Tempo, schnellste zuerst"),
        ("energy", "Energie, ruhigste zuerst"),
        ("-energy", "Energie, energiegeladenste zuerst"),
        ("year", "Jahr, älteste zuerst"),
        ("-year", "Jahr, neueste zuerst"),
        ("valence", "Stimmung, traurigste zuerst"),
        ("-valence", "Stimmung, fröhlichste zuerst"),
        ("popularity", "Bekanntheit, unbekannteste zuerst"),
        ("-popularity", "Bekanntheit, bekannteste zuerst"),
    ],
    languages: [
        ("ar", "Arabisch"),
        ("zh", "Chinesisch"),
        ("de", "Deutsch"),
        ("en", "Englisch"),
        ("fi", "Finnisch"),
        ("fr", "Französisch"),
        ("el", "Griechisch"),
        ("he", "Hebräisch"),
        ("hi", "Hindi"),
        ("id", "Indonesisch"),
        ("it", "Italienisch"),
        ("ja", "Japanisch"),
        ("ko", "Koreanisch"),
        ("nl", "Niederländisch"),
        ("pl", "Polnisch"),
        ("pt", "Portugiesisch"),
        ("ru", "Russisch"),
        ("sv", "Schwedisch"),
        ("es", "Spanisch"),
        ("ta", "Tamil"),
        ("tr", "Türkisch"),
        ("hu", "Ungarisch"),
        ("ur", "Urdu"),
        ("vi", "Vietnamesisch"),
    ],
    weight_off: "aus",
    weight_learned: "gelernt",
    removed: Counted::new("lässt keinen weg", "lässt 1 Song weg", "lässt {n} Songs weg"),
    changes: Counted::new("", "1 Änderung", "{n} Änderungen"),
    more_like: Template("Auch wie {song}"),
    less_like: Template("Weniger wie {song}"),
    remove: Template("{song} entfernen"),
};

pub(super) static PATH: PathWords = PathWords {
    notation: &NOTATION,
    path: "Weg zu einem anderen Song",
    what: "Songs, die in kleinen Schritten von diesem zu einem anderen führen:",
    to: "Der andere Song",
    show: "Weg zeigen",
    close: "Weg schließen",
    from: "Von ",
    to_before: " zu ",
    nothing_between: "Zwischen diesen beiden liegt kein Song. Versuche es mit einem anderen.",
    compared: "Jeder Song wird mit dem davor verglichen.",
    others: "Oder zu",
    songs_between: Counted::new(
        "kein Song dazwischen",
        "1 Song dazwischen",
        "{n} Songs dazwischen",
    ),
};

pub(super) static LIST: ListWords = ListWords {
    notation: &NOTATION,
    my_list: "Meine Liste",
    add: "Auf meine Liste setzen",
    take_out: "Von meiner Liste nehmen",
    empty: "Suche einen Song, wähle ihn aus und drücke auf „Auf meine Liste setzen“. Auch die \
        Songs, die ihm ähnlich sind, lassen sich hinzufügen.",
    in_url: "Die Adresse dieser Seite enthält die Liste: Schicke sie jemandem, oder behalte sie \
        als Lesezeichen.",
    is_stored: "Die Liste ist auch auf diesem Gerät gespeichert und sonst nirgends.",
    not_mine: "Das ist nicht die Liste, die auf diesem Gerät gespeichert ist. Änderungen an ihr \
        stehen nur in ihrer Adresse.",
    replace: "Diese Liste statt meiner behalten",
    replaced: "Diese Liste ist jetzt auf diesem Gerät gespeichert.",
    drag: "Zum Verschieben ziehen",
    save: "Speichern als",
    links: "Liste von Links",
    clear: "Alle entfernen",
    cleared: "Alle Songs wurden entfernt.",
    undo: "Rückgängig machen",
    suggestions: "Songs, die zu dieser Liste passen",
    title: Counted::new(
        "Eine Liste ohne Songs",
        "Eine Liste mit einem Song",
        "Eine Liste mit {n} Songs",
    ),
    length: Template("Insgesamt {length}. "),
    missing: Counted::new(
        "",
        "Ein Song dieses Links ist nicht in diesem Katalog und wird weggelassen.",
        "{n} Songs dieses Links sind nicht in diesem Katalog und werden weggelassen.",
    ),
    asked_by_all: "Empfohlen nach allen Songs der Liste.",
    asked_by_some: Template(
        "Empfohlen nach {most} ihrer {n} Songs, gleichmäßig über die Liste verteilt.",
    ),
    show_mine: Counted::new(
        "Meine Liste zeigen, die leer ist",
        "Meine Liste mit einem Song zeigen",
        "Meine Liste mit {n} Songs zeigen",
    ),
    add_song: Template("{song} auf meine Liste setzen"),
    take_song_out: Template("{song} von meiner Liste nehmen"),
    remove: Template("{song} entfernen"),
    move_up: Template("{song} nach oben schieben"),
    move_down: Template("{song} nach unten schieben"),
    full: Template("Die Liste ist voll: Sie fasst höchstens {most} Songs."),
    added: Counted::new(
        "{song} wurde hinzugefügt.",
        "{song} wurde hinzugefügt. Die Liste hat 1 Song.",
        "{song} wurde hinzugefügt. Die Liste hat {n} Songs.",
    ),
    removed: Template("{song} wurde entfernt."),
    moved: Template("{song} ist jetzt Nummer {place} von {n}."),
    undone: Template("Rückgängig gemacht: {what}"),
};

pub(super) static ABOUT: AboutWords = AboutWords {
    notation: &NOTATION,
    lead: "Tippe ein, was du von einem Song noch weißt, falsch geschrieben oder halb vergessen. \
        Earworm findet den Song und zeigt andere, die ähnlich klingen, egal wo und wann sie \
        aufgenommen wurden.",
    finding: "Wie ein Song gefunden wird",
    finding_text: "Jedes Wort, das du eintippst, steht für die Wörter des Katalogs, die damit \
        gemeint sein können: ähnlich geschrieben, ähnlich klingend, aneinandergeschrieben oder in \
        einer anderen Schrift. Songs mit solchen Wörtern werden Wort für Wort mit deinem Text \
        verglichen; seltene Wörter zählen mehr als häufige. Wo Wörter zu wenig verraten, macht ein \
        kleines neuronales Netz aus den Buchstaben 64 Zahlen, und auch die Songs mit den \
        nächstliegenden Zahlen werden verglichen, ebenso die Liedtexte.",
    recommending: "Wie ähnliche Songs gefunden werden",
    recommending_text: "Songs ähneln sich in Teilen: in Genres, Jahr, Bekanntheit und Sprache und \
        darin, wie sie klingen (Energie, Tempo, Stimmung, Tonart und mehr). Wie viel jeder Teil \
        zählt, wurde aus Playlists gelernt, die Menschen zusammengestellt haben; die Teile ergeben \
        zusammen die Ähnlichkeit, die angezeigt wird. Ein zweites Netz findet die Songs, bei denen \
        sich der Vergleich lohnt. Andere Fassungen des gewählten Songs werden weggelassen.",
    data: "Die Daten",
    data_estimated: "Titel, Interpreten, Jahre, Längen, Tempo und Tonart sind Tatsachen. Die \
        übrigen Angaben dazu, wie ein Song klingt, etwa zu Energie oder Stimmung, sind Schätzungen \
        der Autoren des Katalogs: Niemand hat die Aufnahmen gemessen. Nimm die Ähnlichkeiten als \
        die Meinung von jemandem, der viel Musik kennt.",
    data_measured: "Seine Klangmerkmale wurden aus den Aufnahmen berechnet, und seine Genres sind \
        die der Interpreten.",
    models: "Die Modelle, die hier antworten",
    recorded: "Was festgehalten wurde, als sie entstanden:",
    read_from: "Dateien, aus denen der Katalog gelesen wurde",
    parameters: "Parameter, mit denen sie gebaut wurden",
    files: "Dateien der Modelle",
    limits: "Was sie nicht können",
    limits_text: [
        "Gefunden wird nur, was im Katalog steht: über Titel, Interpreten und, wo er sie hat, \
         Liedtexte. Nach einer Melodie kann nicht gesucht werden.",
        "Nichts hier hört Musik. Songs werden danach verglichen, was der Katalog über sie sagt: \
         Jede Zahl steht für eine ganze Aufnahme, und die Genres sind die der Interpreten.",
        "Wie viel jeder Teil zählt, wurde aus Playlists gelernt, mit dem Geschmack, der Zeit und \
         den Sprachen derer, die sie zusammengestellt haben.",
        "Der gemessene Anteil sagt, wie gut der Index durchsucht wird. Er sagt nicht, wie oft der \
         richtige Song gefunden wird oder ob die Empfehlungen gefallen.",
    ],
    licence: "Lizenz",
    licence_text: "Der Code von Earworm darf unter der MIT-Lizenz oder der Apache-Lizenz 2.0 \
        verwendet werden. Die Modelle halten nicht fest, unter welcher Lizenz der Katalog steht, \
        aus dem sie gemacht sind: Frage den Betreiber dieses Servers.",
    privacy: "Was du eintippst",
    privacy_text: "Was du eintippst, geht nur an diesen Server und wird nicht aufgezeichnet. Die \
        Seite lädt nichts von anderswo. Sie setzt ein einziges Cookie, und das nur, wenn du eine \
        Sprache wählst: diese Sprache. Die Songs, die du zuletzt gewählt hast, und deine Liste \
        sind nur auf deinem Gerät gespeichert; eine Liste wird hierher geschickt, wenn du sie \
        ansiehst.",
    api: "Für Programme",
    api_text: "Dieselben Antworten als JSON:",
    catalogue: Counted::new(
        "Der Katalog enthält 0 Songs.",
        "Der Katalog enthält 1 Song.",
        "Der Katalog enthält {n} Songs.",
    ),
    card: ["Verfahren", "Katalog", "Wie Songs klingen", "Finden", "Empfehlen", "Größe"],
    estimated: "geschätzt von den Autoren des Katalogs",
    measured: "aus den Aufnahmen berechnet",
    tracks_and_songs: Template("{tracks} Aufnahmen, die Fassungen von {songs} Songs sind"),
    retriever: Template(
        "aus {columns} Spalten werden {numbers} Zahlen; der Index findet {share} der zehn nächsten",
    ),
};

pub(super) static MAP: MapWords = MapWords {
    notation: &NOTATION,
    map: "Karte",
    title: "Die Karte aller Songs",
    lead: "Jeder Punkt ist ein Song. Songs, die ähnlich klingen, liegen beieinander; die Farben \
        zeigen ihre Genres. Wähle einen Punkt, um zu sehen, was um ihn herum liegt.",
    picture: "Bild der Karte; die Tabelle darunter sagt, was darauf markiert ist",
    needs_script: "Das Bild zeichnet ein Skript, das dieser Browser nicht ausführt. Die Tabelle \
        sagt, was darauf markiert wäre.",
    no_picture: "Das Bild lässt sich hier nicht zeichnen. Die Tabelle sagt, was darauf markiert \
        wäre.",
    zoom_in: "Vergrößern",
    zoom_out: "Verkleinern",
    whole: "Die ganze Karte zeigen",
    legend: "Familien von Genres; wähle eine, um sie hervorzuheben",
    family: "Familie",
    region: "Wo er liegt",
    show_song: "Den Song zeigen",
    clear_selection: "Keinen wählen",
    show_on_map: "Auf der Karte zeigen",
    of_each_family: "Bekannte Songs jeder Familie",
    on_map: Template("{song} auf der Karte"),
    around: Template("{song} und Songs, die ähnlich klingen"),
    of_family: Template("Bekannte Songs der Familie {family}"),
    near: Template("bei {region}, {part}"),
    parts: [
        ["unten links", "unten", "unten rechts"],
        ["links", "in der Mitte", "rechts"],
        ["oben links", "oben", "oben rechts"],
    ],
    families: [
        "Klassik",
        "Jazz",
        "Hip-Hop",
        "Metal",
        "Elektronisch",
        "Latin",
        "Country",
        "Folk",
        "Soul",
        "Blues",
        "Rock",
        "Pop",
        "Andere",
        "Unbekannt",
    ],
};
