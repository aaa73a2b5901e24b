//! Kinds of versions.

use std::fmt;

/// How a recording differs from the first studio recording of its song.
///
/// In ascending order of how much a listener notices. If a title names several, the greatest counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum VersionKind {
    /// No version is named, or only the original: "Original Mix", "Album Version".
    #[default]
    Original,
    /// A guest, producer or first performer is named: "feat. Dido", "Prod. Timbaland", "Survivor Cover".
    Guest,
    /// A film, series or play is named: "From "Titanic"".
    Soundtrack,
    /// A stereo mix.
    Stereo,
    /// A mono mix.
    Mono,
    /// Remastered.
    Remaster,
    /// Shorter or censored: "Radio Edit", "Single Version", "Excerpt".
    Edit,
    /// Longer: "Extended Mix", "12" Version".
    Extended,
    /// Another take or another version without a more specific kind: "Take 3", "Alternate Version".
    Alternate,
    /// Recorded again by the artist: "Re-Recorded", "Taylor's Version".
    Rerecorded,
    /// Sung in another language.
    Translated,
    /// For other instruments or in another style: "Orchestral Version", "Bachata".
    Arrangement,
    /// Acoustic or stripped.
    Acoustic,
    /// A sketch: "Demo", "Rough Mix".
    Demo,
    /// On a stage or for a session: "Ao Vivo", "Live at Wembley", "Unplugged".
    Live,
    /// Remixed by someone.
    Remix,
    /// Faster, slower or with effects: "Sped Up", "Nightcore".
    Altered,
    /// Without vocals.
    Instrumental,
    /// For singing along.
    Karaoke,
}

impl VersionKind {
    /// The kind in lower case, as shown: "live", "re-recorded".
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Original => "original",
            Self::Guest => "credited",
            Self::Soundtrack => "soundtrack",
            Self::Stereo => "stereo",
            Self::Mono => "mono",
            Self::Remaster => "remaster",
            Self::Edit => "edit",
            Self::Extended => "extended",
            Self::Alternate => "alternate",
            Self::Rerecorded => "re-recorded",
            Self::Translated => "in another language",
            Self::Arrangement => "arrangement",
            Self::Acoustic => "acoustic",
            Self::Demo => "demo",
            Self::Live => "live",
            Self::Remix => "remix",
            Self::Altered => "altered",
            Self::Instrumental => "instrumental",
            Self::Karaoke => "karaoke",
        }
    }
}

impl fmt::Display for VersionKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
