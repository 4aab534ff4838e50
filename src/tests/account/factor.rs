use super::actor::value;
use crate::{
    clock::MINUTE,
    store::{Store, on_both_engines},
    world::{ME, STUDENT, World},
};

on_both_engines![
    an_app_is_set_up_by_picture_or_key_and_backup_codes_are_shown_once,
    backup_codes_open_once_and_are_made_anew,
];

async fn an_app_is_set_up_by_picture_or_key_and_backup_codes_are_shown_once(store: Store) {
    let world = World::on(store).await;
    let maya = world.student(STUDENT).await;
    let elsewhere = world.student(STUDENT).await;
    let token = maya.cookie(crate::browser::SESSION);
    let (_, answer) = maya.set_up_app(&world).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    assert_ne!(maya.cookie(crate::browser::SESSION), token);
    assert_eq!(answer.body.split("<li><code dir=\"ltr\">").count(), 11);
    assert_eq!(answer.header("cache-control"), Some("private, no-store"));
    assert_eq!(
        maya.get("/account/backup-codes").await.location(),
        "/account/security"
    );
    let page = maya.read("/account/security").await;
    assert!(page.contains("My phone") && page.contains("Backup codes 10 left"));
    assert_eq!(
        elsewhere.get(ME).await.status,
        401,
        "it never showed the app"
    );
}

#[tokio::test]
async fn the_page_of_the_picture_keeps_to_its_policy_and_shows_the_key_to_nobody_else() {
    let world = World::new().await;
    let maya = world.student(STUDENT).await;
    maya.send_form("factor", &[("factor_name", "My phone")])
        .await;
    let page = maya.get("/account/enrol").await;
    assert!(page.body.contains("src=\"data:image/svg+xml;base64,"));
    assert!(
        page.header("content-security-policy")
            .unwrap()
            .contains("img-src 'self' data:")
    );
    let wrong = maya.tell("enrol", &[("code", "000000")]).await;
    assert!(
        wrong.contains("That code is wrong") && wrong.contains("Or type this key"),
        "{wrong}"
    );
    world.clock.pass(MINUTE * 5);
    let late = maya.read("/account/enrol").await;
    assert!(
        late.contains("confirm it's you first") && !late.contains("this key"),
        "{late}"
    );
    let told = maya.tell("factor/drop", &[]).await;
    assert!(told.contains("Setup cancelled."), "{told}");
}

#[tokio::test]
async fn an_app_needs_a_name_of_its_own() {
    let world = World::new().await;
    let maya = world.student(STUDENT).await;
    let told = maya.tell("factor", &[("factor_name", " ")]).await;
    assert!(told.contains("Give the app a name"), "{told}");
    maya.set_up_app(&world).await;
    let told = maya.tell("factor", &[("factor_name", "My phone")]).await;
    assert!(
        told.contains("You already have an app with that name."),
        "{told}"
    );
}

async fn backup_codes_open_once_and_are_made_anew(store: Store) {
    let world = World::on(store).await;
    let maya = world.student(STUDENT).await;
    let (_, shown) = maya.set_up_app(&world).await;
    let code = shown.body.split("<li><code dir=\"ltr\">").nth(1).unwrap();
    let code = code.split('<').next().unwrap().to_lowercase();
    world.clock.pass(MINUTE * 5);
    let proof = [
        ("kind", "factor"),
        ("proof", code.as_str()),
        ("to", "factor"),
    ];
    assert_eq!(
        maya.send_form("confirm", &proof).await.location(),
        "/account/security#factor"
    );
    assert!(
        maya.read("/account/security")
            .await
            .contains("codes 9 left")
    );
    let again = maya.tell("confirm", &proof).await;
    assert!(again.contains("That's not right."), "{again}");
    let renewed = maya.send_form("backup-codes", &[]).await;
    assert_eq!(renewed.body.split("<li><code dir=\"ltr\">").count(), 11);
    assert!(
        maya.read("/account/security")
            .await
            .contains("codes 10 left")
    );
}

#[tokio::test]
async fn an_app_is_removed_and_other_devices_may_be_signed_out_after_it() {
    let world = World::new().await;
    let maya = world.student(STUDENT).await;
    let (app, _) = maya.set_up_app(&world).await;
    world.clock.pass(MINUTE);
    let elsewhere = world.anonymous();
    world.sign_in(&elsewhere, STUDENT).await;
    let code = world.code(&app);
    elsewhere
        .post_form("/second-factor", &[("code", &code)])
        .await;
    assert_eq!(elsewhere.get(ME).await.status, 200);
    let page = maya.get("/account/security").await.body;
    let factor = value(&page, "factor");
    let told = maya.tell("factor/remove", &[("factor", &factor)]).await;
    assert!(
        told.contains("That authenticator app was removed."),
        "{told}"
    );
    assert!(
        told.contains("You're still signed in on other devices."),
        "{told}"
    );
    let told = maya.tell("sessions/others", &[]).await;
    assert!(
        told.contains("All your other devices have been signed out."),
        "{told}"
    );
    assert_eq!(elsewhere.get(ME).await.status, 401);
}
