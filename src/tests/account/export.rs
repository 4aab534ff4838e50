use crate::{
    browser::SESSION,
    store::{Store, on_both_engines},
    world::{STUDENT, World},
};

on_both_engines![the_export_has_all_we_hold_of_the_user_and_nothing_that_opens_their_account,];

async fn the_export_has_all_we_hold_of_the_user_and_nothing_that_opens_their_account(store: Store) {
    let world = World::on(store).await;
    let maya = world.maya_with_password().await;
    world.student("no.goals@example.com").await;
    maya.send_form("confirm/mail", &[("to", "name")]).await;
    maya.set_up_app(&world).await;
    world.refuse_something_of(&maya).await;
    let answer = maya.get("/account/export").await;
    assert_eq!(answer.header("content-type"), Some("application/json"));
    let disposition = answer.header("content-disposition").unwrap();
    assert!(disposition.starts_with("attachment; "), "{disposition}");
    let export = answer.json();
    assert_eq!(export["user"]["first_name"], "Maya");
    assert_eq!(export["email_addresses"][0]["address"], STUDENT);
    assert_eq!(export["identities"].as_array().unwrap().len(), 2);
    assert_eq!(export["sessions"][0]["amr"][0]["method"], "totp");
    assert_eq!(export["factors"][0]["friendly_name"], "My phone");
    assert_eq!(export["backup_codes"].as_array().unwrap().len(), 10);
    let mails = export["waiting_mails"].as_array().unwrap();
    assert_eq!(mails[0]["subject"], "Confirm that it is you");
    let actions: Vec<_> = export["audit_events"].as_array().unwrap().iter().collect();
    assert_eq!(actions[0]["action"], "login");
    let refused = &export["waiting_for_timeback"];
    assert_eq!(refused.as_array().unwrap().len(), 1, "{refused}");
    assert_eq!(refused[0]["reason"], "no such course");
    assert_eq!(export["exported_at"], "2026-11-20T16:00:00Z");
    for secret in [
        "hash",
        "secret",
        "argon2",
        "no.goals",
        &maya.cookie(SESSION).unwrap(),
    ] {
        assert!(!answer.body.contains(secret), "{secret}: {}", answer.body);
    }
    let code = world.mailed_code(STUDENT).await;
    assert!(!answer.body.contains(&code));
}

#[tokio::test]
async fn nobody_exports_without_a_session() {
    let world = World::new().await;
    let answer = world.anonymous().get("/account/export").await;
    assert_eq!(
        (answer.status, answer.location().as_str()),
        (303, "/?error=ended")
    );
}
