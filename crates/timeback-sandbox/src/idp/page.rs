//! The provider's two pages, as plain HTML without scripts.

use std::sync::LazyLock;

use axum::http::{StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use html_escape::encode_quoted_attribute as escape;
use sha2::{Digest, Sha256};

use super::authorization_request::Parameters;

const STYLE: &str = include_str!("page/page.css");

/// The pages' content security policy. It has no `form-action`, which browsers also apply to the redirects after the
/// form.
static CONTENT_SECURITY_POLICY: LazyLock<String> = LazyLock::new(|| {
    let style_hash = BASE64_STANDARD.encode(Sha256::digest(STYLE));
    format!(
        "default-src 'none'; style-src 'sha256-{style_hash}'; img-src data:; base-uri 'none'; frame-ancestors 'none'"
    )
});

/// State of the sign-in form.
#[derive(Clone, Copy)]
pub enum Attempt<'a> {
    /// Before the first attempt.
    First {
        /// The address from the login hint, or nothing.
        email: &'a str,
    },
    /// After a wrong e-mail address or password. Only the address is kept.
    Failed {
        /// The address as typed.
        email: &'a str,
    },
}

/// Renders the sign-in form, with `parameters` as hidden fields. `host` is the application's, shown to the user.
///
/// The status is 200 even after a wrong password, which is no error of the request.
pub fn sign_in_page(parameters: &Parameters, host: &str, attempt: Attempt<'_>) -> Response {
    let (email, alert, password_attributes) = match attempt {
        Attempt::First { email: "" } => ("", "", ""),
        Attempt::First { email } => (email, "", " autofocus"),
        Attempt::Failed { email } => (email, ALERT, r#" aria-describedby="alert" autofocus"#),
    };
    let html = format!(
        include_str!("page/sign_in.html"),
        style = STYLE,
        host = escape(host),
        alert = alert,
        hidden = hidden_fields(parameters),
        email = escape(email),
        password_attributes = password_attributes,
    );
    page(StatusCode::OK, html)
}

const ALERT: &str =
    r#"<p role="alert" id="alert">That email and password don't match. Please try again.</p>"#;

/// Renders a page for a request that cannot be answered with a redirect.
pub fn error_page(sentence: &str) -> Response {
    let html = format!(
        include_str!("page/refusal.html"),
        style = STYLE,
        sentence = escape(sentence)
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
            escape(value)
        )
    };
    parameters.sent().map(field).collect()
}
