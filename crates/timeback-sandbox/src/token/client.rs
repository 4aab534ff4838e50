//! Client authentication at the token endpoint.

use axum::http::{HeaderMap, header};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::super::{CLIENT_ID, CLIENT_SECRET};
use super::find;

/// Checks the client credentials in the `Authorization` header, or else in the form.
pub fn is_known(headers: &HeaderMap, form: &[(String, String)]) -> bool {
    let in_form = || {
        Some((
            find(form, "client_id")?.to_owned(),
            find(form, "client_secret")?.to_owned(),
        ))
    };
    let credentials = if headers.contains_key(header::AUTHORIZATION) {
        basic(headers)
    } else {
        in_form()
    };
    credentials.is_some_and(|(id, secret)| id == CLIENT_ID && secret == CLIENT_SECRET)
}

/// Parses the credentials of an `Authorization: Basic` header.
pub fn basic(headers: &HeaderMap) -> Option<(String, String)> {
    let (scheme, encoded) = headers
        .get(header::AUTHORIZATION)?
        .to_str()
        .ok()?
        .split_once(' ')?;
    let decoded = String::from_utf8(STANDARD.decode(encoded.trim()).ok()?).ok()?;
    let (id, secret) = decoded.split_once(':')?;
    scheme
        .eq_ignore_ascii_case("basic")
        .then(|| (id.to_owned(), secret.to_owned()))
}
