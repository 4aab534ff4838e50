//! Cross-origin requests to the auth API: public operations only, never in a visitor's name.

use axum::{
    body::Body,
    http::{Method, Request, header},
};
use serde_json::json;

use crate::{
    auth_api::client::{BELIEVING, Client, MAYA, PASSWORD, VERSION, text},
    browser::{Answer, Browser, ORIGIN},
    world::{ME, STUDENT, World},
};

/// Requests that would read or change the signed-in user's data.
const PRIVATE: [(Method, &str); 9] = [
    (Method::GET, "/user"),
    (Method::PUT, "/user"),
    (Method::DELETE, "/user"),
    (Method::GET, "/user/sessions"),
    (Method::GET, "/reauthenticate"),
    (Method::POST, "/factors"),
    (Method::POST, "/factors/backup_codes"),
    (Method::POST, "/logout"),
    (Method::GET, "/admin/users"),
];

const EVIL: &str = "https://evil.example";

/// Sends a request as a page of this origin does, with the visitor's cookies.
async fn send(browser: &Browser, method: &Method, path: &str, origin: &str, kind: &str) -> Answer {
    let site = if origin == ORIGIN {
        "same-origin"
    } else {
        "cross-site"
    };
    let request = Request::builder()
        .method(method.clone())
        .uri(format!("/auth/v1{path}"))
        .header(header::ORIGIN, origin)
        .header("sec-fetch-site", site)
        .header(header::CONTENT_TYPE, kind)
        .header(VERSION.0, VERSION.1);
    let request = request.body(Body::from(r#"{"data":{"by":"evil"}}"#));
    browser.send(request.unwrap()).await
}

#[tokio::test]
async fn a_browsers_session_is_worth_nothing_to_the_api() {
    let world = World::new().await;
    let student = world.student(STUDENT).await;
    let kinds = [
        "application/json",
        "text/plain",
        "application/x-www-form-urlencoded",
    ];
    for (method, path) in PRIVATE {
        for origin in [EVIL, ORIGIN, "null"] {
            for kind in kinds {
                let answer = send(&student, &method, path, origin, kind).await;
                assert_eq!(answer.status, 401, "{method} {path} {origin} {kind}");
                assert_eq!(answer.header("set-cookie"), None);
            }
        }
    }
    assert_eq!(student.get(ME).await.status, 200, "nobody was signed out");
    let touched = "SELECT COUNT(*) FROM users WHERE unsafe_metadata <> '{}'";
    assert_eq!(world.number(touched).await, 0);
}

#[tokio::test]
async fn no_cookie_is_given_or_asked_for_across_origins() {
    let world = World::with(BELIEVING).await;
    let client = world.client();
    let maya = json!({ "email": MAYA, "password": PASSWORD });
    let signed_up = client.post("/signup", maya.clone()).await;
    let session = signed_up.json();
    let answers = [
        preflight(&client).await,
        signed_up,
        client.post("/token?grant_type=password", maya).await,
        client.refresh(&session["refresh_token"]).await,
        client.get("/user", text(&session["access_token"])).await,
    ];
    for answer in answers {
        assert_eq!(answer.status, 200);
        assert_eq!(answer.header("access-control-allow-origin"), Some("*"));
        assert_eq!(answer.header("access-control-allow-credentials"), None);
        assert_eq!(answer.header("set-cookie"), None);
    }
}

async fn preflight(client: &Client) -> Answer {
    let asks = [("access-control-request-method", "POST")];
    client.send(Method::OPTIONS, "/token", &asks, "").await
}

#[tokio::test]
async fn the_rest_of_the_dashboard_answers_no_page_of_another_origin() {
    let world = World::new().await;
    let student = world.student(STUDENT).await;
    for path in [
        ME,
        "/profile",
        "/account",
        "/account/security",
        "/account/data",
        "/account/export",
    ] {
        let request = Request::get(path).header(header::ORIGIN, EVIL);
        let answer = student.send(request.body(Body::empty()).unwrap()).await;
        assert_eq!(answer.header("access-control-allow-origin"), None, "{path}");
    }
}
