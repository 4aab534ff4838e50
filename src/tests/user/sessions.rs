use axum::http::Request;
use serde_json::json;

use crate::{
    browser::{Browser, ORIGIN},
    world::{STUDENT, World},
};

const FIREFOX: &str =
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:132.0) Gecko/20100101 Firefox/132.0";

/// Uses the session in Firefox, as the list of sessions shows it.
async fn use_firefox(browser: &Browser) {
    let page = Request::get("/account")
        .header("user-agent", FIREFOX)
        .header("origin", ORIGIN);
    let page = browser.send(page.body(axum::body::Body::empty()).unwrap());
    assert_eq!(page.await.status, 200);
}

#[tokio::test]
async fn sessions_are_listed_and_another_one_is_revoked() {
    let world = World::new().await;
    let (here, there) = (world.student(STUDENT).await, world.student(STUDENT).await);
    let stranger = world.student("busy@example.com").await;
    let sessions = here.call("get_sessions", json!({})).await.json();
    let sessions = sessions.as_array().unwrap();
    assert_eq!(sessions.len(), 2, "{sessions:?}");
    let other = sessions.iter().find(|it| it["is_current"] == false);
    let id = json!({ "id": other.unwrap()["id"] });

    let refused = stranger.refused("revoke_session", id.clone()).await;
    assert_eq!(refused, (404, json!("NoSuchSession")));
    let revoked = here.call("revoke_session", id.clone()).await;
    assert_eq!(revoked.status, 200, "{}", revoked.body);
    let gone = there.refused("get_user", json!({})).await;
    assert_eq!(gone, (401, json!("SignedOut")));
    let again = here.refused("revoke_session", id).await;
    assert_eq!(again, (404, json!("NoSuchSession")));
    let left = here.call("get_sessions", json!({})).await.json();
    assert_eq!(left.as_array().unwrap().len(), 1, "{left}");
    assert_eq!(left[0]["is_current"], true);
}

#[tokio::test]
async fn a_session_says_from_where_it_was_last_used() {
    let world = World::new().await;
    let maya = world.student(STUDENT).await;
    use_firefox(&maya).await;
    // Activities are written at most once a minute.
    world.clock.pass(std::time::Duration::from_mins(10));
    use_firefox(&maya).await;
    let sessions = maya.call("get_sessions", json!({})).await.json();
    let activity = &sessions[0]["latest_activity"];
    assert_eq!(activity["browser_name"], "Firefox", "{sessions}");
    assert_eq!(activity["device_type"], "Windows", "{sessions}");
    assert_eq!(activity["is_mobile"], false, "{sessions}");
}
