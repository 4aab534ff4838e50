//! Extracts the client of a request.

use std::{
    future::{Future, ready},
    net::SocketAddr,
};

use axum::{
    extract::{ConnectInfo, FromRequestParts},
    http::{Extensions, HeaderMap, header, request::Parts},
};

use super::{AppState, language};
use identity::ClientInfo;

/// Extracts the [`ClientInfo`] of a request.
pub struct Client(pub ClientInfo);

impl FromRequestParts<AppState> for Client {
    type Rejection = std::convert::Infallible;

    fn from_request_parts(
        parts: &mut Parts,
        state: &AppState,
    ) -> impl Future<Output = Result<Self, Self::Rejection>> + Send {
        ready(Ok(Self(client_info(
            &parts.extensions,
            &parts.headers,
            state,
        ))))
    }
}

/// The client of the request with these extensions and headers.
pub fn client_info(extensions: &Extensions, headers: &HeaderMap, state: &AppState) -> ClientInfo {
    let peer = extensions.get::<ConnectInfo<SocketAddr>>();
    let text = |name: &str| {
        let value = headers.get(name)?.to_str().ok()?;
        Some(value.to_owned())
    };
    let language = extensions.get().copied();
    ClientInfo {
        address: peer.map(|peer| state.trusted_proxies.client(peer.0.ip(), headers)),
        user_agent: text(header::USER_AGENT.as_str()),
        request_id: text("x-request-id"),
        language: language.unwrap_or_else(|| language::of(headers, state.origin.is_secure())),
    }
}
