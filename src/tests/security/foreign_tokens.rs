//! Access tokens signed with our key for another purpose.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use jsonwebtoken::{Algorithm, EncodingKey, Header};
use serde_json::{Value, json};

use crate::{
    auth_api::client::{refusal, text},
    world::World,
};

/// The private half of the signing key.
const SCALAR: [u8; 32] = [7; 32];

/// The beginning of a PKCS #8 private key on P-256 without its public key.
const PKCS8: [u8; 35] = [
    0x30, 0x41, 0x02, 0x01, 0x00, 0x30, 0x13, 0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01,
    0x06, 0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07, 0x04, 0x27, 0x30, 0x25, 0x02, 0x01,
    0x01, 0x04, 0x20,
];

fn part(token: &str, at: usize) -> Value {
    let part = token.split('.').nth(at).unwrap();
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(part).unwrap()).unwrap()
}

/// A token with these claims, as another program with the key might sign it.
fn sign(claims: &Value, kid: &str) -> String {
    let header = Header {
        kid: Some(kid.to_owned()),
        ..Header::new(Algorithm::ES256)
    };
    let key = EncodingKey::from_ec_der(&[PKCS8.as_slice(), &SCALAR].concat());
    jsonwebtoken::encode(&header, claims, &key).unwrap()
}

#[tokio::test]
async fn a_token_for_another_audience_issuer_session_or_time_opens_nothing() {
    let jwk = json!({ "kty": "EC", "crv": "P-256", "d": URL_SAFE_NO_PAD.encode(SCALAR) });
    let jwk = jwk.to_string();
    let given = [
        ("AUTH_SIGNING_JWK", jwk.as_str()),
        ("AUTH_AUTOCONFIRM", "true"),
    ];
    let world = World::with(&given).await;
    let client = world.client();
    let session = client.sign_up().await;
    let token = text(&session["access_token"]);
    let (header, claims) = (part(token, 0), part(token, 1));
    let kid = text(&header["kid"]);
    let same = client.get("/user", &sign(&claims, kid)).await;
    assert_eq!(same.status, 200, "it is the key, and they are the claims");
    for (claim, value, code) in [
        ("aud", json!("another program"), "bad_jwt"),
        ("iss", json!("https://idp.example"), "bad_jwt"),
        ("exp", json!(1), "bad_jwt"),
        ("session_id", Value::Null, "bad_jwt"),
        ("session_id", json!("x"), "session_not_found"),
        ("sub", json!("somebody else"), "user_not_found"),
    ] {
        let mut other = claims.clone();
        other[claim] = value;
        let answer = client.get("/user", &sign(&other, kid)).await;
        assert_eq!(refusal(&answer), (403, code.to_owned()), "{claim}");
    }
    let mut raised = claims.clone();
    raised["role"] = json!("service_role");
    let answer = client.get("/admin/users", &sign(&raised, kid)).await;
    assert_eq!(
        refusal(&answer),
        (403, "not_admin".to_owned()),
        "the store knows the role"
    );
}
