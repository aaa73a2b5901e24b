//! Signals of the operating system.

use tokio::signal;

/// Returns on ctrl-c or SIGTERM.
pub(crate) async fn stop_signal() {
    let interrupted = async {
        if signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    tokio::select! {
        () = interrupted => {}
        () = terminated() => {}
    }
}

#[cfg(unix)]
async fn terminated() {
    match signal::unix::signal(signal::unix::SignalKind::terminate()) {
        Ok(mut terminate) => drop(terminate.recv().await),
        Err(_) => std::future::pending().await,
    }
}

#[cfg(not(unix))]
async fn terminated() {
    std::future::pending().await
}

/// SIGHUP: reload the models.
pub(crate) struct Hangup(#[cfg(unix)] Option<signal::unix::Signal>);

impl Hangup {
    /// Installs the handler, so that SIGHUP no longer kills the process.
    #[cfg(unix)]
    pub(crate) fn new() -> Self {
        Self(signal::unix::signal(signal::unix::SignalKind::hangup()).ok())
    }

    #[cfg(not(unix))]
    pub(crate) fn new() -> Self {
        Self()
    }

    /// Returns at the next one.
    #[cfg(unix)]
    pub(crate) async fn next(&mut self) {
        let received = match &mut self.0 {
            Some(signal) => signal.recv().await,
            None => None,
        };
        if received.is_none() {
            std::future::pending::<()>().await;
        }
    }

    #[cfg(not(unix))]
    pub(crate) async fn next(&mut self) {
        std::future::pending().await
    }
}
