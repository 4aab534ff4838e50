use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use serde_json::{Value, json};

use crate::world::{STUDENT, World};

fn claims(jwt: &Value) -> Value {
    let payload = jwt.as_str().unwrap().split('.').nth(1).unwrap();
    let payload = URL_SAFE_NO_PAD.decode(payload).unwrap();
    serde_json::from_slice(&payload).unwrap()
}

#[tokio::test]
async fn tokens_are_the_user_s_for_each_service() {
    let world = World::new().await;
    let maya = world.student(STUDENT).await;
    let user = maya.user().await;
    for service in ["clerk", "hasura"] {
        let answer = maya
            .call("create_token", json!({ "service": service }))
            .await;
        assert_eq!(answer.status, 200, "{}", answer.body);
        let token = answer.json();
        assert_eq!(token["expires_in_seconds"], 60, "{service}");
        assert_eq!(claims(&token["jwt"])["sub"], user["id"], "{service}");
    }
    let hasura = maya
        .call("create_token", json!({ "service": "hasura" }))
        .await;
    let claims = claims(&hasura.json()["jwt"]);
    let hasura = &claims["https://hasura.io/jwt/claims"];
    assert_eq!(hasura["x-hasura-user-id"], user["id"], "{claims}");
}

#[tokio::test]
async fn without_a_service_account_there_is_no_token_for_firebase() {
    let world = World::new().await;
    let maya = world.student(STUDENT).await;
    let refused = maya
        .refused("create_token", json!({ "service": "firebase" }))
        .await;
    assert_eq!(refused, (422, json!("NoServiceAccount")));
}
