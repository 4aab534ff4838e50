use super::actor::value;
use crate::{
    store::{Store, on_both_engines},
    world::{STUDENT, World},
};

on_both_engines![a_name_is_saved_and_the_next_sign_in_leaves_it,];

#[tokio::test]
async fn the_account_page_is_for_who_is_signed_in_and_linked_in_every_header() {
    let world = World::new().await;
    for page in [
        "/account",
        "/account/security",
        "/account/data",
        "/account/confirm",
        "/account/enrol",
    ] {
        assert_eq!(world.anonymous().get(page).await.location(), "/", "{page}");
    }
    let refused = world.anonymous().send_form("name", &[]).await;
    assert_eq!(
        (refused.status, refused.location().as_str()),
        (303, "/?error=ended")
    );
    let maya = world.student(STUDENT).await;
    assert!(
        maya.get("/profile")
            .await
            .body
            .contains("href=\"/account\"")
    );
    let pages: [(&str, &[&str]); 3] = [
        (
            "/account",
            &[
                "Picture",
                "Name",
                "Time zone",
                "E-mail addresses",
                "Phone numbers",
                "Connected accounts",
            ],
        ),
        (
            "/account/security",
            &[
                "Password",
                "Two-step verification",
                "Where you're signed in",
            ],
        ),
        ("/account/data", &["Download", "Delete account"]),
    ];
    for (path, headings) in pages {
        let page = maya.get(path).await;
        let found = page.body.split("</h2>").map(crate::browser::words);
        let shown: Vec<_> = found.collect();
        assert_eq!(shown.len() - 1, headings.len(), "{path}");
        for (heading, before) in headings.iter().zip(shown) {
            assert!(before.ends_with(heading), "{path}: {heading}");
        }
        let current = format!("href=\"{path}\" aria-current=\"page\"");
        assert!(page.body.contains(&current), "{path}");
        assert!(!page.body.contains(" style=\""), "no inline style");
    }
}

async fn a_name_is_saved_and_the_next_sign_in_leaves_it(store: Store) {
    let world = World::on(store).await;
    let maya = world.student(STUDENT).await;
    let before = maya.get("/account").await.body;
    assert_eq!(value(&before, "first_name"), "Maya");
    let fields = [("first_name", " Maja "), ("last_name", "O'Brien")];
    assert!(
        maya.tell("name", &fields)
            .await
            .contains("Your name is saved.")
    );
    assert!(
        !maya.read("/account").await.contains("Your name is saved."),
        "it is told once"
    );
    world.sign_in(&maya, STUDENT).await;
    let page = maya.get("/account").await.body;
    assert_eq!(value(&page, "first_name"), "Maja");
    assert!(value(&page, "last_name").starts_with('O'));
}

#[tokio::test]
async fn what_is_no_name_stays_in_its_field_with_the_mend_beside_it() {
    let world = World::new().await;
    let maya = world.student(STUDENT).await;
    let long = "x".repeat(101);
    let answer = maya
        .send_form("name", &[("first_name", &long), ("last_name", "Okafor")])
        .await;
    assert_eq!(answer.location(), "/account#name");
    let page = maya.get("/account").await.body;
    assert!(page.contains("aria-describedby=\"first_name-trouble\""));
    assert!(page.contains("A name is one line of up to 100 characters."));
    assert_eq!(value(&page, "first_name"), long);
}

#[tokio::test]
async fn a_username_is_shown_where_there_is_one() {
    let world = World::new().await;
    let maya = world.student(STUDENT).await;
    assert!(!maya.read("/account").await.contains("Username"));
    world
        .break_store("UPDATE users SET username = 'maya_okafor'")
        .await;
    let page = maya.read("/account").await;
    assert!(page.contains("Username maya_okafor"), "{page}");
}
