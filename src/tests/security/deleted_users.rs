//! Data left in the database after a user was deleted.

use axum::http::Method;
use serde_json::{Value, json};

use crate::{
    auth_api::client::{PASSWORD, VERSION, text},
    clock::{HOUR, MINUTE},
    store::{Store, on_both_engines},
    world::{STUDENT, World},
};

on_both_engines![
    a_deleted_user_leaves_nothing_behind_but_the_log_and_that_goes_too,
    a_softly_deleted_user_leaves_a_number_for_a_year,
];

const NEW: &str = "maja.neu@example.com";
const LEON: &str = "no.goals@example.com";

impl World {
    /// Returns which of these strings are still in the database.
    async fn left_of(&self, words: &[&str]) -> Vec<String> {
        let everything = self.everything().await.to_lowercase();
        let is_left = |word: &&&str| everything.contains(&word.to_lowercase());
        words
            .iter()
            .filter(is_left)
            .map(ToString::to_string)
            .collect()
    }

    async fn send(&self, method: Method, path: &str, token: &str, body: Value) {
        let bearer = format!("Bearer {token}");
        let headers = [VERSION, ("authorization", bearer.as_str())];
        let client = self.client();
        let answer = client.send(method, path, &headers, body.to_string()).await;
        assert_eq!(answer.status, 200, "{path}: {}", answer.body);
    }

    async fn clean_up_after(&self, days: u32) {
        self.clock.pass(days * 24 * HOUR + MINUTE);
        self.state.identity.clean_up().await.unwrap();
    }
}

async fn a_deleted_user_leaves_nothing_behind_but_the_log_and_that_goes_too(store: Store) {
    let world = World::on(store).await;
    let maya = world.maya_with_password().await;
    maya.set_up_app(&world).await;
    maya.send_form("email", &[("email", NEW)]).await;
    for address in [NEW, STUDENT] {
        let code = world.mailed_code(address).await;
        maya.send_form("email/code", &[("code", &code)]).await;
    }
    assert!(maya.read("/account").await.contains(NEW));
    maya.send_form("email", &[("email", STUDENT)]).await;
    world
        .anonymous()
        .post_form("/recover", &[("email", NEW)])
        .await;
    world.refuse_something_of(&maya).await;
    let id = text(&maya.get("/account/export").await.json()["user"]["id"]).to_owned();
    let hers = [STUDENT, NEW, "Okafor", "My phone"];
    assert_eq!(world.left_of(&hers).await, hers, "all of it is there");
    let gone = maya.send_form("delete", &[("word", "delete")]).await;
    assert_eq!(gone.location(), "/account/deleted");
    // The notice to the old address is delivered, or dead-lettered the next day, and its recipient is deleted.
    world.clean_up_after(1).await;
    assert_eq!(world.left_of(&hers).await, [""; 0]);
    assert_eq!(
        world.left_of(&[&id]).await,
        [id.as_str()],
        "the log knows a number"
    );
    world.student(LEON).await;
    world.clean_up_after(366).await;
    assert_eq!(world.left_of(&[&id]).await, [""; 0]);
}

async fn a_softly_deleted_user_leaves_a_number_for_a_year(store: Store) {
    let world = World::on_with(store, &[("AUTH_AUTOCONFIRM", "true")]).await;
    let client = world.client();
    let leon = json!({ "email": LEON, "password": PASSWORD, "data": { "pet": "axolotl" } });
    let session = client.post("/signup", leon).await.json();
    let token = text(&session["access_token"]);
    let app = json!({ "factor_type": "totp", "friendly_name": "Leons phone" });
    world.send(Method::POST, "/factors", token, app).await;
    let arrived = world.sign_in(&world.anonymous(), LEON).await;
    assert_eq!(
        arrived.location(),
        "/link",
        "somebody is asked whether it is theirs"
    );
    let his = [LEON, "axolotl", "Leons phone", "Pacific/Chatham"];
    world
        .break_store("UPDATE users SET time_zone = 'Pacific/Chatham'")
        .await;
    assert_eq!(world.left_of(&his).await, his, "all of it is there");
    let path = format!("/admin/users/{}", text(&session["user"]["id"]));
    let admin = world.admin_token().await;
    let softly = json!({ "should_soft_delete": true });
    world.send(Method::DELETE, &path, &admin, softly).await;
    world.clean_up_after(1).await;
    assert_eq!(world.left_of(&his).await, [""; 0]);
    let kept = "SELECT COUNT(*) FROM users WHERE deleted_at IS NOT NULL";
    assert_eq!(world.number(kept).await, 1);
    world.clean_up_after(366).await;
    assert_eq!(world.number(kept).await, 0);
}
