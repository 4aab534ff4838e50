//! The mails that nobody sends: where the people are invented, this page shows what would have been in their boxes.

use axum::{
    extract::State,
    http::{HeaderMap, StatusCode, header},
    response::{Html, IntoResponse as _, Response},
};
use serde_json::json;

use super::AppState;
use crate::identity::Mail;

/// Where it is.
pub const PATH: &str = "/_mailbox";

/// `GET /_mailbox`: the last hundred mails, newest first, as a page or as JSON. Not there on a real platform: whoever
/// reads a mail has the account it is about.
pub async fn read(State(state): State<AppState>, headers: HeaderMap) -> Response {
    if !state.is_sandbox {
        return StatusCode::NOT_FOUND.into_response();
    }
    let mails = match state.identity.waiting_mails().await {
        Ok(mails) => mails,
        Err(error) => {
            tracing::error!(
                error = &error as &dyn std::error::Error,
                "the mails could not be read"
            );
            return StatusCode::INTERNAL_SERVER_ERROR.into_response();
        }
    };
    let wants_json = headers
        .get(header::ACCEPT)
        .and_then(|accept| accept.to_str().ok())
        .is_some_and(|accept| accept.contains("application/json"));
    if wants_json {
        return axum::Json(mails.iter().map(entry).collect::<Vec<_>>()).into_response();
    }
    Html(page(&mails)).into_response()
}

fn entry(mail: &Mail) -> serde_json::Value {
    json!({
        "to": mail.recipient,
        "subject": mail.subject,
        "text": mail.text,
        "html": mail.html,
        "created_at": mail.created_at,
    })
}

fn page(mails: &[Mail]) -> String {
    let mut page = "<!DOCTYPE html><html lang=\"en\"><meta charset=\"utf-8\"><title>Mailbox</title><main><h1>Mailbox</h1>".to_owned();
    if mails.is_empty() {
        page.push_str("<p>No mail yet.</p>");
    }
    for mail in mails {
        page.push_str(&article(mail));
    }
    page.push_str("</main></html>");
    page
}

fn article(mail: &Mail) -> String {
    format!(
        "<article><h2>{}</h2><p>To {}, {}</p><pre>{}</pre></article>",
        escape(&mail.subject),
        escape(&mail.recipient),
        mail.created_at,
        escape(&mail.text)
    )
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}
