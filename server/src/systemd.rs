//! What systemd is told about this process, if it wants to know (`Type=notify`).

use sd_notify::{NotifyState, notify};

/// The models are loaded and requests are answered.
pub(crate) fn ready() {
    tell(NotifyState::Ready);
}

/// No new requests are wanted.
pub(crate) fn stopping() {
    tell(NotifyState::Stopping);
}

fn tell(state: NotifyState<'_>) {
    if let Err(error) = notify(&[state]) {
        tracing::warn!(%error, "systemd cannot be told: is AF_UNIX among RestrictAddressFamilies?");
    }
}
