//! Administration: operations and access control.

use axum::http::Method;
use serde_json::{Value, json};

use super::client::{BELIEVING, Client, MAYA, PASSWORD, VERSION, refusal, text};
use crate::{browser::Answer, clock::MINUTE, world::World};

/// An administrator's program and the dashboard.
pub struct Office {
    pub world: World,
    pub client: Client,
    pub token: String,
}

impl Office {
    pub async fn open() -> Self {
        Self::of(World::with(BELIEVING).await).await
    }

    /// The administrator of this dashboard.
    pub async fn of(world: World) -> Self {
        Self {
            client: world.client(),
            token: world.admin_token().await,
            world,
        }
    }

    pub async fn send(&self, method: Method, path: &str, body: Value) -> Answer {
        let bearer = format!("Bearer {}", self.token);
        let headers = [VERSION, ("authorization", bearer.as_str())];
        self.client
            .send(method, path, &headers, body.to_string())
            .await
    }

    pub async fn create(&self, address: &str) -> Value {
        let body = json!({ "email": address, "password": PASSWORD, "email_confirm": true });
        let answer = self.send(Method::POST, "/admin/users", body).await;
        assert_eq!(answer.status, 200, "{}", answer.body);
        answer.json()
    }

    pub async fn edit(&self, user: &Value, body: Value) -> Answer {
        let path = format!("/admin/users/{}", text(&user["id"]));
        self.send(Method::PUT, &path, body).await
    }
}

#[tokio::test]
async fn only_administrators_may() {
    let office = Office::open().await;
    let session = office.client.sign_up().await;
    let token = text(&session["access_token"]);
    for path in ["/admin/users", "/admin/audit"] {
        let answer = office.client.get(path, token).await;
        assert_eq!(refusal(&answer), (403, "not_admin".to_owned()));
        let answer = office.client.get(path, "a.b.c").await;
        assert_eq!(refusal(&answer), (403, "bad_jwt".to_owned()));
        assert_eq!(office.client.get(path, &office.token).await.status, 200);
    }
    let answer = office.client.get("/user", &office.token).await;
    assert_eq!(
        refusal(&answer),
        (403, "bad_jwt".to_owned()),
        "it has no profile"
    );
    office
        .edit(&session["user"], json!({ "role": "service_role" }))
        .await;
    let promoted = office.client.get("/admin/users", token).await;
    assert_eq!(promoted.status, 200);
    office.client.sign_out("/logout", token).await;
    let ended = office.client.get("/admin/users", token).await;
    assert_eq!(refusal(&ended), (403, "session_not_found".to_owned()));
}

#[tokio::test]
async fn an_account_is_made_found_changed_and_deleted() {
    let office = Office::open().await;
    let user = office.create(MAYA).await;
    assert!(user["email_confirmed_at"].is_string());
    assert_eq!(office.client.sign_in(PASSWORD).await.status, 200);
    let edit = json!({
        "app_metadata": { "school": "north", "provider": "somebody" },
        "user_metadata": { "a": 1 },
        "email": "maya@new.example",
    });
    let changed = office.edit(&user, edit).await.json();
    assert_eq!(
        changed["app_metadata"],
        json!({ "school": "north", "provider": "email", "providers": ["email"] })
    );
    assert_eq!(changed["email"], "maya@new.example");
    let path = format!("/admin/users/{}", text(&user["id"]));
    assert_eq!(
        office.client.get(&path, &office.token).await.json(),
        changed
    );
    assert_eq!(
        office.send(Method::DELETE, &path, json!({})).await.json(),
        json!({})
    );
    let gone = office.client.get(&path, &office.token).await;
    assert_eq!(refusal(&gone), (404, "user_not_found".to_owned()));
    let gone = office.send(Method::DELETE, &path, json!({})).await;
    assert_eq!(refusal(&gone), (404, "user_not_found".to_owned()));
}

#[tokio::test]
async fn a_ban_and_a_new_password_end_every_session_at_once() {
    let office = Office::open().await;
    let user = office.create(MAYA).await;
    for edit in [
        json!({ "ban_duration": "1h" }),
        json!({ "password": "another long one" }),
    ] {
        let session = office.client.sign_in(PASSWORD).await.json();
        let token = text(&session["access_token"]);
        assert_eq!(office.edit(&user, edit.clone()).await.status, 200);
        let refused = office.client.get("/user", token).await;
        assert_eq!(refused.status, 403, "{edit}");
        let refused = office.client.refresh(&session["refresh_token"]).await;
        assert_eq!(
            refusal(&refused),
            (400, "refresh_token_not_found".to_owned())
        );
        if edit["ban_duration"].is_string() {
            let banned = office.client.sign_in(PASSWORD).await;
            assert_eq!(refusal(&banned), (400, "user_banned".to_owned()));
            office.world.clock.pass(60 * MINUTE);
        }
    }
    office
        .edit(&user, json!({ "ban_duration": "876000h" }))
        .await;
    let lifted = office
        .edit(&user, json!({ "ban_duration": "none" }))
        .await
        .json();
    assert_eq!(lifted.get("banned_until"), None);
    assert_eq!(office.client.sign_in("another long one").await.status, 200);
}

#[tokio::test]
async fn a_softly_deleted_account_tells_nothing_and_its_address_is_free() {
    let office = Office::open().await;
    let user = office.create(MAYA).await;
    let path = format!("/admin/users/{}", text(&user["id"]));
    office
        .send(Method::DELETE, &path, json!({ "should_soft_delete": true }))
        .await;
    let left = office.client.get(&path, &office.token).await.json();
    assert!(left["deleted_at"].is_string());
    assert_eq!(
        (&left["email"], &left["identities"]),
        (&json!(""), &json!([]))
    );
    assert_eq!(office.client.sign_in(PASSWORD).await.status, 400);
    office.client.sign_up().await;
}

#[tokio::test]
async fn lists_come_in_pages() {
    let office = Office::open().await;
    for number in 0..5 {
        office.world.clock.pass(MINUTE);
        office.create(&format!("student{number}@example.com")).await;
    }
    let answer = office
        .client
        .get("/admin/users?page=2&per_page=2", &office.token)
        .await;
    let body = answer.json();
    let emails: Vec<_> = body["users"]
        .as_array()
        .unwrap()
        .iter()
        .map(|user| text(&user["email"]))
        .collect();
    assert_eq!(emails, ["student2@example.com", "student1@example.com"]);
    assert_eq!(answer.header("x-total-count"), Some("5"));
    let link = answer.header("link").unwrap();
    assert!(
        link.contains("page=3&per_page=2>; rel=\"next\"") && link.contains("rel=\"last\""),
        "{link}"
    );
    let found = office
        .client
        .get("/admin/users?filter=STUDENT4", &office.token)
        .await
        .json();
    assert_eq!(found["users"].as_array().unwrap().len(), 1);
    let log = office
        .client
        .get("/admin/audit?per_page=1", &office.token)
        .await;
    assert_eq!(log.header("x-total-count"), Some("5"));
    assert_eq!(log.json()[0]["payload"]["action"], "user_signedup");
}

#[tokio::test]
async fn each_mistake_of_an_administrator_has_its_code() {
    let office = Office::open().await;
    let user = office.create(MAYA).await;
    office.create("leon@example.com").await;
    let taken = office
        .edit(&user, json!({ "email": "leon@example.com" }))
        .await;
    assert_eq!(refusal(&taken), (422, "email_exists".to_owned()));
    let wrong = office
        .edit(&user, json!({ "ban_duration": "a year" }))
        .await;
    assert_eq!(refusal(&wrong), (400, "validation_failed".to_owned()));
    let wrong = office
        .client
        .get("/admin/users?page=x", &office.token)
        .await;
    assert_eq!(refusal(&wrong), (400, "validation_failed".to_owned()));
    let none = office.send(Method::PUT, "/admin/users/1", json!({})).await;
    assert_eq!(refusal(&none), (404, "validation_failed".to_owned()));
    let none = office.send(Method::POST, "/admin/users", json!({})).await;
    assert_eq!(refusal(&none), (400, "validation_failed".to_owned()));
}
