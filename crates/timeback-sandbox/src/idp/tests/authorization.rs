//! The authorization endpoint and its form.

use axum::http::header;

use super::world::{CALLBACK, EMAIL, ISSUER, PASSWORD, World, parameter, text};

/// An authorization request without PKCE and nonce, as the official SDK sends it.
pub const REQUEST: [(&str, &str); 5] = [
    ("client_id", "timeback-dashboard"),
    ("redirect_uri", CALLBACK),
    ("response_type", "code"),
    ("scope", "openid email profile"),
    ("state", "e30"),
];

fn request_with(name: &'static str, value: &'static str) -> Vec<(&'static str, &'static str)> {
    let others = REQUEST.into_iter().filter(|(key, _)| *key != name);
    others.chain([(name, value)]).collect()
}

#[tokio::test]
async fn a_wrong_password_keeps_the_address_and_forgets_the_password() {
    let world = World::new();
    let form = world.authorize(&REQUEST).await;
    assert!(!text(&form).contains("<p role=\"alert\""));
    let again = world.submit(&form, EMAIL, "hunter2").await;
    assert_eq!(again.status(), 200);
    assert!(text(&again).contains("<p role=\"alert\""));
    assert!(text(&again).contains("value=\"student@example.com\""));
    assert!(!text(&again).contains("hunter2"));
    let redirect = world
        .submit(&again, " student@example.com ", PASSWORD)
        .await;
    assert_eq!(parameter(&redirect, "state").as_deref(), Some("e30"));
}

#[tokio::test]
async fn parameters_and_address_are_escaped() {
    let world = World::new();
    let script = r#""><script>alert('&amp;')</script>"#;
    let page = world
        .authorize(&request_with(
            "state",
            r#""><script>alert('&amp;')</script>"#,
        ))
        .await;
    assert!(!text(&page).contains("<script"));
    let again = world.submit(&page, script, "wrong").await;
    assert!(!text(&again).contains("<script"));
    let redirect = world.submit(&again, EMAIL, PASSWORD).await;
    assert_eq!(parameter(&redirect, "state").as_deref(), Some(script));
}

#[tokio::test]
async fn the_form_allows_no_scripts_and_frames_and_is_not_cached() {
    let page = World::new().authorize(&REQUEST).await;
    let policy = page.headers()[header::CONTENT_SECURITY_POLICY]
        .to_str()
        .unwrap();
    assert!(policy.starts_with("default-src 'none'; style-src 'sha256-"));
    assert!(policy.contains("frame-ancestors 'none'"));
    assert_eq!(page.headers()[header::CACHE_CONTROL], "no-store");
}

#[tokio::test]
async fn an_unknown_client_or_redirect_uri_gets_an_error_page() {
    let world = World::new();
    for request in [
        request_with("redirect_uri", "https://evil.example/callback"),
        request_with("redirect_uri", ""),
        request_with("client_id", "somebody-else"),
        [REQUEST.as_slice(), &[("state", "twice")]].concat(),
    ] {
        let posted = world
            .post(
                "/oauth2/authorize",
                &[&request[..], &[("email", EMAIL), ("password", PASSWORD)]].concat(),
            )
            .await;
        for response in [world.authorize(&request).await, posted] {
            assert_eq!(response.status(), 400, "{request:?}");
            assert_eq!(response.headers().get(header::LOCATION), None);
        }
    }
}

#[tokio::test]
async fn other_errors_are_returned_to_the_client() {
    let world = World::new();
    let challenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
    let with_challenge =
        |method| [REQUEST.as_slice(), &[("code_challenge", challenge)], method].concat();
    for (request, error) in [
        (
            request_with("response_type", "token"),
            "unsupported_response_type",
        ),
        (request_with("response_type", ""), "invalid_request"),
        (request_with("scope", "email openidx"), "invalid_scope"),
        (
            request_with("code_challenge", "too-short"),
            "invalid_request",
        ),
        (
            request_with("code_challenge_method", "S256"),
            "invalid_request",
        ),
        (with_challenge(&[]), "invalid_request"),
        (
            with_challenge(&[("code_challenge_method", "plain")]),
            "invalid_request",
        ),
    ] {
        let response = world.authorize(&request).await;
        assert_eq!(
            parameter(&response, "error").as_deref(),
            Some(error),
            "{request:?}"
        );
        assert_eq!(parameter(&response, "state").as_deref(), Some("e30"));
        assert_eq!(parameter(&response, "iss").as_deref(), Some(ISSUER));
        assert_eq!(parameter(&response, "code"), None);
    }
}
