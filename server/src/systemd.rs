//! Notifies systemd of what this process does, if it wants to know (`Type=notify`).

use sd_notify::{NotifyState, notify};

/// The models are loaded and requests are answered.
pub(crate) fn ready() {
    report(NotifyState::Ready);
}

/// No new requests are wanted.
pub(crate) fn stopping() {
    report(NotifyState::Stopping);
}

fn report(state: NotifyState<'_>) {
    if let Err(error) = notify(&[state]) {
        tracing::warn!(%error, "systemd cannot be notified: is AF_UNIX among RestrictAddressFamilies?");
    }
}
