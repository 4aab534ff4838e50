//! Contract tests: every response to a [`Client`](crate::auth_api::client::Client) or a
//! [`Browser`](crate::browser::Browser) is checked against the `OpenAPI` document by [`check_response`].

pub mod schema;

use std::sync::OnceLock;

use axum::{
    Router,
    body::Body,
    http::{Method, Request},
};
use http_body_util::BodyExt as _;
use serde_json::Value;
use tower::ServiceExt as _;

use super::browser::Answer;

const ROOTS: [&str; 3] = ["/auth/v1/", "/api/timeback/", "/clerk/v1/"];

/// The `OpenAPI` document as served. It is the same for every world.
pub async fn document(router: &Router) -> &'static Value {
    static DOCUMENT: OnceLock<Value> = OnceLock::new();
    if let Some(document) = DOCUMENT.get() {
        return document;
    }
    let request = Request::get("/docs/openapi.json").header("host", "127.0.0.1:3000");
    let request = request.body(Body::empty()).unwrap();
    let answer = router.clone().oneshot(request).await.unwrap();
    let body = answer.into_body().collect().await.unwrap().to_bytes();
    DOCUMENT.get_or_init(|| serde_json::from_slice(&body).unwrap())
}

/// An operation of the document: method, path and definition.
pub fn operations(document: &Value) -> impl Iterator<Item = (Method, &str, &Value)> {
    let paths = document["paths"].as_object().unwrap();
    paths.iter().flat_map(|(path, item)| {
        let item = item.as_object().unwrap();
        item.iter().map(move |(method, operation)| {
            let method = method.to_uppercase().parse().unwrap();
            (method, path.as_str(), operation)
        })
    })
}

/// Whether the path is one of Clerk's APIs: their credentials are others than those of the other two.
pub fn is_clerk(path: &str) -> bool {
    path.starts_with("/clerk/")
}

/// Fails the test if a response does not match the document: status, error code or schema.
pub async fn check_response(router: &Router, method: &Method, uri: &str, answer: &Answer) {
    let (path, query) = uri.split_once('?').unwrap_or((uri, ""));
    let method = &meant(method, query);
    let is_ours = ROOTS.iter().any(|root| path.starts_with(root));
    if !is_ours || [Method::HEAD, Method::OPTIONS].contains(method) {
        return;
    }
    let path = match path.strip_suffix('/') {
        Some(path) if is_clerk(path) => path,
        _ => path,
    };
    let document = document(router).await;
    let mut fitting: Vec<_> = operations(document)
        .filter(|(_, template, _)| fits(template, path))
        .collect();
    // A path without parameters takes precedence.
    fitting.sort_by_key(|(_, template, _)| template.contains('{'));
    let template = fitting.first().map(|(_, template, _)| *template);
    let operation = fitting
        .iter()
        .find(|it| it.0 == *method && Some(it.1) == template);
    match (operation, template) {
        (Some((_, template, operation)), _) => {
            let wrong = judge(document, operation, answer);
            assert!(
                wrong.is_empty(),
                "{method} {template} is not what /docs says of it: {wrong:#?}\n{} {}",
                answer.status,
                answer.body
            );
        }
        // Other sites do not learn that there is no such method.
        (None, Some(_)) => assert!(
            [403, 405].contains(&answer.status),
            "{method} {path} is not documented"
        ),
        // Disabled features have error responses of their own.
        (None, None) => assert!(
            answer.status == 404 || answer.header("x-sb-error-code").is_some(),
            "{method} {path} is not documented"
        ),
    }
}

/// The method of the operation, which the query of a browser's request to Clerk's API may name.
fn meant(method: &Method, query: &str) -> Method {
    let mut pairs = query.split('&');
    let named = pairs.find_map(|pair| pair.strip_prefix("_method="));
    named.map_or_else(|| method.clone(), |name| name.parse().unwrap())
}

fn fits(template: &str, path: &str) -> bool {
    let (template, path): (Vec<_>, Vec<_>) =
        (template.split('/').collect(), path.split('/').collect());
    template.len() == path.len()
        && template
            .iter()
            .zip(path)
            .all(|(expected, part)| expected.starts_with('{') || *expected == part)
}

fn judge(document: &Value, operation: &Value, answer: &Answer) -> Vec<String> {
    let Some(response) = operation["responses"].get(answer.status.to_string()) else {
        return vec![format!("status {} is not documented", answer.status)];
    };
    let Some(content) = response["content"].as_object() else {
        let is_empty = answer.body.is_empty();
        return if is_empty {
            vec![]
        } else {
            vec!["a body is not documented".into()]
        };
    };
    let kind = answer.header("content-type").unwrap_or_default();
    let kind = match kind.split(';').next().unwrap() {
        "" if answer.body.is_empty() => "text/plain",
        kind => kind,
    };
    let Some(content) = content.get(kind) else {
        return vec![format!("{kind} is not documented")];
    };
    if kind != "application/json" {
        return vec![];
    }
    let body = answer.json();
    let mut wrong = schema::complaints(document, &content["schema"], &body);
    let code = answer
        .header("x-sb-error-code")
        .or(body["error"]["code"].as_str())
        .or(body["errors"][0]["code"].as_str());
    if let Some(code) = code.filter(|code| content["examples"].get(*code).is_none()) {
        wrong.push(format!("code {code} is not documented"));
    }
    wrong
}
