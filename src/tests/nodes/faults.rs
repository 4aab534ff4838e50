//! A connection that is lost between nodes, and clocks that do not agree.

use jiff::SignedDuration;

use super::two_nodes;
use crate::{
    activities::{SUBMIT, finished, post},
    auth_api::client::{BELIEVING, PASSWORD, text},
    live::Connection,
    store::Store,
    world::{ME, STUDENT, World},
};

/// Ends the connections on which the nodes of this schema hear of each other.
const DEAFEN: &str = "SELECT COUNT(pg_terminate_backend(pid)) FROM pg_stat_activity \
    WHERE query = 'LISTEN \"timeback_dashboard.' || current_schema() || '\"'";

#[tokio::test]
async fn what_is_said_while_a_node_does_not_hear_is_caught_up() {
    let Some((world, other)) = two_nodes().await else {
        return;
    };
    let here = world.student(STUDENT).await;
    let there = other.browser(&here);
    let mut page = Connection::open(&there, "/profile/live?since=0").await;
    page.report().await.unwrap();
    let xp = here.get(ME).await.json()["xp"]["today"].as_f64().unwrap();
    assert!(world.number(DEAFEN).await >= 2);
    assert_eq!(post(&here, SUBMIT, &finished(1, 7.25)).await.status, 204);
    page.report().await.unwrap().assert_xp_today(xp + 7.25);
}

#[tokio::test]
async fn nodes_whose_clocks_are_two_seconds_apart_take_each_other_s_sessions_tokens_and_codes() {
    for seconds in [-2, 2] {
        let Some(store) = Store::postgres().await else {
            return;
        };
        let world = World::on_with(store, BELIEVING).await;
        let apart = SignedDuration::from_secs(seconds);
        let other = world.another_node_apart(apart).await;
        let (here, there) = (world.client(), other.client());
        here.sign_up().await;
        for (one, two) in [(&here, &there), (&there, &here)] {
            let session = one.sign_in(PASSWORD).await.json();
            let token = text(&session["access_token"]);
            assert_eq!(two.get("/user", token).await.status, 200, "{seconds}");
            let refreshed = two.refresh(&session["refresh_token"]).await;
            assert_eq!(refreshed.status, 200, "{seconds}: {}", refreshed.body);
            let renewed = refreshed.json();
            let token = text(&renewed["access_token"]);
            assert_eq!(one.get("/user", token).await.status, 200, "{seconds}");
        }
        let student = world.student(STUDENT).await;
        let elsewhere = other.browser(&student);
        for browser in [&elsewhere, &student] {
            assert_eq!(browser.get("/profile").await.status, 200, "{seconds}");
            assert_eq!(browser.get(ME).await.status, 200, "{seconds}");
        }
    }
}
