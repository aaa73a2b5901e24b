use axum::extract::ConnectInfo;
use axum::http::{Extensions, HeaderMap};
use ipnet::IpNet;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

/// A client as the limits see it: an IPv4 address, or an IPv6 /64 network, since one client usually
/// owns a whole one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Client(IpAddr);

impl Client {
    /// The client of a request: the peer, or if that is a trusted proxy, the last address in
    /// `X-Forwarded-For` that is not one. What comes before it may be forged.
    pub(crate) fn of(extensions: &Extensions, headers: &HeaderMap, trusted: &[IpNet]) -> Self {
        let peer = extensions.get::<ConnectInfo<SocketAddr>>().map(|peer| peer.0.ip());
        let peer = peer.unwrap_or(Ipv4Addr::UNSPECIFIED.into()).to_canonical();
        let mut client = peer;
        for forwarded in forwarded(headers) {
            if !is_trusted(client, trusted) {
                break;
            }
            client = forwarded;
        }
        Self::at(client)
    }

    /// The client at the other end of a connection.
    pub(crate) fn at(address: IpAddr) -> Self {
        Self(network(address.to_canonical()))
    }
}

pub(crate) fn is_trusted(address: IpAddr, trusted: &[IpNet]) -> bool {
    let address = address.to_canonical();
    trusted.iter().any(|network| network.contains(&address))
}

/// The addresses in `X-Forwarded-For`, last one first, up to the first that is not an address.
fn forwarded(headers: &HeaderMap) -> impl Iterator<Item = IpAddr> {
    let values = headers.get_all("x-forwarded-for").iter().rev();
    let entries = values.flat_map(|value| value.to_str().unwrap_or_default().rsplit(','));
    entries.map_while(|entry| address(entry.trim()))
}

/// An address, alone or with a port, as some proxies write it: `192.0.2.1:80`, `[2001:db8::1]:80`.
fn address(text: &str) -> Option<IpAddr> {
    let bare = text.trim_start_matches('[').trim_end_matches(']');
    let address = bare.parse().ok().or_else(|| Some(text.parse::<SocketAddr>().ok()?.ip()));
    address.map(|address| address.to_canonical())
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

    fn check(peer: &str, forwarded: &str, expected: &str) {
        let trusted = ["192.0.2.0/24", "2001:db8:ffff::/48"].map(|net| net.parse().expect("valid"));
        let mut extensions = Extensions::new();
        extensions.insert(ConnectInfo(SocketAddr::new(peer.parse().expect("an address"), 1)));
        let mut headers = HeaderMap::new();
        headers.insert("x-forwarded-for", forwarded.parse().expect("a value"));
        let client = Client::of(&extensions, &headers, &trusted);
        assert_eq!(client.0.to_string(), expected, "{peer} {forwarded:?}");
    }

    #[test]
    fn untrusted_clients_cannot_choose_their_address() {
        check("203.0.113.1", "198.51.100.7", "203.0.113.1");
        check("2001:db8:1:2:3:4:5:6", "", "2001:db8:1:2::");
        check("::ffff:203.0.113.1", "", "203.0.113.1");
    }

    #[test]
    fn clients_behind_trusted_proxies() {
        check("192.0.2.1", "203.0.113.9, 198.51.100.7", "198.51.100.7");
        check("192.0.2.1", "203.0.113.9, 198.51.100.7, 192.0.2.2", "198.51.100.7");
        check("::ffff:192.0.2.1", "198.51.100.7", "198.51.100.7");
        check("192.0.2.1", "198.51.100.7, unknown", "192.0.2.1");
        check("192.0.2.1", "", "192.0.2.1");
        check("192.0.2.1", "192.0.2.3, 192.0.2.2", "192.0.2.3");
    }

    #[test]
    fn forwarded_addresses_may_have_ports() {
        check("192.0.2.1", "198.51.100.7:4711", "198.51.100.7");
        check("192.0.2.1", "[2001:db8:1:2::3]:4711", "2001:db8:1:2::");
        check("192.0.2.1", "[2001:db8:1:2::3]", "2001:db8:1:2::");
        check("192.0.2.1", "2001:db8:1:2::3", "2001:db8:1:2::");
    }
}
