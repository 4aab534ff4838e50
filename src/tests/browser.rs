//! A browser without scripts: keeps cookies, and sends `Origin` and `Sec-Fetch-Site`.

use std::{collections::BTreeMap, sync::Mutex, time::Duration};

use axum::{
    Router,
    body::Body,
    http::{HeaderMap, Request, Response, header, request::Builder},
};
use http_body_util::BodyExt as _;
use tokio::time::timeout;
use tower::ServiceExt as _;
use url::form_urlencoded;

use super::contract;

/// The dashboard's public URL.
pub const ORIGIN: &str = "http://127.0.0.1:3000";

pub const SESSION: &str = "timeback_session";

/// Timeout for any response.
const PATIENCE: Duration = Duration::from_secs(40);

pub struct Browser {
    router: Router,
    cookies: Mutex<BTreeMap<String, String>>,
}

impl Browser {
    pub fn new(router: Router) -> Self {
        Self {
            router,
            cookies: Mutex::default(),
        }
    }

    /// Follows a link of ours.
    pub async fn get(&self, path: &str) -> Answer {
        self.send(from_here(Request::get(path)).body(Body::empty()).unwrap())
            .await
    }

    /// Submits a form on `/profile`.
    pub async fn post_form(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        self.send(submit(Request::post(path), fields)).await
    }

    /// Calls a server function as an island does.
    pub async fn post_server_fn(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let mut request = submit(Request::post(path), fields);
        request
            .headers_mut()
            .insert(header::ACCEPT, "application/json".parse().unwrap());
        self.send(request).await
    }

    /// Sends a request with this browser's cookies.
    pub async fn send(&self, request: Request<Body>) -> Answer {
        let (method, uri) = (request.method().clone(), request.uri().to_string());
        let what = format!("{method} {uri}");
        let (parts, body) = self.open(request).await.into_parts();
        let body = timeout(PATIENCE, body.collect())
            .await
            .unwrap_or_else(|_| panic!("the answer to {what} does not end"));
        let body = body.unwrap().to_bytes();
        self.keep(&parts.headers);
        let answer = Answer {
            status: parts.status.as_u16(),
            headers: parts.headers,
            body: String::from_utf8(body.to_vec()).unwrap(),
        };
        contract::check_response(&self.router, &method, &uri, &answer).await;
        answer
    }

    /// Sends a request and returns when the body begins.
    pub async fn open(&self, mut request: Request<Body>) -> Response<Body> {
        let headers = request.headers_mut();
        headers
            .entry(header::HOST)
            .or_insert("127.0.0.1:3000".parse().unwrap());
        if let Some(line) = self.cookie_line() {
            headers.insert(header::COOKIE, line.parse().unwrap());
        }
        let what = format!("{} {}", request.method(), request.uri());
        timeout(PATIENCE, self.router.clone().oneshot(request))
            .await
            .unwrap_or_else(|_| panic!("{what} is not answered"))
            .unwrap()
    }

    pub fn cookie(&self, name: &str) -> Option<String> {
        self.cookies.lock().unwrap().get(name).cloned()
    }

    pub fn set_cookie(&self, name: &str, value: &str) {
        self.cookies
            .lock()
            .unwrap()
            .insert(name.to_owned(), value.to_owned());
    }

    /// Another browser with the same cookies.
    pub fn copy(&self) -> Self {
        self.copy_to(self.router.clone())
    }

    /// The same, answered by this router.
    pub fn copy_to(&self, router: Router) -> Self {
        Self {
            router,
            cookies: Mutex::new(self.cookies.lock().unwrap().clone()),
        }
    }

    fn cookie_line(&self) -> Option<String> {
        let cookies = self.cookies.lock().unwrap();
        let pairs: Vec<_> = cookies
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        (!pairs.is_empty()).then(|| pairs.join("; "))
    }

    fn keep(&self, headers: &HeaderMap) {
        let mut cookies = self.cookies.lock().unwrap();
        for line in headers.get_all(header::SET_COOKIE) {
            let line = line.to_str().unwrap();
            let (name, value) = line.split(';').next().unwrap().split_once('=').unwrap();
            if line.contains("Max-Age=0") {
                cookies.remove(name);
            } else {
                cookies.insert(name.to_owned(), value.to_owned());
            }
        }
    }
}

/// A request from a page of ours.
fn from_here(request: Builder) -> Builder {
    request
        .header(header::ACCEPT, "text/html,application/xhtml+xml")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header(header::ORIGIN, ORIGIN)
        .header(header::REFERER, format!("{ORIGIN}/profile"))
        .header("sec-fetch-site", "same-origin")
}

/// The request with these form fields as its body, and a `Content-Length`.
fn submit(request: Builder, fields: &[(&str, &str)]) -> Request<Body> {
    let form = form_urlencoded::Serializer::new(String::new())
        .extend_pairs(fields)
        .finish();
    from_here(request)
        .header(header::CONTENT_LENGTH, form.len())
        .body(form.into())
        .unwrap()
}

/// A complete response.
pub struct Answer {
    pub status: u16,
    pub headers: HeaderMap,
    pub body: String,
}

impl Answer {
    /// The redirect's target.
    pub fn location(&self) -> String {
        assert!(
            (300..400).contains(&self.status),
            "no redirect but {}: {}",
            self.status,
            self.body
        );
        self.header("location")
            .expect("a redirect says where to")
            .to_owned()
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(|value| value.to_str().unwrap())
    }

    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.body)
            .unwrap_or_else(|error| panic!("{error}: {} {}", self.status, self.body))
    }

    /// The visible text.
    pub fn text(&self) -> String {
        words(&self.body)
    }
}

/// The visible text of this HTML.
pub fn words(html: &str) -> String {
    let mut text = String::new();
    let mut rest = html;
    while let Some((before, tag)) = rest.split_once('<') {
        text.push_str(before);
        text.push(' ');
        let end = ["script", "style", "title"]
            .into_iter()
            .find(|name| tag.starts_with(name))
            .map_or(">".to_owned(), |name| format!("</{name}>"));
        rest = tag.split_once(&end).map_or("", |(_, rest)| rest);
    }
    text.push_str(rest);
    let text = html_escape::decode_html_entities(&text);
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
