//! What nodes share in Valkey, and what they do without it.

use std::time::Duration;

use futures_util::future::join;
use serde_json::json;
use tokio::time::{sleep, timeout};

use super::{valkey_server::ValkeyServer, wait_until};
use crate::{
    activities::{SUBMIT, finished, post},
    auth_api::client::{BELIEVING, Client, PASSWORD},
    browser::Browser,
    check::{Stage, failure_text, unsuccessful},
    clock::MINUTE,
    live::Connection,
    metrics::scrape,
    platform::{ACTIVITY, ENROLLMENTS, USERS},
    store::Store,
    world::{ME, Node, SIGN_OUT, STUDENT, World},
};

/// Two nodes on PostgreSQL and Valkey; `None` without PostgreSQL.
async fn two_nodes(valkey: &ValkeyServer) -> Option<(World, Node)> {
    let url = valkey.url();
    let mut variables = vec![("VALKEY_URL", url.as_str())];
    variables.extend_from_slice(BELIEVING);
    let world = World::on_with(Store::postgres().await?, &variables).await;
    let other = world.another_node().await;
    Some((world, other))
}

/// Tries a wrong password; the status.
async fn guess(client: &Client) -> u16 {
    let body = json!({ "email": "maya@example.com", "password": "not the password" });
    client.post("/token?grant_type=password", body).await.status
}

/// Tries ten wrong passwords, on each of the nodes in turn; how many were looked at.
async fn guesses(nodes: &[Client; 2]) -> usize {
    let mut looked_at = 0;
    for number in 0..10 {
        match guess(&nodes[number % 2]).await {
            400 => looked_at += 1,
            status => assert_eq!(status, 429),
        }
    }
    looked_at
}

/// How often each part of a profile was requested.
async fn loads(world: &World) -> [u64; 3] {
    let requests = world.platform.requests().await;
    [USERS, ENROLLMENTS, ACTIVITY].map(|route| requests.get(route).copied().unwrap_or_default())
}

async fn xp_today(browser: &Browser) -> f64 {
    let answer = browser.get(ME).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    answer.json()["xp"]["today"].as_f64().unwrap()
}

#[tokio::test]
async fn wrong_passwords_are_counted_by_all_nodes_together() {
    let valkey = ValkeyServer::start().await;
    let Some((world, other)) = two_nodes(&valkey).await else {
        return;
    };
    let nodes = [world.client(), other.client()];
    assert_eq!(guesses(&nodes).await, 5);
    assert!(!valkey.run(&["KEYS", "*"]).contains("maya"));
}

#[tokio::test]
async fn right_passwords_are_not_counted_on_any_node() {
    let valkey = ValkeyServer::start().await;
    let Some((world, other)) = two_nodes(&valkey).await else {
        return;
    };
    let nodes = [world.client(), other.client()];
    nodes[0].sign_up().await;
    for number in 0..10 {
        let signed_in = nodes[number % 2].sign_in(PASSWORD).await;
        assert_eq!(signed_in.status, 200, "{}", signed_in.body);
    }
}

#[tokio::test]
async fn a_profile_is_loaded_once_a_session_whichever_node_shows_it() {
    let valkey = ValkeyServer::start().await;
    let Some((world, other)) = two_nodes(&valkey).await else {
        return;
    };
    let here = world.student(STUDENT).await;
    let there = other.browser(&here);
    world.platform.reset_requests().await;
    let (today, elsewhere) = join(xp_today(&here), xp_today(&there)).await;
    assert_eq!(today, elsewhere);
    assert_eq!(loads(&world).await, [1, 1, 1]);
    let pages = join(here.get("/profile"), there.get("/profile")).await;
    assert_eq!((pages.0.status, pages.1.status), (200, 200));
    assert_eq!(loads(&world).await, [1, 1, 1]);

    world.clock.pass(MINUTE);
    let refresh = [("fresh", "true")];
    let refreshed = join(
        here.post_server_fn("/api/get_profile", &refresh),
        there.post_server_fn("/api/get_profile", &refresh),
    );
    let (one, two) = refreshed.await;
    assert_eq!((one.status, two.status), (200, 200));
    assert_eq!(
        loads(&world).await,
        [2, 2, 2],
        "ten tabs on ten nodes are one"
    );
}

#[tokio::test]
async fn what_is_shared_is_sealed_and_gone_at_sign_out() {
    let valkey = ValkeyServer::start().await;
    let Some((world, other)) = two_nodes(&valkey).await else {
        return;
    };
    let here = world.student(STUDENT).await;
    xp_today(&here).await;
    let keys = valkey.keys("profile");
    assert_eq!(keys.len(), 1);
    let kept = valkey.run(&["GET", &keys[0]]);
    assert!(kept.len() > 1000 && !kept.contains("Okafor"), "{kept}");
    other.browser(&here).post_form(SIGN_OUT, &[]).await;
    wait_until("the profile is gone", || valkey.keys("profile").is_empty()).await;
}

#[tokio::test]
async fn an_activity_outdates_the_shared_profile() {
    let valkey = ValkeyServer::start().await;
    let Some((world, other)) = two_nodes(&valkey).await else {
        return;
    };
    let here = world.student(STUDENT).await;
    let there = other.browser(&here);
    let today = xp_today(&there).await;
    let mut page = Connection::open(&there, "/profile/live?since=0").await;
    page.report().await.unwrap().assert_xp_today(today);
    for number in 1..4 {
        let xp = today + 7.25 * f64::from(u32::try_from(number).unwrap());
        assert_eq!(
            post(&here, SUBMIT, &finished(number, 7.25)).await.status,
            204
        );
        page.report().await.unwrap().assert_xp_today(xp);
        assert_eq!((xp_today(&here).await, xp_today(&there).await), (xp, xp));
    }
}

#[tokio::test]
async fn without_valkey_nodes_go_on_alone_and_meet_again_in_it() {
    let mut valkey = ValkeyServer::start().await;
    let Some((world, other)) = two_nodes(&valkey).await else {
        return;
    };
    let here = world.student(STUDENT).await;
    let there = other.browser(&here);
    let today = xp_today(&here).await;
    let nodes = [world.client(), other.client()];
    assert_eq!(guesses(&nodes).await, 5);

    assert!(scrape(&world).await.contains("\nvalkey_up 1\n"));

    valkey.kill();
    assert_eq!(guesses(&nodes).await, 10, "five on each node");
    assert!(scrape(&world).await.contains("\nvalkey_up 0\n"));
    assert_eq!(guesses(&nodes).await, 0);
    assert_eq!(post(&here, SUBMIT, &finished(1, 7.25)).await.status, 204);
    world.platform.received(1).await;
    for browser in [&here, &there] {
        assert_eq!(browser.get("/profile").await.status, 200);
        // A node hears of it a moment after the platform has it.
        let shown = async { while xp_today(browser).await < today + 7.25 {} };
        timeout(Duration::from_secs(5), shown).await.unwrap();
    }

    valkey.restart().await;
    // A node notices within a second or two.
    let begins_anew = async {
        while guesses(&nodes).await != 5 {
            sleep(Duration::from_millis(500)).await;
        }
    };
    let patience = Duration::from_secs(20);
    timeout(patience, begins_anew)
        .await
        .expect("they stay alone");
    assert_eq!(xp_today(&there).await, today + 7.25);
}

#[tokio::test]
async fn a_valkey_that_answers_nothing_costs_no_answer_and_a_flushed_one_no_session() {
    let valkey = ValkeyServer::start().await;
    let Some((world, other)) = two_nodes(&valkey).await else {
        return;
    };
    let here = world.student(STUDENT).await;
    let there = other.browser(&here);
    let today = xp_today(&here).await;
    valkey.freeze();
    for browser in [&here, &there, &here, &there] {
        assert_eq!(xp_today(browser).await, today);
        assert_eq!(browser.get("/profile").await.status, 200);
    }
    assert_eq!(guesses(&[world.client(), other.client()]).await, 10);
    valkey.thaw();
    valkey.run(&["FLUSHALL"]);
    for browser in [&here, &there] {
        assert_eq!(xp_today(browser).await, today);
    }
}

#[tokio::test]
async fn the_check_says_whether_valkey_answers() {
    let mut valkey = ValkeyServer::start().await;
    let stage = Stage::new().await;
    let url = valkey.url();
    let report = stage.check(&[("VALKEY_URL", &url)]).await;
    assert!(!unsuccessful(&report).contains(&"valkey"), "{report}");
    valkey.kill();
    let report = stage.check(&[("VALKEY_URL", &url)]).await;
    let text = failure_text(&report, "valkey");
    assert!(text.contains("VALKEY_URL"), "{text}");
}
