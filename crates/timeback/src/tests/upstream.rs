//! A configurable platform.

use std::{
    collections::{HashMap, HashSet, VecDeque},
    sync::{Arc, Mutex},
};

use axum::{
    Router,
    body::{Body, Bytes},
    extract::State,
    http::{HeaderMap, Method, StatusCode, Uri, header::AUTHORIZATION},
    response::{IntoResponse, Response},
};
use serde_json::Value;
use tokio::sync::Barrier;
use url::Url;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Route {
    Token,
    Users,
    Enrollments,
    Activity,
    /// All other routes of OneRoster.
    Roster,
    /// All other routes of EduBridge.
    EduBridge,
}

/// A received request.
#[derive(Debug, Clone)]
pub struct Hit {
    pub route: Route,
    pub method: Method,
    pub uri: String,
    pub authorization: String,
    pub body: String,
}

#[derive(Clone)]
pub struct Reply {
    status: StatusCode,
    headers: Vec<(&'static str, String)>,
    body: Arc<dyn Fn() -> Body + Send + Sync>,
    gate: Option<Arc<Barrier>>,
}

impl Reply {
    pub fn new(body: impl Fn() -> Body + Send + Sync + 'static) -> Self {
        Self {
            status: StatusCode::OK,
            headers: Vec::new(),
            body: Arc::new(body),
            gate: None,
        }
    }

    pub fn json(value: Value) -> Self {
        Self::text(200, value.to_string())
    }

    pub fn text(status: u16, text: impl Into<String>) -> Self {
        let text = text.into();
        Self {
            status: StatusCode::from_u16(status).unwrap(),
            ..Self::new(move || Body::from(text.clone()))
        }
    }

    pub fn header(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    /// Waits at the barrier until enough requests have arrived.
    pub fn behind(self, gate: &Arc<Barrier>) -> Self {
        Self {
            gate: Some(Arc::clone(gate)),
            ..self
        }
    }
}

#[derive(Clone, Default)]
pub struct Upstream(Arc<Responses>);

#[derive(Default)]
struct Responses {
    hits: Mutex<Vec<Hit>>,
    once: Mutex<HashMap<Route, VecDeque<Reply>>>,
    always: Mutex<HashMap<Route, Reply>>,
    revoked: Mutex<HashSet<String>>,
}

impl Upstream {
    /// Listens on a free port for as long as the test's runtime lives.
    pub async fn listen(&self) -> Url {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let origin = format!("http://{}", listener.local_addr().unwrap());
        let router = Router::new().fallback(answer).with_state(self.clone());
        tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        origin.parse().unwrap()
    }

    pub fn always(&self, route: Route, reply: Reply) {
        self.0.always.lock().unwrap().insert(route, reply);
    }

    /// Responds to the next request like this, before the default response.
    pub fn once(&self, route: Route, reply: Reply) {
        self.0
            .once
            .lock()
            .unwrap()
            .entry(route)
            .or_default()
            .push_back(reply);
    }

    /// Rejects the token from now on.
    pub fn revoke(&self, token: &str) {
        self.0
            .revoked
            .lock()
            .unwrap()
            .insert(format!("Bearer {token}"));
    }

    pub fn hits(&self, route: Route) -> Vec<Hit> {
        let hits = self.0.hits.lock().unwrap();
        hits.iter()
            .filter(|hit| hit.route == route)
            .cloned()
            .collect()
    }

    pub fn count(&self, route: Route) -> usize {
        self.hits(route).len()
    }

    /// The numbers of token, user, enrollment and activity requests so far.
    pub fn counts(&self) -> [usize; 4] {
        [
            Route::Token,
            Route::Users,
            Route::Enrollments,
            Route::Activity,
        ]
        .map(|route| self.count(route))
    }

    fn reply(&self, hit: Hit) -> Reply {
        let route = hit.route;
        let is_revoked = self.0.revoked.lock().unwrap().contains(&hit.authorization);
        self.0.hits.lock().unwrap().push(hit);
        if is_revoked {
            return Reply::text(401, r#"{"message":"Unauthorized"}"#);
        }
        let next = self
            .0
            .once
            .lock()
            .unwrap()
            .get_mut(&route)
            .and_then(VecDeque::pop_front);
        next.or_else(|| self.0.always.lock().unwrap().get(&route).cloned())
            .unwrap_or_else(|| self.token())
    }

    /// Issues `token-1`, `token-2`, and so on.
    fn token(&self) -> Reply {
        let number = self.count(Route::Token);
        let body = format!(
            r#"{{"access_token":"token-{number}","token_type":"Bearer","expires_in":3600}}"#
        );
        Reply::text(200, body)
    }
}

async fn answer(
    State(upstream): State<Upstream>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let route = match uri.path() {
        "/oauth2/token" => Route::Token,
        "/ims/oneroster/rostering/v1p2/users" => Route::Users,
        "/edubridge/analytics/activity" => Route::Activity,
        path if path.starts_with("/edubridge/enrollments/user/") => Route::Enrollments,
        path if path.starts_with("/ims/oneroster/") => Route::Roster,
        path if path.starts_with("/edubridge/") => Route::EduBridge,
        _ => return StatusCode::NOT_FOUND.into_response(),
    };
    let authorization = headers
        .get(AUTHORIZATION)
        .map_or("", |value| value.to_str().unwrap());
    let reply = upstream.reply(Hit {
        route,
        method,
        uri: uri.to_string(),
        authorization: authorization.to_owned(),
        body: String::from_utf8(body.to_vec()).unwrap(),
    });
    if let Some(gate) = &reply.gate {
        gate.wait().await;
    }
    let mut response = (reply.status, (reply.body)()).into_response();
    for (name, value) in &reply.headers {
        response.headers_mut().insert(*name, value.parse().unwrap());
    }
    response
}
