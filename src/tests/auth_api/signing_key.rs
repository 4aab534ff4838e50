use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use serde_json::json;

use super::client::text;
use crate::world::World;

#[tokio::test]
async fn tokens_are_signed_with_the_key_that_is_given_and_its_public_half_is_published() {
    let secret = URL_SAFE_NO_PAD.encode([7; 32]);
    let jwk = json!({ "kty": "EC", "crv": "P-256", "d": secret }).to_string();
    let given = [
        ("AUTH_SIGNING_JWK", jwk.as_str()),
        ("AUTH_AUTOCONFIRM", "true"),
    ];
    let mut published = Vec::new();
    for _ in 0..2 {
        let world = World::with(&given).await;
        let client = world.client();
        let session = client.sign_up().await;
        let token = text(&session["access_token"]);
        assert_eq!(client.get("/user", token).await.status, 200);
        let keys = client.get("/.well-known/jwks.json", "").await;
        assert!(!keys.body.contains("\"d\"") && !keys.body.contains(&secret));
        let keys = keys.json();
        let header = URL_SAFE_NO_PAD.decode(token.split('.').next().unwrap());
        let header: serde_json::Value = serde_json::from_slice(&header.unwrap()).unwrap();
        assert_eq!(header["kid"], keys["keys"][0]["kid"]);
        published.push(keys["keys"][0].clone());
    }
    assert_eq!(published[0], published[1], "it is the key that was given");
}
