use serde_json::{Value, json};

use super::client::{BELIEVING, MAYA, PASSWORD, refusal, text};
use crate::{clock::MINUTE, world::World};

#[tokio::test]
async fn a_session_has_the_fields_and_headers_that_clients_read() {
    let world = World::with(BELIEVING).await;
    let client = world.client();
    client.sign_up().await;
    let answer = client.sign_in(PASSWORD).await;
    let session = answer.json();
    assert_eq!(answer.status, 200);
    assert_eq!(session["token_type"], "bearer");
    assert_eq!(session["expires_in"], 3600);
    assert_eq!(session["expires_at"], world.clock.now().as_second() + 3600);
    assert_eq!(session["user"]["email"], MAYA);
    assert_eq!(
        answer.header("sb-auth-user-id"),
        session["user"]["id"].as_str()
    );
    assert_eq!(answer.header("sb-auth-refresh-token-counter"), Some("0"));
    assert_eq!(answer.header("content-type"), Some("application/json"));
    assert_eq!(answer.header("cache-control"), Some("private, no-store"));
}

#[tokio::test]
async fn a_refresh_says_whether_it_rotated_or_told_again() {
    let world = World::with(BELIEVING).await;
    let client = world.client();
    let first = client.sign_up().await;
    let rotated = client.refresh(&first["refresh_token"]).await;
    assert_eq!(rotated.header("sb-auth-refresh-token-counter"), Some("1"));
    assert_eq!(
        rotated.header("sb-auth-refresh-token-rotated"),
        Some("true")
    );
    assert_eq!(rotated.header("sb-auth-refresh-token-reuse"), None);
    let told = client.refresh(&first["refresh_token"]).await;
    assert_eq!(
        told.json()["refresh_token"],
        rotated.json()["refresh_token"]
    );
    assert_eq!(told.header("sb-auth-refresh-token-reuse"), Some("true"));
    assert_eq!(
        told.header("sb-auth-refresh-token-reuse-cause"),
        Some("concurrent-refresh")
    );
    world.clock.pass(MINUTE);
    let told = client.refresh(&first["refresh_token"]).await;
    assert_eq!(
        told.header("sb-auth-refresh-token-reuse-cause"),
        Some("fail-to-save")
    );
}

#[tokio::test]
async fn a_replayed_refresh_token_is_refused_and_ends_the_session() {
    let world = World::with(BELIEVING).await;
    let client = world.client();
    let first = client.sign_up().await;
    let mut last = first.clone();
    for _ in 0..2 {
        world.clock.pass(MINUTE);
        last = client.refresh(&last["refresh_token"]).await.json();
    }
    world.clock.pass(MINUTE);
    let answer = client.refresh(&first["refresh_token"]).await;
    assert_eq!(
        refusal(&answer),
        (400, "refresh_token_already_used".to_owned())
    );
    let answer = client.refresh(&last["refresh_token"]).await;
    assert_eq!(
        refusal(&answer),
        (400, "refresh_token_not_found".to_owned())
    );
    let answer = client.get("/user", text(&last["access_token"])).await;
    assert_eq!(refusal(&answer), (403, "session_not_found".to_owned()));
}

#[tokio::test]
async fn a_sign_out_answers_nothing_and_ends_what_it_says() {
    let world = World::with(BELIEVING).await;
    let client = world.client();
    client.sign_up().await;
    for (path, alive) in [
        ("/logout?scope=local", [403, 200]),
        ("/logout?scope=others", [200, 403]),
        ("/logout?scope=global", [403, 403]),
        ("/logout", [403, 403]),
    ] {
        let sessions: [Value; 2] = [
            client.sign_in(PASSWORD).await.json(),
            client.sign_in(PASSWORD).await.json(),
        ];
        let answer = client
            .sign_out(path, text(&sessions[0]["access_token"]))
            .await;
        assert_eq!((answer.status, answer.body.as_str()), (204, ""), "{path}");
        for (session, status) in sessions.iter().zip(alive) {
            let answer = client.get("/user", text(&session["access_token"])).await;
            assert_eq!(answer.status, status, "{path}");
        }
    }
}

#[tokio::test]
async fn a_token_that_holds_no_more_signs_nobody_out_and_says_so() {
    let world = World::with(BELIEVING).await;
    let client = world.client();
    let session = client.sign_up().await;
    let token = text(&session["access_token"]);
    let unknown = client.sign_out("/logout?scope=everywhere", token).await;
    assert_eq!(refusal(&unknown), (400, "validation_failed".to_owned()));
    assert_eq!(client.sign_out("/logout", token).await.status, 204);
    let ended = client.sign_out("/logout", token).await;
    assert_eq!(refusal(&ended), (403, "session_not_found".to_owned()));
    world.clock.pass(61 * MINUTE);
    let expired = client.sign_out("/logout", token).await;
    assert_eq!(refusal(&expired), (403, "bad_jwt".to_owned()));
    let nobody = client.post("/logout", json!({})).await;
    assert_eq!(refusal(&nobody), (401, "no_authorization".to_owned()));
}
