//! Middleware around the routes.

pub(crate) mod caching;
pub(crate) mod cors;
pub(crate) mod headers;
pub(crate) mod measure;
pub(crate) mod rate_limit;
pub(crate) mod request_id;
pub(crate) mod timeout;
pub(crate) mod trace;
