//! Two processes over one database: what ends on one has ended on the other.

use axum::http::Method;
use serde_json::{Value, json};

use crate::{
    auth_api::client::{BELIEVING, Client, MAYA, PASSWORD, VERSION, text},
    store::{Store, on_both_engines},
    world::World,
};

on_both_engines![what_ends_a_session_ends_it_at_once_on_every_node];

/// A request of a user or an administrator.
async fn send(client: &Client, method: Method, path: &str, token: &str, body: Value) -> u16 {
    let bearer = format!("Bearer {token}");
    let headers = [VERSION, ("authorization", bearer.as_str())];
    let answer = client.send(method, path, &headers, body.to_string()).await;
    answer.status
}

async fn what_ends_a_session_ends_it_at_once_on_every_node(store: Store) {
    let world = World::on_with(store, BELIEVING).await;
    let (here, there) = (world.client(), world.another_node().await);
    let admin = world.admin_token().await;
    let id = text(&here.sign_up().await["user"]["id"]).to_owned();
    let account = format!("/admin/users/{id}");
    let new = json!({ "password": "another long password" });
    let old = json!({ "password": PASSWORD });
    let sign_in = async || here.sign_in(PASSWORD).await.json();
    for (method, path, is_admin, body) in [
        (Method::POST, "/logout?scope=local", false, json!({})),
        (Method::POST, "/logout", false, json!({})),
        (Method::PUT, "/user", false, new),
        (Method::PUT, account.as_str(), true, old),
        (Method::PUT, &account, true, json!({ "ban_duration": "1h" })),
        (
            Method::PUT,
            &account,
            true,
            json!({ "ban_duration": "none" }),
        ),
        (Method::DELETE, &account, true, json!({})),
    ] {
        let is_change = path == "/user";
        let lifts = body["ban_duration"] == "none";
        if lifts {
            assert_eq!(send(&here, method, path, &admin, body).await, 200);
            continue;
        }
        let session = sign_in().await;
        let acting = if is_change {
            sign_in().await
        } else {
            session.clone()
        };
        let token = text(&session["access_token"]);
        assert_eq!(there.get("/user", token).await.status, 200);
        let actor = if is_admin {
            admin.as_str()
        } else {
            text(&acting["access_token"])
        };
        let status = send(&here, method, path, actor, body).await;
        assert!((200..300).contains(&status), "{path}: {status}");
        assert_eq!(there.get("/user", token).await.status, 403, "{path}");
        let refreshed = there.refresh(&session["refresh_token"]).await;
        assert_eq!(refreshed.status, 400, "{path}");
    }
    let gone = there.sign_in(PASSWORD).await;
    assert_eq!((gone.status, there_is_nobody(&gone.json())), (400, true));
    let _ = MAYA;
}

fn there_is_nobody(body: &Value) -> bool {
    body["code"] == "invalid_credentials"
}
