use crate::Config;
use crate::client::{Client, is_trusted};
use arc_swap::ArcSwap;
use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1::Builder;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use ipnet::IpNet;
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::{sleep, timeout};
use tokio_io_timeout::TimeoutStream;
use tower::ServiceExt;

/// Maximum size of a request's head, in bytes.
const MAX_HEAD: usize = 64 << 10;

/// Pause after a failed accept, e.g. because all file descriptors are in use.
const PAUSE: Duration = Duration::from_millis(100);

/// Answers requests until `stop` returns. Then accepts no more connections, and gives requests in
/// progress the configured time to finish. The router may be replaced meanwhile.
pub(crate) async fn serve<T>(
    listener: TcpListener,
    app: Arc<ArcSwap<Router>>,
    config: &Config,
    stop: impl Future<Output = T>,
) -> T {
    let connections = Connections::new(app, config);
    let graceful = GracefulShutdown::new();
    let mut stop = std::pin::pin!(stop);
    let stopped = loop {
        tokio::select! {
            stopped = &mut stop => break stopped,
            (stream, peer, slot) = connections.accept(&listener) => {
                connections.spawn(stream, peer, slot, &graceful);
            }
        }
    };
    drop(listener);
    let deadline = Duration::from_secs(config.shutdown_timeout.get());
    if timeout(deadline, graceful.shutdown()).await.is_err() {
        tracing::warn!("some requests did not finish in time and were dropped");
    }
    stopped
}

struct Connections {
    app: Arc<ArcSwap<Router>>,
    slots: Arc<Semaphore>,
    per_client: Arc<PerClient>,
    http: Builder,
    client_timeout: Duration,
}

/// Releases a connection's slot, and counts it off its client's, when dropped.
struct Slot {
    _slot: OwnedSemaphorePermit,
    _client: Option<Counted>,
}

impl Connections {
    fn new(app: Arc<ArcSwap<Router>>, config: &Config) -> Self {
        let client_timeout = Duration::from_secs(config.client_timeout.get());
        let mut http = Builder::new();
        http.timer(TokioTimer::new()).header_read_timeout(client_timeout).max_buf_size(MAX_HEAD);
        let slots = config.max_connections.get().min(Semaphore::MAX_PERMITS);
        Self {
            app,
            slots: Arc::new(Semaphore::new(slots)),
            per_client: Arc::new(PerClient::new(config)),
            http,
            client_timeout,
        }
    }

    /// Waits for a free slot, then for a connection.
    async fn accept(&self, listener: &TcpListener) -> (TcpStream, SocketAddr, Slot) {
        loop {
            let Ok(slot) = Arc::clone(&self.slots).acquire_owned().await else {
                return std::future::pending().await;
            };
            match listener.accept().await {
                Ok((stream, peer)) => {
                    // Over the limit the connection is closed by dropping it.
                    if let Ok(client) = self.per_client.count(peer.ip()) {
                        return (stream, peer, Slot { _slot: slot, _client: client });
                    }
                }
                Err(error) if concerns_one_connection(&error) => {}
                Err(error) => {
                    tracing::error!(%error, "a connection could not be accepted");
                    sleep(PAUSE).await;
                }
            }
        }
    }

    fn spawn(&self, stream: TcpStream, peer: SocketAddr, slot: Slot, graceful: &GracefulShutdown) {
        // Without it small responses wait for the client's acknowledgements; still correct, so a
        // failure is ignored.
        let _ = stream.set_nodelay(true);
        let mut stream = TimeoutStream::new(stream);
        stream.set_write_timeout(Some(self.client_timeout));
        let app = Arc::clone(&self.app);
        let service = service_fn(move |request: Request<Incoming>| {
            let mut request = request.map(Body::new);
            request.extensions_mut().insert(ConnectInfo(peer));
            Router::clone(&app.load()).oneshot(request)
        });
        let connection = self.http.serve_connection(TokioIo::new(Box::pin(stream)), service);
        let connection = graceful.watch(connection);
        tokio::spawn(async move {
            // A client that hung up or was too slow is not worth a log line.
            let _ = connection.await;
            drop(slot);
        });
    }
}

/// How many connections each client has open.
struct PerClient {
    open: Mutex<HashMap<Client, usize>>,
    limit: usize,
    trusted: Vec<IpNet>,
}

/// A connection that counts towards its client's limit.
struct Counted {
    client: Client,
    counts: Arc<PerClient>,
}

/// The client has as many connections as it may have.
struct TooMany;

impl PerClient {
    fn new(config: &Config) -> Self {
        Self {
            open: Mutex::default(),
            limit: config.max_client_connections,
            trusted: config.trusted_proxies.clone(),
        }
    }

    /// `None` for connections without a limit.
    fn count(self: &Arc<Self>, peer: IpAddr) -> Result<Option<Counted>, TooMany> {
        if self.limit == 0 || is_trusted(peer, &self.trusted) {
            return Ok(None);
        }
        let client = Client::at(peer);
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        let count = open.entry(client).or_default();
        if *count >= self.limit {
            return Err(TooMany);
        }
        *count += 1;
        Ok(Some(Counted { client, counts: Arc::clone(self) }))
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        let mut open = self.counts.open.lock().unwrap_or_else(PoisonError::into_inner);
        if let Entry::Occupied(mut count) = open.entry(self.client) {
            *count.get_mut() -= 1;
            if *count.get() == 0 {
                count.remove();
            }
        }
    }
}

fn concerns_one_connection(error: &io::Error) -> bool {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    matches!(error.kind(), ConnectionAborted | ConnectionRefused | ConnectionReset)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn connections_are_counted_per_client() {
        let config = Config {
            max_client_connections: 1,
            trusted_proxies: vec!["192.0.2.1/32".parse().expect("a network")],
            ..Config::default()
        };
        let counts = Arc::new(PerClient::new(&config));
        let ip = |text: &str| text.parse().expect("an address");
        let first = counts.count(ip("198.51.100.7"));
        assert!(first.is_ok() && counts.count(ip("198.51.100.7")).is_err());
        assert!(counts.count(ip("198.51.100.8")).is_ok(), "another client");
        for _ in 0..3 {
            assert!(counts.count(ip("192.0.2.1")).is_ok_and(|counted| counted.is_none()));
        }
        drop(first);
        assert!(counts.open.lock().expect("no panic").is_empty());
        assert!(counts.count(ip("198.51.100.7")).is_ok());
    }
}
