//! Security headers of every response, and limits on every request.

use axum::{body::Body, http::Request};

use super::{
    browser::{Answer, SESSION},
    world::{ME, SIGN_IN, SIGN_OUT, STUDENT, World},
};

/// Headers of every response and the beginnings of their values.
const SECURITY_HEADERS: [(&str, &str); 7] = [
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "same-origin"),
    ("x-frame-options", "DENY"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("permissions-policy", "camera=()"),
    ("content-security-policy", "default-src 'none'; "),
];

pub fn has_security_headers(answer: &Answer, what: &str) {
    for (name, value) in SECURITY_HEADERS {
        let header = answer.header(name).unwrap_or_default();
        assert!(header.starts_with(value), "{what}: {name}: {header}");
    }
    assert!(
        answer
            .header("content-security-policy")
            .unwrap()
            .contains("frame-ancestors 'none'"),
        "{what}"
    );
    assert!(answer.header("x-request-id").is_some(), "{what}");
    assert!(answer.header("cache-control").is_some(), "{what}");
}

#[tokio::test]
async fn every_kind_of_response_has_security_headers() {
    let world = World::new().await;
    let student = world.student(STUDENT).await;
    let paths = [
        "/profile",
        "/",
        "/pkg/timeback-dashboard.css",
        "/favicon.svg",
        ME,
        SIGN_IN,
        "/nowhere",
        "/pkg/nowhere.js",
        "/healthz",
        "/readyz",
    ];
    for path in paths {
        has_security_headers(&student.get(path).await, path);
    }
    let forbidden = student
        .send(
            Request::post(SIGN_OUT)
                .header("origin", "null")
                .body(Body::empty())
                .unwrap(),
        )
        .await;
    assert_eq!(forbidden.status, 403);
    has_security_headers(&forbidden, "a refusal");
}

/// The nonce of the content security policy.
fn nonce(page: &Answer) -> String {
    let policy = page.header("content-security-policy").unwrap();
    policy
        .split_once("'nonce-")
        .unwrap()
        .1
        .split_once('\'')
        .unwrap()
        .0
        .to_owned()
}

#[tokio::test]
async fn scripts_carry_the_nonce_of_their_page_and_no_other_script_runs() {
    let world = World::new().await;
    let student = world.student(STUDENT).await;
    let (first, second) = (student.get("/profile").await, student.get("/profile").await);
    assert_ne!(nonce(&first), nonce(&second));
    let nonce = nonce(&first);
    let scripts: Vec<_> = first
        .body
        .split("<script")
        .skip(1)
        .map(|script| script.split('>').next().unwrap())
        .collect();
    assert_ne!(scripts, Vec::<&str>::new());
    for script in scripts {
        assert!(script.contains(&format!("nonce=\"{nonce}\"")), "{script}");
    }
    assert!(
        !first
            .header("content-security-policy")
            .unwrap()
            .contains("unsafe-inline")
    );
    assert!(!first.body.contains(" style=\""), "no inline style");
}

#[tokio::test]
async fn assets_are_cached_forever_and_404s_are_not() {
    let world = World::new().await;
    let browser = world.anonymous();
    assert_eq!(
        browser
            .get("/pkg/timeback-dashboard.css")
            .await
            .header("cache-control"),
        Some("public, max-age=31536000, immutable")
    );
    let missing = browser.get("/pkg/timeback-dashboard.old.css").await;
    assert_eq!(
        (missing.status, missing.header("cache-control")),
        (404, Some("private, no-store"))
    );
    for path in [
        "/pkg/../../data/dashboard.db",
        "/pkg/%2e%2e/%2e%2e/data/dashboard.db",
        "/pkg/..%2f..%2fdata/dashboard.db",
    ] {
        assert_ne!(browser.get(path).await.status, 200, "{path}");
    }
}

#[tokio::test]
async fn an_oversized_body_is_rejected() {
    let world = World::new().await;
    let student = world.student(STUDENT).await;
    let large = "x".repeat(70_000);
    let answer = student
        .post_form("/api/get_profile", &[("fresh", &large)])
        .await;
    assert_eq!(answer.status, 413);
}

#[tokio::test]
async fn a_request_id_is_returned_or_generated() {
    let world = World::new().await;
    let browser = world.anonymous();
    let named = Request::get("/healthz")
        .header("x-request-id", "from-the-proxy-1")
        .body(Body::empty())
        .unwrap();
    assert_eq!(
        browser.send(named).await.header("x-request-id"),
        Some("from-the-proxy-1")
    );
    let (one, other) = (browser.get("/").await, browser.get("/").await);
    assert_eq!(one.header("x-request-id").unwrap().len(), 36);
    assert_ne!(one.header("x-request-id"), other.header("x-request-id"));
}

#[tokio::test]
async fn a_panic_fails_one_request() {
    let world = World::new().await;
    let student = world.student(STUDENT).await;
    world.clock.break_once();
    let failed = student.get("/profile").await;
    assert_eq!(failed.status, 500);
    assert!(
        failed.body.contains("Something went wrong on our side.") && !failed.body.contains("clock"),
        "{}",
        failed.body
    );
    has_security_headers(&failed, "a panic");
    assert_eq!(student.get("/profile").await.status, 200);
}

#[tokio::test]
async fn over_https_cookies_have_the_host_prefix_and_hsts_is_sent() {
    let world = World::with(&[("PUBLIC_URL", "https://dashboard.school.example")]).await;
    let answer = world.anonymous().get(SIGN_IN).await;
    let cookie = answer.header("set-cookie").unwrap();
    assert!(
        cookie.starts_with("__Host-timeback_sign_in=") && cookie.contains("; Secure;"),
        "{cookie}"
    );
    assert!(
        answer
            .location()
            .contains("redirect_uri=https%3A%2F%2Fdashboard.school.example%2Fapi"),
        "{}",
        answer.location()
    );
    assert_eq!(
        answer.header("strict-transport-security"),
        Some("max-age=31536000")
    );
    let plain = world.anonymous();
    plain.set_cookie(SESSION, &"A".repeat(43));
    assert_eq!(plain.get(ME).await.status, 401);
}
