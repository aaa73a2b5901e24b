//! The page: type what you remember of a song, choose a match, see what sounds like it.
//!
//! The server renders it (feature `ssr`); in the browser its [`parts`] are hydrated (feature `hydrate`).
//!
//! A folder is a feature: its state and its components. Each folder uses only those above it in this list:
//! `url`; `text` and `device`; `api`; `song`; `similar`; `list`; `finder`, `map` and `about`; `parts`; `ssr`.
//! What only the server needs is in `ssr`, `about` and `api::engine`.
// The types of views nest deeply.
#![recursion_limit = "256"]
#![allow(unreachable_pub, reason = "the component macro makes what it generates `pub`")]

#[cfg(feature = "ssr")]
mod about;
mod api;
mod device;
mod finder;
mod list;
mod map;
pub mod parts;
mod similar;
mod song;
#[cfg(feature = "ssr")]
pub mod ssr;
mod text;
mod url;

pub use text::{Language, can_speak, key_in_english, speak, why_in_english};
pub use url::{InvalidRequest, InvalidSongList, SongList, parse_request, parse_request_for};
