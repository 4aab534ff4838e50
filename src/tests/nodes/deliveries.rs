//! Events for Timeback are delivered by one node at a time.

use std::collections::HashSet;

use futures_util::future::join_all;

use super::two_nodes;
use crate::{
    activities::{SUBMIT, finished, post, run},
    browser::Browser,
    world::STUDENT,
};

/// Posts the submissions of these runs to each of the nodes in turn, one after the other; returns the statuses.
async fn submit(nodes: &[Browser], runs: std::ops::Range<usize>) -> Vec<u16> {
    let mut statuses = Vec::new();
    for (number, node) in runs.zip(nodes.iter().cycle()) {
        statuses.push(post(node, SUBMIT, &finished(number, 1.0)).await.status);
    }
    statuses
}

#[tokio::test]
async fn what_two_nodes_accept_arrives_once_and_in_order() {
    let Some((world, other)) = two_nodes().await else {
        return;
    };
    let student = world.student(STUDENT).await;
    let nodes = [student.copy(), other.browser(&student)];
    // Eight at a time, so that both nodes append at the same moment.
    let submitting = (0..8).map(|of| submit(&nodes, of * 25 + 1..of * 25 + 26));
    let statuses = join_all(submitting).await.concat();
    assert_eq!(statuses, [204; 200]);

    world.platform.received(200).await;
    let received = world.platform.caliper().await;
    assert_eq!(received["duplicates"], 0, "{received}");
    let runs = world.platform.runs().await;
    assert_eq!(runs.iter().collect::<HashSet<_>>().len(), 200);
    for of in 0..8 {
        let own: Vec<_> = (of * 25 + 1..of * 25 + 26).map(run).collect();
        let arrived: Vec<_> = runs.iter().filter(|run| own.contains(run)).collect();
        assert_eq!(arrived, own.iter().collect::<Vec<_>>(), "out of order");
    }
}

#[tokio::test]
async fn when_the_delivering_node_dies_another_takes_over_and_nothing_is_lost() {
    let Some((world, other)) = two_nodes().await else {
        return;
    };
    let student = world.student(STUDENT).await;
    let nodes = [other.browser(&student)];
    assert_eq!(submit(&nodes, 1..11).await, [204; 10]);
    world.platform.received(10).await;
    world.kill_deliveries();
    assert_eq!(submit(&nodes, 11..21).await, [204; 10]);
    world.platform.received(20).await;
    let expected: Vec<_> = (1..21).map(run).collect();
    assert_eq!(world.platform.runs().await, expected);
}
