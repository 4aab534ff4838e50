//! Refresh tokens over HTTP: concurrent use and theft.

use std::collections::HashSet;

use futures_util::future::join_all;

use crate::{
    auth_api::client::{BELIEVING, refusal, text},
    clock::MINUTE,
    store::{Store, on_both_engines},
    world::World,
};

on_both_engines![
    of_twenty_refreshes_at_once_on_two_nodes_one_rotates_and_nobody_is_signed_out,
    after_a_replay_no_descendant_works_on_any_node,
];

async fn of_twenty_refreshes_at_once_on_two_nodes_one_rotates_and_nobody_is_signed_out(
    store: Store,
) {
    let world = World::on_with(store, BELIEVING).await;
    let nodes = [world.client(), world.another_node().await.client()];
    let session = nodes[0].sign_up().await;
    let answers =
        join_all((0..20).map(|at| nodes[at % 2].refresh(&session["refresh_token"]))).await;
    let rotated = answers
        .iter()
        .filter(|answer| answer.header("sb-auth-refresh-token-rotated").is_some());
    assert_eq!(rotated.count(), 1);
    let successors: HashSet<_> = answers
        .iter()
        .map(|answer| text(&answer.json()["refresh_token"]).to_owned())
        .collect();
    assert_eq!(successors.len(), 1);
    for answer in &answers {
        assert_eq!(answer.status, 200);
        let token = answer.json()["access_token"].clone();
        assert_eq!(nodes[1].get("/user", text(&token)).await.status, 200);
    }
}

async fn after_a_replay_no_descendant_works_on_any_node(store: Store) {
    let world = World::on_with(store, BELIEVING).await;
    let nodes = [world.client(), world.another_node().await.client()];
    let mut family = vec![nodes[0].sign_up().await];
    for at in 0..3 {
        world.clock.pass(MINUTE);
        let last = &family[at]["refresh_token"];
        let next = nodes[at % 2].refresh(last).await.json();
        family.push(next);
    }
    world.clock.pass(MINUTE);
    let replayed = nodes[0].refresh(&family[0]["refresh_token"]).await;
    assert_eq!(
        refusal(&replayed),
        (400, "refresh_token_already_used".to_owned())
    );
    for session in &family {
        for node in &nodes {
            assert_eq!(node.refresh(&session["refresh_token"]).await.status, 400);
            let read = node.get("/user", text(&session["access_token"])).await;
            assert_eq!(read.status, 403);
        }
    }
}
