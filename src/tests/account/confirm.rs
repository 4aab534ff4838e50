use super::actor::{PASSWORD, value};
use crate::{
    accounts::authenticator::Authenticator,
    browser::SESSION,
    clock::MINUTE,
    store::{Store, on_both_engines},
    world::{ME, STUDENT, World},
};

on_both_engines![
    five_minutes_after_the_sign_in_sensitive_changes_ask_for_a_proof_and_come_back,
    who_has_no_password_proves_it_by_mail,
    a_wrong_proof_is_told_and_the_fifth_in_a_row_ends_the_session,
];

type Fields = &'static [(&'static str, &'static str)];

async fn five_minutes_after_the_sign_in_sensitive_changes_ask_for_a_proof_and_come_back(
    store: Store,
) {
    let world = World::on(store).await;
    let maya = world.maya_with_password().await;
    world.clock.pass(MINUTE * 5);
    let forms: [(&str, Fields, &str); 6] = [
        ("email", &[("email", "maja@example.com")], "email"),
        (
            "password",
            &[("new_password", "another green one")],
            "password",
        ),
        ("factor", &[("factor_name", "My phone")], "factor"),
        ("factor/remove", &[("factor", "none")], "factor"),
        ("backup-codes", &[], "factor"),
        ("delete", &[("word", "delete")], "delete"),
    ];
    for (form, fields, section) in forms {
        let asked = maya.send_form(form, fields).await.location();
        assert_eq!(asked, format!("/account/confirm?to={section}"), "{form}");
    }
    maya.send_form("email", &[("email", "maja@example.com")])
        .await;
    assert!(
        maya.read("/account/confirm?to=email")
            .await
            .contains("Confirm it's you")
    );
    let before = maya.copy();
    let proof = [("kind", "password"), ("proof", PASSWORD), ("to", "email")];
    let answer = maya.send_form("confirm", &proof).await;
    assert_eq!(answer.location(), "/account#email");
    let page = maya.get("/account").await.body;
    assert!(page.contains("You can make changes like this for the next five minutes."));
    assert_eq!(value(&page, "email"), "maja@example.com");
    assert_ne!(maya.cookie(SESSION), before.cookie(SESSION));
    assert_eq!(
        before.get(ME).await.status,
        401,
        "the old token opens nothing"
    );
    world.clock.pass(MINUTE * 4);
    let told = maya.tell("email", &[("email", "maja@example.com")]).await;
    assert!(
        told.contains("We e-mailed a code to the new address"),
        "{told}"
    );
}

async fn a_wrong_proof_is_told_and_the_fifth_in_a_row_ends_the_session(store: Store) {
    let world = World::on(store).await;
    let maya = world.maya_with_password().await;
    world.clock.pass(MINUTE * 5);
    maya.send_form("email", &[("email", "maja@example.com")])
        .await;
    let wrong = [("kind", "password"), ("proof", "wrong"), ("to", "email")];
    for _ in 0..4 {
        let told = maya.tell("confirm", &wrong).await;
        assert!(told.contains("That's not right."), "{told}");
    }
    let right = [("kind", "password"), ("proof", PASSWORD), ("to", "email")];
    let page = maya.send_form("confirm", &right).await.location();
    assert_eq!(page, "/account#email");
    assert_eq!(
        value(&maya.get("/account").await.body, "email"),
        "maja@example.com",
        "what was typed came all the way"
    );
    for _ in 0..4 {
        maya.tell("confirm", &wrong).await;
    }
    let empty = [("kind", "password"), ("proof", " "), ("to", "email")];
    let told = maya.tell("confirm", &empty).await;
    assert!(
        told.contains("You haven't entered anything"),
        "no try: {told}"
    );
    let door = maya.send_form("confirm", &wrong).await.location();
    assert!(maya.read(&door).await.contains("too many wrong tries"));
    assert_eq!(maya.get("/account").await.location(), "/");
}

async fn who_has_no_password_proves_it_by_mail(store: Store) {
    let world = World::on(store).await;
    let maya = world.student(STUDENT).await;
    world.clock.pass(MINUTE * 5);
    let told = maya.tell("confirm/mail", &[("to", "password")]).await;
    assert!(told.contains("The e-mail is on its way."), "{told}");
    let again = maya.tell("confirm/mail", &[("to", "password")]).await;
    assert!(again.contains("We just e-mailed you."), "{again}");
    let code = world.mailed_code(STUDENT).await;
    let proof = [("kind", "mail"), ("proof", &code), ("to", "password")];
    let back = maya.send_form("confirm", &proof).await.location();
    assert_eq!(back, "/account/security#password");
    let told = maya.tell("password", &[("new_password", PASSWORD)]).await;
    assert!(told.contains("Your password is saved."), "{told}");
}

#[tokio::test]
async fn who_has_a_second_factor_proves_it_by_that_and_nothing_less() {
    let world = World::new().await;
    let maya = world.maya_with_password().await;
    let (app, _) = maya.set_up_app(&world).await;
    let asked = world.sign_in(&maya, STUDENT).await;
    assert_eq!(
        asked.location(),
        "/second-factor",
        "a fresh sign-in is not enough without the factor"
    );
    world.clock.pass(MINUTE);
    let shown = world.code(&app);
    let answer = maya.post_form("/second-factor", &[("code", &shown)]).await;
    assert_eq!(answer.location(), "/profile");
    world.clock.pass(MINUTE * 6);
    let asked = maya.send_form("delete", &[("word", "delete")]).await;
    assert_eq!(asked.location(), "/account/confirm?to=delete");
    let password = [("kind", "password"), ("proof", PASSWORD), ("to", "delete")];
    let told = maya.tell("confirm", &password).await;
    assert!(told.contains("That's not right."), "{told}");
    assert!(!told.contains("Your password"), "{told}");
    world.clock.pass(MINUTE);
    let code = code(&world, &app);
    let factor = [("kind", "factor"), ("proof", &code), ("to", "delete")];
    assert_eq!(
        maya.send_form("confirm", &factor).await.location(),
        "/account/data#delete"
    );
}

/// The code with the space that people type.
fn code(world: &World, app: &Authenticator) -> String {
    let code = world.code(app);
    format!(" {} {}", &code[..3], &code[3..])
}
