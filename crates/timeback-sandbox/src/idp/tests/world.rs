//! A provider with one student and a clock that tests can advance.

use std::collections::HashMap;
use std::convert::Infallible;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU8, Ordering};

use axum::Router;
use axum::body::Body;
use axum::extract::{Form, State};
use axum::http::{HeaderMap, Request, Response, header};
use axum::routing::post;
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use http_body_util::BodyExt;
use jiff::Timestamp;
use tower::ServiceExt;
use url::Url;

use crate::idp::{Account, Accounts, CodeExchange, Idp};

pub const ISSUER: &str = "http://127.0.0.1:4010";
pub const CALLBACK: &str = "http://127.0.0.1:3000/api/timeback/identity/callback";
pub const EMAIL: &str = "student@example.com";
pub const PASSWORD: &str = "sandbox";
pub const SUBJECT: &str = "5e0f7c3a-7f6d-4a49-9c1b-1f2f5a3f7a11";

pub struct World {
    router: Router,
    seconds: Arc<AtomicI64>,
}

impl World {
    pub fn new() -> Self {
        let seconds = Arc::new(AtomicI64::new(1_790_000_000));
        let clock = Arc::clone(&seconds);
        let idp = Idp::new(
            ISSUER,
            Arc::new(Student),
            Arc::new(move || Timestamp::from_second(clock.load(Ordering::SeqCst)).unwrap()),
            Arc::new(next_bytes()),
        );
        let router = idp.router().merge(token_route(idp));
        Self { router, seconds }
    }

    pub fn now(&self) -> Timestamp {
        Timestamp::from_second(self.seconds.load(Ordering::SeqCst)).unwrap()
    }

    pub fn wait_seconds(&self, seconds: i64) {
        self.seconds.fetch_add(seconds, Ordering::SeqCst);
    }

    pub async fn send(&self, request: Request<Body>) -> Response<Vec<u8>> {
        let (parts, body) = self
            .router
            .clone()
            .oneshot(request)
            .await
            .unwrap()
            .into_parts();
        Response::from_parts(parts, body.collect().await.unwrap().to_bytes().to_vec())
    }

    /// The HTTP client of the `openidconnect` crate.
    pub async fn carry(&self, request: Request<Vec<u8>>) -> Result<Response<Vec<u8>>, Infallible> {
        Ok(self.send(request.map(Body::from)).await)
    }

    pub async fn get(&self, address: &str) -> Response<Vec<u8>> {
        self.send(Request::get(address).body(Body::empty()).unwrap())
            .await
    }

    pub async fn authorize(&self, parameters: &[(&str, &str)]) -> Response<Vec<u8>> {
        let url =
            Url::parse_with_params(&format!("{ISSUER}/oauth2/authorize"), parameters).unwrap();
        self.get(url.as_str()).await
    }

    pub async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Response<Vec<u8>> {
        let body = url::form_urlencoded::Serializer::new(String::new())
            .extend_pairs(fields)
            .finish();
        let request =
            Request::post(path).header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.send(request.body(body.into()).unwrap()).await
    }

    /// Fills in the form on a page, including its hidden fields, as a browser would.
    pub async fn submit(
        &self,
        page: &Response<Vec<u8>>,
        email: &str,
        password: &str,
    ) -> Response<Vec<u8>> {
        let hidden = hidden_fields(&text(page));
        let mut fields: Vec<_> = hidden
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        fields.extend([("email", email), ("password", password)]);
        self.post("/oauth2/authorize", &fields).await
    }

    /// Signs the student in and returns the code.
    pub async fn code(&self, parameters: &[(&str, &str)]) -> String {
        let page = self.authorize(parameters).await;
        parameter(&self.submit(&page, EMAIL, PASSWORD).await, "code").expect("a code")
    }

    pub async fn exchange(&self, fields: &[(&str, &str)]) -> serde_json::Value {
        let response = self.post("/oauth2/token", fields).await;
        assert_eq!(response.headers()[header::CACHE_CONTROL], "no-store");
        let answer: serde_json::Value = serde_json::from_slice(response.body()).unwrap();
        assert_eq!(
            response.status(),
            if answer.get("error").is_some() {
                400
            } else {
                200
            }
        );
        answer
    }
}

pub fn text(response: &Response<Vec<u8>>) -> String {
    String::from_utf8(response.body().clone()).unwrap()
}

/// A query parameter of the redirect's target.
pub fn parameter(response: &Response<Vec<u8>>, name: &str) -> Option<String> {
    assert_eq!(response.status(), 303);
    let url = Url::parse(response.headers()[header::LOCATION].to_str().unwrap()).unwrap();
    assert!(url.as_str().starts_with(CALLBACK), "{url}");
    url.query_pairs()
        .find(|(key, _)| key == name)
        .map(|(_, value)| value.into_owned())
}

/// The only account.
struct Student;

impl Accounts for Student {
    fn authenticate(&self, email: &str, password: &str) -> Option<Account> {
        self.find(email).filter(|_| password == PASSWORD)
    }

    fn find(&self, email: &str) -> Option<Account> {
        (email == EMAIL).then(|| Account {
            subject: SUBJECT.into(),
            email: EMAIL.into(),
            given_name: "Sam".into(),
            family_name: "Student".into(),
        })
    }
}

fn next_bytes() -> impl Fn(&mut [u8]) + Send + Sync {
    let count = AtomicU8::new(0);
    move |bytes| bytes.fill(count.fetch_add(1, Ordering::SeqCst))
}

/// The token endpoint, which the sandbox provides elsewhere.
fn token_route(idp: Idp) -> Router {
    let exchange = |State(idp): State<Idp>,
                    headers: HeaderMap,
                    Form(form): Form<HashMap<String, String>>| async move {
        let basic = headers.get(header::AUTHORIZATION).map(|value| {
            let encoded = value.to_str().unwrap().strip_prefix("Basic ").unwrap();
            String::from_utf8(BASE64_STANDARD.decode(encoded).unwrap()).unwrap()
        });
        let form = CodeExchange::read(|name| form.get(name).map(String::as_str));
        idp.exchange_code(
            &form,
            basic.as_deref().and_then(|pair| pair.split_once(':')),
        )
        .await
    };
    Router::new()
        .route("/oauth2/token", post(exchange))
        .with_state(idp)
}

fn hidden_fields(html: &str) -> Vec<(String, String)> {
    let fields = html.split(r#"<input type="hidden" name=""#).skip(1);
    fields
        .map(|field| {
            let (name, rest) = field.split_once(r#"" value=""#).unwrap();
            (
                name.into(),
                html_escape::decode_html_entities(rest.split_once('"').unwrap().0).into_owned(),
            )
        })
        .collect()
}
