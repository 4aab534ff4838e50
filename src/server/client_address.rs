//! Which network address a request comes from, as far as it can be believed.

use std::net::{IpAddr, SocketAddr};

use axum::http::{HeaderMap, HeaderName};

const FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");

/// The proxies that stand before us: what they say about whom they forward is believed.
#[derive(Debug, Clone, Default)]
pub struct TrustedProxies(Vec<Network>);

#[derive(Debug, Clone, Copy)]
struct Network {
    address: IpAddr,
    prefix: u32,
}

impl TrustedProxies {
    /// Addresses and networks, separated by commas: `10.0.0.0/8, fd00::1`. `None` when one of them is none.
    pub fn parse(list: &str) -> Option<Self> {
        let parts = list.split(',').map(str::trim);
        let networks: Option<Vec<_>> = parts
            .filter(|part| !part.is_empty())
            .map(Network::parse)
            .collect();
        networks.map(Self)
    }

    fn trust(&self, address: IpAddr) -> bool {
        self.0.iter().any(|network| network.holds(address))
    }

    /// Who sent the request that `peer` brought: the last address that no proxy of ours has. What stands before it could
    /// be anybody's invention.
    pub fn client(&self, peer: IpAddr, headers: &HeaderMap) -> IpAddr {
        let lines = headers.get_all(FORWARDED_FOR).iter();
        let lines: Vec<_> = lines.filter_map(|line| line.to_str().ok()).collect();
        let mut client = peer.to_canonical();
        for said in lines.iter().rev().flat_map(|line| line.rsplit(',')) {
            if !self.trust(client) {
                break;
            }
            let Some(address) = parse_address(said) else {
                break;
            };
            client = address;
        }
        client
    }
}

impl Network {
    fn parse(text: &str) -> Option<Self> {
        let (address, prefix) = match text.split_once('/') {
            Some((address, prefix)) => (address, Some(prefix.parse::<u32>().ok()?)),
            None => (text, None),
        };
        let address: IpAddr = address.parse().ok()?;
        let longest = if address.is_ipv4() { 32 } else { 128 };
        let prefix = prefix.unwrap_or(longest);
        (prefix <= longest).then_some(Self { address, prefix })
    }

    fn holds(self, address: IpAddr) -> bool {
        match (self.address, address) {
            (IpAddr::V4(network), IpAddr::V4(address)) => {
                let differs = network.to_bits() ^ address.to_bits();
                differs.leading_zeros() >= self.prefix
            }
            (IpAddr::V6(network), IpAddr::V6(address)) => {
                let differs = network.to_bits() ^ address.to_bits();
                differs.leading_zeros() >= self.prefix
            }
            _ => false,
        }
    }
}

/// An address as proxies write it: some add the port.
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
