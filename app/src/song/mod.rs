//! The chosen song.

mod card;
mod chosen;
mod copy_link;
mod links;
mod list_button;
mod live_region;
mod radar;
mod score_bar;
mod scored;
mod spotify_link;
mod state;
mod title;

pub(crate) use chosen::{Song, SongsFailure};
pub(crate) use copy_link::CopyLink;
pub(crate) use list_button::{LIST_FORM, ListIcon, ListIconButton};
pub(crate) use live_region::{Announcement, LiveRegion, use_live_region};
pub(crate) use score_bar::{BarLegend, ScoreBar};
pub(crate) use scored::ScoredSong;
#[cfg(feature = "ssr")]
pub(crate) use spotify_link::spotify_link;
#[cfg(feature = "ssr")]
pub(crate) use state::InitialSong;
pub(crate) use state::{PathAnswer, SimilarAnswer, SongState, ask_similar, shows_song};
pub(crate) use title::{follow_title, map_title, query_title, song_title};
