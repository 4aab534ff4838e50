//! Rejects NUL characters in requests, because PostgreSQL cannot store them: in the URL, in form fields and in JSON
//! strings. Headers cannot contain any.

use axum::{
    body::{Body, HttpBody as _},
    http::{HeaderMap, Request, Uri, header, uri::PathAndQuery},
    response::{IntoResponse as _, Response},
};
use futures_util::StreamExt as _;

use super::failure::Failure;

/// Rejects a request with a NUL in its URL. Its body may have one: it is a file.
///
/// # Errors
/// Returns a 400 response.
#[expect(
    clippy::result_large_err,
    reason = "tower-http's validation layer takes a whole response as the error"
)]
pub fn check_url<B>(request: &mut Request<B>) -> Result<(), Response> {
    if holds_nul(request.uri()) {
        return Err(Failure::BadText.into_response());
    }
    Ok(())
}

/// Rejects a request with a NUL in its URL. A NUL in the body ends the body with an error, which the handler reports
/// like any other unreadable body.
///
/// # Errors
/// Returns a 400 response.
#[expect(
    clippy::result_large_err,
    reason = "tower-http's validation layer takes a whole response as the error"
)]
pub fn check(request: &mut Request<Body>) -> Result<(), Response> {
    check_url(request)?;
    if !request.body().is_end_stream() {
        let search = Search::of(request.headers());
        let body = std::mem::take(request.body_mut());
        *request.body_mut() = watched(body, search);
    }
    Ok(())
}

fn holds_nul(uri: &Uri) -> bool {
    let text = uri.path_and_query().map_or("", PathAndQuery::as_str);
    text.contains("%00")
}

fn watched(body: Body, mut search: Search) -> Body {
    Body::from_stream(body.into_data_stream().map(move |chunk| {
        let bytes = chunk.map_err(axum::Error::into_inner)?;
        if search.finds_nul(&bytes) {
            return Err("the body contains a NUL character".into());
        }
        Ok::<_, axum::BoxError>(bytes)
    }))
}

/// Incremental search for NUL in a streamed body.
struct Search {
    /// Whether the body is a form, in which `%00` is a NUL.
    in_form: bool,
    /// Number of matched bytes of `%00`.
    form: usize,
    /// Number of matched bytes of `\u0000`.
    json: usize,
}

const FORM_NUL: &[u8] = b"%00";
const JSON_NUL: &[u8] = b"\\u0000";

impl Search {
    fn of(headers: &HeaderMap) -> Self {
        let kind = headers.get(header::CONTENT_TYPE);
        let is_form = kind
            .and_then(|kind| kind.to_str().ok())
            .is_some_and(|kind| kind.contains("urlencoded"));
        Self {
            in_form: is_form,
            form: 0,
            json: 0,
        }
    }

    fn finds_nul(&mut self, bytes: &[u8]) -> bool {
        bytes.iter().any(|byte| self.ends_nul(*byte))
    }

    /// Whether this byte completes a NUL in any encoding.
    fn ends_nul(&mut self, byte: u8) -> bool {
        self.form = match byte {
            b'%' => 1,
            _ if self.form > 0 && byte == FORM_NUL[self.form] => self.form + 1,
            _ => 0,
        };
        // A backslash escapes the next character: `\\` does not start an escape.
        self.json = match byte {
            b'\\' if self.json != 1 => 1,
            _ if self.json > 0 && byte == JSON_NUL[self.json] => self.json + 1,
            _ => 0,
        };
        let (form, json) = (self.form == FORM_NUL.len(), self.json == JSON_NUL.len());
        if form {
            self.form = 0;
        }
        if json {
            self.json = 0;
        }
        byte == 0 || (form && self.in_form) || json
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn search(is_form: bool) -> Search {
        Search {
            in_form: is_form,
            form: 0,
            json: 0,
        }
    }

    #[test]
    fn nul_is_found_however_it_is_written_and_wherever_the_pieces_end() {
        for (is_form, body) in [
            (true, "name=a%00b"),
            (true, "name=%%00"),
            (true, "name=%0%00"),
            (false, r#"{"name":"a\u0000b"}"#),
            (false, r#"{"name":"\\\u0000"}"#),
            (false, r#"{"name":"\n\u0000"}"#),
            (false, "{\"name\":\"\0\"}"),
        ] {
            for cut in 0..body.len() {
                let mut search = search(is_form);
                let (one, other) = body.as_bytes().split_at(cut);
                let found = search.finds_nul(one) || search.finds_nul(other);
                assert!(found, "{body} cut at {cut}");
            }
        }
    }

    #[test]
    fn what_only_looks_like_nul_is_text() {
        for (is_form, body) in [
            (true, "name=%2500"),
            (true, "name=%01%0"),
            (false, r#"{"name":"\\u0000"}"#),
            (false, r#"{"name":"\u0001\u000a%00"}"#),
            (false, r#"{"name":"\\\\u0000 u0000"}"#),
        ] {
            assert!(!search(is_form).finds_nul(body.as_bytes()), "{body}");
        }
    }
}
