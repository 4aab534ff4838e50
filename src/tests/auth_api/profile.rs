use axum::http::Method;
use serde_json::json;

use super::client::{BELIEVING, MAYA, VERSION, refusal, text};
use crate::{clock::NOW, world::World};

#[tokio::test]
async fn a_profile_has_every_field_that_is_promised() {
    let world = World::with(BELIEVING).await;
    let client = world.client();
    let session = client.sign_up().await;
    let user = client
        .get("/user", text(&session["access_token"]))
        .await
        .json();
    let id = &user["id"];
    let identity = &user["identities"][0];
    assert_eq!(
        user,
        json!({
            "id": id,
            "aud": "authenticated",
            "role": "authenticated",
            "email": MAYA,
            "email_confirmed_at": NOW,
            "phone": "",
            "phone_confirmed_at": null,
            "confirmed_at": NOW,
            "last_sign_in_at": NOW,
            "app_metadata": { "provider": "email", "providers": ["email"] },
            "user_metadata": {},
            "identities": [{
                "identity_id": identity["identity_id"],
                "id": id,
                "user_id": id,
                "identity_data": { "sub": id, "email": MAYA, "email_verified": true, "phone_verified": false },
                "provider": "email",
                "last_sign_in_at": NOW,
                "created_at": NOW,
                "updated_at": NOW,
                "email": MAYA,
            }],
            "created_at": NOW,
            "updated_at": NOW,
            "is_anonymous": false,
        })
    );
    assert_eq!(session["user"], user);
}

#[tokio::test]
async fn a_user_writes_their_metadata_and_nothing_else() {
    let world = World::with(BELIEVING).await;
    let client = world.client();
    let session = client.sign_up().await;
    let token = text(&session["access_token"]);
    let greedy = json!({
        "data": { "theme": "dark" },
        "role": "service_role",
        "aal": "aal2",
        "email_confirm": true,
        "user_metadata": { "not": "data" },
        "identities": [],
        "factors": [{ "status": "verified" }],
        "id": "somebody",
        "public_metadata": { "admin": true },
        "private_metadata": { "admin": true },
        "external_id": "1",
        "banned_until": null,
        "email_confirmed_at": NOW,
    });
    let user = client.put_user(token, greedy).await.json();
    let mut expected = session["user"].clone();
    expected["user_metadata"] = json!({ "theme": "dark" });
    assert_eq!(user, expected);
    let answer = client
        .put_user(token, json!({ "app_metadata": { "admin": true } }))
        .await;
    assert_eq!(refusal(&answer), (403, "not_admin".to_owned()));
    let read = client.get("/user", token).await.json();
    assert_eq!(read, expected);
}

#[tokio::test]
async fn each_change_that_may_not_be_has_its_code() {
    let world = World::with(BELIEVING).await;
    let client = world.client();
    let leon = json!({ "email": "leon@example.com", "password": "a long password" });
    client.post("/signup", leon).await;
    let session = client.sign_up().await;
    let token = text(&session["access_token"]);
    for (body, status, code) in [
        (
            json!({ "password": super::client::PASSWORD }),
            422,
            "same_password",
        ),
        (json!({ "password": "short" }), 422, "weak_password"),
        (json!({ "email": "leon@example.com" }), 422, "email_exists"),
        (json!({ "email": "nobody" }), 400, "validation_failed"),
        (json!({ "phone": "123" }), 400, "phone_provider_disabled"),
        (
            json!({ "data": { "novel": "x".repeat(9_000) } }),
            400,
            "validation_failed",
        ),
        (
            json!({ "data": { "deep": deep(17) } }),
            400,
            "validation_failed",
        ),
        (
            json!({ "password": "another long one", "current_password": "wrong" }),
            400,
            "current_password_invalid",
        ),
    ] {
        let answer = client.put_user(token, body.clone()).await;
        assert_eq!(refusal(&answer), (status, code.to_owned()), "{body}");
    }
    world.clock.pass(11 * crate::clock::MINUTE);
    let answer = client
        .put_user(token, json!({ "password": "another long one" }))
        .await;
    assert_eq!(
        refusal(&answer),
        (400, "reauthentication_needed".to_owned())
    );
}

/// A list nested in a list, three levels deep.
fn deep(levels: usize) -> serde_json::Value {
    (0..levels).fold(json!(0), |inner, _| json!([inner]))
}

#[tokio::test]
async fn no_secret_is_in_a_profile_or_a_session() {
    let world = World::with(BELIEVING).await;
    let client = world.client();
    let session = client.sign_up().await;
    for word in [
        "argon2",
        "password",
        "refresh_key",
        "private_metadata",
        "hash",
    ] {
        let answer = session["user"].to_string();
        assert!(!answer.contains(word), "{word}: {answer}");
    }
    let answer = client.send(Method::GET, "/user", &[VERSION], "").await;
    assert_eq!(answer.header("cache-control"), Some("private, no-store"));
}
