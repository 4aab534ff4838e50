//! The lease on what one node does for all.

use std::time::Duration;

use database::{Database, Lease};
use tokio::time::timeout;

use crate::store::Store;

const PATIENCE: Duration = Duration::from_secs(30);

/// Longer than it takes to get a lease that is free.
const A_WHILE: Duration = Duration::from_secs(3);

async fn acquire(database: &Database, holder: &str) -> Lease {
    let acquired = Lease::acquire(database, "work", holder);
    timeout(PATIENCE, acquired).await.expect("nobody gets it")
}

#[tokio::test]
async fn while_one_node_keeps_a_lease_no_other_gets_it_until_it_is_given_back() {
    let Some(store) = Store::postgres().await else {
        return;
    };
    let database = Database::open(&store.url).await.unwrap();
    let held = acquire(&database, "one").await;
    tokio::select! {
        () = held.keep() => panic!("it is lost"),
        _ = Lease::acquire(&database, "work", "other") => panic!("two nodes have it"),
        () = tokio::time::sleep(A_WHILE * 3) => {}
    }
    held.release().await;
    let other = timeout(A_WHILE, Lease::acquire(&database, "work", "other"));
    let other = other.await.expect("it is free");
    assert!(!other.is_abandoned());
}

#[tokio::test]
async fn who_takes_a_lease_over_from_the_dead_knows_it() {
    let Some(store) = Store::postgres().await else {
        return;
    };
    let database = Database::open(&store.url).await.unwrap();
    drop(acquire(&database, "one").await);
    assert!(acquire(&database, "other").await.is_abandoned());
}

#[tokio::test]
async fn a_node_whose_lease_another_has_notices() {
    let Some(store) = Store::postgres().await else {
        return;
    };
    let database = Database::open(&store.url).await.unwrap();
    let held = acquire(&database, "one").await;
    store.execute("UPDATE leases SET holder = 'other'").await;
    timeout(PATIENCE, held.keep()).await.expect("it goes on");
}
