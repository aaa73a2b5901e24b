//! The words by which versions are recognised, normalised, in the languages of real catalogues.

use super::kind::VersionKind::{
    self, Acoustic, Altered, Alternate, Arrangement, Demo, Edit, Extended, Guest, Instrumental,
    Karaoke, Live, Mono, Original, Remaster, Remix, Rerecorded, Soundtrack, Stereo, Translated,
};

/// Words that make any part a version.
pub(super) fn strong_word(word: &str) -> Option<VersionKind> {
    if word.starts_with("remaster") {
        return Some(Remaster);
    }
    // Episodes of a radio show that mixes are cut from.
    if word.strip_prefix("abgt").is_some_and(|number| !number.is_empty()) {
        return Some(Remix);
    }
    Some(match word {
        "ремастер" => Remaster,
        "outtake" | "outtakes" => Alternate,
        "remix" | "remixed" | "remixes" | "remixx" | "rmx" | "rework" | "reworked" | "refix"
        | "rerub" | "relick" | "relift" | "mixcut" | "reinterpretation" | "reimagination"
        | "bootleg" | "mashup" | "megamix" | "asot" | "tritonia" | "ремикс" => Remix,
        "edit" | "edited" | "edits" | "excerpt" | "excerpts" => Edit,
        "acoustic" | "acustico" | "acustica" | "acoustique" | "akustik" | "akustisk"
        | "akustinen" | "stripped" | "акустика" => Acoustic,
        "unplugged" | "session" | "sessions" | "sesion" | "sesiones" | "canli" | "концерт" => {
            Live
        }
        "demo" | "demos" | "maqueta" | "rehearsal" => Demo,
        "instrumental"
        | "instrumentals"
        | "instrumentale"
        | "instrumentaal"
        | "strumentale"
        | "инструментал" => Instrumental,
        "karaoke" | "караоке" => Karaoke,
        "rerecorded" | "rerecording" | "reimagined" | "redux" | "neuaufnahme" | "revisited"
        | "rearranged" | "regrabado" | "remake" | "reborn" | "reloaded" => Rerecorded,
        "arr" | "arranged" | "arrangement" | "transcr" | "transcribed" | "transcription"
        | "orch" | "orchestrated" | "adapted" | "acapella" | "acappella" => Arrangement,
        "nightcore" | "slowed" | "reverbed" | "lofi" => Altered,
        "soundtrack" | "ost" => Soundtrack,
        _ => return None,
    })
}

/// Words that make a part a version of a kind that the others narrow down: "Live Version".
pub(super) fn generic_word(word: &str) -> Option<VersionKind> {
    Some(match word {
        "version" | "versions" | "versao" | "versione" | "versio" | "versiyon" | "versjon"
        | "verze" | "verzio" | "wersja" | "versi" | "vers" | "версия" => Alternate,
        "mix" | "mixx" => Remix,
        _ => return None,
    })
}

/// Words that make a part a version if they end it.
pub(super) fn last_word(word: &str) -> Option<VersionKind> {
    Some(match word {
        "dub" | "flip" | "mixed" | "vip" => Remix,
        "extended" => Extended,
        "performance" | "performances" => Live,
        "edition" | "master" => Remaster,
        "recording" | "recordings" => Rerecorded,
        "cover" => Guest,
        "collection" => Original,
        "score" | "filmu" => Soundtrack,
        "inst" => Instrumental,
        _ => return None,
    })
}

/// Words that make a part a version if there are no others.
pub(super) fn weak_word(word: &str) -> Option<VersionKind> {
    Some(match word {
        "original" | "main" | "album" | "studio" | "explicit" | "bonus" | "track" | "deluxe"
        | "lp" | "ep" | "official" | "loopable" | "audio" => Original,
        "mono" => Mono,
        "stereo" => Stereo,
        "digital" | "digitally" | "mastered" | "anniversary" | "50th" | "40th" | "30th"
        | "25th" | "20th" | "10th" => Remaster,
        "single" | "radio" | "short" | "clean" | "censored" | "video" | "tv" | "size" | "cut"
        | "dirty" | "uncut" => Edit,
        "extended" | "long" | "longer" | "longue" | "larga" | "full" | "length" => Extended,
        "movie" | "film" | "theatrical" => Soundtrack,
        "alternate" | "alternative" | "alt" | "new" | "special" | "vocal" | "vocals" | "female"
        | "male" | "duet" | "quiet" | "raw" | "slow" | "fast" => Alternate,
        "mixed" | "vip" | "dub" | "club" | "house" | "techno" | "hardstyle" | "trap" | "dj" => {
            Remix
        }
        "spanish" | "english" | "german" | "french" | "japanese" | "korean" | "telugu"
        | "tamil" | "hindi" | "italian" | "portuguese" | "espanol" | "ingles" | "spanglish"
        | "kannada" | "malayalam" | "marathi" | "bengali" | "punjabi" | "urdu" | "arabic"
        | "hebrew" | "turkish" | "greek" | "russian" | "polish" | "dutch" | "swedish"
        | "danish" | "norwegian" | "finnish" | "chinese" | "mandarin" | "cantonese" | "thai"
        | "vietnamese" | "indonesian" | "kr" | "jp" => Translated,
        "piano" | "orchestral" | "orchestra" | "symphonic" | "strings" | "string" | "guitar"
        | "violin" | "viola" | "cello" | "harp" | "organ" | "choir" | "quartet" | "trombone"
        | "saxophone" | "trumpet" | "flute" | "solo" | "ballad" | "balada" | "lullaby"
        | "ambient" | "salsa" | "bachata" | "merengue" | "cumbia" | "reggaeton" | "bossa"
        | "nova" => Arrangement,
        "mr" | "inst" | "playback" => Instrumental,
        "lo" | "fi" | "reverb" => Altered,
        _ => return None,
    })
}

/// Phrases that make any part a version.
pub(super) const PHRASES: [(&str, VersionKind); 78] = [
    ("re work", Remix),
    ("re rub", Remix),
    ("re edit", Remix),
    ("re model", Remix),
    ("re imagined", Rerecorded),
    ("chopped and screwed", Altered),
    ("screwed and chopped", Altered),
    ("slow and reverb", Altered),
    ("as featured in", Soundtrack),
    ("amazon original", Alternate),
    ("voz e violao", Acoustic),
    ("pistas originales", Karaoke),
    ("re mastered", Remaster),
    ("re record", Rerecorded),
    ("re recorded", Rerecorded),
    ("sung in", Translated),
    ("vain elamaa", Live),
    ("primera fila", Live),
    ("original cast", Soundtrack),
    ("inspired by", Soundtrack),
    ("previously unissued", Alternate),
    ("previously unreleased", Alternate),
    ("original title", Original),
    ("participacao especial", Guest),
    ("duet with", Guest),
    ("dueto con", Guest),
    ("master takes", Alternate),
    ("as heard in", Soundtrack),
    ("performed by", Guest),
    ("co starring", Guest),
    ("sing along", Karaoke),
    ("without fade", Original),
    ("re recording", Rerecorded),
    ("new recording", Rerecorded),
    ("original recording", Original),
    ("re mix", Remix),
    ("sped up", Altered),
    ("speed up", Altered),
    ("8d audio", Altered),
    ("en directo", Live),
    ("en directe", Live),
    ("en direct", Live),
    ("en public", Live),
    ("in concert", Live),
    ("en concert", Live),
    ("en concierto", Live),
    ("na zywo", Live),
    ("colors show", Live),
    ("coke studio", Live),
    ("the first take", Live),
    ("spotify singles", Live),
    ("tour final", Live),
    ("arena tour", Live),
    ("bbc radio", Live),
    ("john peel", Live),
    ("like a version", Live),
    ("operacion triunfo", Live),
    ("no intro", Edit),
    ("without intro", Edit),
    ("no fade", Original),
    ("billboard chart hit", Original),
    ("off vocal", Karaoke),
    ("minus one", Karaoke),
    ("backing track", Karaoke),
    ("in the style of", Karaoke),
    ("originally performed", Karaoke),
    ("made famous", Karaoke),
    ("a cappella", Arrangement),
    ("cast recording", Soundtrack),
    ("music from", Soundtrack),
    ("progressive pick", Remix),
    ("future favorite", Remix),
    ("tune of the week", Remix),
    ("trending track", Remix),
    ("banda sonora", Soundtrack),
    ("trilha sonora", Soundtrack),
    ("bande originale", Soundtrack),
    ("de la bo", Soundtrack),
];

/// Text in other scripts than Latin that makes any part a version.
pub(super) const MARKERS: [(&str, VersionKind); 37] = [
    ("ライブ", Live),
    ("ライヴ", Live),
    ("라이브", Live),
    ("現場", Live),
    ("现场", Live),
    ("リミックス", Remix),
    ("리믹스", Remix),
    ("混音", Remix),
    ("バージョン", Alternate),
    ("ヴァージョン", Alternate),
    ("버전", Alternate),
    ("版", Alternate),
    ("セルフカバー", Rerecorded),
    ("カラオケ", Karaoke),
    ("노래방", Karaoke),
    ("伴奏", Instrumental),
    ("반주", Instrumental),
    ("純音樂", Instrumental),
    ("インスト", Instrumental),
    ("リマスター", Remaster),
    ("리마스터", Remaster),
    ("アコースティック", Acoustic),
    ("어쿠스틱", Acoustic),
    ("デモ", Demo),
    ("主題曲", Soundtrack),
    ("主题曲", Soundtrack),
    ("主題歌", Soundtrack),
    ("主题歌", Soundtrack),
    ("插曲", Soundtrack),
    ("片尾曲", Soundtrack),
    ("片頭曲", Soundtrack),
    ("印象曲", Soundtrack),
    ("電影", Soundtrack),
    ("電視劇", Soundtrack),
    ("电影", Soundtrack),
    ("电视剧", Soundtrack),
    ("เพลงประกอบ", Soundtrack),
];

/// Words that name a piece of a work. A part with one of them is no version.
pub(super) fn is_piece_word(word: &str) -> bool {
    matches!(
        word,
        "pt" | "pts"
            | "part"
            | "parts"
            | "parte"
            | "teil"
            | "folge"
            | "kapitel"
            | "chapter"
            | "episode"
            | "reprise"
            | "interlude"
            | "intro"
            | "outro"
            | "introduction"
            | "skit"
            | "prelude"
            | "overture"
            | "finale"
            | "act"
            | "akt"
            | "scene"
            | "movement"
            | "medley"
            | "spontaneous"
            | "allegro"
            | "allegretto"
            | "adagio"
            | "andante"
            | "andantino"
            | "presto"
            | "largo"
            | "larghetto"
            | "lento"
            | "vivace"
            | "moderato"
            | "menuetto"
            | "scherzo"
            | "rondo"
            | "aria"
            | "часть"
            | "第"
            | "opening"
            | "ending"
            | "ii"
            | "iii"
            | "iv"
            | "vi"
            | "vii"
            | "viii"
            | "aufzug"
            | "variation"
            | "cadenza"
            | "theme"
            | "title"
            | "titles"
            | "commentary"
            | "freestyle"
            | "prologue"
            | "epilogue"
            | "sequence"
    )
}

/// Words that show that "from" introduces a film, a play or an album.
pub(super) const FILM_WORDS: [&str; 29] = [
    "soundtrack",
    "motion",
    "picture",
    "movie",
    "film",
    "musical",
    "series",
    "season",
    "score",
    "album",
    "show",
    "television",
    "tv",
    "netflix",
    "broadway",
    "vault",
    "cast",
    "session",
    "sessions",
    "studio",
    "opera",
    "game",
    "trailer",
    "podcast",
    "disneys",
    "hootenanny",
    "filmu",
    "ф",
    "с",
];

/// Words that show that "from" belongs to the title.
pub(super) const NOT_AFTER_FROM: [&str; 24] = [
    "a", "above", "afar", "behind", "beyond", "hell", "here", "heaven", "her", "his", "me", "my",
    "now", "our", "that", "the", "then", "there", "this", "under", "us", "within", "you", "your",
];

/// Words that show that "with" belongs to the title.
pub(super) const NOT_AFTER_WITH: [&str; 30] = [
    "a", "all", "an", "another", "every", "glasses", "her", "him", "his", "intro", "it", "jhankar",
    "love", "lovin", "me", "my", "myself", "no", "or", "some", "someone", "te", "that", "them",
    "this", "time", "us", "vocals", "you", "your",
];

/// Words that make "live" a verb if they come before it.
pub(super) const NOT_BEFORE_LIVE: [&str; 32] = [
    "and", "can", "cant", "could", "dont", "gonna", "gotta", "have", "how", "i", "just", "lets",
    "let", "long", "me", "must", "never", "people", "should", "still", "the", "they", "to",
    "wanna", "we", "where", "who", "will", "would", "you", "youll", "us",
];

/// Words that make "live" a verb or part of the title if they come after it.
pub(super) const NOT_AFTER_LIVE: [&str; 30] = [
    "a", "again", "alone", "another", "as", "fast", "for", "forever", "free", "his", "it", "laugh",
    "learn", "let", "life", "like", "long", "love", "more", "my", "now", "or", "our", "so", "the",
    "this", "to", "until", "without", "your",
];
