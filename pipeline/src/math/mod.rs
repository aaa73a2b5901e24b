//! Numerical methods that several stages share.

pub(crate) mod adam;
pub(crate) mod eigen;
pub(crate) mod exp;
