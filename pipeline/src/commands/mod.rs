//! The subcommands of the program.

pub mod build;
pub mod calibrate;
pub mod clean;
pub mod eval;
pub mod fill;
pub mod hints;
pub mod inspect;
pub mod map;
mod output;
pub mod resize;
