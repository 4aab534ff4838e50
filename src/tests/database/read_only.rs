//! SQLite's file is read-only.

use super::{assert_unavailable, assert_unavailable_page, sign_in, sign_up};
use crate::{
    auth_api::client::{BELIEVING, MAYA, PASSWORD},
    log::log,
    store::Store,
    world::World,
};

#[tokio::test]
async fn a_read_only_file_serves_reads_and_responds_503_to_writes() {
    let told = log();
    let world = World::with(BELIEVING).await;
    let session = world.client().sign_up().await;
    let token = session["access_token"].as_str().unwrap();

    let url = format!("sqlite:{}?mode=ro", world.database().display());
    let key = [("AUTH_AUTOCONFIRM", "true")];
    let read_only = World::on_with(Store::at(url), &key).await;
    assert_unavailable(&sign_up(&read_only, 1).await, "/auth/v1/signup");
    assert_unavailable_page(&sign_in_as_maya(&read_only).await, "/sign-in");
    let ready = read_only.anonymous().get("/readyz").await;
    assert_eq!(
        (ready.status, ready.json()["database"].as_str()),
        (503, Some("failing"))
    );
    assert!(
        told.text().contains("readonly database"),
        "the log names the cause"
    );

    let read = read_only.client().get("/user", token).await;
    assert_eq!(read.status, 200, "{}", read.body);
    assert_eq!(read_only.anonymous().get("/").await.status, 200);
    let unknown = sign_in(&read_only.anonymous()).await;
    assert_unavailable(&unknown, "/sign-in");
}

async fn sign_in_as_maya(world: &World) -> crate::browser::Answer {
    let fields = [("email", MAYA), ("password", PASSWORD)];
    world.anonymous().post_form("/sign-in", &fields).await
}
