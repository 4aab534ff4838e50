//! Where a request comes from.

use std::{
    future::{Future, ready},
    net::{IpAddr, SocketAddr},
};

use axum::{
    extract::{ConnectInfo, FromRequestParts},
    http::{HeaderMap, header, request::Parts},
};

use super::AppState;
use crate::identity::Caller;

const FORWARDED_FOR: &str = "x-forwarded-for";

/// Who sent a request, as sessions and the log of accounts remember it.
pub struct Asked(pub Caller);

impl FromRequestParts<AppState> for Asked {
    type Rejection = std::convert::Infallible;

    fn from_request_parts(
        parts: &mut Parts,
        state: &AppState,
    ) -> impl Future<Output = Result<Self, Self::Rejection>> + Send {
        let peer = parts
            .extensions
            .get::<ConnectInfo<SocketAddr>>()
            .map(|ConnectInfo(peer)| peer.ip());
        let text = |name: &str| {
            parts
                .headers
                .get(name)
                .and_then(|value| value.to_str().ok())
                .map(ToOwned::to_owned)
        };
        ready(Ok(Self(Caller {
            address: peer.map(|peer| client(peer, &parts.headers, &state.trusted_proxies)),
            user_agent: text(header::USER_AGENT.as_str()),
            request_id: text("x-request-id"),
        })))
    }
}

/// The address of the client: whoever is connected to us; or, where that is a proxy we trust, whoever it says was
/// connected to it, and so on. What a stranger says of others is not believed.
fn client(peer: IpAddr, headers: &HeaderMap, trusted: &[IpAddr]) -> IpAddr {
    let lines: Vec<_> = headers
        .get_all(FORWARDED_FOR)
        .iter()
        .filter_map(|line| line.to_str().ok())
        .collect();
    let hops = lines.iter().flat_map(|line| line.split(',')).rev();
    let mut client = peer.to_canonical();
    for hop in hops {
        if !trusted.contains(&client) {
            break;
        }
        let Ok(hop) = hop.trim().parse::<IpAddr>() else {
            break;
        };
        client = hop.to_canonical();
    }
    client
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(peer: &str, forwarded: &[&str]) -> String {
        let trusted = ["10.0.0.1", "10.0.0.2"].map(|proxy| proxy.parse().unwrap());
        let headers = forwarded
            .iter()
            .map(|line| (FORWARDED_FOR.parse().unwrap(), line.parse().unwrap()));
        let headers: HeaderMap = headers.collect();
        client(peer.parse().unwrap(), &headers, &trusted).to_string()
    }

    #[test]
    fn a_trusted_proxy_is_believed_and_nobody_else() {
        assert_eq!(seen("192.0.2.7", &[]), "192.0.2.7");
        assert_eq!(seen("192.0.2.7", &["203.0.113.9"]), "192.0.2.7");
        assert_eq!(seen("10.0.0.1", &["203.0.113.9"]), "203.0.113.9");
        assert_eq!(seen("::ffff:10.0.0.1", &["203.0.113.9"]), "203.0.113.9");
    }

    #[test]
    fn what_a_client_wrote_before_its_proxy_did_is_not_believed() {
        let said = ["198.51.100.1, 203.0.113.9, 10.0.0.2"];
        assert_eq!(seen("10.0.0.1", &said), "203.0.113.9");
        let said = ["198.51.100.1", "203.0.113.9, 10.0.0.2"];
        assert_eq!(seen("10.0.0.1", &said), "203.0.113.9");
        assert_eq!(seen("10.0.0.1", &["nonsense"]), "10.0.0.1");
        assert_eq!(seen("10.0.0.1", &[]), "10.0.0.1");
    }
}
