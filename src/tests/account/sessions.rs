use std::net::SocketAddr;

use axum::{body::Body, extract::ConnectInfo, http::Request};

use super::actor::value;
use crate::{
    clock::MINUTE,
    store::{Store, on_both_engines},
    world::{ME, SIGN_IN, STUDENT, World},
};

on_both_engines![a_session_is_shown_in_words_and_this_one_is_marked,];

const FIREFOX: &str =
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:132.0) Gecko/20100101 Firefox/132.0";

async fn a_session_is_shown_in_words_and_this_one_is_marked(store: Store) {
    let world = World::on(store).await;
    let elsewhere = world.anonymous();
    let authorize = elsewhere.get(SIGN_IN).await.location();
    let callback = world.platform.submit_form(&authorize, STUDENT).await;
    let request = Request::get(&callback)
        .header("user-agent", FIREFOX)
        .extension(ConnectInfo(SocketAddr::from(([192, 0, 2, 7], 443))));
    let signed_in = elsewhere.send(request.body(Body::empty()).unwrap()).await;
    assert_eq!(signed_in.location(), "/profile");
    world.clock.pass(MINUTE);
    let maya = world.student(STUDENT).await;
    let page = maya.read("/account/security").await;
    let expected = "Unknown device unknown address, last seen 20 November 2026, 16:01 UTC This device \
         Firefox on Windows from 192.0.2.7, last seen 20 November 2026, 16:00 UTC Sign out";
    assert!(page.contains(expected), "{page}");
    let id = value(&maya.get("/account/security").await.body, "session");
    let told = maya.tell("sessions/end", &[("session", &id)]).await;
    assert!(told.contains("That device is signed out."), "{told}");
    assert!(!told.contains("Firefox"), "{told}");
    assert_eq!(elsewhere.get(ME).await.status, 401);
    let told = maya.tell("sessions/end", &[("session", &id)]).await;
    assert!(
        told.contains("That device was already signed out."),
        "{told}"
    );
}

#[tokio::test]
async fn nobody_ends_the_session_of_another() {
    let world = World::new().await;
    let maya = world.student(STUDENT).await;
    let elsewhere = world.student(STUDENT).await;
    let id = value(&maya.get("/account/security").await.body, "session");
    let leon = world.student("no.goals@example.com").await;
    let told = leon.tell("sessions/end", &[("session", &id)]).await;
    assert!(
        told.contains("That device was already signed out."),
        "{told}"
    );
    assert_eq!(elsewhere.get(ME).await.status, 200);
}

#[tokio::test]
async fn all_other_sessions_end_and_this_one_stays() {
    let world = World::new().await;
    let maya = world.student(STUDENT).await;
    let others = [world.student(STUDENT).await, world.student(STUDENT).await];
    let told = maya.tell("sessions/others", &[]).await;
    assert!(
        told.contains("All your other devices have been signed out."),
        "{told}"
    );
    for other in others {
        assert_eq!(other.get(ME).await.status, 401);
    }
    assert_eq!(maya.get(ME).await.status, 200);
}
