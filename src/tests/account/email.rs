use crate::{
    store::{Store, on_both_engines},
    world::{STUDENT, World},
};

on_both_engines![a_new_address_counts_once_both_agreed,];

const NEW: &str = "maja@example.com";

async fn a_new_address_counts_once_both_agreed(store: Store) {
    let world = World::on(store).await;
    let maya = world.maya_with_password().await;
    let told = maya.tell("email", &[("email", NEW)]).await;
    assert!(
        told.contains("We e-mailed a code to the new address"),
        "{told}"
    );
    assert!(
        told.contains("You want to change to maja@example.com"),
        "{told}"
    );
    let wrong = maya.tell("email/code", &[("code", "00000000")]).await;
    assert!(
        wrong.contains("That code is wrong or has expired."),
        "{wrong}"
    );
    let new = world.mailed_code(NEW).await;
    let told = maya.tell("email/code", &[("code", &new)]).await;
    assert!(told.contains("New address: confirmed"), "{told}");
    assert!(told.contains("Current address: not confirmed"), "{told}");
    let old = world.mailed_code(STUDENT).await;
    let told = maya.tell("email/code", &[("code", &old)]).await;
    assert!(told.contains("Your e-mail address has changed."), "{told}");
    assert!(told.contains(
        "E-mail addresses Your e-mail address has changed. maja@example.com Main address"
    ));
}

#[tokio::test]
async fn what_is_no_address_or_anothers_stays_in_its_field() {
    let world = World::new().await;
    let maya = world.maya_with_password().await;
    let body = serde_json::json!({ "email": "leon@example.com", "password": "a long password" });
    world.client().post("/signup", body).await;
    for (typed, words) in [
        ("maja at home", "That doesn't look like an e-mail address."),
        ("leon@example.com", "That address already has an account."),
    ] {
        maya.send_form("email", &[("email", typed)]).await;
        let page = maya.get("/account").await;
        assert!(page.text().contains(words), "{words}");
        assert_eq!(super::actor::value(&page.body, "email"), typed);
        assert!(page.body.contains("id=\"new_email-trouble\""));
    }
}

#[tokio::test]
async fn the_codes_come_again_and_the_old_address_may_stay() {
    let world = World::new().await;
    let maya = world.maya_with_password().await;
    maya.send_form("email", &[("email", NEW)]).await;
    let told = maya.tell("email/mail", &[]).await;
    assert!(told.contains("We just e-mailed you."), "{told}");
    world.clock.pass(crate::clock::MINUTE);
    let told = maya.tell("email/mail", &[]).await;
    assert!(told.contains("The e-mail is on its way."), "{told}");
    let code = world.mailed_code(NEW).await;
    let told = maya.tell("email/keep", &[]).await;
    assert!(
        told.contains("stays the same") && !told.contains(NEW),
        "{told}"
    );
    let told = maya.tell("email/code", &[("code", &code)]).await;
    assert!(told.contains(STUDENT) && !told.contains(NEW), "{told}");
}
