//! The sandbox's mailbox: e-mails and text messages to its fictional users, which are never sent.

use axum::{
    extract::State,
    http::{HeaderMap, StatusCode, header},
    response::{Html, IntoResponse as _, Response},
};
use display_error_chain::DisplayErrorChain;
use html_escape::encode_quoted_attribute as escape;
use serde_json::json;

use super::{AppState, failure::Failure};
use identity::{Channel, Mail};

/// The path of the mailbox page.
pub const PATH: &str = "/_mailbox";

/// The page's content security policy: it has no scripts.
const POLICY: &str = "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; frame-ancestors 'none'; base-uri 'none'";

/// `GET /_mailbox`: the last hundred mails and text messages, newest first, as a page or as JSON.
// Only in the sandbox: anyone who can read an account's e-mail can take over the account.
pub async fn read(State(state): State<AppState>, headers: HeaderMap) -> Response {
    if !state.is_sandbox {
        return StatusCode::NOT_FOUND.into_response();
    }
    let mails = match state.identity.waiting_mails().await {
        Ok(mails) => mails,
        Err(error) => {
            tracing::error!(
                error = %DisplayErrorChain::new(&error),
                "could not read the mailbox"
            );
            return Failure::from(&error).into_response();
        }
    };
    let wants_json = headers
        .get(header::ACCEPT)
        .and_then(|accept| accept.to_str().ok())
        .is_some_and(|accept| accept.contains("application/json"));
    if wants_json {
        return axum::Json(mails.iter().map(entry).collect::<Vec<_>>()).into_response();
    }
    (
        [(header::CONTENT_SECURITY_POLICY, POLICY)],
        Html(page(&mails, &state.assets.css)),
    )
        .into_response()
}

fn entry(mail: &Mail) -> serde_json::Value {
    json!({
        "channel": mail.channel.as_str(),
        "to": mail.recipient,
        "subject": mail.subject,
        "text": mail.text,
        "html": mail.html,
        "created_at": mail.created_at,
    })
}

fn page(mails: &[Mail], css: &str) -> String {
    let mut page = format!(
        "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Mailbox</title>\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
         <meta name=\"color-scheme\" content=\"light dark\"><link rel=\"stylesheet\" href=\"{css}\">\
         <link rel=\"icon\" href=\"/favicon.svg\" type=\"image/svg+xml\"></head>\
         <body><main class=\"account\"><h1>Mailbox</h1>"
    );
    if mails.is_empty() {
        page.push_str("<p>No mail yet.</p>");
    }
    for mail in mails {
        page.push_str(&article(mail));
    }
    page.push_str(
        "<p class=\"ways\"><a href=\"/\">Go to the start page</a></p></main></body></html>",
    );
    page
}

fn article(mail: &Mail) -> String {
    let title = match mail.channel {
        Channel::Email => mail.subject.as_str(),
        Channel::Sms => "Text message",
    };
    format!(
        "<div class=\"card\"><article><h2 dir=\"auto\">{}</h2><p class=\"soft\">To {}, {}</p><pre dir=\"auto\">{}</pre></article></div>",
        escape(title),
        escape(&mail.recipient),
        mail.created_at,
        mail.text.lines().map(line).collect::<String>()
    )
}

/// A line of a mail as HTML, as a link when it is a URL.
fn line(line: &str) -> String {
    let text = escape(line);
    match text.trim() {
        address if address.starts_with("http") => format!("<a href=\"{address}\">{address}</a>\n"),
        _ => format!("{text}\n"),
    }
}
