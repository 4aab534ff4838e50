//! Whatever ends a session, its profile is forgotten and its open pages are closed at once.

mod stage;

use axum::http::Method;
use futures_util::{FutureExt as _, future::LocalBoxFuture};
use identity::EndReason::{
    self, Banned, Deleted, PasswordChanged, ProofsFailed, Replaced, Revoked, SecondFactor,
    SignedOut,
};
use serde_json::json;

use self::stage::Stage;
use super::{
    browser::Answer,
    live::Connection,
    sign_in_pages::actor::{MAYA, PASSWORD, sign_in},
    store::{Store, on_both_engines},
    world::SIGN_OUT,
};

on_both_engines![
    a_student_ends_a_session,
    another_device_ends_a_session,
    an_administrator_ends_a_session,
    a_new_address_leaves_the_session_and_nothing_of_the_old_one,
];

/// What ends the laptop's session.
type Way = for<'a> fn(&'a Stage) -> LocalBoxFuture<'a, Answer>;

async fn a_student_ends_a_session(store: Store) {
    let ways: &[(&str, EndReason, Way)] = &[
        ("the sign-out form", SignedOut, |s| {
            s.laptop.post_form(SIGN_OUT, &[]).boxed_local()
        }),
        ("the sign-out link", SignedOut, |s| {
            s.laptop.get(SIGN_OUT).boxed_local()
        }),
        ("a sign-in with a password", Replaced, |s| {
            sign_in(&s.laptop, MAYA, PASSWORD).boxed_local()
        }),
        ("a sign-in with Timeback", Replaced, |s| {
            s.world
                .sign_in(&s.laptop, "o'brien@example.com")
                .boxed_local()
        }),
        ("a sign-in with a mailed code", Replaced, |s| {
            s.recover(&s.laptop).boxed_local()
        }),
        ("wrong proofs", ProofsFailed, |s| {
            s.fail_to_confirm().boxed_local()
        }),
    ];
    assert_each_is_heard(&store, ways).await;
}

async fn another_device_ends_a_session(store: Store) {
    let ways: &[(&str, EndReason, Way)] = &[
        ("its button on the account page", SignedOut, |s| {
            s.phone_ends_the_laptop().boxed_local()
        }),
        ("the button for all others", SignedOut, |s| {
            s.phone.send_form("sessions/others", &[]).boxed_local()
        }),
        ("an app that ends it", SignedOut, |s| {
            s.call(
                Method::DELETE,
                format!("/user/sessions/{}", s.session),
                json!({}),
            )
        }),
        ("an app that signs out everywhere", SignedOut, |s| {
            s.call(Method::POST, "/logout".to_owned(), json!({}))
        }),
        ("an app that signs out elsewhere", SignedOut, |s| {
            s.call(Method::POST, "/logout?scope=others".to_owned(), json!({}))
        }),
        ("a new password on the account page", PasswordChanged, |s| {
            s.phone
                .send_form(
                    "password",
                    &[("current_password", PASSWORD), ("new_password", stage::NEW)],
                )
                .boxed_local()
        }),
        ("a new password from an app", PasswordChanged, |s| {
            let password = json!({ "password": stage::NEW, "current_password": PASSWORD });
            s.call(Method::PUT, "/user".to_owned(), password)
        }),
        ("a new password after a mailed code", PasswordChanged, |s| {
            s.phone_recovers().boxed_local()
        }),
        ("a second factor on the account page", SecondFactor, |s| {
            async { s.phone.set_up_app(&s.world).await.1 }.boxed_local()
        }),
        ("a second factor from an app", SecondFactor, |s| {
            s.enrol_in_the_app().boxed_local()
        }),
        (
            "a link to Timeback by a mailed code",
            PasswordChanged,
            |s| s.link_by_mail().boxed_local(),
        ),
        ("the form that deletes the account", Deleted, |s| {
            s.phone
                .send_form("delete", &[("word", "delete")])
                .boxed_local()
        }),
        ("an app that deletes the account", Deleted, |s| {
            s.call(Method::DELETE, "/user".to_owned(), json!({}))
        }),
    ];
    assert_each_is_heard(&store, ways).await;
}

async fn an_administrator_ends_a_session(store: Store) {
    let ways: &[(&str, EndReason, Way)] = &[
        ("a new password", PasswordChanged, |s| {
            s.administer(Method::PUT, json!({ "password": stage::NEW }))
        }),
        ("a ban", Banned, |s| {
            s.administer(Method::PUT, json!({ "ban_duration": "24h" }))
        }),
        ("a deletion", Deleted, |s| {
            s.administer(Method::DELETE, json!({}))
        }),
        ("a program that revokes it", Revoked, |s| {
            s.post_as_program(format!("/sessions/{}/revoke", s.session))
        }),
        ("a program that bans the user", Banned, |s| {
            s.post_as_program(format!("/users/{}/ban", s.user()))
        }),
        ("a soft deletion", Deleted, |s| {
            s.administer(Method::DELETE, json!({ "should_soft_delete": true }))
        }),
    ];
    assert_each_is_heard(&store, ways).await;
}

async fn assert_each_is_heard(store: &Store, ways: &[(&str, EndReason, Way)]) {
    for (name, reason, way) in ways {
        let stage = Stage::on(store.another().await).await;
        let heard = stage.hear();
        let mut page = Connection::open(&stage.laptop, "/profile/live?since=0").await;
        assert!(page.report().await.is_some(), "{name}");
        assert!(stage.world.state.profiles.has(&stage.session), "{name}");

        let answer = way(&stage).await;
        assert!(
            answer.status < 400,
            "{name}: {} {}",
            answer.status,
            answer.body
        );

        assert!(!stage.world.state.profiles.has(&stage.session), "{name}");
        assert_eq!(page.report().await, None, "{name}");
        let heard = heard.lock().unwrap();
        let laptop: Vec<_> = heard
            .iter()
            .filter(|ended| ended.id.as_str() == stage.session)
            .map(|ended| ended.reason)
            .collect();
        assert_eq!(laptop, [*reason], "{name}");
    }
}

async fn a_new_address_leaves_the_session_and_nothing_of_the_old_one(store: Store) {
    let stage = Stage::on(store).await;
    let heard = stage.hear();
    let mut page = Connection::open(&stage.laptop, "/profile/live?since=0").await;
    assert!(page.report().await.is_some());
    stage.phone_changes_the_address("maja@example.com").await;
    assert!(!stage.world.state.profiles.has(&stage.session));
    assert_eq!(page.report().await, None);
    assert!(heard.lock().unwrap().is_empty(), "no session ended");
    assert_eq!(stage.laptop.get("/account").await.status, 200);
}
