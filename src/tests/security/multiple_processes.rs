//! Two processes on one database: what ends on one has ended on the other.

use axum::http::Method;
use serde_json::{Value, json};

use crate::{
    auth_api::client::{BELIEVING, Client, PASSWORD, VERSION, refusal, text},
    store::{Store, on_both_engines},
    world::World,
};

on_both_engines![what_ends_a_session_ends_it_at_once_on_every_node];

const NEW: &str = "another long password";

/// A request of a user or an administrator.
async fn send(client: &Client, method: Method, path: &str, token: &str, body: Value) -> u16 {
    let bearer = format!("Bearer {token}");
    let headers = [VERSION, ("authorization", bearer.as_str())];
    let answer = client.send(method, path, &headers, body.to_string()).await;
    answer.status
}

async fn what_ends_a_session_ends_it_at_once_on_every_node(store: Store) {
    let world = World::on_with(store, BELIEVING).await;
    let (here, there) = (world.client(), world.another_node().await.client());
    let admin = world.admin_token().await;
    let id = text(&here.sign_up().await["user"]["id"]).to_owned();
    let account = format!("/admin/users/{id}");
    let (new, old) = (json!({ "password": NEW }), json!({ "password": PASSWORD }));
    let (post, put) = (Method::POST, Method::PUT);
    // The change, by an administrator or another session of hers, and her password before it.
    for (method, path, is_admin, body, password) in [
        (&post, "/logout?scope=others", false, json!({}), PASSWORD),
        (&post, "/logout", false, json!({}), PASSWORD),
        (&put, "/user", false, new, PASSWORD),
        (&put, account.as_str(), true, old, NEW),
        (
            &put,
            &account,
            true,
            json!({ "ban_duration": "1h" }),
            PASSWORD,
        ),
        (&Method::DELETE, &account, true, json!({}), PASSWORD),
    ] {
        let lift = json!({ "ban_duration": "none" });
        assert_eq!(send(&here, put.clone(), &account, &admin, lift).await, 200);
        let session = here.sign_in(password).await.json();
        let acting = there.sign_in(password).await.json();
        let token = text(&session["access_token"]);
        // Twice, because the second response is cached.
        for _ in 0..2 {
            assert_eq!(there.get("/user", token).await.status, 200);
        }
        let actor = if is_admin {
            admin.as_str()
        } else {
            text(&acting["access_token"])
        };
        let status = send(&here, method.clone(), path, actor, body.clone()).await;
        assert!((200..300).contains(&status), "{path} {body}: {status}");
        assert_eq!(there.get("/user", token).await.status, 403, "{path} {body}");
        let refreshed = there.refresh(&session["refresh_token"]).await;
        assert_eq!(refreshed.status, 400, "{path} {body}");
    }
    let gone = there.sign_in(PASSWORD).await;
    assert_eq!(refusal(&gone), (400, "invalid_credentials".to_owned()));
}
