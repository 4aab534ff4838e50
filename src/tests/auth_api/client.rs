use std::net::SocketAddr;

use axum::{
    Router,
    body::Body,
    extract::ConnectInfo,
    http::{Method, Request, header},
};
use http_body_util::BodyExt as _;
use serde_json::{Value, json};
use tower::ServiceExt as _;

use crate::{browser::Answer, contract};

pub const MAYA: &str = "maya@example.com";
pub const PASSWORD: &str = "correct horse battery";
pub const VERSION: (&str, &str) = ("x-supabase-api-version", "2024-01-01");

/// A dashboard with `AUTH_AUTOCONFIRM`.
pub const BELIEVING: &[(&str, &str)] = &[("AUTH_AUTOCONFIRM", "true")];

/// An API client: without cookies, from another site.
#[derive(Clone)]
pub struct Client {
    router: Router,
    peer: Option<SocketAddr>,
}

impl Client {
    pub fn new(router: Router) -> Self {
        Self { router, peer: None }
    }

    /// A client of this dashboard.
    pub fn router(&self) -> Router {
        self.router.clone()
    }

    /// The same client at this network address.
    pub fn at(&self, address: &str) -> Self {
        Self {
            peer: Some(SocketAddr::new(address.parse().unwrap(), 50_000)),
            ..self.clone()
        }
    }

    /// Sends a request under `/auth/v1` unchanged.
    pub async fn send(
        &self,
        method: Method,
        path: &str,
        headers: &[(&str, &str)],
        body: impl Into<Body>,
    ) -> Answer {
        let uri = format!("/auth/v1{path}");
        let mut request = Request::builder()
            .method(method.clone())
            .uri(&uri)
            .header(header::HOST, "127.0.0.1:3000")
            .header(header::ORIGIN, "https://app.example")
            .header("sec-fetch-site", "cross-site");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let mut request = request.body(body.into()).unwrap();
        if let Some(peer) = self.peer {
            request.extensions_mut().insert(ConnectInfo(peer));
        }
        let (parts, body) = self
            .router
            .clone()
            .oneshot(request)
            .await
            .unwrap()
            .into_parts();
        let body = body.collect().await.unwrap().to_bytes();
        let answer = Answer {
            status: parts.status.as_u16(),
            headers: parts.headers,
            body: String::from_utf8(body.to_vec()).unwrap(),
        };
        contract::check_response(&self.router, &method, &uri, &answer).await;
        answer
    }

    pub async fn get(&self, path: &str, token: &str) -> Answer {
        let bearer = format!("Bearer {token}");
        let headers = [VERSION, ("authorization", bearer.as_str())];
        self.send(Method::GET, path, &headers, "").await
    }

    pub async fn post(&self, path: &str, body: Value) -> Answer {
        let body = body.to_string();
        self.send(Method::POST, path, &[VERSION], body).await
    }

    pub async fn put_user(&self, token: &str, body: Value) -> Answer {
        let bearer = format!("Bearer {token}");
        let headers = [VERSION, ("authorization", bearer.as_str())];
        self.send(Method::PUT, "/user", &headers, body.to_string())
            .await
    }

    pub async fn sign_out(&self, path: &str, token: &str) -> Answer {
        let bearer = format!("Bearer {token}");
        let headers = [VERSION, ("authorization", bearer.as_str())];
        self.send(Method::POST, path, &headers, "").await
    }

    /// The session of a new account of Maya's.
    pub async fn sign_up(&self) -> Value {
        let maya = json!({ "email": MAYA, "password": PASSWORD });
        let answer = self.post("/signup", maya).await;
        assert_eq!(answer.status, 200, "{}", answer.body);
        answer.json()
    }

    pub async fn sign_in(&self, password: &str) -> Answer {
        let maya = json!({ "email": MAYA, "password": password });
        self.post("/token?grant_type=password", maya).await
    }

    pub async fn refresh(&self, token: &Value) -> Answer {
        let body = json!({ "refresh_token": token });
        self.post("/token?grant_type=refresh_token", body).await
    }
}

/// Status and error code.
pub fn refusal(answer: &Answer) -> (u16, String) {
    let body = answer.json();
    let code = body["code"].as_str().unwrap_or_else(|| panic!("{body}"));
    assert_eq!(answer.header("x-sb-error-code"), Some(code));
    assert!(
        body["message"].is_string() && body.get("msg").is_none(),
        "{body}"
    );
    (answer.status, code.to_owned())
}

pub fn text(value: &Value) -> &str {
    value.as_str().unwrap()
}
