//! Signals of the operating system.

use std::io;
use tokio::signal;
#[cfg(unix)]
use tokio::signal::unix::{Signal, SignalKind, signal};

/// Ctrl-c and SIGTERM.
pub(crate) struct Stop {
    #[cfg(unix)]
    terminate: Signal,
}

/// SIGHUP: reload the models.
pub(crate) struct Hangup(#[cfg(unix)] Signal);

/// Installs the handlers. Without them SIGHUP would kill the process.
///
/// # Errors
/// If the system refuses.
pub(crate) fn install() -> io::Result<(Stop, Hangup)> {
    #[cfg(unix)]
    return Ok((
        Stop { terminate: signal(SignalKind::terminate())? },
        Hangup(signal(SignalKind::hangup())?),
    ));
    #[cfg(not(unix))]
    Ok((Stop {}, Hangup()))
}

impl Stop {
    /// Returns on ctrl-c or SIGTERM.
    pub(crate) async fn received(&mut self) {
        let interrupted = async {
            if signal::ctrl_c().await.is_err() {
                std::future::pending::<()>().await;
            }
        };
        tokio::select! {
            () = interrupted => {}
            () = self.terminated() => {}
        }
    }

    #[cfg(unix)]
    async fn terminated(&mut self) {
        self.terminate.recv().await;
    }

    #[cfg(not(unix))]
    async fn terminated(&mut self) {
        std::future::pending().await
    }
}

impl Hangup {
    /// Returns at the next SIGHUP.
    #[cfg(unix)]
    pub(crate) async fn received(&mut self) {
        self.0.recv().await;
    }

    #[cfg(not(unix))]
    pub(crate) async fn received(&mut self) {
        std::future::pending().await
    }
}
