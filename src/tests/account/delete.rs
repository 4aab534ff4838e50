use crate::{
    browser::SESSION,
    store::{Store, on_both_engines},
    world::{ME, STUDENT, World},
};

on_both_engines![
    an_account_is_deleted_by_its_word_and_everything_goes_but_the_log,
    another_word_deletes_nothing,
];

async fn an_account_is_deleted_by_its_word_and_everything_goes_but_the_log(store: Store) {
    let world = World::on(store).await;
    let maya = world.maya_with_password().await;
    let elsewhere = world.student(STUDENT).await;
    maya.send_form("confirm/mail", &[("to", "delete")]).await;
    world.refuse_something_of(&maya).await;
    let answer = maya.send_form("delete", &[("word", " Delete ")]).await;
    assert_eq!(answer.location(), "/account/deleted");
    assert_eq!(
        answer.header("clear-site-data"),
        Some("\"cache\", \"storage\"")
    );
    assert_eq!(maya.cookie(SESSION), None);
    assert!(
        maya.read("/account/deleted")
            .await
            .contains("Your account is deleted")
    );
    assert_eq!(elsewhere.get(ME).await.status, 401);
    for table in [
        "SELECT COUNT(*) FROM users",
        "SELECT COUNT(*) FROM identities",
        "SELECT COUNT(*) FROM sessions",
        "SELECT COUNT(*) FROM email_addresses",
        "SELECT COUNT(*) FROM mails",
        "SELECT COUNT(*) FROM outbox WHERE event_id = 'hers'",
        "SELECT COUNT(*) FROM audit_events WHERE action = 'user_deleted' AND (address IS NOT NULL OR user_agent IS NOT NULL)",
    ] {
        assert_eq!(world.number(table).await, 0, "{table}");
    }
    let others = "SELECT COUNT(*) FROM outbox";
    assert_eq!(world.number(others).await, 1, "somebody else's stays");
    let deleted = "SELECT COUNT(*) FROM audit_events WHERE action = 'user_deleted'";
    assert_eq!(world.number(deleted).await, 1);
    let again = world.student(STUDENT).await;
    let security = again.read("/account/security").await;
    assert!(security.contains("Not set Set a password"), "{security}");
}

async fn another_word_deletes_nothing(store: Store) {
    let world = World::on(store).await;
    let maya = world.student(STUDENT).await;
    let told = maya.tell("delete", &[("word", "deleet")]).await;
    assert!(told.contains("Type the word delete to continue."), "{told}");
    assert_eq!(maya.get(ME).await.status, 200);
}
