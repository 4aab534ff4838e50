use super::{count, fetch, path_in, png, upload};
use crate::{
    browser::Browser,
    store::{Store, on_both_engines},
    world::{STUDENT, World},
};

on_both_engines![
    a_picture_is_saved_shown_and_removed,
    a_picture_goes_with_the_last_account_that_has_it,
];

/// Uploads a file on the account page; returns what the page says then, with its address.
async fn add(user: &Browser, file: &[u8]) -> (String, String) {
    let answer = user
        .send(upload("/account/picture", "file", "me.svg", file))
        .await;
    assert_eq!(answer.status, 303, "{}", answer.body);
    let page = user.get("/account").await;
    (page.body.clone(), page.text())
}

async fn a_picture_is_saved_shown_and_removed(store: Store) {
    let world = World::on(store).await;
    let maya = world.student(STUDENT).await;
    let initials = path_in(&maya.get("/account").await.body);
    assert!(initials.starts_with("/pictures/initials/"), "{initials}");
    let (page, text) = add(&maya, &png([200, 30, 30])).await;
    assert!(text.contains("Your picture is saved."), "{text}");
    let path = path_in(&page);
    let served = fetch(&world, &path).await;
    assert_eq!(served.header("content-type"), "image/jpeg");
    let image = image::load_from_memory(&served.content).unwrap();
    assert_eq!((image.width(), image.height()), (256, 256));
    let small = fetch(&world, &format!("{path}?size=64")).await;
    assert_eq!(image::load_from_memory(&small.content).unwrap().width(), 64);
    // The next one takes its place.
    let (page, _) = add(&maya, &png([30, 30, 200])).await;
    assert_ne!(path_in(&page), path);
    assert_eq!(fetch(&world, &path).await.response.status(), 404);
    let export = maya.get("/account/export").await.json();
    assert_eq!(export["picture"]["content_type"], "image/jpeg");
    assert!(export["picture"]["base64"].as_str().unwrap().len() > 100);
    let told = maya.tell("picture/remove", &[]).await;
    assert!(told.contains("Your picture was removed."), "{told}");
    assert_eq!(path_in(&maya.get("/account").await.body), initials);
    assert_eq!(count(&world).await, 0);
}

async fn a_picture_goes_with_the_last_account_that_has_it(store: Store) {
    let world = World::on(store).await;
    let maya = world.maya_with_password().await;
    let leon = world.student("new.student@example.com").await;
    let red = png([200, 30, 30]);
    let path = path_in(&add(&maya, &red).await.0);
    assert_eq!(path_in(&add(&leon, &red).await.0), path);
    assert_eq!(count(&world).await, 1);
    leon.tell("picture/remove", &[]).await;
    assert_eq!(fetch(&world, &path).await.response.status(), 200);
    maya.tell(
        "confirm",
        &[("kind", "password"), ("proof", "three green apples")],
    )
    .await;
    let left = maya.send_form("delete", &[("word", "delete")]).await;
    assert_eq!(left.location(), "/account/deleted");
    assert_eq!(fetch(&world, &path).await.response.status(), 404);
    assert_eq!(count(&world).await, 0);
}

#[tokio::test]
async fn what_is_no_picture_is_refused_with_the_mend_beside_the_field() {
    let world = World::new().await;
    let maya = world.student(STUDENT).await;
    let svg = b"<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>";
    let red = png([200, 30, 30]);
    let large = vec![0; 2 * 1024 * 1024 + 1];
    let larger = vec![0; 9 * 1024 * 1024];
    for (file, words) in [
        (&b""[..], "Choose a picture first."),
        (svg, "Choose a PNG, JPEG, WebP or GIF picture."),
        (&red[..red.len() / 2], "It may be damaged"),
        (&large, "larger than 2 MB"),
        (&larger, "larger than 2 MB"),
    ] {
        let (page, _) = add(&maya, file).await;
        assert!(page.contains("id=\"file-trouble\""), "{words}");
        assert!(page.contains(words), "{words}");
    }
    // The field of another form is no file.
    let stray = upload("/account/picture", "avatar", "me.png", &red);
    assert_eq!(maya.send(stray).await.location(), "/account#picture");
    assert_eq!(count(&world).await, 0);
}

#[tokio::test]
async fn a_picture_is_changed_from_a_page_of_ours_by_who_is_signed_in() {
    let world = World::new().await;
    let red = png([200, 30, 30]);
    let request = || upload("/account/picture", "file", "me.png", &red);
    let stranger = world.anonymous().send(request()).await;
    assert_eq!(stranger.location(), "/?error=ended");
    let maya = world.student(STUDENT).await;
    let mut foreign = request();
    let elsewhere = "https://evil.example".parse().unwrap();
    foreign.headers_mut().insert("origin", elsewhere);
    foreign
        .headers_mut()
        .insert("sec-fetch-site", "cross-site".parse().unwrap());
    assert_eq!(maya.send(foreign).await.status, 403);
    assert_eq!(count(&world).await, 0);
}
