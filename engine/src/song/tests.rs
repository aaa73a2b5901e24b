use super::VersionKind::*;
use super::*;
use proptest::prelude::*;

fn check(name: &str, base: &str, kind: VersionKind) {
    let title = parse_title(name);
    assert_eq!((title.base.as_str(), title.kind), (base, kind), "{name:?}: {:?}", title.parts);
}

fn stays(name: &str) {
    check(name, name, Original);
}

fn joined(a: (&str, &[&str]), b: (&str, &[&str])) {
    assert_eq!(song_key(a.0, a.1), song_key(b.0, b.1));
}

fn apart(a: (&str, &[&str]), b: (&str, &[&str])) {
    assert_ne!(song_key(a.0, a.1), song_key(b.0, b.1), "{a:?} {b:?}");
}

#[test]
fn remasters() {
    check("Heroes - 2017 Remaster", "Heroes", Remaster);
    check("Bohemian Rhapsody - Remastered 2011", "Bohemian Rhapsody", Remaster);
    check("Wonderwall - 2009 Digital Remaster", "Wonderwall", Remaster);
    check("Rock and Roll (2019 - Remaster)", "Rock and Roll", Remaster);
    check("Another Girl - 2008 re-mastered version", "Another Girl", Remaster);
    check("Ella - Remasterizado 2007", "Ella", Remaster);
    check("Station 13 - Remasterisé en 2013", "Station 13", Remaster);
    check("Soul Station - Remastered 1999/Rudy Van Gelder Edition", "Soul Station", Remaster);
    check("Some Girls - 2017 Master", "Some Girls", Remaster);
}

#[test]
fn concerts_and_sessions() {
    check("Hotel California - Live", "Hotel California", Live);
    check("Fix You (Live in Buenos Aires)", "Fix You", Live);
    check("Layla [Unplugged]", "Layla", Live);
    check("O Teu Amor (Ao Vivo)", "O Teu Amor", Live);
    check("Sé Vos - En Vivo All Boys", "Sé Vos", Live);
    check("Azzurro (Dal vivo)", "Azzurro", Live);
    check("Si un Dia Vols - En Directe", "Si un Dia Vols", Live);
    check("奇人的離職 (現場)", "奇人的離職", Live);
    check("Bertha - Paradiso, Amsterdam, Holland 5/10/1972", "Bertha", Live);
    check("D.C. Sound Attack! (Live) - Lincoln, Nd - 5/23/13", "D.C. Sound Attack!", Live);
    check("This Charming Man - John Peel Session 14/09/83", "This Charming Man", Live);
    check("Hold On (Harper College 2/5/73)", "Hold On", Live);
    check("Star - Sounds Of The 70s: John Peel - recorded 16th May 1972", "Star", Live);
    check("Cometas - Directo Mexico", "Cometas", Live);
    check("Timshel - Recorded Live For 3FM", "Timshel", Live);
    check("Aşk İçinde (Harbiye Açıkhava, 2019) - Canlı Senfonik", "Aşk İçinde", Live);
    check("Heroes - Live '83, 2018 Remaster", "Heroes", Live);
}

#[test]
fn mixes_and_edits() {
    check("About Damn Time - Purple Disco Machine Remix", "About Damn Time", Remix);
    check("Noche Loca Remix", "Noche Loca", Remix);
    check("Red Rocks (ABGT250)", "Red Rocks", Remix);
    check("Drop Em Out (FYH328)", "Drop Em Out", Remix);
    check("Golden Slumbers - 2019 Mix", "Golden Slumbers", Remix);
    check("Bazooka - Original Mix", "Bazooka", Original);
    check("Livin' It Up - Album Version", "Livin' It Up", Original);
    check("Mercury - Extended Mix", "Mercury", Extended);
    check("Enola Gay - 12\" Version", "Enola Gay", Extended);
    check("American Woman - 7\" Single Version", "American Woman", Edit);
    check("Greyhound - Radio Edit", "Greyhound", Edit);
    check("The Hum Radio Edit", "The Hum", Edit);
    check("Doralice - Mono Version", "Doralice", Mono);
    check("Doralice - Stereo Version", "Doralice", Stereo);
    check("Payphone (Slowed + Reverb)", "Payphone", Altered);
    check("Hope - Chopped & Screwed", "Hope", Altered);
    check("Set Me Free - Dillon Francis VIP", "Set Me Free", Remix);
    check("Secrets - Future House Extended", "Secrets", Extended);
    check("Hey Hey - House Masters Re-Rub", "Hey Hey", Remix);
}

#[test]
fn other_recordings() {
    check("Hurt - Acoustic Version", "Hurt", Acoustic);
    check("Wildest Dreams (Taylor’s Version)", "Wildest Dreams", Rerecorded);
    check(
        "All Too Well (10 Minute Version) (Taylor's Version) (From The Vault)",
        "All Too Well",
        Rerecorded,
    );
    check("Layla - Demo", "Layla", Demo);
    check("Hybrid Moments - C.I. Recording 1978", "Hybrid Moments", Rerecorded);
    check("Spiegel im Spiegel - For Violin and Piano", "Spiegel im Spiegel", Arrangement);
    check("Deva Deva (Kannada)", "Deva Deva", Translated);
    check("Loose - Take 22", "Loose", Alternate);
    check("Leave (Get Out) - 2018", "Leave (Get Out)", Alternate);
    check("YELL (中吉 ver.)", "YELL", Alternate);
    check("Kiss the Rain - Orchestra Version", "Kiss the Rain", Arrangement);
    check("Me Voy - Bachata", "Me Voy", Arrangement);
    check("Dream Lantern - English Version", "Dream Lantern", Translated);
    check("빈 자리 (inst.)", "빈 자리", Instrumental);
    check("Strawberry Time (オリジナル・カラオケ)", "Strawberry Time", Karaoke);
    check("走れ! -ZZ ver.-", "走れ!", Alternate);
}

#[test]
fn credits() {
    check("Stan (feat. Dido)", "Stan", Guest);
    check("Change (with Kehlani)", "Change", Guest);
    check("pictures feat. Kacey Musgraves", "pictures", Guest);
    check("Bartender's Blues (With James Taylor", "Bartender's Blues", Guest);
    check("Yuve Yuve Yu (feat. From Ashes to New)", "Yuve Yuve Yu", Guest);
    check("My Heart Will Go On - From \"Titanic\"", "My Heart Will Go On", Soundtrack);
    check("I'm Alright (Theme from \"Caddyshack\")", "I'm Alright", Soundtrack);
    check("Take My Breath Away - Love Theme from \"Top Gun\"", "Take My Breath Away", Soundtrack);
    check("Raabta (Title Track)", "Raabta", Soundtrack);
    check("Cruise - From \"Fifty Shades Darker (Original Soundtrack)\"", "Cruise", Soundtrack);
    check("Разлука (из к/ф \"Гардемарины, вперед!\")", "Разлука", Soundtrack);
    check("追 - 電影《金枝玉葉》歌曲", "追", Soundtrack);
    check("Bingle Bingle (빙글빙글)", "Bingle Bingle", Original);
}

#[test]
fn titles_stay() {
    stays("Live and Let Die");
    stays("Long Live");
    stays("Back 2 Life (Live It Up)");
    stays("(I Can't Get No) Satisfaction");
    stays("Are You There (With Another Girl)");
    stays("Da Stanotte in Poi (From This Moment On)");
    stays("Against All Odds (Take a Look at Me Now)");
    stays("Undone - The Sweater Song");
    stays("That's It - I Quit - I'm Movin' On");
    stays("Дым - мой круговорот");
    stays("Welcome to the Remix");
    stays("(Live)");
    stays("Odd (bracket");
    stays("");
    stays("???");
    stays("Main Theme - From \"Jaws\"");
    stays("Main Title (Love Theme from \"Jaws\")");
    stays("Alone (Love Me)");
    stays("Love - Theme II");
}

#[test]
fn pieces_stay() {
    stays("Shine On You Crazy Diamond - Part 2");
    stays("The Grand Duel (Part VI)");
    stays("053 - und die Automafia - Teil 20");
    stays("Superstar - Interlude");
    stays("Teri Meri (Reprise)");
    stays("Evil Twin - Skit");
    stays("3 Nocturnes, Op. 9: No. 2 - Andante");
    stays("Jazz Suite - 6. Waltz II");
    stays("Ronnie Rising Medley - A Light In the Black / Stargazer");
    stays("Die Walküre - Concert version / Dritter Aufzug: The Ride");
    check("Der Füsilier II - Live at DEMM", "Der Füsilier II", Live);
    check("White Wedding - Part 1 - 2001- Remaster", "White Wedding - Part 1", Remaster);
    check("Wild Wild West - Album Version With Intro", "Wild Wild West", Alternate);
}

#[test]
fn parts_are_listed() {
    let title = parse_title("One (feat. Mary) - Live; 2011 Remaster");
    let parts: Vec<(&str, VersionKind)> =
        title.parts.iter().map(|part| (part.text.as_str(), part.kind)).collect();
    assert_eq!(parts, [("feat. Mary", Guest), ("Live; 2011 Remaster", Live)]);
}

#[test]
fn keys_join_versions_and_separate_covers() {
    let queen: &[&str] = &["Queen"];
    let title = "Bohemian Rhapsody - Remastered 2011";
    joined((title, queen), ("BOHEMIAN RHAPSODY (Live)", &["Queen", "Somebody"]));
    apart((title, queen), ("Bohemian Rhapsody", &["Pentatonix"]));
    joined(("The Box, Pt. 1", &["Orbital"]), ("The Box - Part One", &["Orbital"]));
    apart(("The Box, Pt. 1", &["Orbital"]), ("The Box - Part 2", &["Orbital"]));
    joined(("Hip-Hop", &["Dead Prez"]), ("Hip Hop", &["dead prez"]));
    joined(("Funny Way Of Laughin'", &["Burl Ives"]), ("Funny Way of Laughing", &["Burl Ives"]));
    joined(("Beggin", &["Madcon"]), ("Beggin'", &["Madcon"]));
    joined(("Gin N Juice", &["X"]), ("Gin and Juice", &["X"]));
    joined(("Rock 'n' Roll", &["X"]), ("Rock & Roll", &["X"]));
    joined(("'Til U Come", &["X"]), ("Till You Come", &["X"]));
    joined(("Earth Angel (Will You Be Mine)", &["X"]), ("Earth Angel", &["X"]));
    joined(("For You (Fifty Shades) (& Rita Ora)", &["X"]), ("For You (Fifty Shades)", &["X"]));
    joined(("Psalm 34 (Taste and See)", &["X"]), ("Psalm 34", &["X"]));
    apart(("Scene 2 (The Forest)", &["X"]), ("Scene 2 (The Lake)", &["X"]));
    joined(("Fly Me To The Moon (In Other Words)", &["X"]), ("Fly Me to the Moon", &["X"]));
    apart(("Winter (Nocturne of Ice)", &["X"]), ("Winter (The Wind Can Be Still)", &["X"]));
    apart(("1 11", &["X"]), ("11 1", &["X"]));
    apart(("?", &["X"]), ("!", &["X"]));
}

#[test]
fn keys_know_artists() {
    joined(("Yesterday", &["The Beatles"]), ("Yesterday", &["Beatles"]));
    joined(("Help", &["Bob Marley & The Wailers"]), ("Help", &["Bob Marley"]));
    joined(("Alone", &["Various Artists", "Heart"]), ("Alone", &["Heart"]));
    apart(("Noël", &["Traditional", "A"]), ("Noël", &["Traditional", "B"]));
    joined(
        ("Mozart: Requiem", &["Wolfgang Amadeus Mozart"]),
        ("Requiem", &["Wolfgang Amadeus Mozart"]),
    );
    joined(("One", &[]), ("One - Live", &[]));
}

/// Titles with parts that look like versions.
fn titles() -> impl Strategy<Value = String> {
    let parts = prop::sample::select(vec![
        "Live",
        "(",
        ")",
        "[",
        "]",
        " - ",
        "feat. X",
        "Remix",
        "Pt. 2",
        "Version",
        "2011",
        "한국어",
        "From \"X\"",
        "ver.",
        "ライブ",
        "-",
        "~",
        "/",
        ":",
        ".",
        " ",
        "One",
        "é",
        "with",
        "Medley",
    ]);
    prop::collection::vec(parts, 0..12).prop_map(|parts| parts.concat())
}

/// At most so many bytes are classified for each byte of a title, however many there are.
const WORK_PER_BYTE: usize = 600;

fn check_work(name: &str) {
    classify::work::take();
    parse_title(name);
    let work = classify::work::take();
    assert!(work <= WORK_PER_BYTE * name.len(), "{work} for {} bytes", name.len());
}

#[test]
fn hostile_titles_cost_no_more_than_others() {
    for part in
        ["(live)", "(a)", " - live", " - live - intro", "(あい)", "a(abc)", " feat. x", "-~"]
    {
        for count in [10, 100, 600, 100_000] {
            check_work(&format!("x{}", part.repeat(count)));
        }
    }
}

#[test]
fn titles_of_very_many_parts_stay() {
    stays(&format!("x{}", "(live)".repeat(1000)));
    stays(&format!("x{}", " (live)".repeat(13)));
}

proptest! {
    #[test]
    fn work_is_linear(parts in prop::collection::vec(titles(), 1..60)) {
        check_work(&format!("x{}", parts.concat()));
    }

    #[test]
    fn any_text_is_a_title(name in any::<String>(), artist in any::<String>()) {
        let title = parse_title(&name);
        prop_assert_eq!(title.base.trim().is_empty(), name.trim().is_empty());
        song_key(&name, &[artist]);
    }

    #[test]
    fn a_base_title_has_no_parts(name in titles()) {
        let base = base_title(&name);
        let again = parse_title(&base);
        prop_assert_eq!(again, ParsedTitle { base: base.clone(), ..ParsedTitle::default() });
    }

    #[test]
    fn a_song_has_the_key_of_its_base_title(name in titles(), artists in prop::collection::vec("[a-z& ]{0,12}|Various Artists", 0..4)) {
        prop_assert_eq!(song_key(&base_title(&name), &artists), song_key(&name, &artists));
    }

    #[test]
    fn a_version_has_the_key_of_its_song(name in "[A-Z][a-z]{1,8}( [a-z]{2,8}){0,3}", year in 1960..2030) {
        let artists = ["Somebody"];
        let key = song_key(&name, &artists);
        for version in [
            format!("{name} - {year} Remaster"),
            format!("{name} (Live)"),
            format!("{name} [feat. Nobody] - Radio Edit"),
            name.to_uppercase(),
        ] {
            prop_assert_eq!(song_key(&version, &artists), key.as_str());
        }
    }
}
