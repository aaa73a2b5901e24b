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
    my_list: "Meine Liste",
    song_map: "Karte",
    about: "Info",
    songs: ["Song", "Songs"],
    languages: "Sprachen",

    question: "Welcher Song geht dir nicht aus dem Kopf?",
    query_label: "Was du von einem Song noch weißt",
    query_placeholder: "Titel, Interpret oder Beschreibung",
    find: "Suchen",
    matches: "Treffer",
    best_match: "Bester Treffer",
    likely_match: "Wahrscheinlicher Treffer",
    found_by: [
        "Nach dem Titel",
        "Nach dem Interpreten",
        "Nach dem Liedtext",
        "Nach der Beschreibung",
    ],
    understood: "Verstanden",
    clues: ["Wörter", "Wie", "Von", "Nicht", "Klang", "Aber", "Länge"],
    wish: "Solche Songs zeigen",
    described: "Songs, auf die deine Beschreibung passt, die wahrscheinlichsten zuerst.",
    lyrics: "Liedtext",
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
    search_spotify: "Auf Spotify suchen",
    copy_link: "Link kopieren",
    link_copied: "Link kopiert",
    recent: "Zuletzt gewählt",
    clear_recent: "Löschen",
    chosen_song: "Dein Song",
    similar_before: "Songs, die klingen wie ",
    wished: "Songs, die passen",
    sort_help: ". Links in den Spaltenköpfen sortieren die Tabelle.",
    nothing_left: "Zu diesen Einstellungen passt kein Song. Lockere einen Filter oder setze sie zurück.",
    show_more: "Mehr Songs zeigen",
    nothing_similar: "Der Katalog hat keinen anderen Song, mit dem sich dieser vergleichen lässt.",
    estimated: "Die Klangmerkmale sind geschätzt, nicht gemessen.",
    more_about_data: "Mehr über die Daten",
    try_again: "Noch einmal versuchen",
    back_to_search: "Zurück zur Suche",

    not_found_title: "Diese Seite gibt es nicht",
    not_found_text: "Vielleicht ist die Adresse falsch geschrieben, oder die Seite ist umgezogen.",

    about_title: "Über Earworm",

    song_description: Template("Songs, die klingen wie {song}, mit den Gründen, auf Earworm."),
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
    fits: Template("Passt: {parts}"),
    not_understood: Template("Nicht verstanden: {words}"),
    left_out: Template("Nicht berücksichtigt: {words}"),
    too_long: Template("Deine Suche hat {n} Zeichen: Kürze sie auf höchstens {most}."),
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
            "Diese Einstellungen widersprechen sich",
            "Ändere sie. Genauer, auf Englisch:",
        ],
        no_tuning: [
            "Diese Modelle lassen sich nicht anpassen",
            "Sie antworten wie Spotifinder. Setze die Einstellungen zurück.",
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
            "Dieser Link enthält keine Liste von Songs",
            "Prüfe, ob er vollständig ist. Genauer, auf Englisch:",
        ],
        no_destination: "Diesen Song gibt es nicht",
        busy: [
            "Der Server ist ausgelastet",
            "Er hat gerade zu viele Anfragen. Earworm versucht es in ein paar Sekunden wieder.",
        ],
        outdated: ["Earworm wurde aktualisiert", "Lade die Seite neu, um fortzufahren."],
        internal: [
            "Auf dem Server ist etwas schiefgegangen",
            "Versuche es noch einmal oder suche nach etwas anderem.",
        ],
        unreachable: [
            "Der Server ist nicht zu erreichen",
            "Earworm versucht es weiter. Prüfe inzwischen deine Verbindung.",
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
        playlists: "Playlists",
    },
};

pub(super) static TUNE: TuneWords = TuneWords {
    notation: &NOTATION,
    tune: "Ergebnisse anpassen",
    weights: "Was zählt",
    filters: "Filter",
    from_year: "Ab Jahr",
    to_year: "Bis Jahr",
    years_conflict: "Das erste Jahr darf nicht nach dem letzten liegen.",
    language: "Sprache",
    any_language: "Alle Sprachen",
    genre: "Genre",
    any_genre: "Alle Genres",
    not_explicit: "Ohne anstößige Texte",
    order: "Sortieren nach",
    apply: "Anwenden",
    reset: "Zurücksetzen",
    shifts: "Mehr davon, aber",
    like: "Auch wie",
    unlike: "Weniger wie",
    legend: "Woraus sich die Ähnlichkeit zusammensetzt",
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
    other_shifts: [
        ("danceable", "tanzbarer"),
        ("less_danceable", "weniger tanzbar"),
        ("instrumental", "instrumentaler"),
        ("vocal", "mit mehr Gesang"),
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
    weight_default: "Standard",
    removed: Counted::new("lässt keinen weg", "lässt 1 Song weg", "lässt {n} Songs weg"),
    changes: Counted::new("", "1 Änderung", "{n} Änderungen"),
    more_like: Template("Auch wie {song}"),
    less_like: Template("Weniger wie {song}"),
    remove: Template("{song} entfernen"),
    wish: Template("Songs für „{query}“"),
    unnamed_wish: "Songs für deinen Wunsch",
    wish_like: "Wie",
    wish_not: "Nicht",
};

pub(super) static PATH: PathWords = PathWords {
    notation: &NOTATION,
    path: "Weg zu einem anderen Song",
    what: "Songs, die Schritt für Schritt von diesem zu einem anderen führen:",
    to: "Der andere Song",
    show: "Weg zeigen",
    close: "Weg schließen",
    from: "Von ",
    to_before: " zu ",
    nothing_between: "Zwischen diesen beiden liegt kein Song. Versuche es mit einem anderen.",
    compared: "Jeder Song wird mit dem davor verglichen.",
    others: "Andere Treffer",
    songs_between: Counted::new(
        "kein Song dazwischen",
        "1 Song dazwischen",
        "{n} Songs dazwischen",
    ),
};

pub(super) static LIST: ListWords = ListWords {
    notation: &NOTATION,
    add: "Zu meiner Liste hinzufügen",
    take_out: "Aus meiner Liste entfernen",
    empty: "Suche einen Song, wähle ihn aus und drücke auf „Zu meiner Liste hinzufügen“. Auch \
        ähnliche Songs lassen sich hinzufügen.",
    in_url: "Die Liste steckt in der Adresse dieser Seite: Teile den Link oder speichere ihn als \
        Lesezeichen.",
    is_stored: "Die Liste ist auch auf diesem Gerät gespeichert und sonst nirgends.",
    not_mine: "Das ist nicht die auf diesem Gerät gespeicherte Liste. Änderungen betreffen nur den \
        Link.",
    not_stored: "Diese Liste ist nicht auf diesem Gerät gespeichert. Änderungen betreffen nur den \
        Link.",
    replace: "Meine Liste ersetzen",
    save_as_mine: "Als meine Liste speichern",
    replaced: "Diese Liste ist jetzt auf diesem Gerät gespeichert.",
    drag: "Zum Verschieben ziehen",
    save: "Speichern als",
    links: "Liste von Links",
    clear: "Alle entfernen",
    cleared: "Alle Songs wurden entfernt.",
    undo: "Rückgängig machen",
    suggestions: "Songs, die zu dieser Liste passen",
    fill: "Eine Playlist von anderswo",
    fill_how: "Wähle die CSV-Datei einer Playlist, etwa von Exportify, oder zieh sie auf das Feld. Du bekommst sie \
        mit den fehlenden Klangmerkmalen zurück.",
    fill_file: "CSV-Datei",
    fill_button: "Klangmerkmale ergänzen",
    title: Counted::new(
        "Deine Liste ist leer",
        "Eine Liste mit einem Song",
        "Eine Liste mit {n} Songs",
    ),
    length: Template("Insgesamt {length}. "),
    missing: Counted::new(
        "",
        "1 Song dieses Links ist nicht im Katalog.",
        "{n} Songs dieses Links sind nicht im Katalog.",
    ),
    asked_by_all: "Auf Grundlage aller Songs der Liste.",
    asked_by_some: Template(
        "Auf Grundlage von {most} der {n} Songs, gleichmäßig über die Liste verteilt.",
    ),
    show_mine: Counted::new(
        "Meine Liste zeigen (leer)",
        "Meine Liste zeigen (1 Song)",
        "Meine Liste zeigen ({n} Songs)",
    ),
    add_song: Template("{song} zu meiner Liste hinzufügen"),
    take_song_out: Template("{song} aus meiner Liste entfernen"),
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
    moved: Template("{song} ist jetzt Nummer {number} von {n}."),
    undone: Template("Rückgängig gemacht: {what}"),
};

#[cfg(feature = "ssr")]
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
    models: "Die verwendeten Modelle",
    recorded: "Festgehalten, als sie gebaut wurden:",
    read_from: "Quelldateien des Katalogs",
    parameters: "Parameter des Builds",
    files: "Modelldateien",
    limits: "Was sie nicht können",
    limits_text: [
        "Gefunden wird nur, was im Katalog steht: über Titel, Interpreten und, wo er sie hat, \
         Liedtexte. Nach einer Melodie kann nicht gesucht werden.",
        "Sie hören keine Musik. Songs werden danach verglichen, was der Katalog über sie sagt: \
         Jede Zahl steht für eine ganze Aufnahme, und die Genres sind die der Interpreten.",
        "Wie viel jeder Teil zählt, wurde aus Playlists gelernt, mit dem Geschmack, der Zeit und \
         den Sprachen derer, die sie zusammengestellt haben.",
        "Der gemessene Recall sagt, wie gut der Index durchsucht wird, nicht, wie oft der richtige \
         Song gefunden wird oder ob die Empfehlungen gefallen.",
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
    api: "Für Entwickler",
    api_text: "Dieselben Antworten als JSON:",
    catalogue: Counted::new(
        "Der Katalog enthält 0 Songs.",
        "Der Katalog enthält 1 Song.",
        "Der Katalog enthält {n} Songs.",
    ),
    card: ["Verfahren", "Katalog", "Klangmerkmale", "Finden", "Empfehlen", "Größe"],
    estimated: "geschätzt von den Autoren des Katalogs",
    measured: "aus den Aufnahmen berechnet",
    tracks_and_songs: Template("{tracks} Aufnahmen von {songs} Songs"),
    retriever: Template(
        "Embeddings aus {numbers} Zahlen, von {columns} Eingängen; Recall bei 10: {share}",
    ),
};

pub(super) static MAP: MapWords = MapWords {
    notation: &NOTATION,
    title: "Karte aller Songs",
    lead: "Jeder Punkt ist ein Song. Songs, die ähnlich klingen, liegen beieinander; die Farben \
        zeigen ihre Genres. Wähle einen Punkt, um zu sehen, was um ihn herum liegt.",
    picture: "Karte; die Tabelle darunter nennt die markierten Songs",
    needs_script: "Die Karte braucht JavaScript. Die Tabelle nennt die Songs, die sie markieren würde.",
    no_picture: "Die Karte lässt sich hier nicht zeichnen. Die Tabelle nennt die Songs, die sie \
        markieren würde.",
    zoom_in: "Vergrößern",
    zoom_out: "Verkleinern",
    whole: "Die ganze Karte zeigen",
    left: "Nach links",
    right: "Nach rechts",
    up: "Nach oben",
    down: "Nach unten",
    legend: "Genre-Familien; wähle eine, um sie hervorzuheben",
    family: "Familie",
    region: "Gegend",
    show_song: "Diesen Song zeigen",
    clear_selection: "Auswahl aufheben",
    show_on_map: "Auf der Karte zeigen",
    of_each_family: "Bekannte Songs jeder Familie",
    on_map: Template("{song} auf der Karte"),
    around: Template("{song} und Songs, die ähnlich klingen"),
    of_family: Template("Bekannte Songs: {family}"),
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
