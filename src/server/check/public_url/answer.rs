use std::net::SocketAddr;

use axum::{
    extract::{ConnectInfo, Query, Request, State, rejection::QueryRejection},
    http::StatusCode,
    response::{IntoResponse as _, Response},
};

use super::seen::{Question, Seen};
use crate::server::{AppState, client_address::FORWARDED_FOR};

/// `GET /_check`: what this dashboard sees of a request of `timeback-dashboard check`. Not found for anybody else.
pub async fn answer(
    State(state): State<AppState>,
    question: Result<Query<Question>, QueryRejection>,
    request: Request,
) -> Response {
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>();
    let (Ok(Query(question)), Some(peer)) = (question, peer) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    if !question.is_genuine(&state.identity) {
        return StatusCode::NOT_FOUND.into_response();
    }
    let (headers, peer) = (request.headers(), peer.0.ip().to_canonical());
    let seen = Seen {
        origin: state.origin.url("", headers),
        peer: peer.to_string(),
        is_forwarded: headers.contains_key(FORWARDED_FOR),
        is_trusted: state.trusted_proxies.contains(peer),
    };
    match question.answer(&state.identity, &seen) {
        Some(answer) => answer.into_response(),
        None => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}
