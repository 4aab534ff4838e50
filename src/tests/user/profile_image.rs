use axum::http::Request;
use serde_json::{Value, json};

use crate::{
    browser::{Answer, Browser, ORIGIN},
    pictures::{fetch, png},
    store::{Store, on_both_engines},
    world::{STUDENT, World},
};

on_both_engines![a_picture_is_set_shown_and_removed,];

impl Browser {
    /// Sets the picture, as the hook does.
    async fn set_profile_image(&self, file: Vec<u8>) -> Answer {
        let request = Request::post("/api/set_profile_image")
            .header("content-type", "application/octet-stream")
            .header("content-length", file.len())
            .header("accept", "application/json")
            .header("sec-fetch-site", "same-origin")
            .header("origin", ORIGIN);
        self.send(request.body(file.into()).unwrap()).await
    }
}

async fn a_picture_is_set_shown_and_removed(store: Store) {
    let world = World::on(store).await;
    let maya = world.student(STUDENT).await;
    let initials = maya.user().await["image_url"].clone();
    let answer = maya.set_profile_image(png([200, 30, 30])).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    let user = maya.user().await;
    assert_eq!(user["has_image"], true);
    assert_eq!(answer.json(), json!({ "public_url": user["image_url"] }));
    let served = fetch(&world, user["image_url"].as_str().unwrap()).await;
    assert_eq!(served.header("content-type"), "image/jpeg");

    let answer = maya.call("remove_profile_image", json!({})).await;
    assert_eq!(answer.json(), json!({ "public_url": initials }));
    assert_eq!(maya.user().await["has_image"], false);
}

#[tokio::test]
async fn a_file_that_is_no_picture_is_refused_and_the_old_picture_stays() {
    let world = World::new().await;
    let maya = world.student(STUDENT).await;
    let red = png([200, 30, 30]);
    maya.set_profile_image(red.clone()).await;
    let before = maya.user().await;
    for (file, status, why) in [
        (b"<svg/>".to_vec(), 422, "InvalidPicture"),
        (red[..red.len() / 2].to_vec(), 422, "PictureDamaged"),
        (Vec::new(), 422, "InvalidPicture"),
    ] {
        let answer = maya.set_profile_image(file).await;
        assert_eq!((answer.status, answer.json()), (status, json!(why)));
    }
    let too_large = vec![0; 2 * 1024 * 1024 + 1];
    assert_eq!(maya.set_profile_image(too_large).await.status, 413);
    assert_eq!(maya.user().await, before);
}

#[tokio::test]
async fn only_the_signed_in_user_sets_their_picture_from_a_page_of_ours() {
    let world = World::new().await;
    let red = png([200, 30, 30]);
    let answer = world.anonymous().set_profile_image(red.clone()).await;
    assert_eq!((answer.status, answer.json()), (401, json!("SignedOut")));
    let maya = world.student(STUDENT).await;
    let request = Request::post("/api/set_profile_image")
        .header("content-type", "application/octet-stream")
        .header("sec-fetch-site", "cross-site")
        .header("origin", "https://evil.example");
    let answer = maya.send(request.body(red.into()).unwrap()).await;
    assert_eq!(answer.status, 403);
    assert_eq!(maya.user().await["has_image"], Value::Bool(false));
}
