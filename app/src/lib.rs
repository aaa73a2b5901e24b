//! The page: type what you remember of a song, choose a match, see what sounds like it.
//!
//! Rendered on the server with feature `ssr`; in the browser, with feature `hydrate`, its parts are taken over.
//! Everything that only the server can do is in the module `ssr` and inside server functions.
// Enough for each of the components; on the server the types of the largest ones are erased.
#![recursion_limit = "256"]
#![cfg_attr(
    not(feature = "ssr"),
    allow(
        dead_code,
        unused_imports,
        reason = "what only the server renders is left out of the browser's code"
    )
)]
#![allow(unreachable_pub, reason = "the component macro makes what it generates `pub`")]

mod address;
mod api;
mod columns;
mod components;
mod device;
mod elsewhere;
mod erased;
mod finder;
mod first;
mod focus;
mod latest;
mod list_editor;
mod list_place;
mod map_place;
mod map_view;
mod match_groups;
mod model_card;
mod my_list;
mod notation;
mod pages;
pub mod parts;
mod place;
mod recent;
mod song_state;
#[cfg(feature = "ssr")]
pub mod ssr;
mod stage;
#[cfg(all(test, feature = "ssr"))]
mod testing;
mod text;
mod title;
mod tuner;
mod tuning;

pub use crate::parts::{Given, Part};
pub use crate::text::{Language, can_speak, speak};

/// What is only needed elsewhere is left out where this is known.
const IN_BROWSER: bool = cfg!(target_arch = "wasm32");
