//! The code exchange: single use, expiry and client authentication.

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use serde_json::Value;

use super::authorization::REQUEST;
use super::world::{CALLBACK, World};
use crate::idp::{CLIENT_ID, CLIENT_SECRET};

/// Verifier and challenge of RFC 7636, appendix B.
const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

/// A valid token request.
pub fn fields(code: &str) -> Vec<(&str, &str)> {
    vec![
        ("grant_type", "authorization_code"),
        ("code", code),
        ("redirect_uri", CALLBACK),
        ("client_id", CLIENT_ID),
        ("client_secret", CLIENT_SECRET),
    ]
}

fn fields_with<'a>(
    code: &'a str,
    name: &'a str,
    value: Option<&'a str>,
) -> Vec<(&'a str, &'a str)> {
    let mut fields = fields(code);
    fields.retain(|(key, _)| *key != name);
    fields.extend(value.map(|value| (name, value)));
    fields
}

fn claims(tokens: &Value) -> Value {
    let payload = tokens["id_token"]
        .as_str()
        .unwrap()
        .split('.')
        .nth(1)
        .unwrap();
    serde_json::from_slice(&BASE64_URL_SAFE_NO_PAD.decode(payload).unwrap()).unwrap()
}

#[tokio::test]
async fn a_code_works_once() {
    let world = World::new();
    let code = world.code(&REQUEST).await;
    let tokens = world.exchange(&fields(&code)).await;
    assert_eq!(
        (&tokens["token_type"], &tokens["expires_in"]),
        (&"Bearer".into(), &3600.into())
    );
    assert_eq!(
        world.exchange(&fields(&code)).await["error"],
        "invalid_grant"
    );
}

#[tokio::test]
async fn a_code_expires_after_a_minute() {
    let world = World::new();
    let in_time = world.code(&REQUEST).await;
    world.wait_seconds(59);
    assert!(world.exchange(&fields(&in_time)).await["id_token"].is_string());
    let late = world.code(&REQUEST).await;
    world.wait_seconds(60);
    assert_eq!(
        world.exchange(&fields(&late)).await["error"],
        "invalid_grant"
    );
}

#[tokio::test]
async fn without_a_nonce_the_id_token_has_none() {
    let world = World::new();
    let code = world.code(&REQUEST).await;
    let claims_without = claims(&world.exchange(&fields(&code)).await);
    assert_eq!(claims_without.get("nonce"), None);
    assert_eq!(claims_without["token_use"], "id");
    let code = world
        .code(&[&REQUEST[..], &[("nonce", "n-0S6_WzA2Mj")]].concat())
        .await;
    assert_eq!(
        claims(&world.exchange(&fields(&code)).await)["nonce"],
        "n-0S6_WzA2Mj"
    );
}

#[tokio::test]
async fn only_the_matching_verifier_is_accepted() {
    let world = World::new();
    let challenge = [
        ("code_challenge", CHALLENGE),
        ("code_challenge_method", "S256"),
    ];
    let request = [&REQUEST[..], &challenge[..]].concat();
    for verifier in [Some("wrong"), Some(CHALLENGE), None] {
        let code = world.code(&request).await;
        let response = world
            .exchange(&fields_with(&code, "code_verifier", verifier))
            .await;
        assert_eq!(response["error"], "invalid_grant", "{verifier:?}");
    }
    let code = world.code(&request).await;
    let response = world
        .exchange(&fields_with(&code, "code_verifier", Some(VERIFIER)))
        .await;
    assert!(response["id_token"].is_string());
}

#[tokio::test]
async fn a_verifier_without_a_challenge_is_rejected() {
    let world = World::new();
    let code = world.code(&REQUEST).await;
    let response = world
        .exchange(&fields_with(&code, "code_verifier", Some(VERIFIER)))
        .await;
    assert_eq!(response["error"], "invalid_grant");
}

#[tokio::test]
async fn a_code_is_bound_to_its_redirect_uri_and_client() {
    let world = World::new();
    for (name, value, error) in [
        (
            "redirect_uri",
            Some("http://127.0.0.1:3000/other"),
            "invalid_grant",
        ),
        ("redirect_uri", None, "invalid_request"),
        ("code", Some("guessed"), "invalid_grant"),
        ("code", None, "invalid_request"),
        ("client_id", Some("somebody-else"), "invalid_client"),
        ("client_secret", Some("guessed"), "invalid_client"),
        ("client_secret", None, "invalid_client"),
    ] {
        let code = world.code(&REQUEST).await;
        let response = world.exchange(&fields_with(&code, name, value)).await;
        assert_eq!(response["error"], error, "{name} {value:?}");
    }
}
