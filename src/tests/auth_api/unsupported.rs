//! GoTrue's features that this server lacks, and the errors that say so.

use axum::http::Method;
use serde_json::json;

use super::client::{BELIEVING, VERSION, refusal, text};
use crate::world::World;

/// Requests for them and their errors.
#[rustfmt::skip]
fn refused() -> [(Method, &'static str, u16, &'static str); 22] {
    [
        (Method::POST, "/sso", 404, "saml_provider_disabled"),
        (Method::GET, "/sso/saml/metadata", 404, "saml_provider_disabled"),
        (Method::POST, "/sso/saml/acs", 404, "saml_provider_disabled"),
        (Method::GET, "/user/identities/authorize?provider=github", 404, "manual_linking_disabled"),
        (Method::DELETE, "/user/identities/5f4c2b1a-3d7e-4c89-9a10-2b3c4d5e6f70", 404, "manual_linking_disabled"),
        (Method::POST, "/token?grant_type=id_token", 400, "provider_disabled"),
        (Method::POST, "/token?grant_type=web3", 422, "web3_provider_disabled"),
        (Method::GET, "/authorize?provider=github", 400, "validation_failed"),
        (Method::GET, "/callback?code=a&state=b", 400, "bad_oauth_state"),
        (Method::POST, "/passkeys/authentication/options", 404, "passkey_disabled"),
        (Method::GET, "/passkeys", 404, "passkey_disabled"),
        (Method::PATCH, "/passkeys/1", 404, "passkey_disabled"),
        (Method::GET, "/admin/users/1/passkeys", 404, "passkey_disabled"),
        (Method::GET, "/oauth/authorizations/1", 404, "feature_disabled"),
        (Method::GET, "/user/oauth/grants", 404, "feature_disabled"),
        (Method::GET, "/admin/oauth/clients", 404, "feature_disabled"),
        (Method::GET, "/admin/custom-providers", 404, "feature_disabled"),
        (Method::GET, "/admin/sso/providers", 404, "saml_provider_disabled"),
        (Method::GET, "/scim/v2/Users", 404, "feature_disabled"),
        (Method::GET, "/.well-known/oauth-authorization-server", 404, "feature_disabled"),
        (Method::GET, "/passkeyss", 404, "not_found"),
        (Method::GET, "/ssoo", 404, "not_found"),
    ]
}

#[tokio::test]
async fn what_is_not_built_is_refused_as_gotrue_refuses_what_is_switched_off() {
    let world = World::with(BELIEVING).await;
    let client = world.client();
    for (method, path, status, code) in refused() {
        let answer = client.send(method.clone(), path, &[VERSION], "{}").await;
        assert_eq!(
            refusal(&answer),
            (status, code.to_owned()),
            "{method} {path}"
        );
    }
}

#[tokio::test]
async fn phones_and_nobodies_are_refused_by_their_own_codes() {
    let world = World::with(BELIEVING).await;
    let client = world.client();
    let phone = json!({ "phone": "+15551234", "password": "correct horse battery", "token": "123456", "type": "sms" });
    for path in [
        "/signup",
        "/token?grant_type=password",
        "/otp",
        "/verify",
        "/resend",
    ] {
        let answer = client.post(path, phone.clone()).await;
        let refused = (400, "phone_provider_disabled".to_owned());
        assert_eq!(refusal(&answer), refused, "{path}");
    }
    let nobody = client.post("/signup", json!({ "data": {} })).await;
    let refused = (422, "anonymous_provider_disabled".to_owned());
    assert_eq!(refusal(&nobody), refused);
    let session = client.sign_up().await;
    let bearer = format!("Bearer {}", text(&session["access_token"]));
    let headers = [VERSION, ("authorization", bearer.as_str())];
    for (kind, code) in [
        ("phone", "mfa_phone_enroll_not_enabled"),
        ("webauthn", "mfa_webauthn_enroll_not_enabled"),
    ] {
        let body = json!({ "factor_type": kind }).to_string();
        let answer = client.send(Method::POST, "/factors", &headers, body).await;
        assert_eq!(refusal(&answer), (422, code.to_owned()));
    }
}
