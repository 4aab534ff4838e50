//! What happens on one node is seen on the others.

use axum::http::StatusCode;

use super::two_nodes;
use crate::{
    activities::{SUBMIT, finished, post},
    browser::Browser,
    live::Connection,
    world::{ME, SIGN_OUT, STUDENT},
};

const LIVE: &str = "/profile/live?since=0";

/// Today's XP and all-time XP.
async fn xp(browser: &Browser) -> (f64, f64) {
    let xp = browser.get(ME).await.json()["xp"].clone();
    (xp["today"].as_f64().unwrap(), xp["all"].as_f64().unwrap())
}

#[tokio::test]
async fn an_activity_on_one_node_is_seen_on_the_pages_of_the_other() {
    let Some((world, other)) = two_nodes().await else {
        return;
    };
    let here = world.student(STUDENT).await;
    let there = other.browser(&here);
    let (today, all) = xp(&there).await;
    let mut page = Connection::open(&there, LIVE).await;
    page.report().await.unwrap().assert_xp(today, all);
    assert_eq!(post(&here, SUBMIT, &finished(1, 7.25)).await.status, 204);
    let report = page.report().await.unwrap();
    report.assert_xp(today + 7.25, all + 7.25);
    for browser in [&here, &there] {
        assert_eq!(xp(browser).await, (today + 7.25, all + 7.25));
    }
}

#[tokio::test]
async fn signing_out_on_one_node_ends_the_pages_of_the_other() {
    let Some((world, other)) = two_nodes().await else {
        return;
    };
    let here = world.student(STUDENT).await;
    let there = other.browser(&here);
    let mut page = Connection::open(&there, LIVE).await;
    page.report().await.unwrap();
    here.post_form(SIGN_OUT, &[]).await;
    assert_eq!(page.report().await, None, "the page goes on");
    assert_eq!(there.get(ME).await.status, StatusCode::UNAUTHORIZED);
}
