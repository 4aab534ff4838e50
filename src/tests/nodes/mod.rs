//! Several nodes on one PostgreSQL.

mod deliveries;
mod faults;
mod lease;
mod pages;
mod valkey;
mod valkey_server;

use std::time::Duration;

use tokio::time::{sleep, timeout};

use crate::{
    store::Store,
    world::{Node, World},
};

/// A dashboard with two nodes, of which the first delivers events; `None` without PostgreSQL.
async fn two_nodes() -> Option<(World, Node)> {
    let world = World::on(Store::postgres().await?).await;
    let other = world.another_node().await;
    Some((world, other))
}

/// Waits until this is so.
async fn wait_until(what: &str, is_so: impl Fn() -> bool) {
    let waiting = async {
        while !is_so() {
            sleep(Duration::from_millis(20)).await;
        }
    };
    assert!(
        timeout(Duration::from_secs(20), waiting).await.is_ok(),
        "not so: {what}"
    );
}
