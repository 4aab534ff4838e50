use super::actor::PASSWORD;
use crate::{
    clock::MINUTE,
    store::{Store, on_both_engines},
    world::{ME, STUDENT, World},
};

on_both_engines![a_student_of_timeback_sets_a_password_and_can_sign_in_with_it,];

async fn a_student_of_timeback_sets_a_password_and_can_sign_in_with_it(store: Store) {
    let world = World::on(store).await;
    let maya = world.student(STUDENT).await;
    world.clock.pass(MINUTE);
    let page = maya.read("/account/security").await;
    assert!(page.contains("Not set Set a password"), "{page}");
    assert!(!page.contains("Current password"), "{page}");
    let personal = maya.read("/account").await;
    assert!(
        personal.contains("Main address, from Timeback"),
        "{personal}"
    );
    assert!(!personal.contains("Change main address"), "{personal}");
    let told = maya.tell("password", &[("new_password", PASSWORD)]).await;
    assert!(told.contains("Your password is saved."), "{told}");
    assert!(told.contains("Current password"), "{told}");
    let personal = maya.read("/account").await;
    assert!(personal.contains("Change main address"), "{personal}");
    let body = serde_json::json!({ "email": STUDENT, "password": PASSWORD });
    let signed_in = world
        .client()
        .post("/token?grant_type=password", body)
        .await;
    assert_eq!(signed_in.status, 200, "{}", signed_in.body);
    let providers = &signed_in.json()["user"]["app_metadata"]["providers"];
    assert_eq!(*providers, serde_json::json!(["timeback", "email"]));
}

#[tokio::test]
async fn a_new_password_takes_the_current_one_and_ends_the_other_sessions() {
    let world = World::new().await;
    let maya = world.maya_with_password().await;
    let elsewhere = world.student(STUDENT).await;
    let cases = [
        (
            "wrong",
            "a new password",
            "That's not your current password.",
        ),
        ("", "a new password", "That's not your current password."),
        (PASSWORD, "short", "A password needs at least 8 characters."),
        (PASSWORD, &"ü".repeat(129), "up to 128 characters."),
        (PASSWORD, PASSWORD, "That's already your password."),
    ];
    for (current, new, words) in cases {
        let fields = [("current_password", current), ("new_password", new)];
        let answer = maya.send_form("password", &fields).await;
        let page = maya.get(answer.location().split('#').next().unwrap()).await;
        assert!(page.text().contains(words), "{words}");
        assert!(
            !page.body.contains(PASSWORD) && !page.body.contains("a new password"),
            "no password comes back"
        );
        assert!(!answer.header("set-cookie").unwrap().contains(new));
    }
    assert_eq!(elsewhere.get(ME).await.status, 200);
    let fields = [
        ("current_password", PASSWORD),
        ("new_password", "four blue pears"),
    ];
    assert!(maya.tell("password", &fields).await.contains("is saved"));
    assert_eq!(elsewhere.get(ME).await.status, 401);
    assert_eq!(maya.get(ME).await.status, 200);
}

#[tokio::test]
async fn a_password_does_not_open_the_address_of_somebody_else() {
    let world = World::new().await;
    world.maya_with_password().await;
    let other = world.student("no.goals@example.com").await;
    world
        .break_store("DELETE FROM email_addresses WHERE address_lower = 'no.goals@example.com'")
        .await;
    world
        .break_store("UPDATE email_addresses SET address = 'no.goals@example.com', address_lower = 'no.goals@example.com'")
        .await;
    let told = other.tell("password", &[("new_password", PASSWORD)]).await;
    assert!(told.contains("Someone else has an account here"), "{told}");
}
