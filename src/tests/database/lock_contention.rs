//! Lock contention on PostgreSQL, whose advisory locks are shared by all schemas.

use std::time::Duration;

use database::{Database, is_unavailable};
use tokio::time::{sleep, timeout};

use crate::store::Store;

/// Longer than the deadline of a statement.
const LONG: Duration = Duration::from_secs(5);

/// Longer than any deadline.
const TOO_LONG: Duration = Duration::from_mins(1);

/// Requests of others meanwhile.
async fn is_asked_by_others(database: &Database) {
    loop {
        let answer = sqlx::query("SELECT 1").execute(database.pool()).await;
        answer.unwrap();
        sleep(Duration::from_millis(100)).await;
    }
}

#[tokio::test]
async fn a_locked_request_waits_while_others_are_served() {
    let Some(store) = Store::postgres().await else {
        return;
    };
    let database = Database::open(&store.url).await.unwrap();
    let holder = database
        .begin_with_lock("a lock released late")
        .await
        .unwrap();
    let release = async {
        timeout(LONG, is_asked_by_others(&database))
            .await
            .unwrap_err();
        holder.commit().await.unwrap();
    };
    let (waiter, ()) = tokio::join!(database.begin_with_lock("a lock released late"), release);
    waiter.unwrap();
}

#[tokio::test]
async fn waiting_for_a_lock_has_a_deadline() {
    let Some(store) = Store::postgres().await else {
        return;
    };
    let database = Database::open(&store.url).await.unwrap();
    let _holder = database
        .begin_with_lock("a lock never released")
        .await
        .unwrap();
    let others = timeout(TOO_LONG, is_asked_by_others(&database));
    let error = tokio::select! {
        waiter = database.begin_with_lock("a lock never released") => waiter.unwrap_err(),
        _ = others => panic!("it still waits"),
    };
    assert!(error.to_string().contains("lock timeout"), "{error}");
    database.begin_with_lock("something else").await.unwrap();
}

#[tokio::test]
async fn an_unresponsive_database_fails_sooner_than_a_lock() {
    let Some(store) = Store::postgres().await else {
        return;
    };
    let database = Database::open(&store.url).await.unwrap();
    let _holder = database
        .begin_with_lock("a lock of a silent database")
        .await
        .unwrap();
    let error = database
        .begin_with_lock("a lock of a silent database")
        .await
        .unwrap_err();
    assert!(is_unavailable(&error), "{error}");
    assert!(
        error.to_string().contains("did not answer in time"),
        "{error}"
    );
}
