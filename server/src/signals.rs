//! What the system tells the process.

use tokio::signal;

/// Ends on ctrl-c, or when a service manager sends SIGTERM.
pub(crate) async fn told_to_stop() {
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

/// SIGHUP, by which programs are told to read their files again.
pub(crate) struct Hangup(#[cfg(unix)] Option<signal::unix::Signal>);

impl Hangup {
    /// From now on a SIGHUP does not end the process.
    #[cfg(unix)]
    pub(crate) fn new() -> Self {
        Self(signal::unix::signal(signal::unix::SignalKind::hangup()).ok())
    }

    #[cfg(not(unix))]
    pub(crate) fn new() -> Self {
        Self()
    }

    /// Ends with the next one.
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
