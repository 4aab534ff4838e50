//! The sandbox's home page: its people and its services.

use std::borrow::Cow;

use axum::Router;
use axum::response::Html;
use axum::routing::get;
use html_escape::encode_quoted_attribute as escape;

use super::school::logins::{LOGINS, PASSWORD};
use super::{CLIENT_ID, CLIENT_SECRET, Sandbox};

const SERVICES: [(&str, &str); 13] = [
    ("POST /oauth2/token", "access tokens, by client_credentials"),
    (
        "GET /.well-known/openid-configuration",
        "sign-in with OpenID Connect",
    ),
    (
        "GET /ims/oneroster/rostering/v1p2/…",
        "users, orgs, courses, classes, enrollments, academic sessions",
    ),
    (
        "GET, PUT, DELETE /ims/oneroster/gradebook/v1p2/…",
        "assessment line items and results",
    ),
    (
        "/edubridge/…",
        "enrollments, analytics, goals, subject tracks, reports",
    ),
    (
        "POST /caliper/event",
        "events that change the XP served afterwards",
    ),
    ("GET /caliper/events", "what was accepted, as it was sent"),
    ("GET /_sandbox/people", "this cast as JSON"),
    (
        "GET, DELETE /_sandbox/requests",
        "how often each route was asked",
    ),
    ("PUT /_sandbox/faults", "faults on demand"),
    (
        "PUT /_sandbox/roster",
        "{\"students\": 10000} adds as many to the roster",
    ),
    (
        "GET /_sandbox/caliper",
        "events, duplicates and envelopes; with ?actor= the ids in order",
    ),
    (
        "DELETE /_sandbox/changes",
        "undoes all that was reported or changed",
    ),
];

/// The home page.
pub fn router() -> Router<Sandbox> {
    Router::new().route("/", get(home))
}

async fn home() -> Html<String> {
    let people = rows(LOGINS.iter().map(|login| {
        let name = format!("{} {}", login.given_name, login.family_name);
        [
            escape(login.email),
            escape(&name).into_owned().into(),
            escape(login.about),
        ]
    }));
    let services = rows(
        SERVICES
            .iter()
            .map(|(route, about)| [escape(route), escape(about)]),
    );
    Html(format!(
        r#"<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Timeback sandbox</title>
<style>
body {{ font: 1rem/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color-scheme: light dark }}
table {{ border-collapse: collapse; width: 100% }}
td {{ border-top: 1px solid; padding: .4rem .8rem .4rem 0; vertical-align: top }}
</style>
<h1>Timeback sandbox</h1>
<p>A Timeback platform in memory, to develop and test against. API client <code>{CLIENT_ID}</code>, secret <code>{CLIENT_SECRET}</code>.</p>
<h2>People</h2>
<p>Everyone's password is <code>{PASSWORD}</code>.</p>
<table>{people}</table>
<h2>Services</h2>
<table>{services}</table>
</html>
"#
    ))
}

fn rows<'a, const N: usize>(rows: impl Iterator<Item = [Cow<'a, str>; N]>) -> String {
    let row = |cells: [Cow<'a, str>; N]| format!("<tr><td>{}</td></tr>", cells.join("</td><td>"));
    rows.map(row).collect::<Vec<_>>().join("\n")
}
