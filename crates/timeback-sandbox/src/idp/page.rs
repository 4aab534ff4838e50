//! The two pages a person may see here, as plain HTML: no scripts, no other requests.

use std::fmt;
use std::sync::LazyLock;

use axum::http::{StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use sha2::{Digest, Sha256};

use super::authorization_request::Parameters;

const STYLE: &str = include_str!("page/page.css");

/// No `form-action`: browsers apply it to the redirect that follows the form, which leads to the application
/// and from there wherever the application likes.
static CONTENT_SECURITY_POLICY: LazyLock<String> = LazyLock::new(|| {
    let style_hash = BASE64_STANDARD.encode(Sha256::digest(STYLE));
    format!(
        "default-src 'none'; style-src 'sha256-{style_hash}'; img-src data:; base-uri 'none'; frame-ancestors 'none'"
    )
});

/// Whether the form is shown anew.
#[derive(Clone, Copy)]
pub enum Attempt<'a> {
    /// Nobody has tried yet.
    First,
    /// Address and password did not fit; the address is kept, the password is not.
    Failed {
        /// As it was typed.
        email: &'a str,
    },
}

/// The sign-in form; `parameters` travel along in hidden fields, `host` is where the person is going.
///
/// A wrong password is an outcome of the form and not of the request, so the status is 200 either way.
pub fn sign_in_page(parameters: &Parameters, host: &str, attempt: Attempt<'_>) -> Response {
    let (email, alert, after_failure) = match attempt {
        Attempt::First => ("", "", ""),
        Attempt::Failed { email } => (email, ALERT, r#" aria-describedby="alert" autofocus"#),
    };
    let html = format!(
        include_str!("page/sign_in.html"),
        style = STYLE,
        host = Escaped(host),
        alert = alert,
        hidden = hidden_fields(parameters),
        email = Escaped(email),
        after_failure = after_failure,
    );
    page(StatusCode::OK, html)
}

const ALERT: &str = r#"<p role="alert" id="alert">That email and password do not fit together. Please try again.</p>"#;

/// Tells the person that the request that brought them here cannot be answered.
pub fn refusal_page(sentence: &str) -> Response {
    let html = format!(
        include_str!("page/refusal.html"),
        style = STYLE,
        sentence = Escaped(sentence)
    );
    page(StatusCode::BAD_REQUEST, html)
}

fn page(status: StatusCode, html: String) -> Response {
    let headers = [
        (
            header::CONTENT_SECURITY_POLICY,
            CONTENT_SECURITY_POLICY.as_str(),
        ),
        (header::CACHE_CONTROL, "no-store"),
        (header::REFERRER_POLICY, "same-origin"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ];
    (status, headers, Html(html)).into_response()
}

fn hidden_fields(parameters: &Parameters) -> String {
    let field = |(name, value)| {
        format!(
            r#"<input type="hidden" name="{name}" value="{}">"#,
            Escaped(value)
        )
    };
    parameters.sent().map(field).collect()
}

/// Text that is only text, in an element or in a quoted attribute.
struct Escaped<'a>(&'a str);

impl fmt::Display for Escaped<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.chars().try_for_each(|character| match character {
            '&' => out.write_str("&amp;"),
            '<' => out.write_str("&lt;"),
            '>' => out.write_str("&gt;"),
            '"' => out.write_str("&quot;"),
            '\'' => out.write_str("&#39;"),
            other => fmt::Write::write_char(out, other),
        })
    }
}
