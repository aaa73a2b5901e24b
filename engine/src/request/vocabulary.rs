//! The words by which a request says what it is about, one list a language.
//!
//! A cue is given by its normalised words, with blanks between them.

use super::word::Word;
use catalog::AudioFeature;

/// The cues of a language.
pub(crate) struct Vocabulary {
    /// Before an artist: "by".
    pub by: &'static [&'static str],
    /// Between a title and its artist, but before much else too: "from".
    pub from: &'static [&'static str],
    /// Before something that the song is like.
    pub like: &'static [&'static str],
    /// Before an artist that it is like.
    pub artists_like: &'static [&'static str],
    /// Before something that it is not.
    pub not: &'static [&'static str],
    /// Between a denial and what is denied; single words.
    pub fillers: &'static [&'static str],
    /// Between names of a list; single words.
    pub and: &'static [&'static str],
    /// Before remembered words: "goes like".
    pub sings: &'static [&'static str],
    /// Words of decades: early, middle and late.
    pub early: &'static [&'static str],
    pub middle: &'static [&'static str],
    pub late: &'static [&'static str],
    /// The decades from the twenties on.
    pub decades: &'static [&'static str],
    /// What follows the number of a decade.
    pub decade_endings: &'static [&'static str],
    /// The years just before now.
    pub recent: &'static [&'static str],
    /// How the song sounds, and shifts of that.
    pub sounds: &'static [Sound],
    /// Instruments with a word for a sound in their name: they tell how a part of the song sounds.
    pub instruments: &'static [&'static str],
    /// Well-known and little known songs.
    pub popular: &'static [&'static str],
    pub obscure: &'static [&'static str],
    /// Shifts of the year and of how well known a song is.
    pub newer: &'static [&'static str],
    pub older: &'static [&'static str],
    pub better_known: &'static [&'static str],
    pub less_known: &'static [&'static str],
    /// Long and short songs.
    pub long: &'static [&'static str],
    pub short: &'static [&'static str],
    /// Genres that people name so often that the words are in the list of plain ones.
    pub genres: &'static [&'static str],
    /// Languages, with their codes.
    pub languages: &'static [(&'static str, &'static str)],
    /// Words of which a text that asks for songs has one.
    pub asking: &'static [&'static str],
    /// Before what songs should be like, whatever follows.
    pub like_anything: &'static [&'static str],
    /// Words that end a name.
    pub name_ends: &'static [&'static str],
    /// Words of which a description has one.
    pub topics: &'static [&'static str],
    /// Words that say nothing of a song.
    pub plain: &'static [&'static str],
}

/// Words for a low or high value of an audio feature, by the definitions in Spotify's reference of audio
/// features (Web API, "Get Track's Audio Features").
pub(crate) struct Sound {
    pub feature: AudioFeature,
    pub high: bool,
    pub words: &'static [&'static str],
    /// Comparatives, which shift a seed.
    pub shifts: &'static [&'static str],
}

impl Vocabulary {
    /// Whether a word says nothing of a song.
    pub(crate) fn is_plain(&self, word: &str) -> bool {
        self.plain.binary_search(&word).is_ok()
    }
}

/// The number of words of the longest cue that stands at `at`.
pub(crate) fn longest(words: &[Word], at: usize, cues: &[&str]) -> Option<usize> {
    cues.iter().filter_map(|cue| stands_at(cue, words, at)).max()
}

/// The number of words of a cue, if it stands at `at`.
pub(crate) fn stands_at(cue: &str, words: &[Word], at: usize) -> Option<usize> {
    let mut length = 0;
    for word in cue.split(' ') {
        if words.get(at + length)?.text != word {
            return None;
        }
        length += 1;
    }
    Some(length)
}

/// Short spellings of words in names, in any language, with the usual ones: "When U Love Somebody" may be
/// typed in full, and "Matchbox Twenty" with a number.
pub(crate) const SPELLINGS: [(&str, &str); 17] = [
    ("u", "you"),
    ("ur", "your"),
    ("r", "are"),
    ("n", "and"),
    ("1", "one"),
    ("2", "two"),
    ("3", "three"),
    ("4", "four"),
    ("5", "five"),
    ("6", "six"),
    ("7", "seven"),
    ("8", "eight"),
    ("9", "nine"),
    ("10", "ten"),
    ("20", "twenty"),
    ("30", "thirty"),
    ("100", "hundred"),
];

/// The names of these genres are the same in both languages.
const PLAIN_GENRES: &[&str] =
    &["pop", "rock", "rap", "indie", "metal", "punk", "electronic", "alternative", "house"];

/// All languages.
pub(crate) const ALL: [&Vocabulary; 2] = [&ENGLISH, &GERMAN];

pub(crate) const ENGLISH: Vocabulary = Vocabulary {
    by: &["by", "from the band", "from the artist", "made by", "sung by", "performed by"],
    from: &["from", "off"],
    like: &[
        "like",
        "similar to",
        "similiar to",
        "reminiscent of",
        "reminds me of",
        "remind me of",
        "in the vein of",
        "in the style of",
        "the style of",
        "such as",
        "along the lines of",
        "same vibe as",
        "vibe of",
        "vibes of",
        "vibe as",
        "vibes as",
        "fans of",
        "fan of",
        "influenced by",
        "inspired by",
        "comparable to",
        "resembling",
        "resembles",
        "than",
        "as",
        "ala",
        "a la",
        "compared to",
        "into",
        "listen to",
        "listening to",
        "love",
        "enjoy",
        "reminded me of",
        "close to",
        "sounding like",
        "songs from",
        "music from",
        "stuff from",
        "suggestions for",
        "recommendations for",
        "successor to",
        "successors to",
        "discovered",
        "discovering",
        "artists like",
        "likes of",
        "love for",
        "fan of the",
        "albums by",
    ],
    artists_like: &[
        "bands like",
        "band like",
        "artists like",
        "artist like",
        "singers like",
        "rappers like",
        "bands similar to",
        "artists similar to",
    ],
    not: &[
        "not",
        "isnt",
        "wasnt",
        "its not",
        "definitely not",
        "without",
        "no",
        "except",
        "besides",
        "aint",
        "not by",
        "isnt by",
        "wasnt by",
        "not like",
        "nothing like",
        "not from",
        "other than",
    ],
    fillers: &[
        "a",
        "an",
        "the",
        "too",
        "very",
        "so",
        "really",
        "that",
        "super",
        "particularly",
        "in",
        "from",
        "of",
        "any",
        "song",
        "songs",
    ],
    and: &["and", "or", "also", "plus", "maybe", "vs", "n"],
    sings: &[
        "goes like",
        "goes something like",
        "goes kind of like",
        "goes along the lines of",
        "go like",
        "go something like",
        "went like",
        "went something like",
        "lyrics are",
        "lyrics were",
        "lyric is",
        "lyric was",
        "lyrics like",
        "lyrics go",
        "lyrics include",
        "lyrics being",
        "chorus is",
        "chorus goes",
        "chorus was",
        "words are",
        "words were",
        "somewhere along the line of",
        "something along the lines of",
        "part that goes",
        "hook is",
        "lines like",
        "says something like",
        "sings something like",
        "saying something like",
        "singing something like",
        "chorus is something like",
        "chorus is something along the lines of",
        "chorus goes something like",
        "lyrics are something like",
        "lyrics were something like",
    ],
    early: &["early"],
    middle: &["mid", "middle"],
    late: &["late", "later"],
    decades: &[
        "twenties",
        "thirties",
        "forties",
        "fifties",
        "sixties",
        "seventies",
        "eighties",
        "nineties",
    ],
    decade_endings: &["s"],
    recent: &[
        "a few years ago",
        "few years ago",
        "a couple years ago",
        "a couple of years ago",
        "couple years ago",
        "couple of years ago",
        "last few years",
        "past few years",
        "last couple years",
        "last couple of years",
        "past couple years",
        "recent",
        "recently released",
        "relatively recent",
        "fairly recent",
        "last year",
        "this year",
        "a year ago",
        "came out recently",
    ],
    sounds: &[
        Sound {
            feature: AudioFeature::Energy,
            high: true,
            words: &[
                "energetic",
                "upbeat",
                "up beat",
                "aggressive",
                "intense",
                "loud",
                "heavy",
                "hype",
            ],
            shifts: &[
                "harder",
                "heavier",
                "louder",
                "more energetic",
                "more intense",
                "more aggressive",
            ],
        },
        Sound {
            feature: AudioFeature::Energy,
            high: false,
            words: &[
                "calm", "chill", "mellow", "relaxing", "relaxed", "soft", "quiet", "chilled",
                "gentle",
            ],
            shifts: &[
                "calmer",
                "softer",
                "quieter",
                "chiller",
                "mellower",
                "more chill",
                "more mellow",
            ],
        },
        Sound {
            feature: AudioFeature::Valence,
            high: true,
            words: &["happy", "cheerful", "joyful", "uplifting", "feel good"],
            shifts: &["happier", "more upbeat", "more cheerful", "more happy"],
        },
        Sound {
            feature: AudioFeature::Valence,
            high: false,
            words: &[
                "sad",
                "depressing",
                "melancholic",
                "melancholy",
                "gloomy",
                "bittersweet",
                "somber",
            ],
            shifts: &["sadder", "darker", "more depressing", "more sad", "moodier"],
        },
        Sound {
            feature: AudioFeature::Tempo,
            high: true,
            words: &["fast", "fast paced", "uptempo", "up tempo", "high tempo"],
            shifts: &["faster"],
        },
        Sound {
            feature: AudioFeature::Tempo,
            high: false,
            words: &["slow", "slow paced", "downtempo", "low tempo"],
            shifts: &["slower"],
        },
        Sound {
            feature: AudioFeature::Danceability,
            high: true,
            words: &["danceable", "groovy", "dancey", "club"],
            shifts: &["dancier", "groovier", "more danceable"],
        },
        Sound {
            feature: AudioFeature::Acousticness,
            high: true,
            words: &["acoustic", "unplugged"],
            shifts: &["more acoustic"],
        },
        Sound {
            feature: AudioFeature::Instrumentalness,
            high: true,
            words: &["instrumental", "no lyrics", "no vocals", "without lyrics", "without vocals"],
            shifts: &["more instrumental", "less vocals"],
        },
    ],
    instruments: &["acoustic guitar", "acoustic guitars"],
    popular: &[
        "popular",
        "well known",
        "famous",
        "was everywhere",
        "hit",
        "huge hit",
        "on the radio",
        "mainstream",
    ],
    obscure: &["obscure", "unknown", "little known", "lesser known", "underground", "underrated"],
    newer: &["newer", "more recent", "more modern"],
    older: &["older", "more old school"],
    better_known: &["better known", "more popular", "more famous", "more mainstream"],
    less_known: &["less known", "less popular", "more obscure", "more underground"],
    long: &["long song", "very long", "longer", "long songs"],
    short: &["short song", "very short", "shorter", "short songs"],
    languages: &[
        ("english", "en"),
        ("spanish", "es"),
        ("french", "fr"),
        ("german", "de"),
        ("italian", "it"),
        ("portuguese", "pt"),
        ("japanese", "ja"),
        ("korean", "ko"),
        ("russian", "ru"),
        ("swedish", "sv"),
        ("dutch", "nl"),
        ("turkish", "tr"),
        ("polish", "pl"),
        ("chinese", "zh"),
        ("hindi", "hi"),
        ("arabic", "ar"),
    ],
    genres: PLAIN_GENRES,
    asking: &[
        "songs",
        "music",
        "tracks",
        "tunes",
        "something",
        "anything",
        "artists",
        "bands",
        "playlist",
        "stuff",
        "similar",
        "recommend",
        "recommendations",
        "suggestions",
        "ballads",
        "anthems",
    ],
    like_anything: &["like", "similar to", "in the style of", "in the vein of", "reminiscent of"],
    name_ends: &["but", "only", "except", "please"],
    topics: &[
        "song", "songs", "track", "music", "video", "lyrics", "lyric", "sounds", "sounded",
        "singer", "singing", "sings", "sung", "vocals", "chorus", "band", "heard", "looking",
        "similar", "remember", "artist", "rapper",
    ],
    plain: PLAIN_ENGLISH,
};

/// Words of at least 2% of the posts in a set of tip-of-the-tongue posts (`ToT_Music`, CC0) and of
/// requests, which are no evidence of a name. Sorted.
#[rustfmt::skip]
const PLAIN_ENGLISH: &[&str] = &[
    "a", "able", "about", "actual", "actually", "advance", "after", "again", "ago", "album", "all",
    "almost", "along", "also", "alternative", "always", "am", "american", "an", "and", "another",
    "any", "anyone", "anything", "appreciate", "appreciated", "are", "around", "artist", "as", "at",
    "away", "b", "baby", "back", "background", "bad", "band", "be", "beat", "because", "been",
    "before", "beginning", "being", "believe", "between", "big", "bit", "black", "boy", "british",
    "bunch", "but", "by", "called", "came", "camera", "can", "cannot", "cant", "car", "catchy",
    "chorus", "classic", "club", "come", "comes", "correctly", "could", "couldnt", "couple",
    "cover", "crazy", "dance", "dancing", "dark", "day", "days", "definitely", "details", "did",
    "didnt", "different", "do", "does", "doesnt", "dont", "down", "dressed", "driving", "drum",
    "dude", "during", "e", "each", "early", "edit", "effect", "either", "electronic", "else", "end",
    "english", "enough", "etc", "even", "every", "everyone", "everything", "fairly", "fast", "feel",
    "female", "few", "figure", "find", "first", "followed", "for", "found", "friend", "friends",
    "from", "genre", "get", "gets", "getting", "girl", "girls", "go", "goes", "going", "good",
    "google", "got", "great", "group", "guess", "guitar", "guy", "guys", "had", "hair", "hard",
    "has", "have", "having", "he", "head", "hear", "heard", "help", "her", "here", "hes", "hey",
    "hi", "high", "him", "hip", "his", "hit", "hop", "hope", "house", "how", "i", "id", "idea",
    "if", "ill", "im", "in", "indie", "information", "insane", "instrumental", "into", "intro",
    "is", "ish", "isnt", "it", "its", "itself", "ive", "just", "kids", "kind", "kinda", "know",
    "last", "late", "lead", "least", "life", "like", "likely", "line", "lines", "listen", "little",
    "long", "look", "looked", "looking", "looks", "lot", "love", "lyric", "lyrics", "made", "main",
    "make", "makes", "male", "man", "may", "maybe", "me", "melody", "memory", "metal", "mid",
    "middle", "might", "mind", "more", "most", "mostly", "movie", "much", "music", "my", "name",
    "need", "never", "new", "night", "no", "not", "note", "notes", "nothing", "now", "of", "off",
    "oh", "old", "older", "on", "once", "one", "only", "or", "other", "out", "over", "part",
    "party", "past", "people", "person", "piano", "pitched", "place", "play", "played", "playing",
    "plays", "please", "point", "pop", "popular", "possibly", "pretty", "probably", "punk", "quite",
    "radio", "rap", "really", "recall", "recent", "recently", "red", "released", "remember",
    "remembered", "repeated", "riff", "right", "rock", "room", "sad", "said", "same", "saw", "say",
    "saying", "says", "scene", "school", "search", "searching", "see", "seeing", "seem", "seemed",
    "several", "she", "shes", "short", "show", "side", "similar", "since", "sing", "singer",
    "singers", "singing", "sings", "sitting", "slow", "so", "soft", "solo", "some", "someone",
    "something", "somewhere", "song", "songs", "sorry", "sort", "sound", "sounded", "sounding",
    "sounds", "start", "started", "starts", "station", "still", "street", "stuck", "style", "sung",
    "super", "sure", "synth", "take", "talking", "than", "thank", "thanks", "that", "thats", "the",
    "their", "them", "theme", "then", "there", "theres", "these", "they", "thing", "things",
    "think", "thinking", "this", "those", "though", "thought", "through", "throughout", "time",
    "times", "title", "to", "too", "top", "tried", "trying", "tune", "tv", "two", "type", "until",
    "up", "upbeat", "used", "vague", "verse", "very", "vibe", "video", "videos", "vocalist",
    "vocals", "voice", "walking", "want", "was", "wasnt", "way", "we", "wearing", "weird", "well",
    "went", "were", "what", "when", "where", "which", "while", "white", "who", "whole", "will",
    "with", "woman", "word", "words", "work", "world", "would", "wrong", "year", "years", "you",
    "young", "your", "youtube",
];

pub(crate) const GERMAN: Vocabulary = Vocabulary {
    by: &["von", "von der band", "gesungen von"],
    from: &["vom", "aus"],
    like: &["wie", "ahnlich wie", "im stil von", "so was wie", "etwas wie", "klingt nach"],
    artists_like: &["bands wie", "band wie", "kunstler wie"],
    not: &["nicht", "kein", "keine", "ist nicht", "ohne", "ausser", "nicht von", "nicht wie"],
    fillers: &[
        "so",
        "zu",
        "sehr",
        "ein",
        "eine",
        "einen",
        "besonders",
        "aus",
        "auf",
        "in",
        "den",
        "dem",
        "der",
    ],
    and: &["und", "oder", "auch"],
    sings: &["geht so", "der text ist", "singt", "im refrain", "der refrain ist", "text"],
    early: &["fruhe", "fruhen", "anfang der", "anfang"],
    middle: &["mitte", "mitte der"],
    late: &["spate", "spaten", "ende", "ende der"],
    decades: &[
        "zwanziger",
        "dreissiger",
        "vierziger",
        "funfziger",
        "sechziger",
        "siebziger",
        "achtziger",
        "neunziger",
    ],
    decade_endings: &["er", "ern"],
    recent: &[
        "vor ein paar jahren",
        "vor einigen jahren",
        "letztes jahr",
        "vor kurzem",
        "aktuell",
        "neulich",
    ],
    sounds: &[
        Sound {
            feature: AudioFeature::Energy,
            high: false,
            words: &["ruhig", "ruhige", "ruhiges", "leise", "entspannt", "sanft"],
            shifts: &["ruhiger", "leiser", "sanfter"],
        },
        Sound {
            feature: AudioFeature::Energy,
            high: true,
            words: &["energisch", "laut", "aggressiv", "kraftvoll"],
            shifts: &["lauter", "harter", "aggressiver"],
        },
        Sound {
            feature: AudioFeature::Valence,
            high: true,
            words: &["frohlich", "heiter", "gute laune"],
            shifts: &["frohlicher", "heiterer"],
        },
        Sound {
            feature: AudioFeature::Valence,
            high: false,
            words: &["traurig", "traurige", "trauriges", "melancholisch", "duster"],
            shifts: &["trauriger", "dusterer"],
        },
        Sound {
            feature: AudioFeature::Tempo,
            high: true,
            words: &["schnell", "schnelle", "schnelles"],
            shifts: &["schneller"],
        },
        Sound {
            feature: AudioFeature::Tempo,
            high: false,
            words: &["langsam", "langsame", "langsames"],
            shifts: &["langsamer"],
        },
        Sound {
            feature: AudioFeature::Danceability,
            high: true,
            words: &["tanzbar", "tanzbare"],
            shifts: &["tanzbarer"],
        },
    ],
    instruments: &["akustische gitarre", "akustischen gitarre", "akustischer gitarre"],
    popular: &["bekannt", "bekanntes", "beruhmt", "im radio", "ein hit"],
    obscure: &["unbekannt", "unbekanntes", "kaum bekannt"],
    newer: &["neuer", "aktueller", "moderner"],
    older: &["alter"],
    better_known: &["bekannter", "beruhmter"],
    less_known: &["unbekannter", "weniger bekannt"],
    long: &["langes lied", "langer"],
    short: &["kurzes lied", "kurzer"],
    languages: &[
        ("englisch", "en"),
        ("englisches", "en"),
        ("spanisch", "es"),
        ("franzosisch", "fr"),
        ("deutsch", "de"),
        ("deutsches", "de"),
        ("italienisch", "it"),
        ("russisch", "ru"),
        ("turkisch", "tr"),
        ("japanisch", "ja"),
    ],
    genres: PLAIN_GENRES,
    asking: &[
        "lieder",
        "musik",
        "stucke",
        "etwas",
        "irgendwas",
        "ahnlich",
        "ahnliche",
        "ahnliches",
    ],
    like_anything: &["wie", "ahnlich wie", "im stil von"],
    name_ends: &["aber", "nur"],
    topics: &[
        "lied", "lieder", "song", "songs", "musik", "video", "text", "sanger", "sangerin", "suche",
        "refrain",
    ],
    plain: PLAIN_GERMAN,
};

/// Sorted, as the English ones.
#[rustfmt::skip]
const PLAIN_GERMAN: &[&str] = &[
    "aber", "als", "an", "auch", "auf", "aus", "bei", "das", "dem", "den", "der", "des", "die",
    "ein", "eine", "einem", "einen", "er", "es", "etwas", "fur", "gibt", "glaube", "habe", "ich",
    "im", "in", "ist", "kann", "lied", "lieder", "mit", "musik", "nach", "nicht", "noch", "nur",
    "oder", "radio", "sanger", "sangerin", "sehr", "sie", "sind", "so", "song", "songs", "suche",
    "text", "und", "von", "vor", "war", "was", "wer", "wie", "wird", "zu", "zum",
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text;

    #[test]
    fn plain_words_are_sorted() {
        assert!(ALL.iter().all(|vocabulary| vocabulary.plain.is_sorted()));
    }

    #[test]
    fn cues_are_normalised() {
        for vocabulary in ALL {
            let cues = [
                vocabulary.fillers,
                vocabulary.by,
                vocabulary.like,
                vocabulary.not,
                vocabulary.sings,
                vocabulary.recent,
            ];
            let words = vocabulary.sounds.iter().flat_map(|sound| [sound.words, sound.shifts]);
            for cue in cues.into_iter().chain(words).flatten() {
                assert_eq!(text::normalise(cue), *cue);
            }
        }
    }
}
