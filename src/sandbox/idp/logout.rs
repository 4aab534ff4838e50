//! Cognito's way out. The provider keeps no session, so all there is to do is to send the browser home.

use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;

use super::Idp;
use super::client::parse_return_address;
use super::page::refusal_page;

/// The query of the request.
#[derive(Deserialize)]
pub struct Leaving {
    client_id: String,
    logout_uri: String,
}

/// `GET /logout`
pub async fn leave(
    State(idp): State<Idp>,
    query: Result<Query<Leaving>, QueryRejection>,
) -> Response {
    let Ok(Query(Leaving {
        client_id,
        logout_uri,
    })) = query
    else {
        return refusal_page("The request needs a client_id and a logout_uri.");
    };
    match parse_return_address(&logout_uri) {
        Some(address) if idp.client.is_called(&client_id) => (
            StatusCode::FOUND,
            [(header::LOCATION, String::from(address))],
        )
            .into_response(),
        _ => refusal_page(
            "The application is not registered (client_id), or the address is not on this machine (logout_uri).",
        ),
    }
}
