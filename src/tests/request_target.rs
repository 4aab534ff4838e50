//! Request targets, hosts and paths that belong to the dashboard.

use axum::{body::Body, http::Request};
use tower::ServiceExt as _;

use super::{
    security_headers::has_security_headers,
    world::{STUDENT, World},
};

#[tokio::test]
async fn a_request_for_another_server_is_rejected() {
    let world = World::new().await;
    let student = world.student(STUDENT).await;
    for (method, target, status) in [
        ("CONNECT", "example.com:443", 405),
        ("CONNECT", "/profile", 405),
        ("GET", "example.com:443", 400),
        ("OPTIONS", "*", 400),
        ("GET", "http://example.com/profile", 421),
        ("GET", "http://127.0.0.1:3000/profile", 200),
        ("GET", "http://127.0.0.1:3000", 200),
    ] {
        let request = Request::builder().method(method).uri(target);
        let answer = student.send(request.body(Body::empty()).unwrap()).await;
        assert_eq!(answer.status, status, "{method} {target}: {}", answer.body);
        has_security_headers(&answer, target);
    }
}

#[tokio::test]
async fn a_request_needs_exactly_one_host() {
    let world = World::new().await;
    for hosts in [
        &[][..],
        &["a.example", "b.example"],
        &["a.example", "a.example"],
        &["a b"],
        &[""],
    ] {
        for path in ["/", "/healthz", "/auth/v1/health", "/nowhere"] {
            let request = Request::get(path);
            let name =
                |request: axum::http::request::Builder, host: &&str| request.header("host", *host);
            let request = hosts.iter().fold(request, name);
            let answer = world
                .router()
                .oneshot(request.body(Body::empty()).unwrap())
                .await
                .unwrap();
            assert_eq!(answer.status(), 400, "{path} {hosts:?}");
            assert!(
                answer.headers().contains_key("content-security-policy"),
                "{path}"
            );
        }
    }
}

#[tokio::test]
async fn a_trailing_slash_is_redirected() {
    let world = World::new().await;
    let student = world.student(STUDENT).await;
    for (path, to) in [
        ("/profile/", "/profile"),
        ("/account/confirm/?to=name", "/account/confirm?to=name"),
    ] {
        let answer = student.get(path).await;
        assert_eq!((answer.status, answer.location().as_str()), (308, to));
    }
    for path in [
        "//profile",
        "/profile//",
        "//profile/",
        "/%70rofile",
        "/profile/.",
        "/x/../profile",
        "//evil.example/",
        "/PROFILE",
        "/404",
        "/healthz/",
    ] {
        let answer = student.get(path).await;
        assert_eq!(answer.status, 404, "{path}");
        assert!(answer.text().contains("Page not found"), "{path}");
    }
    let posted = student.post_form("/profile/", &[]).await;
    assert_eq!(posted.status, 404, "what is posted is sent nowhere else");
}
