//! Several nodes on one PostgreSQL.

mod deliveries;
mod pages;

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
