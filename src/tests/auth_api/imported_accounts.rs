//! Imported accounts, with their ids and password hashes.

use axum::http::Method;
use serde_json::{Value, json};

use super::{
    admin::Office,
    client::{MAYA, PASSWORD, refusal, text},
};
use crate::world::World;

/// Hashes of PASSWORD by other implementations.
const BCRYPT: &str = "$2b$04$5mQiNq3SUt4G5jAxS1X/vO62gNI4zZR9BtAQQP56rmPhnNFwGuIyG";
const ARGON2I: &str = "$argon2i$v=19$m=4096,t=3,p=1$c2FsdHNhbHRzYWx0c2FsdA$S0NSbB3xLisLLSlT5NI6xK6Atd+RDuJqUDM4EV4hmpc";
const ARGON2ID: &str = "$argon2id$v=19$m=4096,t=2,p=1$c2FsdHNhbHRzYWx0c2FsdA$8ZXkNOKH0wBKE19abPPXL79vy9r4DWb5mZHSfcmgJxE";
const ID: &str = "5f4c2b1a-3d7e-4c89-9a10-2b3c4d5e6f70";

async fn stored_hash(world: &World) -> String {
    world.text("SELECT password_hash FROM users").await
}

#[tokio::test]
async fn a_user_brings_their_id_and_the_hash_of_their_password() {
    for hash in [BCRYPT, ARGON2I, ARGON2ID] {
        let office = Office::open().await;
        let user = json!({ "id": ID, "email": MAYA, "password_hash": hash, "email_confirm": true });
        let made = office.send(Method::POST, "/admin/users", user).await;
        assert_eq!(made.status, 200, "{}", made.body);
        assert_eq!(made.json()["id"], ID);
        let wrong = office.client.sign_in("another long one").await;
        assert_eq!(refusal(&wrong), (400, "invalid_credentials".to_owned()));
        assert_eq!(
            stored_hash(&office.world).await,
            hash,
            "a wrong try changes nothing"
        );
        let session = office.client.sign_in(PASSWORD).await;
        assert_eq!(session.status, 200, "{}", session.body);
        assert_eq!(session.json()["user"]["id"], ID);
        let renewed = stored_hash(&office.world).await;
        assert!(
            renewed.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"),
            "{renewed}"
        );
        assert_eq!(office.client.sign_in(PASSWORD).await.status, 200);
    }
}

#[tokio::test]
async fn a_user_who_is_there_is_given_the_hash_of_a_password() {
    let office = Office::open().await;
    let session = office.client.sign_up().await;
    let user = &session["user"];
    let hash = BCRYPT.replace("$2b$", "$2y$");
    let edit = json!({ "id": user["id"], "password_hash": hash });
    assert_eq!(office.edit(user, edit).await.status, 200);
    let ended = office
        .client
        .get("/user", text(&session["access_token"]))
        .await;
    assert_eq!(refusal(&ended), (403, "session_not_found".to_owned()));
    assert_eq!(office.client.sign_in(PASSWORD).await.status, 200);
}

/// Invalid values, and the field that the error names.
fn refused() -> Vec<(Value, &'static str, &'static str)> {
    let long = "x".repeat(200);
    vec![
        (json!({ "id": "7" }), "validation_failed", "id"),
        (
            json!({ "id": "00000000-0000-0000-0000-000000000000" }),
            "validation_failed",
            "id",
        ),
        (json!({ "aud": "elsewhere" }), "validation_failed", "aud"),
        (
            json!({ "phone": "+15551234" }),
            "phone_provider_disabled",
            "phone",
        ),
        (
            json!({ "phone_confirm": true }),
            "phone_provider_disabled",
            "phone_confirm",
        ),
        (
            json!({ "password_hash": "secret" }),
            "validation_failed",
            "password_hash",
        ),
        (
            json!({ "password_hash": long }),
            "validation_failed",
            "password_hash",
        ),
        (
            json!({ "password_hash": "$fbscrypt$v=1,n=14,r=8,p=1,ss=Bw==,sk=a$c2FsdA==$aGFzaA==" }),
            "validation_failed",
            "password_hash",
        ),
        (
            json!({ "password_hash": BCRYPT.replace("$04$", "$31$") }),
            "validation_failed",
            "password_hash",
        ),
        (
            json!({ "password_hash": ARGON2ID.replace("m=4096", "m=4194304") }),
            "validation_failed",
            "password_hash",
        ),
        (
            json!({ "password_hash": BCRYPT, "password": PASSWORD }),
            "validation_failed",
            "password_hash",
        ),
        (
            json!({ "ban_duration": "for ever" }),
            "validation_failed",
            "ban_duration",
        ),
    ]
}

#[tokio::test]
async fn what_cannot_be_kept_of_a_user_is_refused_by_its_name_and_not_dropped() {
    let office = Office::open().await;
    let user = office.create("leon@example.com").await;
    for (mut body, code, field) in refused() {
        let edited = office.edit(&user, body.clone()).await;
        body["email"] = json!(MAYA);
        let made = office
            .send(Method::POST, "/admin/users", body.clone())
            .await;
        for answer in [edited, made] {
            assert_eq!(refusal(&answer), (400, code.to_owned()), "{body}");
            let message = answer.json()["message"].clone();
            assert!(
                text(&message).starts_with(&format!("{field}: ")),
                "{message}"
            );
        }
    }
    let other = office.edit(&user, json!({ "id": ID })).await;
    assert_eq!(refusal(&other), (400, "validation_failed".to_owned()));
    // An empty value counts as absent.
    let nothing = json!({ "id": null, "aud": "", "phone": "", "phone_confirm": false, "password": "", "password_hash": null, "email_confirm": null, "ban_duration": "" });
    assert_eq!(office.edit(&user, nothing).await.status, 200);
}

#[tokio::test]
async fn an_id_is_one_users_for_good() {
    let office = Office::open().await;
    let make = |email: &str| json!({ "id": ID, "email": email });
    let path = format!("/admin/users/{ID}");
    assert_eq!(
        office
            .send(Method::POST, "/admin/users", make(MAYA))
            .await
            .status,
        200
    );
    for _ in 0..2 {
        let taken = office
            .send(Method::POST, "/admin/users", make("leon@example.com"))
            .await;
        assert_eq!(refusal(&taken), (422, "user_already_exists".to_owned()));
        office
            .send(Method::DELETE, &path, json!({ "should_soft_delete": true }))
            .await;
    }
}
