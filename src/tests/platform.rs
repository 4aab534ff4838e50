//! The sandbox on a port, and its control API.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use timeback_sandbox::{self, Sandbox};
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;
use url::Url;

use super::clock::Clock;

pub const TOKEN: &str = "POST /oauth2/token";
pub const USERS: &str = "GET /ims/oneroster/rostering/v1p2/users";
pub const ENROLLMENTS: &str = "GET /edubridge/enrollments/user/{id}";
pub const ACTIVITY: &str = "GET /edubridge/analytics/activity";
pub const COURSE_XP: &str = "GET /edubridge/analytics/enrollment/{id}";

pub struct Platform {
    pub origin: Url,
    http: reqwest::Client,
    stop: CancellationToken,
}

impl Platform {
    /// Starts a sandbox on a free port.
    pub async fn start(clock: &Clock) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let origin: Url = format!("http://{}", listener.local_addr().unwrap())
            .parse()
            .unwrap();
        let env = clock.env();
        let sandbox = Sandbox::new(&origin, env.clock(), env.rng());
        let stop = CancellationToken::new();
        tokio::spawn(timeback_sandbox::serve(
            listener,
            sandbox,
            stop.clone().cancelled_owned(),
        ));
        Self {
            stop,
            ..Self::at(origin)
        }
    }

    /// A sandbox that is already running.
    pub fn at(origin: Url) -> Self {
        let http = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .build()
            .unwrap();
        Self {
            origin,
            http,
            stop: CancellationToken::new(),
        }
    }

    pub fn stop(&self) {
        self.stop.cancel();
    }

    /// Request counts by route since the last reset.
    pub async fn requests(&self) -> BTreeMap<String, u64> {
        let answer = self
            .http
            .get(self.url("/_sandbox/requests"))
            .send()
            .await
            .unwrap();
        serde_json::from_value(answer.json::<Value>().await.unwrap()["counts"].take()).unwrap()
    }

    /// Requests in flight by route.
    pub async fn under_way(&self) -> BTreeMap<String, u64> {
        let mut answer = self.get("/_sandbox/requests/under-way").await;
        serde_json::from_value(answer["counts"].take()).unwrap()
    }

    pub async fn reset_requests(&self) {
        self.http
            .delete(self.url("/_sandbox/requests"))
            .send()
            .await
            .unwrap();
    }

    /// Replaces the active faults.
    pub async fn faults(&self, faults: Value) {
        let answer = self
            .http
            .put(self.url("/_sandbox/faults"))
            .json(&faults)
            .send()
            .await
            .unwrap();
        assert_eq!(answer.status(), 204, "{}", answer.text().await.unwrap());
    }

    /// Generates this number of students.
    pub async fn generate_students(&self, count: u32) {
        let roster = self.http.put(self.url("/_sandbox/roster"));
        let answer = roster.json(&json!({ "students": count })).send().await;
        assert_eq!(answer.unwrap().status(), 204);
    }

    /// The addresses of all logins.
    pub async fn people(&self) -> Vec<String> {
        let answer = self
            .http
            .get(self.url("/_sandbox/people"))
            .send()
            .await
            .unwrap();
        let people: Value = answer.json().await.unwrap();
        people["people"]
            .as_array()
            .unwrap()
            .iter()
            .map(|person| person["email"].as_str().unwrap().to_owned())
            .collect()
    }

    /// The platform's response to the API client, undecoded.
    pub async fn read(&self, token: &str, path: &str, query: &[(&str, &str)]) -> Value {
        let answer = self
            .http
            .get(self.url(path))
            .query(query)
            .bearer_auth(token)
            .send()
            .await
            .unwrap();
        assert_eq!(answer.status(), 200, "{path}");
        answer.json().await.unwrap()
    }

    /// An access token of the API client.
    pub async fn token(&self) -> String {
        let form = [
            ("grant_type", "client_credentials"),
            ("client_id", "sandbox"),
            ("client_secret", "sandbox-secret"),
        ];
        let answer = self
            .http
            .post(self.url("/oauth2/token"))
            .form(&form)
            .send()
            .await
            .unwrap();
        answer.json::<Value>().await.unwrap()["access_token"]
            .as_str()
            .unwrap()
            .to_owned()
    }

    /// Signs in at the provider's form; returns path and query of the redirect to us.
    pub async fn submit_form(&self, authorize: &str, email: &str) -> String {
        let answer = self.fill_form(authorize, email).await;
        let back = Url::parse(answer.location.as_deref().unwrap()).unwrap();
        format!("{}?{}", back.path(), back.query().unwrap())
    }

    /// Signs in at the provider's form in a new browser.
    pub async fn fill_form(&self, authorize: &str, email: &str) -> Visit {
        let page = self.visit(authorize, "").await.text;
        let mut fields = hidden_fields(&page);
        fields.extend([
            ("email".to_owned(), email.to_owned()),
            ("password".to_owned(), "sandbox".to_owned()),
        ]);
        let form = self.http.post(self.url("/oauth2/authorize")).form(&fields);
        let answer = Visit::read(form).await;
        assert_eq!(answer.status, 303, "the provider refused the form: {page}");
        answer
    }

    /// Opens a URL of the provider with this cookie.
    pub async fn visit(&self, address: &str, cookie: &str) -> Visit {
        Visit::read(self.http.get(address).header("cookie", cookie)).await
    }

    /// The response of the control API.
    pub async fn get(&self, path: &str) -> Value {
        let answer = self.http.get(self.url(path)).send().await.unwrap();
        answer.json().await.unwrap()
    }

    fn url(&self, path: &str) -> Url {
        self.origin.join(path).unwrap()
    }
}

/// A response of the provider to a browser.
pub struct Visit {
    pub status: u16,
    /// The redirect's target.
    pub location: Option<String>,
    /// The cookie that is set.
    pub cookie: Option<String>,
    pub text: String,
}

impl Visit {
    async fn read(request: reqwest::RequestBuilder) -> Self {
        let answer = request.send().await.unwrap();
        let header = |name: &str| {
            let value = answer.headers().get(name)?.to_str().unwrap();
            Some(value.to_owned())
        };
        let cookie = header("set-cookie").map(|line| line.split(';').next().unwrap().to_owned());
        Self {
            status: answer.status().as_u16(),
            location: header("location"),
            cookie,
            text: answer.text().await.unwrap(),
        }
    }
}

fn hidden_fields(html: &str) -> Vec<(String, String)> {
    let fields = html.split(r#"<input type="hidden" name=""#).skip(1);
    let field = |field: &str| {
        let (name, rest) = field.split_once(r#"" value=""#).unwrap();
        (
            name.to_owned(),
            html_escape::decode_html_entities(rest.split_once('"').unwrap().0).into_owned(),
        )
    };
    fields.map(field).collect()
}

/// Expected request counts by route.
pub fn counts(expected: &[(&str, u64)]) -> BTreeMap<String, u64> {
    expected
        .iter()
        .map(|(route, count)| ((*route).to_owned(), *count))
        .collect()
}
