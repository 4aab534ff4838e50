//! The client's IP address, behind trusted reverse proxies too.

use std::net::{IpAddr, SocketAddr};

use axum::http::{HeaderMap, HeaderName};
use ipnet::IpNet;

/// Where proxies say for whom they ask.
pub(super) const FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");

/// The reverse proxies whose `X-Forwarded-For` is used.
#[derive(Debug, Clone, Default)]
pub struct TrustedProxies(Vec<IpNet>);

impl TrustedProxies {
    /// Parses addresses and networks, separated by commas: `10.0.0.0/8, fd00::1`. `None` when one of them is neither.
    pub fn parse(list: &str) -> Option<Self> {
        let parts = list.split(',').map(str::trim);
        let networks: Option<Vec<_>> = parts
            .filter(|part| !part.is_empty())
            .map(parse_network)
            .collect();
        networks.map(Self)
    }

    /// Whether this is one of them.
    pub fn contains(&self, address: IpAddr) -> bool {
        self.0.iter().any(|network| network.contains(&address))
    }

    /// The client's address: the rightmost address in `X-Forwarded-For` that is not a trusted proxy, or `peer` when that is
    /// not one. Addresses further left are the client's own claim and may be forged.
    pub fn client(&self, peer: IpAddr, headers: &HeaderMap) -> IpAddr {
        let lines = headers.get_all(FORWARDED_FOR).iter();
        let lines: Vec<_> = lines.filter_map(|line| line.to_str().ok()).collect();
        let mut client = peer.to_canonical();
        for hop in lines.iter().rev().flat_map(|line| line.rsplit(',')) {
            if !self.contains(client) {
                break;
            }
            let Some(address) = parse_address(hop) else {
                break;
            };
            client = address;
        }
        client
    }
}

fn parse_network(text: &str) -> Option<IpNet> {
    let address = text.parse().map(|address: IpAddr| IpNet::from(address));
    address.or_else(|_| text.parse()).ok()
}

/// Parses an address as proxies write it: some add the port.
fn parse_address(text: &str) -> Option<IpAddr> {
    let text = text.trim();
    let address = text
        .parse()
        .or_else(|_| text.parse::<SocketAddr>().map(|address| address.ip()));
    address.ok().map(|address| address.to_canonical())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn client(proxies: &str, peer: &str, lines: &[&str]) -> String {
        let lines = lines
            .iter()
            .map(|line| (FORWARDED_FOR, line.parse().unwrap()));
        let proxies = TrustedProxies::parse(proxies).unwrap();
        let client = proxies.client(peer.parse().unwrap(), &lines.collect());
        client.to_string()
    }

    #[test]
    fn nobody_is_believed_by_default() {
        assert_eq!(client("", "192.0.2.1", &["198.51.100.7"]), "192.0.2.1");
    }

    #[test]
    fn a_proxy_of_ours_is_believed_and_nobody_before_it() {
        let proxies = "10.0.0.0/8, 2001:db8::5";
        for (peer, lines, expected) in [
            ("10.1.2.3", &["198.51.100.7"][..], "198.51.100.7"),
            ("10.1.2.3", &["6.6.6.6, 198.51.100.7"], "198.51.100.7"),
            (
                "10.1.2.3",
                &["6.6.6.6", "198.51.100.7, 10.9.9.9"],
                "198.51.100.7",
            ),
            ("2001:db8::5", &["[2001:db8::7]:443"], "2001:db8::7"),
            ("::ffff:10.1.2.3", &["198.51.100.7:5000"], "198.51.100.7"),
            ("2001:db8::6", &["198.51.100.7"], "2001:db8::6"),
            ("11.0.0.1", &["198.51.100.7"], "11.0.0.1"),
            ("10.1.2.3", &["nonsense"], "10.1.2.3"),
            ("10.1.2.3", &["198.51.100.7, unknown"], "10.1.2.3"),
            ("10.1.2.3", &[], "10.1.2.3"),
        ] {
            assert_eq!(client(proxies, peer, lines), expected, "{peer} {lines:?}");
        }
    }

    #[test]
    fn what_is_no_address_and_no_network_is_refused() {
        for wrong in [
            "proxy",
            "10.0.0.0/33",
            "10.0.0.0/x",
            "::1/129",
            "10.0.0.0/8;",
        ] {
            assert!(TrustedProxies::parse(wrong).is_none(), "{wrong}");
        }
        assert!(TrustedProxies::parse("0.0.0.0/0, ::/0").is_some());
    }
}
