use std::time::Duration;

use super::school::{MAYA, PASSWORD, School, client, email, presented, token};
use crate::store::{Store, on_both_engines};

on_both_engines![
    what_happens_is_in_the_log,
    a_change_that_cannot_be_logged_does_not_happen,
    the_database_refuses_to_change_the_log_or_to_shorten_it,
    a_log_that_was_changed_shows_where,
    processes_that_write_at_once_make_one_chain,
    the_log_forgets_after_a_year_and_still_holds,
];

async fn what_happens_is_in_the_log(store: Store) {
    let school = School::on(store).await;
    let grant = school.sign_up(MAYA).await;
    school.refresh(token(&grant)).await.unwrap();
    let log = school.identity.audit_log().await.unwrap();
    assert_eq!(school.log().await, ["user_signedup", "token_refreshed"]);
    let entry = &log[1];
    assert_eq!(entry.session_id.as_deref(), Some(grant.session.as_str()));
    assert_eq!(entry.actor_id.as_deref(), Some(grant.account.id.as_str()));
    assert_eq!(entry.request_id.as_deref(), Some("request 1"));
    assert_eq!(entry.at(), school.clock.now());
}

async fn a_change_that_cannot_be_logged_does_not_happen(store: Store) {
    let school = School::on(store).await;
    let grant = school.sign_up(MAYA).await;
    school
        .store
        .execute("ALTER TABLE audit_events RENAME TO elsewhere")
        .await;
    let client = client();
    let (leon, password) = (email("leon@example.com"), presented(PASSWORD));
    let failed = school
        .identity
        .sign_up(&leon, &password, serde_json::Map::new(), None, &client);
    assert!(failed.await.is_err());
    assert!(
        school
            .identity
            .refresh(token(&grant), &client)
            .await
            .is_err()
    );
    school
        .store
        .execute("ALTER TABLE elsewhere RENAME TO audit_events")
        .await;
    assert_eq!(school.store.number("SELECT COUNT(*) FROM users").await, 1);
    let counter = school.refresh(token(&grant)).await.unwrap().renewal.counter;
    assert_eq!(counter, 1);
}

async fn the_database_refuses_to_change_the_log_or_to_shorten_it(store: Store) {
    let school = School::on(store).await;
    school.sign_up(MAYA).await;
    school.clock.pass(Duration::from_hours(364 * 24));
    school.sign_in(MAYA).await;
    for statement in [
        "UPDATE audit_events SET action = 'login_failed'",
        "UPDATE audit_events SET hash = '' WHERE sequence = 1",
        "DELETE FROM audit_events WHERE sequence = 1",
        "DELETE FROM audit_events",
    ] {
        let refused = school.store.try_execute(statement).await.unwrap_err();
        let refused = refused.to_string();
        assert!(refused.contains("only added to"), "{statement}: {refused}");
    }
    if school.store.is_postgres() {
        let emptied = school.store.try_execute("TRUNCATE audit_events").await;
        assert!(emptied.is_err());
    }
    assert_eq!(school.log().await, ["user_signedup", "login"]);
}

async fn a_log_that_was_changed_shows_where(store: Store) {
    let school = School::on(store).await;
    school.sign_up(MAYA).await;
    for _ in 0..4 {
        school.sign_in(MAYA).await;
    }
    assert_eq!(school.log().await.len(), 5);
    school.store.execute(school.store.unguard()).await;
    let lie = "UPDATE audit_events SET action = 'login_failed' WHERE sequence = 4";
    school.store.execute(lie).await;
    assert_eq!(school.log().await.len(), 3);
    let gap = "DELETE FROM audit_events WHERE sequence IN (3, 4)";
    school.store.execute(gap).await;
    assert_eq!(school.log().await.len(), 2);
}

async fn processes_that_write_at_once_make_one_chain(store: Store) {
    let school = School::on(store).await;
    let other = school.another_process().await;
    school.sign_up(MAYA).await;
    let (password, client) = (presented(PASSWORD), client());
    let nobody: Vec<_> = (0..20)
        .map(|number| email(&format!("nobody.{number}@example.com")))
        .collect();
    let identity = &school.identity;
    let here = nobody[..10]
        .iter()
        .map(|address| identity.sign_in_with_password(address, &password, &client));
    let there = nobody[10..]
        .iter()
        .map(|address| other.sign_in_with_password(address, &password, &client));
    tokio::join!(
        futures_util::future::join_all(here),
        futures_util::future::join_all(there)
    );
    assert_eq!(school.log().await.len(), 21);
}

async fn the_log_forgets_after_a_year_and_still_holds(store: Store) {
    let school = School::on(store).await;
    school.sign_up(MAYA).await;
    school.clock.pass(Duration::from_hours(300 * 24));
    school.sign_in(MAYA).await;
    school.clock.pass(Duration::from_hours(66 * 24));
    school.identity.clean_up().await.unwrap();
    school.sign_in(MAYA).await;
    assert_eq!(school.log().await, ["login", "log_trimmed", "login"]);
}
