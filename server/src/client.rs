use axum::extract::ConnectInfo;
use axum::http::Extensions;
use axum::http::HeaderMap;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

/// A client as the rate limit sees it: an IPv4 address, or an IPv6 /64 network, since one client
/// usually owns a whole one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Client(IpAddr);

impl Client {
    /// The client of a request. Behind a proxy it is the last address in `X-Forwarded-For`, the one the
    /// proxy added.
    pub(crate) fn of(extensions: &Extensions, headers: &HeaderMap, behind_proxy: bool) -> Self {
        let forwarded = if behind_proxy { forwarded(headers) } else { None };
        let peer = || extensions.get::<ConnectInfo<SocketAddr>>().map(|peer| peer.0.ip());
        let address = forwarded.or_else(peer).unwrap_or(Ipv4Addr::UNSPECIFIED.into());
        Self(network(address.to_canonical()))
    }
}

fn forwarded(headers: &HeaderMap) -> Option<IpAddr> {
    let last = headers.get_all("x-forwarded-for").iter().next_back()?.to_str().ok()?;
    last.rsplit(',').next()?.trim().parse().ok()
}

fn network(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(v6) => Ipv6Addr::from_bits(v6.to_bits() & !u128::from(u64::MAX)).into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(peer: &str, forwarded: &str, behind_proxy: bool, expected: &str) {
        let mut extensions = Extensions::new();
        extensions.insert(ConnectInfo(SocketAddr::new(peer.parse().expect("an address"), 1)));
        let mut headers = HeaderMap::new();
        headers.insert("x-forwarded-for", forwarded.parse().expect("a value"));
        let client = Client::of(&extensions, &headers, behind_proxy);
        assert_eq!(client.0.to_string(), expected, "{peer} {forwarded:?}");
    }

    #[test]
    fn clients() {
        check("192.0.2.1", "198.51.100.7", false, "192.0.2.1");
        check("192.0.2.1", "203.0.113.9, 198.51.100.7", true, "198.51.100.7");
        check("192.0.2.1", "unknown", true, "192.0.2.1");
        check("::ffff:192.0.2.1", "", false, "192.0.2.1");
        check("2001:db8:1:2:3:4:5:6", "", false, "2001:db8:1:2::");
    }
}
